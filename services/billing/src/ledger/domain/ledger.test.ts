import { expect, test } from "vitest";
import { move, opposite, posting } from "./ledger.ts";

const about = { because: "why", rule: "BIL-31", chargeId: "c" };
const source = { kind: "remittance", id: "r" } as const;

test("BIL-50: what is posted together sums to zero; what does not is a bug, and nothing is posted", () => {
  const [debit, credit] = move(500, { debit: "contractual", credit: "insurance-receivable" }, about);
  expect([debit, credit]).toEqual([
    { ...about, account: "contractual", amount: 500 },
    { ...about, account: "insurance-receivable", amount: -500 },
  ]);
  const kept = [debit, credit].flatMap((one) => (one ? [one] : []));
  const nothing = move(0, { debit: "write-off", credit: "insurance-receivable" }, about);
  expect(posting("key", source, [...nothing, ...kept])).toEqual({ key: "key", source, entries: kept });
  expect(() => posting("key", source, kept.slice(1))).toThrow("must sum to zero");
});

test("BIL-51: the opposite takes each amount back from its own account and charge, and says by which rule", () => {
  const entries = move(500, { debit: "patient-receivable", credit: "insurance-receivable" }, about);
  expect(opposite(entries, "taken back", "BIL-42")).toEqual([
    { account: "patient-receivable", amount: -500, because: "taken back", rule: "BIL-42", chargeId: "c" },
    { account: "insurance-receivable", amount: 500, because: "taken back", rule: "BIL-42", chargeId: "c" },
  ]);
});
