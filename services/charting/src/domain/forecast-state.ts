import type { ForecastState } from "@practicum/contracts/charting/immunization-forecast";
import type { GroupForecast } from "@practicum/immunization-forecast/merge-group";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";

/** How long before its recommended day a dose is worth a word. */
const SOON_DAYS = 30;

/** How a group stands on a day (CHT-512). What the rules no longer speak of is unknown, never done. */
export function stateOf(forecast: GroupForecast, today: LocalDate): ForecastState {
  switch (forecast.status) {
    case "complete":
    case "immune":
    case "contraindicated":
      return forecast.status;
    case "aged-out":
      return "too-old";
    case "not-recommended":
      return forecast.of.some(({ reason }) => reason === "season-over") ? "unknown" : "not-needed";
    case "not-complete":
      return dueOn(forecast, today);
  }
}

function dueOn({ earliest, recommended, pastDue }: GroupForecast, today: LocalDate): ForecastState {
  if (pastDue !== undefined && pastDue < today) return "overdue";
  const day = recommended ?? earliest;
  if (day === undefined || day <= today) return "due";
  return day <= addDays(today, SOON_DAYS) ? "due-soon" : "later";
}
