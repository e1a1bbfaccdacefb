import type { coverageOrder, MspAnswers } from "@practicum/contracts/billing/coordination";
import type { Coverage } from "@practicum/contracts/billing/coverage";
import { ageInYears, daysBetween, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import type { z } from "zod";

type Order = z.input<typeof coverageOrder>;
type Reason = Order["reasons"][number];

export interface OrderFacts {
  /** In force on the day, as they stand. Self-pay is not among them. */
  readonly coverages: readonly Coverage[];
  readonly today: LocalDate;
  readonly msp: Order["msp"];
  /** Whether the visit follows an accident or comes of the work; null where nobody has said. */
  readonly accident?: boolean | null;
  readonly kept: {
    readonly coverageIds: readonly string[];
    readonly reason: string;
    readonly by: string;
    readonly on: LocalDate;
  } | null;
}

/** Medicare asks for the answers again after so many days. */
const MSP_DAYS = 90;

const RANK = {
  casualty: 5,
  before: 10,
  own: 20,
  parent: 25,
  spouse: 30,
  other: 40,
  after: 50,
  notForThis: 90,
  last: 100,
} as const;

/** The order that the rules of coordination give, beside the one on record (BIL-162, BIL-163). */
export function decideOrder({ coverages, today, msp, kept, accident = null }: OrderFacts): Order {
  const medicare = coverages.some(isMedicare);
  const besides = coverages.filter((one) => !isMedicare(one) && !isMedicaid(one));
  const mspDue = medicare && besides.length > 0 && (msp === null || daysBetween(msp.on, today) > MSP_DAYS);
  const answers = msp?.answers ?? null;
  // What is said of this very visit counts before what the patient answered once.
  const casualty = accident ?? answers?.accidentOrWork ?? null;
  const said = { answers, casualty };
  const ranked = coverages.toSorted(
    (a, b) =>
      rankOf(a, coverages, said) - rankOf(b, coverages, said) ||
      compare(birthdayOf(a), birthdayOf(b)) ||
      compare(isChild(a) && isChild(b) ? a.from : "", isChild(a) && isChild(b) ? b.from : "") ||
      a.priority - b.priority,
  );
  const suggested = ranked.map((one) => one.coverageId);
  const asTheyStand = coverages.toSorted((a, b) => a.priority - b.priority).map((one) => one.coverageId);
  const asRules = same(suggested, asTheyStand);
  const stands = kept !== null && same(kept.coverageIds, asTheyStand) ? kept : null;
  const children = ranked.filter(isChild);
  return {
    suggested,
    fits: asRules || stands !== null,
    reasons: asRules
      ? []
      : reasonsOf(
          ranked,
          children,
          besides.some((one) => !isCasualty(one)),
          said,
        ),
    mayBeWrong: asRules ? null : mayBeWrong(ranked, children),
    mspDue,
    msp,
    kept: stands && !asRules ? { reason: stands.reason, by: stands.by, on: stands.on } : null,
  };
}

function mayBeWrong(ranked: readonly Coverage[], children: readonly Coverage[]): string | null {
  if (children.length > 1)
    return "A court order, or parents who live apart, may put the plan of the parent with custody first.";
  if (ranked.some(isMedicaid)) return null;
  return "A plan's own contract may say otherwise: ask the plans when the patient does.";
}

interface Said {
  readonly answers: MspAnswers | null;
  readonly casualty: boolean | null;
}

function rankOf(one: Coverage, all: readonly Coverage[], { answers, casualty }: Said): number {
  if (isMedicaid(one)) return RANK.last;
  if (isCasualty(one)) {
    if (casualty !== null) return casualty ? RANK.casualty : RANK.notForThis;
    // Nobody has said what the visit is about: it stays on the side of the others on which it stands.
    return all.every((other) => isCasualty(other) || other.priority > one.priority) ? RANK.casualty : RANK.notForThis;
  }
  if (isMedicare(one)) {
    if (answers) return otherPlanFirst(answers) ? RANK.after : RANK.before;
    // Nobody has asked yet: Medicare stays on the side of the others on which it stands.
    const first = all
      .filter((other) => !isMedicare(other) && !isMedicaid(other) && !isCasualty(other))
      .every((other) => other.priority > one.priority);
    return first ? RANK.before : RANK.after;
  }
  switch (one.subscriber.relationship) {
    case "self":
      return RANK.own;
    case "child":
      return RANK.parent;
    case "spouse":
      return RANK.spouse;
    case "other":
      return RANK.other;
  }
}

/**
 * BIL-163: why Medicare is not the first payer (SBR05), as the answers say it; null where they don't. The codes are X12's: 15 workers'
 * compensation, 14 no-fault and auto, 13 kidney failure, 12 working aged, 43 disabled under 65 with a large employer's plan.
 */
export function secondaryReasonOf(
  answers: MspAnswers,
  about: { readonly coverages: readonly Coverage[]; readonly birthDate: LocalDate; readonly today: LocalDate },
): "12" | "13" | "14" | "15" | "43" | null {
  const has = (kind: Coverage["payerKind"]) => about.coverages.some((one) => one.payerKind === kind);
  if (answers.accidentOrWork && has("workers-comp")) return "15";
  if (answers.accidentOrWork && has("auto")) return "14";
  if (answers.kidneyFailure) return "13";
  if (!answers.presentJob || !answers.largeEmployer) return null;
  return ageInYears(about.birthDate, about.today) >= 65 ? "12" : "43";
}

/** Whether the employer's plan pays before Medicare. */
export function otherPlanFirst({ presentJob, largeEmployer, kidneyFailure }: MspAnswers): boolean {
  return (presentJob && largeEmployer) || kidneyFailure;
}

function reasonsOf(ranked: readonly Coverage[], children: readonly Coverage[], besides: boolean, said: Said): Reason[] {
  const { answers, casualty } = said;
  const reasons: Reason[] = [];
  const forAccident = ranked.find(isCasualty);
  if (forAccident && casualty !== null && ranked.length > 1)
    reasons.push({
      rule: "casualty",
      text: casualty
        ? `For a visit after an accident, or an illness of the work, ${forAccident.payerName} pays before every other coverage.`
        : `${forAccident.payerName} pays for its own case alone: this visit comes of no accident and not of the work.`,
    });
  if (ranked.some(isMedicare) && besides && answers)
    reasons.push({
      rule: "medicare",
      text: otherPlanFirst(answers)
        ? "By the Medicare secondary payer answers the employer's plan pays before Medicare."
        : "By the Medicare secondary payer answers Medicare pays before the other plan.",
    });
  const own = ranked.find((one) => rankOf(one, ranked, said) === RANK.own);
  const dependent = ranked.find(
    (one) => ["spouse", "other", "child"].includes(one.subscriber.relationship) && !isMedicaid(one) && !isCasualty(one),
  );
  if (own && dependent)
    reasons.push({
      rule: "own-first",
      text: `The plan in which the patient is the subscriber (${own.payerName}) pays before the one of somebody else (${dependent.payerName}).`,
    });
  if (children.length > 1)
    reasons.push({
      rule: "birthday",
      text: `Birthday rule: of two parents the plan of the one whose birthday comes first in the year pays first: ${children.map(parentText).join(", then ")}.`,
    });
  if (ranked.some(isMedicaid) && ranked.length > 1)
    reasons.push({ rule: "medicaid-last", text: "Medi-Cal pays after every other coverage." });
  return reasons;
}

function parentText({ subscriber, payerName }: Coverage): string {
  const { name, birthDate } = subscriber;
  return `${name?.given ?? "the subscriber"}${birthDate ? ` (${formatDate(birthDate).slice(0, 5)})` : ""} with ${payerName}`;
}

function isMedicare(one: Coverage): boolean {
  return one.payerKind === "medicare";
}

/** Workers' compensation and auto: they pay for the case that they insure, and first. */
function isCasualty(one: Coverage): boolean {
  return one.payerKind === "workers-comp" || one.payerKind === "auto";
}

/** Also where a plan manages it. */
function isMedicaid(one: Coverage): boolean {
  return one.payerKind === "medicaid" || one.payerKind === "medicaid-managed";
}

function isChild(one: Coverage): boolean {
  return one.subscriber.relationship === "child" && !isMedicaid(one) && !isMedicare(one) && !isCasualty(one);
}

/** Month and day of a parent's birth, as they compare; of everybody else nothing. A parent without one comes last. */
function birthdayOf(one: Coverage): string {
  return isChild(one) ? (one.subscriber.birthDate?.slice(5) ?? "99") : "";
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((one, index) => one === b[index]);
}
