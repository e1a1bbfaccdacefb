import type { encounterSummary } from "@practicum/contracts/charting/encounters";
import type { PersonName } from "@practicum/contracts/schema";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import type { ExpressionBuilder } from "kysely";
import type { z } from "zod";
import type { CodedBy } from "../domain/others-entries.ts";
import type { EarlierVisits } from "../domain/visit-code.ts";
import type { ChartingTables, Diagnosis, EncounterStatus, Procedure } from "./tables.ts";

type T = Tx<ChartingTables>;
export type EncounterSummary = z.output<typeof encounterSummary>;

/** An encounter without what hangs on it. */
export interface EncounterRow {
  readonly encounterId: string;
  readonly patientId: string;
  readonly patientName: PersonName;
  readonly birthDate: LocalDate;
  readonly sex: "female" | "male" | "unknown";
  readonly mrn: string;
  readonly appointmentId: string | null;
  readonly locationId: string | null;
  readonly visitTypeName: string;
  readonly serviceDate: LocalDate;
  readonly start: LocalTime | null;
  readonly providerId: string;
  readonly providerName: string;
  readonly supervisorId: string | null;
  readonly status: EncounterStatus;
  readonly diagnoses: Diagnosis[];
  readonly procedures: Procedure[];
  readonly codingVersion: number;
  readonly codedBy: CodedBy;
  readonly signedAt: Instant | null;
  readonly signedBy: string | null;
  readonly cosignedAt: Instant | null;
  readonly cosignedBy: string | null;
  readonly seal: string | null;
}

const SUMMARY = [
  "e.encounter_id",
  "e.patient_id",
  "p.family",
  "p.given",
  "p.middle",
  "p.suffix",
  "p.birth_date",
  "e.appointment_id",
  "e.visit_type_name",
  "e.service_date",
  "e.start_time",
  "e.provider_id",
  "e.provider_name",
  "s.display_name",
  "e.supervisor_id",
  "e.status",
  "e.diagnoses",
] as const;

function selectEncounters(tx: T) {
  return tx
    .selectFrom("encounter as e")
    .leftJoin("patient as p", "p.patient_id", "e.patient_id")
    .leftJoin("staff as s", "s.staff_id", "e.provider_id")
    .select(SUMMARY);
}

type SummaryRow = Awaited<ReturnType<ReturnType<typeof selectEncounters>["execute"]>>[number];

/** Names that have not come yet are shown as not known. */
function summaryOf(row: SummaryRow): EncounterSummary {
  return {
    encounterId: row.encounter_id,
    patientId: row.patient_id,
    patientName: {
      family: row.family ?? "?",
      given: row.given ?? "?",
      middle: row.middle,
      suffix: row.suffix,
    },
    birthDate: row.birth_date ?? "1900-01-01",
    appointmentId: row.appointment_id,
    visitTypeName: row.visit_type_name,
    serviceDate: row.service_date,
    start: row.start_time,
    providerId: row.provider_id,
    providerName: row.provider_name ?? row.display_name ?? "Unknown provider",
    supervisorId: row.supervisor_id,
    status: row.status,
    diagnoses: [...row.diagnoses],
  };
}

/** How the row is read: `share` lets nobody sign while a part is written, `update` lets nobody write while it is signed. */
export type EncounterLock = "share" | "update";

export async function encounterById(
  tx: T,
  encounterId: string,
  lock?: EncounterLock,
): Promise<EncounterRow | undefined> {
  const row = await selectEncounters(tx)
    .select([
      "p.sex",
      "p.mrn",
      "e.location_id",
      "e.procedures",
      "e.coding_version",
      "e.coded_by",
      "e.signed_at",
      "e.signed_by",
      "e.cosigned_at",
      "e.cosigned_by",
      "e.seal",
    ])
    .where("e.encounter_id", "=", encounterId)
    .$if(lock === "share", (query) => query.forShare("e"))
    .$if(lock === "update", (query) => query.forUpdate("e"))
    .executeTakeFirst();
  if (!row) return undefined;
  return {
    ...summaryOf(row),
    sex: row.sex ?? "unknown",
    mrn: row.mrn ?? "",
    locationId: row.location_id,
    procedures: [...row.procedures],
    codingVersion: row.coding_version,
    codedBy: row.coded_by,
    signedAt: row.signed_at,
    signedBy: row.signed_by,
    cosignedAt: row.cosigned_at,
    cosignedBy: row.cosigned_by,
    seal: row.seal,
  };
}

