import type { Contradiction, ContradictionAnswer } from "@practicum/contracts/charting/contradictions";
import { fail, type DomainError } from "@practicum/contracts/error";
import { ok, type Result } from "@practicum/kernel/result";
import type { GateItem } from "../sign-gate.ts";
import { allergyConflicts } from "./allergies.ts";
import { diagnosisConflicts, pregnantWithoutUterus, resolvedYetCoded } from "./diagnoses.ts";
import type { ChartFacts, Rule } from "./facts.ts";
import { neverYetSmoked, periodWithoutUterus, removedYetCoded } from "./histories.ts";
import { sideConflicts } from "./laterality.ts";
import {
  conditionAndDrug,
  ingredientsOf,
  pregnantAndTaking,
  stoppedYetOrdered,
  toldToStop,
  withoutDiagnosis,
} from "./medications.ts";
import { ageConflicts, sexConflicts } from "./sex-and-age.ts";

const RULES: readonly Rule[] = [
  pregnantWithoutUterus,
  pregnantAndTaking,
  conditionAndDrug,
  sideConflicts,
  ageConflicts,
  diagnosisConflicts,
  sexConflicts,
  allergyConflicts,
  stoppedYetOrdered,
  toldToStop,
  resolvedYetCoded,
  withoutDiagnosis,
  neverYetSmoked,
  periodWithoutUterus,
  removedYetCoded,
];

const GRAVITY: { readonly [severity in Contradiction["severity"]]: number } = { hard: 0, soft: 1, hint: 2 };

/** An answer with the finding that it was given to. */
export interface KeptAnswer extends ContradictionAnswer {
  readonly key: string;
  readonly basis: string;
}

/** A finding, with whether it concerns whichever note of the patient is open. */
export type Found = Contradiction & { readonly everyNote: boolean };

/**
 * What in a chart cannot be so at once (CHT-230), the gravest first, each with the reason that was given while its facts are the same (CHT-231).
 *
 * @param answers those that stand, the newest first.
 */
export function findContradictions(facts: ChartFacts, answers: readonly KeptAnswer[]): Found[] {
  const found = RULES.flatMap((rule) => [...rule(facts)]);
  // Two drugs of one list may make the same finding: each is kept by its own basis.
  const unique = [...new Map(found.map((one) => [`${one.key} ${one.basis}`, one])).values()];
  return unique
    .map((one): Found => {
      const given = answers.filter(({ key }) => key === one.key).map((answer) => ({ ...answer }));
      const same = given.find(({ basis }) => basis === one.basis);
      return { ...one, answer: withoutKey(same), earlier: same ? null : withoutKey(given[0]) };
    })
    .toSorted((a, b) => GRAVITY[a.severity] - GRAVITY[b.severity]);
}

function withoutKey(answer: KeptAnswer | undefined): ContradictionAnswer | null {
  if (!answer) return null;
  const { answerId, reason, by, at } = answer;
  return { answerId, reason, by, at };
}

/** What could not be compared, in words (CHT-230): an empty list of findings is no proof where this is not empty. */
export function notCompared(facts: ChartFacts): string[] {
  const uncoded = facts.problems.filter(({ active, code }) => active && code === null).map(({ label }) => label);
  const unknown = facts.medications
    .filter((one) => one.active && ingredientsOf(one).length === 0)
    .map(({ name }) => name);
  const nothing = facts.problems.length === 0 && facts.visits.every(({ diagnoses }) => diagnoses.length === 0);
  return [
    ...(facts.sex === "unknown" ? ["The registered sex is not known: codes are not compared with it."] : []),
    ...(uncoded.length > 0 ? [`Without an ICD-10-CM code, and so not compared: ${uncoded.join("; ")}.`] : []),
    ...(unknown.length > 0 ? [`Not in our list of drugs, and so not compared: ${unknown.join("; ")}.`] : []),
    ...(nothing ? ["No problem and no diagnosis is on record: medications are compared with none."] : []),
  ];
}

/** Those that the signature of a note waits for or shows: what touches it, and what concerns the patient's safety in any note. */
export function ofNote(found: readonly Found[], encounterId: string): Found[] {
  return found.filter((one) => one.encounterIds.includes(encounterId) || one.everyNote);
}

/** As the gate says it (CHT-242): a hard one stops until it is mended or answered, a soft one should be mended, a hint informs. */
export function contradictionItems(found: readonly Found[]): GateItem[] {
  return found.map((one): GateItem => {
    const both = one.sides.map(({ says }) => says).join(" – ");
    const target = `contradictions:${one.key}`;
    if (one.answer) {
      const message = `${both}. ${one.answer.by} went on: “${one.answer.reason}”.`;
      return { severity: "note", code: "contradiction-answered", message, target };
    }
    const severity = one.severity === "hard" ? "stop" : one.severity === "soft" ? "fix" : "note";
    const ask = severity === "stop" ? " Mend one of the two, or give the reason." : "";
    return { severity, code: "contradiction", message: `${both}. ${one.why}${ask}`, target };
  });
}

/** Whether a reason may be given: to what is found now, as it was read (CHT-231). */
export function decideAnswer(
  found: readonly Contradiction[],
  wish: { readonly key: string; readonly basis: string },
): Result<undefined, DomainError> {
  const same = found.filter(({ key }) => key === wish.key);
  if (same.length === 0) return fail("not-found", { field: "key" });
  return same.some(({ basis }) => basis === wish.basis) ? ok() : fail("stale-version", { field: "basis" });
}
