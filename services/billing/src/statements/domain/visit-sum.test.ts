import { expect, test } from "vitest";
import { visitSums } from "./visit-sum.ts";

const entry = (
  account: Parameters<typeof visitSums>[0][number]["account"],
  amount: number,
  rule = "",
  kind = "remittance",
) => ({
  account,
  amount,
  rule,
  source: { kind: kind as "remittance" },
});

test("BIL-265: charged less what the insurer took off and paid, what you paid and what was given up is what you owe", () => {
  const sums = visitSums(
    [
      entry("revenue", -15_000, "BIL-16", "charge"),
      entry("insurance-receivable", 15_000, "BIL-16", "charge"),
      entry("contractual", 5000, "BIL-32"),
      entry("insurance-receivable", -5000, "BIL-32"),
      entry("insurance-clearing", 7000, "BIL-31"),
      entry("insurance-receivable", -7000, "BIL-31"),
      entry("patient-receivable", 3000, "BIL-33"),
      entry("insurance-receivable", -3000, "BIL-33"),
      entry("unapplied", 1200, "BIL-41", "payment"),
      entry("patient-receivable", -1200, "BIL-41", "payment"),
      entry("write-off", 300, "BIL-105", "manual"),
      entry("patient-receivable", -300, "BIL-105", "manual"),
      // A part of the payment went back: it is owed again.
      entry("patient-receivable", 200, "BIL-106", "payment"),
      entry("cash", -200, "BIL-106", "payment"),
    ],
    { owed: 1700 },
  );
  expect(sums).toEqual({
    charged: 15_000,
    discount: 5000,
    insurancePaid: 7000,
    insurancePending: 0,
    youPaid: 1000,
    forgiven: 300,
    collections: 0,
    other: 0,
    owed: 1700,
  });
});

test("BIL-265: what no word was found for is shown as other, so that the sum still holds", () => {
  const sums = visitSums(
    [entry("revenue", -1000), entry("provider-adjustment", 400), entry("patient-receivable", 600)],
    {
      owed: 600,
    },
  );
  expect(sums).toMatchObject({ charged: 1000, other: 400, owed: 600 });
});
