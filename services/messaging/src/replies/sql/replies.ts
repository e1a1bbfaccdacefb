import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { refusalsOf } from "../../sql/people.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import type { Question } from "../domain/reply.ts";
import type { AnswerTextTable, IncomingTextTable } from "./tables.ts";

type T = Tx<MessagingSchema>;

/** @returns false when the message was taken in before. */
export async function insertIncoming(tx: T, text: IncomingTextTable): Promise<boolean> {
  const added = await tx
    .insertInto("incoming_text")
    .values(text)
    .onConflict((conflict) => conflict.column("text_key").doNothing())
    .returning("text_key")
    .executeTakeFirst();
  return added !== undefined;
}

export async function updateIncoming(
  tx: T,
  key: string,
  changed: Pick<IncomingTextTable, "outcome" | "patient_id">,
): Promise<void> {
  await tx.updateTable("incoming_text").set(changed).where("text_key", "=", key).execute();
}

/** The people of a number whose records are open, by their ids. */
export async function patientsOfNumber(tx: T, phone: string) {
  return tx
    .selectFrom("patient")
    .select(["patient_id", "language"])
    .where("phone", "=", phone)
    .where("active", "=", true)
    .orderBy("patient_id")
    .execute();
}

/** What was asked by text message at a number and is open: recalls, and reminders of visits that are still to come. */
export async function openQuestions(tx: T, phone: string, now: Instant): Promise<Question[]> {
  const recalls = await tx
    .selectFrom("recall")
    .innerJoin("patient", "patient.patient_id", "recall.patient_id")
    .innerJoin("recall_message", "recall_message.recall_id", "recall.recall_id")
    .select((eb) => ["recall.recall_id as id", "recall.patient_id", eb.fn.max("recall_message.sent_at").as("asked_at")])
    .where("patient.phone", "=", phone)
    .where("recall.state", "in", ["due", "sent", "to-call"])
    .where("recall_message.channel", "=", "sms")
    .where("recall_message.status", "=", "sent")
    .groupBy(["recall.recall_id", "recall.patient_id"])
    .execute();
  const reminders = await tx
    .selectFrom("reminder")
    .innerJoin("patient", "patient.patient_id", "reminder.patient_id")
    .innerJoin("appointment", "appointment.appointment_id", "reminder.appointment_id")
    .select(["reminder.appointment_id as id", "reminder.patient_id", "reminder.sent_at as asked_at"])
    .where("patient.phone", "=", phone)
    .where("reminder.status", "=", "sent")
    .where("reminder.channel", "=", "sms")
    .where("appointment.status", "=", "booked")
    .where("reminder.starts_at", ">", now)
    .execute();
  const questionOf =
    (kind: Question["kind"]) =>
    (row: { id: string; patient_id: Id<"patient">; asked_at: Instant | null }): Question[] =>
      row.asked_at === null ? [] : [{ kind, id: row.id, patientId: row.patient_id, askedAt: row.asked_at }];
  return [...recalls.flatMap(questionOf("recall")), ...reminders.flatMap(questionOf("reminder"))];
}

export async function keepChoice(tx: T, phone: string, stopped: boolean, at: Instant): Promise<void> {
  await tx
    .insertInto("number_choice")
    .values({ phone, stopped, at })
    .onConflict((conflict) => conflict.column("phone").doUpdateSet({ stopped, at }))
    .execute();
}

/** Whether a number wants no messages (MSG-126). */
export async function isStopped(tx: T, phone: string): Promise<boolean> {
  const row = await tx
    .selectFrom("number_choice")
    .select("phone")
    .where("phone", "=", phone)
    .where("stopped", "=", true)
    .executeTakeFirst();
  return row !== undefined;
}

/** A patient as the patient may be written to: without what the patient refuses, and a number that wants no messages (MSG-126, MSG-165). */
export async function asReached<
  P extends { readonly patient_id: Id<"patient">; readonly phone: string | null; readonly email: string | null },
>(tx: T, patient: P): Promise<P> {
  const refused = await refusalsOf(tx, patient.patient_id);
  const noText = refused.text || (patient.phone !== null && (await isStopped(tx, patient.phone)));
  return { ...patient, phone: noText ? null : patient.phone, email: refused.email ? null : patient.email };
}

export async function insertAnswer(tx: T, answer: AnswerTextTable): Promise<void> {
  await tx
    .insertInto("answer_text")
    .values(answer)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function selectDueAnswers(tx: T, now: Instant, limit: number): Promise<AnswerTextTable[]> {
  return (
    tx
      .selectFrom("answer_text")
      .selectAll()
      .where("status", "=", "due")
      .where("not_before", "<=", now)
      .orderBy("not_before")
      .orderBy("text_key")
      // limit: the worker comes back for the rest.
      .limit(limit)
      .execute()
  );
}

export async function updateAnswer(
  tx: T,
  key: string,
  changed: Partial<Omit<AnswerTextTable, "text_key">>,
): Promise<void> {
  await tx.updateTable("answer_text").set(changed).where("text_key", "=", key).execute();
}
