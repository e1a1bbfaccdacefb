import type { GrowthChart } from "@practicum/contracts/charting/growth";

export const measureWords: { readonly [M in GrowthChart["measure"]]: string } = {
  "weight-age": "Weight for age",
  "height-age": "Length or height for age",
  "head-age": "Head circumference for age",
  "weight-length": "Weight for length",
  "bmi-age": "Body mass index for age",
};

export const sourceWords: { readonly [S in GrowthChart["source"]]: string } = {
  WHO: "WHO Child Growth Standards, 2006",
  CDC: "CDC growth charts, 2000",
};

/** "15 mo", from two years on "4 y 2 mo". */
export function ageWords(ageMonths: number): string {
  const months = Math.floor(ageMonths + 1e-9);
  if (months < 24) return `${months} mo`;
  const rest = months % 12;
  return rest === 0 ? `${months / 12} y` : `${Math.floor(months / 12)} y ${rest} mo`;
}

/** "63rd"; at the ends "below the 1st" and "above the 99th". */
export function percentileWords(percentile: number): string {
  if (percentile < 1) return "below the 1st";
  if (percentile > 99) return "above the 99th";
  const whole = Math.round(percentile);
  return `${whole}${ordinal(whole)}`;
}

function ordinal(whole: number): string {
  const tens = whole % 100;
  if (tens >= 11 && tens <= 13) return "th";
  return ["th", "st", "nd", "rd"][whole % 10] ?? "th";
}

export function valueText(value: number, unit: GrowthChart["yUnit"]): string {
  return `${value.toFixed(unit === "kg" ? 2 : 1)} ${unit}`;
}

/** The picture in words, for who does not see it. */
export function chartInWords({ measure, source, points, yUnit }: GrowthChart): string {
  const last = points.at(-1);
  const what = `${measureWords[measure]}, ${source}`;
  if (!last) return `${what}: nothing was measured in its range`;
  const count = points.length === 1 ? "one measurement" : `${points.length} measurements`;
  return `${what}: ${count}; the last, at ${ageWords(last.ageMonths)}, is ${valueText(last.value, yUnit)}, ${percentileWords(last.percentile)} percentile. The values are in the table`;
}
