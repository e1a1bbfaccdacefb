import type { slotOffer } from "@practicum/contracts/scheduling/wait-list";
import type { Tx } from "@practicum/db/db";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import { sql, type Insertable, type RawBuilder, type Updateable } from "kysely";
import type { z } from "zod";
import type { AppointmentRow } from "./appointments.ts";
import { VISIT_MINUTES_MAX } from "./booking.ts";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;

export type OfferRow = z.output<typeof slotOffer> & {
  readonly startsAt: Instant;
  readonly appointmentId: string | null;
};

const VIEW = sql<OfferRow>`o.offer_id as "offerId", o.entry_id as "entryId", w.patient_id as "patientId",
  json_build_object('family', p.family, 'given', p.given, 'middle', p.middle, 'suffix', p.suffix) as "patientName", p.phone,
  o.provider_resource_id as "providerResourceId", o.date, o.start_time as start, o.minutes, o.state, o.offered_at as "offeredAt",
  o.offered_by as "offeredBy", o.expires_at as "expiresAt", o.answered_at as "answeredAt", o.because,
  o.starts_at as "startsAt", o.appointment_id as "appointmentId"`;

async function select(tx: T, rest: RawBuilder<unknown>): Promise<OfferRow[]> {
  const { rows } = await sql<OfferRow>`select ${VIEW} from slot_offer o join wait_entry w on w.entry_id = o.entry_id
    join patient p on p.patient_id = w.patient_id ${rest}`.execute(tx);
  return rows;
}

/**
 * Waits until nobody else books an offered time of a provider: of several who confirm it at once the second one sees the first. Taken before
 * any other lock.
 */
