import { expect, test } from "vitest";
import { heldByRefusal, movableToPatient, movableToPayer } from "./movable.ts";

const claim = { payerOwes: 9000, patientOwes: 2000, denials: [] };
const refusal = (group: string, amount: number) => ({ group, amount });

test("BIL-108: a claim that was not sent goes to the patient as a whole; one that is out has to be answered first", () => {
  for (const status of ["draft", "needs-correction", "ready", "rejected"] as const)
    expect(movableToPatient({ ...claim, status })).toEqual({ kind: "up-to", max: 9000, wholeOnly: true });
  for (const status of ["submitted", "acknowledged", "accepted"] as const) {
    expect(movableToPatient({ ...claim, status })).toEqual({ kind: "out" });
    expect(movableToPayer({ ...claim, status })).toEqual({ kind: "out" });
  }
});

test("BIL-490, BIL-491: nothing moves while a void waits; of what the payer voided all that is open does", () => {
  for (const status of ["ready", "rejected", "accepted"] as const)
    expect(movableToPatient({ ...claim, voids: true, status })).toEqual({ kind: "out" });
  expect(movableToPatient({ ...claim, voids: true, status: "voided" })).toEqual({
    kind: "up-to",
    max: 9000,
    wholeOnly: false,
  });
  expect(movableToPatient({ ...claim, status: "voided" })).toEqual({ kind: "out" });
});

test("BIL-108: what a refusal holds never becomes the patient's by moving it", () => {
  const denied = { ...claim, status: "partly-denied" as const, denials: [refusal("CO", 6000)] };
  expect(movableToPatient(denied)).toEqual({ kind: "up-to", max: 3000, wholeOnly: false });
  expect(heldByRefusal(denied)).toBe(true);
  expect(movableToPatient({ ...denied, denials: [refusal("CO", 9000)] })).toMatchObject({ max: 0 });
  expect(movableToPatient({ ...denied, denials: [refusal("PR", 9000)] })).toMatchObject({ max: 0 });
});

test("BIL-108: back to the payer goes at most what the patient owes for the visit", () => {
  expect(movableToPayer({ ...claim, status: "paid" })).toEqual({ kind: "up-to", max: 2000, wholeOnly: false });
  expect(movableToPayer({ ...claim, status: "closed", patientOwes: -500 })).toMatchObject({ max: 0 });
});
