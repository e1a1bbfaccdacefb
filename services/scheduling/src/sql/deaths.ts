import type { Death } from "@practicum/contracts/scheduling/deaths";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { Selectable } from "kysely";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

type DeathRow = Selectable<SchedulingTables["patient_death"]>;

export async function deathById(tx: T, deathId: string): Promise<DeathRow | undefined> {
  return tx.selectFrom("patient_death").selectAll().where("death_id", "=", deathId).executeTakeFirst();
}

export async function insertDeath(
  tx: T,
  row: Omit<DeathRow, "taken_back_at" | "taken_back_by" | "taken_back_because">,
): Promise<void> {
  await tx.insertInto("patient_death").values(row).execute();
}

/** Takes back whatever stands for a patient: of merged records it may have been said twice. */
export async function takeBackDeaths(
  tx: T,
  patientId: string,
  said: { readonly at: Instant; readonly by: string; readonly because: string },
): Promise<void> {
  await tx
    .updateTable("patient_death")
    .set({ taken_back_at: said.at, taken_back_by: said.by, taken_back_because: said.because })
    .where("patient_id", "=", patientId)
    .where("taken_back_at", "is", null)
    .execute();
}

/** What stands for a patient: what was said last. */
export async function standingDeath(tx: T, patientId: string): Promise<Death | null> {
  const row = await tx
    .selectFrom("patient_death")
    .selectAll()
    .where("patient_id", "=", patientId)
    .where("taken_back_at", "is", null)
    .orderBy("recorded_at", "desc")
    .orderBy("death_id", "desc")
    .executeTakeFirst();
  return row === undefined
    ? null
    : {
        deathId: row.death_id as Id<"death">,
        date: row.death_date,
        source: row.source,
        saidBy: row.said_by,
        at: row.recorded_at,
        by: row.recorded_by,
        physicianId: row.physician_id as Id<"staff"> | null,
      };
}

/** Writes what stands beside the demographics, as the next version. @returns whether that version was still there. */
export async function putDeath(tx: T, patientId: string, version: number, death: Death | null): Promise<boolean> {
  const row = await tx
    .updateTable("patient")
    .set({ death: death === null ? null : json(death), version: version + 1 })
    .where("patient_id", "=", patientId)
    .where("version", "=", version)
    .returning("patient_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Whose task the news is: the physician whom the first coverage names, where that one works here. */
export async function physicianOf(tx: T, patientId: string): Promise<Id<"staff"> | null> {
  const row = await tx
    .selectFrom("patient_pcp as c")
    .innerJoin("staff as s", "s.npi", "c.pcp_npi")
    .select("s.staff_id")
    .where("c.patient_id", "=", patientId)
    .where("s.active", "=", true)
    .orderBy("c.priority")
    .orderBy("c.coverage_id")
    .executeTakeFirst();
  return (row?.staff_id ?? null) as Id<"staff"> | null;
}

/** The entries of the wait list by which a patient waits still. */
export async function waitingOf(tx: T, patientId: string): Promise<string[]> {
  const rows = await tx
    .selectFrom("wait_entry")
    .select("entry_id")
    .where("patient_id", "=", patientId)
    .where("state", "=", "waiting")
    .orderBy("entry_id")
    .execute();
  return rows.map((row) => row.entry_id);
}

/** A patient's links by which nothing was booked yet, kept from others. */
export async function unusedLinksOf(tx: T, patientId: string) {
  return tx
    .selectFrom("booking_link")
    .selectAll()
    .where("patient_id", "=", patientId)
    .where("state", "in", ["made", "opened"])
    .where("appointment_id", "is", null)
    .orderBy("link_id")
    .forUpdate()
    .execute();
}

/** The tablets that are with a patient, or wait for one. */
export async function tabletsOf(tx: T, patientId: string) {
  return tx
    .selectFrom("kiosk_handover")
    .selectAll()
    .where("patient_id", "=", patientId)
    .where("state", "in", ["waiting", "open"])
    .orderBy("handover_id")
    .forUpdate()
    .execute();
}

/** Whether a patient is recorded as deceased. */
export async function hasDied(tx: T, patientId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("patient")
    .select("patient_id")
    .where("patient_id", "=", patientId)
    .where("death", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
}
