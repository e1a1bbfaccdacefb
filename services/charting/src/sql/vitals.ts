import type { openCritical, Vitals, vitalsRecord } from "@practicum/contracts/charting/vitals";
import { abnormalVitals, vitalLabels } from "@practicum/contracts/vital-ranges";
import type { Tx } from "@practicum/db/db";
import type { Instant, TimeZone } from "@practicum/kernel/instant";
import { dateIn } from "@practicum/kernel/instant";
import type { Selectable } from "kysely";
import type { z } from "zod";
import { bmiTenths } from "../domain/vitals.ts";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;
export type VitalsRecord = z.output<typeof vitalsRecord>;
export type OpenCritical = z.output<typeof openCritical>;

const COLUMNS = [
  "v.vitals_id",
  "v.patient_id",
  "v.encounter_id",
  "v.taken_at",
  "v.taken_by",
  "v.systolic",
  "v.diastolic",
  "v.pulse",
  "v.respiration",
  "v.temperature_hundredths_c",
  "v.oxygen_saturation",
  "v.weight_grams",
  "v.height_mm",
  "v.head_mm",
  "v.pain",
  "v.entered_in_error",
  "v.told_to",
  "v.told_by",
  "v.told_at",
  "p.birth_date",
] as const;

/** Newest first. */
export async function vitalsOfPatient(tx: T, patientId: string, zone: TimeZone): Promise<VitalsRecord[]> {
  return vitalsOfPatients(tx, [patientId], zone);
}

/** Newest first, of whomever. */
export async function vitalsOfPatients(tx: T, patientIds: readonly string[], zone: TimeZone): Promise<VitalsRecord[]> {
  const rows = await selectVitals(tx).where("v.patient_id", "in", patientIds).execute();
  return rows.map((row) => recordOf(row, zone));
}

/** Newest first. */
export async function vitalsOfEncounter(tx: T, encounterId: string, zone: TimeZone): Promise<VitalsRecord[]> {
  const rows = await selectVitals(tx).where("v.encounter_id", "=", encounterId).execute();
  return rows.map((row) => recordOf(row, zone));
}

/** The newest weight that stands, in grams; undefined where nobody weighed. */
export async function lastWeightOf(tx: T, patientId: string): Promise<{ grams: number; takenAt: Instant } | undefined> {
  const row = await tx
    .selectFrom("vitals")
    .select(["weight_grams", "taken_at"])
    .where("patient_id", "=", patientId)
    .where("weight_grams", "is not", null)
    .where("entered_in_error", "=", false)
    .orderBy("taken_at", "desc")
    .orderBy("vitals_id")
    .limit(1)
    .executeTakeFirst();
  return row?.weight_grams ? { grams: row.weight_grams, takenAt: row.taken_at } : undefined;
}

/** Sets since a moment that stand, have a critical value, and that no provider was told of; the oldest first. */
export async function openCriticals(tx: T, since: Instant, zone: TimeZone): Promise<OpenCritical[]> {
  const rows = await selectVitals(tx)
    .leftJoin("encounter as e", "e.encounter_id", "v.encounter_id")
    .leftJoin("staff as s", "s.staff_id", "e.provider_id")
    .select(["e.appointment_id", "s.display_name"])
    .where("v.taken_at", ">=", since)
    .where("v.told_at", "is", null)
    .where("v.entered_in_error", "=", false)
    .where("v.source_system", "is", null)
    .execute();
  return rows.toReversed().flatMap((row) => {
    const record = recordOf(row, zone);
    const values = criticalValues(record);
    if (values.length === 0) return [];
    const { vitalsId, patientId, encounterId, takenAt } = record;
    const { appointment_id: appointmentId, display_name: providerName } = row;
    return [{ vitalsId, patientId, encounterId, appointmentId, providerName, takenAt, values }];
  });
}

/** What is critical in a set, in words. */
export function criticalValues({ abnormal }: Pick<VitalsRecord, "abnormal">): string[] {
  return abnormal.filter((one) => one.critical).map(({ field }) => vitalLabels[field as keyof typeof vitalLabels]);
}

function selectVitals(tx: T) {
  return tx
    .selectFrom("vitals as v")
    .leftJoin("patient as p", "p.patient_id", "v.patient_id")
    .select(COLUMNS)
    .orderBy("v.taken_at", "desc")
    .orderBy("v.vitals_id");
}

