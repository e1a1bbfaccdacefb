/*
 * `npm run check`: the gates alone, in a minute or so, or at once where nothing has changed. `npm run check -- lint walls` runs those
 * named; `--force` runs them whatever has changed.
 */
import { GATES, runGates } from "./gates.ts";

const wanted = process.argv.slice(2).filter((argument) => argument !== "--force");
const unknown = wanted.filter((name) => !GATES.some((gate) => gate.name === name));
if (unknown.length > 0) {
  console.error(`There is no gate ${unknown.join(", ")}. There are: ${GATES.map((gate) => gate.name).join(", ")}.`);
  process.exit(2);
}
const failed = await runGates({
  force: process.argv.includes("--force"),
  gates: wanted.length === 0 ? GATES : GATES.filter((gate) => wanted.includes(gate.name)),
});
if (failed.length > 0) {
  console.error(`failed: ${failed.join(", ")}`);
  process.exitCode = 1;
}
