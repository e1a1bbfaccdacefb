import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";

/** What a run of tests came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
  /** Each test that was not run: its file and its name. */
  readonly skipped: readonly string[];
  /** Each test that passed only when it was tried again. They are among the passed. */
  readonly flaky: readonly string[];
}

export const NONE: Counts = { passed: 0, failed: 0, skipped: [], flaky: [] };

export function add(...all: readonly Counts[]): Counts {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.reduce((sum, { failed }) => sum + failed, 0),
    skipped: all.flatMap(({ skipped }) => skipped),
    flaky: all.flatMap(({ flaky }) => flaky),
  };
}

/** Vitest's report in Jest's form. A file that cannot be loaded has no tests; it counts as one failed. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

interface PlaywrightReport {
  readonly suites: readonly PlaywrightSuite[];
  readonly errors: readonly unknown[];
}

interface PlaywrightSuite {
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly file: string;
    readonly tests: readonly { readonly status: "expected" | "unexpected" | "flaky" | "skipped" }[];
  }[];
}

/**
 * @param ok whether the runner itself was content: an error that no test caught fails the run though every test passed.
 * @returns the counts; one failed test where the report is missing.
 */
export async function vitestCounts(file: string, ok: boolean): Promise<Counts> {
  const report = await readReport<VitestReport>(file);
  if (report === undefined) return { ...NONE, failed: 1 };
  const suites = report.testResults;
  const tests = suites.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({ file: relative(repositoryRoot, name), fullName, status })),
  );
  const notLoaded = suites.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  const failed = tests.filter(({ status }) => status === "failed").length + notLoaded.length;
  return {
    passed: tests.filter(({ status }) => status === "passed").length,
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: tests
      .filter(({ status }) => status !== "passed" && status !== "failed")
      .map((test) => `${test.file}: ${test.fullName}`),
    flaky: [],
  };
}

/** As {@link vitestCounts}, of Playwright's report. */
export async function playwrightCounts(file: string, ok: boolean): Promise<Counts> {
  const report = await readReport<PlaywrightReport>(file);
  if (report === undefined) return { ...NONE, failed: 1 };
  const tests = report.suites.flatMap(testsOf);
  const named = (wanted: string) => tests.filter(({ status }) => status === wanted).map(({ name }) => name);
  const flaky = named("flaky");
  const failed = named("unexpected").length + report.errors.length;
  return {
    passed: named("expected").length + flaky.length,
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: named("skipped"),
    flaky,
  };
}

function testsOf(suite: PlaywrightSuite): readonly { readonly name: string; readonly status: string }[] {
  const own = suite.specs.flatMap(({ file, title, tests }) =>
    tests.map(({ status }) => ({ name: `e2e/${file}: ${title}`, status })),
  );
  return [...own, ...(suite.suites ?? []).flatMap(testsOf)];
}

async function readReport<T>(file: string): Promise<T | undefined> {
  try {
    const report: T = JSON.parse(await readFile(file, "utf8"));
    return report;
  } catch {
    console.error(`✖ ${relative(repositoryRoot, file)} was not written: the runner itself failed`);
    return undefined;
  }
}
