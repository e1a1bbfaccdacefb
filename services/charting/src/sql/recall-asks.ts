import type { RecallCondition } from "@practicum/contracts/charting/recall-matches";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import { addMonths, type LocalDate } from "@practicum/kernel/local-date";
import type { RecallAskTable } from "./tables-of-recalls.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

/** @returns false when it is asked already. */
export async function insertAsk(tx: T, ask: RecallAskTable): Promise<boolean> {
  const added = await tx
    .insertInto("recall_ask")
    .values(ask)
    .onConflict((conflict) => conflict.column("ask_id").doNothing())
    .returning("ask_id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function lockAsk(tx: T, askId: string): Promise<RecallAskTable | null> {
  const row = await tx.selectFrom("recall_ask").selectAll().where("ask_id", "=", askId).forUpdate().executeTakeFirst();
  return row ?? null;
}

export async function moveAsk(tx: T, askId: string, after: string): Promise<void> {
  await tx.updateTable("recall_ask").set({ after }).where("ask_id", "=", askId).execute();
}

export async function deleteAsk(tx: T, askId: string): Promise<void> {
  await tx.deleteFrom("recall_ask").where("ask_id", "=", askId).execute();
}

/**
 * The next patients who fit a condition as far as lists and visits tell, in the order of their ids; what is recommended to them is looked at by
 * the domain. A restricted chart is nobody's to look through (CHT-331).
 */
export async function candidatesFor(
  tx: T,
  condition: RecallCondition,
  today: LocalDate,
  page: { readonly after: string | null; readonly limit: number },
): Promise<Id<"patient">[]> {
  let query = tx
    .selectFrom("patient")
    .select("patient.patient_id")
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("chart_restriction")
            .select("chart_restriction.restriction_id")
            .whereRef("chart_restriction.patient_id", "=", "patient.patient_id")
            .where("chart_restriction.ended_at", "is", null),
        ),
      ),
    )
    .orderBy("patient.patient_id")
    // limit: the timer goes on after the last one.
    .limit(page.limit);
  if (page.after !== null) query = query.where("patient.patient_id", ">", page.after);
  if (condition.ageFrom !== null)
    query = query.where("patient.birth_date", "<=", addMonths(today, -12 * condition.ageFrom));
  // Until the day of the next birthday somebody is as old as on the last one.
  if (condition.ageTo !== null)
    query = query.where("patient.birth_date", ">", addMonths(today, -12 * (condition.ageTo + 1)));
  if (condition.sex !== "any") query = query.where("patient.sex", "=", condition.sex);
  if (condition.problems.length > 0) {
    const beginnings = condition.problems;
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom("problem")
          .select("problem.problem_id")
          .whereRef("problem.patient_id", "=", "patient.patient_id")
          .where("problem.status", "=", "active")
          .where((of) => of.or(beginnings.map((code) => of("problem.code", "like", `${code}%`)))),
      ),
    );
  }
  if (condition.noVisitMonths !== null) {
    const since = addMonths(today, -condition.noVisitMonths);
    // The last one is before that day: there is one, and none since.
    query = query.where((eb) =>
      eb(
        eb
          .selectFrom("encounter")
          .whereRef("encounter.patient_id", "=", "patient.patient_id")
          .select((of) => of.fn.max("encounter.service_date").as("last")),
        "<",
        since,
      ),
    );
  }
  if (condition.vaccine !== null) {
    const { cvx, months } = condition.vaccine;
    const since = addMonths(today, -months);
    query = query.where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("immunization")
            .select("immunization.immunization_id")
            .whereRef("immunization.patient_id", "=", "patient.patient_id")
            .where("immunization.status", "=", "given")
            .where("immunization.cvx", "in", [...cvx])
            .where("immunization.given_on", ">", since),
        ),
      ),
    );
  }
  const rows = await query.execute();
  return rows.map((row) => row.patient_id as Id<"patient">);
}
