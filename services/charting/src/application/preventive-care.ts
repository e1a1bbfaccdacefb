import type { preventiveCareOperations } from "@practicum/contracts/charting/preventive-care";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { dateIn } from "@practicum/kernel/instant";
import { ok, type Result } from "@practicum/kernel/result";
import type { z } from "zod";
import { decideAnswer, preventiveCare as judge, type CareFacts } from "../domain/preventive-care.ts";
import { smokingOf, standing } from "../domain/histories.ts";
import { EDITION, PRESSURE } from "../domain/preventive-rules.ts";
import { isShown, proposalsOf } from "../domain/sensitive-parts.ts";
import { keptHistories } from "../sql/histories.ts";
import { addAnswer, bornAndSexOf, careRecordsOf, withdrawAnswer } from "../sql/preventive-care.ts";
import { hasDied } from "../sql/people.ts";
import { vitalsOfPatients } from "../sql/vitals.ts";
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
  if (await hasDied(context.tx, patientId)) return ok({ edition: EDITION, items: [] });
  const facts = (await careFactsOf(context, new Map([[patientId, person]]))).get(patientId);
  return ok({ edition: EDITION, items: judge(must(facts), context.today) });
}

/** What the rules look at, by patient: as many questions for all as for one. */
export async function careFactsOf(
  context: ChartingContext,
  people: ReadonlyMap<string, Pick<CareFacts, "born" | "sex">>,
): Promise<ReadonlyMap<string, CareFacts>> {
  if (people.size === 0) return new Map();
  const { tx } = context;
  const { timeZone } = context.practice;
  const patientIds = [...people.keys()];
  // What is not shown counts as not on record, which says nothing (CHT-135).
  const { ids: hidden } = await hiddenParts(context, patientIds);
  const isShownFact = ({ factId }: { readonly factId: string }) => !hidden.has(factId);
  const all = await careRecordsOf(tx, patientIds);
  const allVitals = (await vitalsOfPatients(tx, patientIds, timeZone)).filter((set) => !set.enteredInError);
  const tobacco = (await keptHistories(tx, patientIds, ["tobacco"])).filter(({ historyId }) => !hidden.has(historyId));
  const shown = await rulesShown(context, patientIds);
  const byPatient = {
    problems: groupedBy(all.problems.filter(isShownFact)),
    results: groupedBy(all.results.filter(isShownFact)),
    procedures: groupedBy([...all.past, ...all.procedures].filter(isShownFact)),
    answers: groupedBy(all.answers.filter((one) => shown(one.patientId, one.rule))),
    tobacco: groupedBy(tobacco),
    vitals: groupedBy(allVitals),
  };
  return new Map(
    [...people].map(([patientId, person]): [string, CareFacts] => {
      const vitals = byPatient.vitals(patientId);
      return [
        patientId,
        {
          ...person,
          problems: byPatient.problems(patientId).map(({ code }) => code),
          smoking: smokingOf(
            standing(byPatient.tobacco(patientId)).find((one) => one.standing === "current")?.content ?? null,
            context.today,
          ),
          bmiTenths: vitals.find((set) => set.bmiTenths !== null)?.bmiTenths ?? null,
          done: [
            ...byPatient.results(patientId).map(({ code, at }) => ({ code, on: dateIn(at, timeZone) })),
            ...byPatient.procedures(patientId).map(({ code, on }) => ({ code, on })),
            ...vitals.flatMap(({ systolic, takenAt }) =>
              systolic === null ? [] : [{ code: PRESSURE, on: dateIn(takenAt, timeZone) }],
            ),
          ],
          answers: byPatient.answers(patientId),
        },
      ];
    }),
  );
}

/** In their order, by whose they are. */
function groupedBy<T extends { readonly patientId: string }>(rows: readonly T[]): (patientId: string) => readonly T[] {
  const groups = Map.groupBy(rows, (one) => one.patientId);
  return (patientId) => groups.get(patientId) ?? [];
}

/** Whether what was said of a recommendation is shown: an answer about a test is as sensitive as the test. */
async function rulesShown(
  context: ChartingContext,
  patientIds: readonly string[],
): Promise<(patientId: string, rule: string) => boolean> {
  const settings = await sensitiveSettingsNow(context);
  const askers = await partsAskers(context, patientIds);
  return (patientId, rule) =>
    isShown(proposalsOf({ kind: "result", codes: [], names: [rule] }, settings, false), askers(patientId));
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
