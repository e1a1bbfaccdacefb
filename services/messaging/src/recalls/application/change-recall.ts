import type { RecallState } from "@practicum/contracts/messaging/recalls";
import type { Id } from "@practicum/kernel/brand";
import type { MessagingContext } from "../../handlers.ts";
import { isOpen } from "../domain/recall-course.ts";
import { insertEntry, updateRecall } from "../sql/recalls.ts";
import type { RecallBefore, RecallTable } from "../sql/tables.ts";
import { tellRecall } from "./tell-recalls.ts";

type Changed = Partial<Omit<RecallTable, "recall_id" | "version" | "patient_id">> & { readonly state: RecallState };

interface Said {
  readonly entryId?: Id<"recall-entry">;
  readonly by: string;
  readonly what: string;
  readonly note?: string;
  /** A person did it and may take it back. */
  readonly undoable?: boolean;
}

/** Changes a recall, keeps what came of it in its history, and sets or takes away its next moment. @returns its version. */
export async function changeRecall(
  context: MessagingContext,
  recall: RecallTable,
  changed: Changed,
  said: Said,
): Promise<number> {
  const { tx, now, ids } = context;
  const nextAt = isOpen(changed.state) ? (changed.next_at ?? null) : null;
  const ended = isOpen(changed.state) ? null : (recall.ended_at ?? now);
  const version = await updateRecall(tx, recall, { ...changed, next_at: nextAt, ended_at: ended, changed_at: now });
  await insertEntry(tx, {
    entry_id: said.entryId ?? ids.next<"recall-entry">(),
    recall_id: recall.recall_id,
    at: now,
    by: said.by,
    what: said.what,
    note: said.note ?? "",
    before: said.undoable ? beforeOf(recall) : null,
    made_version: version,
    undone_at: null,
    undone_by: null,
  });
  await setMoment(context, recall.recall_id, nextAt);
  context.auditPatient(recall.patient_id);
  await tellRecall(context, recall);
  return version;
}

export async function setMoment(
  context: MessagingContext,
  recallId: Id<"recall">,
  nextAt: RecallTable["next_at"],
): Promise<void> {
  if (nextAt === null) await context.cancelTimer("recall-step", recallId);
  else await context.schedule("recall-step", recallId, nextAt, {});
}

function beforeOf(recall: RecallTable): RecallBefore {
  const { state, step, next_at, calls, first_at, last_at, because, ended_at } = recall;
  return { state, step, next_at, calls, first_at, last_at, because, ended_at };
}

/** What the service does by itself. */
export const BY_ITSELF = "Practicum";
