import { runTasks } from "./turbo.ts";

/** A check that reads the sources and runs nothing of ours. Its program is a script of the root, or of each package. */
export interface Gate {
  /** As a person calls it: `npm run check -- walls`. */
  readonly name: string;
  /** The task of turbo.json. */
  readonly task: string;
  /** The task that does the same for all packages at once: cheaper where everything runs, and nothing is kept of a part. */
  readonly whole?: string;
  /** How a person mends it. */
  readonly mend: string;
}

export const GATES: readonly Gate[] = [
  { name: "format", task: "format:check", mend: "npm run format" },
  {
    name: "lint",
    task: "lint",
    whole: "lint:all",
    mend: "each finding names its rule; the rules are in .oxlintrc.json",
  },
  { name: "types", task: "types", mend: "the errors are TypeScript's own" },
  { name: "walls", task: "walls", mend: "the rules and their reasons are in .dependency-cruiser.cjs" },
  { name: "unused", task: "unused", mend: "delete what nobody uses, or say in knip.jsonc who uses it" },
  {
    name: "rules",
    task: "rules",
    mend: "write the test that fails when the rule is broken, and cite its number in the test's name",
  },
  { name: "secrets", task: "secrets", mend: "take the secret out, and replace it where it is used: it is known now" },
  { name: "manifests", task: "manifests", mend: "what is wrong with which package.json is said above" },
];

export interface GateOptions {
  /** Run those too for which nothing has changed. */
  readonly force: boolean;
  readonly gates?: readonly Gate[];
}

/** @returns the names of those that failed. What they found stands above the list of outcomes. */
export async function runGates({ force, gates = GATES }: GateOptions): Promise<readonly string[]> {
  const taskOf = ({ task, whole = task }: Gate) => (force ? whole : task);
  const runs = await runTasks(gates.map(taskOf), { force });
  const failed: Gate[] = [];
  for (const gate of gates) {
    const own = runs.filter(({ task }) => task === taskOf(gate));
    const ok = own.length > 0 && own.every((one) => one.ok);
    if (!ok) failed.push(gate);
    const seconds = own.reduce((sum, one) => sum + one.seconds, 0).toFixed(1);
    const cached = own.length > 0 && own.every(({ fromCache }) => fromCache);
    console.error(`${ok ? "✔" : "✖"} ${gate.name} (${cached ? "unchanged" : `${seconds} s`})`);
  }
  for (const { name, mend } of failed) console.error(`  ${name} failed. To mend: ${mend}`);
  return failed.map(({ name }) => name);
}
