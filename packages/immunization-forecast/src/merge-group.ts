import type { LocalDate } from "@practicum/kernel/local-date";
import type { SeriesForecast, SeriesStatus } from "./forecast-series.ts";
import { dosesOf, type Setting } from "./series-state.ts";
import { earliest, latest } from "./span.ts";
import type { VaccineGroup } from "./supporting-data.ts";

/** What a vaccine group's forecast says: of one antigen, or of several that are given together. */
export interface GroupForecast {
  readonly group: string;
  readonly status: SeriesStatus;
  readonly doseNumber?: number | undefined;
  readonly earliest?: LocalDate | undefined;
  readonly recommended?: LocalDate | undefined;
  readonly pastDue?: LocalDate | undefined;
  readonly latest?: LocalDate | undefined;
  /** The antigens that a dose is due of. */
  readonly antigens: readonly string[];
  readonly vaccines: readonly string[];
  readonly named: readonly string[];
  /** The series that it is made of. */
  readonly of: readonly SeriesForecast[];
}

/** In this order one antigen's status is that of all antigens of the group. */
const WORST: readonly SeriesStatus[] = ["contraindicated", "aged-out", "not-recommended", "not-complete"];

export function mergeGroup(
  setting: Setting,
  group: VaccineGroup,
  best: ReadonlyMap<string, readonly SeriesForecast[]>,
): GroupForecast | undefined {
  const perAntigen = group.antigens
    .map((antigen) => (best.get(antigen) ?? []).filter(({ state }) => state.series.vaccineGroup === group.name))
    .filter((of) => of.length > 0);
  const of = perAntigen.flat();
  if (of.length === 0) return undefined;
  const status = statusOfGroup(whatCounts(group, perAntigen.map(statusOfAntigen)));
  const isDue = ({ status: each }: SeriesForecast) => status === "not-complete" && each === "not-complete";
  const due = of.filter(isDue);
  const numbers = perAntigen.filter((series) => series.some(isDue)).map(doseNumber);
  const first = firstDay(
    setting,
    group,
    perAntigen.map((series) => series.filter(isDue)),
  );
  const [vaccines, named] = [unique(due, (each) => each.vaccines), unique(due, (each) => each.named)];
  return {
    group: group.name,
    status,
    doseNumber: numbers.length === 0 ? undefined : group.whole ? Math.min(...numbers) : Math.max(...numbers),
    earliest: first,
    recommended: first && latest([first, earliest(due.map(({ dates }) => dates?.recommended))]),
    pastDue: notBefore(first, earliest(due.map(({ dates }) => dates?.pastDue))),
    latest: earliest(due.map(({ dates }) => dates?.latest)),
    antigens: [...new Set(due.map(({ state }) => state.antigen.name))],
    vaccines,
    named,
    of,
  };
}

/** Several series of one antigen are ways to the same: what one of them still asks for is due. */
function statusOfAntigen(of: readonly SeriesForecast[]): SeriesStatus {
  if (of.some(({ status }) => status === "not-complete")) return "not-complete";
  if (of.some(({ status }) => status === "complete")) return "complete";
  return statusOfGroup(of.map(({ status }) => status));
}

/** Where not all of a group need be given, what is contraindicated for one antigen leaves the others: no pertussis, but tetanus. */
function whatCounts({ whole }: VaccineGroup, statuses: readonly SeriesStatus[]): readonly SeriesStatus[] {
  const others = statuses.filter((status) => status !== "contraindicated");
  return whole || others.length === 0 ? statuses : others;
}

function statusOfGroup(statuses: readonly SeriesStatus[]): SeriesStatus {
  const worst = WORST.find((each) => statuses.includes(each));
  if (worst !== undefined) return worst;
  return statuses.every((each) => each === "immune") ? "immune" : "complete";
}

/** Which dose comes next: one more than those that counted in any series that speaks for the antigen. */
function doseNumber(of: readonly SeriesForecast[]): number {
  return new Set(of.flatMap(({ counted }) => counted)).size + 1;
}

/** Of one antigen the first day that any of its series allows; of several, the day that all of them do. */
function firstDay(
  setting: Setting,
  group: VaccineGroup,
  due: readonly (readonly SeriesForecast[])[],
): LocalDate | undefined {
  const days = due.map((of) => earliest(of.map(({ dates }) => dates?.earliest)));
  if (!due.flat().some(({ overrides }) => overrides) || group.antigens.length === 1) return latest(days);
  const given = group.antigens.map((antigen) => dosesOf(setting, antigen).at(-1)?.on);
  return latest([earliest(days), ...given]);
}

function notBefore(first: LocalDate | undefined, date: LocalDate | undefined): LocalDate | undefined {
  return date && latest([first, date]);
}

function unique(of: readonly SeriesForecast[], list: (each: SeriesForecast) => readonly string[]): readonly string[] {
  return [...new Set(of.flatMap(list))];
}
