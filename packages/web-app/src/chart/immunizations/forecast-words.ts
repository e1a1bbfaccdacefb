import type { ForecastState, GroupForecast } from "@practicum/contracts/charting/immunization-forecast";
import { formatDate } from "@practicum/kernel/local-date";

export const stateWords: { readonly [S in ForecastState]: string } = {
  overdue: "Overdue",
  due: "Due",
  "due-soon": "Due soon",
  later: "Later",
  complete: "Complete",
  immune: "Immune",
  contraindicated: "Contraindicated",
  "too-old": "Past the age for it",
  "not-needed": "Not needed",
  unknown: "Cannot be forecast",
};

/** What is to be done stands first, then what cannot be told, then what needs nothing. */
const ORDER = Object.keys({
  overdue: 0,
  due: 0,
  "due-soon": 0,
  contraindicated: 0,
  unknown: 0,
  later: 0,
  complete: 0,
  immune: 0,
  "not-needed": 0,
  "too-old": 0,
} satisfies { readonly [S in ForecastState]: 0 });

export function inOrder(groups: readonly GroupForecast[]): readonly GroupForecast[] {
  const rank = ({ state }: GroupForecast) => ORDER.indexOf(state);
  return groups.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (a.recommendedOn ?? "").localeCompare(b.recommendedOn ?? "") ||
      a.group.localeCompare(b.group),
  );
}

/** The next date and the reason, in words. */
export function forecastWords({ state, dose, earliestOn, recommendedOn, pastDueOn, because }: GroupForecast): string {
  const next = dose === null ? null : `dose ${dose}`;
  switch (state) {
    case "overdue":
      return [next, pastDueOn && `was due by ${formatDate(pastDueOn)}`].filter(Boolean).join(", ");
    case "due":
    case "due-soon":
    case "later": {
      const early =
        earliestOn !== null && recommendedOn !== null && earliestOn < recommendedOn
          ? `possible from ${formatDate(earliestOn)}`
          : null;
      return [next, recommendedOn && `recommended ${formatDate(recommendedOn)}`, early].filter(Boolean).join(", ");
    }
    case "contraindicated":
      return because.length === 0 ? "by what is on record" : because.join("; ");
    case "immune":
      return because.length === 0 ? "by year of birth" : because.join("; ");
    case "unknown":
      return "The season of the loaded rules is over. Load CDC’s current rules.";
    case "not-needed":
      return "no further dose, by the doses on record";
    case "complete":
    case "too-old":
      return "";
  }
}
