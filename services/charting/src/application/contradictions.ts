import type { contradictionOperations, FoundInPractice } from "@practicum/contracts/charting/contradictions";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import {
  decideAnswer,
  findContradictions,
  notCompared,
  ofNote,
  type Found,
} from "../domain/contradictions/find-contradictions.ts";
import { chartFactsOf } from "../sql/chart-facts.ts";
import {
  addContradictionAnswer,
  chartsAfter,
  contradictionAnswersOf,
  contradictionNotes as notesBehind,
  contradictionScores as scores,
  countCharts,
  withdrawContradictionAnswer as withdraw,
} from "../sql/contradictions.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { withoutShut } from "./restrictions.ts";
import { hiddenParts } from "./sensitive-parts.ts";

type Operations = typeof contradictionOperations;

/** What contradicts itself in these charts, by patient; who is not known here is not in it. */
export async function foundIn(
  context: ChartingContext,
  patientIds: readonly string[],
): Promise<Map<string, { readonly found: Found[]; readonly notCompared: string[] }>> {
  const { tx, today, practice } = context;
  const without = (await hiddenParts(context, patientIds)).ids;
  const facts = await chartFactsOf(tx, patientIds, { today, timeZone: practice.timeZone, without });
  if (facts.size === 0) return new Map();
  const answers = await contradictionAnswersOf(tx, [...facts.keys()]);
  return new Map(
    [...facts].map(([patientId, one]) => [
      patientId,
      {
        found: findContradictions(
          one,
          answers.filter((answer) => answer.patientId === patientId),
        ),
        notCompared: notCompared(one),
      },
    ]),
  );
}

export async function contradictions(
  context: ChartingContext,
  { patientId, encounterId }: InputOf<Operations["contradictions"]>,
): ReplyOf<Operations["contradictions"]> {
  const chart = (await foundIn(context, [patientId])).get(patientId);
  if (!chart) return context.notHereYet({ field: "patientId" });
  const found = encounterId === null ? chart.found : ofNote(chart.found, encounterId);
  return ok({ found, notCompared: chart.notCompared });
}

/** Why it stands (CHT-231). */
export async function answerContradiction(
  context: ChartingContext,
  input: InputOf<Operations["answerContradiction"]>,
): ReplyOf<Operations["answerContradiction"]> {
  const chart = (await foundIn(context, [input.patientId])).get(input.patientId);
  if (!chart) return context.notHereYet({ field: "patientId" });
  const decided = decideAnswer(chart.found, input);
  if (!decided.ok) return decided;
  const wrote = await addContradictionAnswer(context.tx, input, { at: context.now, by: actorName(context) });
  if (wrote === "other") return fail("already-recorded", { field: "answerId" });
  if (wrote === "written") emitChartChanged(context, input.patientId, "contradictions");
  return ok({});
}

export async function withdrawContradictionAnswer(
  context: ChartingContext,
  { answerId, patientId }: InputOf<Operations["withdrawContradictionAnswer"]>,
): ReplyOf<Operations["withdrawContradictionAnswer"]> {
  const became = await withdraw(context.tx, answerId, patientId, { at: context.now, by: actorName(context) });
  if (became === "none") return fail("not-found", { field: "answerId" });
  if (became === "withdrawn") emitChartChanged(context, patientId, "contradictions");
  return ok({});
}

/** How many charts are read at once, and how many one page looks at: what it found so far is shown, and the list goes on. */
const CHARTS_AT_ONCE = 50;
const CHARTS_MAX = 400;

/** All charts in the order of their numbers, until the page is full (CHT-243). */
export async function practiceContradictions(
  context: ChartingContext,
  { severity, before, limit }: InputOf<Operations["practiceContradictions"]>,
): ReplyOf<Operations["practiceContradictions"]> {
  const { tx } = context;
  const found: FoundInPractice[] = [];
  let [next, looked]: [string | null, number] = [before, 0];
  do {
    const charts = await chartsAfter(tx, next, CHARTS_AT_ONCE);
    const byPatient = await foundIn(
      context,
      charts.map((one) => one.patientId),
    );
    for (const { patientId, patientName, birthDate } of charts) {
      const open = byPatient.get(patientId)?.found.filter((one) => one.answer === null) ?? [];
      const wanted = open.filter((one) => severity === null || one.severity === severity);
      found.push(...wanted.map((one) => ({ ...one, patientId, patientName, birthDate })));
    }
    looked += charts.length;
    next = charts.length === CHARTS_AT_ONCE ? (charts.at(-1)?.place ?? null) : null;
  } while (next !== null && found.length < limit && looked < CHARTS_MAX);
  return ok({ found: await withoutShut(context, found), looked, charts: await countCharts(tx), next });
}

export async function contradictionScores(
  { tx }: ChartingContext,
  period: InputOf<Operations["contradictionScores"]>,
): ReplyOf<Operations["contradictionScores"]> {
  return ok(await scores(tx, period));
}

export async function contradictionNotes(
  context: ChartingContext,
  ask: InputOf<Operations["contradictionNotes"]>,
): ReplyOf<Operations["contradictionNotes"]> {
  const { notes, next } = await notesBehind(context.tx, ask);
  const open = await withoutShut(context, notes);
  const hidden = await hiddenParts(context, [...new Set(open.map((one) => one.patientId))]);
  // What a note was signed with is kept as text, also of what is not shown to everybody.
  const told = open.map((one) => ({
    ...one,
    found: one.found.filter(({ key, title }) => !hidden.isSpokenOfIn(`${key} ${title}`)),
  }));
  return ok({ notes: told.filter((one) => one.found.length > 0), next });
}
