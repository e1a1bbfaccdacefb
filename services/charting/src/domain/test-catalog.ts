import type { ResultValue } from "@practicum/contracts/charting/in-house";
import type { TestItem, TestSide } from "@practicum/contracts/charting/test-orders";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { Tested } from "@practicum/terminology/data/in-house";
import { OUTSIDE_TESTS, type OutsideTest } from "@practicum/terminology/data/outside-tests/outside-tests";
import { analyteForScreens, readValues } from "./in-house.ts";

/** What is ordered elsewhere, by its key; undefined for what is not on the list. */
export function outsideTestOf(key: string): OutsideTest | undefined {
  return OUTSIDE_TESTS.find((one) => one.key === key);
}

/** As screens choose it. */
export function testForScreens(test: OutsideTest): TestItem {
  const { key, kind, group, label, keywords } = test;
  const said = { key, kind, group, label, keywords: `${keywords} ${test.code}` };
  if (test.kind === "imaging") return { ...said, specimen: null, fasting: false, sided: test.sided, analytes: [] };
  const { specimen, fasting, analytes } = test;
  return { ...said, specimen, fasting, sided: false, analytes: analytes.map(analyteForScreens) };
}

/** Whether a test can be ordered so (CHT-370): a study of one of two has its side, and nothing else has one. */
export function decideSide(test: OutsideTest, side: TestSide | null): Result<undefined, DomainError> {
  const isSided = test.kind === "imaging" && test.sided;
  if (isSided && side === null) return wrong("side", `${test.label}: say which side.`);
  return !isSided && side !== null ? wrong("side", `${test.label} has no side.`) : ok();
}

/** "Knee X-ray, left" */
export function testLabel({ label }: OutsideTest, side: TestSide | null): string {
  return side === null ? label : `${label}, ${side === "both" ? "both sides" : side}`;
}

interface Report {
  readonly values: readonly { readonly key: string; readonly value: string }[];
  /** Of an imaging study. */
  readonly abnormal: boolean | null;
  readonly report: string;
  readonly isPart: boolean;
}

/** What a report says, with the references for this patient and the flags (CHT-379). Of a study it is what the radiologist found, in words. */
export function readReport(
  test: OutsideTest,
  { values, abnormal, report, isPart }: Report,
  who: Tested,
): Result<ResultValue[], DomainError> {
  if (test.kind === "laboratory") {
    if (abnormal !== null) return wrong("abnormal", "Whether it is abnormal follows from the values.");
    if (isPart && values.length === 0) return wrong("values", "Enter what has come.");
    return readValues(test, values, who, isPart);
  }
  if (values.length > 0) return wrong("values", "An imaging study has a report, and no values.");
  if (abnormal === null) return wrong("abnormal", "Say whether the study is normal.");
  if (report === "") return wrong("report", "Write what the radiologist found.");
  const found = { key: test.key, label: test.label, loinc: null, unit: null, reference: "Normal", critical: false };
  return ok([{ ...found, value: abnormal ? "Abnormal" : "Normal", flag: abnormal ? "abnormal" : null }]);
}

function wrong(field: string, message: string): Result<never, DomainError> {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}
