import type { Measure, MeasureView } from "@practicum/contracts/billing/reports";

type Form = Pick<MeasureView, "unit" | "numeratorUnit" | "denominatorUnit" | "better"> & {
  /** In tenths of a percent or of a day: what is commonly named. */
  readonly commonTarget: number;
};

/** A balance is compared with what is charged in a day, over so many days (HFMA MAP Key: days in A/R). */
export const CHARGE_DAYS = 90;

const count = { numeratorUnit: "count", denominatorUnit: "count" } as const;
const money = { numeratorUnit: "cents", denominatorUnit: "cents" } as const;
const lag = { unit: "mean-days", numeratorUnit: "days", denominatorUnit: "count", better: "lower" } as const;

/** BIL-300: what each measure is counted in, and which way is better. The names are those of HFMA's MAP Keys, where they have one. */
export const measures: { readonly [M in Measure]: Form } = {
  "days-in-ar": { unit: "days-of-charges", ...money, better: "lower", commonTarget: 400 },
  "ar-over-90": { unit: "percent", ...money, better: "lower", commonTarget: 100 },
  "credit-balances": { unit: "days-of-charges", ...money, better: "lower", commonTarget: 20 },
  "charge-lag": { ...lag, commonTarget: 30 },
  "claim-lag": { ...lag, commonTarget: 20 },
  "payment-lag": { ...lag, commonTarget: 300 },
  "clean-claims": { unit: "percent", ...count, better: "higher", commonTarget: 950 },
  rejections: { unit: "percent", ...count, better: "lower", commonTarget: 50 },
  "first-pass": { unit: "percent", ...count, better: "higher", commonTarget: 900 },
  "denied-claims": { unit: "percent", ...count, better: "lower", commonTarget: 50 },
  "denied-dollars": { unit: "percent", ...money, better: "lower", commonTarget: 50 },
  "denials-overturned": { unit: "percent", ...count, better: "higher", commonTarget: 500 },
  "net-collection": { unit: "percent", ...money, better: "higher", commonTarget: 950 },
  "gross-collection": { unit: "percent", ...money, better: "higher", commonTarget: 500 },
  "desk-collection": { unit: "percent", ...money, better: "higher", commonTarget: 500 },
  "bad-debt": { unit: "percent", ...money, better: "lower", commonTarget: 30 },
};

/**
 * BIL-300: a measure's value of a month in tenths of a percent or of a day, half away from zero; null where its denominator is nothing or
 * less: then it is not known, and not zero.
 */
export function valueOf(measure: Measure, numerator: number, denominator: number): number | null {
  if (denominator <= 0) return null;
  const factor = { percent: 1000, "mean-days": 10, "days-of-charges": 10 * CHARGE_DAYS }[measures[measure].unit];
  const exact = (numerator * factor) / denominator;
  return Math.sign(exact) * Math.round(Math.abs(exact)) || 0;
}
