import { recallFound } from "@practicum/contracts/charting/recall-matches";
import { fail } from "@practicum/contracts/error";
import type { RecallFate } from "@practicum/contracts/messaging/recalls";
import { ok } from "@practicum/kernel/result";
import { searchWords } from "@practicum/kernel/search-words";
import { consumer } from "@practicum/service/define-service";
import { readerOf } from "../../application/whose.ts";
import type { Handlers, MessagingContext } from "../../handlers.ts";
import type { MessagingPorts } from "../../ports/notifier.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import { beginning } from "../domain/recall-course.ts";
import { ASKED_NEWLY, fateOf } from "../domain/recall-fate.ts";
import { lockMatches, selectMatches, type MatchFacts } from "../sql/matches.ts";
import { insertEntry, insertReason, insertRecall } from "../sql/recalls.ts";
import { changeRule, deleteOldMatches, insertMatches, lockRule, selectRule } from "../sql/rules.ts";
import type { RecallRuleTable } from "../sql/tables.ts";
import { BY_ITSELF } from "./change-recall.ts";
import { courseOf, tellRules } from "./tell-recalls.ts";

/** Charting has found patients whom a rule means: of a rule that is on they are asked to come (MSG-111 to MSG-114). */
export const keepFound = consumer<MessagingSchema, MessagingPorts, typeof recallFound.payload>(
  recallFound,
  async (context, { askId, ruleId, patientIds, last }) => {
    const { tx, now } = context;
    const rule = await lockRule(tx, ruleId);
    // Something newer was asked, or the rule says something else by now.
    if (rule?.ask_id !== askId) return;
    await insertMatches(tx, { rule_id: ruleId, ask_id: askId }, patientIds);
    if (rule.is_on) for (const facts of await lockMatches(tx, rule, patientIds, now)) await ask(context, rule, facts);
    if (last) {
      await deleteOldMatches(tx, ruleId, askId);
      await changeRule(tx, ruleId, { looked_at: now });
    }
    tellRules(context, [ruleId]);
  },
);

/** Begins a patient's recall, or adds the reason to the one that is under way. */
async function ask(context: MessagingContext, rule: RecallRuleTable, facts: MatchFacts): Promise<void> {
  const { tx, now, ids, practice } = context;
  const { patientId } = facts;
  const fate = fateFor(context, rule, facts);
  const reason = { rule_id: rule.rule_id, rule_version: rule.version, at: now };
  if (fate === "joined" && facts.openId !== null) {
    context.auditPatient(patientId);
    return insertReason(tx, { recall_id: facts.openId, ...reason });
  }
  if (!ASKED_NEWLY.has(fate)) return;
  const recallId = ids.next<"recall">();
  const { state, step, nextAt } = beginning(courseOf(rule), facts.reach, now, practice.timeZone);
  const added = await insertRecall(tx, {
    recall_id: recallId,
    patient_id: patientId,
    rule_id: rule.rule_id,
    state,
    step,
    next_at: nextAt,
    sent: 0,
    calls: 0,
    first_at: null,
    last_at: null,
    visit_id: null,
    visit_at: null,
    booked_at: null,
    because: null,
    ended_at: null,
    created_at: now,
    changed_at: now,
    version: 1,
  });
  if (!added) return;
  context.auditPatient(patientId);
  await insertReason(tx, { recall_id: recallId, ...reason });
  await insertEntry(tx, {
    entry_id: ids.next<"recall-entry">(),
    recall_id: recallId,
    at: now,
    by: BY_ITSELF,
    what: "found",
    note: rule.name,
    before: null,
    made_version: 1,
    undone_at: null,
    undone_by: null,
  });
  if (nextAt !== null) await context.schedule("recall-step", recallId, nextAt, {});
}

function fateFor({ now, practice }: MessagingContext, rule: RecallRuleTable, facts: MatchFacts): RecallFate {
  return fateOf(facts, { steps: rule.steps, againMonths: rule.again_months }, now, practice.timeZone);
}

const COUNTED_AT_ONCE = 200;

/** The preview: whom the rule means now, and what becomes of each (MSG-111). */
export const listRecallMatches: Handlers["listRecallMatches"] = async (context, { ruleId, text, before, limit }) => {
  const { tx, now } = context;
  const rule = await selectRule(tx, ruleId);
  if (rule === null) return fail("not-found");
  const wanted = { rule, words: searchWords(text), reader: readerOf(context) };
  const { matches, next } = await selectMatches(tx, wanted, { before, limit }, now);
  return ok({
    matches: matches.map((facts) => ({
      patientId: facts.patientId,
      name: facts.name,
      fate: fateFor(context, rule, facts),
    })),
    next,
    all: before === null ? await countFates(context, wanted) : null,
    looking: rule.looked_at === null,
  });
};

async function countFates(context: MessagingContext, wanted: Parameters<typeof selectMatches>[1]) {
  const fates: { [F in RecallFate]?: number } = {};
  let count = 0;
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof selectMatches>> = await selectMatches(
      context.tx,
      wanted,
      { before, limit: COUNTED_AT_ONCE },
      context.now,
    );
    for (const facts of page.matches) {
      const fate = fateFor(context, wanted.rule, facts);
      fates[fate] = (fates[fate] ?? 0) + 1;
      count += 1;
    }
    before = page.next;
  } while (before !== null);
  return { count, fates };
}
