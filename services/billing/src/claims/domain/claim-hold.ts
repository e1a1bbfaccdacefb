import type { claimHold, HoldReason } from "@practicum/contracts/billing/claim-work";
import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import type { z } from "zod";
import { isUnsent, type ClaimStatus } from "./claim-status.ts";

type Hold = z.output<typeof claimHold>;

interface HeldRow {
  readonly held_because: HoldReason | null;
  readonly held_note: string | null;
  readonly held_until: LocalDate | null;
  readonly held_at: string | null;
  readonly held_by: string | null;
}

const WORDS: { readonly [R in HoldReason]: string } = {
  information: "waits for information",
  authorization: "waits for an authorization",
  credentialing: "waits for credentialing",
  patient: "waits for the patient",
};

/** BIL-430: what holds a claim back today; a hold ends by itself on the day that it names. */
export function holdOf(row: HeldRow, today: LocalDate): Hold | null {
  const { held_because: because, held_at: at, held_until: until } = row;
  if (because === null || at === null || (until !== null && until <= today)) return null;
  return { because, at, until, note: row.held_note ?? "", by: row.held_by ?? "" };
}

/** Why a held claim stays in the house, as who sends it reads it. */
export function holdWords({ because, by, until, note }: Hold): string {
  const end = until === null ? "until it is released" : `until ${formatDate(until)}`;
  return `Held by ${by} ${end}: it ${WORDS[because]}.${note === "" ? "" : ` ${note}`}`;
}

/** A hold longer than this is forgotten, not meant. */
const HOLD_DAYS = 400;

export type HoldDecision =
  | { readonly kind: "held"; readonly passesFiling: boolean }
  | { readonly kind: "sent" }
  | { readonly kind: "wrong-day"; readonly message: string };

/**
 * BIL-430, BIL-431: only what has not left the house is held. The payer's filing time goes on: a hold that lasts longer than it is said, and
 * is who holds it to answer for.
 */
export function decideHold(of: {
  readonly status: ClaimStatus;
  readonly until: LocalDate | null;
  readonly today: LocalDate;
  readonly filingDeadline: LocalDate | null;
}): HoldDecision {
  const { status, until, today, filingDeadline } = of;
  if (!isUnsent(status)) return { kind: "sent" };
  if (until !== null && until <= today) return { kind: "wrong-day", message: "Enter a day that comes, or none." };
  if (until !== null && until > addDays(today, HOLD_DAYS))
    return { kind: "wrong-day", message: "Enter a day within the next thirteen months." };
  return { kind: "held", passesFiling: filingDeadline !== null && (until ?? today) > filingDeadline };
}
