import { expect, test } from "vitest";
import { statementLines } from "./statement.ts";

test("BIL-45: the lines sum to the balance, and say why in a patient's words", () => {
  const entry = { account: "patient-receivable" as const, date: "2026-12-07", encounterId: "v" };
  const lines = statementLines(
    [
      { ...entry, amount: 9200, because: "PR-1: Deductible" },
      { ...entry, amount: -2000, because: "Copay taken, receipt R000017" },
      { ...entry, encounterId: "paid", amount: 500, because: "PR-3: Copay" },
      { ...entry, encounterId: "paid", amount: -500, because: "Payment" },
    ],
    new Map([["v", "2026-12-05"]]),
  );
  expect(lines).toEqual([
    { date: "2026-12-07", what: "Visit of 12/05/2026: Deductible", amount: 9200 },
    { date: "2026-12-07", what: "Visit of 12/05/2026: Copay taken, receipt R000017", amount: -2000 },
  ]);
});
