import type { Measure, MeasureView } from "@practicum/contracts/billing/reports";
import { formatCents } from "@practicum/kernel/money";

interface MeasureWords {
  readonly name: string;
  readonly group: "Owed" | "Speed" | "Claims" | "Denials" | "Collected";
  /** What it says, and in which month a thing counts. */
  readonly formula: string;
  readonly numerator: string;
  readonly denominator: string;
}

/** BIL-300: each measure's formula in words. */
export const measureWords: { readonly [M in Measure]: MeasureWords } = {
  "days-in-ar": {
    name: "Days in A/R",
    group: "Owed",
    formula:
      "What payers and patients owe at the month's end, less credits, over what is charged in a day (the last 90 days).",
    numerator: "Owed at the month's end",
    denominator: "Charged in the 90 days before",
  },
  "ar-over-90": {
    name: "A/R over 90 days",
    group: "Owed",
    formula: "Of what is owed at the month's end, the part for visits more than 90 days before.",
    numerator: "Owed for visits more than 90 days before",
    denominator: "Owed at the month's end",
  },
  "credit-balances": {
    name: "Credit balance days",
    group: "Owed",
    formula:
      "What the practice holds that is somebody else's at the month's end, over what is charged in a day (the last 90 days).",
    numerator: "Credits, and payments that are not applied",
    denominator: "Charged in the 90 days before",
  },
  "charge-lag": {
    name: "Charge lag",
    group: "Speed",
    formula: "Mean days from the visit to the release of its charges, of visits released in the month.",
    numerator: "Days from visit to release",
    denominator: "Visits released",
  },
  "claim-lag": {
    name: "Claim lag",
    group: "Speed",
    formula: "Mean days from the release of the charges to the first payer's claim, of claims first sent in the month.",
    numerator: "Days from release to claim",
    denominator: "Claims first sent",
  },
  "payment-lag": {
    name: "Payment lag",
    group: "Speed",
    formula: "Mean days from a claim's first sending to its first payment, of first payments that came in the month.",
    numerator: "Days from claim to payment",
    denominator: "Claims first paid",
  },
  "clean-claims": {
    name: "Clean claims",
    group: "Claims",
    formula: "Of the claims first sent in the month, those that no check had stopped and nobody rejected.",
    numerator: "Never stopped and not rejected",
    denominator: "Claims first sent",
  },
  rejections: {
    name: "Rejections",
    group: "Claims",
    formula: "Of what was sent in the month, resent claims too, what clearinghouse or payer rejected undecided.",
    numerator: "Rejected",
    denominator: "Sent",
  },
  "first-pass": {
    name: "First pass",
    group: "Claims",
    formula:
      "Of the claims first sent in the month and answered by now, those whose first decision refused nothing. Those without an answer are not counted.",
    numerator: "First decision refused nothing",
    denominator: "Answered by now",
  },
  "denied-claims": {
    name: "Denials, by count",
    group: "Denials",
    formula: "Of the decisions that payers sent in the month, those that denied something.",
    numerator: "Decisions that denied something",
    denominator: "Decisions",
  },
  "denied-dollars": {
    name: "Denials, by dollars",
    group: "Denials",
    formula: "Of the dollars that payers decided about in the month, those that they denied.",
    numerator: "Denied",
    denominator: "Billed on what was decided",
  },
  "denials-overturned": {
    name: "Denials overturned",
    group: "Denials",
    formula:
      "Of the month's denials that are settled by now, those that the payer took back. Open ones are not counted.",
    numerator: "Overturned",
    denominator: "Settled",
  },
  "net-collection": {
    name: "Net collection",
    group: "Collected",
    formula:
      "Of visits in the month: all that was paid for them until now, over what was charged less contractual adjustments.",
    numerator: "Paid for those visits",
    denominator: "Charged less contractual adjustments",
  },
  "gross-collection": {
    name: "Gross collection",
    group: "Collected",
    formula: "What was paid for visits in the month over what was charged in it, whichever visits it was for.",
    numerator: "Paid in the month",
    denominator: "Charged in the month",
  },
  "desk-collection": {
    name: "Collected at the desk",
    group: "Collected",
    formula:
      "Of the money that patients gave in the month, less refunds, what was a copay or was taken for a visit of the day.",
    numerator: "Copays, and taken for a visit",
    denominator: "Taken from patients",
  },
  "bad-debt": {
    name: "Given up of patients' share",
    group: "Collected",
    formula:
      "What was written off of patients' balances in the month over what was charged in it: bad debt, hardship and small balances.",
    numerator: "Written off of patients' balances",
    denominator: "Charged in the month",
  },
};

/** Tenths, as a person reads them: "4.8%" or "32.1 days"; what is not known is a dash. */
export function valueText(unit: MeasureView["unit"], value: number | null): string {
  if (value === null) return "–";
  const text = (value / 10).toFixed(1);
  return unit === "percent" ? `${text}%` : `${text} ${text === "1.0" ? "day" : "days"}`;
}

/** What a side comes to. */
export function sideText(unit: MeasureView["numeratorUnit"], amount: number): string {
  if (unit === "cents") return formatCents(amount);
  return unit === "days" ? `${amount} ${amount === 1 ? "day" : "days"}` : String(amount);
}

/** Whether a value meets its target; null where it is not known. */
export function meets(
  { better, target }: Pick<MeasureView, "better" | "target">,
  value: number | null,
): boolean | null {
  if (value === null) return null;
  return better === "lower" ? value <= target.value : value >= target.value;
}
