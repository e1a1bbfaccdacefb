import type { LocalDate } from "@practicum/kernel/local-date";
import { ageDate, atAge, inForce } from "./ages.ts";
import { dayBefore } from "./evaluate-series.ts";
import { intervalsInForce, latestInterval } from "./intervals.ts";
import { dosesOf, type SeriesState, type Setting, type TargetDose } from "./series-state.ts";
import { isSkipped } from "./skip.ts";
import { addSpan, earliest, latest } from "./span.ts";
import type { Contraindication, SeriesDose } from "./supporting-data.ts";

export type SeriesStatus = "not-complete" | "complete" | "not-recommended" | "immune" | "contraindicated" | "aged-out";

/** When the next dose of a series may, should and must be given. */
export interface ForecastDates {
  readonly earliest: LocalDate;
  readonly recommended: LocalDate;
  readonly pastDue?: LocalDate | undefined;
  readonly latest?: LocalDate | undefined;
  readonly unadjustedRecommended: LocalDate;
  readonly unadjustedPastDue?: LocalDate | undefined;
}

/** Why a series needs no dose, or may not be given. */
export type SeriesReason = "season-over" | "skipped" | "immunity-recorded" | "immunity-by-birth" | "contraindication";

export interface SeriesForecast {
  readonly state: SeriesState;
  readonly status: SeriesStatus;
  readonly reason?: SeriesReason | undefined;
  /** The observation that a contraindication or an immunity follows from. */
  readonly because?: readonly string[] | undefined;
  /** The doses that counted; of a seasonal dose those of its season. */
  readonly counted: readonly string[];
  readonly target?: TargetDose | undefined;
  readonly dates?: ForecastDates | undefined;
  /** CVX codes that may be given, and those that CDC names among them. */
  readonly vaccines: readonly string[];
  readonly named: readonly string[];
  /** Its interval stands above what the other antigens of its group say. */
  readonly overrides: boolean;
}

/** What a series says about the next dose. */
export function forecastSeries(setting: Setting, state: SeriesState): SeriesForecast {
  const base = {
    state,
    counted: countedDoses(state),
    vaccines: [],
    named: [],
    overrides: false,
  };
  skipWhileNotNeeded(setting, state, setting.on);
  const immunity = immunityOf(setting, state);
  if (immunity) return { ...base, status: "immune", ...immunity };
  const contraindicated = contraindicationsOf(setting, state);
  if (contraindicated.length > 0)
    return { ...base, status: "contraindicated", reason: "contraindication", because: contraindicated };
  for (;;) {
    const target = state.targets.find(({ status }) => status === "open");
    if (target === undefined)
      return state.targets.some(({ status }) => status === "satisfied")
        ? { ...base, status: "complete" }
        : { ...base, status: "not-recommended", reason: "skipped" };
    const season = target.rule.seasonalRecommendation?.endDate;
    if (season !== undefined && setting.on > season)
      return { ...base, status: "not-recommended", reason: "season-over", target };
    const maximum = ageDate(setting.person.born, ageRule(setting, target.rule)?.maxAge);
    const dates = datesOf(setting, state, target.rule);
    if (maximum !== undefined && (setting.on >= maximum || dates.earliest >= maximum))
      return { ...base, status: "aged-out", target };
    // A forecast that would be skipped by the day that it speaks of is none: the next dose is asked for.
    if (isSkipped(setting, state, target.rule, { context: "forecast", on: dates.earliest })) {
      target.status = "skipped";
      continue;
    }
    return { ...base, status: "not-complete", target, dates, ...vaccinesOf(setting, state, target.rule, dates) };
  }
}

function skipWhileNotNeeded(setting: Setting, state: SeriesState, on: LocalDate): void {
  for (const target of state.targets) {
    if (target.status !== "open") continue;
    if (!isSkipped(setting, state, target.rule, { context: "forecast", on })) return;
    target.status = "skipped";
  }
}

/** Doses that counted; of a seasonal dose, those of its season. */
function countedDoses({ targets }: SeriesState): readonly string[] {
  return targets.flatMap(({ status, by, rule }) => {
    const start = rule.seasonalRecommendation?.startDate;
    return status === "satisfied" && by !== undefined && (start === undefined || by.on >= start) ? [by.id] : [];
  });
}

function ageRule({ on }: Setting, rule: SeriesDose): SeriesDose["age"][number] | undefined {
  return rule.age.find((each) => inForce(on, each));
}

