import type { Pharmacy } from "@practicum/contracts/scheduling/pharmacies";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import type { PharmacyMessage } from "../domain/pharmacy-message.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

/** Keeps the newest that is known of a pharmacy. */
export async function keepPharmacy(tx: T, one: Pharmacy): Promise<void> {
  const known = { name: one.name, ncpdp_id: one.ncpdpId, active: one.active, version: one.version };
  await tx
    .insertInto("pharmacy")
    .values({ pharmacy_id: one.pharmacyId, ...known })
    .onConflict((conflict) =>
      conflict.column("pharmacy_id").doUpdateSet(known).where("pharmacy.version", "<", one.version),
    )
    .execute();
}

export async function pharmacyById(tx: T, pharmacyId: string) {
  return tx
    .selectFrom("pharmacy")
    .select(["pharmacy_id as pharmacyId", "name", "ncpdp_id as ncpdpId", "active"])
    .where("pharmacy_id", "=", pharmacyId)
    .executeTakeFirst();
}

/** Name, birth date and sex of who is treated, and the prescriber's number. */
export async function factsForMessage(tx: T, order: { readonly patientId: string; readonly staffId: string | null }) {
  const patient = await tx
    .selectFrom("patient")
    .select(["family", "given", "birth_date as birthDate", "sex"])
    .where("patient_id", "=", order.patientId)
    .executeTakeFirstOrThrow();
  const staff = await tx.selectFrom("staff").select("npi").where("staff_id", "=", order.staffId).executeTakeFirst();
  return { patient, npi: staff?.npi ?? null };
}

/** Kept with the step that it is of. */
export async function insertMessage(
  tx: T,
  {
    stepId,
    pharmacyId,
    at,
    message,
  }: { readonly stepId: string; readonly pharmacyId: string; readonly at: Instant; readonly message: PharmacyMessage },
): Promise<void> {
  await tx
    .insertInto("pharmacy_message")
    .values({
      step_id: stepId,
      order_id: message.orderId,
      pharmacy_id: pharmacyId,
      kind: message.kind,
      content: json(message),
      at,
    })
    .onConflict((conflict) => conflict.column("step_id").doNothing())
    .execute();
}

/** What went last about an order by the connection. */
export async function lastMessage(tx: T, orderId: string) {
  return (
    tx
      .selectFrom("pharmacy_message")
      .select(["step_id as stepId", "pharmacy_id as pharmacyId", "content"])
      .where("order_id", "=", orderId)
      .orderBy("at", "desc")
      .orderBy("step_id", "desc")
      // limit: the last one alone counts.
      .limit(1)
      .executeTakeFirst()
  );
}
