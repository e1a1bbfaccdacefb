import type { preventiveCareOperations } from "@practicum/contracts/charting/preventive-care";
import { fail, type DomainError } from "@practicum/contracts/error";
import { dateIn } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideAnswer, preventiveCare as judge, type CareFacts } from "../domain/preventive-care.ts";
import { EDITION, PRESSURE } from "../domain/preventive-rules.ts";
import { isShown, proposalsOf } from "../domain/sensitive-parts.ts";
import { observationsOf, pastProceduresOf, problemsOf } from "../sql/lists.ts";
import { addAnswer, answersOf, bornAndSexOf, signedProceduresOf, withdrawAnswer } from "../sql/preventive-care.ts";
import { vitalsOfPatient } from "../sql/vitals.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { hiddenParts, partsAskers, sensitiveSettingsNow } from "./sensitive-parts.ts";

type Operations = typeof preventiveCareOperations;

/** What is recommended for the patient today, and what is on record of it. */
export async function preventiveCare(
  context: ChartingContext,
  { patientId }: z.output<Operations["preventiveCare"]["input"]>,
): Promise<Result<z.input<Operations["preventiveCare"]["output"]>, DomainError>> {
  const person = await bornAndSexOf(context.tx, patientId);
  if (!person) return context.notHereYet({ field: "patientId" });
  const facts = await factsOf(context, patientId, person);
  return ok({ edition: EDITION, items: judge(facts, context.today) });
}

/** What the rules look at, of one patient. */
export async function factsOf(
  context: ChartingContext,
  patientId: string,
  person: Pick<CareFacts, "born" | "sex">,
): Promise<CareFacts> {
  const { tx } = context;
  const { timeZone } = context.practice;
  // What is not shown counts as not on record, which says nothing (CHT-135).
  const { ids: hidden } = await hiddenParts(context, [patientId]);
  const problems = (await problemsOf(tx, patientId)).filter((one) => !hidden.has(one.problemId));
  const results = (await observationsOf(tx, patientId)).filter((one) => !hidden.has(one.observationId));
  const past = (await pastProceduresOf(tx, patientId)).filter((one) => !hidden.has(one.procedureId));
  const answers = await answersOf(tx, patientId);
  const shown = await rulesShown(context, patientId);
  const vitals = (await vitalsOfPatient(tx, patientId, timeZone)).filter((set) => !set.enteredInError);
  return {
    ...person,
    problems: problems.flatMap(({ status, code }) => (status === "active" && code !== null ? [code] : [])),
    bmiTenths: vitals.find((set) => set.bmiTenths !== null)?.bmiTenths ?? null,
    done: [
      ...results.flatMap(({ loinc, at }) => (loinc === null ? [] : [{ code: loinc, on: dateIn(at, timeZone) }])),
      ...past.flatMap(({ code, performedOn: on }) => (code === null || on === null ? [] : [{ code, on }])),
      ...(await signedProceduresOf(tx, patientId, hidden)),
      ...vitals.flatMap(({ systolic, takenAt }) =>
        systolic === null ? [] : [{ code: PRESSURE, on: dateIn(takenAt, timeZone) }],
      ),
    ],
    answers: answers.filter((one) => shown(one.rule)),
  };
}

/** Whether what was said of a recommendation is shown: an answer about a test is as sensitive as the test. */
async function rulesShown(context: ChartingContext, patientId: string): Promise<(rule: string) => boolean> {
  const settings = await sensitiveSettingsNow(context);
  const asker = (await partsAskers(context, [patientId]))(patientId);
  return (rule) => isShown(proposalsOf({ kind: "result", codes: [], names: [rule] }, settings, false), asker);
}

/** Done elsewhere, declined, or not for this patient (CHT-137). */
export async function answerPreventiveCare(
  context: ChartingContext,
  input: z.output<Operations["answerPreventiveCare"]["input"]>,
): Promise<Result<{}, DomainError>> {
  const person = await bornAndSexOf(context.tx, input.patientId);
  if (!person) return context.notHereYet({ field: "patientId" });
  const decided = decideAnswer(input, person.born, context.today);
  if (!decided.ok) return decided;
  const wrote = await addAnswer(context.tx, decided.value, { at: context.now, by: actorName(context) });
  if (wrote === "other") return fail("already-recorded", { field: "answerId" });
  if (wrote === "written") emitChartChanged(context, input.patientId, "preventive-care");
  return ok({});
}

/** The answer no longer counts; it stays on record (CHT-137). */
export async function withdrawPreventiveAnswer(
  context: ChartingContext,
  { answerId, patientId }: z.output<Operations["withdrawPreventiveAnswer"]["input"]>,
): Promise<Result<{}, DomainError>> {
  const withdrawn = await withdrawAnswer(context.tx, answerId, patientId, {
    at: context.now,
    by: actorName(context),
  });
  if (!withdrawn) return fail("not-found", { field: "answerId" });
  emitChartChanged(context, patientId, "preventive-care");
  return ok({});
}
