import type { Permission, Role } from "@practicum/contracts/permission";
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
    readonly sex: ChartingTables["patient"]["sex"];
    readonly mrn: string;
    /** Set where the patient has died. */
    readonly death?: unknown;
    readonly version: number;
  },
): Promise<void> {
  const { family, given, middle, suffix } = p.name;
  const of = { birth_date: p.birthDate, sex: p.sex, mrn: p.mrn, deceased: Boolean(p.death), version: p.version };
  const known = { family, given, middle, suffix, ...of };
  await tx
    .insertInto("patient")
    .values({ patient_id: p.patientId, ...known })
    .onConflict((conflict) => conflict.column("patient_id").doUpdateSet(known).where("patient.version", "<", p.version))
    .execute();
}

/** Name and birth date, as a letter says them, with what else tells somebody from others. */
export async function personOf(tx: T, patientId: string) {
  return tx
    .selectFrom("patient")
    .select(["given", "family", "birth_date as born", "sex", "mrn"])
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
}

/** Whether scheduling has told that the patient died: nothing is proposed for one who has (CHT-505). */
export async function hasDied(tx: T, patientId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("patient")
    .select("patient_id")
    .where("patient_id", "=", patientId)
    .where("deceased", "=", true)
    .executeTakeFirst();
  return row !== undefined;
}

export async function birthDateOf(tx: T, patientId: string): Promise<LocalDate | undefined> {
  const row = await tx
    .selectFrom("patient")
    .select("birth_date")
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
  return row?.birth_date;
}

/** Keeps the newest that is known of a member of staff. */
export async function keepStaff(
  tx: T,
  s: {
    readonly staffId: string;
    readonly displayName: string;
    readonly roles: readonly Role[];
    readonly granted?: readonly Permission[] | undefined;
    readonly withheld?: readonly Permission[] | undefined;
    readonly supervisorId: string | null;
    readonly npi: string | null;
    readonly dea?: string | null | undefined;
    readonly active: boolean;
    readonly version: number;
  },
): Promise<void> {
  const known = {
    display_name: s.displayName,
    // An array parameter needs its type said: PostgreSQL takes an empty one for text.
    roles: sql<readonly Role[]>`${s.roles}::text[]`,
    granted: sql<readonly Permission[]>`${s.granted ?? []}::text[]`,
    withheld: sql<readonly Permission[]>`${s.withheld ?? []}::text[]`,
    supervisor_id: s.supervisorId,
    npi: s.npi,
    dea: s.dea ?? null,
    active: s.active,
    version: s.version,
  };
  await tx
    .insertInto("staff")
    .values({ staff_id: s.staffId, ...known })
    .onConflict((conflict) => conflict.column("staff_id").doUpdateSet(known).where("staff.version", "<", s.version))
    .execute();
}

/** Active physicians, this person's own supervisor first. */
export async function supervisorsFor(tx: T, staffId: string): Promise<{ staffId: Id<"staff">; name: string }[]> {
  return tx
    .selectFrom("staff as s")
    .leftJoin("staff as own", (join) => join.on("own.staff_id", "=", staffId))
    .select(["s.staff_id as staffId", "s.display_name as name"])
    .where("s.active", "=", true)
    .where((eb) => eb(eb.val("physician"), "=", eb.fn.any("s.roles")))
    .where("s.staff_id", "<>", staffId)
    .orderBy(
      (eb) => eb("s.staff_id", "=", eb.ref("own.supervisor_id")),
      (order) => order.desc().nullsLast(),
    )
    .orderBy("s.display_name")
    .execute();
}
