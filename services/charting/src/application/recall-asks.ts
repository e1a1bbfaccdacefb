import { recallFound, RECALL_ANSWER_MAX } from "@practicum/contracts/charting/recall-matches";
import type { recallAsked } from "@practicum/contracts/messaging/recalls";
import type { Id } from "@practicum/kernel/brand";
import type { z } from "zod";
import { isRecommended } from "../domain/preventive-care.ts";
import { problemsOf } from "../sql/lists.ts";
import { bornAndSexOf } from "../sql/preventive-care.ts";
import { candidatesFor, deleteAsk, insertAsk, lockAsk, moveAsk } from "../sql/recall-asks.ts";
import type { ChartingContext } from "./charting-context.ts";
import { factsOf } from "./preventive-care.ts";
import { classedParts } from "./sensitive-parts.ts";

/** Whose recommendations are judged takes several looks a patient: fewer go into one transaction. */
const JUDGED_AT_ONCE = 50;

/** Messaging asks whom a rule means (CHT-330): charts are looked through some at a time, by a timer. */
export async function beginAsk(
  context: ChartingContext,
  { askId, ruleId, ruleVersion, condition }: z.output<typeof recallAsked.payload>,
): Promise<void> {
  const ask = { ask_id: askId, rule_id: ruleId, rule_version: ruleVersion, condition, after: null };
  if (await insertAsk(context.tx, ask)) await context.schedule("match-recall", askId, context.now, {});
}

/** The next charts of a look. Its answers are told as they are found, and the last one says that it is the last. */
export async function matchRecall(context: ChartingContext, { key }: { readonly key: string }): Promise<void> {
  const { tx, today } = context;
  const ask = await lockAsk(tx, key);
  if (ask === null) return;
  const { condition } = ask;
  const judges = condition.preventive !== null || condition.problems.length > 0;
  const limit = judges ? JUDGED_AT_ONCE : RECALL_ANSWER_MAX;
  const found = await candidatesFor(tx, condition, today, { after: ask.after, limit });
  const open = await withOpenProblem(context, found, condition.problems);
  const patientIds = condition.preventive === null ? open : await recommended(context, open, condition.preventive);
  const end = found.at(-1);
  const last = found.length < limit || end === undefined;
  context.emit(recallFound, {
    askId: ask.ask_id as Id<"recall-ask">,
    ruleId: ask.rule_id as Id<"recall-rule">,
    ruleVersion: ask.rule_version,
    patientIds: [...patientIds],
    last,
  });
  if (last) return deleteAsk(tx, key);
  await moveAsk(tx, key, end);
  await context.schedule("match-recall", key, context.now, {});
}

/** Of these patients those who have such a problem that bears no sensitive class: who is on a list of calls is seen by the desk (CHT-331). */
async function withOpenProblem(
  context: ChartingContext,
  patientIds: readonly Id<"patient">[],
  beginnings: readonly string[],
): Promise<readonly Id<"patient">[]> {
  if (beginnings.length === 0) return patientIds;
  const { ids: classed } = await classedParts(context, patientIds);
  const kept: Id<"patient">[] = [];
  for (const patientId of patientIds) {
    const problems = await problemsOf(context.tx, patientId);
    const isMeant = problems.some(
      ({ problemId, status, code }) =>
        status === "active" && !classed.has(problemId) && beginnings.some((one) => code?.startsWith(one) === true),
    );
    if (isMeant) kept.push(patientId);
  }
  return kept;
}

async function recommended(
  context: ChartingContext,
  patientIds: readonly Id<"patient">[],
  rule: string,
): Promise<Id<"patient">[]> {
  const kept: Id<"patient">[] = [];
  for (const patientId of patientIds) {
    const person = await bornAndSexOf(context.tx, patientId);
    if (person && isRecommended(await factsOf(context, patientId, person), rule, context.today)) kept.push(patientId);
  }
  return kept;
}
