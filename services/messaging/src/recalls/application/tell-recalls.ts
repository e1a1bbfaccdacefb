import { recallsChanged } from "@practicum/contracts/messaging/recalls";
import type { Id } from "@practicum/kernel/brand";
import type { MessagingContext } from "../../handlers.ts";
import { ruleIdsOf } from "../sql/recalls.ts";
import type { RecallRuleTable, RecallTable } from "../sql/tables.ts";

/** What shows these rules or their patients is old. */
export function tellRules(context: MessagingContext, ruleIds: Iterable<Id<"recall-rule">>): void {
  for (const ruleId of new Set(ruleIds)) context.emit(recallsChanged, { ruleId });
}

export async function tellRecall(context: MessagingContext, recall: Pick<RecallTable, "recall_id">): Promise<void> {
  tellRules(context, await ruleIdsOf(context.tx, recall.recall_id));
}

/** The course that a rule says, as the domain reads it. */
export function courseOf(rule: RecallRuleTable) {
  return {
    steps: rule.steps,
    callAfterDays: rule.call_after_days,
    callsMax: rule.calls_max,
    sendFrom: rule.send_from,
    sendUntil: rule.send_until,
    weekends: rule.weekends,
  };
}
