import { addMinutes, addMs, atLocal, dateIn, type Instant, timeIn } from "@practicum/kernel/instant";
import { dayOfWeek, type LocalTime, minutesOf, timeOfMinutes } from "@practicum/kernel/local-date";
import { seededRandom } from "@practicum/kernel/random";
import { chooseScenario, type Registered, visitPlan } from "./plan-day.ts";
import { providers, resourceOf, timeZone, weeklyHours } from "./practice.ts";
import type { StepName, VisitPlan } from "./visit-script.ts";

/**
 * The day on which the demonstration begins. Whatever weekday and hour that is, the practice is open around it, and somebody stands in
 * each state that a visit can have. It follows from the seed and the moment alone.
 */

/** Where a visit stands when the demonstration begins. */
export type LivelyState =
  | "done"
  | "no-show"
  | "cancelled"
  | "checkout"
  | "with-provider"
  | "ready"
  | "rooming"
  | "arrived"
  | "late"
  | "confirmed"
  | "booked";

interface Place {
  /** Minutes from the quarter of an hour that runs. */
  readonly offset: number;
  readonly state: LivelyState;
}

/** A physician's hours around the moment. At each site three rooms are taken, so that one is free to room the next patient in. */
const physicianPlaces: readonly Place[] = [
  { offset: -75, state: "done" },
  { offset: -60, state: "no-show" },
  { offset: -45, state: "checkout" },
  { offset: -30, state: "with-provider" },
  { offset: -15, state: "rooming" },
  { offset: 0, state: "arrived" },
  { offset: 15, state: "confirmed" },
  { offset: 30, state: "cancelled" },
  { offset: 45, state: "booked" },
  { offset: 60, state: "confirmed" },
];
/** Of a PA and a nurse practitioner, who are a little behind. */
const otherPlaces: readonly Place[] = [
  { offset: -75, state: "done" },
  { offset: -60, state: "cancelled" },
  { offset: -45, state: "done" },
  { offset: -30, state: "ready" },
  { offset: -15, state: "late" },
  { offset: 0, state: "arrived" },
  { offset: 15, state: "confirmed" },
  { offset: 45, state: "booked" },
];
const firstOffset = -75;
/** Where the last place ends. */
const endOffset = 75;
/** All of these visits have this length, so that each has its place. */
const minutesEach = 15;
const MONDAY = 1;
/** Hours end before midnight. */
const lastMinute = 1439;

/** How many minutes ago each step was, of those who are here. */
const steps: { readonly [S in LivelyState]?: readonly (readonly [StepName, minutesAgo: number])[] } = {
  checkout: [
    ["check-in", 58],
    ["room", 50],
    ["ready", 45],
    ["chart", 36],
    ["sign", 6],
  ],
  "with-provider": [
    ["check-in", 41],
    ["room", 30],
    ["ready", 24],
    ["chart", 11],
  ],
  ready: [
    ["check-in", 37],
    ["room", 19],
    ["ready", 9],
  ],
  rooming: [
    ["check-in", 22],
    ["room", 5],
  ],
  arrived: [["check-in", 12]],
  confirmed: [["confirm", 180]],
  cancelled: [["cancel", 150]],
};

export interface LivelyVisit {
  readonly plan: VisitPlan;
  readonly state: LivelyState;
}

/** The quarter of an hour around which the day is planned: that of the moment, as far as the day has room on both sides. */
function middle(now: Instant): number {
  const quarter = Math.floor(minutesOf(timeIn(now, timeZone)) / 15) * 15;
  return Math.max(-firstOffset, Math.min(quarter, Math.floor((lastMinute - endOffset) / 15) * 15));
}

/** Whether a visit would lie over the planned ones. */
export function liesInLivelyHours(visit: Pick<VisitPlan, "start" | "minutes">, now: Instant): boolean {
  const start = minutesOf(visit.start);
  return start < middle(now) + endOffset && start + visit.minutes > middle(now) + firstOffset;
}

