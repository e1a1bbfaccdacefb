import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { CareFacts, PreventiveAnswer } from "../domain/preventive-care.ts";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;

/** Undefined where the patient is not known here. */
export async function bornAndSexOf(tx: T, patientId: string): Promise<Pick<CareFacts, "born" | "sex"> | undefined> {
  return tx
    .selectFrom("patient")
    .select(["birth_date as born", "sex"])
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
}

/** The procedures of a patient's signed visits, by code and day. */
export async function signedProceduresOf(
  tx: T,
  patientId: string,
  without: ReadonlySet<string>,
): Promise<{ readonly code: string; readonly on: LocalDate }[]> {
  const rows = await tx
    .selectFrom("encounter")
    .select(["encounter_id", "procedures", "service_date as on"])
    .where("patient_id", "=", patientId)
    .where("status", "<>", "open")
    .orderBy("service_date", "desc")
    .execute();
  return rows
    .filter((one) => !without.has(one.encounter_id))
    .flatMap(({ procedures, on }) => procedures.map(({ code }) => ({ code, on })));
}

/** The answers that stand, the newest first. */
export async function answersOf(tx: T, patientId: string): Promise<PreventiveAnswer[]> {
  return tx
    .selectFrom("preventive_answer")
    .select([
      "answer_id as answerId",
      "rule",
      "kind",
      "way",
      "answered_on as on",
      "note",
      "recorded_at as at",
      "recorded_by as by",
    ])
    .where("patient_id", "=", patientId)
    .where("withdrawn_at", "is", null)
    .orderBy("recorded_at", "desc")
    .orderBy("answer_id")
    .execute();
}

type NewAnswer = Omit<PreventiveAnswer, "at" | "by"> & { readonly patientId: string };

/** Says whether it was new, the same again, or another under the same id. */
export async function addAnswer(tx: T, answer: NewAnswer, w: Written): Promise<WroteOnce> {
  const content = {
    patient_id: answer.patientId,
    rule: answer.rule,
    kind: answer.kind,
    way: answer.way,
    answered_on: answer.on,
    note: answer.note,
    recorded_by: w.by,
  };
  const added = await tx
    .insertInto("preventive_answer")
    .values({ answer_id: answer.answerId, ...content, recorded_at: w.at })
    .onConflict((conflict) => conflict.column("answer_id").doNothing())
    .returning("answer_id")
    .executeTakeFirst();
  if (added) return "written";
  const same = await tx
    .selectFrom("preventive_answer")
    .select("answer_id")
    .where("answer_id", "=", answer.answerId)
    .where("withdrawn_at", "is", null)
    .where((eb) => isSame(eb, content))
    .executeTakeFirst();
  return same ? "same" : "other";
}

/** False when it is no answer of this patient that stands. */
export async function withdrawAnswer(tx: T, answerId: string, patientId: string, w: Written): Promise<boolean> {
  const withdrawn = await tx
    .updateTable("preventive_answer")
    .set({ withdrawn_at: w.at, withdrawn_by: w.by })
    .where("answer_id", "=", answerId)
    .where("patient_id", "=", patientId)
    .where("withdrawn_at", "is", null)
    .executeTakeFirst();
  return withdrawn.numUpdatedRows === 1n;
}
