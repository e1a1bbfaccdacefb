import type { Permission, Role } from "@practicum/contracts/permission";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { WrittenBy } from "./change-lists.ts";
import { isSame, type WroteOnce } from "./write-once.ts";
import type { ChartingTables, Order } from "./tables.ts";

type T = Tx<ChartingTables>;

/** An order as it is kept; who answered its alerts stands apart. */
export type OrderRow = Omit<Order, "alerts" | "state" | "steps" | "schedule" | "needsOwnSignature" | "ownSignature"> & {
  readonly alerts: ChartingTables["medication_order"]["alerts"];
  readonly signedAt: Instant | null;
  readonly signedBy: string | null;
  /** What is known of who wrote it. */
  readonly writerRoles: readonly Role[] | null;
  readonly writerWithheld: readonly Permission[] | null;
  readonly writerActive: boolean | null;
};
export type NewOrder = Omit<
  OrderRow,
  | "status"
  | "orderedAt"
  | "orderedBy"
  | "orderedById"
  | "signedAt"
  | "signedBy"
  | "writerRoles"
  | "writerWithheld"
  | "writerActive"
> & {
  readonly overrideReason: string | null;
};

/** In the order they were written. */
export async function ordersOf(tx: T, encounterId: string): Promise<OrderRow[]> {
  return (
    tx
      .selectFrom("medication_order as o")
      .leftJoin("order_signature as own", "own.order_id", "o.order_id")
      // An author who is no member of staff has an id that is no number of theirs.
      .leftJoin("staff as s", (join) =>
        join.on((eb) => eb(eb.cast<string>("s.staff_id", "text"), "=", eb.ref("o.ordered_by_id"))),
      )
      .select([
        "o.order_id as orderId",
        "o.encounter_id as encounterId",
        "o.patient_id as patientId",
        "rxnorm",
        "name",
        "directions",
        "quantity",
        "quantity_unit as quantityUnit",
        "days_supply as daysSupply",
        "refills",
        "substitution",
        "alerts",
        "status",
        "ordered_at as orderedAt",
        "ordered_by as orderedBy",
        "ordered_by_id as orderedById",
        "own.signed_at as signedAt",
        "own.signed_by as signedBy",
        "s.roles as writerRoles",
        "s.withheld as writerWithheld",
        "s.active as writerActive",
      ])
      .where("o.encounter_id", "=", encounterId)
      .orderBy("ordered_at")
      .orderBy("o.order_id")
      .execute()
  );
}

interface DraftRow {
  readonly orderId: string;
  readonly encounterId: string;
  readonly rxnorm: string | null;
  readonly name: string;
  readonly providerName: string;
  readonly serviceDate: LocalDate;
}

/** Orders of the patient that are not signed, of every open note, in the order they were written. */
export async function draftOrdersOf(tx: T, patientId: string): Promise<DraftRow[]> {
  return tx
    .selectFrom("medication_order as o")
    .innerJoin("encounter as e", "e.encounter_id", "o.encounter_id")
    .leftJoin("staff as s", "s.staff_id", "e.provider_id")
    .select((eb) => [
      "o.order_id as orderId",
      "o.encounter_id as encounterId",
      "o.rxnorm",
      "o.name",
      "e.service_date as serviceDate",
      eb.fn.coalesce("e.provider_name", "s.display_name", eb.val("another provider")).as("providerName"),
    ])
    .where("e.patient_id", "=", patientId)
    .where("e.status", "=", "open")
    .where("o.status", "=", "draft")
    .orderBy("o.ordered_at")
    .orderBy("o.order_id")
    .execute();
}

interface AnswerRow {
  readonly orderId: string;
  readonly encounterId: string;
  readonly alertId: string;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
}

/** The reasons given in these notes, the newest first; not those of an order that was taken out. */
export async function alertAnswersOf(tx: T, encounterIds: readonly string[]): Promise<AnswerRow[]> {
  if (encounterIds.length === 0) return [];
  return tx
    .selectFrom("alert_answer as a")
    .innerJoin("medication_order as o", "o.order_id", "a.order_id")
    .select([
      "a.order_id as orderId",
      "a.encounter_id as encounterId",
      "a.alert_id as alertId",
      "a.reason",
      "a.answered_by as by",
      "a.answered_at as at",
    ])
    .where("a.encounter_id", "in", [...encounterIds])
    .where("o.status", "<>", "cancelled")
    .orderBy("a.answered_at", "desc")
    .orderBy("a.order_id")
    .execute();
}

