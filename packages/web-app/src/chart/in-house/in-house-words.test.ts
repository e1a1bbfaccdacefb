import { expect, test } from "vitest";
import { doseWords, isUnseen, outcomeDetails, usualTaken } from "./in-house-words.ts";

const outcome = {
  outcomeId: "",
  kind: "done" as const,
  at: "2026-11-23T16:00:00.000Z",
  by: "Mora",
  reason: "",
  lot: "K1",
  expiresOn: "2027-01-31",
  site: "",
  dose: null,
  ndc: null,
  controlLot: "C1",
  values: [],
  seen: null,
};
const value = { key: "a", label: "A", loinc: null, value: "1", unit: null, reference: "", critical: false };

test("CHT-163 a dose and what it was given with are said in words", () => {
  expect(doseWords({ amount: 1_200_000, unit: "units", route: "intramuscular" })).toBe("1,200,000 units into muscle");
  expect(outcomeDetails(outcome)).toEqual(["lot K1, expires 01/31/2027", "control lot C1"]);
  expect(
    outcomeDetails({ ...outcome, lot: "", controlLot: "", reason: "Afraid of needles", ndc: "00409733201" }),
  ).toEqual(["Afraid of needles", "NDC 00409-7332-01"]);
});

test("CHT-166 what is abnormal is unseen until somebody has seen it", () => {
  expect(isUnseen({ outcome: { ...outcome, values: [{ ...value, flag: null }] } })).toBe(false);
  expect(isUnseen({ outcome: { ...outcome, values: [{ ...value, flag: "low" }] } })).toBe(true);
  const seen = { by: "Chen", at: outcome.at };
  expect(isUnseen({ outcome: { ...outcome, seen, values: [{ ...value, flag: "low" }] } })).toBe(false);
  expect(isUnseen({ outcome: null })).toBe(false);
});

test("CHT-168 of a liquid so many milliliters are taken, of a powder a vial", () => {
  expect(usualTaken(30, 30)).toEqual({ quantity: "1", unit: "ML" });
  expect(usualTaken(12.5, 25)).toEqual({ quantity: "0.5", unit: "ML" });
  expect(usualTaken(1000, null)).toEqual({ quantity: "1", unit: "UN" });
});
