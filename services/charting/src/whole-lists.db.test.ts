import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TODAY, encounter, openClinic, patient, value, type Clinic } from "./test/clinic.ts";

/** More than any list of the chart was ever cut at. */
const MANY = 1200;

describe.each(databaseKinds)("a long chart on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());
  const rows = (sql: string) => clinic.kit.rows("charting", sql);
  const each = `from generate_series(1, ${MANY}) as n`;

  test("CHT-130 every allergy, medication, result and set of vital signs of a chart is there, the last one too", async () => {
    const patientId = await patient(clinic);
    const at = "2026-11-20T17:00:00Z";
    await rows(`insert into allergy (allergy_id, patient_id, substance, reaction, severity, recorded_at, recorded_by)
      select gen_random_uuid(), '${patientId}', 'Substance ' || lpad(n::text, 5, '0'), 'hives', 'mild', '${at}', 'Import' ${each}`);
    await rows(`insert into medication (medication_id, patient_id, name, directions, recorded_at, recorded_by)
      select gen_random_uuid(), '${patientId}', 'Drug ' || lpad(n::text, 5, '0'), 'daily', '${at}', 'Import' ${each}`);
    await rows(`insert into vitals (vitals_id, patient_id, taken_at, taken_by, pulse)
      select gen_random_uuid(), '${patientId}', timestamptz '${at}' - n * interval '1 day', 'Import', 70 ${each}`);
    const chart = value(await clinic.call("getChart", { patientId }, { as: clinic.chen }));
    expect(chart.allergies.entries).toHaveLength(MANY);
    expect(chart.allergies.entries.at(-1)?.substance).toBe("Substance 01200");
    expect(chart.medications.entries).toHaveLength(MANY);
    expect(chart.medications.entries.at(-1)?.name).toBe("Drug 01200");
    expect(chart.vitals).toHaveLength(MANY);
  });

  test("CHT-131 no critical set waits unseen behind others of the day, and no unsigned note or visit is left out", async () => {
    const { encounterId, patientId } = await encounter(clinic, clinic.chen);
    const earlier = addMinutes(clinic.kit.clock.now(), -60);
    await rows(`insert into vitals (vitals_id, patient_id, encounter_id, taken_at, taken_by, systolic, diastolic)
      values (gen_random_uuid(), '${patientId}', '${encounterId}', '${earlier}', 'Kim', 190, 130)`);
    await rows(`insert into vitals (vitals_id, patient_id, taken_at, taken_by, pulse)
      select gen_random_uuid(), '${patientId}', timestamptz '${earlier}' + n * interval '1 second', 'Kim', 70 ${each}`);
    await rows(`insert into encounter (encounter_id, patient_id, visit_type_name, service_date, provider_id)
      select gen_random_uuid(), '${patientId}', 'Office visit', date '2026-11-22' - n, '${clinic.chen.staffId}' ${each}`);
    const open = value(await clinic.call("openCriticals", {}, { as: clinic.ma }));
    expect(open).toMatchObject([{ encounterId, patientId }]);
    const day = value(await clinic.call("providerDay", { providerId: null, date: TODAY }, { as: clinic.chen }));
    expect(day.unsigned.filter((one) => one.patientId === patientId)).toHaveLength(MANY + 1);
    const { encounters } = value(await clinic.call("getChart", { patientId }, { as: clinic.chen }));
    expect(encounters).toHaveLength(MANY + 1);
  });
});
