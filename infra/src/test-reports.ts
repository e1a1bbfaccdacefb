import { readFile } from "node:fs/promises";
import { relative } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";

/** What a run of tests came to. */
export interface Counts {
  readonly passed: number;
  /** Each test that failed: its file and its name; and what failed outside of any test. */
  readonly failed: readonly string[];
  /** Each test that was not run: its file and its name. */
  readonly skipped: readonly string[];
  /** Each test that passed only when it was tried again. They are among the passed. */
  readonly flaky: readonly string[];
}

export const NONE: Counts = { passed: 0, failed: [], skipped: [], flaky: [] };

export function add(...all: readonly Counts[]): Counts {
  return {
    passed: all.reduce((sum, { passed }) => sum + passed, 0),
    failed: all.flatMap(({ failed }) => failed),
    skipped: all.flatMap(({ skipped }) => skipped),
    flaky: all.flatMap(({ flaky }) => flaky),
  };
}

/** Vitest's report in Jest's form. A file that cannot be loaded has no tests; it counts as one failed. */
interface VitestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      /** Of every try: a test that passed with some needed more than one. */
      readonly failureMessages?: readonly string[];
    }[];
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
    readonly tests: readonly {
      readonly status: "expected" | "unexpected" | "flaky" | "skipped";
      readonly results?: readonly {
        readonly error?: { readonly message?: string };
        readonly attachments?: readonly { readonly name: string; readonly path?: string }[];
      }[];
    }[];
  }[];
}

/**
 * @param ok whether the runner itself was content: an error that no test caught fails the run though every test passed.
 * @returns the counts; one failed test where the report is missing.
 */
export async function vitestCounts(file: string, ok: boolean): Promise<Counts> {
  const report = await readReport<VitestReport>(file);
  if (report === undefined) return withoutReport(file);
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, name: `${relative(repositoryRoot, name)}: ${test.fullName}` })),
  );
  const notLoaded = report.testResults
    .filter(({ status, assertionResults }) => status === "failed" && assertionResults.length === 0)
    .map(({ name }) => `${relative(repositoryRoot, name)}: could not be loaded`);
  const failed = [...tests.filter(({ status }) => status === "failed").map(({ name }) => name), ...notLoaded];
  const passed = tests.filter(({ status }) => status === "passed");
  return {
    passed: passed.length,
    failed: orTheRunner(failed, file, ok),
    skipped: tests.filter(({ status }) => status !== "passed" && status !== "failed").map(({ name }) => name),
    flaky: passed.filter(({ failureMessages = [] }) => failureMessages.length > 0).map(({ name }) => name),
  };
}

/** As {@link vitestCounts}, of Playwright's report. */
export async function playwrightCounts(file: string, ok: boolean): Promise<Counts> {
  const report = await readReport<PlaywrightReport>(file);
  if (report === undefined) return withoutReport(file);
  const tests = report.suites.flatMap(testsOf);
  const named = (wanted: string) => tests.filter(({ status }) => status === wanted).map(({ name }) => name);
  const flaky = named("flaky");
  for (const test of tests) if (test.status === "flaky") await tellWhy(test);
  const outside = report.errors.map(() => `${relative(repositoryRoot, file)}: an error outside of any test`);
  return {
    passed: named("expected").length + flaky.length,
    failed: orTheRunner([...named("unexpected"), ...outside], file, ok),
    skipped: named("skipped"),
    flaky,
  };
}

interface PlaywrightTest {
  readonly name: string;
  readonly status: string;
  readonly why: readonly string[];
  /** What stood on the page when it failed, in words. */
  readonly pages: readonly string[];
}

function testsOf(suite: PlaywrightSuite): readonly PlaywrightTest[] {
  const own = suite.specs.flatMap(({ file, title, tests }) =>
    tests.map(({ status, results = [] }) => ({
      name: `e2e/${file}: ${title}`,
      status,
      why: results.flatMap(({ error }) => error?.message ?? []),
      pages: results.flatMap(({ attachments = [] }) =>
        attachments.flatMap(({ name, path }) => (name === "error-context" && path !== undefined ? [path] : [])),
      ),
    })),
  );
  return [...own, ...(suite.suites ?? []).flatMap(testsOf)];
}

/** A test that passed when it was tried again leaves nothing behind but this: without it nobody can mend its wait. */
async function tellWhy({ name, why, pages }: PlaywrightTest): Promise<void> {
  console.error(`Tried again: ${name}`);
  for (const message of why) console.error(message);
  for (const page of pages) console.error(await readFile(page, "utf8").catch(() => `${page} is gone.`));
}

function withoutReport(file: string): Counts {
  return { ...NONE, failed: [`${relative(repositoryRoot, file)}: was not written`] };
}

/** A runner that isn't content though no test failed counts as one. */
function orTheRunner(failed: readonly string[], file: string, ok: boolean): readonly string[] {
  return failed.length > 0 || ok
    ? failed
    : [`${relative(repositoryRoot, file)}: the runner failed outside of any test`];
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
