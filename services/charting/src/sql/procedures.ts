import type { Tx } from "@practicum/db/db";
import { sql, type Selectable } from "kysely";
import type { WrittenBy } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;
export type ProcedureRow = Omit<Selectable<ChartingTables["procedure_order"]>, "place">;

const ORDER = [
  "o.order_id",
  "o.encounter_id",
  "o.patient_id",
  "o.kind",
  "o.body_site",
  "o.detail",
  "o.diagnosis",
  "o.specimen",
  "o.ordered_at",
  "o.ordered_by",
  "o.ordered_by_id",
] as const;

/** The newest first. */
export async function proceduresOfPatient(tx: T, patientId: string): Promise<ProcedureRow[]> {
  return tx
    .selectFrom("procedure_order as o")
    .select(ORDER)
    .where("o.patient_id", "=", patientId)
    .orderBy("o.place", "desc")
    .execute();
}

export async function proceduresOfNote(tx: T, encounterId: string): Promise<ProcedureRow[]> {
  return tx
    .selectFrom("procedure_order as o")
    .select(ORDER)
    .where("o.encounter_id", "=", encounterId)
    .orderBy("o.place")
    .execute();
}

/** Those of all patients whose last word that stands is not the end of it; `ends` are the kinds of steps that end one. */
export async function unfinishedProcedures(tx: T) {
  return tx
    .selectFrom("procedure_order as o")
    .leftJoin("patient as p", "p.patient_id", "o.patient_id")
    .select([...ORDER, "p.family", "p.given", "p.middle", "p.suffix", "p.birth_date", "p.mrn"])
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("procedure_step as s")
            .select("s.step_id")
            .whereRef("s.order_id", "=", "o.order_id")
            // Inside JSON the builder compares no text.
            .where(sql<boolean>`s.content ->> 'kind' in ('told', 'not-done')`)
            .where((inner) =>
              inner.not(
                inner.exists(
                  inner
                    .selectFrom("procedure_step as b")
                    .select("b.step_id")
                    .whereRef("b.order_id", "=", "o.order_id")
                    .where(sql<boolean>`b.content ->> 'stepId' = s.step_id::text`),
                ),
              ),
            ),
        ),
      ),
    )
    .orderBy("o.place")
    .execute();
}

/** Of one order, kept from others until the transaction ends. */
export async function lockProcedure(tx: T, orderId: string, patientId: string): Promise<ProcedureRow | undefined> {
  return tx
    .selectFrom("procedure_order as o")
    .select(ORDER)
    .where("o.order_id", "=", orderId)
    .where("o.patient_id", "=", patientId)
    .forUpdate("o")
    .executeTakeFirst();
}

/** How many of the patient's containers have a label. */
export async function specimensOf(tx: T, patientId: string): Promise<number> {
  const { count } = await tx
    .selectFrom("procedure_order")
    .select((eb) => eb.cast<number>(eb.fn.countAll(), "integer").as("count"))
    .where("patient_id", "=", patientId)
    .where("specimen", "is not", null)
    .executeTakeFirstOrThrow();
  return count;
}

type NewProcedure = Omit<ProcedureRow, "ordered_at" | "ordered_by" | "ordered_by_id">;

export async function insertProcedure(
  tx: T,
  { order_id, specimen, ...content }: NewProcedure,
  w: WrittenBy,
): Promise<WroteOnce> {
  const by = { ordered_by: w.by, ordered_by_id: w.byId };
  const written = await tx
    .insertInto("procedure_order")
    .values({ order_id, specimen, ...content, ...by, ordered_at: w.at })
    .onConflict((conflict) => conflict.column("order_id").doNothing())
    .returning("order_id")
    .executeTakeFirst();
  if (written) return "written";
  const same = await tx
    .selectFrom("procedure_order")
    .select("order_id")
    .where("order_id", "=", order_id)
    .where((eb) => isSame(eb, { ...content, ...by }))
    .executeTakeFirst();
  return same ? "same" : "other";
}
