import { expect, test } from "vitest";
import { newClaim, readEob, type Draft } from "./eob-model.ts";

const claim = { claimId: "c1", total: 15_000, decidedPaid: null, lines: [{ lineNumber: 1, amount: 15_000 }] };
const other = { claimId: "c2", total: 9000, decidedPaid: 4000, lines: [{ lineNumber: 1, amount: 9000 }] };
const keyed = (paid: number | null, off: string, remarks = ""): Draft["claims"][number] => ({
  ...newClaim(claim),
  lines: [{ lineNumber: 1, paid, off, remarks }],
});
const read = (amount: number, draft: Draft) => readEob(amount, draft, [claim, other]);

test("BIL-101: the batch may close when every line is explained and the check too; the last reason takes the rest", () => {
  const done = read(7000, { claims: [keyed(7000, "CO-45 60, PR-3", "n265")], beside: [] });
  expect(done).toMatchObject({ variance: 0, stops: null });
  expect(done.posted.claims[0]?.lines[0]).toEqual({
    lineNumber: 1,
    paid: 7000,
    remarks: ["N265"],
    adjustments: [
      { group: "CO", reason: "45", amount: 6000 },
      { group: "PR", reason: "3", amount: 2000 },
    ],
  });
});

test("BIL-101: what is missing is said of the claim it is missing from, and a cent of variance stops the batch", () => {
  const apart = read(7000, { claims: [keyed(7000, "CO-45 60")], beside: [] });
  expect(apart.left.get("c1")).toBe(2000);
  expect(apart.stops).toBe("A claim is not explained yet.");
  const cent = read(7001, { claims: [keyed(7000, "CO-45")], beside: [] });
  expect(cent).toMatchObject({ variance: 1, stops: "The variance must be $0.00." });
});

test("BIL-101: interest is money beside the claims, and a take back takes what that claim was paid from the check", () => {
  const interest = read(7150, {
    claims: [keyed(7000, "CO-45")],
    beside: [{ reason: "l6", reference: "", amount: -150 }],
  });
  expect(interest).toMatchObject({ variance: 0, stops: null, posted: { beside: [{ reason: "L6", amount: -150 }] } });
  const back = read(3000, { claims: [keyed(7000, "CO-45"), { ...newClaim(other), takeBack: true }], beside: [] });
  expect(back).toMatchObject({ paid: 3000, variance: 0, stops: null });
});

test("BIL-101: what can't be read is never taken for nothing", () => {
  expect(read(0, { claims: [keyed(0, "45 60")], beside: [] }).stops).toContain("can't be read");
  expect(read(7000, { claims: [keyed(7000, "CO-45", "X")], beside: [] }).stops).toContain("remark");
});
