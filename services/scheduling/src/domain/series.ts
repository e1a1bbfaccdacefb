import { fail, type DomainError } from "@practicum/contracts/error";
import {
  SERIES_VISITS_MAX,
  SERIES_VISITS_MIN,
  type SeriesRule,
  type SeriesScope,
  type SeriesSlot,
} from "@practicum/contracts/scheduling/series";
import type { AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import { epochMs, type Instant } from "@practicum/kernel/instant";
import {
  addDays,
  addMonths,
  dayOfWeek,
  daysBetween,
  minutesOf,
  type LocalDate,
  type LocalTime,
} from "@practicum/kernel/local-date";
import { ok, type Err, type Result } from "@practicum/kernel/result";
import type { StaffSlot } from "./together.ts";
import { requireBooked } from "./visit-flow.ts";

/** No series reaches further: nobody knows the hours of then. */
const SERIES_MONTHS_MAX = 24;
const PROPOSALS = 3;
const MINUTE_MS = 60_000;

/** The days on which a rule puts visits, the first not before the given day (SCH-205, SCH-206). */
export function occurrencesOf(rule: SeriesRule, first: LocalDate): Result<LocalDate[], DomainError> {
  const last = addMonths(first, SERIES_MONTHS_MAX);
  const until = rule.ends.by === "until" ? rule.ends.until : null;
  if (until !== null && until < first) return refuse("rule.ends.until", "The series ends before its first visit.");
  if (until !== null && until > last) return refuse("rule.ends.until", "A series ends within two years.");
  const count = rule.ends.by === "count" ? rule.ends.count : SERIES_VISITS_MAX + 1;
  const days: LocalDate[] = [];
  for (const day of daysOf(rule, first, until ?? last)) {
    days.push(day);
    if (days.length === count) break;
  }
  if (days.length > SERIES_VISITS_MAX)
    return refuse("rule.ends.until", `A series has at most ${SERIES_VISITS_MAX} visits. Let it end sooner.`);
  if (rule.ends.by === "count" && days.length < rule.ends.count)
    return refuse("rule.ends.count", "A series ends within two years. Let it have fewer visits.");
  if (days.length < SERIES_VISITS_MIN)
    return refuse(`rule.ends.${rule.ends.by}`, "A series has at least two visits. Let it end later.");
  return ok(days);
}

function refuse(field: string, message: string): Result<never, DomainError> {
  return fail("invalid-input", { field, fields: [{ field, message }] });
}

/** The days of a rule in order, up to the last. */
function* daysOf(rule: SeriesRule, first: LocalDate, last: LocalDate): Generator<LocalDate> {
  if (rule.unit === "month") {
    for (let n = 0; ; n += rule.every) {
      const day = rule.monthly === "date" ? addMonths(first, n) : sameWeekday(first, n);
      if (day > last) return;
      yield day;
    }
  }
  const weekly = rule.unit === "week";
  const asked = new Set(rule.weekdays.length > 0 ? rule.weekdays : weekly ? [dayOfWeek(first)] : []);
  // Weeks begin on Monday, so "every two weeks on Monday and Friday" are days of one week (RFC 5545, WKST).
  const monday = addDays(first, 1 - dayOfWeek(first));
  for (let day = first; day <= last; day = addDays(day, 1)) {
    const turn = weekly ? Math.floor(daysBetween(monday, day) / 7) : daysBetween(first, day);
    if (turn % rule.every === 0 && (asked.size === 0 || asked.has(dayOfWeek(day)))) yield day;
  }
}

/** The same weekday of a later month: the second Tuesday; a fifth where there is none is the last. */
function sameWeekday(first: LocalDate, months: number): LocalDate {
  const nth = Math.floor((Number(first.slice(8)) - 1) / 7);
  const month = addMonths(`${first.slice(0, 8)}01`, months);
  const on = addDays(month, (dayOfWeek(first) - dayOfWeek(month) + 7) % 7);
  const day = addDays(on, 7 * nth);
  return day.slice(0, 7) === month.slice(0, 7) ? day : addDays(day, -7);
}

/** What is wrong with the visits that were chosen of a rule's days: each stands for one of them, in their order. */
export function seriesFault(
  visits: readonly { readonly appointmentId: string; readonly on: LocalDate }[],
  days: readonly LocalDate[],
): Err<DomainError> | null {
  if (new Set(visits.map((one) => one.appointmentId)).size < visits.length)
    return fail("invalid-input", {
      field: "visits",
      fields: [{ field: "visits", message: "The same visit is named twice." }],
    });
  const strange = visits.findIndex(
    ({ on }, place) => !days.includes(on) || (place > 0 && on <= (visits[place - 1]?.on ?? "")),
  );
  if (strange === -1) return null;
  const field = `visits.${strange}.on`;
  return fail("invalid-input", { field, fields: [{ field, message: "The series has no visit on this day." }] });
}

const inOrder = (days: readonly number[]) => days.toSorted((a, b) => a - b).join();

export function sameRule(a: SeriesRule, b: SeriesRule): boolean {
  return (
    a.every === b.every &&
    a.unit === b.unit &&
    a.monthly === b.monthly &&
    inOrder(a.weekdays) === inOrder(b.weekdays) &&
    (a.ends.by === "count"
      ? b.ends.by === "count" && a.ends.count === b.ends.count
      : b.ends.by === "until" && a.ends.until === b.ends.until)
  );
}

/** A visit of a series: where it stands, and where the series puts it. */
export interface SeriesVisit {
  readonly appointmentId: string;
  readonly version: number;
  readonly status: AppointmentStatus;
  readonly startsAt: Instant;
  readonly place: number;
  readonly at: SeriesSlot;
  readonly planned: SeriesSlot;
}

export function sameSlot(a: SeriesSlot, b: SeriesSlot): boolean {
  return a.date === b.date && a.start === b.start && a.providerResourceId === b.providerResourceId;
}

/** Whether it was moved by itself. */
export const isApart = (visit: SeriesVisit): boolean => !sameSlot(visit.at, visit.planned);

/** Those that a change of several reaches (SCH-212): booked, still ahead, and from the anchor on where later ones are asked for. */
function reached(visits: readonly SeriesVisit[], anchor: SeriesVisit, scope: SeriesScope, now: Instant): SeriesVisit[] {
  return visits.filter(
    (one) => one.status === "booked" && one.startsAt > now && (scope === "ahead" || one.place >= anchor.place),
  );
}

function anchorOf(
  visits: readonly SeriesVisit[],
  appointmentId: string,
  now: Instant,
): Result<SeriesVisit, DomainError> {
  const anchor = visits.find((one) => one.appointmentId === appointmentId);
  if (!anchor) return fail("not-found", { field: "appointmentId" });
  const open = requireBooked(anchor.status);
  if (!open.ok) return open;
  if (anchor.startsAt <= now) return fail("in-the-past", { field: "appointmentId" });
  return ok(anchor);
}

export interface SeriesMove {
  readonly visit: SeriesVisit;
  /** Where the series puts it after the move. */
  readonly planned: SeriesSlot;
}

/**
 * What moving one visit does to the others (SCH-211 to SCH-213): each goes as many days as it does, to its time and its provider. One that
 * was moved by itself keeps its own time.
 */
export function decideSeriesMove(
  visits: readonly SeriesVisit[],
  asked: { readonly appointmentId: string; readonly reach: SeriesScope; readonly target: SeriesSlot },
  now: Instant,
): Result<{ moves: SeriesMove[]; apart: SeriesMove[] }, DomainError> {
  const found = anchorOf(visits, asked.appointmentId, now);
  if (!found.ok) return found;
  const anchor = found.value;
  if (isApart(anchor)) return fail("series-visit-apart", { field: "appointmentId" });
  if (sameSlot(anchor.at, asked.target)) return refuse("target", "It is there already. Choose another time.");
  const days = daysBetween(anchor.planned.date, asked.target.date);
  const all = reached(visits, anchor, asked.reach, now).map((visit) => ({
    visit,
    planned: { ...asked.target, date: addDays(visit.planned.date, days) },
  }));
  return ok({ moves: all.filter((one) => !isApart(one.visit)), apart: all.filter((one) => isApart(one.visit)) });
}

/** The visits that are cancelled (SCH-214), those that were moved by themselves too. The one that it is asked at may be over. */
export function decideSeriesCancel(
  visits: readonly SeriesVisit[],
  asked: { readonly appointmentId: string; readonly reach: SeriesScope },
  now: Instant,
): Result<SeriesVisit[], DomainError> {
  const anchor = visits.find((one) => one.appointmentId === asked.appointmentId);
  if (!anchor) return fail("not-found", { field: "appointmentId" });
  const all = reached(visits, anchor, asked.reach, now);
  return all.length > 0 ? ok(all) : fail("in-the-past", { field: "appointmentId" });
}

interface Seen {
  readonly appointmentId: string;
  readonly version: number;
}

/** Whether the visits that somebody saw are those that a change reaches, each as it was seen; else what was shown is not what is done. */
export function sameVisits(seen: readonly Seen[], reachedNow: readonly Seen[]): Result<undefined, DomainError> {
  const key = (list: typeof seen) =>
    list
      .map((one) => `${one.appointmentId} ${one.version}`)
      .toSorted(byText)
      .join();
  return key(seen) === key(reachedNow) ? ok() : fail("stale-version", { field: "visits" });
}

/** Why a change is not taken back: a visit that it touched was changed since. */
export function changeFault(touched: readonly Seen[], now: readonly Seen[]): Err<DomainError> | null {
  const place = touched.findIndex(
    (one) => now.find((visit) => visit.appointmentId === one.appointmentId)?.version !== one.version,
  );
  return place === -1 ? null : fail("stale-version", { field: `visits.${place}.appointmentId` });
}

const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** A time that is asked for, and between which moments another one is looked for instead. */
export interface Gap {
  /** Minutes since 1970 in UTC. */
  readonly at: number;
  readonly after: number;
  readonly before: number;
  readonly providerResourceId: string;
}

/** Nobody looks for another time further away than this. */
const NEAR_MINUTES = 7 * 24 * 60;

/** Where a visit may be looked for: after the one before it and before the next one. */
export function gapsOf(
  wished: readonly { readonly startsAt: Instant; readonly providerResourceId: string }[],
  minutes: number,
): Gap[] {
  const at = wished.map((one) => epochMs(one.startsAt) / MINUTE_MS);
  return wished.map(({ providerResourceId }, place) => {
    const own = at[place] ?? 0;
    const [previous, next] = [at[place - 1], at[place + 1]];
    return {
      at: own,
      after: Math.max(previous === undefined ? -Infinity : previous + minutes, own - NEAR_MINUTES),
      before: Math.min(next ?? Infinity, own + NEAR_MINUTES),
      providerResourceId,
    };
  });
}

/**
 * Other times for a visit that can't be where it is wished (SCH-208): of the same provider that day, another provider at that moment, of
 * the same provider on another day, then others. Nearer days come first, and of a day what is nearest to the wished time of day. Times
 * that were proposed for another visit of the series are not proposed again: both may be taken.
 */
export function propose(
  gap: Gap,
  wish: { readonly date: LocalDate; readonly start: LocalTime },
  minutes: number,
  open: readonly StaffSlot[],
  proposed: readonly StaffSlot[],
): StaffSlot[] {
  const isOwn = (slot: StaffSlot) => slot.providerResourceId === gap.providerResourceId;
  const days = (slot: StaffSlot) => Math.abs(daysBetween(wish.date, slot.date));
  const off = (slot: StaffSlot) => Math.abs(slot.minute - minutesOf(wish.start));
  const free = open
    .filter((slot) => slot.at >= gap.after && slot.at + minutes <= gap.before && (slot.at !== gap.at || !isOwn(slot)))
    .filter((slot) => !proposed.some((one) => slot.at < one.at + minutes && one.at < slot.at + minutes))
    .toSorted(
      (a, b) =>
        days(a) - days(b) ||
        off(a) - off(b) ||
        Number(isOwn(b)) - Number(isOwn(a)) ||
        a.at - b.at ||
        byText(a.providerResourceId, b.providerResourceId),
    );
  const own = free.filter(isOwn);
  const best = [
    own.find((slot) => slot.date === wish.date),
    free.find((slot) => slot.at === gap.at),
    own.find((slot) => slot.date !== wish.date),
    ...free,
  ];
  // limit: a few are read at a glance; the visit can be skipped, or put elsewhere by itself later.
  return [...new Set(best.flatMap((slot) => slot ?? []))].slice(0, PROPOSALS);
}
