import type { Context } from "@practicum/service/define-service";
import type { PatientTable, PatientTables } from "@practicum/service/patient-tables";
import { followCallsOfMerged } from "../outreach/sql/merged-calls.ts";
import { shutWithMerged } from "./merged-restrictions.ts";
import type { MessagingPorts } from "../ports/notifier.ts";
import type { MessagingSchema } from "./tables.ts";

const OF_VISIT: PatientTable["of"] = [{ table: "appointment", key: "appointment_id", by: "$.appointment_id" }];

/** Whose is what in messaging: the one list that merging two records goes by (MSG-60). */
export const patientTables: PatientTables<Context<MessagingSchema, MessagingPorts>> = {
  tables: [
    { table: "patient", key: "patient_id", stays: "each record keeps what it said of the person" },
    { table: "appointment", key: "appointment_id" },
    {
      table: "thread",
      key: "thread_id",
      // Both have a conversation of the service's own notes: the duplicate's goes on as an ordinary one.
      once: [{ same: ["$.kind"], where: "$.kind is not null", yields: "kind" }],
      counted: "conversations",
    },
    { table: "task", key: "task_id", counted: "tasks" },
    { table: "phone_call", key: "call_id", counted: "telephone calls" },
    { table: "reminder", key: "reminder_id", of: OF_VISIT },
    { table: "offer_notice", key: "offer_id" },
    { table: "member", key: "member_id" },
    // Whoever is asked to come is asked once; the duplicate's waits.
    { table: "recall", key: "recall_id", once: [{ same: ["true"], where: "$.ended_at is null" }], counted: "recalls" },
    // Whoever was meant twice is told once: the survivor by its own, and the duplicate's waits.
    { table: "announcement_receiver", key: "receiver_id", once: [{ same: ["$.announcement_id"] }] },
    { table: "sent_link", key: "link_id" },
    { table: "incoming_text", key: "text_key", keyIs: "text" },
    { table: "recall_match", key: "rule_id", stays: "whom a rule means is found again each night" },
    { table: "contact_refusal", key: "patient_id", stays: "scheduling tells it anew of both when they are merged" },
    { table: "restricted_chart", key: "patient_id", stays: "a count of what was told of one record" },
    { table: "chart_shut", key: "patient_id", stays: "a copy; the survivor gets the duplicate's beside its own" },
    { table: "chart_opened", key: "entry_id" },
    // Who asked not to be called is not called under the survivor either.
    { table: "do_not_call", key: "attempt_id" },
  ],
  async arrange({ tx }, owners) {
    await followCallsOfMerged(tx, [...owners.keys()]);
    await shutWithMerged(tx, owners);
  },
};
