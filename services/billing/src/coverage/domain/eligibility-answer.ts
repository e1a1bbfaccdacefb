import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatCents, type Cents } from "@practicum/kernel/money";
import type { EligibilitySummary } from "@practicum/x12/eligibility/types";
import type { EntityName } from "@practicum/x12/types";

/** What an answer means for the practice. */
export interface EligibilityReading {
  readonly status: "active" | "inactive" | "unknown" | "wrong-pcp";
  readonly findings: readonly string[];
  readonly planName: string | null;
  readonly copay: Cents | null;
  readonly deductibleRemaining: Cents | null;
  readonly coinsurancePercent: number | null;
  readonly pcpName: string | null;
  readonly pcpNpi: string | null;
}

/** AAA03 in our own words: what to mend before asking again. */
const REJECTIONS: { readonly [reason: string]: string } = {
  "15": "The payer wants more about the patient.",
  "33": "The question lacked something that the payer needs.",
  "41": "The payer does not let this practice ask.",
  "42": "The payer can't answer now.",
  "43": "The payer does not know the practice's NPI.",
  "45": "The payer does not know the provider.",
  "51": "The payer does not know the provider.",
  "56": "The payer does not accept the date.",
  "57": "The payer does not accept the date.",
  "58": "The payer wants the birth date.",
  "62": "The day is outside what the payer answers for.",
  "63": "The payer does not answer for days to come.",
  "64": "The payer wants the member number.",
  "65": "The payer wants the patient's name.",
  "67": "The payer does not find the patient.",
  "68": "The payer has this patient twice.",
  "71": "The birth date differs from the payer's.",
  "72": "The member number is not one of the payer's.",
  "73": "The name differs from the payer's.",
  "74": "The sex differs from the payer's.",
  "75": "The payer does not find the subscriber.",
  "76": "The payer has this subscriber twice.",
  "77": "The payer finds the subscriber but not the patient.",
  "78": "The patient is not in the plan that was named.",
  "79": "The payer's system gave no answer.",
  "80": "The payer's system gave no answer.",
};

/** Reasons of the payer's machine, not of the question: asking again later can help. */
const TRY_LATER = new Set(["42", "79", "80"]);

/**
 * Reads an answer in plain words (BIL-8). Only a payer that found the patient can say inactive; a rejection or silence is
 * unknown, never no.
 */
export function readEligibility(
  summary: EligibilitySummary,
  ours: { readonly pcpNpis: readonly string[]; readonly hmo: boolean; readonly serviceDate: LocalDate },
): EligibilityReading {
  const pcp = summary.primaryCareProvider;
  const pcpName = pcp ? nameText(pcp.name) : null;
  const pcpNpi = pcp?.id?.qualifier === "XX" ? pcp.id.value : null;
  const rest = {
    planName: summary.planDescription ?? null,
    copay: summary.officeCopay ?? null,
    deductibleRemaining: summary.deductibleRemaining ?? null,
    coinsurancePercent: wholePercent(summary.coinsurancePercent),
    pcpName,
    pcpNpi,
  };
  const findings = summary.rejections.map(
    (one) => REJECTIONS[one.reason] ?? `The payer refused the question (${one.reason}).`,
  );
  switch (summary.status) {
    case "active": {
      const elsewhere = ours.hmo && pcpNpi !== null && !ours.pcpNpis.includes(pcpNpi);
      if (elsewhere)
        findings.push(
          `The payer says the primary care provider is ${pcpName ?? "someone else"}, not of this practice.`,
        );
      return {
        ...rest,
        status: elsewhere ? "wrong-pcp" : "active",
        findings: [...findings, ...activeFindings(summary)],
      };
    }
    case "inactive": {
      const ended = summary.coverageTo ? `The coverage ended on ${formatDate(summary.coverageTo)}.` : "";
      return {
        ...rest,
        status: "inactive",
        findings: [ended || "The payer says this coverage is not active that day.", ...findings],
      };
    }
    case "rejected":
    case "unknown":
      return {
        ...rest,
        status: "unknown",
        findings: findings.length > 0 ? findings : ["The payer answered, but not whether the coverage is active."],
      };
  }
}

/** Whether a rejection may answer itself with time. */
export function worthRetrying(summary: EligibilitySummary): boolean {
  return summary.rejections.some((one) => TRY_LATER.has(one.reason));
}

function activeFindings(summary: EligibilitySummary): string[] {
  const lines: string[] = [];
  if (summary.officeCopay !== undefined) lines.push(`Copay of an office visit: ${formatCents(summary.officeCopay)}.`);
  if (summary.deductibleRemaining !== undefined)
    lines.push(`Deductible still open: ${formatCents(summary.deductibleRemaining)}.`);
  const coinsurance = wholePercent(summary.coinsurancePercent);
  if (coinsurance !== null) lines.push(`Coinsurance: ${coinsurance} %.`);
  return lines;
}

/** EB08 is a fraction: 0.2 is 20 percent. Some payers write the percentage itself. */
function wholePercent(value: number | undefined): number | null {
  if (value === undefined) return null;
  return Math.round(value <= 1 ? value * 100 : value);
}

function nameText(name: EntityName): string {
  return name.kind === "organization" ? name.name : [name.first, name.last].filter(Boolean).join(" ");
}