export function planLivelyDay({
  seed,
  now,
  registered,
}: {
  readonly seed: string;
  readonly now: Instant;
  readonly registered: readonly Registered[];
}): LivelyVisit[] {
  const day = dateIn(now, timeZone);
  const random = seededRandom(`${seed}/lively/${day}`);
  const waiting = registered.map((one) => ({ one, order: random.next() })).toSorted((a, b) => a.order - b.order);
  return providers.flatMap((provider) =>
    (provider.credential === "MD" ? physicianPlaces : otherPlaces).flatMap(({ offset, state }) => {
      for (let next = waiting.pop(); next; next = waiting.pop()) {
        const scenario = chooseScenario(next.one.patient, day, random.next());
        const plan = visitPlan(seed, day, provider, middle(now) + offset, next.one, scenario);
        if (plan.minutes === minutesEach) return [{ plan, state }];
      }
      return [];
    }),
  );
}

/** Who has no part in the planned hours. */
export function besides(registered: readonly Registered[], lively: readonly LivelyVisit[]): Registered[] {
  const taken = new Set(lively.map(({ plan }) => plan.patientId));
  return registered.filter(({ patientId }) => !taken.has(patientId));
}

/** What was done with a visit until now, each step at its moment: never before the day, never after now, never before the step before it. */
export function stepsTo(
  state: LivelyState,
  plan: VisitPlan,
  now: Instant,
): { readonly name: StepName; readonly at: Instant }[] {
  const dawn = atLocal(plan.date, "00:00", timeZone);
  const start = atLocal(plan.date, plan.start, timeZone);
  const sinceStart = (minutes: number) => addMinutes(start, minutes);
  const done: readonly (readonly [StepName, Instant])[] =
    state === "done"
      ? [
          ["check-in", sinceStart(-10)],
          ["room", sinceStart(-6)],
          ["ready", sinceStart(-3)],
          ["chart", sinceStart(0)],
          ["sign", sinceStart(minutesEach - 2)],
          ["checkout", sinceStart(minutesEach)],
        ]
      : state === "no-show"
        ? [["no-show", sinceStart(25)]]
        : (steps[state] ?? []).map(([name, minutesAgo]) => [name, addMinutes(now, -minutesAgo)] as const);
  return done.map(([name, at], index) => {
    // Shortly after midnight there is little time for it.
    const earliest = addMs(dawn, index);
    const notEarly = at > earliest ? at : earliest;
    return { name, at: notEarly < now ? notEarly : now };
  });
}

/** The hours of each provider today where the week's would not do: the practice is open around the moment. */
export function hoursOfToday(now: Instant): {
  readonly resourceId: ReturnType<typeof resourceOf>;
  readonly hours: readonly { start: LocalTime; end: LocalTime }[];
}[] {
  const weekday = dayOfWeek(dateIn(now, timeZone));
  const around = { start: middle(now) + firstOffset, end: Math.min(lastMinute, middle(now) + endOffset) };
  return providers.flatMap((provider) => {
    const resourceId = resourceOf(provider);
    const week = weeklyHours(resourceId);
    const of = (day: number) =>
      week
        .filter((span) => span.weekday === day)
        .map((span) => ({ start: minutesOf(span.start), end: minutesOf(span.end) }));
    const enough = of(weekday).some((span) => span.start <= around.start && span.end >= around.end);
    if (enough) return [];
    const hours = joined([...of(MONDAY), around]).map(({ start, end }) => ({
      start: timeOfMinutes(start),
      end: timeOfMinutes(end),
    }));
    return [{ resourceId, hours }];
  });
}

/** Spans in order, with those that touch made one. */
function joined(spans: readonly { readonly start: number; readonly end: number }[]): { start: number; end: number }[] {
  const out: { start: number; end: number }[] = [];
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    const last = out.at(-1);
    if (last && start <= last.end) last.end = Math.max(last.end, end);
    else out.push({ start, end });
  }
  return out;
}
