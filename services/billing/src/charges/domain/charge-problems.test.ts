import { expect, test } from "vitest";
import { chargeProblems } from "./charge-problems.ts";

const visit = {
  patientKnown: true,
  needsCosignature: true,
  cosigned: true,
  diagnoses: 2,
  charges: [{ code: "99213", amount: 0, pointers: [1, 2] }],
};
const charge = (code: string, amount: number | null, pointers: readonly number[]) => ({ code, amount, pointers });

test.each([
  ["a whole visit has none", visit, []],
  ["no co-signature is due", { ...visit, needsCosignature: false, cosigned: false }, []],
  ["the co-signature is awaited", { ...visit, cosigned: false }, ["The note waits for the supervisor's co-signature."]],
  [
    "the patient is not known yet",
    { ...visit, patientKnown: false },
    ["The patient's record has not reached billing yet."],
  ],
  ["there is no procedure", { ...visit, charges: [] }, ["The note has no procedure: nothing to charge."]],
  [
    "there is no diagnosis",
    { ...visit, diagnoses: 0, charges: [charge("99213", 1, [1])] },
    ["The note has no diagnosis.", "99213 points to a diagnosis that is not there."],
  ],
  [
    "each charge is named for what it lacks",
    { ...visit, charges: [charge("99213", null, [1]), charge("36415", 1, []), charge("87880", 1, [1, 3])] },
    [
      "The fee schedule has no price for 99213 on that day.",
      "36415 points to no diagnosis.",
      "87880 points to a diagnosis that is not there.",
    ],
  ],
])("BIL-14: what stops a release: %s", (_, about, problems) => {
  expect(chargeProblems(about)).toEqual(problems);
});
