import { expect, test } from "vitest";
import { bookkeepersNames, journalCsv } from "./journal.ts";

test("BIL-245: by day, then in the order of the accounts; each side in its column, dollars and cents, CRLF", () => {
  const csv = journalCsv([
    { date: "2026-11-02", account: "revenue", debits: 0, credits: 15_000 },
    { date: "2026-11-02", account: "insurance-receivable", debits: 15_000, credits: 5 },
    { date: "2026-11-01", account: "cash", debits: 123_456_789, credits: 2500 },
  ]);
  expect(csv).toBe(
    [
      "Date,Account,Name,Type,Debit,Credit",
      "2026-11-01,cash,Cash,Asset,1234567.89,25.00",
      "2026-11-02,insurance-receivable,Accounts receivable - insurance,Asset,150.00,0.05",
      "2026-11-02,revenue,Patient service revenue,Income,,150.00",
      "",
    ].join("\r\n"),
  );
});

test("BIL-245: a month without a posting has its head alone; no name needs quotes", () => {
  expect(journalCsv([])).toBe("Date,Account,Name,Type,Debit,Credit\r\n");
  for (const words of Object.values(bookkeepersNames)) for (const word of words) expect(word).not.toMatch(/[",\r\n]/);
});
