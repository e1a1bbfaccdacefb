import type { PatientTable, PatientTables } from "@practicum/service/patient-tables";
import { placeCoverages } from "../coverage/application/place-coverages.ts";
import { returnCrossedMoney } from "../ledger/application/return-crossed-money.ts";
import type { BillingContext } from "./context.ts";

const VISIT = { table: "visit", key: "encounter_id", by: "$.encounter_id" };
const CLAIM = { table: "claim", key: "claim_id", by: "$.claim_id" };
const PAYMENT = { table: "payment", key: "payment_id", by: "$.payment_id" };
const COVERAGE: PatientTable["of"] = [{ table: "coverage", key: "coverage_id", by: "$.coverage_id" }];
const OF_ITS_PAYMENT = {
  ...PAYMENT,
  by: `(select case when x.source_id ~ '^[0-9a-f-]{36}$' then x.source_id::uuid end
    from ledger_transaction x where x.transaction_id = $.transaction_id)`,
};

/** Whose is what in billing: the one list that merging two records goes by (BIL-311). */
export const patientTables: PatientTables<BillingContext> = {
  tables: [
    { table: "patient_copy", key: "patient_id", stays: "each record keeps what it said of the person" },
    {
      table: "coordination",
      key: "patient_id",
      stays: "what was answered about Medicare was answered of one record's coverages",
    },
    { table: "balance_now", key: "patient_id", stays: "the ledger keeps it itself" },
    { table: "coverage", key: "coverage_id", counted: "coverages" },
    { table: "plan_restriction", key: "request_id" },
    { table: "eligibility", key: "eligibility_id", of: COVERAGE },
    { table: "eligibility_handled", key: "handled_id" },
    { table: "appointment_copy", key: "appointment_id" },
    { table: "permit", key: "permit_id", of: COVERAGE, counted: "referrals and authorizations" },
    { table: "payment", key: "payment_id", counted: "payments" },
    { table: "estimate", key: "estimate_id" },
    { table: "visit", key: "encounter_id", counted: "billed visits" },
    { table: "opening_visit", key: "encounter_id", of: [VISIT] },
    { table: "patient_number", key: "$.system || '|' || $.old_number", keyIs: "text" },
    { table: "household_of", key: "patient_id", stays: "a copy of scheduling's families" },
    { table: "visit_seen", key: "encounter_id" },
    {
      table: "claim",
      key: "claim_id",
      of: [VISIT],
      // What it is built of next. What was sent stands with each sending and stays as it went.
      names: [{ column: "content", as: "jsonb" }],
      counted: "claims",
    },
    // All that was done with a payment is of who paid, on whichever visit: what was paid for another person's comes back (BIL-313).
    { table: "ledger_entry", key: "entry_id", of: [OF_ITS_PAYMENT, VISIT], counted: "ledger entries" },
    { table: "account_adjustment", key: "adjustment_id", of: [VISIT, CLAIM, PAYMENT] },
    { table: "remittance_claim", key: "remittance_claim_id", of: [CLAIM] },
    { table: "denial", key: "denial_id", of: [CLAIM], counted: "denials" },
    { table: "underpayment", key: "underpayment_id", of: [CLAIM] },
    { table: "appeal", key: "appeal_id", of: [CLAIM] },
    { table: "appeal_letter", key: "letter_id", of: [{ table: "appeal", key: "appeal_id", by: "$.appeal_id" }] },
    { table: "deposit_check", key: "check_id" },
    {
      table: "approval",
      key: "approval_id",
      of: [{ table: "payment", key: "payment_id", by: "$.subject_id" }],
      names: [{ column: "payload", as: "jsonb" }],
    },
    { table: "statement", key: "statement_id", counted: "statements" },
    { table: "statement_run_member", key: "member_id" },
    {
      table: "account_hold",
      key: "hold_id",
      once: [{ same: ["$.kind"], where: "$.lifted_at is null" }],
      counted: "holds",
    },
    { table: "payment_plan", key: "plan_id", once: [{ same: [], where: "$.over is null" }], counted: "payment plans" },
    { table: "given", key: "given_id", of: [VISIT] },
    { table: "missing_charge_answer", key: "answer_id", names: [{ column: "key", as: "text" }] },
  ],
  async arrange(context, owners) {
    await placeCoverages(context, owners);
    await returnCrossedMoney(context, owners);
  },
};
