import type { LocalDate } from "@practicum/kernel/local-date";
import { ageDate, atAge, inForce } from "./ages.ts";
import type { SeriesState, Setting } from "./series-state.ts";
import { addSpan } from "./span.ts";
import type { SeriesDose, SkipCondition } from "./supporting-data.ts";

/** From when a skip is asked: while a dose is evaluated, or while the next one is forecast. */
export interface SkipMoment {
  readonly context: "evaluation" | "forecast";
  readonly on: LocalDate;
  /** While a dose is evaluated: which of all doses it is. It is not counted, and neither is one that came after it. */
  readonly at?: number;
}

/** Whether a dose of a series is not needed. */
export function isSkipped(setting: Setting, state: SeriesState, rule: SeriesDose, moment: SkipMoment): boolean {
  return rule.conditionalSkip.some((skip) => {
    if (skip.context !== "both" && skip.context !== moment.context) return false;
    const sets = skip.set.filter((set) => inForce(moment.on, set));
    const met = sets.map(({ conditionLogic, condition }) =>
      all(
        conditionLogic,
        condition.map((each) => isMet(setting, state, each, moment)),
      ),
    );
    return all(skip.setLogic, met);
  });
}

/** One of a list without a logic is the list. */
function all(logic: "and" | "or" | undefined, met: readonly boolean[]): boolean {
  return met.length > 0 && (logic === "and" ? met.every(Boolean) : met.some(Boolean));
}

function isMet(setting: Setting, state: SeriesState, condition: SkipCondition, moment: SkipMoment): boolean {
  switch (condition.conditionType) {
    case "age":
      return atAge(setting.person.born, moment.on, condition);
    case "completed series":
      return condition.seriesGroups.some((group) => setting.completed.get(state.antigen.name)?.has(group));
    case "interval": {
      const previous = state.evaluated.at(-1)?.dose.on;
      return (
        previous !== undefined && condition.interval !== undefined && moment.on >= addSpan(previous, condition.interval)
      );
    }
    default:
      return countMet(setting, state, condition, moment);
  }
}

function countMet(setting: Setting, state: SeriesState, condition: SkipCondition, { at }: SkipMoment): boolean {
  const begin = ageDate(setting.person.born, condition.beginAge);
  const end = ageDate(setting.person.born, condition.endAge);
  const valid = new Set(state.evaluated.filter(({ status }) => status === "valid").map(({ dose }) => dose.id));
  const own = new Set(state.evaluated.map(({ dose }) => dose.id));
  const given = setting.history
    .slice(0, at ?? setting.history.length)
    .filter(
      ({ id, cvx, on }) =>
        (condition.vaccineTypes.length === 0 ? own.has(id) : condition.vaccineTypes.includes(cvx)) &&
        (begin === undefined || on >= begin) &&
        (end === undefined || on < end) &&
        (condition.startDate === undefined || on >= condition.startDate) &&
        (condition.endDate === undefined || on < condition.endDate) &&
        (condition.doseType !== "valid" || valid.has(id)),
    ).length;
  const asked = condition.doseCount ?? 0;
  if (condition.doseCountLogic === "equal to") return given === asked;
  return condition.doseCountLogic === "less than" ? given < asked : given > asked;
}
