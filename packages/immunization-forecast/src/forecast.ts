import type { LocalDate } from "@practicum/kernel/local-date";
import { atAge } from "./ages.ts";
import { evaluateSeries } from "./evaluate-series.ts";
import { forecastSeries, type SeriesForecast } from "./forecast-series.ts";
import { mergeGroup, type GroupForecast } from "./merge-group.ts";
import type { Person } from "./person.ts";
import { bestSeries } from "./select-series.ts";
import type { EvaluatedDose, SeriesState, Setting } from "./series-state.ts";
import type { Antigen, Series, SupportingData } from "./supporting-data.ts";

export interface Forecast {
  readonly groups: readonly GroupForecast[];
}

/** Which vaccines a person needs next, and when, by the doses that were given up to a day. */
export function forecast(data: SupportingData, person: Person, on: LocalDate): Forecast {
  const history = person.doses
    .filter((dose) => dose.on <= on)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const blank: Setting = { data, person, history, on, completed: new Map(), counted: new Set() };
  // Twice: whether another series is complete, and whether a live vaccine counted, is known when all were followed once.
  const setting: Setting = { ...blank, ...factsOf(followAll(blank)) };
  const best = new Map<string, readonly SeriesForecast[]>();
  for (const [antigen, states] of followAll(setting))
    best.set(
      antigen,
      bestSeries(
        setting,
        states.map((state) => forecastSeries(setting, state)),
      ),
    );
  return { groups: data.groups.flatMap((group) => mergeGroup(setting, group, best) ?? []) };
}

/** What each dose of a group was worth, by the series that speak for the group. */
export function evaluationsOf({ of }: GroupForecast): ReadonlyMap<string, readonly EvaluatedDose[]> {
  return Map.groupBy(
    of.flatMap(({ state }) => state.evaluated),
    ({ dose }) => dose.id,
  );
}

function followAll(setting: Setting): ReadonlyMap<string, readonly SeriesState[]> {
  return new Map(
    [...setting.data.antigens.values()].map((antigen) => [
      antigen.name,
      relevantSeries(setting, antigen).map((series) => evaluateSeries(setting, antigen, series)),
    ]),
  );
}

/** Standard series are for all of a sex; a risk series for whom one of its indications is known, at its age. */
function relevantSeries({ person, on }: Setting, antigen: Antigen): readonly Series[] {
  return antigen.series.filter(({ requiredGender, seriesType, indication }) => {
    if (requiredGender.length > 0 && !requiredGender.some((sex) => sex.toLowerCase() === person.sex)) return false;
    if (seriesType !== "risk") return true;
    return indication.some(
      (each) =>
        person.observed.some(
          ({ code, on: since }) => code === each.observationCode.code && (since === undefined || since <= on),
        ) && atAge(person.born, on, each),
    );
  });
}

function factsOf(states: ReadonlyMap<string, readonly SeriesState[]>): Pick<Setting, "completed" | "counted"> {
  const completed = new Map<string, ReadonlySet<string>>();
  const counted = new Set<string>();
  for (const [antigen, of] of states) {
    const done = of.filter(
      ({ targets }) =>
        targets.every(({ status }) => status !== "open") && targets.some(({ status }) => status === "satisfied"),
    );
    completed.set(antigen, new Set(done.map(({ series }) => series.selectSeries.seriesGroup)));
    for (const { evaluated } of of)
      for (const { dose, status } of evaluated) if (status === "valid") counted.add(dose.id);
  }
  return { completed, counted };
}
