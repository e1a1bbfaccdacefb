/*
 * `npm run simtest -- --seeds N [--seed NAME] [--planted]`: simulated clinics with faults, whose invariants are checked after each step. A
 * failure prints its seed and step; `--seed NAME` repeats that one alone. `--planted` puts bugs into the product's code, one after the
 * other, and fails where the simulation does not find one.
 */
import { parseArgs } from "node:util";
import { simulate, SimulationFailed } from "../simtest/simulate.ts";
import { findPlanted } from "../simtest/find-planted.ts";

const { values } = parseArgs({
  options: {
    seeds: { type: "string", default: "20" },
    seed: { type: "string" },
    planted: { type: "boolean", default: false },
  },
});

process.exit(values.planted ? await planted() : await seeded());

async function seeded(): Promise<number> {
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
  const seconds = (process.cpuUsage().user + process.cpuUsage().system) / 1e6;
  console.log(
    `simtest: ${seeds.length} seeds, ${steps} steps, ${failures.length} failed, ${seconds.toFixed(1)} s of processor time`,
  );
  return failures.length === 0 ? 0 : 1;
}

async function planted(): Promise<number> {
  const found = await findPlanted(({ bug, by }) =>
    console.log(`${by === null ? "NOT FOUND" : "found"}: ${bug.bug} (${by ?? bug.file})`),
  );
  const missed = found.filter(({ by }) => by === null);
  console.log(`simtest: ${found.length - missed.length} of ${found.length} planted bugs found`);
  return missed.length === 0 ? 0 : 1;
}
