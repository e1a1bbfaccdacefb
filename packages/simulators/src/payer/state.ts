import type { LocalDate } from "@practicum/kernel/local-date";
import { type Cents, cents } from "@practicum/kernel/money";
import type { Cause } from "./causes.ts";
import type { Member } from "./member.ts";

/** What one payer decided on one claim: kept to see duplicates, to reverse, and to teach. */
export interface DecidedClaim {
  /** CLM01. */
  readonly id: string;
  readonly payerClaimNumber: string;
  readonly payerId: string;
  readonly memberId: string;
  /** Patient, day, procedures with modifiers, rendering provider: equal for a duplicate. */
  readonly fingerprint: string;
  readonly receivedOn: LocalDate;
  readonly decidedOn: LocalDate;
  readonly status: "paid" | "denied" | "reversed";
  readonly causes: readonly Cause[];
  readonly lines: readonly DecidedLine[];
  readonly patientResponsibility: Cents;
  readonly paid: Cents;
  readonly charge: Cents;
  readonly interest: Cents;
}

export interface DecidedLine {
  readonly charge: Cents;
  readonly allowed: Cents;
  readonly paid: Cents;
  readonly adjustments: readonly { readonly group: string; readonly reason: string; readonly amount: Cents }[];
  readonly remarks: readonly string[];
  /** The code that it was paid as, where that is not the one that was billed; the remittance does not say so. */
  readonly paidAs?: string;
}

/** Running totals of a member in a calendar year. */
export interface Accumulator {
  deductibleMet: Cents;
  outOfPocket: Cents;
}

/** All that the payers remember. Plain data: it can be saved as JSON and read back. */
export interface PayerState {
  readonly members: { [key: string]: Member };
  readonly accumulators: { [key: string]: Accumulator };
  /** By payer claim number. */
  readonly claims: { [payerClaimNumber: string]: DecidedClaim };
  nextClaimNumber: number;
}

export function emptyPayerState(): PayerState {
  return { members: {}, accumulators: {}, claims: {}, nextClaimNumber: 1 };
}

export const memberKey = (payerId: string, memberId: string): string => `${payerId}/${memberId}`;

export function accumulatorOf(state: PayerState, member: Member, day: LocalDate): Accumulator {
  const key = `${memberKey(member.payerId, member.memberId)}/${day.slice(0, 4)}`;
  return (state.accumulators[key] ??= { deductibleMet: cents(0), outOfPocket: cents(0) });
}

export function claimByFingerprint(state: PayerState, payerId: string, fingerprint: string): DecidedClaim | undefined {
  return Object.values(state.claims).find(
    (claim) => claim.payerId === payerId && claim.fingerprint === fingerprint && claim.status === "paid",
  );
}

/** The newest claim with a number of ours (CLM01) or of the payer's. */
export function claimByNumber(state: PayerState, payerId: string, number: string): DecidedClaim | undefined {
  const own = state.claims[number];
  if (own?.payerId === payerId) return own;
  return Object.values(state.claims).findLast((claim) => claim.payerId === payerId && claim.id === number);
}