type VitalsRow = Selectable<ChartingTables["vitals"]> & { readonly birth_date: string | null };

/** What is abnormal is said for the age on the day they were taken. */
function recordOf(
  row: Omit<VitalsRow, "source_system" | "source_id" | "taken_over_by" | "struck_at" | "struck_by" | "strike_reason">,
  zone: TimeZone,
): VitalsRecord {
  const values: Vitals = {
    systolic: row.systolic,
    diastolic: row.diastolic,
    pulse: row.pulse,
    respiration: row.respiration,
    temperatureHundredthsC: row.temperature_hundredths_c,
    oxygenSaturation: row.oxygen_saturation,
    weightGrams: row.weight_grams,
    heightMm: row.height_mm,
    headMm: row.head_mm,
    pain: row.pain,
  };
  const on = dateIn(row.taken_at, zone);
  return {
    ...values,
    vitalsId: row.vitals_id,
    patientId: row.patient_id,
    encounterId: row.encounter_id,
    takenAt: row.taken_at,
    takenBy: row.taken_by,
    enteredInError: row.entered_in_error,
    told: row.told_at === null ? null : { to: row.told_to ?? "", by: row.told_by ?? "", at: row.told_at },
    abnormal: row.birth_date === null ? [] : abnormalVitals(values, row.birth_date, on),
    bmiTenths: row.birth_date === null ? null : bmiTenths(values, row.birth_date, on),
  };
}

/** A set that was struck since is not the one that was meant. */
export async function insertVitals(
  tx: T,
  ids: { readonly vitalsId: string; readonly patientId: string; readonly encounterId: string | null },
  v: Vitals,
  w: Written,
): Promise<WroteOnce> {
  const content = {
    patient_id: ids.patientId,
    encounter_id: ids.encounterId,
    taken_by: w.by,
    systolic: v.systolic,
    diastolic: v.diastolic,
    pulse: v.pulse,
    respiration: v.respiration,
    temperature_hundredths_c: v.temperatureHundredthsC,
    oxygen_saturation: v.oxygenSaturation,
    weight_grams: v.weightGrams,
    height_mm: v.heightMm,
    head_mm: v.headMm,
    pain: v.pain,
  };
  const written = await tx
    .insertInto("vitals")
    .values({ vitals_id: ids.vitalsId, taken_at: w.at, ...content })
    .onConflict((conflict) => conflict.column("vitals_id").doNothing())
    .returning("vitals_id")
    .executeTakeFirst();
  if (written) return "written";
  const same = await tx
    .selectFrom("vitals")
    .select("vitals_id")
    .where("vitals_id", "=", ids.vitalsId)
    .where("entered_in_error", "=", false)
    .where((eb) => isSame(eb, content))
    .executeTakeFirst();
  return same ? "same" : "other";
}

/** Marks a set as an error; false when it is not this patient's or was marked before. */
export async function strikeVitals(
  tx: T,
  s: { readonly vitalsId: string; readonly patientId: string; readonly reason: string },
  w: Written,
): Promise<boolean> {
  const struck = await tx
    .updateTable("vitals")
    .set({ entered_in_error: true, struck_at: w.at, struck_by: w.by, strike_reason: s.reason })
    .where("vitals_id", "=", s.vitalsId)
    .where("patient_id", "=", s.patientId)
    .where("entered_in_error", "=", false)
    .returning("vitals_id")
    .executeTakeFirst();
  return struck !== undefined;
}

/** Keeps that the provider was told; the first word counts. Undefined when it is no set of this patient's that stands. */
export async function tellVitals(
  tx: T,
  t: { readonly vitalsId: string; readonly patientId: string; readonly to: string },
  w: Written,
): Promise<"told" | "known" | undefined> {
  const found = await tx
    .selectFrom("vitals")
    .select("told_at")
    .where("vitals_id", "=", t.vitalsId)
    .where("patient_id", "=", t.patientId)
    .where("entered_in_error", "=", false)
    .forUpdate()
    .executeTakeFirst();
  if (!found) return undefined;
  if (found.told_at !== null) return "known";
  await tx
    .updateTable("vitals")
    .set({ told_to: t.to, told_by: w.by, told_at: w.at })
    .where("vitals_id", "=", t.vitalsId)
    .execute();
  return "told";
}
