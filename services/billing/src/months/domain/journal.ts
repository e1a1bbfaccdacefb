import type { LocalDate } from "@practicum/kernel/local-date";
import type { LedgerAccount } from "../../ledger/domain/ledger.ts";

/** What was posted to an account on a day. Both sides are positive. */
export interface JournalLine {
  readonly date: LocalDate;
  readonly account: LedgerAccount;
  readonly debits: number;
  readonly credits: number;
}

/** The ledger's accounts as a bookkeeper names them, and on which side of the books each is at home. */
export const bookkeepersNames: { readonly [A in LedgerAccount]: readonly [name: string, kind: string] } = {
  cash: ["Cash", "Asset"],
  "patient-receivable": ["Accounts receivable - patients", "Asset"],
  "insurance-receivable": ["Accounts receivable - insurance", "Asset"],
  collections: ["Accounts receivable - in collections", "Asset"],
  "insurance-clearing": ["Insurance payments clearing", "Asset"],
  unapplied: ["Patient prepayments and credits", "Liability"],
  revenue: ["Patient service revenue", "Income"],
  capitation: ["Capitation revenue", "Income"],
  contractual: ["Contractual adjustments", "Contra income"],
  "write-off": ["Write-offs", "Contra income"],
  "provider-adjustment": ["Provider-level adjustments", "Contra income"],
  "opening-balance": ["Opening balances", "Equity"],
  "cash-over-short": ["Cash over and short", "Expense"],
  "petty-cash": ["Petty cash expenses", "Expense"],
};

const HEAD = ["Date", "Account", "Name", "Type", "Debit", "Credit"];
const order = Object.keys(bookkeepersNames);

/**
 * BIL-245: the journal as CSV (RFC 4180): one row a day and account, dollars with two decimals, nothing where a side has nothing. It
 * holds no words that a person wrote, and nothing of a patient.
 */
export function journalCsv(lines: readonly JournalLine[]): string {
  const rows = lines
    .toSorted((a, b) => a.date.localeCompare(b.date) || order.indexOf(a.account) - order.indexOf(b.account))
    .map(({ date, account, debits, credits }) => [
      date,
      account,
      ...bookkeepersNames[account],
      dollars(debits),
      dollars(credits),
    ]);
  return [HEAD, ...rows].map((row) => `${row.join(",")}\r\n`).join("");
}

function dollars(amount: number): string {
  if (amount === 0) return "";
  return `${Math.floor(amount / 100)}.${String(amount % 100).padStart(2, "0")}`;
}
