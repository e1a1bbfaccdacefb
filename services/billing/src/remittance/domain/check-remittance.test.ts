import type { Remittance835 } from "@practicum/x12/835/types";
import { describe, expect, test } from "vitest";
import { decision } from "../../testing/payer-files.ts";
import { differenceOf, imbalanceOf, paymentAmount, remittanceFault } from "./check-remittance.ts";
import { depositPosting } from "./provider-adjustments.ts";

const CO45 = (amount: number) => ({ group: "CO", reason: "45", amount });
const good = decision("C1", [
  { code: "99213", charge: 10_000, paid: 7000, adjustments: [CO45(3000)] },
  { code: "36415", charge: 5000, paid: 1000, adjustments: [CO45(4000)] },
]);
const [first, second] = good.lines;
function lines(...changed: readonly object[]) {
  return { ...good, lines: [first, second].map((line, at) => ({ ...line, ...changed[at] })) as typeof good.lines };
}
const remittance = (
  more: Partial<Remittance835> = {},
  payment: Partial<Remittance835["payment"]> = {},
): Remittance835 => ({
  controlNumber: "0001",
  payment: { handling: "I", amount: 8000, creditDebit: "C", method: "ACH", date: "2026-11-23", ...payment },
  trace: { number: "EFT1", payerId: "1330123456" },
  payer: { name: "CARE FIRST", address: { line1: "", city: "" }, technicalContacts: [] },
  payee: { name: "", id: { qualifier: "XX", value: "" } },
  claims: [good],
  providerAdjustments: [],
  ...more,
});
const beside = (...entries: readonly { reason: string; amount: number }[]) => [
  { providerId: "", fiscalPeriodEnd: "2026-12-31", entries },
];

describe("BIL-30: the sums that a decision must keep", () => {
  test("a decision that keeps them has nothing wrong, with lines or without", () => {
    expect([imbalanceOf(good), differenceOf(good)]).toEqual([null, 0]);
    expect(imbalanceOf({ ...good, lines: [], adjustments: [CO45(7000)] })).toBeNull();
  });
  test.each([
    [
      "the whole, by what it is off",
      { ...good, paid: 7900 },
      "It does not balance: CLP03 less CLP04 is $1.00 off the sum of its adjustments (CAS).",
    ],
    [
      "an adjustment of the claim beside those of its lines",
      { ...good, adjustments: [CO45(500)] },
      "It does not balance: CLP03 less CLP04 is −$5.00 off the sum of its adjustments (CAS).",
    ],
    [
      "a line, by its place, where the whole holds",
      lines({}, { paid: 2000 }),
      "It does not balance: line 2, SVC02 less SVC03 is not the sum of its adjustments (CAS).",
    ],
    [
      "two lines that lean on each other",
      lines({ adjustments: [CO45(4000)] }, { adjustments: [CO45(3000)] }),
      "It does not balance: line 1, SVC02 less SVC03 is not the sum of its adjustments (CAS).",
    ],
    [
      "lines that are not the claim",
      { ...good, charge: 16_000, adjustments: [CO45(1000)] },
      "It does not balance: CLP03 is not the sum of its lines (SVC02).",
    ],
  ])("names %s", (_, claim, words) => {
    expect(imbalanceOf(claim)).toBe(words);
  });
  test("an amount above what a payment can be is a damaged file, wherever it stands and whatever its sign", () => {
    const most = 99_999_999_999;
    expect(remittanceFault(remittance({}, { amount: most }))).toBeNull();
    const fault = "An amount in it is above $999,999,999.99, which no payment is.";
    const large = most + 1;
    const broken: readonly Remittance835[] = [
      remittance({}, { amount: large }),
      remittance({}, { amount: -large }),
      remittance({ providerAdjustments: beside({ reason: "WO", amount: 1 }, { reason: "WO", amount: large }) }),
      remittance({ claims: [good, { ...good, charge: large }] }),
      remittance({ claims: [{ ...good, paid: large }] }),
      remittance({ claims: [{ ...good, patientResponsibility: large }] }),
      remittance({ claims: [{ ...good, adjustments: [CO45(large)] }] }),
      remittance({ claims: [lines({}, { charge: large })] }),
      remittance({ claims: [lines({}, { paid: large })] }),
      remittance({ claims: [lines({}, { adjustments: [CO45(large)] })] }),
    ];
    for (const one of broken) expect(remittanceFault(one)).toBe(fault);
  });
});

describe("BIL-35: the money itself", () => {
  test("a debit takes money from us; a credit brings it, and what is negative already stays so", () => {
    const amount = (creditDebit: "C" | "D", of: number) => paymentAmount(remittance({}, { creditDebit, amount: of }));
    expect([amount("C", 500), amount("D", 500), amount("D", -500), amount("D", 0)]).toEqual([500, -500, -500, 0]);
  });
  test("the deposit is cash; what is kept back lowers what claims can be paid from it, what is added raises it", () => {
    const posted = depositPosting(
      remittance({ providerAdjustments: beside({ reason: "WO", amount: 1500 }, { reason: "QQ", amount: -200 }) }),
      "r1",
    );
    expect(posted).toMatchObject({ key: "remittance:r1", source: { kind: "remittance", id: "r1" } });
    expect(posted.entries.map(({ account, amount, because, rule }) => [account, amount, because, rule])).toEqual([
      ["cash", 8000, "CARE FIRST paid by ACH EFT1", "BIL-35"],
      ["insurance-clearing", -8000, "CARE FIRST paid by ACH EFT1", "BIL-35"],
      ["provider-adjustment", 1500, "CARE FIRST: WO, overpayment recovery", "BIL-35"],
      ["insurance-clearing", -1500, "CARE FIRST: WO, overpayment recovery", "BIL-35"],
      ["provider-adjustment", -200, "CARE FIRST: QQ, provider-level adjustment", "BIL-35"],
      ["insurance-clearing", 200, "CARE FIRST: QQ, provider-level adjustment", "BIL-35"],
    ]);
  });
});
