import type { SeriesSlot } from "@practicum/contracts/scheduling/series";
import { must } from "@practicum/kernel/assert";
import { atLocal, clockOf, dateIn, instantFromMs } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { gapsOf, propose, type Gap } from "../domain/series.ts";
import { apart, hasRoom, openSlots, type SlotRoom } from "../domain/slots.ts";
import { inTheWayOf, timeOf, type Closure } from "../domain/hours.ts";
import type { StaffSlot } from "../domain/together.ts";
import { allVisitTypes, closuresBetween } from "../sql/resources.ts";
import {
  busyBetween,
  equipmentBusy,
  patientsBusy,
  roomsBusy,
  slotProviders,
  type SlotProviderRow,
} from "../sql/slots.ts";
import { holderOf, type SchedulingContext } from "./scheduling-context.ts";

export interface Proposal extends SeriesSlot {
  readonly providerName: string;
}

interface Wishes {
  readonly patientId: string;
  readonly visitTypeId: string;
  readonly minutes: number;
  readonly wished: readonly SeriesSlot[];
  /** By place; null where the wish can be met. */
  readonly conflicts: readonly (string | null)[];
  readonly moved: { readonly movedToo: readonly string[] } | null;
}

const MINUTE_MS = 60_000;

/** Other times for each visit that can't be where it is wished (SCH-208), by its place. */
export async function otherTimes(context: SchedulingContext, wishes: Wishes): Promise<Map<number, Proposal[]>> {
  const found = new Map<number, Proposal[]>();
  const places = wishes.conflicts.flatMap((one, place) => (one === null ? [] : [place]));
  if (places.length === 0) return found;
  const zone = context.practice.timeZone;
  const types = await allVisitTypes(context.tx);
  // Where all are in the way nothing has said how long a visit is.
  const minutes =
    wishes.minutes ||
    must(
      types.find((one) => one.visitTypeId === wishes.visitTypeId),
      "a kind of visit",
    ).minutes;
  const at = wishes.wished.map((one) => ({ ...one, startsAt: atLocal(one.date, one.start, zone) }));
  const gaps = gapsOf(at, minutes);
  const shown = places.map((place) => must(gaps[place]));
  const dayOf = (minute: number) => dateIn(instantFromMs(minute * MINUTE_MS), zone);
  const first = dayOf(Math.min(...shown.map((gap) => gap.after)));
  const last = dayOf(Math.max(...shown.map((gap) => gap.before)));
  const from = first < context.today ? context.today : first;
  const providers = await providersAt(context, wishes, from, last);
  const proposed: StaffSlot[] = [];
  for (const place of places) {
    const [gap, wish] = [must(gaps[place]), must(wishes.wished[place])];
    const open = openIn(context, providers, gap, { minutes, from, dayOf });
    const best = propose(gap, wish, minutes, open, proposed);
    proposed.push(...best);
    found.set(
      place,
      best.map((slot) => ({
        providerResourceId: slot.providerResourceId,
        providerName: must(providers.rows.find((one) => one.resourceId === slot.providerResourceId)).name,
        date: slot.date,
        start: timeOf(slot.minute),
      })),
    );
  }
  return found;
}

interface Providers {
  readonly rows: readonly (SlotProviderRow & { readonly taken: ReturnType<typeof apart> })[];
  readonly closures: readonly Closure[];
  readonly rooms: readonly SlotRoom[] | null;
}

/** Who works at the site of the visits, with all that fills their time, the patient's and that of the equipment. */
async function providersAt(
  context: SchedulingContext,
  { patientId, visitTypeId, wished, moved }: Wishes,
  first: LocalDate,
  last: LocalDate,
): Promise<Providers> {
  const { tx, now, practice } = context;
  const [from, to] = [
    atLocal(first, "00:00", practice.timeZone),
    atLocal(addDays(last, 1), "00:00", practice.timeZone),
  ];
  const holder = holderOf(context);
  const exceptVisits = moved?.movedToo ?? [];
  const anyone = { resourceId: null, locationId: null };
  const [all, closures, busy, patient, equipment, rooms] = await Promise.all([
    slotProviders(tx, { ...anyone, from: first }),
    closuresBetween(tx, first, last),
    busyBetween(tx, { ...anyone, from, to, holder, now, exceptVisits }),
    patientsBusy(tx, { patientIds: [patientId], from, to, exceptGroup: null, exceptVisits }),
    equipmentBusy(tx, { visitTypeId, from, to, exceptVisits }),
    roomsBusy(tx, { visitTypeId, from, to, exceptVisits }),
  ]);
  const sites = new Set(
    all.filter((one) => wished.some((slot) => slot.providerResourceId === one.resourceId)).map((one) => one.locationId),
  );
  const rows = all
    .filter((one) => sites.has(one.locationId))
    .flatMap((one) => {
      const own = busy.find((row) => row.resourceId === one.resourceId);
      return own ? [{ ...one, taken: apart([...own.taken, ...patient, ...equipment]) }] : [];
    });
  return { rows, closures: inTheWayOf([visitTypeId], closures, now, practice.timeZone), rooms };
}

/** The open times of a gap. */
function openIn(
  { now, practice }: SchedulingContext,
  { rows, closures, rooms }: Providers,
  gap: Gap,
  about: { readonly minutes: number; readonly from: LocalDate; readonly dayOf: (minute: number) => LocalDate },
): StaffSlot[] {
  const slots: StaffSlot[] = [];
  const first = about.dayOf(gap.after);
  for (let date = first < about.from ? about.from : first; date <= about.dayOf(gap.before); date = addDays(date, 1)) {
    const day = { date, clock: clockOf(date, practice.timeZone) };
    for (const provider of rows)
      for (const slot of openSlots(provider, day, about.minutes, closures, now)) {
        const at = { locationId: provider.locationId, slot, clock: day.clock };
        if (rooms === null || hasRoom(rooms, at, about.minutes, closures))
          slots.push({ ...slot, staffId: provider.staffId });
      }
  }
  return slots;
}
