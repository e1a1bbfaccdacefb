/*
 * `npm test`: the gates, then every test there is, then one line of real counts.
 * `npm test -- NAME...` runs vitest on the files whose path contains a name, and nothing else.
 */
import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { cacheRoot, repositoryRoot } from "@practicum/tooling/paths";
import { findNats } from "@practicum/tooling/nats-binary";
import { findChromium } from "./chromium.ts";
import { runGates } from "./gates.ts";
import { run, tool } from "./run.ts";
import { buildSandbox } from "./build-sandbox.ts";
import { buildApp } from "./web-build.ts";

interface Counts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

const NONE: Counts = { passed: 0, failed: 0, skipped: 0 };
let runs = 0;
const results = join(repositoryRoot, "test-results");

/** Vitest's report in Jest's form. A file that cannot be loaded has no tests; it counts as one failed. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[];
}

interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly unknown[];
}

async function main(): Promise<number> {
  await rm(results, { recursive: true, force: true });
  await mkdir(results, { recursive: true });
  const only = process.argv.slice(2);
  if (only.length > 0) return finish([], await vitest(only));
  const broken = [...(await runGates())];
  await step("nats-server", broken, fetchNats);
  const units = await vitest(["--exclude", "infra/faults/**"]);
  // It starts a whole installation, kills it piece by piece and mostly waits: no other tests beside it, but builds may be.
  const [faults, ready] = await Promise.all([
    vitest(["infra/faults"]),
    step("bundles and Chromium", broken, async () => {
      await buildBoth();
      return { chromium: await findChromium() };
    }),
  ]);
  const browser = ready === undefined ? NONE : await playwright(ready.chromium);
  return finish(broken, add(add(units, faults), browser));
}

async function fetchNats(): Promise<void> {
  const reasons: string[] = [];
  if ((await findNats(cacheRoot, (note) => reasons.push(note))) === undefined) throw new Error(reasons.join("\n"));
}

async function buildBoth(): Promise<void> {
  process.env["PRACTICUM_DEMO"] = "small";
  await buildApp("web");
  // Bundling for the browser is a check of its own: a stray import of Node's fails here at the latest.
  await buildSandbox((text) => console.error(`sandbox: ${text}`));
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

async function vitest(args: readonly string[]): Promise<Counts> {
  const file = join(results, `vitest-${++runs}.json`);
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const ran = await run(process.execPath, [tool("vitest", "vitest.mjs"), "run", ...reporters, ...args], {
    live: true,
    env: process.stderr.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" },
  });
  const report = await readReport<VitestReport>(file);
  if (report === undefined) return { ...NONE, failed: 1 };
  const notLoaded = report.testResults.filter(
    (suite) => suite.status === "failed" && suite.assertionResults.length === 0,
  );
  const failed = report.numFailedTests + notLoaded.length;
  return {
    passed: report.numPassedTests,
    // An error that no test caught fails the run though every test passed.
    failed: failed === 0 && !ran.ok ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

async function playwright(chromium: string | undefined): Promise<Counts> {
  const file = join(results, "playwright.json");
  const cli = join(repositoryRoot, "e2e", "node_modules", "@playwright", "test", "cli.js");
  await run(process.execPath, [cli, "test", "--config", "playwright.config.ts", "--reporter=list,json"], {
    live: true,
    cwd: join(repositoryRoot, "e2e"),
    env: { PLAYWRIGHT_JSON_OUTPUT_NAME: file, ...(chromium === undefined ? {} : { PRACTICUM_CHROMIUM: chromium }) },
  });
  const report = await readReport<PlaywrightReport>(file);
  if (report === undefined) return { ...NONE, failed: 1 };
  const { expected, unexpected, flaky, skipped } = report.stats;
  // A test that passed at the second try failed once: it is not to be trusted, and counts as failed.
  return { passed: expected, failed: unexpected + flaky + report.errors.length, skipped };
}

async function readReport<T>(file: string): Promise<T | undefined> {
  try {
    const report: T = JSON.parse(await readFile(file, "utf8"));
    return report;
  } catch {
    console.error(`✖ ${file} was not written: the runner itself failed`);
    return undefined;
  }
}

function add(a: Counts, b: Counts): Counts {
  return { passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped };
}

function finish(broken: readonly string[], counts: Counts): number {
  if (counts.skipped > 0) console.error(`${counts.skipped} tests were skipped: their reasons are above.`);
  if (broken.length > 0) console.error(`Failed before the tests: ${broken.join(", ")}.`);
  console.log(`tests: ${counts.passed} passed, ${counts.failed} failed`);
  return broken.length === 0 && counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

process.exitCode = await main();
