import type { AppealGrounds } from "@practicum/contracts/billing/appeals";
import { addDays, daysBetween, formatDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import { firstAccepted, type LetterFacts, type LetterLine } from "./letter-facts.ts";

/**
 * BIL-181: the text of an appeal, drafted from the record for a biller to edit. It claims only what the record holds; where something
 * is missing it has a gap in square brackets, and a letter with a gap is not sent.
 */
export function draftLetter(grounds: AppealGrounds, facts: LetterFacts, authorization: string | null): string {
  const { denied } = facts;
  const codes = [`${denied.group}-${denied.reason}`, ...denied.remarks].join(", ");
  const opening =
    `We ask for the ${facts.levelName.toLowerCase()} of your decision of ${formatDate(denied.decidedOn)} (payment ${denied.trace}), ` +
    `which refused ${formatCents(denied.amount)} of this claim with ${codes}: ${denied.meaning}.`;
  const before = facts.earlier.map(
    (one) =>
      `Our ${one.levelName.toLowerCase()} of ${formatDate(one.sentOn)} was ${
        one.answeredOn === null ? "followed by another decision" : `answered on ${formatDate(one.answeredOn)}`
      }; we do not agree with it.`,
  );
  const closing =
    `We ask you to reverse the refusal and to pay what the contract allows. If you uphold it, please name the rule or the criteria that ` +
    `it rests on, who reviewed it, and how the next level is asked for.`;
  return [opening, ...before, ...ARGUMENTS[grounds](facts, authorization), closing].join("\n\n");
}

/** The text with the number that was entered beside it. */
export function withNumber(body: string, number: string | null): string {
  return number === null ? body : body.replaceAll(/\[(authorization|referral) number\]/g, number);
}

/** What a gap in a draft looks like: somebody has to fill it in. */
export const GAP = /\[[^\]\n]{1,120}\]/;

/** @param number the payer's number that the appeal stands on. */
type Argument = (facts: LetterFacts, number: string | null) => readonly string[];

const ARGUMENTS: { readonly [G in AppealGrounds]: Argument } = {
  "timely-filing": (facts) => {
    const accepted = firstAccepted(facts);
    if (!accepted)
      return [
        `The claim was filed within ${facts.filingDays} days of the service, by ${formatDate(addDays(facts.serviceDate, facts.filingDays))}. [What proves that it was received in time]`,
      ];
    const { filing, answer } = accepted;
    const days = daysBetween(facts.serviceDate, filing.sentOn);
    return [
      `The claim was filed in time. It was sent on ${formatDate(filing.sentOn)}, ${days} days after the service of ${formatDate(facts.serviceDate)}, ` +
        `and accepted for processing on ${formatDate(answer.on)}, as your own acknowledgment (277CA) enclosed says. The time for filing is ${facts.filingDays} days.`,
    ];
  },
  authorization: (facts, number) => [
    `${servicesOf(facts)} ${were(facts)} authorized under the number ${number ?? "[authorization number]"}. The claim, with this number, and the signed note of the visit are enclosed.`,
  ],
  referral: (_facts, number) => [
    `The patient was referred under the number ${number ?? "[referral number]"}. The claim and the signed note of the visit are enclosed.`,
  ],
  "medical-necessity": (facts) => [
    `${servicesOf(facts)} ${were(facts)} medically necessary for ${diagnosesOf(facts)}. The signed note of ${facts.provider} is enclosed: it records ` +
      `the history, the findings and the assessment that led to the service, and the plan that followed from it.`,
  ],
  bundled: (facts) => [
    `${servicesOf(facts)} ${were(facts)} a separate service of the same day and not a part of another one: ${othersOf(facts)}. The signed note, enclosed, ` +
      `describes each by itself.`,
  ],
  duplicate: (facts) => [
    `This claim does not repeat another one. It is the only claim for ${servicesOf(facts)} of ${formatDate(facts.serviceDate)} by ${facts.provider}, ` +
      `and no payment for it was received. What was sent, and how it was acknowledged, is enclosed.`,
  ],
  eligibility: (facts) => [
    `The patient was covered by you under the number ${facts.memberId} on ${formatDate(facts.serviceDate)}. [What proves the coverage: the answer to our eligibility inquiry, or the card]`,
  ],
  network: (facts) => [
    `${facts.provider} gave the service to your member under the rules of the plan. [The assignment or the exception that allowed it]`,
  ],
  credentialing: (facts) => [
    `${facts.provider} was enrolled with you and allowed to give this service on ${formatDate(facts.serviceDate)}. [Date and number of the enrollment]`,
  ],
  coding: (facts) => [
    `The claim was coded as the signed note documents it: ${refusedLines(facts).map(coded).join("; ")}. Claim and note are enclosed.`,
  ],
  "non-covered": (facts) => [
    `${servicesOf(facts)} ${were(facts)} given for ${diagnosesOf(facts)} and ${were(facts)} a benefit of the plan. [The section of the plan or contract that covers it] The signed note is enclosed.`,
  ],
  records: (facts) => [
    `The records that you asked for are enclosed: the signed note of ${formatDate(facts.serviceDate)} by ${facts.provider}, and the claim as it was sent.`,
  ],
  other: () => ["[Why the decision is wrong, and what shows it]"],
};

function refusedLines({ lines }: LetterFacts): readonly LetterLine[] {
  const refused = lines.filter((line) => line.refused);
  return refused.length > 0 ? refused : lines;
}

function servicesOf(facts: LetterFacts): string {
  return listed(refusedLines(facts).map((line) => `${line.code} (${line.label})`));
}

function were(facts: LetterFacts): string {
  return refusedLines(facts).length === 1 ? "was" : "were";
}

function othersOf(facts: LetterFacts): string {
  const others = facts.lines.filter((line) => !line.refused);
  if (others.length === 0) return "[the service that it is said to be a part of]";
  return `${listed(others.map((line) => `${line.code} (${line.label})`))} ${others.length === 1 ? "is" : "are"} another`;
}

function diagnosesOf(facts: LetterFacts): string {
  const seen = new Map(
    refusedLines(facts).flatMap((line) => line.diagnoses.map((one) => [one.code, one.label] as const)),
  );
  return listed([...seen].map(([code, label]) => `${label} (${code})`));
}

function coded(line: LetterLine): string {
  const modifiers = line.modifiers.length > 0 ? ` with modifier ${line.modifiers.join(", ")}` : "";
  return `${line.code} (${line.label})${modifiers} for ${listed(line.diagnoses.map((one) => one.label))}`;
}

function listed(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? "[nothing in the record]";
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
