/**
 * Claim adjustment reason codes that a family practice meets, explained in our own words; the official texts are X12's and
 * are not here. `kind` says what the amount is, `action` what to do first, `workflow` how.
 */
export type AdjustmentKind =
  | "denial"
  | "contractual"
  | "patient"
  | "prior-payer"
  | "capitated"
  | "information"
  | "recovery";
export type AdjustmentAction =
  | "none"
  | "correct-and-resend"
  | "appeal"
  | "fix-coverage"
  | "get-authorization"
  | "bill-patient"
  | "bill-next-payer"
  | "find-original"
  | "write-off"
  | "fix-enrollment"
  | "send-records"
  | "review";
export type CarcRow = readonly [
  code: string,
  label: string,
  kind: AdjustmentKind,
  action: AdjustmentAction,
  workflow: string,
  to?: string,
];

export const COVERAGE =
  "Run eligibility (270) for the date of service, correct the coverage or its order, then bill again.";
export const CODING = "Correct the line and send a corrected claim (frequency 7) with the payer's claim number.";
export const AUTH = "Look for the authorization; ask for a retroactive one, or appeal with the reason it was urgent.";
export const NECESSITY =
  "Check the diagnosis pointers and the payer's policy; send records, and appeal when the note supports the service.";
export const BUNDLING =
  "Check the code pair (NCCI). A distinct service may take 59 or X{EPSU}; otherwise write it off.";
