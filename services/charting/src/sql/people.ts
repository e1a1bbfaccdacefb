import type { Role } from "@practicum/contracts/permission";
import type { PersonName } from "@practicum/contracts/schema";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;

/** Keeps the newest that is known of a patient. Version 0 is what an appointment says of one whose own event is still on its way. */
export async function keepPatient(
  tx: T,
  p: {
    readonly patientId: string;
    readonly name: PersonName;
    readonly birthDate: LocalDate;
    readonly sex: string;
    readonly mrn: string;
    readonly version: number;
  },
): Promise<void> {
  await sql`
    insert into patient (patient_id, family, given, middle, suffix, birth_date, sex, mrn, version)
    values (${p.patientId}, ${p.name.family}, ${p.name.given}, ${p.name.middle}, ${p.name.suffix}, ${p.birthDate}, ${p.sex}, ${p.mrn},
      ${p.version})
    on conflict (patient_id) do update set family = excluded.family, given = excluded.given, middle = excluded.middle,
      suffix = excluded.suffix, birth_date = excluded.birth_date, sex = excluded.sex, mrn = excluded.mrn, version = excluded.version
    where patient.version < excluded.version`.execute(tx);
}

export async function birthDateOf(tx: T, patientId: string): Promise<LocalDate | undefined> {
  const { rows } = await sql<{ birthDate: LocalDate }>`
    select birth_date as "birthDate" from patient where patient_id = ${patientId}`.execute(tx);
  return rows[0]?.birthDate;
}

/** Keeps the newest that is known of a member of staff. */
export async function keepStaff(
  tx: T,
  s: {
    readonly staffId: string;
    readonly displayName: string;
    readonly roles: readonly Role[];
    readonly supervisorId: string | null;
    readonly active: boolean;
    readonly version: number;
  },
): Promise<void> {
  await sql`
    insert into staff (staff_id, display_name, roles, supervisor_id, active, version)
    values (${s.staffId}, ${s.displayName}, ${s.roles}::text[], ${s.supervisorId}, ${s.active}, ${s.version})
    on conflict (staff_id) do update set display_name = excluded.display_name, roles = excluded.roles,
      supervisor_id = excluded.supervisor_id, active = excluded.active, version = excluded.version
    where staff.version < excluded.version`.execute(tx);
}

/** Active physicians, this person's own supervisor first. */
export async function supervisorsFor(tx: T, staffId: string): Promise<{ staffId: Id<"staff">; name: string }[]> {
  const { rows } = await sql<{ staffId: Id<"staff">; name: string }>`
    select s.staff_id as "staffId", s.display_name as name from staff s
    where s.active and 'physician' = any(s.roles) and s.staff_id <> ${staffId}
    order by s.staff_id = (select supervisor_id from staff where staff_id = ${staffId}) desc nulls last, s.display_name`.execute(
    tx,
  );
  return rows;
}
