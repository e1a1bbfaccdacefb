import type { Location, PracticeProfile } from "@practicum/contracts/identity/practice";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import type { BillingSchema } from "./schema.ts";

type BillingTx = Tx<BillingSchema>;

/** Keeps the newest version of what another service owns: events come late and out of order (BIL-1). */
export async function keepPatient(tx: BillingTx, patient: Patient): Promise<void> {
  await tx
    .insertInto("patient_copy")
    .values({ patient_id: patient.patientId, version: patient.version, content: json(patient) })
    .onConflict((conflict) =>
      conflict
        .column("patient_id")
        .doUpdateSet({ version: patient.version, content: json(patient) })
        .where("patient_copy.version", "<", patient.version),
    )
    .execute();
}

export async function keepStaff(tx: BillingTx, staff: StaffMember): Promise<void> {
  await tx
    .insertInto("staff_copy")
    .values({ staff_id: staff.staffId, version: staff.version, content: json(staff) })
    .onConflict((conflict) =>
      conflict
        .column("staff_id")
        .doUpdateSet({ version: staff.version, content: json(staff) })
        .where("staff_copy.version", "<", staff.version),
    )
    .execute();
}

export async function keepLocation(tx: BillingTx, location: Location): Promise<void> {
  await tx
    .insertInto("location_copy")
    .values({ location_id: location.locationId, version: location.version, content: json(location) })
    .onConflict((conflict) =>
      conflict
        .column("location_id")
        .doUpdateSet({ version: location.version, content: json(location) })
        .where("location_copy.version", "<", location.version),
    )
    .execute();
}

export async function keepPractice(tx: BillingTx, practice: PracticeProfile): Promise<void> {
  await tx
    .insertInto("practice_copy")
    .values({ one_row: true, version: practice.version, content: json(practice) })
    .onConflict((conflict) =>
      conflict
        .column("one_row")
        .doUpdateSet({ version: practice.version, content: json(practice) })
        .where("practice_copy.version", "<", practice.version),
    )
    .execute();
}

export async function keepAppointment(
  tx: BillingTx,
  { appointmentId, patientId, version }: Pick<Appointment, "appointmentId" | "patientId" | "version">,
): Promise<void> {
  await tx
    .insertInto("appointment_copy")
    .values({ appointment_id: appointmentId, patient_id: patientId, version })
    .onConflict((conflict) =>
      conflict
        .column("appointment_id")
        .doUpdateSet({ patient_id: patientId, version })
        .where("appointment_copy.version", "<", version),
    )
    .execute();
}

/** BIL-487. Of a visit that is not known here (it was booked before this was kept, or its event is on its way) nothing is said. */
export async function isOfAnother(
  tx: BillingTx,
  { appointmentId, patientId }: { readonly appointmentId: string | null; readonly patientId: string },
): Promise<boolean> {
  if (appointmentId === null) return false;
  const row = await tx
    .selectFrom("appointment_copy")
    .select("patient_id")
    .where("appointment_id", "=", appointmentId)
    .executeTakeFirst();
  return row !== undefined && row.patient_id !== patientId;
}

export async function findPatient(tx: BillingTx, patientId: string): Promise<Patient | null> {
  const row = await tx
    .selectFrom("patient_copy")
    .select("content")
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
  return row?.content ?? null;
}

export async function findStaff(tx: BillingTx, staffId: string | null): Promise<StaffMember | null> {
  if (staffId === null) return null;
  const row = await tx.selectFrom("staff_copy").select("content").where("staff_id", "=", staffId).executeTakeFirst();
  return row?.content ?? null;
}

export async function findLocation(tx: BillingTx, locationId: string | null): Promise<Location | null> {
  if (locationId === null) return null;
  const row = await tx
    .selectFrom("location_copy")
    .select("content")
    .where("location_id", "=", locationId)
    .executeTakeFirst();
  return row?.content ?? null;
}

export async function findPractice(tx: BillingTx): Promise<PracticeProfile | null> {
  const row = await tx.selectFrom("practice_copy").select("content").executeTakeFirst();
  return row?.content ?? null;
}

/** The names of many patients at once, for lists. */
export async function patientsById(tx: BillingTx, ids: readonly string[]): Promise<ReadonlyMap<string, Patient>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom("patient_copy")
    .select(["patient_id", "content"])
    .where("patient_id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.patient_id, row.content]));
}

export async function staffById(tx: BillingTx, ids: readonly string[]): Promise<ReadonlyMap<string, StaffMember>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .selectFrom("staff_copy")
    .select(["staff_id", "content"])
    .where("staff_id", "in", [...new Set(ids)])
    .execute();
  return new Map(rows.map((row) => [row.staff_id, row.content]));
}

/** Who counts as "ours" for an HMO's assigned provider. */
export async function npisOfPractice(tx: BillingTx): Promise<string[]> {
  const staff = await tx.selectFrom("staff_copy").select("content").execute();
  const practice = await tx.selectFrom("practice_copy").select("content").execute();
  return [
    ...staff.flatMap((row) => (row.content.npi ? [row.content.npi] : [])),
    ...practice.map((row) => row.content.npi),
  ];
}
