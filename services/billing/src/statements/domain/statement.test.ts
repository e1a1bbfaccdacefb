import { expect, test } from "vitest";
import { statementLines } from "./statement.ts";

test("BIL-45: the lines sum to the balance, and say why in a patient's words", () => {
  const entry = { account: "patient-receivable" as const, date: "2026-12-07", encounterId: "v", chargeId: null };
  const lines = statementLines(
    [
      { ...entry, chargeId: "c1", amount: 9200, because: "PR-1: Deductible" },
      { ...entry, chargeId: "c2", amount: 1500, because: "PR-1: Deductible" },
      { ...entry, chargeId: "c2", amount: 900, because: "81002 Blood test, self-pay" },
      { ...entry, amount: -2000, because: "Copay taken, receipt R000017" },
      { ...entry, encounterId: "paid", amount: 500, because: "PR-3: Copay" },
      { ...entry, encounterId: "paid", amount: -500, because: "Payment" },
    ],
    new Map([["v", "2026-12-05"]]),
    new Map([
      ["c1", "Office visit"],
      ["c2", "Blood test"],
    ]),
  );
  expect(lines).toEqual([
    { date: "2026-12-07", what: "Visit of 12/05/2026, Office visit: Deductible", amount: 9200 },
    { date: "2026-12-07", what: "Visit of 12/05/2026, Blood test: Deductible", amount: 1500 },
    { date: "2026-12-07", what: "Visit of 12/05/2026: 81002 Blood test, self-pay", amount: 900 },
    { date: "2026-12-07", what: "Visit of 12/05/2026: Copay taken, receipt R000017", amount: -2000 },
  ]);
});
