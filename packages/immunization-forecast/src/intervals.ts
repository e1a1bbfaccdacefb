import type { LocalDate } from "@practicum/kernel/local-date";
import { inForce } from "./ages.ts";
import { lastCounted, type SeriesState, type Setting } from "./series-state.ts";
import { addSpan, latest, type Span } from "./span.ts";
import type { IntervalRule, SeriesDose } from "./supporting-data.ts";

/** The intervals that are in force on a day. */
export function intervalsInForce(rule: SeriesDose, on: LocalDate): readonly IntervalRule[] {
  return rule.interval.filter((interval) => inForce(on, interval));
}

/** The day that an interval counts from; absent where there is none, and so no interval to keep. */
export function intervalFrom(
  setting: Setting,
  { targets, evaluated }: SeriesState,
  interval: IntervalRule,
  before: LocalDate,
): LocalDate | undefined {
  if (interval.fromPrevious) return lastCounted(evaluated)?.on;
  if (interval.fromTargetDose !== undefined) {
    const number = interval.fromTargetDose;
    return targets.find(({ rule, by }) => by && numberOf(rule) === number)?.by?.on;
  }
  if (interval.fromMostRecent.length > 0) {
    const mistaken = new Set(evaluated.filter(({ reason }) => reason === "inadvertent").map(({ dose }) => dose.id));
    return setting.history.findLast(
      (dose) => dose.on < before && interval.fromMostRecent.includes(dose.cvx) && !mistaken.has(dose.id),
    )?.on;
  }
  const code = interval.fromRelevantObs?.code;
  return latest(setting.person.observed.filter((each) => each.code === code).map(({ on }) => on));
}

/** The last of the days that an interval's part leads to, over all intervals of a dose. */
export function latestInterval(
  setting: Setting,
  state: SeriesState,
  rule: SeriesDose,
  part: (interval: IntervalRule) => Span | undefined,
): LocalDate | undefined {
  const dates = intervalsInForce(rule, setting.on).map((interval) => {
    const from = intervalFrom(setting, state, interval, "9999-12-31" as LocalDate);
    const length = part(interval);
    return from && length ? addSpan(from, length) : undefined;
  });
  return latest(dates);
}

/** "Dose 3" */
function numberOf({ doseNumber }: SeriesDose): number {
  return Number(/\d+/u.exec(doseNumber)?.[0] ?? Number.NaN);
}
