import type { PrescriptionSheet } from "@practicum/contracts/charting/prescriptions";
import type { Tx } from "@practicum/db/db";
import type { Written } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

/** Signed orders as they stand on paper, in the order they were written; with `lock`, kept from others until the transaction ends. */
export async function signedOrders(
  tx: T,
  which: { readonly patientId: string; readonly encounterId: string } | { readonly orderIds: readonly string[] },
) {
  return tx
    .selectFrom("medication_order as o")
    .innerJoin("encounter as e", "e.encounter_id", "o.encounter_id")
    .leftJoin("order_signature as own", "own.order_id", "o.order_id")
    .leftJoin("staff as s", (join) =>
      join.on((eb) =>
        eb(
          eb.cast<string>("s.staff_id", "text"),
          "=",
          eb.fn.coalesce("own.signed_by_id", eb.cast<string>("e.provider_id", "text")),
        ),
      ),
    )
    .leftJoin("staff as of", "of.staff_id", "s.supervisor_id")
    .select((eb) => [
      "o.order_id as orderId",
      "o.encounter_id as encounterId",
      "o.patient_id as patientId",
      "o.rxnorm",
      "o.name",
      "o.directions",
      "o.quantity",
      "o.quantity_unit as quantityUnit",
      "o.days_supply as daysSupply",
      "o.refills",
      "o.substitution",
      "o.status",
      eb.fn.coalesce("own.signed_at", "e.signed_at", "o.ordered_at").as("signedAt"),
      "own.signed_at as ownSignedAt",
      "s.staff_id as staffId",
      eb.fn
        .coalesce("s.display_name", "own.signed_by", "e.signed_by", "e.provider_name", eb.val(""))
        .as("prescriberName"),
      "s.dea",
      "of.display_name as supervisor",
    ])
    .where("o.status", "=", "signed")
    .$if("encounterId" in which, (query) =>
      "encounterId" in which
        ? query.where("o.encounter_id", "=", which.encounterId).where("o.patient_id", "=", which.patientId)
        : query,
    )
    .$if("orderIds" in which, (query) =>
      "orderIds" in which ? query.where("o.order_id", "in", [...which.orderIds]) : query,
    )
    .orderBy("o.ordered_at")
    .orderBy("o.order_id")
    .execute();
}
export type SignedOrder = Awaited<ReturnType<typeof signedOrders>>[number];

/** The first printing of each that a pharmacy may fill. */
export async function firstPrints(tx: T, orderIds: readonly string[]) {
  if (orderIds.length === 0) return new Map<string, Written>();
  const rows = await tx
    .selectFrom("prescription_print")
    .select(["order_id", "at", "by_name as by"])
    .distinctOn("order_id")
    .where("order_id", "in", [...orderIds])
    .where("sheet", "<>", "copy")
    .orderBy("order_id")
    .orderBy("at")
    .orderBy("print_id")
    .execute();
  return new Map(rows.map(({ order_id, at, by }): [string, Written] => [order_id, { at, by }]));
}

/** What was printed by one press of the button; none where it is new. */
export async function printOf(tx: T, printId: string) {
  return tx
    .selectFrom("prescription_print")
    .select(["order_id as orderId", "sheet"])
    .where("print_id", "=", printId)
    .orderBy("order_id")
    .execute();
}

export async function insertPrint(
  tx: T,
  print: { readonly printId: string; readonly orderId: string; readonly sheet: PrescriptionSheet },
  w: Written,
): Promise<void> {
  await tx
    .insertInto("prescription_print")
    .values({ print_id: print.printId, order_id: print.orderId, sheet: print.sheet, at: w.at, by_name: w.by })
    .execute();
}