/** The newest first. */
export async function encountersOfPatient(tx: T, patientId: string): Promise<EncounterSummary[]> {
  const rows = await selectEncounters(tx)
    .where("e.patient_id", "=", patientId)
    .orderBy("e.service_date", "desc")
    .orderBy("e.start_time", (order) => order.desc().nullsLast())
    .execute();
  return rows.map(summaryOf);
}

/** The patient's visit here of a day, the open one first. */
export async function encounterOfDay(
  tx: T,
  patientId: string,
  on: LocalDate,
): Promise<Pick<EncounterRow, "encounterId" | "locationId" | "providerId"> | undefined> {
  return (
    tx
      .selectFrom("encounter")
      .select(["encounter_id as encounterId", "location_id as locationId", "provider_id as providerId"])
      .where("patient_id", "=", patientId)
      .where("service_date", "=", on)
      .where("source_system", "is", null)
      .orderBy((eb) => eb("status", "=", "open"), "desc")
      .orderBy("start_time", "desc")
      .orderBy("encounter_id")
      // limit: a person is mostly here once a day.
      .limit(1)
      .executeTakeFirst()
  );
}

/** A provider's encounters of a day, by time. */
export async function encountersOfDay(tx: T, providerId: string, date: LocalDate): Promise<EncounterSummary[]> {
  const rows = await selectEncounters(tx)
    .where("e.provider_id", "=", providerId)
    .where("e.service_date", "=", date)
    .orderBy("e.start_time")
    .orderBy("e.encounter_id")
    .execute();
  return rows.map(summaryOf);
}

/** A provider's notes that wait to be finished, the oldest first. */
export async function openEncounters(tx: T, providerId: string): Promise<EncounterSummary[]> {
  const rows = await selectEncounters(tx)
    .where("e.provider_id", "=", providerId)
    .where("e.status", "=", "open")
    .orderBy("e.service_date")
    .orderBy("e.start_time")
    .orderBy("e.encounter_id")
    .execute();
  return rows.map(summaryOf);
}

/** Notes that wait for a physician's co-signature and are not with their authors, the oldest first. */
export async function encountersToCosign(tx: T, supervisorId: string): Promise<EncounterSummary[]> {
  const rows = await selectEncounters(tx)
    .where("e.supervisor_id", "=", supervisorId)
    .where("e.status", "=", "awaiting-cosign")
    .where((eb) => eb(lastCosignStep(eb), "is distinct from", "returned"))
    .orderBy("e.service_date")
    .orderBy("e.start_time")
    .orderBy("e.encounter_id")
    .execute();
  return rows.map(summaryOf);
}

/** A provider's signed notes that the supervisor returned, the oldest first. */
export async function returnedEncounters(tx: T, providerId: string): Promise<EncounterSummary[]> {
  const rows = await selectEncounters(tx)
    .where("e.provider_id", "=", providerId)
    .where("e.status", "=", "awaiting-cosign")
    .where((eb) => eb(lastCosignStep(eb), "=", "returned"))
    .orderBy("e.service_date")
    .orderBy("e.start_time")
    .orderBy("e.encounter_id")
    .execute();
  return rows.map(summaryOf);
}

type OfEncounter = ExpressionBuilder<ChartingTables & { readonly e: ChartingTables["encounter"] }, "e">;

/** The last that was said about an encounter's co-signature: `returned` makes it the author's turn. */
function lastCosignStep(eb: OfEncounter) {
  return (
    eb
      .selectFrom("cosign_step as s")
      .whereRef("s.encounter_id", "=", "e.encounter_id")
      .select("s.kind")
      .orderBy("s.place", "desc")
      // limit: the last one.
      .limit(1)
  );
}

export interface OpenedEncounter {
  readonly encounterId: string;
  readonly patientId: string;
  readonly appointmentId: string;
  readonly locationId: string;
  readonly visitTypeName: string;
  readonly serviceDate: LocalDate;
  readonly start: LocalTime;
  readonly providerId: string;
}

const FOLLOWED = ["location_id", "visit_type_name", "service_date", "start_time", "provider_id"] as const;

