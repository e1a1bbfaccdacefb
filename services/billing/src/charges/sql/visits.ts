import type { Tx } from "@practicum/db/db";
import type { Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

export type Visit = Selectable<BillingSchema["visit"]> & {
  /** When the supervisor co-signed. */
  readonly cosigned_at: string | null;
};
export type ChargeRow = Selectable<BillingSchema["charge"]>;

export const CHARGE_COLUMNS = [
  "charge_id",
  "encounter_id",
  "line_number",
  "code",
  "label",
  "modifiers",
  "units",
  "pointers",
  "unit_price",
  "amount",
  "status",
  "drug",
  "version",
  "by_hand",
  "given_id",
] as const;

function visits(tx: BillingTx) {
  return tx
    .selectFrom("visit as v")
    .leftJoin("cosignature as s", "s.encounter_id", "v.encounter_id")
    .select([
      "v.encounter_id",
      "v.patient_id",
      "v.appointment_id",
      "v.location_id",
      "v.service_date",
      "v.provider_id",
      "v.supervisor_id",
      "v.signed_at",
      "v.seal",
      "v.diagnoses",
      "v.released_at",
      "v.without_note",
      "s.cosigned_at",
    ]);
}

export async function findVisit(tx: BillingTx, encounterId: string): Promise<Visit | null> {
  return (await visits(tx).where("v.encounter_id", "=", encounterId).executeTakeFirst()) ?? null;
}

/** The signed visit of an appointment of this patient; the last one where there are several. */
export async function visitOfAppointment(
  tx: BillingTx,
  { patientId, appointmentId }: { readonly patientId: string; readonly appointmentId: string },
): Promise<Visit | null> {
  const row = await visits(tx)
    .where("v.patient_id", "=", patientId)
    .where("v.appointment_id", "=", appointmentId)
    .orderBy("v.signed_at", "desc")
    // limit: the last one.
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** Visits of which a charge has this status, the oldest first. */
export async function visitsWithCharges(tx: BillingTx, status: ChargeRow["status"]): Promise<Visit[]> {
  return visits(tx)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("charge as c")
          .select("c.charge_id")
          .whereRef("c.encounter_id", "=", "v.encounter_id")
          .where("c.status", "=", status),
      ),
    )
    .orderBy("v.service_date")
    .orderBy("v.encounter_id")
    .execute();
}

/** Signed visits that nobody charged for, or whose charges were all taken off before their release. */
export async function visitsWithoutCharges(tx: BillingTx): Promise<Visit[]> {
  return visits(tx)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("charge as c")
            .select("c.charge_id")
            .whereRef("c.encounter_id", "=", "v.encounter_id")
            .where("c.status", "<>", "reversed"),
        ),
      ),
    )
    .where("v.released_at", "is", null)
    .orderBy("v.service_date")
    .orderBy("v.encounter_id")
    .execute();
}

export async function chargesOf(tx: BillingTx, encounterIds: readonly string[]): Promise<ChargeRow[]> {
  if (encounterIds.length === 0) return [];
  return tx
    .selectFrom("charge")
    .select(CHARGE_COLUMNS)
    .where("encounter_id", "in", encounterIds)
    .orderBy("line_number")
    .execute();
}

/** A visit's charges, kept from others until the transaction ends. */
export async function lockCharges(tx: BillingTx, encounterId: string): Promise<ChargeRow[]> {
  return tx
    .selectFrom("charge")
    .select(CHARGE_COLUMNS)
    .where("encounter_id", "=", encounterId)
    .orderBy("line_number")
    .forUpdate()
    .execute();
}

/** A patient's visits, the newest first. */
export async function visitsOf(tx: BillingTx, patientId: string) {
  return tx
    .selectFrom("visit")
    .select(["encounter_id", "service_date", "provider_id"])
    .where("patient_id", "=", patientId)
    .orderBy("service_date", "desc")
    .orderBy("encounter_id")
    .execute();
}

/** What each of a patient's charges is for. */
export async function serviceLabels(tx: BillingTx, patientId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .selectFrom("charge as c")
    .innerJoin("visit as v", "v.encounter_id", "c.encounter_id")
    .select(["c.charge_id", "c.label"])
    .where("v.patient_id", "=", patientId)
    .execute();
  return new Map(rows.map((row) => [row.charge_id, row.label]));
}
