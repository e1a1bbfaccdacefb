import { epochMs, type ClockStretch, type Instant } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import { closedSpans, endOn, overlap, spansOn, timeOf, type Closure, type WeekHours } from "./hours.ts";

/** A provider whose open times are wanted. */
export interface SlotProvider {
  readonly resourceId: string;
  readonly locationId: string;
  /** Templates with the day they hold from; the latest that is not after the day counts. */
  readonly templates: readonly { readonly from: LocalDate; readonly hours: readonly WeekHours[] }[];
  /** Days on which other hours hold than the template's. */
  readonly exceptions: readonly { readonly date: LocalDate; readonly hours: readonly WeekHours[] }[];
  /** What fills the provider's time, as {@link apart} gives it. */
  readonly taken: readonly Taken[];
}

/** Time that is taken, in minutes since 1970 in UTC; the end is not part of it. */
export interface Taken {
  readonly from: number;
  readonly to: number;
}

/** A day with its wall clock (`clockOf`), looked up once for all providers. */
export interface SlotDay {
  readonly date: LocalDate;
  readonly clock: readonly ClockStretch[];
}

export interface OpenSlot {
  readonly providerResourceId: string;
  readonly date: LocalDate;
  /** On the wall clock, in minutes since midnight. */
  readonly minute: number;
  /** The moment, in minutes since 1970 in UTC. */
  readonly at: number;
}

/** Starts lie on the quarter hour, as day sheets are drawn; shorter visits lie closer. */
const STEP_MINUTES = 15;
const MINUTE_MS = 60_000;

