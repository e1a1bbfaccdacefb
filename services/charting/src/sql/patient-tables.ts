import type { PatientTable, PatientTables } from "@practicum/service/patient-tables";

const SAME_SOURCE = { same: ["$.source_system", "$.source_id"] };
const OF_ENCOUNTER: PatientTable["of"] = [{ table: "encounter", key: "encounter_id", by: "$.encounter_id" }];

/** Whose is what in the charts: the one list that merging two records goes by (CHT-200). */
export const patientTables: PatientTables<unknown> = {
  tables: [
    { table: "patient", key: "patient_id", stays: "each record keeps what it said of the person" },
    // Where the survivor was not asked it stays unknown, whatever the duplicate said: nobody has looked at both lists together.
    { table: "chart", key: "patient_id", stays: "what was asked was asked of one list" },
    { table: "encounter", key: "encounter_id", once: [SAME_SOURCE], counted: "visit notes" },
    { table: "medication_order", key: "order_id", of: OF_ENCOUNTER, counted: "prescriptions" },
    {
      table: "allergy",
      key: "allergy_id",
      once: [{ same: ["lower($.substance)"], where: "$.status = 'active'" }, SAME_SOURCE],
      counted: "allergies",
    },
    {
      table: "medication",
      key: "medication_id",
      once: [{ same: ["lower($.name)"], where: "$.status = 'active'" }, SAME_SOURCE],
      counted: "medications",
    },
    {
      table: "problem",
      key: "problem_id",
      once: [{ same: ["$.code"], where: "$.status = 'active'" }, SAME_SOURCE],
      counted: "problems",
    },
    {
      table: "immunization",
      key: "immunization_id",
      once: [{ same: ["$.cvx", "$.given_on"], where: "$.status = 'given'" }, SAME_SOURCE],
      counted: "immunizations",
    },
    { table: "observation", key: "observation_id", once: [SAME_SOURCE], counted: "results" },
    { table: "past_procedure", key: "procedure_id", once: [SAME_SOURCE], counted: "past procedures" },
    { table: "vitals", key: "vitals_id", once: [SAME_SOURCE], of: OF_ENCOUNTER, counted: "vital signs" },
    { table: "history_fact", key: "history_id", counted: "histories" },
    {
      table: "document",
      key: "document_id",
      once: [{ same: ["$.sha256"], where: "$.struck_at is null" }],
      of: OF_ENCOUNTER,
      counted: "documents",
    },
    {
      table: "procedure_order",
      key: "order_id",
      once: [{ same: ["$.specimen"] }],
      of: OF_ENCOUNTER,
      counted: "procedures",
    },
    { table: "referral", key: "referral_id", of: OF_ENCOUNTER, counted: "referrals" },
    { table: "test_order", key: "order_id", of: OF_ENCOUNTER, counted: "tests ordered elsewhere" },
    {
      table: "refill_request",
      key: "request_id",
      of: [{ table: "medication", key: "medication_id", by: "$.medication_id" }],
      counted: "refill requests",
    },
    { table: "in_house_order", key: "order_id", of: OF_ENCOUNTER, counted: "in-house orders" },
    { table: "contradiction_answer", key: "answer_id" },
    { table: "alert_raised", key: "raised_id" },
    { table: "note_contradictions", key: "encounter_id", of: OF_ENCOUNTER },
    { table: "letter", key: "letter_id", of: OF_ENCOUNTER, counted: "letters" },
    { table: "telephone_note", key: "note_id", counted: "telephone notes" },
    // Who may not open the duplicate's chart may not open it as part of the survivor's.
    {
      table: "chart_restriction",
      key: "restriction_id",
      once: [{ same: ["$.class"], where: "$.ended_at is null" }],
      counted: "restrictions",
    },
    { table: "restricted_chart", key: "patient_id", stays: "a count of what was told of one record" },
    { table: "glass_entry", key: "entry_id" },
    { table: "fact_class", key: "entry_id" },
    { table: "part2_consent", key: "consent_id" },
    { table: "disclosure", key: "disclosure_id" },
    { table: "hand_disclosure", key: "disclosure_id" },
    { table: "privacy_request", key: "request_id" },
    { table: "preventive_answer", key: "answer_id" },
  ],
};
