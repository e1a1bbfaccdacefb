import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import type { PastChart, PastOrder } from "../domain/alert-replay.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

interface Between {
  readonly since: Instant;
  readonly until: Instant;
}

/** The prescriptions that were written in a time, of whatever became of them. */
export async function pastOrders(tx: T, { since, until }: Between): Promise<PastOrder[]> {
  const rows = await tx
    .selectFrom("medication_order as o")
    .leftJoin("alert_answer as a", "a.order_id", "o.order_id")
    .select([
      "o.order_id as orderId",
      "o.encounter_id as encounterId",
      "o.patient_id as patientId",
      "o.rxnorm",
      "o.name",
      "o.directions",
      "o.ordered_at as at",
      "o.status",
      sql<string[]>`coalesce(array_agg(a.alert_id) filter (where a.alert_id is not null), '{}')`.as("answered"),
    ])
    .where("o.ordered_at", ">=", since)
    .where("o.ordered_at", "<", until)
    .groupBy("o.order_id")
    .orderBy("o.ordered_at")
    .orderBy("o.order_id")
    .execute();
  return rows;
}

/** What is known of those patients, with the time that it stood; who is not known here is not in it. */
export async function pastCharts(tx: T, { since, until }: Between): Promise<Map<string, PastChart>> {
  const whose = tx
    .selectFrom("medication_order")
    .select("patient_id")
    .where("ordered_at", ">=", since)
    .where("ordered_at", "<", until);
  const [people, allergies, medications, weights] = await Promise.all([
    tx
      .selectFrom("patient as p")
      .leftJoin("chart as c", "c.patient_id", "p.patient_id")
      .select(["p.patient_id", "p.birth_date", "c.allergies_asked_at"])
      .where("p.patient_id", "in", whose)
      .execute(),
    tx
      .selectFrom("allergy")
      .select(["patient_id", "substance_code", "substance", "severity", "recorded_at", "ended_at"])
      .where("patient_id", "in", whose)
      .execute(),
    tx
      .selectFrom("medication")
      .select(["patient_id", "rxnorm", "name", "order_id", "recorded_at", "ended_at"])
      .where("patient_id", "in", whose)
      .execute(),
    tx
      .selectFrom("vitals")
      .select(["patient_id", "weight_grams", "taken_at"])
      .where("patient_id", "in", whose)
      .where("weight_grams", "is not", null)
      .where("entered_in_error", "=", false)
      .execute(),
  ]);
  const [allergiesBy, medicationsBy, weightsBy] = [
    Map.groupBy(allergies, (one) => one.patient_id),
    Map.groupBy(medications, (one) => one.patient_id),
    Map.groupBy(weights, (one) => one.patient_id),
  ];
  return new Map(
    people.map(({ patient_id: patientId, birth_date: bornOn, allergies_asked_at: allergiesAskedAt }) => [
      patientId,
      {
        bornOn,
        allergiesAskedAt,
        allergies: (allergiesBy.get(patientId) ?? []).map((one) => ({
          substanceCode: one.substance_code,
          substance: one.substance,
          severity: one.severity,
          since: one.recorded_at,
          until: one.ended_at,
        })),
        medications: (medicationsBy.get(patientId) ?? []).map((one) => ({
          rxnorm: one.rxnorm,
          name: one.name,
          orderId: one.order_id,
          since: one.recorded_at,
          until: one.ended_at,
        })),
        weights: (weightsBy.get(patientId) ?? []).flatMap(({ weight_grams: grams, taken_at: at }) =>
          grams === null ? [] : [{ grams, at }],
        ),
      },
    ]),
  );
}
