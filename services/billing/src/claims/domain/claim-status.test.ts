import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { adjudicatedStatus, afterAnswer, type ClaimStatus } from "./claim-status.ts";

describe("BIL-27: the highest answer wins", () => {
  const answers = fc.array(fc.constantFrom("acknowledged" as const, "accepted" as const, "rejected" as const));
  test("whatever the order and the repeats, they lead to the highest; nothing moves what is not sent or is decided", () => {
    fc.assert(
      fc.property(answers, (all) => {
        const after = (from: ClaimStatus) => all.reduce(afterAnswer, from);
        const highest = (["rejected", "accepted", "acknowledged"] as const).find((one) => all.includes(one));
        expect(after("submitted")).toBe(highest ?? "submitted");
        for (const status of ["ready", "needs-correction", "paid", "denied", "closed", "voided"] as const)
          expect(after(status)).toBe(status);
      }),
    );
  });
  test.each([
    ["nothing", {}, null],
    ["paid", { paid: 1 }, "paid"],
    ["left to the patient alone", { patient: 1 }, "paid"],
    ["given up alone", { contractual: 1 }, "paid"],
    ["refused in part", { paid: 1, denied: 1 }, "partly-denied"],
    ["refused beside the patient's share", { patient: 1, denied: 1 }, "partly-denied"],
    ["refused", { contractual: 1, denied: 1 }, "denied"],
  ])("%s", (_, some, expected) => {
    expect(adjudicatedStatus({ paid: 0, patient: 0, contractual: 0, denied: 0, ...some })).toBe(expected);
  });
});
