import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { expressionBuilder, type Expression, type SqlBool } from "kysely";
import type { MessagingSchema } from "../../sql/tables.ts";

/** Visits of a patient from a moment on that are in the schedule, or took place (MSG-86). */
function visitsOf(patientId: Expression<Id<"patient"> | null>, from: Instant | Expression<Instant>) {
  return expressionBuilder<MessagingSchema, never>()
    .selectFrom("appointment")
    .where("appointment.patient_id", "=", patientId)
    .where("appointment.starts_at", ">=", from)
    .where("appointment.status", "not in", ["cancelled", "no-show"]);
}

export function hasVisit(
  patientId: Expression<Id<"patient"> | null>,
  from: Instant | Expression<Instant>,
): Expression<SqlBool> {
  const eb = expressionBuilder<MessagingSchema, never>();
  return eb.exists(visitsOf(patientId, from).select("appointment.appointment_id"));
}

/** When the first of them is, or null. */
export function firstVisit(patientId: Expression<Id<"patient"> | null>, from: Instant | Expression<Instant>) {
  return visitsOf(patientId, from).select((eb) => eb.fn.min("appointment.starts_at").as("starts_at"));
}
