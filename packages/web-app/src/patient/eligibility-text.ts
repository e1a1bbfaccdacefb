import type { Eligibility } from "@practicum/contracts/billing/eligibility";
import { timeIn, type TimeZone } from "@practicum/kernel/instant";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { formatTime } from "@practicum/ui/format.ts";
import { recordStates } from "../states/record-states.ts";
import type { NoticeTone } from "@practicum/ui/states.tsx";

export interface EligibilityText {
  readonly tone: NoticeTone;
  /** Active, Inactive, Unknown, Wrong PCP, Verifying, Not verified. */
  readonly word: string;
  readonly sentences: readonly string[];
}

/**
 * A payer's answer in plain words. "Unknown" is never shown as "no", and never blocks.
 *
 * @param visitDay an answer for another day than the visit's says so first: it settles nothing.
 */
export function describeEligibility(
  eligibility: Eligibility | null,
  payerName: string,
  timeZone: TimeZone,
  visitDay?: LocalDate,
): EligibilityText {
  const text = describeAnswer(eligibility, payerName, timeZone);
  if (!eligibility?.answeredAt || visitDay === undefined || eligibility.serviceDate === visitDay) return text;
  const day = formatDate(eligibility.serviceDate);
  const sentences = text.sentences.filter((sentence) => sentence !== forDay(eligibility));
  return {
    tone: text.tone === "ok" ? "warn" : text.tone,
    word: `${text.word} on ${day}`,
    sentences: [`Verified for ${day}, not for the day of this visit: verify eligibility again.`, ...sentences],
  };
}

function describeAnswer(eligibility: Eligibility | null, payerName: string, timeZone: TimeZone): EligibilityText {
  if (!eligibility)
    return { ...recordStates.eligibility["not-verified"], sentences: ["Eligibility was not verified yet."] };
  const asked = formatTime(timeIn(eligibility.askedAt, timeZone));
  const retry = eligibility.retryAt
    ? [`It will be asked again at ${formatTime(timeIn(eligibility.retryAt, timeZone))}.`]
    : [];
  const said = recordStates.eligibility[eligibility.status];
  switch (eligibility.status) {
    case "pending":
      return { ...said, sentences: [`${payerName} was asked at ${asked}; no answer yet.`] };
    case "active":
      return {
        ...said,
        sentences: [forDay(eligibility), ...benefits(eligibility), ...others(eligibility.findings)],
      };
    case "inactive":
      return { ...said, sentences: [forDay(eligibility), ...eligibility.findings] };
    case "wrong-pcp":
      return {
        ...said,
        sentences: [
          forDay(eligibility),
          `${payerName} lists ${eligibility.pcpName ?? "somebody else"} as the PCP, who is not of this practice.`,
          ...aboutPcp,
          ...benefits({ ...eligibility, pcpName: null }),
          ...others(eligibility.findings),
        ],
      };
    case "unknown":
      return {
        ...said,
        sentences: [
          ...(eligibility.findings.length > 0 ? eligibility.findings : [`${payerName} did not answer at ${asked}.`]),
          ...retry,
          "This does not stop the visit.",
        ],
      };
  }
}

function forDay({ serviceDate }: Eligibility): string {
  return `For ${formatDate(serviceDate)}.`;
}

/** What to do about a PCP elsewhere, and in what the payer may be wrong. Said once, wherever it is said. */
const aboutPcp = [
  "Before the visit the patient asks the plan for a PCP here, or brings that PCP's referral: without one the plan may not pay.",
  "A change that was just made may not be in the plan's list yet: verify again on the day.",
] as const;

interface CardPcp {
  readonly payerKind: string;
  readonly payerName: string;
  readonly pcpNpi: string | null;
  readonly eligibility: Pick<Eligibility, "pcpNpi"> | null;
}

/**
 * The warning about a PCP on the card who is not of this practice, where the payer itself names none; null when there is nothing to warn of.
 * Whoever sees the patient, a PA or a nurse practitioner too, belongs to the practice that the plan assigned.
 */
export function cardPcpElsewhere(coverage: CardPcp, practiceNpis: ReadonlySet<string>): readonly string[] | null {
  const assigns = coverage.payerKind === "hmo" || coverage.payerKind === "medicaid-managed";
  if (!assigns || coverage.pcpNpi === null || (coverage.eligibility?.pcpNpi ?? null) !== null) return null;
  if (practiceNpis.size === 0 || practiceNpis.has(coverage.pcpNpi)) return null;
  return [
    `The ${coverage.payerName} card names a PCP who is not of this practice (NPI ${coverage.pcpNpi}).`,
    ...aboutPcp,
  ];
}

/** What the answer found beside the amounts that {@link benefits} tells already. */
function others(findings: readonly string[]): string[] {
  return findings.filter(
    (line) =>
      !/^(Copay of an office visit|Deductible still open|Coinsurance): |^The payer says the primary care provider is /.test(
        line,
      ),
  );
}

function benefits(eligibility: Eligibility): string[] {
  const parts: string[] = [];
  if (eligibility.planName) parts.push(`Plan ${eligibility.planName}.`);
  if (eligibility.copay !== null) parts.push(`Copay ${formatCents(eligibility.copay)}.`);
  if (eligibility.deductibleRemaining !== null)
    parts.push(`Deductible remaining ${formatCents(eligibility.deductibleRemaining)}.`);
  if (eligibility.coinsurancePercent !== null) parts.push(`Coinsurance ${eligibility.coinsurancePercent}%.`);
  if (eligibility.pcpName) parts.push(`PCP ${eligibility.pcpName}.`);
  return parts;
}

/** Whether the answer settles the insurance of a visit on a day. */
export function isCleanFor(eligibility: Eligibility | null, day: LocalDate): boolean {
  return eligibility?.status === "active" && eligibility.serviceDate === day;
}
