import type { GlassReason } from "@practicum/contracts/charting/restrictions";

/** Why somebody opens a restricted chart, as the person says it and as it is read afterwards. */
export const glassReasons: { readonly [R in GlassReason]: string } = {
  emergency: "An emergency",
  "treating-now": "I treat or room the patient now",
  covering: "I cover for who treats the patient",
  other: "Another reason",
};
