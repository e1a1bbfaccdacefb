import { z } from "zod";
import { query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { localDate } from "../schema.ts";

/** Which vaccines are due, by CDC's rules as the practice has loaded them. */

export const forecastState = z.enum([
  "overdue",
  "due",
  "due-soon",
  "later",
  "complete",
  "immune",
  "contraindicated",
  "too-old",
  "not-needed",
  /** Nothing can be said: the season that the rules speak of is over. */
  "unknown",
]);
export type ForecastState = z.output<typeof forecastState>;

const groupForecast = z.object({
  group: z.string(),
  state: forecastState,
  /** Which dose comes next; null where none does. */
  dose: z.int().nullable(),
  earliestOn: localDate.nullable(),
  recommendedOn: localDate.nullable(),
  pastDueOn: localDate.nullable(),
  latestOn: localDate.nullable(),
  /** What may be given: those that CDC names, where it names some. */
  vaccines: z.array(z.object({ cvx: z.string(), label: z.string() })),
  /** What stands against it, in CDC's words. */
  because: z.array(z.string()),
});
export type GroupForecast = z.output<typeof groupForecast>;

export const immunizationForecastOperations = {
  immunizationForecast: query({
    summary: "Which vaccines are due, and when, by the doses on record",
    permission: "chart.read",
    input: forPatient,
    output: z.object({
      /** Whether there are rules to forecast by. */
      rules: z.enum(["loaded", "missing", "unreadable"]),
      groups: z.array(groupForecast),
      /** Problems that the rules know and that were looked at, and active ones that were not. */
      considered: z.array(z.string()),
      notConsidered: z.array(z.string()),
      /** Doses on record whose vaccine the rules do not know. */
      unknownVaccines: z.array(z.string()),
    }),
    errors: ["not-found"],
    about: byPatient,
  }),
};
