import type { GlassReason } from "@practicum/contracts/charting/restrictions";

/** Why somebody opens a restricted chart, as the person says it and as it is read afterwards. */
export const glassReasons: { readonly [R in GlassReason]: string } = {
  emergency: "An emergency",
  "treating-now": "I am treating or rooming the patient now",
  covering: "I am covering for the treating provider",
  other: "Another reason",
};
