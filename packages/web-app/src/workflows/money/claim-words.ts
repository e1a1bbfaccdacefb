import type { claimStatus } from "@practicum/contracts/billing/claims";
import type { denial } from "@practicum/contracts/billing/denials";
import {
  IconAlertTriangle,
  IconBan,
  IconCheck,
  IconCircleCheck,
  IconCircleDashed,
  IconMailForward,
  IconPencil,
  IconProgress,
  type Icon,
} from "@tabler/icons-react";
import type { z } from "zod";

export type ClaimStatus = z.output<typeof claimStatus>;
export type Tone = "plain" | "warn" | "danger" | "ok" | "info";

interface Words {
  readonly word: string;
  readonly tone: Tone;
  readonly icon: Icon;
  /** What it waits for. */
  readonly next: string;
}

/** Where a claim stands, in words with an icon, so that colour never speaks alone; and what comes next. */
export const claimWords: { readonly [S in ClaimStatus]: Words } = {
  draft: { word: "Draft", tone: "plain", icon: IconCircleDashed, next: "It is being built." },
  "needs-correction": {
    word: "To fix",
    tone: "warn",
    icon: IconPencil,
    next: "Correct the errors; it is checked again at once.",
  },
  ready: { word: "Ready", tone: "info", icon: IconCircleDashed, next: "Send it." },
  submitted: {
    word: "Sent",
    tone: "info",
    icon: IconMailForward,
    next: "The clearinghouse acknowledges it, mostly the same day.",
  },
  acknowledged: {
    word: "Received",
    tone: "info",
    icon: IconProgress,
    next: "The payer says in two or three days whether it takes the claim.",
  },
  rejected: {
    word: "Rejected",
    tone: "danger",
    icon: IconAlertTriangle,
    next: "It was never adjudicated: correct and resubmit it.",
  },
  accepted: { word: "Accepted", tone: "info", icon: IconProgress, next: "The payer decides within 30 days." },
  paid: { word: "Paid", tone: "ok", icon: IconCircleCheck, next: "Nothing is left to do with the payer." },
  "partly-denied": { word: "Partly denied", tone: "danger", icon: IconBan, next: "Work the denied part." },
  denied: { word: "Denied", tone: "danger", icon: IconBan, next: "Correct it, appeal, or close it." },
  closed: { word: "Closed", tone: "plain", icon: IconCheck, next: "Every denial is resolved." },
  voided: { word: "Voided", tone: "plain", icon: IconCheck, next: "It was taken back." },
};

/** Whose turn a claim is, by its place in the order of billing. */
export const payerTurns: { readonly [order: number]: string } = {
  1: "First payer",
  2: "Second payer",
  3: "Third payer",
};

export type DenialView = z.output<typeof denial>;
export const denialWords: { readonly [S in DenialView["status"]]: { readonly word: string; readonly tone: Tone } } = {
  open: { word: "Open", tone: "warn" },
  appealed: { word: "Appealed", tone: "info" },
  corrected: { word: "Corrected", tone: "info" },
  "billed-patient": { word: "Billed to the patient", tone: "plain" },
  "written-off": { word: "Written off", tone: "plain" },
  overturned: { word: "Overturned", tone: "ok" },
};
export const actionWords: { readonly [A in DenialView["recommendedAction"]]: string } = {
  correct: "Correct and resend",
  appeal: "Appeal",
  "bill-patient": "Bill the patient",
  "write-off": "Write off",
  "rerun-eligibility": "Ask for eligibility again",
  "find-original": "Find the first claim",
};
