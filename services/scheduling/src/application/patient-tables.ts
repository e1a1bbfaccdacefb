import { must } from "@practicum/kernel/assert";
import type { PatientTables } from "@practicum/service/patient-tables";
import { lockHousehold } from "../sql/households.ts";
import { followFamilies, pointToSurvivors, survivorsOf } from "../sql/merged-records.ts";
import { tellRefusedOfMerged } from "./contact-choices.ts";
import { settleDeaths } from "./deaths.ts";
import { followedTo } from "./household-members.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Whose is what in scheduling: the one list that merging two records goes by (SCH-126). */
export const patientTables: PatientTables<SchedulingContext> = {
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
    {
      table: "asked_back",
      key: "appointment_id",
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
    {
      table: "contact_consent",
      key: "patient_id",
      stays: "what was allowed was said of one record's numbers; the survivor's are read with it (SCH-191)",
    },
    { table: "pharmacy_choice", key: "choice_id", once: [{ same: [] }] },
    {
      table: "booking_link",
      key: "link_id",
      of: [{ table: "appointment", key: "appointment_id", by: "$.appointment_id" }],
    },
    { table: "patient_death", key: "death_id" },
    { table: "signed_consent", key: "consent_id", counted: "signed consents" },
    {
      table: "patient_number",
      key: "$.system || '|' || $.old_number || '|' || $.import_id",
      keyIs: "text",
    },
    { table: "patient_use", key: "patient_id", stays: "an import is taken back by the record that it made" },
    {
      table: "household_member",
      key: "$.household_id || '|' || $.first_patient_id || '|' || $.joined_on",
      keyIs: "text",
      once: [
        { same: ["$.household_id", "$.joined_on"] },
        { same: ["$.household_id"], where: "$.left_on is null" },
        // Somebody pays for a person in one family.
        { same: [], where: "$.left_on is null and $.bills_to <> 'self'" },
      ],
      counted: "family memberships",
    },
    {
      table: "chart_restriction",
      key: "patient_id",
      stays: "a copy of what was told of each record: both are looked at",
    },
    { table: "chart_opened", key: "entry_id" },
    { table: "downtime_part", key: "entry_id", keyIs: "bigint" },
  ],
  async arrange(context, owners) {
    const led = await survivorsOf(context.tx, [...owners.keys()]);
    await pointToSurvivors(context.tx, owners);
    await settleDeaths(context, owners);
    await tellRefusedOfMerged(context, [...owners].flat().concat(led));
    for (const householdId of await followFamilies(context.tx, owners)) {
      await followedTo(context, must(await lockHousehold(context.tx, householdId)));
    }
  },
};
