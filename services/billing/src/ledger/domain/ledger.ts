import { assert } from "@practicum/kernel/assert";
import { sumCents, type Cents } from "@practicum/kernel/money";
import type { ledgerAccount } from "@practicum/contracts/billing/ledger";
import type { z } from "zod";

export type LedgerAccount = z.output<typeof ledgerAccount>;
export type SourceKind = "charge" | "payment" | "remittance" | "statement" | "denial" | "deposit" | "manual";

/** One line to be posted. Debit positive, credit negative. */
export interface Entry {
  readonly account: LedgerAccount;
  readonly amount: Cents;
  /** Why, in words, without patient data. */
  readonly because: string;
  /** The rule of SPEC.md by which it is so. */
  readonly rule: string;
  readonly patientId?: string | null;
  readonly encounterId?: string | null;
  readonly chargeId?: string | null;
  readonly claimId?: string | null;
}

/** What is posted together: its entries sum to zero (BIL-50). The key makes it happen once (BIL-52). */
export interface Posting {
  readonly key: string;
  readonly source: { readonly kind: SourceKind; readonly id: string };
  readonly entries: readonly Entry[];
}

/**
 * Makes a posting. Entries of zero are left out.
 * @throws AssertionError when they do not sum to zero: that is a bug, never a user's mistake.
 */
export function posting(key: string, source: Posting["source"], entries: readonly Entry[]): Posting {
  const kept = entries.filter((entry) => entry.amount !== 0);
  assert(sumCents(kept.map((entry) => entry.amount)) === 0, "a ledger transaction must sum to zero");
  return { key, source, entries: kept };
}

/** Debit one account, credit another, by the same amount. A negative amount is the opposite entry. */
export function move(
  amount: Cents,
  from: { readonly credit: LedgerAccount; readonly debit: LedgerAccount },
  about: Omit<Entry, "account" | "amount">,
): Entry[] {
  return [
    { ...about, account: from.debit, amount },
    { ...about, account: from.credit, amount: -amount },
  ];
}

/** The opposite entries: how a posting is undone (BIL-51). */
export function opposite(entries: readonly Omit<Entry, "because" | "rule">[], because: string, rule: string): Entry[] {
  return entries.map((entry) => ({ ...entry, amount: -entry.amount, because, rule }));
}