export async function lockSlot(
  tx: T,
  slot: { readonly providerResourceId: string; readonly startsAt: Instant },
): Promise<void> {
  const key = `slot ${slot.providerResourceId} ${slot.startsAt}`;
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`.execute(tx);
}

export async function offerById(tx: T, offerId: string): Promise<OfferRow | undefined> {
  const [row] = await select(tx, sql`where o.offer_id = ${offerId}`);
  return row;
}

/** Of a time, the latest first. */
export async function offersOfSlot(
  tx: T,
  slot: { readonly providerResourceId: string; readonly startsAt: Instant },
): Promise<OfferRow[]> {
  return select(
    tx,
    sql`where o.provider_resource_id = ${slot.providerResourceId} and o.starts_at = ${slot.startsAt}::timestamptz
      order by o.offered_at desc, o.offer_id`,
  );
}

/** Open offers that end because a provider's time was taken, or because their patient was booked; locked, in one order for everybody. */
export async function lockOpenOffers(
  tx: T,
  of: { readonly staffId: string; readonly startsAt: Instant; readonly endsAt: Instant } | { readonly entryId: string },
): Promise<OfferRow[]> {
  const which =
    "entryId" in of
      ? sql`o.entry_id = ${of.entryId}`
      : sql`o.staff_id = ${of.staffId} and o.starts_at < ${of.endsAt}::timestamptz and o.ends_at > ${of.startsAt}::timestamptz`;
  return select(tx, sql`where o.state = 'open' and ${which} order by o.offer_id for update of o`);
}

/** @returns false where it is offered to that person already. */
export async function insertOffer(tx: T, row: Insertable<SchedulingTables["slot_offer"]>): Promise<boolean> {
  const made = await tx
    .insertInto("slot_offer")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning("offer_id")
    .executeTakeFirst();
  return made !== undefined;
}

/** Ends an offer that is open still. @returns false where somebody else was there first. */
export async function endOffer(
  tx: T,
  offerId: string,
  change: Updateable<SchedulingTables["slot_offer"]>,
): Promise<boolean> {
  const row = await tx
    .updateTable("slot_offer")
    .set(change)
    .where("offer_id", "=", offerId)
    .where("state", "=", "open")
    .returning("offer_id")
    .executeTakeFirst();
  return row !== undefined;
}

/** SCH-105: the time that a visit had. */
export async function insertFreed(
  tx: T,
  visit: AppointmentRow,
  because: "cancelled" | "moved",
  now: Instant,
): Promise<void> {
  await tx
    .insertInto("freed_slot")
    .values({
      appointment_id: visit.appointmentId,
      provider_resource_id: visit.providerResourceId,
      staff_id: visit.providerStaffId,
      location_id: visit.locationId,
      date: visit.date,
      start_time: visit.start,
      minutes: visit.minutes,
      starts_at: visit.startsAt,
      ends_at: visit.endsAt,
      freed_at: now,
      because,
    })
    .execute();
}

export interface FreedRow {
  readonly providerResourceId: string;
  readonly providerName: string;
  readonly locationId: string;
  readonly date: string;
  readonly start: string;
  readonly minutes: number;
  readonly freedAt: Instant;
  readonly because: "cancelled" | "moved";
  readonly offered: number;
}

/** Times that came free and are so still: each once, however often it came free. The next first. */
export async function freedSlots(tx: T, locationId: string | null, now: Instant): Promise<FreedRow[]> {
  const { rows } = await sql<FreedRow>`
    select * from (
      select distinct on (f.provider_resource_id, f.starts_at) f.provider_resource_id as "providerResourceId",
        r.name as "providerName", f.location_id as "locationId", f.date, f.start_time as start, f.minutes,
        f.freed_at as "freedAt", f.because, f.starts_at,
        (select count(*)::int from slot_offer o where o.provider_resource_id = f.provider_resource_id
          and o.starts_at = f.starts_at and o.state = 'open') as offered
      from freed_slot f join resource r on r.resource_id = f.provider_resource_id and r.active
      where f.starts_at > ${now}::timestamptz and (${locationId}::uuid is null or f.location_id = ${locationId}::uuid)
        and not exists (select 1 from appointment a where a.provider_staff_id = f.staff_id
          and a.starts_at < f.ends_at and a.starts_at > f.starts_at - make_interval(mins => ${VISIT_MINUTES_MAX})
          and a.ends_at > f.starts_at and a.status not in ('cancelled', 'no-show'))
        and not exists (select 1 from closure c where f.date between c.date and c.until and c.kept_for = '[]'
          and (c.weekdays is null or c.weekdays @> to_jsonb(extract(isodow from f.date)::int))
          and (c.location_id is null or c.location_id = f.location_id)
          and (c.resource_id is null or c.resource_id = f.provider_resource_id)
          and (c.start_time is null or (c.start_time < f.start_time + make_interval(mins => f.minutes)
            and c.end_time > f.start_time)))
      order by f.provider_resource_id, f.starts_at, f.freed_id desc
    ) free order by starts_at, "providerName"`.execute(tx);
  return rows;
}

export interface SlotFacts {
  readonly providerName: string;
  readonly staffId: string;
  readonly locationId: string;
  readonly taken: boolean;
  /** Patients who are elsewhere in the practice at that time, by the visit that they have. */
  readonly busy: readonly { readonly patientId: string; readonly appointmentId: string }[];
}

/** What stands at a provider's time; undefined where there is no such provider. */
export async function slotFacts(
  tx: T,
  slot: { readonly providerResourceId: string; readonly startsAt: Instant; readonly minutes: number },
): Promise<SlotFacts | undefined> {
  const ends = addMinutes(slot.startsAt, slot.minutes);
  const { rows } = await sql<SlotFacts>`
    select r.name as "providerName", r.staff_id as "staffId", r.location_id as "locationId",
      exists (select 1 from appointment a where a.provider_staff_id = r.staff_id and a.starts_at < ${ends}::timestamptz
        and a.starts_at > ${addMinutes(slot.startsAt, -VISIT_MINUTES_MAX)}::timestamptz
        and a.ends_at > ${slot.startsAt}::timestamptz and a.status not in ('cancelled', 'no-show')) as taken,
      coalesce((select json_agg(json_build_object('patientId', a.patient_id, 'appointmentId', a.appointment_id))
        from wait_entry w join appointment a on a.patient_id = w.patient_id and a.starts_at < ${ends}::timestamptz
          and a.ends_at > ${slot.startsAt}::timestamptz and a.status not in ('cancelled', 'no-show')
        where w.state = 'waiting'), '[]') as busy
    from resource r where r.resource_id = ${slot.providerResourceId} and r.kind = 'provider' and r.active`.execute(tx);
  return rows[0];
}
