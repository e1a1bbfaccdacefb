import type { LocalDate } from "@practicum/kernel/local-date";
import { addDays } from "@practicum/kernel/local-date";
import { ageDate, atAge, inForce } from "./ages.ts";
import { intervalFrom, intervalsInForce } from "./intervals.ts";
import type { GivenDose } from "./person.ts";
import { dosesOf, type DoseReason, type SeriesState, type Setting } from "./series-state.ts";
import { isSkipped } from "./skip.ts";
import { addSpan } from "./span.ts";
import type { AgeRule, Antigen, Series, SeriesDose } from "./supporting-data.ts";

/** Follows a series through a person's doses: each dose is held against the next one that the series asks for. */
export function evaluateSeries(setting: Setting, antigen: Antigen, series: Series): SeriesState {
  const state: SeriesState = {
    antigen,
    series,
    targets: series.seriesDose.map((rule) => ({ rule, status: "open" })),
    evaluated: [],
  };
  for (const dose of dosesOf(setting, antigen.name)) evaluateDose(setting, state, dose);
  return state;
}

function evaluateDose(setting: Setting, state: SeriesState, dose: GivenDose): void {
  const at = setting.history.indexOf(dose);
  for (const [index, target] of state.targets.entries()) {
    if (target.status !== "open") continue;
    if (isSkipped(setting, state, target.rule, { context: "evaluation", on: dose.on, at })) {
      target.status = "skipped";
      continue;
    }
    const reason = faultOf(setting, state, target.rule, dose);
    if (reason !== undefined) {
      state.evaluated.push({ dose, status: reason === "too-old" ? "extraneous" : "not-valid", reason, target });
      return;
    }
    target.status = "satisfied";
    target.by = dose;
    state.evaluated.push({ dose, status: "valid", target });
    // A booster comes again and again: the same dose is asked for anew.
    if (target.rule.recurringDose) state.targets.splice(index + 1, 0, { rule: target.rule, status: "open" });
    return;
  }
  state.evaluated.push({ dose, status: "extraneous", reason: "series-complete" });
}

/** Why a dose does not count for what was asked; absent where it counts. */
function faultOf(setting: Setting, state: SeriesState, rule: SeriesDose, dose: GivenDose): DoseReason | undefined {
  if (rule.inadvertentVaccine.some(({ cvx }) => cvx === dose.cvx)) return "inadvertent";
  const age = rule.age.find((each) => inForce(dose.on, each));
  return (
    ageFault(setting.person.born, age, dose.on) ??
    (keepsIntervals(setting, state, rule, dose.on) ? undefined : "too-soon") ??
    (conflicts(setting, state, dose) ? "conflict" : undefined) ??
    (isRightVaccine(setting.person.born, rule, dose) ? undefined : "vaccine")
  );
}

function ageFault(born: LocalDate, age: AgeRule | undefined, on: LocalDate): DoseReason | undefined {
  const first = ageDate(born, age?.absMinAge);
  const last = ageDate(born, age?.maxAge);
  if (first !== undefined && on < first) return "too-young";
  return last !== undefined && on >= last ? "too-old" : undefined;
}

/** All preferable intervals are kept, or the allowable one. */
function keepsIntervals(setting: Setting, state: SeriesState, rule: SeriesDose, on: LocalDate): boolean {
  const kept = (interval: SeriesDose["interval"][number]) => {
    const from = intervalFrom(setting, state, interval, on);
    return from === undefined || interval.absMinInt === undefined || on >= addSpan(from, interval.absMinInt);
  };
  if (intervalsInForce(rule, on).every(kept)) return true;
  const allowable = rule.allowableInterval.filter((interval) => inForce(on, interval));
  return allowable.length > 0 && allowable.every(kept);
}

/** A live vaccine soon after another one may not take. The time is shorter where the other one counted. */
function conflicts({ data, history, counted }: Setting, { evaluated }: SeriesState, dose: GivenDose): boolean {
  const counts = new Map(evaluated.map((each) => [each.dose.id, each.status === "valid"]));
  return history.some(
    (previous) =>
      previous !== dose &&
      previous.on <= dose.on &&
      data.conflicts.some((conflict) => {
        if (conflict.previous.cvx !== previous.cvx || conflict.current.cvx !== dose.cvx) return false;
        const valid = counts.get(previous.id) ?? counted.has(previous.id);
        const length = (valid ? conflict.minConflictEndInterval : undefined) ?? conflict.conflictEndInterval;
        return (
          dose.on >= addSpan(previous.on, conflict.conflictBeginInterval) && dose.on < addSpan(previous.on, length)
        );
      }),
  );
}

function isRightVaccine(born: LocalDate, rule: SeriesDose, dose: GivenDose): boolean {
  const preferable = rule.preferableVaccine.some(
    (vaccine) =>
      vaccine.cvx === dose.cvx &&
      atAge(born, dose.on, vaccine) &&
      (vaccine.mvx === undefined || vaccine.mvx === dose.mvx),
  );
  return (
    preferable || rule.allowableVaccine.some((vaccine) => vaccine.cvx === dose.cvx && atAge(born, dose.on, vaccine))
  );
}

/** The day before. */
export function dayBefore(date: LocalDate): LocalDate {
  return addDays(date, -1);
}
