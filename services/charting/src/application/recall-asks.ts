import { recallFound, RECALL_ANSWER_MAX } from "@practicum/contracts/charting/recall-matches";
import type { recallAsked } from "@practicum/contracts/messaging/recalls";
import type { Id } from "@practicum/kernel/brand";
import type { z } from "zod";
import { isRecommended } from "../domain/preventive-care.ts";
import { activeProblemsOf, bornAndSexOfAll } from "../sql/preventive-care.ts";
import { candidatesFor, deleteAsk, insertAsk, lockAsk, moveAsk } from "../sql/recall-asks.ts";
import type { ChartingContext } from "./charting-context.ts";
import { careFactsOf } from "./preventive-care.ts";
import { classedAmong } from "./sensitive-parts.ts";

/** Of whom facts of the chart are read and judged: fewer go into one transaction. */
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
  if (beginnings.length === 0 || patientIds.length === 0) return patientIds;
  const meant = (await activeProblemsOf(context.tx, patientIds)).filter(({ code }) =>
    beginnings.some((one) => code.startsWith(one)),
  );
  const classed = await classedAmong(context, new Map([["problemId", new Set(meant.map(({ factId }) => factId))]]));
  const open = new Set(meant.filter(({ factId }) => !classed.has(factId)).map((one) => one.patientId));
  return patientIds.filter((patientId) => open.has(patientId));
}

async function recommended(
  context: ChartingContext,
  patientIds: readonly Id<"patient">[],
  rule: string,
): Promise<Id<"patient">[]> {
  if (patientIds.length === 0) return [];
  const facts = await careFactsOf(context, await bornAndSexOfAll(context.tx, patientIds));
  return patientIds.filter((patientId) => {
    const known = facts.get(patientId);
    return known !== undefined && isRecommended(known, rule, context.today);
  });
}
