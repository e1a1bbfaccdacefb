import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { sql } from "kysely";
import type { Written } from "./change-lists.ts";
import type { ChartingTables, Order } from "./tables.ts";
import { writeOnce, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;

/** In the order they were written. */
export async function ordersOf(tx: T, encounterId: string): Promise<Order[]> {
  const { rows } = await sql<Order>`
    select order_id as "orderId", encounter_id as "encounterId", patient_id as "patientId", rxnorm, name, directions, quantity,
      quantity_unit as "quantityUnit", days_supply as "daysSupply", refills, substitution, alerts,
      override_reason as "overrideReason", status
    from medication_order where encounter_id = ${encounterId} order by ordered_at, order_id`.execute(tx);
  return rows;
}

/** The alerts are not compared: they are the check's words, not the person's. A cancelled order is not the one that was meant. */
export async function insertOrder(tx: T, o: Omit<Order, "status">, w: Written): Promise<WroteOnce> {
  return writeOnce(
    tx,
    sql`insert into medication_order (order_id, encounter_id, patient_id, rxnorm, name, directions, quantity, quantity_unit, days_supply,
        refills, substitution, alerts, override_reason, ordered_at, ordered_by)
      values (${o.orderId}, ${o.encounterId}, ${o.patientId}, ${o.rxnorm}, ${o.name}, ${o.directions}, ${o.quantity}, ${o.quantityUnit},
        ${o.daysSupply}, ${o.refills}, ${o.substitution}, ${json(o.alerts)}, ${o.overrideReason}, ${w.at}, ${w.by})
      on conflict (order_id) do nothing returning order_id`,
    sql`select 1 from medication_order
      where order_id = ${o.orderId} and status <> 'cancelled'
        and (encounter_id, patient_id, rxnorm, name, directions, quantity, quantity_unit, days_supply, refills, substitution,
          override_reason, ordered_by)
        is not distinct from (${o.encounterId}, ${o.patientId}, ${o.rxnorm}, ${o.name}, ${o.directions}, ${o.quantity},
          ${o.quantityUnit}, ${o.daysSupply}, ${o.refills}, ${o.substitution}, ${o.overrideReason}, ${w.by})`,
  );
}

/** False when it is not a draft of this encounter. */
export async function cancelOrder(tx: T, orderId: string, encounterId: string): Promise<boolean> {
  const { rows } = await sql`
    update medication_order set status = 'cancelled'
    where order_id = ${orderId} and encounter_id = ${encounterId} and status = 'draft' returning order_id`.execute(tx);
  return rows.length > 0;
}

/** Draft orders are signed with the note. */
export async function signOrders(tx: T, encounterId: string): Promise<void> {
  await sql`update medication_order set status = 'signed' where encounter_id = ${encounterId} and status = 'draft'`.execute(
    tx,
  );
}
