import type {
  appeal,
  AppealGrounds,
  AppealStatus,
  AppealWay,
  appealRow,
  RecordPaper,
} from "@practicum/contracts/billing/appeals";
import type { z } from "zod";

export type AppealRow = z.output<typeof appealRow>;
export type AppealView = z.output<typeof appeal>;

export const groundsWords: { readonly [G in AppealGrounds]: string } = {
  "timely-filing": "Filed in time",
  authorization: "Authorized",
  referral: "Referred",
  "medical-necessity": "Medically necessary",
  bundled: "Separate service",
  duplicate: "No duplicate",
  eligibility: "Covered that day",
  network: "Allowed by the plan",
  credentialing: "Provider enrolled",
  coding: "Coded as documented",
  "non-covered": "A benefit of the plan",
  records: "Records that were asked for",
  other: "Other grounds",
};

export const wayWords: { readonly [W in AppealWay]: string } = {
  electronic: "By the clearinghouse",
  fax: "By fax",
  "by-hand": "By hand (portal or mail)",
};

export const paperWords: { readonly [P in RecordPaper]: string } = {
  remittance: "Decision that is appealed",
  claim: "Claim as it was sent",
  acknowledgment: "Acknowledgments (999, 277CA)",
  note: "Signed note",
};

export const letterWords: { readonly [K in AppealView["letters"][number]["kind"]]: string } = {
  appeal: "Appeal",
  correction: "Corrected appeal",
  information: "Information",
  withdrawal: "Withdrawal",
};

export const outcomeWords: { readonly [O in AppealView["answers"][number]["outcome"]]: string } = {
  upheld: "Upholds its decision",
  overturned: "Overturns its decision",
  partly: "Overturns a part of it",
  information: "Asks for information",
};

/** Whether a letter can go out of it, and what that is called. */
export const sendWords: { readonly [S in AppealStatus]?: string } = {
  draft: "Send the appeal",
  "information-requested": "Send what they asked for",
  sent: "Send the corrected letter",
};
