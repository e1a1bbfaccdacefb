import { ORDINARY_FILING } from "@practicum/contracts/billing/payer-rules";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import type { ClaimContent } from "./claim-content.ts";

/** In what time a claim has to be with its payer. */
export interface FilingTime {
  readonly what: "first" | "later" | "corrected";
  /** What its days count from. */
  readonly basis: "service" | "decision";
  readonly from: LocalDate;
  readonly days: number;
  /** The last day. */
  readonly by: LocalDate;
  /** The first day on which three quarters of the time have passed. */
  readonly soon: LocalDate;
}

type Filed = Pick<ClaimContent, "serviceDate" | "payer" | "earlier" | "decidedOn">;

/**
 * BIL-237: a first claim counts from the service; a later payer's from the decision before, where the payer does not say the service;
 * a corrected one by the payer's own days, and by the first claim's where it has said none.
 */
export function filingTime(content: Filed): FilingTime {
  const rules = content.payer.rules?.filing ?? ORDINARY_FILING;
  const { serviceDate } = content;
  if (content.decidedOn !== undefined && rules.correctedDays !== null) {
    const basis = rules.correctedFrom;
    const from = basis === "decision" ? content.decidedOn : serviceDate;
    return timeOf("corrected", basis, from, rules.correctedDays);
  }
  const before = content.earlier?.at(-1)?.decidedOn;
  if (before === undefined) return timeOf("first", "service", serviceDate, content.payer.filingDays);
  const from = rules.laterFrom === "decision" ? before : serviceDate;
  return timeOf("later", rules.laterFrom, from, content.payer.filingDays);
}

function timeOf(what: FilingTime["what"], basis: FilingTime["basis"], from: LocalDate, days: number): FilingTime {
  return { what, basis, from, days, by: addDays(from, days), soon: addDays(from, Math.ceil((days * 3) / 4)) };
}