/** What one person answered for orders of a patient since a moment, the newest first; not of an order that was taken out. */
export async function ownAnswersSince(
  tx: T,
  of: { readonly patientId: string; readonly byId: string; readonly since: Instant },
) {
  return tx
    .selectFrom("alert_answer as a")
    .innerJoin("medication_order as o", "o.order_id", "a.order_id")
    .select([
      "a.order_id as orderId",
      "a.encounter_id as encounterId",
      "a.alert_id as alertId",
      "a.reason",
      "a.answered_by as by",
      "a.answered_at as at",
      "o.name",
      "o.directions",
    ])
    .where("o.patient_id", "=", of.patientId)
    .where("a.answered_by_id", "=", of.byId)
    .where("a.answered_at", ">=", of.since)
    .where("o.status", "<>", "cancelled")
    .orderBy("a.answered_at", "desc")
    .orderBy("a.order_id")
    .execute();
}

export async function insertAnswers(
  tx: T,
  order: { readonly orderId: string; readonly encounterId: string },
  alerts: readonly { readonly alertId: string }[],
  reason: string,
  w: WrittenBy,
): Promise<void> {
  if (alerts.length === 0) return;
  await tx
    .insertInto("alert_answer")
    .values(
      alerts.map(({ alertId }) => ({
        order_id: order.orderId,
        encounter_id: order.encounterId,
        alert_id: alertId,
        reason,
        answered_at: w.at,
        answered_by: w.by,
        answered_by_id: w.byId,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The alerts are not compared: they are the check's words, not the person's. A cancelled order is not the one that was meant. */
export async function insertOrder(tx: T, o: NewOrder, w: WrittenBy): Promise<WroteOnce> {
  const content = {
    encounter_id: o.encounterId,
    patient_id: o.patientId,
    rxnorm: o.rxnorm,
    name: o.name,
    directions: o.directions,
    quantity: o.quantity,
    quantity_unit: o.quantityUnit,
    days_supply: o.daysSupply,
    refills: o.refills,
    substitution: o.substitution,
    override_reason: o.overrideReason,
    ordered_by: w.by,
    ordered_by_id: w.byId,
  };
  const written = await tx
    .insertInto("medication_order")
    .values({ order_id: o.orderId, ...content, alerts: json(o.alerts), ordered_at: w.at })
    .onConflict((conflict) => conflict.column("order_id").doNothing())
    .returning("order_id")
    .executeTakeFirst();
  if (written) return "written";
  const same = await tx
    .selectFrom("medication_order")
    .select("order_id")
    .where("order_id", "=", o.orderId)
    .where("status", "<>", "cancelled")
    .where((eb) => isSame(eb, content))
    .executeTakeFirst();
  return same ? "same" : "other";
}

/** False when it is not a draft of this encounter. */
export async function cancelOrder(tx: T, orderId: string, encounterId: string): Promise<boolean> {
  const cancelled = await tx
    .updateTable("medication_order")
    .set({ status: "cancelled" })
    .where("order_id", "=", orderId)
    .where("encounter_id", "=", encounterId)
    .where("status", "=", "draft")
    .returning("order_id")
    .executeTakeFirst();
  return cancelled !== undefined;
}

/** An order's own signature; once given, it stands. */
export async function insertOwnSignature(
  tx: T,
  order: { readonly orderId: string; readonly encounterId: string },
  w: WrittenBy,
): Promise<Instant> {
  await tx
    .insertInto("order_signature")
    .values({
      order_id: order.orderId,
      encounter_id: order.encounterId,
      signed_at: w.at,
      signed_by: w.by,
      signed_by_id: w.byId,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { signed_at: at } = await tx
    .selectFrom("order_signature")
    .select("signed_at")
    .where("order_id", "=", order.orderId)
    .executeTakeFirstOrThrow();
  return at;
}

/** Draft orders are signed with the note, with the alerts that the gate saw. */
export async function signOrders(tx: T, orders: readonly Pick<OrderRow, "orderId" | "alerts">[]): Promise<void> {
  for (const { orderId, alerts } of orders) {
    await tx
      .updateTable("medication_order")
      .set({ status: "signed", alerts: json(alerts) })
      .where("order_id", "=", orderId)
      .where("status", "=", "draft")
      .execute();
  }
}
