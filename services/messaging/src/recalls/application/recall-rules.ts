import { fail } from "@practicum/contracts/error";
import { recallAsked, type recallOperations, type RecallState } from "@practicum/contracts/messaging/recalls";
import { atLocal } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { TimerHandler } from "@practicum/service/define-service";
import type { z } from "zod";
import type { Handlers, MessagingContext } from "../../handlers.ts";
import type { MessagingPorts } from "../../ports/notifier.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import { checkRule } from "../domain/recall-rule.ts";
import {
  changeRule,
  countMatches,
  countStates,
  insertRule,
  lockRule,
  saveRule,
  selectRule,
  selectRules,
  type RuleCount,
} from "../sql/rules.ts";
import type { RecallRuleTable } from "../sql/tables.ts";
import { tellRules } from "./tell-recalls.ts";

/** Charts are looked through at night, when nobody waits for anything. */
const NIGHT = "03:00";

type RuleHead = z.input<(typeof recallOperations)["listRecallRules"]["output"]>[number];

export const listRecallRules: Handlers["listRecallRules"] = async ({ tx }) => {
  const rules = await selectRules(tx);
  const [counts, found] = [await countStates(tx), await countMatches(tx)];
  return ok(rules.map((rule) => headOf(rule, counts, found)));
};

export const getRecallRule: Handlers["getRecallRule"] = async ({ tx }, { ruleId }) => {
  const rule = await selectRule(tx, ruleId);
  if (rule === null) return fail("not-found");
  const head = headOf(rule, await countStates(tx), await countMatches(tx));
  return ok({
    ...head,
    condition: { ...rule.condition, problems: [...rule.condition.problems] },
    visitTypeId: rule.visit_type_id,
    unlessVisit: rule.unless_visit,
    messages: rule.messages,
    steps: [...rule.steps],
    callAfterDays: rule.call_after_days,
    callsMax: rule.calls_max,
    sendFrom: rule.send_from,
    sendUntil: rule.send_until,
    weekends: rule.weekends,
    againMonths: rule.again_months,
    savedAt: rule.saved_at,
    savedBy: rule.saved_by,
  });
};

const NO_STATES: { readonly [S in RecallState]: number } = {
  due: 0,
  sent: 0,
  answered: 0,
  "to-call": 0,
  booked: 0,
  declined: 0,
  unreachable: 0,
  stopped: 0,
  "opted-out": 0,
};

function headOf(rule: RecallRuleTable, counts: readonly RuleCount[], found: ReadonlyMap<string, number>): RuleHead {
  const own = counts.filter((one) => one.rule_id === rule.rule_id);
  const sum = (of: (one: RuleCount) => number) => own.reduce((all, one) => all + of(one), 0);
  return {
    ruleId: rule.rule_id,
    name: rule.name,
    visitTypeName: rule.visit_type_name,
    on: rule.is_on,
    lookedAt: rule.looked_at,
    found: rule.looked_at === null ? null : (found.get(rule.rule_id) ?? 0),
    figures: {
      people: sum((one) => one.count),
      states: { ...NO_STATES, ...Object.fromEntries(own.map((one) => [one.state, one.count])) },
      asked: sum((one) => one.asked),
      bookedSoon: sum((one) => one.booked_soon),
    },
    version: rule.version,
  };
}

/** MSG-110, MSG-111: kept as a version, and whom it means is looked for at once; nobody is asked before it is switched on. */
export const saveRecallRule: Handlers["saveRecallRule"] = async (context, input) => {
  const { tx, now, actor } = context;
  const checked = checkRule(input);
  if (!checked.ok) return checked;
  const known = await lockRule(tx, input.ruleId);
  if (input.version === 0 && known !== null) return fail("already-recorded");
  if (input.version > 0 && known === null) return fail("not-found");
  if (known !== null && known.version !== input.version) return fail("stale-version");
  const rule: RecallRuleTable = {
    rule_id: input.ruleId,
    name: input.name,
    condition: input.condition,
    visit_type_id: input.visitTypeId,
    visit_type_name: input.visitTypeName,
    unless_visit: input.unlessVisit,
    messages: input.messages,
    steps: input.steps,
    call_after_days: input.callAfterDays,
    calls_max: input.callsMax,
    send_from: input.sendFrom,
    send_until: input.sendUntil,
    weekends: input.weekends,
    again_months: input.againMonths,
    is_on: known?.is_on ?? false,
    version: input.version + 1,
    saved_at: now,
    saved_by: actor.name,
    ask_id: null,
    looked_at: null,
  };
  if (known === null) {
    if (!(await insertRule(tx, rule))) return fail("already-recorded");
  } else await saveRule(tx, rule);
  await look(context, rule);
  tellRules(context, [rule.rule_id]);
  return ok({ version: rule.version });
};

/** Asks charting whom the rule means now: what was asked before counts no more. */
async function look(context: MessagingContext, rule: RecallRuleTable): Promise<void> {
  const askId = context.ids.next<"recall-ask">();
  await changeRule(context.tx, rule.rule_id, { ask_id: askId, looked_at: null });
  const condition = { ...rule.condition, problems: [...rule.condition.problems] };
  context.emit(recallAsked, { askId, ruleId: rule.rule_id, ruleVersion: rule.version, condition });
}

export const lookForRecalls: Handlers["lookForRecalls"] = async (context, { ruleId }) => {
  const rule = await lockRule(context.tx, ruleId);
  if (rule === null) return fail("not-found");
  await look(context, rule);
  tellRules(context, [ruleId]);
  return ok({});
};

/** MSG-111: on, whom it means is asked now and each night; off, nobody new is, and who is asked already goes on. */
export const switchRecallRule: Handlers["switchRecallRule"] = async (context, { ruleId, version, on }) => {
  const { tx } = context;
  const rule = await lockRule(tx, ruleId);
  if (rule === null) return fail("not-found");
  if (rule.version !== version) return fail("stale-version");
  if (rule.is_on === on) return ok({ version });
  const changed = { ...rule, is_on: on, version: version + 1, saved_at: context.now, saved_by: context.actor.name };
  await saveRule(tx, changed);
  if (on) {
    await look(context, changed);
    await tonight(context, ruleId);
  } else await context.cancelTimer("recall-night", ruleId);
  tellRules(context, [ruleId]);
  return ok({ version: changed.version });
};

async function tonight(context: MessagingContext, ruleId: RecallRuleTable["rule_id"]): Promise<void> {
  const { today, now, practice } = context;
  const first = atLocal(today, NIGHT, practice.timeZone);
  const dueAt = first > now ? first : atLocal(addDays(today, 1), NIGHT, practice.timeZone);
  await context.schedule("recall-night", ruleId, dueAt, {});
}

/** Each night, in the practice's zone, while the rule is on (MSG-111). */
export const recallNight: TimerHandler<MessagingSchema, MessagingPorts> = async (context, { key }) => {
  const rule = await lockRule(context.tx, key as RecallRuleTable["rule_id"]);
  if (!rule?.is_on) return;
  await look(context, rule);
  await tonight(context, rule.rule_id);
};
