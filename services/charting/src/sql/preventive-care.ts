import type { Tx } from "@practicum/db/db";
import type { NotNull } from "kysely";
import type { CareFacts, PreventiveAnswer } from "../domain/preventive-care.ts";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;

/** By patient; who is not known here is not in it. */
export async function bornAndSexOfAll(
  tx: T,
  patientIds: readonly string[],
): Promise<ReadonlyMap<string, Pick<CareFacts, "born" | "sex">>> {
  const rows = await tx
    .selectFrom("patient")
    .select(["patient_id", "birth_date as born", "sex"])
    .where("patient_id", "in", patientIds)
    .execute();
  return new Map(rows.map(({ patient_id: patientId, ...person }) => [patientId, person]));
}

/** Undefined where the patient is not known here. */
export async function bornAndSexOf(tx: T, patientId: string): Promise<Pick<CareFacts, "born" | "sex"> | undefined> {
  return (await bornAndSexOfAll(tx, [patientId])).get(patientId);
}

/** What the rules look at in a chart, fact by fact, each with whose it is. A patient with none of a kind is not in its rows. */
export async function careRecordsOf(tx: T, patientIds: readonly string[]) {
  const [problems, results, past, procedures, answers] = await Promise.all([
    activeProblemsOf(tx, patientIds),
    tx
      .selectFrom("observation")
      .select(["patient_id as patientId", "observation_id as factId", "loinc as code", "at"])
      .where("patient_id", "in", patientIds)
      .where("struck_at", "is", null)
      .where("loinc", "is not", null)
      .$narrowType<{ code: NotNull }>()
      .execute(),
    tx
      .selectFrom("past_procedure")
      .select(["patient_id as patientId", "procedure_id as factId", "code", "performed_on as on"])
      .where("patient_id", "in", patientIds)
      .where("code", "is not", null)
      .where("performed_on", "is not", null)
      .$narrowType<{ code: NotNull; on: NotNull }>()
      .execute(),
    signedProceduresOf(tx, patientIds),
    answersOf(tx, patientIds),
  ]);
  return { problems, results, past, procedures, answers };
}

/** The active problems that have a code. */
export async function activeProblemsOf(tx: T, patientIds: readonly string[]) {
  return tx
    .selectFrom("problem")
    .select(["patient_id as patientId", "problem_id as factId", "code"])
    .where("patient_id", "in", patientIds)
    .where("status", "=", "active")
    .where("code", "is not", null)
    .$narrowType<{ code: NotNull }>()
    .execute();
}

/** The procedures of signed visits, by code and day; the fact is the visit. */
async function signedProceduresOf(tx: T, patientIds: readonly string[]) {
  const rows = await tx
    .selectFrom("encounter")
    .select(["patient_id as patientId", "encounter_id as factId", "procedures", "service_date as on"])
    .where("patient_id", "in", patientIds)
    .where("status", "<>", "open")
    .execute();
  return rows.flatMap(({ procedures, ...visit }) => procedures.map(({ code }) => ({ ...visit, code })));
}

/** The answers that stand, the newest first. */
async function answersOf(tx: T, patientIds: readonly string[]) {
  return tx
    .selectFrom("preventive_answer")
    .select([
      "patient_id as patientId",
      "answer_id as answerId",
      "rule",
      "kind",
      "way",
      "answered_on as on",
      "note",
      "recorded_at as at",
      "recorded_by as by",
    ])
    .where("patient_id", "in", patientIds)
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
