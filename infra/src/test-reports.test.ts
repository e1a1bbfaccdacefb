import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { afterAll, beforeAll, expect, test } from "vitest";
import { add, NONE, playwrightCounts, vitestCounts } from "./test-reports.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "practicum-reports-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function report(content: object): Promise<string> {
  const file = join(folder, `${Math.random()}.json`);
  await writeFile(file, JSON.stringify(content));
  return file;
}

const suite = (name: string, ...statuses: string[]) => ({
  name: join(repositoryRoot, name),
  status: statuses.includes("failed") ? "failed" : "passed",
  assertionResults: statuses.map((status, at) => ({ fullName: `t${at}`, status })),
});

test("Vitest: passed, failed and skipped, each skipped one by its name", async () => {
  const file = await report({
    testResults: [suite("a.test.ts", "passed", "failed", "skipped"), suite("b.test.ts", "passed", "todo")],
  });
  expect(await vitestCounts(file, false)).toEqual({
    passed: 2,
    failed: ["a.test.ts: t1"],
    skipped: ["a.test.ts: t2", "b.test.ts: t1"],
    flaky: [],
  });
});

test("Vitest: a file that can't be loaded, an error outside of any test and a missing report each count as one failed", async () => {
  const failedOf = async (content: object, ok: boolean) => (await vitestCounts(await report(content), ok)).failed;
  const notLoaded = { ...suite("a.test.ts"), status: "failed" };
  expect(await failedOf({ testResults: [notLoaded] }, false)).toEqual(["a.test.ts: could not be loaded"]);
  const allPassed = { testResults: [suite("a.test.ts", "passed")] };
  expect(await failedOf(allPassed, false)).toEqual([expect.stringContaining("the runner failed outside of any test")]);
  expect(await failedOf(allPassed, true)).toEqual([]);
  expect(await vitestCounts(join(folder, "none.json"), true)).toMatchObject({
    passed: 0,
    failed: [expect.stringContaining("none.json: was not written")],
  });
});

test("Vitest: a test that passed at a second try is named as flaky", async () => {
  const again = suite("a.web.test.ts", "passed", "passed");
  const [first, second] = again.assertionResults;
  const tries = [
    { ...first, failureMessages: [] },
    { ...second, failureMessages: ["it was not there yet"] },
  ];
  const file = await report({ testResults: [{ ...again, assertionResults: tries }] });
  expect(await vitestCounts(file, true)).toEqual({ passed: 2, failed: [], skipped: [], flaky: ["a.web.test.ts: t1"] });
});

test("Playwright: a test that needed another try passes and is named as flaky", async () => {
  const results = [{ error: { message: "the dock did not open" } }, {}];
  const spec = (title: string, status: string) => ({ title, file: "clinic/day.spec.ts", tests: [{ status, results }] });
  const nested = { specs: [spec("b", "flaky")], suites: [{ specs: [spec("c", "unexpected"), spec("d", "skipped")] }] };
  const content = { suites: [{ specs: [spec("a", "expected")], suites: [nested] }], errors: [] };
  expect(await playwrightCounts(await report(content), false)).toEqual({
    passed: 2,
    failed: ["e2e/clinic/day.spec.ts: c"],
    skipped: ["e2e/clinic/day.spec.ts: d"],
    flaky: ["e2e/clinic/day.spec.ts: b"],
  });
  // A set-up that fails runs no test at all.
  const broken = await report({ suites: [], errors: [{ message: "the clinic did not start" }] });
  expect(await playwrightCounts(broken, false)).toMatchObject({
    passed: 0,
    failed: [expect.stringContaining("an error outside of any test")],
  });
});

test("sums keep every name", () => {
  const one = { passed: 1, failed: ["c"], skipped: ["a"], flaky: ["b"] };
  expect(add(NONE, one, one)).toEqual({ passed: 2, failed: ["c", "c"], skipped: ["a", "a"], flaky: ["b", "b"] });
});
