/**
 * Growth references by the LMS method (Cole, 1990): of each age, or length, the skewness L, the median M and the coefficient of variation
 * S. The tables themselves are loaded (`practicum codes import growth`): CDC 2000, and WHO 2006 and 2007.
 */

/** Weight is read against the length of who lies, and against the height of who stands, by tables of their own. */
export type GrowthMeasure = "weight-age" | "height-age" | "bmi-age" | "head-age" | "weight-length" | "weight-height";
export type GrowthSource = "CDC" | "WHO";

/** A part of a reference: of one sex, over ages in months (or lengths in centimeters) from the first point to the last. */
export type GrowthTable = {
  readonly code: GrowthSource;
  readonly measure: GrowthMeasure;
  readonly sex: "female" | "male";
  /** The first of its points: infants and older children have tables of their own. */
  readonly start: number;
  /** [age or length, L, M, S], rising. */
  readonly points: readonly (readonly [x: number, l: number, m: number, s: number])[];
};

interface Lms {
  readonly l: number;
  readonly m: number;
  readonly s: number;
}

/** L, M and S at an age or a length, between two points on the straight line; undefined where the table does not reach. */
export function lmsAt({ points }: Pick<GrowthTable, "points">, x: number): Lms | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || x < first[0] || x > last[0]) return undefined;
  let [low, high] = [0, points.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? 0) <= x) low = middle;
    else high = middle;
  }
  const [a, b] = [points[low] ?? first, points[high] ?? last];
  const part = b[0] === a[0] ? 0 : (x - a[0]) / (b[0] - a[0]);
  const between = (from: number, to: number) => from + (to - from) * part;
  return { l: between(a[1], b[1]), m: between(a[2], b[2]), s: between(a[3], b[3]) };
}

/** The value that lies z standard deviations from the median. */
export function valueAtZ({ l, m, s }: Lms, z: number): number {
  return Math.abs(l) < 1e-7 ? m * Math.exp(s * z) : m * (1 + l * s * z) ** (1 / l);
}

/** Weight and body mass index of the WHO are counted in steps of the last standard deviation beyond the third (WHO, 2006, chapter 7). */
const RESTRICTED: readonly GrowthMeasure[] = ["weight-age", "bmi-age", "weight-length", "weight-height"];

/** How many standard deviations a value lies from the median of the reference. */
export function zOf({ code, measure }: Pick<GrowthTable, "code" | "measure">, lms: Lms, value: number): number {
  const { l, m, s } = lms;
  const z = Math.abs(l) < 1e-7 ? Math.log(value / m) / s : ((value / m) ** l - 1) / (l * s);
  if (code !== "WHO" || !RESTRICTED.includes(measure) || Math.abs(z) <= 3) return z;
  const sign = Math.sign(z);
  const third = valueAtZ(lms, 3 * sign);
  const step = Math.abs(third - valueAtZ(lms, 2 * sign));
  return 3 * sign + (value - third) / step;
}

/** The share of children below, in hundredths: the normal distribution (Abramowitz and Stegun 7.1.26, off by less than 0.00002). */
export function percentileOf(z: number): number {
  const x = Math.abs(z) / Math.SQRT2;
  const t = 1 / (1 + 0.3275911 * x);
  const poly = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - poly * Math.exp(-x * x);
  return 50 * (1 + Math.sign(z) * erf);
}

/** The z of the percentiles that are drawn. */
export const BANDS: readonly (readonly [percentile: number, z: number])[] = [
  [3, -1.880794],
  [10, -1.281552],
  [25, -0.67449],
  [50, 0],
  [75, 0.67449],
  [90, 1.281552],
  [97, 1.880794],
];

export const DAYS_A_MONTH = 30.4375;
