import type { claimStatus } from "@practicum/contracts/billing/claims";
import type { denial } from "@practicum/contracts/billing/denials";
import type { z } from "zod";

/** What a claim waits for. */
export const claimNext: { readonly [S in z.output<typeof claimStatus>]: string } = {
  draft: "It is being built.",
  "needs-correction": "Correct the errors; it is checked again at once.",
  ready: "Send it.",
  submitted: "The clearinghouse acknowledges it, mostly the same day.",
  printed: "Mail it; the payer answers by a paper EOB or an 835.",
  acknowledged: "The payer says in two or three days whether it takes the claim.",
  rejected: "It was never adjudicated: correct and resubmit it.",
  accepted: "The payer decides within 30 days.",
  paid: "Nothing is left to do with the payer.",
  "partly-denied": "Work the denied part.",
  denied: "Correct it, appeal, or close it.",
  closed: "Every denial is resolved.",
  voided: "It was taken back.",
};

/** Whose turn a claim is, by its place in the order of billing. */
export const payerTurns: { readonly [order: number]: string } = {
  1: "First payer",
  2: "Second payer",
  3: "Third payer",
};

export type DenialView = z.output<typeof denial>;
export const actionWords: { readonly [A in DenialView["recommendedAction"]]: string } = {
  correct: "Correct and resend",
  appeal: "Appeal",
  "bill-patient": "Bill the patient",
  "write-off": "Write off",
  "rerun-eligibility": "Ask for eligibility again",
  "find-original": "Find the first claim",
};
