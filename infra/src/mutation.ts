/*
 * `npm run mutation [-- AREA|WORD...]`: changes the code in small ways, one at a time, and runs the tests that reach the change. What no
 * test notices survives: a rule without an example, or a line without a purpose. It is printed here and stands in a page; at the end stands
 * how much was noticed in each file and each area, and it fails where an area is below the goal. Takes minutes an area and is no part of
 * `npm test`. The names of areas are below; any other word takes the files alone whose path contains it, so a path does too.
 *
 * What was tried before and did not change since is not tried again (`--force` tries all). Tests with a database do not run: each
 * change would start one. What only those reach counts as survived, "no coverage"; so files that are wiring around a database, a bus or a
 * process, and have no pure rule, are left out by name below, each for that reason.
 */
import { globSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { repositoryRoot } from "@practicum/tooling/paths";
import { run } from "./run.ts";

const GOAL_PERCENT = 85;

interface Area {
  readonly folder: string;
  readonly code: readonly string[];
  /** Files without a pure rule, which only tests with a database, a bus or a process reach. */
  readonly without?: readonly string[];
  /** The package's own configuration where its tests run in a browser; else its pure tests run. */
  readonly config?: string;
}

const areas: { readonly [name: string]: Area } = {
  billing: { folder: "services/billing", code: ["src/**/domain/**/*.ts"] },
  scheduling: { folder: "services/scheduling", code: ["src/**/domain/**/*.ts"] },
  charting: { folder: "services/charting", code: ["src/**/domain/**/*.ts"] },
  service: {
    folder: "packages/service",
    code: ["src/*.ts"],
    without: [
      // Around a transaction: what they do is rows, and their tests are those of both databases.
      "consumers databases-answer observe operations-handlers pipeline relay retention store-watch timers unit-of-work workers",
      // Around a process or a bus: started and stopped by the tests of both buses.
      "host in-process-host main practice-host start-memory",
      // Declarations: types, and functions that give back what they were given.
      "bound-operation define-service handler-types log runtime storage",
    ].flatMap((names) => names.split(" ").map((name) => `src/${name}.ts`)),
  },
  hooks: {
    folder: "packages/web-app",
    code: [
      "src/api/{use-command,domain-error}.ts",
      "src/forms/use-contract-form.ts",
      "src/live/live-updates.tsx",
      "src/session/session-gate.tsx",
    ],
    config: "vitest.components.config.ts",
  },
};
const SCRATCH = ".stryker-tmp";
const PURE_TESTS = {
  include: ["src/**/*.test.ts"],
  exclude: ["**/node_modules/**", "**/*.{db,pg,bus}.test.ts"],
  testTimeout: 20_000,
};
const NO_CODE = /\.test\.tsx?$|\/test-[^/]*$|\.node\.ts$/;

const { values, positionals } = parseArgs({
  options: {
    concurrency: { type: "string", default: `${availableParallelism()}` },
    force: { type: "boolean", default: false },
  },
  allowPositionals: true,
});
const named = positionals.filter((word) => Object.hasOwn(areas, word));
const words = positionals.filter((word) => !Object.hasOwn(areas, word));
const scores: AreaScore[] = [];
let ran = true;
for (const [name, area] of Object.entries(areas)) {
  const files = named.length === 0 || named.includes(name) ? filesOf(area) : [];
  if (files.length > 0) ran = (await mutate(name, area, files)) && ran;
}
if (scores.length === 0) {
  console.error(`Nothing is called so. The areas are ${Object.keys(areas).join(", ")}.`);
  process.exit(1);
}
process.exit(report(scores) && ran ? 0 : 1);

/** Paths in the area's folder, of those that were asked for. */
function filesOf({ folder, code, without = [] }: Area): string[] {
  return globSync([...code], { cwd: join(repositoryRoot, folder) })
    .filter((file) => !NO_CODE.test(file) && !without.includes(file))
    .filter((file) => words.length === 0 || words.some((word) => join(folder, file).includes(word)))
    .toSorted();
}

async function mutate(name: string, area: Area, files: readonly string[]): Promise<boolean> {
  const cwd = join(repositoryRoot, area.folder);
  const reports = join(repositoryRoot, ".data", "mutation", name);
  await mkdir(reports, { recursive: true });
  const vitest = join(reports, "vitest.config.mjs");
  await writeFile(vitest, `export default ${JSON.stringify({ test: PURE_TESTS })};\n`);
  const config = join(reports, "stryker.json");
  const found = join(reports, "mutation.json");
  await rm(found, { force: true });
  await writeFile(config, JSON.stringify(settings(files, reports, area.config ?? vitest), null, 2));
  // In the package's folder, so that the package alone is copied, and what it imports of others is the original.
  const { ok } = await run("stryker", ["run", config], { cwd, live: true });
  await rm(join(cwd, SCRATCH), { recursive: true, force: true });
  console.log(`${name}: ${join(reports, "index.html")}`);
  scores.push({ name, files: await readScores(found) });
  return ok;
}

function settings(files: readonly string[], reports: string, vitest: string): object {
  return {
    testRunner: "vitest",
    plugins: ["@stryker-mutator/vitest-runner"],
    vitest: { configFile: vitest },
    coverageAnalysis: "perTest",
    mutate: files,
    concurrency: Number(values.concurrency),
    tempDirName: SCRATCH,
    incremental: true,
    incrementalFile: join(reports, "incremental.json"),
    force: values.force,
    reporters: ["clear-text", "progress-append-only", "html", "json"],
    clearTextReporter: { logTests: false, reportTests: false, allowColor: false, reportScoreTable: false },
    htmlReporter: { fileName: join(reports, "index.html") },
    jsonReporter: { fileName: join(reports, "mutation.json") },
    // What runs once when a file is loaded (tables, schemas) would need all tests anew for each change.
    ignoreStatic: true,
    thresholds: { high: GOAL_PERCENT, low: GOAL_PERCENT, break: GOAL_PERCENT },
    // It looks into TypeScript's configuration through an interface that TypeScript 7 no longer has; nothing here needs it.
    tsconfigFile: "none.json",
    disableTypeChecks: false,
    packageManager: "npm",
    allowConsoleColors: false,
  };
}

interface Score {
  readonly killed: number;
  readonly all: number;
}
interface AreaScore {
  readonly name: string;
  readonly files: readonly (Score & { readonly file: string })[];
}

/** Of Stryker's report (mutation-testing-report-schema): what was noticed, of what could be; static changes were not tried. */
async function readScores(file: string): Promise<AreaScore["files"]> {
  const text = await readFile(file, "utf8").catch(() => '{"files":{}}');
  const { files } = JSON.parse(text) as { files: Record<string, { mutants: { status: string }[] }> };
  return Object.entries(files).map(([path, { mutants }]) => {
    const count = (...statuses: readonly string[]) => mutants.filter((one) => statuses.includes(one.status)).length;
    const killed = count("Killed", "Timeout");
    return { file: path, killed, all: killed + count("Survived", "NoCoverage") };
  });
}

/** @returns whether every area reaches the goal. */
function report(areasFound: readonly AreaScore[]): boolean {
  for (const { name, files } of areasFound) {
    console.log(`\n${name}`);
    for (const one of files) console.log(`  ${row(one)}  ${one.file}`);
  }
  console.log("\n  noticed       of  area (files)");
  const totals = areasFound.map(({ name, files }) => ({
    name: `${name} (${files.length})`,
    killed: files.reduce((sum, one) => sum + one.killed, 0),
    all: files.reduce((sum, one) => sum + one.all, 0),
  }));
  for (const one of totals) console.log(`  ${row(one)}  ${one.name}`);
  return totals.every((one) => percent(one) >= GOAL_PERCENT);
}

function percent({ killed, all }: Score): number {
  return all === 0 ? 100 : (killed / all) * 100;
}

function row(score: Score): string {
  return `${percent(score).toFixed(1).padStart(6)} % ${String(score.all).padStart(7)}`;
}
