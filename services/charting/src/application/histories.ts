import { actorId } from "@practicum/contracts/actor";
import type { historyOperations } from "@practicum/contracts/charting/histories";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { decideHistory, historiesOf } from "../domain/histories.ts";
import { knownCodes } from "../sql/codes.ts";
import { insertHistory, keptHistories, strikeHistoryFact } from "../sql/histories.ts";
import { birthDateOf } from "../sql/people.ts";
import { actorName, emitChartChanged, type ChartingContext } from "./charting-context.ts";
import { hiddenParts } from "./sensitive-parts.ts";

type Operations = typeof historyOperations;

/** What follows from several facts follows from those that who asks may see (CHT-464). */
export async function histories(
  context: ChartingContext,
  { patientId }: InputOf<Operations["histories"]>,
): ReplyOf<Operations["histories"]> {
  const { tx, today, practice } = context;
  const [{ ids: hidden }, kept] = await Promise.all([
    hiddenParts(context, [patientId]),
    keptHistories(tx, [patientId]),
  ]);
  const shown = kept.filter(({ historyId }) => !hidden.has(historyId));
  return ok(historiesOf(shown, { today, timeZone: practice.timeZone }));
}

/** CHT-461 to CHT-463. */
export async function recordHistory(
  context: ChartingContext,
  { historyId, patientId, source, content }: InputOf<Operations["recordHistory"]>,
): ReplyOf<Operations["recordHistory"]> {
  const { tx, now, today } = context;
  const born = await birthDateOf(tx, patientId);
  if (born === undefined) return context.notHereYet({ field: "patientId" });
  const decided = decideHistory(content, { born, today });
  if (!decided.ok) return decided;
  if (content.kind === "family" && content.code !== null) {
    const known = await knownCodes(tx, "icd10cm", [content.code], today);
    if (!known.has(content.code))
      return fail("unknown-diagnosis", { field: "content.code", detail: { code: content.code } });
  }
  const by = { at: now, by: actorName(context), byId: actorId(context.actor) };
  const wrote = await insertHistory(tx, { historyId, patientId, source, content: decided.value }, by);
  if (wrote === "other") return fail("already-recorded", { field: "historyId" });
  if (wrote === "written") emitChartChanged(context, patientId, "histories");
  return ok({});
}

/** It stays readable, and what was said before counts again (CHT-462). */
export async function strikeHistory(
  context: ChartingContext,
  input: InputOf<Operations["strikeHistory"]>,
): ReplyOf<Operations["strikeHistory"]> {
  const became = await strikeHistoryFact(context.tx, input, { at: context.now, by: actorName(context) });
  if (became === "none") return fail("not-found", { field: "historyId" });
  if (became === "struck") emitChartChanged(context, input.patientId, "histories");
  return ok({});
}
