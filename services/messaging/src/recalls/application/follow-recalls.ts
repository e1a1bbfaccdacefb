import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Id } from "@practicum/kernel/brand";
import type { MessagingContext } from "../../handlers.ts";
import { isOpen } from "../domain/recall-course.ts";
import { lockRecallsOf, updateRecall } from "../sql/recalls.ts";
import { selectRule } from "../sql/rules.ts";
import type { RecallTable } from "../sql/tables.ts";
import { BY_ITSELF, changeRecall } from "./change-recall.ts";
import { tellRecall } from "./tell-recalls.ts";

const GONE = new Set(["cancelled", "no-show"]);

/** A visit of a patient changed: who is asked to come and has one now is booked, and is asked again when it comes to nothing (MSG-130). */
export async function recallsOfVisit(context: MessagingContext, visit: Appointment): Promise<void> {
  const recalls = await lockRecallsOf(context.tx, visit.patientId);
  const gone = GONE.has(visit.status);
  const booked = recalls.find((one) => one.visit_id === visit.appointmentId);
  if (booked) {
    if (gone) return reopen(context, booked, recalls);
    if (booked.visit_at === visit.startsAt) return;
    await updateRecall(context.tx, booked, { visit_at: visit.startsAt, changed_at: booked.changed_at });
    return tellRecall(context, booked);
  }
  if (gone || visit.startsAt < context.now) return;
  for (const recall of recalls) {
    if (recall.state === "booked") continue;
    const rule = await selectRule(context.tx, recall.rule_id);
    if (rule?.unless_visit === "same-type" && rule.visit_type_id !== visit.visitTypeId) continue;
    const made = { visit_id: visit.appointmentId, visit_at: visit.startsAt, booked_at: context.now, because: null };
    await changeRecall(context, recall, { state: "booked", ...made }, { by: BY_ITSELF, what: "booked" });
  }
}

async function reopen(context: MessagingContext, recall: RecallTable, all: readonly RecallTable[]): Promise<void> {
  const none = { visit_id: null, visit_at: null, booked_at: null };
  // Somebody who is asked anew meanwhile is asked by that.
  const again = !all.some((one) => one.recall_id !== recall.recall_id && isOpen(one.state));
  const changed = again
    ? ({ state: "to-call", ...none } as const)
    : ({ state: "stopped", because: "Another recall is under way.", ...none } as const);
  await changeRecall(context, recall, changed, { by: BY_ITSELF, what: "visit-cancelled" });
}

/** Ends what is under way: the record was closed, or the chart is restricted now (MSG-118). */
export async function endRecalls(context: MessagingContext, patientId: Id<"patient">, because: string): Promise<void> {
  for (const recall of await lockRecallsOf(context.tx, patientId))
    if (isOpen(recall.state))
      await changeRecall(context, recall, { state: "stopped", because }, { by: BY_ITSELF, what: "stopped" });
}
