import type { Context } from "@practicum/service/define-service";
import type { PatientTables } from "@practicum/service/patient-tables";
import { sql } from "kysely";
import type { SchedulingTables } from "./tables.ts";

/** Whose is what in scheduling: the one list that merging two records goes by (SCH-126). */
export const patientTables: PatientTables<Context<SchedulingTables, unknown>> = {
  tables: [
    { table: "patient", key: "patient_id", stays: "each record keeps what it said of the person" },
    { table: "patient_word", key: "patient_id", stays: "an old name still finds the person, under the survivor" },
    { table: "appointment", key: "appointment_id", counted: "visits" },
    {
      table: "wait_entry",
      key: "entry_id",
      counted: "wait list entries",
      // A merge is refused where both wait (SCH-125): this is for what comes about at the same moment.
      once: [{ same: ["$.visit_type_id"], where: "$.state = 'waiting'" }],
      of: [{ table: "appointment", key: "appointment_id", by: "$.appointment_id" }],
    },
    { table: "patient_pcp", key: "coverage_id", once: [{ same: ["$.coverage_id"] }] },
    {
      table: "kiosk_handover",
      key: "handover_id",
      of: [{ table: "appointment", key: "appointment_id", by: "$.appointment_id" }],
    },
    {
      table: "kiosk_picture",
      key: "picture_id",
      of: [{ table: "kiosk_handover", key: "handover_id", by: "$.handover_id" }],
    },
    { table: "contact_consent", key: "patient_id", stays: "what was allowed was said of one record's numbers" },
    { table: "signed_consent", key: "consent_id", counted: "signed consents" },
    {
      table: "patient_number",
      key: "$.system || '|' || $.old_number || '|' || $.import_id",
      keyIs: "text",
    },
    { table: "patient_use", key: "patient_id", stays: "an import is taken back by the record that it made" },
    {
      table: "household_member",
      key: "patient_id",
      stays: "people say who is of a family; a duplicate is taken out by hand",
    },
    { table: "downtime_part", key: "entry_id", keyIs: "bigint" },
  ],
  arrange: pointToSurvivors,
};

/** Where each merged record leads: search and old links go by it. */
async function pointToSurvivors(
  { tx }: Context<SchedulingTables, unknown>,
  owners: ReadonlyMap<string, string>,
): Promise<void> {
  await sql`update patient p set merged_into = nullif(m.owner, m.id)
    from unnest(${[...owners.keys()]}::uuid[], ${[...owners.values()]}::uuid[]) as m (id, owner)
    where p.patient_id = m.id and p.merged_into is distinct from nullif(m.owner, m.id)`.execute(tx);
}
