import type { FollowUp } from "@practicum/contracts/charting/follow-ups";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { WrittenBy } from "./change-lists.ts";
import type { ChartingTables, EncounterStatus } from "./tables.ts";

type T = Tx<ChartingTables>;

export interface KeptFollowUp {
  /** Null while nobody has said anything. */
  readonly value: FollowUp | null;
  readonly version: number;
  readonly savedBy: string | null;
  readonly savedById: string | null;
  readonly savedAt: Instant | null;
}

export async function followUpOf(tx: T, encounterId: string): Promise<KeptFollowUp> {
  const row = await tx
    .selectFrom("follow_up")
    .select(["content as value", "version", "saved_by as savedBy", "saved_by_id as savedById", "saved_at as savedAt"])
    .where("encounter_id", "=", encounterId)
    .executeTakeFirst();
  return row ?? { value: null, version: 0, savedBy: null, savedById: null, savedAt: null };
}

/** Keeps what was said over the version that was seen. @returns whether that was the newest. */
export async function keepFollowUp(
  tx: T,
  one: { readonly encounterId: string; readonly baseVersion: number; readonly followUp: FollowUp },
  by: WrittenBy,
): Promise<boolean> {
  const said = {
    content: json(one.followUp),
    version: one.baseVersion + 1,
    saved_at: by.at,
    saved_by: by.by,
    saved_by_id: by.byId,
  };
  const kept = await tx
    .insertInto("follow_up")
    .values({ encounter_id: one.encounterId, ...said })
    .onConflict((conflict) =>
      conflict.column("encounter_id").doUpdateSet(said).where("follow_up.version", "=", one.baseVersion),
    )
    .returning("version")
    .executeTakeFirst();
  return kept !== undefined;
}

interface NoteOfVisit {
  readonly encounterId: string;
  readonly patientId: string;
  readonly serviceDate: LocalDate;
  readonly status: EncounterStatus;
}

export async function noteOfVisit(tx: T, appointmentId: string): Promise<NoteOfVisit | undefined> {
  return tx
    .selectFrom("encounter")
    .select(["encounter_id as encounterId", "patient_id as patientId", "service_date as serviceDate", "status"])
    .where("appointment_id", "=", appointmentId)
    .executeTakeFirst();
}