function datesOf(setting: Setting, state: SeriesState, rule: SeriesDose): ForecastDates {
  const { born } = setting.person;
  const age = ageRule(setting, rule);
  const given = dosesOf(setting, state.antigen.name);
  const first =
    latest([
      ageDate(born, age?.minAge),
      latestInterval(setting, state, rule, ({ minInt }) => minInt),
      conflictEnd(setting, rule),
      rule.seasonalRecommendation?.startDate,
      given.at(-1)?.on,
    ]) ?? born;
  const recommended =
    ageDate(born, age?.earliestRecAge) ??
    latestInterval(setting, state, rule, ({ earliestRecInt }) => earliestRecInt) ??
    first;
  const last =
    ageDate(born, age?.latestRecAge) ?? latestInterval(setting, state, rule, ({ latestRecInt }) => latestRecInt);
  const pastDue = last && dayBefore(last);
  const end = ageDate(born, age?.maxAge);
  return {
    earliest: first,
    recommended: latest([first, recommended]) ?? first,
    pastDue: pastDue && latest([first, pastDue]),
    latest: end && dayBefore(end),
    unadjustedRecommended: recommended,
    unadjustedPastDue: pastDue,
  };
}

/** When the first of the vaccines that may be given is free of live vaccines given before. */
function conflictEnd({ data, history, person, on }: Setting, rule: SeriesDose): LocalDate | undefined {
  const fitting = rule.preferableVaccine.filter((vaccine) => atAge(person.born, on, vaccine));
  const ends = (fitting.length > 0 ? fitting : rule.preferableVaccine).map(({ cvx }) =>
    latest(
      history.flatMap((previous) =>
        data.conflicts
          .filter((conflict) => conflict.previous.cvx === previous.cvx && conflict.current.cvx === cvx)
          .map((conflict) => addSpan(previous.on, conflict.conflictEndInterval)),
      ),
    ),
  );
  return ends.includes(undefined) ? undefined : earliest(ends);
}

function vaccinesOf(
  setting: Setting,
  state: SeriesState,
  rule: SeriesDose,
  dates: ForecastDates,
): Pick<SeriesForecast, "vaccines" | "named" | "overrides"> {
  const { born } = setting.person;
  const fitting = rule.preferableVaccine.filter(
    (vaccine) =>
      (atAge(born, dates.earliest, vaccine) || atAge(born, dates.recommended, vaccine)) &&
      !isVaccineContraindicated(setting, state, vaccine.cvx),
  );
  const intervals = intervalsInForce(rule, setting.on);
  return {
    vaccines: [...new Set(fitting.map(({ cvx }) => cvx))],
    named: [...new Set(fitting.filter((vaccine) => vaccine.forecastVaccineType).map(({ cvx }) => cvx))],
    overrides:
      intervals.length > 0 && intervals.every(({ intervalPriority }) => intervalPriority?.toLowerCase() === "override"),
  };
}

function observedBy({ person, on }: Setting, code: string): boolean {
  return person.observed.some((each) => each.code === code && (each.on === undefined || each.on <= on));
}

function immunityOf(
  setting: Setting,
  { antigen }: SeriesState,
): { readonly reason: SeriesReason; readonly because: readonly string[] } | undefined {
  const { immunity } = antigen;
  if (immunity === undefined) return undefined;
  const recorded = immunity.clinicalHistory
    .map(({ guidelineCode }) => guidelineCode)
    .filter((code) => observedBy(setting, code));
  if (recorded.length > 0) return { reason: "immunity-recorded", because: recorded };
  const { born, bornIn } = setting.person;
  const byBirth = immunity.dateOfBirth.some(
    ({ immunityBirthDate, birthCountry, exclusion }) =>
      born < immunityBirthDate &&
      (birthCountry === undefined || birthCountry === bornIn) &&
      !exclusion.some(({ exclusionCode }) => observedBy(setting, exclusionCode)),
  );
  return byBirth ? { reason: "immunity-by-birth", because: [] } : undefined;
}

function applies(setting: Setting, contraindication: Contraindication): boolean {
  return (
    observedBy(setting, contraindication.observationCode) && atAge(setting.person.born, setting.on, contraindication)
  );
}

/** The codes that stand against a series: those against its antigen, or against every vaccine that it may be given by. */
function contraindicationsOf(setting: Setting, state: SeriesState): readonly string[] {
  const codes = state.antigen.contraindications
    .filter((each) => applies(setting, each))
    .map(({ observationCode }) => observationCode);
  if (codes.length > 0) return codes;
  const vaccines = state.series.seriesDose.flatMap(({ preferableVaccine }) => preferableVaccine);
  if (vaccines.length === 0 || !vaccines.every(({ cvx }) => isVaccineContraindicated(setting, state, cvx))) return [];
  return state.antigen.vaccineContraindications
    .filter((each) => applies(setting, each))
    .map(({ observationCode }) => observationCode);
}

function isVaccineContraindicated(setting: Setting, { antigen }: SeriesState, cvx: string): boolean {
  return antigen.vaccineContraindications.some(
    (each) =>
      applies(setting, each) &&
      each.contraindicatedVaccine.some(
        (vaccine) => vaccine.cvx === cvx && atAge(setting.person.born, setting.on, vaccine),
      ),
  );
}