/** Taken time in order, with what touches or lies over another as one: so it is walked through once, beside the times of a day. */
export function apart(taken: readonly Taken[]): Taken[] {
  const joined: { from: number; to: number }[] = [];
  for (const { from, to } of [...taken].sort((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else joined.push({ from, to });
  }
  return joined;
}

/** The template in force on a day. */
export function templateOn(date: LocalDate, templates: SlotProvider["templates"]): readonly WeekHours[] {
  let best: SlotProvider["templates"][number] | undefined;
  for (const one of templates) if (one.from <= date && (!best || one.from > best.from)) best = one;
  return best?.hours ?? [];
}

function hoursInForce(date: LocalDate, provider: SlotProvider): readonly WeekHours[] {
  return provider.exceptions.find((one) => one.date === date)?.hours ?? templateOn(date, provider.templates);
}

/**
 * A provider's open starts on a day (SCH-50): inside the hours, in no closure, over nothing, not in the past. All is reckoned in
 * whole minutes: a search over months looks at tens of thousands of times.
 */
export function openSlots(
  provider: SlotProvider,
  { date, clock }: SlotDay,
  minutes: number,
  closures: readonly Closure[],
  now: Instant,
): OpenSlot[] {
  const slots: OpenSlot[] = [];
  const nowMinute = epochMs(now) / MINUTE_MS;
  const closed = closedSpans(date, provider, closures);
  const step = Math.min(STEP_MINUTES, minutes);
  let next: number | undefined;
  for (const open of spansOn(date, hoursInForce(date, provider))) {
    for (const stretch of clock) {
      const midnight = stretch.midnightMs / MINUTE_MS;
      // The first of the hours' steps that the stretch holds: minutes of no stretch do not exist.
      const first = open.from + Math.max(0, Math.ceil((stretch.from - open.from) / step)) * step;
      for (let minute = first; minute < stretch.to; minute += step) {
        const end = endOn(clock, minute, minutes);
        if (end > open.to) break;
        const at = midnight + minute;
        if (at < nowMinute || closed.some((span) => overlap(span, { from: minute, to: end }))) continue;
        next = firstAfter(provider.taken, at, next);
        const taken = provider.taken[next];
        if (taken === undefined || taken.from >= at + minutes) {
          slots.push({ providerResourceId: provider.resourceId, date, minute, at });
        }
      }
    }
  }
  return slots;
}

/** The place of the first taken time that ends after a moment. Moments come in order, so all but the first look starts where the last ended. */
function firstAfter(taken: readonly Taken[], at: number, from: number | undefined): number {
  if (from !== undefined) {
    let place = from;
    while (place < taken.length && (taken[place]?.to ?? 0) <= at) place += 1;
    return place;
  }
  let [low, high] = [0, taken.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((taken[middle]?.to ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** A room of the kind that a visit needs, with when it is planned. */
export interface SlotRoom {
  readonly resourceId: string;
  readonly locationId: string;
  readonly taken: readonly Taken[];
}

/** Whether one room of the site is free for the whole of a visit (SCH-291): two that are free in turn are none. */
export function hasRoom(
  rooms: readonly SlotRoom[],
  at: { readonly locationId: string; readonly slot: OpenSlot; readonly clock: readonly ClockStretch[] },
  minutes: number,
  closures: readonly Closure[],
): boolean {
  const { slot } = at;
  const span = { from: slot.minute, to: endOn(at.clock, slot.minute, minutes) };
  return rooms.some(
    (room) =>
      room.locationId === at.locationId &&
      !room.taken.some((taken) => taken.from < slot.at + minutes && slot.at < taken.to) &&
      !closedSpans(slot.date, room, closures).some((closed) => overlap(closed, span)),
  );
}

/** Who the patient's provider is, as far as known. */
export interface Preference {
  /** Named by the HMO as the primary care provider. */
  readonly pcp: readonly string[];
  /** Saw the patient last. */
  readonly last: string | null;
}

export interface RankedSlot {
  readonly providerResourceId: string;
  readonly date: LocalDate;
  readonly start: LocalTime;
  readonly because: readonly string[];
}

/** Of one provider and day, more than this many hide the others. */
const PER_DAY = 3;

/**
 * Orders open times (SCH-51): the patient's own provider first, then who saw the patient last, then soonest. Payers and prices
 * play no part. Unless one provider was asked for, a day shows at most three times of each.
 */
export function rankSlots(
  slots: readonly OpenSlot[],
  preference: Preference,
  thin: boolean,
  limit: number,
): RankedSlot[] {
  const soonest = slots.reduce((first, slot) => Math.min(first, slot.at), Infinity);
  const rank = (slot: OpenSlot): number =>
    preference.pcp.includes(slot.providerResourceId) ? 0 : slot.providerResourceId === preference.last ? 1 : 2;
  const kept = thin ? spread(slots) : slots;
  const ordered = [...kept].sort((a, b) => rank(a) - rank(b) || a.at - b.at);
  const shown = ordered.slice(0, limit);
  // Whoever can't wait for the own provider must still see the soonest time of all.
  const first = ordered.find((slot) => slot.at === soonest);
  if (first && limit > 1 && !shown.includes(first)) shown.splice(-1, 1, first);
  return shown.map((slot) => ({
    providerResourceId: slot.providerResourceId,
    date: slot.date,
    start: timeOf(slot.minute),
    because: reasons(slot, preference, soonest),
  }));
}

function reasons(slot: OpenSlot, preference: Preference, soonest: number): string[] {
  const because: string[] = [];
  if (preference.pcp.includes(slot.providerResourceId)) because.push("own primary care provider");
  if (slot.providerResourceId === preference.last) because.push("seen here last time");
  if (slot.at === soonest) because.push("soonest");
  return because;
}

/** The first, a middle and the last of each provider's day, so that morning and afternoon are both offered. */
export function spread<Slot extends OpenSlot>(slots: readonly Slot[]): Slot[] {
  const days = Map.groupBy(slots, (slot) => `${slot.providerResourceId} ${slot.date}`);
  return [...days.values()].flatMap((day) => {
    if (day.length <= PER_DAY) return day;
    return [0, Math.floor(day.length / 2), day.length - 1].flatMap((i) => day[i] ?? []);
  });
}
