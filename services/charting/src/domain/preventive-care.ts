import { fail, type DomainError } from "@practicum/contracts/error";
import type {
  preventiveAnswer,
  preventiveCareOperations,
  preventiveItem,
} from "@practicum/contracts/charting/preventive-care";
import { addMonths, ageInYears, type LocalDate } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import type { Smoking } from "./histories.ts";
import { rules, type Rule, type Way } from "./preventive-rules.ts";

export type PreventiveItem = z.output<typeof preventiveItem>;
export type PreventiveAnswer = z.output<typeof preventiveAnswer> & { readonly rule: string };
type NewAnswer = z.output<typeof preventiveCareOperations.answerPreventiveCare.input>;

/** What the rules look at. */
export interface CareFacts {
  readonly born: LocalDate;
  readonly sex: "female" | "male" | "unknown";
  /** Codes of the active problems. */
  readonly problems: readonly string[];
  /** The newest that is known, in tenths of kg/m². */
  readonly bmiTenths: number | null;
  readonly smoking: Smoking;
  /** Results, procedures and measures by code and day. */
  readonly done: readonly { readonly code: string; readonly on: LocalDate }[];
  /** The answers that stand, the newest first. */
  readonly answers: readonly PreventiveAnswer[];
}

/** For how long a patient's "no" is not asked again. */
const DECLINED_MONTHS = 12;

/** What asks for somebody's attention comes first. */
const ORDER = ["due", "no-record", "cannot-tell", "declined", "up-to-date", "not-applicable"] as const;

/** Every recommendation that concerns the patient today, with what is on record of it (CHT-135 to CHT-138). */
export function preventiveCare(facts: CareFacts, today: LocalDate): PreventiveItem[] {
  return rules
    .flatMap((rule) => judge(rule, facts, today) ?? [])
    .toSorted((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status));
}

/** Whether a recommendation concerns the patient and is due, or nothing is on record of it (CHT-332). */
export function isRecommended(facts: CareFacts, rule: string, today: LocalDate): boolean {
  const found = rules.find((one) => one.rule === rule);
  const status = found && judge(found, facts, today)?.status;
  return status === "due" || status === "no-record";
}

function judge(rule: Rule, facts: CareFacts, today: LocalDate): PreventiveItem | null {
  const age = ageInYears(facts.born, today);
  if (age < rule.from || age > rule.to) return null;
  if (rule.problems && !has(facts.problems, rule.problems)) return null;
  if (rule.unless && has(facts.problems, rule.unless)) return null;
  if (rule.sex && facts.sex !== "unknown" && facts.sex !== rule.sex) return null;
  if (isMeasuredOut(rule, facts)) return null;
  const answers = facts.answers.filter((one) => one.rule === rule.rule);
  const last = lastOf(rule, facts, answers, age, today);
  return {
    rule: rule.rule,
    name: rule.name,
    status: statusOf(rule, facts, answers, last, today),
    lastOn: last?.on ?? null,
    lastWay: last?.way.name ?? null,
    dueOn: last?.dueOn ?? null,
    why: missing(rule, facts) ?? rule.who,
    source: rule.source,
    ways: rule.ways.filter((way) => age >= (way.from ?? 0)).map(({ way, name, months }) => ({ way, name, months })),
    answers: answers.map(({ answerId, kind, way, on, note, at, by }) => ({ answerId, kind, way, on, note, at, by })),
  };
}

/** By weight or smoking that are on record it is not for this patient. */
function isMeasuredOut(rule: Rule, { bmiTenths, smoking }: CareFacts): boolean {
  if (rule.smoking && smoking[rule.smoking] === false) return true;
  return rule.bmiFrom !== undefined && bmiTenths !== null && bmiTenths < rule.bmiFrom;
}

interface Last {
  readonly way: Way;
  readonly on: LocalDate;
  /** Null: it holds for good. */
  readonly dueOn: LocalDate | null;
}

/** Of all that was done, what holds longest: a colonoscopy of three years ago, not the stool test of two. */
function lastOf(
  rule: Rule,
  facts: CareFacts,
  answers: readonly PreventiveAnswer[],
  age: number,
  today: LocalDate,
): Last | null {
  const all = rule.ways
    .filter((way) => age >= (way.from ?? 0))
    .flatMap((way) => [
      ...facts.done.filter((one) => way.codes.includes(one.code)).map(({ on }) => ({ way, on })),
      ...answers.filter((one) => one.kind === "done" && one.way === way.way).map(({ on }) => ({ way, on })),
    ])
    .filter(({ on }) => on <= today)
    .map(({ way, on }): Last => ({ way, on, dueOn: way.months === null ? null : addMonths(on, way.months) }));
  return all.toSorted((a, b) => compare(b.dueOn ?? "9999", a.dueOn ?? "9999") || compare(b.on, a.on))[0] ?? null;
}

function statusOf(
  rule: Rule,
  facts: CareFacts,
  answers: readonly PreventiveAnswer[],
  last: Last | null,
  today: LocalDate,
): PreventiveItem["status"] {
  if (answers.some((one) => one.kind === "not-applicable")) return "not-applicable";
  if (last && (last.dueOn === null || last.dueOn > today)) return "up-to-date";
  if (answers.some((one) => one.kind === "declined" && addMonths(one.on, DECLINED_MONTHS) > today)) return "declined";
  if (missing(rule, facts) !== null) return "cannot-tell";
  return last ? "due" : "no-record";
}

/** What is not on record and would decide whether it concerns the patient at all. */
function missing(rule: Rule, facts: CareFacts): string | null {
  if (rule.sex && facts.sex === "unknown") return `${rule.who}; the sex is not on record`;
  if (rule.bmiFrom !== undefined && facts.bmiTenths === null) return `${rule.who}; weight and height are not on record`;
  if (rule.smoking && facts.smoking[rule.smoking] === "unknown")
    return rule.smoking === "ever" || facts.smoking.ever === "unknown"
      ? `${rule.who}; smoking is not on record`
      : `${rule.who}; cigarettes a day, years, or when the patient quit are not on record`;
  return null;
}

/** Whether such an answer can be: done by one of the rule's ways and not tomorrow; "does not apply" says why (CHT-139). */
export function decideAnswer(answer: NewAnswer, born: LocalDate, today: LocalDate): Result<NewAnswer, DomainError> {
  const rule = rules.find((one) => one.rule === answer.rule);
  if (!rule) return refuse("rule", "There is no such recommendation. Load the page again.");
  if (answer.on > today) return refuse("on", "That day is still to come.");
  if (answer.on < born) return refuse("on", "That is before the patient was born.");
  if (answer.kind === "done" && !rule.ways.some((one) => one.way === answer.way))
    return refuse("way", "Say which test or examination was done.");
  if (answer.kind === "not-applicable" && answer.note === "")
    return refuse("note", "Say why it does not apply to this patient: “Total hysterectomy 2014”.");
  return ok({ ...answer, way: answer.kind === "done" ? answer.way : null });
}

function refuse(field: string, message: string): Result<never, DomainError> {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}

/** Whether one of the codes begins with one of the beginnings. */
function has(codes: readonly string[], beginnings: readonly string[]): boolean {
  return codes.some((code) => beginnings.some((beginning) => code.startsWith(beginning)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
