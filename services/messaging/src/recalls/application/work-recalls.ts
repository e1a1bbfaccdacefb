import { fail, type DomainError } from "@practicum/contracts/error";
import { mayAlso } from "@practicum/contracts/scope";
import type { Id } from "@practicum/kernel/brand";
import { ok, type Result } from "@practicum/kernel/result";
import { searchWords } from "@practicum/kernel/search-words";
import { readerOf } from "../../application/whose.ts";
import type { Handlers, MessagingContext } from "../../handlers.ts";
import { afterCall, isOpen } from "../domain/recall-course.ts";
import { stateWord } from "../domain/recall-words.ts";
import {
  countRecalls,
  findRecall,
  lockRecall,
  lockRecallsOf,
  selectEntries,
  selectEntry,
  selectRecalls,
  strikeEntry,
  updateRecall,
} from "../sql/recalls.ts";
import { selectRule } from "../sql/rules.ts";
import type { RecallTable } from "../sql/tables.ts";
import { changeRecall, setMoment } from "./change-recall.ts";
import { courseOf, tellRecall } from "./tell-recalls.ts";

export const listRecalls: Handlers["listRecalls"] = async (context, { list, ruleId, text, ...page }) => {
  const wanted = { list, ruleId, words: searchWords(text), reader: readerOf(context) };
  const all = page.before === null ? { count: await countRecalls(context.tx, wanted) } : null;
  const { recalls, next } = await selectRecalls(context.tx, wanted, page);
  return ok({ recalls, next, all });
};

export const getRecall: Handlers["getRecall"] = async (context, { recallId }) => {
  const recall = await findRecall(context.tx, recallId, readerOf(context));
  if (recall === null) return fail("not-found");
  return ok({ ...recall, history: await selectEntries(context.tx, recallId) });
};

/** The recall, where who asks may see it; locked (MSG-121). */
async function mine(context: MessagingContext, recallId: Id<"recall">): Promise<Result<RecallTable, DomainError>> {
  if ((await findRecall(context.tx, recallId, readerOf(context))) === null) return fail("not-found");
  const recall = await lockRecall(context.tx, recallId);
  return recall === null ? fail("not-found") : ok(recall);
}

/** The recall as somebody saw it, still under way. */
async function toChange(
  context: MessagingContext,
  { recallId, entryId, version }: { readonly recallId: Id<"recall">; entryId: Id<"recall-entry">; version: number },
): Promise<Result<RecallTable, DomainError>> {
  const found = await mine(context, recallId);
  if (!found.ok) return found;
  if ((await selectEntry(context.tx, entryId)) !== null) return fail("already-recorded");
  if (found.value.version !== version) return fail("stale-version");
  // Who was not reached may call us.
  if (!isOpen(found.value.state) && found.value.state !== "unreachable")
    return fail("recall-over", { detail: { state: stateWord(found.value.state) } });
  return found;
}

/** MSG-119. */
export const logRecallCall: Handlers["logRecallCall"] = async (context, input) => {
  const { tx, now, today, actor, practice } = context;
  if (input.outcome === "later" && (input.laterOn === null || input.laterOn <= today)) {
    const message = "Enter a day after today.";
    return fail("invalid-input", { field: "laterOn", fields: [{ field: "laterOn", message }] });
  }
  const found = await toChange(context, input);
  if (!found.ok) return found;
  const recall = found.value;
  const rule = await selectRule(tx, recall.rule_id);
  if (rule === null) return fail("not-found");
  const calls = recall.calls + 1;
  const { state, step, nextAt } = afterCall(courseOf(rule), calls, input, practice.timeZone);
  const told = { calls, first_at: recall.first_at ?? now, last_at: now, because: null };
  const said = { entryId: input.entryId, by: actor.name, what: `call-${input.outcome}`, note: input.note };
  const version = await changeRecall(
    context,
    recall,
    { ...told, state, step, next_at: nextAt },
    { ...said, undoable: true },
  );
  return ok({ version, patientId: recall.patient_id });
};

export const stopRecall: Handlers["stopRecall"] = async (context, input) => {
  const found = await toChange(context, input);
  if (!found.ok) return found;
  const { because } = input;
  const said = { entryId: input.entryId, by: context.actor.name, what: "stopped", note: because, undoable: true };
  const version = await changeRecall(context, found.value, { state: "stopped", because }, said);
  return ok({ version, patientId: found.value.patient_id });
};

/** The recall stands as before; what was done stays on record (MSG-124). */
export const undoRecallEntry: Handlers["undoRecallEntry"] = async (context, { entryId }) => {
  const { tx, now, actor } = context;
  const entry = await selectEntry(tx, entryId);
  if (entry === null || entry.before === null) return fail("not-found");
  const found = await mine(context, entry.recall_id);
  if (!found.ok) return found;
  const recall = found.value;
  const { patient_id: patientId } = recall;
  if (entry.undone_at !== null) return ok({ version: recall.version, patientId });
  if (entry.by !== actor.name && !mayAlso(actor, "outreach.manage")) return fail("not-allowed");
  // Something came after it, so what it would restore is no longer what was before.
  if (recall.version !== entry.made_version) return fail("stale-version");
  // Somebody who is asked anew meanwhile is asked by that.
  const others = (await lockRecallsOf(tx, patientId)).filter((one) => one.recall_id !== recall.recall_id);
  if (isOpen(entry.before.state) && others.some((one) => isOpen(one.state))) return fail("stale-version");
  await strikeEntry(tx, entryId, { undone_at: now, undone_by: actor.name });
  const version = await updateRecall(tx, recall, { ...entry.before, changed_at: now });
  await setMoment(context, recall.recall_id, entry.before.next_at);
  await tellRecall(context, recall);
  return ok({ version, patientId });
};
