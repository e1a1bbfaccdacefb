import type { orderStep, waitingOrder } from "@practicum/contracts/charting/orders";
import type { Tx } from "@practicum/db/db";
import { controlledScheduleOf } from "@practicum/terminology/controlled-drug";
import type { z } from "zod";
import { orderStateOf, type OrderStep } from "../domain/order-state.ts";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;
export type WaitingOrder = z.output<typeof waitingOrder>;

/** What became of orders since they were signed, by the order, each in its order. */
export async function stepsOf(tx: T, orderIds: readonly string[]): Promise<Map<string, OrderStep[]>> {
  if (orderIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("order_step")
    .select(["order_id", "state", "channel", "note", "at", "by_name as by"])
    .where("order_id", "in", [...orderIds])
    .orderBy("place")
    .execute();
  const byOrder = Map.groupBy(rows, (row) => row.order_id);
  return new Map(
    [...byOrder].map(([orderId, own]) => [
      orderId,
      own.map(({ state, channel, note, by, at }) => ({ state, channel, note, by, at })),
    ]),
  );
}

/** A signed order of the patient with its steps, kept from others until the transaction ends; undefined when there is none. */
export async function lockSignedOrder(tx: T, orderId: string, patientId: string) {
  return tx
    .selectFrom("medication_order")
    .select(["order_id", "encounter_id", "status"])
    .where("order_id", "=", orderId)
    .where("patient_id", "=", patientId)
    .forUpdate()
    .executeTakeFirst();
}

export async function insertStep(
  tx: T,
  step: {
    readonly stepId: string;
    readonly orderId: string;
    readonly state: z.output<typeof orderStep>["state"];
    readonly channel: OrderStep["channel"];
    readonly note: string;
  },
  w: Written,
): Promise<WroteOnce> {
  const content = {
    order_id: step.orderId,
    state: step.state,
    channel: step.channel,
    note: step.note,
    by_name: w.by,
  };
  const written = await tx
    .insertInto("order_step")
    .values({ step_id: step.stepId, ...content, at: w.at })
    .onConflict((conflict) => conflict.column("step_id").doNothing())
    .returning("step_id")
    .executeTakeFirst();
  if (written) return "written";
  const same = await tx
    .selectFrom("order_step")
    .select("step_id")
    .where("step_id", "=", step.stepId)
    .where((eb) => isSame(eb, content))
    .executeTakeFirst();
  return same ? "same" : "other";
}

export async function stepExists(tx: T, stepId: string): Promise<boolean> {
  return (
    (await tx.selectFrom("order_step").select("step_id").where("step_id", "=", stepId).executeTakeFirst()) !== undefined
  );
}

/** Signed orders whose last step is none or a failure, the oldest first. */
export async function waitingOrders(
  tx: T,
  { providerId }: { readonly providerId: string | null },
): Promise<WaitingOrder[]> {
  const rows = await tx
    .selectFrom("medication_order as o")
    .innerJoin("encounter as e", "e.encounter_id", "o.encounter_id")
    .innerJoin("patient as p", "p.patient_id", "o.patient_id")
    .leftJoin("staff as s", "s.staff_id", "e.provider_id")
    .leftJoinLateral(
      (eb) =>
        eb
          .selectFrom("order_step as step")
          .select("step.state as last_state")
          .whereRef("step.order_id", "=", "o.order_id")
          .orderBy("step.place", "desc")
          .limit(1)
          .as("last"),
      (join) => join.onTrue(),
    )
    .select((eb) => [
      "o.order_id",
      "o.encounter_id",
      "o.patient_id",
      "o.rxnorm",
      "o.name",
      "o.directions",
      "p.family",
      "p.given",
      "p.middle",
      "p.suffix",
      "p.birth_date",
      "e.service_date",
      eb.fn.coalesce("e.provider_name", "s.display_name", eb.val("")).as("provider_name"),
    ])
    .where("o.status", "=", "signed")
    .where((eb) => eb.or([eb("last.last_state", "is", null), eb("last.last_state", "=", "failed")]))
    .$if(providerId !== null, (query) => query.where("e.provider_id", "=", providerId ?? ""))
    .orderBy("o.ordered_at")
    .orderBy("o.order_id")
    .execute();
  const steps = await stepsOf(
    tx,
    rows.map((row) => row.order_id),
  );
  return rows.map((row) => {
    const own = steps.get(row.order_id) ?? [];
    return {
      orderId: row.order_id,
      encounterId: row.encounter_id,
      patientId: row.patient_id,
      name: row.name,
      directions: row.directions,
      schedule: controlledScheduleOf(row),
      state: orderStateOf("signed", own),
      steps: own,
      patientName: { family: row.family, given: row.given, middle: row.middle, suffix: row.suffix },
      birthDate: row.birth_date,
      serviceDate: row.service_date,
      providerName: row.provider_name,
    };
  });
}
