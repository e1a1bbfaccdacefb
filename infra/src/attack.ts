/*
 * `npm run attack [-- R3 T17]`: the tests that try the attacks of infra/attacks/attacks.ts, all or those that are named, and what has none.
 */
import { attacks } from "../attacks/attacks.ts";
import { run, tool } from "./run.ts";

const named = process.argv.slice(2);
const chosen = attacks.filter(({ id }) => named.length === 0 || named.includes(id));
const tests = chosen.flatMap((one) => one.tests);
for (const { id, attack, because } of chosen)
  console.error(`${id} ${attack}${because === undefined ? "" : `: ${because}`}`);
if (tests.length === 0) {
  console.error(named.length === 0 ? "There is no test." : `No attack with a test goes by ${named.join(", ")}.`);
  process.exit(1);
}
const files = [...new Set(tests.map(({ file }) => file))];
const pattern = tests.map(({ name }) => RegExp.escape(name)).join("|");
const ran = await run(process.execPath, [tool("vitest", "vitest.mjs"), "run", ...files, "-t", pattern], { live: true });
process.exitCode = ran.ok ? 0 : 1;
