import { patientRecordsMoved } from "@practicum/contracts/patient-merges";
import { patientsMerged, patientsUnmerged } from "@practicum/contracts/scheduling/merges";
import type { Id } from "@practicum/kernel/brand";
import { addMinutes } from "@practicum/kernel/instant";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { consumer, type Consumer, type Context, type TimerHandler } from "./define-service.ts";
import type { KnownMerge } from "./merged-owners.ts";
import type { PatientTables } from "./patient-tables.ts";
import { countRecords, noteMerge, outcomeOfMerge, settlePatients } from "./settle-patients.ts";

type Service = Parameters<typeof patientRecordsMoved>[0];
type Heard = Omit<z.output<typeof patientsMerged.payload>, "by" | "at">;

/** After this long whatever was under way when two records were merged is done: what it added to the duplicate goes along, too. */
const AGAIN_MINUTES = 2;
export const MERGE_TIMER = "merge-settles";

/** Moves a duplicate's rows to the survivor, or home again where the merge was taken back, and tells that it is done. */
export async function followMerge<Schema, Ports>(
  context: Context<Schema, Ports>,
  service: Service,
  tables: PatientTables<Context<Schema, Ports>>,
  merge: KnownMerge,
): Promise<void> {
  const { mergeId, survivorId, duplicateId } = merge;
  await noteMerge(context.tx, merge);
  await settleMerge(context, service, tables, { mergeId, survivorId, duplicateId });
  await context.schedule(MERGE_TIMER, mergeId, addMinutes(context.now, AGAIN_MINUTES), {
    mergeId,
    survivorId,
    duplicateId,
  });
}

async function settleMerge<Schema, Ports>(
  context: Context<Schema, Ports>,
  service: Service,
  tables: PatientTables<Context<Schema, Ports>>,
  of: Pick<KnownMerge, "mergeId" | "survivorId" | "duplicateId">,
): Promise<void> {
  const owners = await settlePatients(context, tables, [of.survivorId, of.duplicateId]);
  const undone = owners.get(of.duplicateId) === of.duplicateId;
  const { moved, aside } = undone ? { moved: 0, aside: [] } : await outcomeOfMerge(context.tx, tables, of.duplicateId);
  context.emit(patientRecordsMoved(service), {
    mergeId: of.mergeId as Id<"merge">,
    survivorId: of.survivorId as Id<"patient">,
    duplicateId: of.duplicateId as Id<"patient">,
    undone,
    moved,
    aside,
    at: context.now,
  });
}

/** The consumers, the timer and the query by which a service follows merges: for its declaration. */
export function followsMerges<Schema, Ports>(service: Service, tables: PatientTables<Context<Schema, Ports>>) {
  const heard = (undone: boolean) => (context: Context<Schema, Ports>, merge: Heard) =>
    followMerge(context, service, tables, { ...merge, undone });
  const consumers: { readonly [name in "patients-merged" | "patients-unmerged"]: Consumer<Schema, Ports> } = {
    "patients-merged": consumer<Schema, Ports, typeof patientsMerged.payload>(patientsMerged, heard(false)),
    "patients-unmerged": consumer<Schema, Ports, typeof patientsUnmerged.payload>(patientsUnmerged, heard(true)),
  };
  return { consumers, timers: { [MERGE_TIMER]: settlesAgain(service, tables) } };
}

export function settlesAgain<Schema, Ports>(
  service: Service,
  tables: PatientTables<Context<Schema, Ports>>,
): TimerHandler<Schema, Ports> {
  return (context, { payload }) =>
    settleMerge(context, service, tables, {
      mergeId: String(payload["mergeId"]),
      survivorId: String(payload["survivorId"]),
      duplicateId: String(payload["duplicateId"]),
    });
}

/** Of each patient, how much of what: what a merge would move. */
export function holdingsOf<Schema, Ports>(tables: PatientTables<Context<Schema, Ports>>) {
  return async (
    { tx }: Context<Schema, Ports>,
    { patientIds }: { readonly patientIds: readonly Id<"patient">[] },
  ): Promise<Ok<{ patientId: Id<"patient">; counts: { what: string; count: number }[] }[]>> => {
    const rows = await countRecords(tx, tables, patientIds);
    return ok(
      patientIds.map((patientId) => ({
        patientId,
        counts: rows.filter((row) => row.patientId === patientId).map(({ what, count }) => ({ what, count })),
      })),
    );
  };
}
