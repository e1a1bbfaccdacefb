import { fail, type DomainError } from "@practicum/contracts/error";
import type { patientRecordsMoved } from "@practicum/contracts/patient-merges";
import {
  duplicatesChanged,
  patientsMerged,
  patientsUnmerged,
  type mergeOperations,
} from "@practicum/contracts/scheduling/merges";
import type { Id } from "@practicum/kernel/brand";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import { ok, type Result } from "@practicum/kernel/result";
import { followMerge } from "@practicum/service/follow-merges";
import { keepOthersOut, mergedNow } from "@practicum/service/settle-patients";
import type { z } from "zod";
import { decideMerge } from "../domain/decide-merge.ts";
import {
  bothWaitFor,
  changePair,
  endMerge,
  insertMerge,
  keepMoved,
  lockPair,
  mergeById,
  mergeCount,
  mergePage,
  overlapOf,
  pairOf,
} from "../sql/merges.ts";
import { patientTables } from "./patient-tables.ts";
import { patientById } from "../sql/patients.ts";
import { actorNameOf } from "./actor-name.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

type In<O extends keyof typeof mergeOperations> = z.output<(typeof mergeOperations)[O]["input"]>;
type Out<O extends keyof typeof mergeOperations> = z.input<(typeof mergeOperations)[O]["output"]>;
type Reply<O extends keyof typeof mergeOperations> = Promise<Result<Out<O>, DomainError>>;

/** Makes two records one (SCH-124 to SCH-127): here in this transaction, in the other services by the event. */
export async function mergePatients(context: SchedulingContext, input: In<"mergePatients">): Reply<"mergePatients"> {
  const { tx, now } = context;
  const { mergeId, survivorId, duplicateId, reason } = input;
  if (survivorId === duplicateId) return fail("invalid-input", sameRecord);
  const before = await mergeById(tx, mergeId);
  if (before) {
    const same = before.survivor_id === survivorId && before.duplicate_id === duplicateId && before.reason === reason;
    if (same && before.undone_at === null) return ok({ mergeId });
    return fail("already-recorded", { field: "mergeId" });
  }
  // Two who merge the same records at once go one after the other, and what is written to either now is seen.
  await keepOthersOut(tx, [survivorId, duplicateId]);
  const pair = await lockPair(tx, pairOf(survivorId, duplicateId));
  const decided = decideMerge(
    {
      survivor: await patientById(tx, survivorId),
      duplicate: await patientById(tx, duplicateId),
      oneIsMerged: (await mergedNow(tx, [survivorId, duplicateId])).into.size > 0,
      overlapOn: await overlapOf(tx, survivorId, duplicateId),
      bothWait: await bothWaitFor(tx, survivorId, duplicateId),
    },
    input,
  );
  if (!decided.ok) return decided;
  const by = actorNameOf(context);
  await insertMerge(tx, {
    merge_id: mergeId,
    survivor_id: survivorId,
    duplicate_id: duplicateId,
    reason,
    merged_at: now,
    merged_by: by,
    undone_at: null,
    undone_by: null,
    undone_because: null,
  });
  await followMerge(context, "scheduling", patientTables, {
    mergeId,
    survivorId,
    duplicateId,
    mergedAt: now,
    undone: false,
  });
  if (pair) await changePair(tx, pair, { state: "merged" });
  context.emit(patientsMerged, { mergeId, survivorId, duplicateId, mergedAt: now, by, at: now });
  context.emit(duplicatesChanged, { at: now });
  return ok({ mergeId });
}

const sameRecord = {
  field: "duplicateId",
  fields: [{ field: "duplicateId", message: "This is the same record. Choose the other one." }],
};

/** Takes a merge back (SCH-129): all goes home that was the duplicate's, and what was added to it meanwhile. Done again it is done. */
export async function unmergePatients(
  context: SchedulingContext,
  { mergeId, because }: In<"unmergePatients">,
): Reply<"unmergePatients"> {
  const { tx, now } = context;
  const merge = await mergeById(tx, mergeId);
  if (!merge) return fail("not-found", { field: "mergeId" });
  const of = { survivorId: merge.survivor_id as Id<"patient">, duplicateId: merge.duplicate_id as Id<"patient"> };
  if (merge.undone_at !== null) return ok(of);
  const by = actorNameOf(context);
  await endMerge(tx, mergeId, { undone_at: now, undone_by: by, undone_because: because });
  const known = { mergeId, ...of, mergedAt: merge.merged_at };
  await followMerge(context, "scheduling", patientTables, { ...known, undone: true });
  const pair = await lockPair(tx, pairOf(of.survivorId, of.duplicateId));
  // What was one person by mistake is not proposed again by the next look.
  if (pair) {
    const said = { dismissed_by: by, dismissed_at: now, dismissed_because: because || "A merge was taken back" };
    await changePair(tx, pair, { state: "dismissed", ...said });
  }
  context.emit(patientsUnmerged, { ...known, mergeId, by, at: now });
  context.emit(duplicatesChanged, { at: now });
  return ok(of);
}

export async function listMerges(
  { tx }: SchedulingContext,
  { patientId, before, limit }: In<"listMerges">,
): Reply<"listMerges"> {
  const after = placeOf(before, ["instant", "uuid"]);
  if (before !== null && after === null) return fail("invalid-input", { field: "before" });
  const rows = await mergePage(tx, { patientId, after, limit });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  return ok({
    merges: page,
    next: last ? placeAfter([last.mergedAt, last.mergeId]) : null,
    all: after === null ? { count: await mergeCount(tx, patientId) } : null,
  });
}

/** Keeps what a service says that it has moved (SCH-131). */
export function keepWhatMoved(service: Parameters<typeof patientRecordsMoved>[0]) {
  return async (
    { tx }: SchedulingContext,
    { mergeId, undone, moved, aside, at }: z.output<ReturnType<typeof patientRecordsMoved>["payload"]>,
  ): Promise<void> => keepMoved(tx, { merge_id: mergeId, service, undone, moved, aside, at });
}
