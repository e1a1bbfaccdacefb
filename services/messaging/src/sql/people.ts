import type { Permission, Role } from "@practicum/contracts/permission";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import { sql } from "kysely";
import type { ContactRefusalTable, MessagingSchema, PatientTable, StaffTable } from "./tables.ts";

/** Keeps the copy of a patient, unless a newer one is there already. */
export async function keepPatient(tx: Tx<MessagingSchema>, patient: PatientTable): Promise<void> {
  const { patient_id: _, ...changed } = patient;
  await tx
    .insertInto("patient")
    .values(patient)
    .onConflict((conflict) =>
      conflict.column("patient_id").doUpdateSet(changed).where("patient.version", "<", patient.version),
    )
    .execute();
}

export async function selectPatient(tx: Tx<MessagingSchema>, patientId: Id<"patient">): Promise<PatientTable | null> {
  const row = await tx
    .selectFrom("patient")
    .select(["patient_id", "name", "preferred", "phone", "email", "language", "active", "version"])
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
  return row ?? null;
}

/** Keeps what a patient refuses, unless something later is there already. */
export async function keepRefusals(tx: Tx<MessagingSchema>, refusals: ContactRefusalTable): Promise<void> {
  const { patient_id: _, ...changed } = refusals;
  await tx
    .insertInto("contact_refusal")
    .values(refusals)
    .onConflict((conflict) =>
      conflict.column("patient_id").doUpdateSet(changed).where("contact_refusal.at", "<=", refusals.at),
    )
    .execute();
}

/** By which ways a patient does not want to be written to. */
export async function refusalsOf(
  tx: Tx<MessagingSchema>,
  patientId: Id<"patient">,
): Promise<Pick<ContactRefusalTable, "text" | "email">> {
  const row = await tx
    .selectFrom("contact_refusal")
    .select(["text", "email"])
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
  return row ?? { text: false, email: false };
}

/** Keeps the copy of a person of the practice, unless a newer one is there already. */
export async function keepStaff(
  tx: Tx<MessagingSchema>,
  person: StaffTable & { readonly roles: readonly Role[] },
): Promise<void> {
  const { staff_id, ...rest } = person;
  // An array parameter needs its type said: PostgreSQL takes an empty one for text.
  const changed = {
    ...rest,
    roles: sql<readonly Role[]>`${person.roles}::text[]`,
    granted: sql<readonly Permission[]>`${person.granted}::text[]`,
    withheld: sql<readonly Permission[]>`${person.withheld}::text[]`,
  };
  await tx
    .insertInto("staff")
    .values({ staff_id, ...changed })
    .onConflict((conflict) =>
      conflict.column("staff_id").doUpdateSet(changed).where("staff.version", "<", person.version),
    )
    .execute();
}

export async function selectStaff(tx: Tx<MessagingSchema>, staffId: Id<"staff">): Promise<StaffTable | null> {
  const row = await tx
    .selectFrom("staff")
    .select(["staff_id", "name", "roles", "granted", "withheld", "active", "version"])
    .where("staff_id", "=", staffId)
    .executeTakeFirst();
  return row ?? null;
}
