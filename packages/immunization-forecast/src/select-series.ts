import type { LocalDate } from "@practicum/kernel/local-date";
import { ageDate } from "./ages.ts";
import type { SeriesForecast } from "./forecast-series.ts";
import type { Setting } from "./series-state.ts";
import { addSpan, latest } from "./span.ts";

/** The series of an antigen that speak for a person: of each group of series the best one, unless another group makes it needless. */
export function bestSeries(setting: Setting, forecasts: readonly SeriesForecast[]): readonly SeriesForecast[] {
  const groups = Map.groupBy(forecasts, ({ state }) => state.series.selectSeries.seriesGroup);
  const prioritized = new Map<string, SeriesForecast>();
  for (const [group, of] of groups) {
    const best = prioritizedSeries(setting, of);
    if (best) prioritized.set(group, best);
  }
  const best = [...prioritized.values()].filter((forecast) => {
    if (isComplete(forecast)) return true;
    const { series } = forecast.state;
    const equivalents = series.equivalentSeriesGroups.flatMap((group) => prioritized.get(group) ?? []);
    if (equivalents.some(isComplete) || series.seriesType === "evaluation only") return false;
    return series.seriesType === "risk" || !equivalents.some(({ state }) => state.series.seriesType === "risk");
  });
  // What begins decades later (a dose at 50 for a child whose series is complete) does not speak yet where another one does.
  const begun = best.filter((forecast) => hasBegun(setting, forecast));
  return begun.length > 0 ? begun : best;
}

function hasBegun({ person, on }: Setting, forecast: SeriesForecast): boolean {
  const start = ageDate(person.born, forecast.state.series.selectSeries.minAgeToStart);
  return start === undefined || on >= start || validDoses(forecast) > 0;
}

function prioritizedSeries(setting: Setting, group: readonly SeriesForecast[]): SeriesForecast | undefined {
  const defaults = group.filter(({ state }) => state.series.selectSeries.defaultSeries);
  const [only] = defaults;
  const scorable = scorableSeries(setting, group, only !== undefined);
  if (scorable.length < 2) return scorable[0] ?? (defaults.length === 1 ? only : undefined);
  const complete = scorable.filter(isComplete);
  const inProcess = scorable.filter(isInProcess);
  if (complete.length === 1) return complete[0];
  if (complete.length === 0 && inProcess.length === 1) return inProcess[0];
  if (complete.length === 0 && inProcess.length === 0 && defaults.length === 1) return only;
  if (complete.length > 0) return highest(complete, (each) => unique(validDoses, 1)(each, complete));
  if (inProcess.length > 0) return highest(inProcess, (each) => inProcessPoints(setting, each, inProcess));
  return highest(scorable, (each) => notBegunPoints(setting, each, scorable));
}

/** Which series of a group come into question at all. */
function scorableSeries(
  setting: Setting,
  group: readonly SeriesForecast[],
  hasDefault: boolean,
): readonly SeriesForecast[] {
  const allowed = group.filter(({ status }) => status !== "contraindicated");
  const candidates = allowed.length > 0 ? allowed : group;
  const risks = ofThisAge(
    setting,
    candidates.filter(({ state }) => state.series.seriesType === "risk"),
  );
  const priority = risks.map(priorityOf).toSorted()[0];
  return candidates.filter((forecast) => {
    const { series } = forecast.state;
    if (series.seriesType === "risk") return risks.includes(forecast) && priorityOf(forecast) === priority;
    if (series.seriesType === "evaluation only") return isComplete(forecast);
    const first = firstValid(forecast);
    if (first === undefined) return !hasDefault;
    const limit = ageDate(setting.person.born, series.selectSeries.maxAgeToStart);
    return limit === undefined || first < limit;
  });
}

/**
 * A risk series that says no ages to begin at would offer an infant's schedule to a grown person. Where such a one was not begun, those stay
 * whose indication begins latest in life.
 */
function ofThisAge({ person, on }: Setting, risks: readonly SeriesForecast[]): readonly SeriesForecast[] {
  const begins = (forecast: SeriesForecast) =>
    latest(
      forecast.state.series.indication
        .filter((each) => person.observed.some(({ code }) => code === each.observationCode.code))
        .map(({ beginAge }) => ageDate(person.born, beginAge) ?? person.born)
        .filter((date) => date <= on),
    ) ?? person.born;
  const last = latest(risks.map(begins));
  return risks.filter((forecast) => {
    const { minAgeToStart, maxAgeToStart } = forecast.state.series.selectSeries;
    if (validDoses(forecast) > 0) return true;
    const end = ageDate(person.born, maxAgeToStart);
    if (end !== undefined && on >= end) return risks.length === 1;
    return minAgeToStart !== undefined || end !== undefined || begins(forecast) === last;
  });
}

