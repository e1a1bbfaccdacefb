// limits: each page says where the next one goes on.
import type { downtimeOperations, Sheet, SheetPart } from "@practicum/contracts/scheduling/downtime";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type Insertable } from "kysely";
import type { z } from "zod";
import { NAMES, VIEW } from "./appointments.ts";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;
export type KitRow = z.output<typeof downtimeOperations.listDowntimeKits.output>["kits"][number];

/** Takes the next numbers for as many sheets; another kit waits until this one stands. @returns the first. */
export async function takeNumbers(tx: T, count: number): Promise<number> {
  const { next } = await tx
    .updateTable("downtime_number")
    .set((eb) => ({ next: eb("next", "+", count) }))
    .returning("next")
    .executeTakeFirstOrThrow();
  return next - count;
}

/** @returns false where there is a kit with that id. */
export async function insertKit(
  tx: T,
  kit: Insertable<SchedulingTables["downtime_kit"]>,
  sheets: readonly Insertable<SchedulingTables["downtime_sheet"]>[],
): Promise<boolean> {
  const made = await tx
    .insertInto("downtime_kit")
    .values(kit)
    .onConflict((conflict) => conflict.column("kit_id").doNothing())
    .returning("kit_id")
    .executeTakeFirst();
  if (made === undefined) return false;
  await tx
    .insertInto("downtime_sheet")
    .values([...sheets])
    .execute();
  return true;
}

/** A page of kits and one more, the newest first. */
export async function kitPage(
  tx: T,
  from: { readonly at: Instant; readonly id: string } | null,
  limit: number,
): Promise<KitRow[]> {
  const { rows } = await sql<KitRow>`select k.kit_id as "kitId", k.date, k.made_at as "madeAt", k.made_by as "madeBy",
      k.first_number as "firstNumber", k.last_number as "lastNumber", k.used_at as "usedAt", k.used_by as "usedBy",
      (select count(*)::int from (select number from downtime_part join downtime_sheet using (number)
        where kit_id = k.kit_id and taken_back_at is null group by number having count(*) = 4) as whole) as settled
    from downtime_kit k
    where ${from === null ? sql`true` : sql`(k.made_at, k.kit_id) < (${from.at}::timestamptz, ${from.id}::uuid)`}
    order by k.made_at desc, k.kit_id desc limit ${limit + 1}`.execute(tx);
  return rows;
}

export async function kitById(tx: T, kitId: string): Promise<{ readonly usedAt: Instant | null } | undefined> {
  return tx.selectFrom("downtime_kit").select("used_at as usedAt").where("kit_id", "=", kitId).executeTakeFirst();
}

export async function setKitUsed(tx: T, kitId: string, used: { at: Instant; by: string } | null): Promise<void> {
  await tx
    .updateTable("downtime_kit")
    .set({ used_at: used?.at ?? null, used_by: used?.by ?? null })
    .where("kit_id", "=", kitId)
    .execute();
}

export async function hasEntries(tx: T, kitId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("downtime_part as p")
    .innerJoin("downtime_sheet as s", "s.number", "p.number")
    .select("p.number")
    .where("s.kit_id", "=", kitId)
    .where("p.taken_back_at", "is", null)
    .limit(1) // limit: one is enough to know.
    .executeTakeFirst();
  return row !== undefined;
}

/** A sheet with its kit and what stands of it, kept from others until the transaction ends. */
export async function lockSheet(tx: T, number: number) {
  const sheet = await tx
    .selectFrom("downtime_sheet as s")
    .innerJoin("downtime_kit as k", "k.kit_id", "s.kit_id")
    .leftJoin("appointment as a", "a.appointment_id", "s.appointment_id")
    .select(["s.number", "s.kit_id as kitId", "k.date", "k.used_at as usedAt", "a.patient_id as printedFor"])
    .where("s.number", "=", number)
    .forUpdate("s")
    .executeTakeFirst();
  if (sheet === undefined) return undefined;
  const parts = await tx
    .selectFrom("downtime_part")
    .select(["part", "state", "patient_id as patientId", "entered_by as enteredBy"])
    .where("number", "=", number)
    .where("taken_back_at", "is", null)
    .execute();
  return { ...sheet, parts };
}

export async function insertPart(tx: T, part: Insertable<SchedulingTables["downtime_part"]>): Promise<void> {
  await tx.insertInto("downtime_part").values(part).execute();
}

/** @returns the patient of what was taken back; undefined where nothing stands. */
export async function takeBackPart(
  tx: T,
  of: { readonly number: number; readonly part: SheetPart },
  taken: { readonly at: Instant; readonly by: string },
): Promise<{ readonly patientId: string | null } | undefined> {
  return tx
    .updateTable("downtime_part")
    .set({ taken_back_at: taken.at, taken_back_by: taken.by })
    .where("number", "=", of.number)
    .where("part", "=", of.part)
    .where("taken_back_at", "is", null)
    .returning("patient_id as patientId")
    .executeTakeFirst();
}

interface PartRow extends Omit<Sheet["parts"][number], "state"> {
  readonly number: number;
  readonly state: "entered" | "empty";
}
interface SheetRow {
  readonly number: number;
  readonly appointmentId: Id<"appointment"> | null;
}
type Visit = NonNullable<Sheet["visit"]>;

/** A page of a kit's sheets and one more. @param missing those alone of which a part is not accounted for. */
export async function sheetPage(
  tx: T,
  { kitId, after, limit, missing }: { kitId: string; after: number; limit: number; missing: boolean },
): Promise<{ sheets: SheetRow[]; parts: PartRow[]; visits: Map<string, Visit> }> {
  const { rows: sheets } =
    await sql<SheetRow>`select s.number, s.appointment_id as "appointmentId" from downtime_sheet s
    where s.kit_id = ${kitId} and s.number > ${after} and (not ${missing}::boolean or 4 > (
      select count(*) from downtime_part p where p.number = s.number and p.taken_back_at is null))
    order by s.number limit ${limit + 1}`.execute(tx);
  const numbers = sheets.map(({ number }) => number);
  if (numbers.length === 0) return { sheets, parts: [], visits: new Map() };
  const { rows: parts } = await sql<PartRow>`select p.number, p.part, p.state, p.patient_id as "patientId",
      case when n.patient_id is null then null else json_build_object(
        'family', n.family, 'given', n.given, 'middle', n.middle, 'suffix', n.suffix) end as "patientName",
      p.happened_at as "happenedAt", p.entered_at as "enteredAt", p.entered_by as "enteredBy", p.because
    from downtime_part p left join patient n on n.patient_id = p.patient_id
    where p.taken_back_at is null and p.number = any(${numbers}::int[])`.execute(tx);
  const ids = sheets.flatMap(({ appointmentId }) => (appointmentId === null ? [] : [appointmentId]));
  const { rows: visits } = await sql<Visit>`select ${VIEW} from appointment a ${NAMES}
    where a.appointment_id = any(${ids}::uuid[])`.execute(tx);
  return { sheets, parts, visits: new Map(visits.map((visit) => [visit.appointmentId, visit])) };
}

export async function isPatient(tx: T, patientId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("patient")
    .select("patient_id")
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
  return row !== undefined;
}

export type LockedSheet = NonNullable<Awaited<ReturnType<typeof lockSheet>>> & { readonly date: LocalDate };
