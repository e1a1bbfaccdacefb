import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { instant, localDate, optionalText, sumOfCents, text } from "../schema.ts";
import { ledgerAccount } from "./ledger.ts";

/** The months of the books: what moved in each, closing one, and its journal for the bookkeeper. */

/** "2026-11", in the practice's time zone. */
export const bookMonth = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, { error: "Enter the month as 2026-11." });

/** Closed; over, and next to be closed; over, but an earlier one is open; not over yet. */
export const monthState = z.enum(["closed", "can-close", "after-open", "not-over"]);

/** What a month may be closed with though nobody has finished it. */
export const openThing = z.enum([
  "charges",
  "deposits",
  "unbanked",
  "exceptions",
  "set-aside",
  "out-of-balance",
  "approvals",
  "files",
  "drawers",
]);

export const openThings = z.array(
  z.object({ what: openThing, count: z.int(), amount: sumOfCents, oldest: localDate.nullable() }),
);

const forMonth = { month: bookMonth };

export const monthOperations = {
  listMonths: query({
    summary: "The months of the books, the newest first, and which are closed",
    permission: "remittance.read",
    input: z.strictObject({}),
    output: z.object({
      months: z.array(
        z.object({ ...forMonth, state: monthState, closedAt: instant.nullable(), closedBy: z.string().nullable() }),
      ),
      /** The one that is closed next, once it is over. */
      next: bookMonth,
    }),
    // About no patient, and worth knowing who asked.
    patients: () => [],
  }),
  getMonth: query({
    summary: "A month of the books: what moved in each account, what is still open, and who closed or reopened it",
    permission: "remittance.read",
    input: z.strictObject(forMonth),
    output: z.object({
      ...forMonth,
      state: monthState,
      /** The month that has to be closed before this one; null where none has. */
      first: bookMonth.nullable(),
      /** Whether it is the last one that was closed: no other is reopened. */
      last: z.boolean(),
      accounts: z.array(
        z.object({
          account: ledgerAccount,
          /** Before its first day; debit positive, credit negative, as always. */
          opening: sumOfCents,
          debits: sumOfCents,
          credits: sumOfCents,
          closing: sumOfCents,
        }),
      ),
      transactions: z.int(),
      /** Of a closed month: whether the accounts stand as they stood when it was closed; null of another. */
      asClosed: z.boolean().nullable(),
      open: openThings,
      history: z.array(
        z.object({
          what: z.enum(["closed", "reopened"]),
          at: instant,
          by: z.string(),
          because: z.string().nullable(),
          open: openThings,
        }),
      ),
    }),
    patients: () => [],
  }),
  closeMonth: command({
    summary: "Closes a month that is over: nothing is posted into it any more, and nothing is posted by it",
    permission: "month.close",
    input: z.strictObject({
      ...forMonth,
      /** How many things were open when the person looked: more than that are shown first. */
      seen: z.int().min(0),
      /** Why it is closed with them. */
      because: optionalText(200),
    }),
    output: z.object({ state: monthState }),
    errors: ["month-not-over", "earlier-month-open", "month-closed", "stale-version"],
  }),
  reopenMonth: command({
    summary: "Opens the last closed month again, with a reason",
    permission: "month.reopen",
    fresh: true,
    input: z.strictObject({ ...forMonth, because: text(200) }),
    output: z.object({ state: monthState }),
    errors: ["month-open", "later-month-closed"],
  }),
  exportJournal: query({
    summary: "A month's journal as CSV: debits and credits by day and account",
    permission: "remittance.read",
    takesOut: true,
    input: z.strictObject(forMonth),
    output: z.object({ name: z.string(), csv: z.string(), debits: sumOfCents, credits: sumOfCents }),
    patients: () => [],
  }),
};

export const monthChanged = event(
  "billing.month-changed.v1",
  z.object({ month: bookMonth, state: monthState, at: instant }),
  (p) => ({ month: p.month }),
  "remittance.read",
  ["billing"],
);