function priorityOf({ state }: SeriesForecast): string {
  return state.series.selectSeries.seriesPriority ?? "Z";
}

/** The highest score; of those with the same the one that CDC prefers. */
function highest(
  among: readonly SeriesForecast[],
  points: (each: SeriesForecast) => number,
): SeriesForecast | undefined {
  return among
    .map((each) => ({ each, score: points(each) }))
    .toSorted((a, b) => b.score - a.score || preferenceOf(a.each) - preferenceOf(b.each))[0]?.each;
}

function preferenceOf({ state }: SeriesForecast): number {
  return state.series.selectSeries.seriesPreference ?? Number.MAX_SAFE_INTEGER;
}

type Points = (each: SeriesForecast, among: readonly SeriesForecast[]) => number;

/** Points for who has the most of something alone, none for who shares it, and as many off for all others. */
function unique(measure: (each: SeriesForecast) => number, points: number): Points {
  return (each, among) => {
    const most = Math.max(...among.map(measure));
    if (measure(each) !== most || most === Number.NEGATIVE_INFINITY) return -points;
    return among.filter((other) => measure(other) === most).length === 1 ? points : 0;
  };
}

function inProcessPoints(setting: Setting, each: SeriesForecast, among: readonly SeriesForecast[]): number {
  const product =
    each.state.series.selectSeries.productPath && each.state.evaluated.every(({ status }) => status === "valid");
  const finishes = (forecast: SeriesForecast) => {
    const finish = finishDate(forecast);
    return finish !== undefined && completable(setting, forecast) ? -dayOf(finish) : Number.NEGATIVE_INFINITY;
  };
  return (
    (product ? 2 : -2) +
    (completable(setting, each) ? 3 : -3) +
    unique(validDoses, 2)(each, among) +
    unique((forecast) => -openDoses(forecast), 2)(each, among) +
    unique(finishes, 1)(each, among)
  );
}

function notBegunPoints(setting: Setting, each: SeriesForecast, among: readonly SeriesForecast[]): number {
  const starts = ({ dates }: SeriesForecast) => (dates ? -dayOf(dates.earliest) : Number.NEGATIVE_INFINITY);
  return (
    unique(starts, 1)(each, among) +
    (completable(setting, each) ? 1 : -1) +
    (each.state.series.selectSeries.productPath ? -1 : 1)
  );
}

function isComplete({ status }: SeriesForecast): boolean {
  return status === "complete";
}

function isInProcess(forecast: SeriesForecast): boolean {
  return forecast.status === "not-complete" && validDoses(forecast) > 0;
}

function validDoses({ state }: SeriesForecast): number {
  return state.targets.filter(({ status }) => status === "satisfied").length;
}

function openDoses({ state }: SeriesForecast): number {
  return state.targets.filter(({ status }) => status === "open").length;
}

function firstValid({ state }: SeriesForecast): LocalDate | undefined {
  return state.evaluated.find(({ status }) => status === "valid")?.dose.on;
}

/** The next dose's day, and the longest of the intervals that are left after it. */
function finishDate({ dates, state, target }: SeriesForecast): LocalDate | undefined {
  if (dates === undefined || target === undefined) return undefined;
  const rest = state.targets.filter(({ status, rule }) => status === "open" && rule !== target.rule);
  const ends = rest.flatMap(({ rule }) =>
    rule.interval.flatMap(({ minInt }) => (minInt ? [addSpan(dates.earliest, minInt)] : [])),
  );
  return latest([dates.earliest, ...ends]);
}

/** It can be finished before its last dose comes too late. */
function completable(setting: Setting, forecast: SeriesForecast): boolean {
  const finish = finishDate(forecast);
  if (finish === undefined) return false;
  const limit = ageDate(setting.person.born, forecast.state.targets.at(-1)?.rule.age[0]?.maxAge);
  return limit === undefined || finish < limit;
}

function dayOf(date: LocalDate): number {
  return Number(date.replaceAll("-", ""));
}
