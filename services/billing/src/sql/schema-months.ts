import type { openThings } from "@practicum/contracts/billing/months";
import type { Generated } from "kysely";
import type { z } from "zod";
import type { LedgerAccount } from "../ledger/domain/ledger.ts";

/** The closing of months: a row for each time that one was closed or reopened, never changed. The last row says where the books are open from. */
export interface MonthSchema {
  month_event: {
    sequence: Generated<number>;
    /** "2026-11" */
    month: string;
    what: "closed" | "reopened";
    /** The first day into which is posted from now on; null where no month is closed any more. */
    open_from: string | null;
    at: string;
    by_name: string;
    because: string | null;
    /** What was still open when it was closed. */
    open: z.output<typeof openThings>;
    /** How each account stood at the month's end when it was closed. */
    balances: { account: LedgerAccount; balance: number }[];
  };
}
