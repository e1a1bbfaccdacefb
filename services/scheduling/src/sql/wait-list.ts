import type { waitEntry } from "@practicum/contracts/scheduling/wait-list";
import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type Insertable, type RawBuilder, type Updateable } from "kysely";
import type { z } from "zod";
import { minutesWith } from "./booking.ts";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

const PRIORITIES = ["urgent", "soon", "routine"] as const;
export const priorityRank = (priority: (typeof PRIORITIES)[number]): number => PRIORITIES.indexOf(priority);

/** An entry as the contract shows it, with its place in the list. */
export type EntryRow = z.output<typeof waitEntry> & { readonly rank: number; readonly stateSince: Instant };

/** Columns of an entry `w` with the names of what it points to. @param today after whose end a wish is over. */
const view = (
  today: LocalDate,
  withResource: string | null = null,
) => sql<EntryRow>`w.entry_id as "entryId", w.patient_id as "patientId",
  json_build_object('family', p.family, 'given', p.given, 'middle', p.middle, 'suffix', p.suffix) as "patientName",
  p.birth_date as "birthDate", p.phone, p.language, w.visit_type_id as "visitTypeId", v.name as "visitTypeName",
  ${minutesWith(sql`(select staff_id from resource where resource_id = ${withResource}::uuid)`)} as minutes,
  w.provider_resource_id as "providerResourceId", r.name as "providerName", w.location_id as "locationId",
  w.day_part as "dayPart", w.from_date as "from", w.until_date as "until",
  (array['urgent', 'soon', 'routine'])[w.priority + 1] as priority, w.note,
  case when a.appointment_id is null then null else json_build_object('appointmentId', a.appointment_id, 'date', a.date,
    'start', to_char(a.start_time, 'HH24:MI'), 'version', a.version) end as appointment,
  case when w.state = 'waiting' and w.until_date < ${today}::date then 'over' else w.state end as state,
  w.because, w.added_at as "addedAt", w.added_by as "addedBy", w.version, w.priority as rank, w.state_since as "stateSince"`;

/** A visit that was cancelled or was held meanwhile is none that could be moved. */
const NAMES = sql`join patient p on p.patient_id = w.patient_id
  join visit_type v on v.visit_type_id = w.visit_type_id
  left join resource r on r.resource_id = w.provider_resource_id
  left join appointment a on a.appointment_id = w.appointment_id and a.status = 'booked'`;

async function select(
  tx: T,
  today: LocalDate,
  rest: RawBuilder<unknown>,
  withResource: string | null = null,
): Promise<EntryRow[]> {
  const { rows } = await sql<EntryRow>`select ${view(today, withResource)} from wait_entry w ${NAMES} ${rest}`.execute(
    tx,
  );
  return rows;
}

export async function entryById(tx: T, today: LocalDate, entryId: string): Promise<EntryRow | undefined> {
  const [row] = await select(tx, today, sql`where w.entry_id = ${entryId}`);
  return row;
}

/** An entry kept from others until the transaction ends. */
export async function lockEntry(tx: T, today: LocalDate, entryId: string): Promise<EntryRow | undefined> {
  const [row] = await select(tx, today, sql`where w.entry_id = ${entryId} for update of w`);
  return row;
}

/** All who wait, in the order of the list; @param withResource in whose column each would be seen, for how long that takes (SCH-290). */
export async function allWaiting(tx: T, today: LocalDate, withResource: string | null = null): Promise<EntryRow[]> {
  return select(
    tx,
    today,
    sql`where w.state = 'waiting' and w.until_date >= ${today}::date order by w.priority, w.added_at, w.entry_id`,
    withResource,
  );
}

interface PageAsk {
  readonly today: LocalDate;
  readonly waiting: boolean;
  readonly locationId: string | null;
  readonly limit: number;
  readonly from: { readonly rank: number; readonly at: string; readonly id: string } | null;
}

const those = ({ waiting, today, locationId }: Omit<PageAsk, "limit" | "from">) => sql`
  ${waiting ? sql`w.state = 'waiting' and w.until_date >= ${today}::date` : sql`(w.state <> 'waiting' or w.until_date < ${today}::date)`}
  and (${locationId}::uuid is null or w.location_id is null or w.location_id = ${locationId}::uuid)`;

/** A page and one more: who waits, the most urgent first and then the longest; or who does no longer, the latest first. */
export async function entryPage(tx: T, ask: PageAsk): Promise<EntryRow[]> {
  const { from } = ask;
  const after =
    from === null
      ? sql`true`
      : ask.waiting
        ? sql`(w.priority, w.added_at, w.entry_id) > (${from.rank}::int, ${from.at}::timestamptz, ${from.id}::uuid)`
        : sql`(w.state_since, w.entry_id) < (${from.at}::timestamptz, ${from.id}::uuid)`;
  const order = ask.waiting
    ? sql`order by w.priority, w.added_at, w.entry_id`
    : sql`order by w.state_since desc, w.entry_id desc`;
  // limit: a page; the caller asks on from its last one.
  return select(tx, ask.today, sql`where ${those(ask)} and ${after} ${order} limit ${ask.limit + 1}`);
}

export async function entryCount(tx: T, ask: Omit<PageAsk, "limit" | "from">): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*)::int as count from wait_entry w where ${those(ask)}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** @returns false where the patient waits for that kind of visit already. */
export async function insertEntry(tx: T, row: Insertable<SchedulingTables["wait_entry"]>): Promise<boolean> {
  const made = await tx
    .insertInto("wait_entry")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning("entry_id")
    .executeTakeFirst();
  return made !== undefined;
}

/** Changes an entry that the caller has locked; gives its new version. */
export async function changeEntry(
  tx: T,
  seen: { readonly entryId: string; readonly version: number },
  changes: Updateable<SchedulingTables["wait_entry"]>,
): Promise<number> {
  await tx
    .updateTable("wait_entry")
    .set({ ...changes, version: seen.version + 1 })
    .where("entry_id", "=", seen.entryId)
    .execute();
  return seen.version + 1;
}

/** Whether another entry of the patient waits for that kind of visit. */
export async function waitsBeside(
  tx: T,
  of: { readonly patientId: string; readonly visitTypeId: string; readonly entryId: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom("wait_entry")
    .select("entry_id")
    .where("patient_id", "=", of.patientId)
    .where("visit_type_id", "=", of.visitTypeId)
    .where("state", "=", "waiting")
    .where("entry_id", "<>", of.entryId)
    .executeTakeFirst();
  return row !== undefined;
}

/** What an entry names and is not there, or not in use: the field's name; null where all is. */
export async function missingOf(
  tx: T,
  wish: {
    readonly patientId: string;
    readonly visitTypeId: string;
    readonly providerResourceId: string | null;
    readonly locationId: string | null;
  },
): Promise<string | null> {
  const { rows } = await sql<{ missing: string | null }>`select case
    when not exists (select 1 from patient where patient_id = ${wish.patientId} and active) then 'patientId'
    when not exists (select 1 from visit_type where visit_type_id = ${wish.visitTypeId} and active) then 'visitTypeId'
    when ${wish.providerResourceId}::uuid is not null and not exists (select 1 from resource
      where resource_id = ${wish.providerResourceId}::uuid and kind = 'provider' and active) then 'providerResourceId'
    when ${wish.locationId}::uuid is not null and not exists (select 1 from resource
      where location_id = ${wish.locationId}::uuid and kind = 'provider' and active) then 'locationId'
    end as missing`.execute(tx);
  return rows[0]?.missing ?? null;
}
