import type { denial } from "@practicum/contracts/billing/denials";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import type { z } from "zod";

type Denial = z.output<typeof denial>;
export type DenialStatus = Denial["status"];
export type DenialAction = Denial["recommendedAction"];

/** Appealed ones stay open until the payer answers. */
export const OPEN_DENIALS: readonly DenialStatus[] = ["open", "appealed"];
export const isOpenDenial = (status: DenialStatus): boolean => OPEN_DENIALS.includes(status);

/** A family of reasons with one way out. Where the cause stands is the table's to say (`denial-causes.ts`). */
export interface DenialRule {
  readonly family:
    | "eligibility"
    | "authorization"
    | "coding"
    | "necessity"
    | "bundling"
    | "duplicate"
    | "timely"
    | "credentialing"
    | "network"
    | "non-covered"
    | "other";
  readonly reasons: readonly string[];
  readonly action: DenialAction;
  readonly advice: string;
}

const RULES: readonly DenialRule[] = [
  {
    family: "eligibility",
    reasons: ["22", "26", "27", "31", "32", "33", "34", "109", "177", "200"],
    action: "rerun-eligibility",
    advice: "Ask for eligibility again, correct the coverage, then send a corrected claim.",
  },
  {
    family: "authorization",
    reasons: ["15", "38", "197", "198", "243", "284"],
    action: "appeal",
    advice: "Ask the payer for a retroactive authorization; if there was one, appeal with its number.",
  },
  {
    family: "coding",
    reasons: [
      "4",
      "5",
      "6",
      "7",
      "8",
      "9",
      "10",
      "11",
      "12",
      "13",
      "16",
      "125",
      "140",
      "146",
      "148",
      "167",
      "181",
      "182",
      "199",
      "206",
      "207",
      "208",
      "226",
      "227",
      "252",
    ],
    action: "correct",
    advice: "Correct what the code names and send a replacement (frequency 7).",
  },
  {
    family: "necessity",
    reasons: ["50", "55", "56", "58", "150", "151", "152", "153"],
    action: "appeal",
    advice: "Appeal with the note that shows why the service was needed.",
  },
  {
    family: "bundling",
    reasons: ["59", "97", "231", "234", "236", "249"],
    action: "correct",
    advice: "Check whether a modifier is due; correct with it, or write the line off.",
  },
  {
    family: "duplicate",
    reasons: ["18"],
    action: "find-original",
    advice: "Find what became of the first claim before anything is sent again.",
  },
  {
    family: "timely",
    reasons: ["29"],
    action: "appeal",
    advice: "Appeal with the 277CA that proves when the claim was received.",
  },
  {
    family: "credentialing",
    reasons: ["B7", "185", "170", "171", "183", "184", "B8"],
    action: "appeal",
    advice: "Check that the provider is enrolled with the payer for that day; appeal with the proof.",
  },
  {
    family: "network",
    reasons: ["242"],
    action: "appeal",
    advice:
      "Ask for eligibility again: the answer names the assigned primary care provider. Have it changed before the next visit.",
  },
  {
    family: "non-covered",
    reasons: ["35", "49", "51", "96", "119", "149", "204", "269", "273"],
    action: "write-off",
    advice: "The plan does not cover it: bill the patient only where the payer says so (PR), else write it off.",
  },
];

const OTHER: DenialRule = {
  family: "other",
  reasons: [],
  action: "correct",
  advice: "Read the remark codes, ask the payer where they do not say enough, then correct or appeal.",
};

export function denialRule(reason: string): DenialRule {
  return RULES.find((rule) => rule.reasons.includes(reason)) ?? OTHER;
}

export function denialReasonsOf(family: DenialRule["family"]): readonly string[] {
  return RULES.find((rule) => rule.family === family)?.reasons ?? [];
}

/** What to do first. A patient's share (PR) of what the plan does not cover goes to the patient. */
export function recommendedAction(group: string, reason: string): DenialAction {
  const rule = denialRule(reason);
  return rule.family === "non-covered" && group === "PR" ? "bill-patient" : rule.action;
}

export function recommendation(group: string, reason: string): string {
  if (recommendedAction(group, reason) === "bill-patient")
    return "The payer says that this is the patient's to pay: bill the patient.";
  return denialRule(reason).advice;
}

/** The last day on which the recommended action can still work. */
export function denialDeadline(about: {
  readonly action: DenialAction;
  /** Days for the first level of appeal, from the remittance: the payer's (BIL-182). */
  readonly appealDays: number;
  readonly filingDays: number;
  /** The payer's days for a corrected claim, and what they count from; null where it has said none (BIL-237). */
  readonly corrected: { readonly days: number; readonly from: "service" | "decision" } | null;
  readonly serviceDate: LocalDate;
  readonly paymentDate: LocalDate;
}): LocalDate | null {
  switch (about.action) {
    case "bill-patient":
    case "write-off":
      return null;
    case "appeal":
    case "find-original":
      return addDays(about.paymentDate, about.appealDays);
    default: {
      const { corrected } = about;
      if (corrected)
        return addDays(corrected.from === "service" ? about.serviceDate : about.paymentDate, corrected.days);
      // A replacement is due within the filing time; a payer that decided late still leaves a month.
      const filing = addDays(about.serviceDate, about.filingDays);
      const month = addDays(about.paymentDate, 30);
      return filing > month ? filing : month;
    }
  }
}
