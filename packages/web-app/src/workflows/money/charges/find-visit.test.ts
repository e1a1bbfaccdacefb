import { expect, test } from "vitest";
import { fitsOf } from "./find-visit.ts";

const visit = {
  patientName: { family: "O'Neil", given: "Maria Luz", middle: null, suffix: null },
  mrn: "100021",
  serviceDate: "2026-11-23",
  coverage: { coverageId: "", payerName: "Blue Shield of California", memberId: "X1", payerKind: "ppo" },
  total: 115_000,
  charges: [{ code: "99213" }],
} as unknown as Parameters<ReturnType<typeof fitsOf>>[0];

test("BIL-210 a visit to review is found by name, chart number, payer, code, total and day, and each word must fit", () => {
  for (const text of ["", "o'neil", "LUZ", "100021", "shield", "99213", "$1150", "1150.00", "11/23/2026", "2026-11-23"])
    expect([text, fitsOf(text)(visit)]).toEqual([text, true]);
  expect(fitsOf("oneil")(visit)).toBe(false);
  expect(fitsOf("neil")(visit)).toBe(false);
  expect(fitsOf("1150")(visit)).toBe(false);
  expect(fitsOf("10002")(visit)).toBe(false);
  expect(fitsOf("maria 99214")(visit)).toBe(false);
  expect(fitsOf("self-pay")({ ...visit, coverage: null })).toBe(true);
});