/** Opens an encounter, or brings an open one up to date. False when it is signed already, or nothing about it changed. */
export async function openEncounter(tx: T, e: OpenedEncounter): Promise<boolean> {
  const followed = {
    location_id: e.locationId,
    visit_type_name: e.visitTypeName,
    service_date: e.serviceDate,
    start_time: e.start,
    provider_id: e.providerId,
  };
  const opened = await tx
    .insertInto("encounter")
    .values({
      encounter_id: e.encounterId,
      patient_id: e.patientId,
      appointment_id: e.appointmentId,
      ...followed,
    })
    .onConflict((conflict) =>
      conflict
        .column("encounter_id")
        .doUpdateSet(followed)
        .where("encounter.status", "=", "open")
        .where((eb) =>
          eb.or(FOLLOWED.map((column) => eb(`encounter.${column}`, "is distinct from", eb.ref(`excluded.${column}`)))),
        ),
    )
    .returning("encounter_id")
    .executeTakeFirst();
  return opened !== undefined;
}

/**
 * Takes an encounter back in which nobody has written anything. First it waits for whoever writes in it now; only a statement
 * that begins after that sees what they wrote (READ COMMITTED looks again at the locked row alone, not at what refers to it).
 */
export async function dropUntouchedEncounter(
  tx: T,
  appointmentId: string,
): Promise<{ readonly encounterId: string; readonly patientId: string }[]> {
  await tx
    .selectFrom("encounter")
    .select("encounter_id")
    .where("appointment_id", "=", appointmentId)
    .forUpdate()
    .execute();
  return tx
    .deleteFrom("encounter as e")
    .where("e.appointment_id", "=", appointmentId)
    .where("e.status", "=", "open")
    .where("e.coding_version", "=", 0)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom("note_version as t").select("t.encounter_id").whereRef("t.encounter_id", "=", "e.encounter_id"),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom("note_answer as t").select("t.encounter_id").whereRef("t.encounter_id", "=", "e.encounter_id"),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("medication_order as t")
            .select("t.encounter_id")
            .whereRef("t.encounter_id", "=", "e.encounter_id"),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("in_house_order as t")
            .select("t.encounter_id")
            .whereRef("t.encounter_id", "=", "e.encounter_id"),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom("vitals as t").select("t.encounter_id").whereRef("t.encounter_id", "=", "e.encounter_id"),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom("private_note as t").select("t.encounter_id").whereRef("t.encounter_id", "=", "e.encounter_id"),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb.selectFrom("follow_up as t").select("t.encounter_id").whereRef("t.encounter_id", "=", "e.encounter_id"),
        ),
      ),
    )
    .returning(["e.encounter_id as encounterId", "e.patient_id as patientId"])
    .execute();
}

/** Whether a visit's event is the newest that was seen of it; events may come late and out of order. */
export async function isNewestOfVisit(
  tx: T,
  visit: { readonly appointmentId: string; readonly version: number },
): Promise<boolean> {
  const { appointmentId, version } = visit;
  const newest = await tx
    .insertInto("visit")
    .values({ appointment_id: appointmentId, version })
    .onConflict((conflict) =>
      conflict.column("appointment_id").doUpdateSet({ version }).where("visit.version", "<=", version),
    )
    .returning("appointment_id")
    .executeTakeFirst();
  return newest !== undefined;
}

/** When the patient was last seen before a visit, here and in a history that was taken over. A visit counts once its note is signed. */
export async function earlierVisits(
  tx: T,
  e: { readonly encounterId: string; readonly patientId: string; readonly serviceDate: LocalDate },
): Promise<EarlierVisits> {
  const seen = tx
    .selectFrom("encounter as e")
    .leftJoin("staff as s", "s.staff_id", "e.provider_id")
    .select((eb) => [
      "e.service_date as on",
      eb.fn.coalesce("e.provider_name", "s.display_name", eb.val("a provider")).as("providerName"),
    ])
    .where("e.patient_id", "=", e.patientId)
    .where("e.encounter_id", "<>", e.encounterId)
    .where("e.service_date", "<=", e.serviceDate)
    .where("e.status", "<>", "open")
    .orderBy("e.service_date", "desc")
    .limit(1);
  const here = await seen.where("e.source_system", "is", null).executeTakeFirst();
  const takenOver = await seen.where("e.source_system", "is not", null).executeTakeFirst();
  return { here: here ?? null, takenOver: takenOver?.on ?? null };
}
