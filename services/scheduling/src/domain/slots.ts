import { addMinutes, atLocal, epochMs, timeIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import { closedSpans, overlap, spansOn, timeOf, type Closure, type WeekHours } from "./hours.ts";

/** A provider whose open times are wanted. */
export interface SlotProvider {
  readonly resourceId: string;
  readonly locationId: string;
  /** Templates with the day they hold from; the latest that is not after the day counts. */
  readonly templates: readonly { readonly from: LocalDate; readonly hours: readonly WeekHours[] }[];
  /** Days on which other hours hold than the template's. */
  readonly exceptions: readonly { readonly date: LocalDate; readonly hours: readonly WeekHours[] }[];
  /** Appointments and others' holds. */
  readonly busy: readonly { readonly startsAt: Instant; readonly endsAt: Instant }[];
}

export interface OpenSlot {
  readonly providerResourceId: string;
  readonly date: LocalDate;
  readonly start: LocalTime;
  readonly startsAt: Instant;
}

/** Starts lie on the quarter hour, as day sheets are drawn; shorter visits lie closer. */
const STEP_MINUTES = 15;

/** The template in force on a day. */
export function templateOn(date: LocalDate, templates: SlotProvider["templates"]): readonly WeekHours[] {
  let best: SlotProvider["templates"][number] | undefined;
  for (const one of templates) if (one.from <= date && (!best || one.from > best.from)) best = one;
  return best?.hours ?? [];
}

function hoursInForce(date: LocalDate, provider: SlotProvider): readonly WeekHours[] {
  return provider.exceptions.find((one) => one.date === date)?.hours ?? templateOn(date, provider.templates);
}

/** A provider's open starts on a day (SCH-50): inside the hours, in no closure, over nothing, not in the past. */
export function openSlots(
  provider: SlotProvider,
  date: LocalDate,
  minutes: number,
  closures: readonly Closure[],
  now: Instant,
  zone: TimeZone,
): OpenSlot[] {
  const slots: OpenSlot[] = [];
  const closed = closedSpans(date, provider, closures);
  const step = Math.min(STEP_MINUTES, minutes);
  for (const open of spansOn(date, hoursInForce(date, provider))) {
    for (let from = open.from; from + minutes <= open.to; from += step) {
      if (closed.some((span) => overlap(span, { from, to: from + minutes }))) continue;
      const start = timeOf(from);
      const startsAt = atLocal(date, start, zone);
      if (startsAt < now || timeIn(startsAt, zone) !== start) continue;
      const endsAt = addMinutes(startsAt, minutes);
      if (provider.busy.some((b) => b.startsAt < endsAt && startsAt < b.endsAt)) continue;
      slots.push({ providerResourceId: provider.resourceId, date, start, startsAt });
    }
  }
  return slots;
}

/** Who the patient's provider is, as far as known. */
export interface Preference {
  /** Named by the HMO as the primary care provider. */
  readonly pcp: readonly string[];
  /** Saw the patient last. */
  readonly last: string | null;
}

export interface RankedSlot extends OpenSlot {
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
  const soonest = Math.min(...slots.map((slot) => epochMs(slot.startsAt)));
  const rank = (slot: OpenSlot): number =>
    preference.pcp.includes(slot.providerResourceId) ? 0 : slot.providerResourceId === preference.last ? 1 : 2;
  const kept = thin ? spread(slots) : slots;
  const ordered = [...kept].sort(
    (a, b) => rank(a) - rank(b) || (a.startsAt < b.startsAt ? -1 : a.startsAt > b.startsAt ? 1 : 0),
  );
  const shown = ordered.slice(0, limit);
  // Whoever can't wait for the own provider must still see the soonest time of all.
  const first = ordered.find((slot) => epochMs(slot.startsAt) === soonest);
  if (first && limit > 1 && !shown.includes(first)) shown.splice(-1, 1, first);
  return shown.map((slot) => ({ ...slot, because: reasons(slot, preference, soonest) }));
}

function reasons(slot: OpenSlot, preference: Preference, soonest: number): string[] {
  const because: string[] = [];
  if (preference.pcp.includes(slot.providerResourceId)) because.push("own primary care provider");
  if (slot.providerResourceId === preference.last) because.push("seen here last time");
  if (epochMs(slot.startsAt) === soonest) because.push("soonest");
  return because;
}

/** The first, a middle and the last of each provider's day, so that morning and afternoon are both offered. */
function spread(slots: readonly OpenSlot[]): OpenSlot[] {
  const days = Map.groupBy(slots, (slot) => `${slot.providerResourceId} ${slot.date}`);
  return [...days.values()].flatMap((day) => {
    if (day.length <= PER_DAY) return day;
    return [0, Math.floor(day.length / 2), day.length - 1].flatMap((i) => day[i] ?? []);
  });
}
