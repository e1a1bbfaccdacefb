import { z } from "zod";
import { query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { id, instant, localDate, sex } from "../schema.ts";

/** Growth charts of a child: what was measured against the references of the CDC and the WHO. */

export const growthMeasure = z.enum(["weight-age", "height-age", "bmi-age", "head-age", "weight-length"]);
export const growthSource = z.enum(["CDC", "WHO"]);

export const growthChart = z.object({
  measure: growthMeasure,
  source: growthSource,
  /** Of the line below: months of age, or centimeters of length. */
  xUnit: z.enum(["months", "cm"]),
  yUnit: z.enum(["kg", "cm", "kg/m²"]),
  /** What was measured, the oldest first. */
  points: z.array(
    z.object({
      vitalsId: id("vitals"),
      at: instant,
      ageMonths: z.number(),
      x: z.number(),
      value: z.number(),
      /** Standard deviations from the median. */
      z: z.number(),
      percentile: z.number(),
    }),
  ),
  /** The reference, a line for each percentile. */
  bands: z.array(z.object({ percentile: z.int(), line: z.array(z.object({ x: z.number(), y: z.number() })) })),
});
export type GrowthChart = z.output<typeof growthChart>;

export const growthOperations = {
  growthCharts: query({
    summary: "A child's measurements with percentile and z-score, and which references are not loaded",
    permission: "chart.read",
    input: forPatient,
    output: z.object({
      birthDate: localDate,
      sex,
      charts: z.array(growthChart),
      /** References that the measurements need and that nobody has loaded. */
      missing: z.array(z.object({ source: growthSource, measure: growthMeasure })),
      /** Measured past the end of every reference: at twenty years and over. */
      beyond: z.int(),
    }),
    errors: ["not-found"],
    about: byPatient,
  }),
};
