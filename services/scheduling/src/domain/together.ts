import { fail, type DomainError } from "@practicum/contracts/error";
import type { Arrangement } from "@practicum/contracts/scheduling/visits-together";
import {
  addMinutes,
  atLocal,
  dateIn,
  instantFromMs,
  timeIn,
  type Instant,
  type TimeZone,
} from "@practicum/kernel/instant";
import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import { spread, type OpenSlot } from "./slots.ts";

const MINUTE_MS = 60_000;

/** Visits that follow one another without a gap, with one provider. */
export interface Chain {
  /** Their places in what was asked for. */
  readonly places: readonly number[];
  readonly minutes: number;
}

/** How several visits are laid out (SCH-149, SCH-150): one behind the other, or in two rows that begin at once. */
export function chainsOf(minutes: readonly number[], arrangement: Arrangement): Chain[] {
  const rows = arrangement === "in-a-row" ? 1 : 2;
  return Array.from({ length: rows }, (_, row) => {
    const places = minutes.flatMap((_, place) => (place % rows === row ? [place] : []));
    return { places, minutes: places.reduce((sum, place) => sum + (minutes[place] ?? 0), 0) };
  });
}

/** An open time with whose it is: somebody with two columns has one time. */
export type StaffSlot = OpenSlot & { readonly staffId: string };

/** How long the visit of a place takes with whose time it is (SCH-290). */
type MinutesWith = (place: number, slot: StaffSlot) => number;

export interface Planned {
  readonly place: number;
  readonly providerResourceId: string;
  readonly date: LocalDate;
  readonly start: LocalTime;
}

/**
 * The times at which all visits can be (SCH-149, SCH-150, SCH-156), the soonest first.
 *
 * @param open for each chain the times at which all of it is free
 */
export function layOut(
  chains: readonly Chain[],
  minutes: readonly number[],
  open: readonly (readonly StaffSlot[])[],
  zone: TimeZone,
  minutesWith: MinutesWith = (place) => minutes[place] ?? 0,
): Planned[][] {
  const [first = [], second] = open;
  const beside = second && Map.groupBy(second, (slot) => slot.at);
  const bySoonest = first.toSorted(soonest);
  const pairs = bySoonest.flatMap((slot): StaffSlot[][] => {
    if (!beside) return [[slot]];
    const other = beside.get(slot.at)?.find((one) => one.staffId !== slot.staffId);
    return other ? [[slot, other]] : [];
  });
  // With two at once the same start comes up for each provider in either row; once is enough.
  const distinct = beside
    ? [...Map.groupBy(pairs, ([slot]) => slot?.at).values()].flatMap((same) => same.slice(0, 1))
    : pairs;
  // limit: a few of each day, so that morning, noon and afternoon are offered.
  const shown = new Set(spread(distinct.flatMap(([slot]) => slot ?? [])));
  return distinct
    .filter(([slot]) => slot !== undefined && shown.has(slot))
    .flatMap((slots) => {
      const visits = chains.map((chain, row) => planChain(chain, minutesWith, slots[row], zone));
      return visits.every((one) => one !== null) ? [visits.flat().toSorted((a, b) => a.place - b.place)] : [];
    });
}

/** When each visit of a chain begins; null where the clock has that time twice and means the other one (SCH-101). */
function planChain(
  chain: Chain,
  minutesWith: MinutesWith,
  slot: StaffSlot | undefined,
  zone: TimeZone,
): Planned[] | null {
  if (!slot) return null;
  const planned: Planned[] = [];
  let after = 0;
  for (const place of chain.places) {
    const at = instantFromMs((slot.at + after) * MINUTE_MS);
    const [date, start] = [dateIn(at, zone), timeIn(at, zone)];
    if (atLocal(date, start, zone) !== at) return null;
    planned.push({ place, providerResourceId: slot.providerResourceId, date, start });
    after += minutesWith(place, slot);
  }
  return planned;
}

/** For each time of the second visit the latest of the first that leaves the time between (SCH-155). */
export function layBefore(
  first: readonly StaffSlot[],
  second: readonly StaffSlot[],
  { minutes, lead }: { readonly minutes: number; readonly lead: number },
  zone: TimeZone,
  minutesWith: MinutesWith = () => minutes,
): Planned[][] {
  const earlier = first.toSorted(soonest);
  return spread(second.toSorted(soonest))
    .toSorted(soonest)
    .flatMap((slot) => {
      const before = earlier.findLast((one) => one.at + minutesWith(0, one) + lead <= slot.at);
      if (!before) return [];
      const chains = [before, slot].map((one, place) => planChain({ places: [place], minutes: 0 }, () => 0, one, zone));
      return chains.every((one) => one !== null) ? [chains.flat()] : [];
    });
}

function soonest(a: StaffSlot, b: StaffSlot): number {
  return a.at - b.at || (a.providerResourceId < b.providerResourceId ? -1 : 1);
}

/** Whether the first visit ends as long before the second begins as it must (SCH-155). */
export function decideLead(
  first: { readonly endsAt: Instant },
  second: { readonly startsAt: Instant },
  leadMinutes: number,
): Result<undefined, DomainError> {
  if (addMinutes(first.endsAt, leadMinutes) <= second.startsAt) return ok();
  return fail("lead-too-short", { field: "start", detail: { lead: leadWords(leadMinutes) } });
}

/** "2 days", "90 minutes". */
export function leadWords(minutes: number): string {
  for (const [unit, length] of [
    ["day", 1440],
    ["hour", 60],
  ] as const)
    if (minutes >= length && minutes % length === 0) return counted(minutes / length, unit);
  return counted(minutes, "minute");
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
