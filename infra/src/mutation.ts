/*
 * `npm run mutation [-- PACKAGE [FILE...]]`: changes the code in small ways, one at a time, and runs the tests that reach the change. What no
 * test notices survives: a rule without an example, or a line without a purpose. It is printed here and stands in a page. Takes minutes a
 * package and is no part of `npm test`. A word after the package takes the files alone whose path contains it.
 *
 * Pure tests alone (`.test.ts`) run: each change would start a database otherwise. What only those reach counts as survived, "no coverage".
 */
import { globSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { repositoryRoot } from "@practicum/tooling/paths";
import { run } from "./run.ts";

const GOAL_PERCENT = 85;
/** By their short names: where, and what of it. */
const targets: { readonly [name: string]: { readonly folder: string; readonly code: string } } = {
  billing: { folder: "services/billing", code: "src/**/domain/**/*.ts" },
  scheduling: { folder: "services/scheduling", code: "src/domain/**/*.ts" },
  charting: { folder: "services/charting", code: "src/domain/**/*.ts" },
  service: { folder: "packages/service", code: "src/*.ts" },
};
const SCRATCH = ".stryker-tmp";
const PURE_TESTS = {
  include: ["src/**/*.test.ts"],
  exclude: ["**/node_modules/**", "**/*.{db,pg,bus}.test.ts"],
  testTimeout: 20_000,
};
const NO_CODE = /\.test\.ts$|\/test-[^/]*$|\.node\.ts$/;

const { values, positionals } = parseArgs({
  options: { concurrency: { type: "string", default: `${availableParallelism()}` } },
  allowPositionals: true,
});
const [wanted, ...words] = positionals;
const names = wanted === undefined ? Object.keys(targets) : [wanted];
let reached = true;
for (const name of names) reached = (await mutate(name)) && reached;
process.exit(reached ? 0 : 1);

async function mutate(name: string): Promise<boolean> {
  const target = targets[name];
  if (!target) {
    console.error(`There is no "${name}" here; there are: ${Object.keys(targets).join(", ")}.`);
    return false;
  }
  const cwd = join(repositoryRoot, target.folder);
  const files = globSync(target.code, { cwd }).filter(
    (file) => !NO_CODE.test(file) && (words.length === 0 || words.some((word) => file.includes(word))),
  );
  if (files.length === 0) {
    console.error(`${name}: no file's path contains ${words.join(" or ")}.`);
    return false;
  }
  const reports = join(repositoryRoot, ".data", "mutation", name);
  await mkdir(reports, { recursive: true });
  const vitest = join(reports, "vitest.config.mjs");
  await writeFile(vitest, `export default ${JSON.stringify({ test: PURE_TESTS })};\n`);
  const config = join(reports, "stryker.json");
  await writeFile(config, JSON.stringify(settings(files, reports, vitest), null, 2));
  // In the package's folder, so that the package alone is copied, and what it imports of others is the original.
  const { ok } = await run("stryker", ["run", config], { cwd, live: true });
  await rm(join(cwd, SCRATCH), { recursive: true, force: true });
  console.log(`${name}: ${join(reports, "index.html")}`);
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
    reporters: ["clear-text", "html", "json"],
    clearTextReporter: { logTests: false, reportTests: false, allowColor: false },
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
