/*
 * `npm run simtest -- --seeds N [--seed NAME]`: simulated clinics with faults, whose invariants are checked after each step. A
 * failure prints its seed and step; `--seed NAME` repeats that one alone.
 */
import { parseArgs } from "node:util";
import { simulate, SimulationFailed } from "../simtest/simulate.ts";

const { values } = parseArgs({ options: { seeds: { type: "string", default: "20" }, seed: { type: "string" } } });
const seeds =
  values.seed === undefined ? Array.from({ length: Number(values.seeds) }, (_, n) => `${n + 1}`) : [values.seed];
let steps = 0;
const failures: string[] = [];
for (const seed of seeds) {
  try {
    steps += await simulate(seed);
  } catch (error) {
    if (!(error instanceof SimulationFailed)) throw error;
    failures.push(error.message);
    console.error(error.message);
  }
}
console.log(`simtest: ${seeds.length} seeds, ${steps} steps, ${failures.length} failed`);
process.exit(failures.length === 0 ? 0 : 1);
