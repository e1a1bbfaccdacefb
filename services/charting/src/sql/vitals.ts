import type { Vitals, vitalsRecord } from "@practicum/contracts/charting/vitals";
import { abnormalVitals } from "@practicum/contracts/vital-ranges";
import type { Tx } from "@practicum/db/db";
import type { TimeZone } from "@practicum/kernel/instant";
import { dateIn } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type RawBuilder } from "kysely";
import type { z } from "zod";
import { bmiTenths } from "../domain/vitals.ts";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import { writeOnce, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;
export type VitalsRecord = z.output<typeof vitalsRecord>;
type VitalsRow = Omit<VitalsRecord, "abnormal" | "bmiTenths"> & { readonly bornOn: LocalDate | null };

const RECORDS_MAX = 500;

export async function vitalsOfPatient(tx: T, patientId: string, zone: TimeZone): Promise<VitalsRecord[]> {
  return select(tx, sql`v.patient_id = ${patientId}`, zone);
}

export async function vitalsOfEncounter(tx: T, encounterId: string, zone: TimeZone): Promise<VitalsRecord[]> {
  return select(tx, sql`v.encounter_id = ${encounterId}`, zone);
}

/** Newest first. What is abnormal is said for the age on the day they were taken. */
async function select(tx: T, where: RawBuilder<unknown>, zone: TimeZone): Promise<VitalsRecord[]> {
  const { rows } = await sql<VitalsRow>`
    select v.vitals_id as "vitalsId", v.patient_id as "patientId", v.encounter_id as "encounterId", v.taken_at as "takenAt",
      v.taken_by as "takenBy", v.systolic, v.diastolic, v.pulse, v.respiration,
      v.temperature_hundredths_c as "temperatureHundredthsC", v.oxygen_saturation as "oxygenSaturation",
      v.weight_grams as "weightGrams", v.height_mm as "heightMm", v.pain, v.entered_in_error as "enteredInError",
      p.birth_date as "bornOn"
    from vitals v left join patient p on p.patient_id = v.patient_id
    where ${where} order by v.taken_at desc, v.vitals_id limit ${RECORDS_MAX}`.execute(tx);
  return rows.map(({ bornOn, ...row }) => {
    if (bornOn === null) return { ...row, abnormal: [], bmiTenths: null };
    const on = dateIn(row.takenAt, zone);
    return { ...row, abnormal: abnormalVitals(row, bornOn, on), bmiTenths: bmiTenths(row, bornOn, on) };
  });
}

/** A set that was struck since is not the one that was meant. */
export async function insertVitals(
  tx: T,
  ids: { readonly vitalsId: string; readonly patientId: string; readonly encounterId: string | null },
  v: Vitals,
  w: Written,
): Promise<WroteOnce> {
  return writeOnce(
    tx,
    sql`insert into vitals (vitals_id, patient_id, encounter_id, taken_at, taken_by, systolic, diastolic, pulse, respiration,
        temperature_hundredths_c, oxygen_saturation, weight_grams, height_mm, pain)
      values (${ids.vitalsId}, ${ids.patientId}, ${ids.encounterId}, ${w.at}, ${w.by}, ${v.systolic}, ${v.diastolic}, ${v.pulse},
        ${v.respiration}, ${v.temperatureHundredthsC}, ${v.oxygenSaturation}, ${v.weightGrams}, ${v.heightMm}, ${v.pain})
      on conflict (vitals_id) do nothing returning vitals_id`,
    sql`select 1 from vitals
      where vitals_id = ${ids.vitalsId} and not entered_in_error
        and (patient_id, encounter_id, taken_by, systolic, diastolic, pulse, respiration, temperature_hundredths_c,
          oxygen_saturation, weight_grams, height_mm, pain)
        is not distinct from (${ids.patientId}, ${ids.encounterId}, ${w.by}, ${v.systolic}, ${v.diastolic}, ${v.pulse},
          ${v.respiration}, ${v.temperatureHundredthsC}, ${v.oxygenSaturation}, ${v.weightGrams}, ${v.heightMm}, ${v.pain})`,
  );
}

/** Marks a set as an error; false when it is not this patient's or was marked before. */
export async function strikeVitals(
  tx: T,
  s: { readonly vitalsId: string; readonly patientId: string; readonly reason: string },
  w: Written,
): Promise<boolean> {
  const { rows } = await sql`
    update vitals set entered_in_error = true, struck_at = ${w.at}, struck_by = ${w.by}, strike_reason = ${s.reason}
    where vitals_id = ${s.vitalsId} and patient_id = ${s.patientId} and not entered_in_error returning vitals_id`.execute(
    tx,
  );
  return rows.length > 0;
}
