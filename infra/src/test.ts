/*
 * `npm test`: the gates, then every test there is, then one line of real counts. Turborepo runs what a change touches and puts back
 * what came out of the rest; `--force`, or CI=true, runs everything.
 * `npm test -- NAME...` runs vitest on the files whose path contains a name, and nothing else.
 */
import { createHash } from "node:crypto";
import { glob, readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { cacheRoot, repositoryRoot } from "@practicum/tooling/paths";
import { findNats } from "@practicum/tooling/nats-binary";
import { findChromium } from "./chromium.ts";
import { runGates } from "./gates.ts";
import { run, tool } from "./run.ts";
import { add, playwrightCounts, vitestCounts, type Counts } from "./test-reports.ts";
import { runTasks, type TaskRun, type TurboOptions } from "./turbo.ts";

/** Tasks that run tests, each with its report below the package's folder `test-results`. */
const REPORTS: Readonly<Record<string, { readonly file: string; readonly count: typeof vitestCounts }>> = {
  test: { file: "vitest.json", count: vitestCounts },
  "test:faults": { file: "faults.json", count: vitestCounts },
  "test:components": { file: "components.json", count: vitestCounts },
  "test:clinic": { file: "clinic.json", count: playwrightCounts },
  "test:sandbox": { file: "sandbox.json", count: playwrightCounts },
};

interface Outcome {
  readonly counts: Counts;
  /** Of the passed, those that did not run now: nothing that they depend on has changed. */
  readonly fromCache: number;
}

async function main(): Promise<number> {
  const force = process.argv.includes("--force") || process.env["CI"] === "true";
  const only = process.argv.slice(2).filter((argument) => argument !== "--force");
  await removeReports();
  if (only.length > 0) return finish([], [{ counts: await someFiles(only), fromCache: 0 }]);
  const broken = [...(await runGates({ force }))];
  await step("nats-server", broken, fetchNats);
  const samples = { PRACTICUM_SAMPLES: await samplesBeside() };
  // The faults start a whole installation, kill it piece by piece and mostly wait: the processors have the others to do meanwhile.
  const small = { PRACTICUM_DEMO: "small" };
  const first = { force, env: { ...samples, ...small }, concurrency: 3 };
  const units = await runTests(["test", "test:faults", "build"], first, broken);
  const chromium = await step("Chromium", broken, async () => ({ path: await findChromium() }));
  if (chromium === undefined) return finish(broken, [units]);
  const path = chromium.path === undefined ? {} : { PRACTICUM_CHROMIUM: chromium.path };
  const second = { force, env: { ...small, ...path } };
  // By themselves, for their half minute: beside two browsers and an installation that starts, their page came up too late.
  const components = await runTests(["test:components"], second, broken);
  // They stand on the builds: where one failed they do not run, and count as failed.
  const browser = await runTests(["test:clinic", "test:sandbox"], second, broken);
  return finish(broken, [units, components, browser]);
}

async function fetchNats(): Promise<void> {
  const reasons: string[] = [];
  if ((await findNats(cacheRoot, (note) => reasons.push(note))) === undefined) throw new Error(reasons.join("\n"));
}

/** Runs something that must work before tests can; a failure is named at the end and does not stop the rest. */
async function step<T>(name: string, broken: string[], work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    broken.push(name);
    console.error(`✖ ${name}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** Changes when the sample files beside the checkout do: tests that read them are skipped where there are none. */
async function samplesBeside(): Promise<string> {
  const folder = join(repositoryRoot, "..", "shared", "samples");
  const names = (await readdir(folder, { recursive: true }).catch((): string[] => [])).toSorted((a, b) =>
    a < b ? -1 : 1,
  );
  const hash = createHash("sha256");
  for (const name of names) {
    const { size, mtimeMs } = await stat(join(folder, name));
    hash.update(`${name} ${size} ${mtimeMs}\n`);
  }
  return names.length === 0 ? "none" : hash.digest("hex").slice(0, 16);
}

/** What was left by another run must not be counted for this one. */
async function removeReports(): Promise<void> {
  for await (const folder of glob("{,*/,*/*/}test-results", {
    cwd: repositoryRoot,
    exclude: ["node_modules", ".data"],
  }))
    await rm(join(repositoryRoot, folder), { recursive: true, force: true });
}

/** Runs tasks and counts their tests. A task of another kind that fails, such as a build, is put among the broken. */
async function runTests(tasks: readonly string[], options: TurboOptions, broken: string[]): Promise<Outcome> {
  const runs = await runTasks(tasks, options);
  if (runs.length === 0) broken.push(tasks.join(" and "));
  const outcomes: Outcome[] = [];
  for (const one of runs) {
    const report = REPORTS[one.task];
    if (report !== undefined) outcomes.push(await outcomeOf(one, report));
    else if (!one.ok) broken.push(`${one.task} of ${one.package}`);
  }
  return sum(outcomes);
}

async function outcomeOf(one: TaskRun, { file, count }: (typeof REPORTS)[string]): Promise<Outcome> {
  const counts = await count(join(repositoryRoot, one.folder, "test-results", file), one.ok);
  return { counts, fromCache: one.fromCache ? counts.passed : 0 };
}

function sum(outcomes: readonly Outcome[]): Outcome {
  return {
    counts: add(...outcomes.map(({ counts }) => counts)),
    fromCache: outcomes.reduce((total, { fromCache }) => total + fromCache, 0),
  };
}

async function someFiles(names: readonly string[]): Promise<Counts> {
  const file = join(repositoryRoot, "test-results", "vitest.json");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const ran = await run(process.execPath, [tool("vitest", "vitest.mjs"), "run", ...reporters, ...names], {
    live: true,
    env: process.stderr.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" },
  });
  return vitestCounts(file, ran.ok);
}

/** The last line is the one that counts; what a person must know of it stands above. */
function finish(broken: readonly string[], outcomes: readonly Outcome[]): number {
  const { counts, fromCache } = sum(outcomes);
  if (broken.length > 0) console.error(`Failed beside the tests: ${broken.join(", ")}.`);
  if (counts.skipped.length > 0) console.error(`${counts.skipped.length} tests were skipped:`);
  for (const name of counts.skipped.slice(0, 20)) console.error(`skipped: ${name}`);
  if (counts.skipped.length > 20) console.error(`skipped: ${counts.skipped.length - 20} more`);
  for (const name of counts.flaky) console.error(`flaky: ${name}`);
  for (const name of counts.failed.slice(0, 50)) console.error(`failed: ${name}`);
  if (fromCache > 0) console.error(`${fromCache} of them from the cache: nothing that they stand on has changed.`);
  console.log(`tests: ${counts.passed} passed, ${counts.failed.length} failed`);
  return broken.length === 0 && counts.failed.length === 0 && counts.passed > 0 ? 0 : 1;
}

process.exitCode = await main();
