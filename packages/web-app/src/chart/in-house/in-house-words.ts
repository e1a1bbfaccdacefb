import type { InHouseOrder, InHouseOutcome, InjectionRoute, ResultValue } from "@practicum/contracts/charting/in-house";
import { formatDate } from "@practicum/kernel/local-date";
import { ndcText } from "../../forms/ndc.ts";

export const routeWords: { readonly [R in InjectionRoute]: string } = {
  intramuscular: "into muscle",
  subcutaneous: "under the skin",
};

/** "1,200,000 units into muscle". */
export function doseWords({ amount, unit, route }: NonNullable<InHouseOrder["dose"]>): string {
  return `${amount.toLocaleString("en-US")} ${unit} ${routeWords[route]}`;
}

/** "Ceftriaxone injection, 500 mg into muscle". */
export function orderWords({ label, dose }: Pick<InHouseOrder, "label" | "dose">): string {
  return dose === null ? label : `${label}, ${doseWords(dose)}`;
}

export const flagWords = { high: "high", low: "low", abnormal: "abnormal" } as const;

/** "44 mg/dL", the flag apart: it has an icon beside its word. */
export function valueWords({ value, unit }: Pick<ResultValue, "value" | "unit">): string {
  return unit === null ? value : `${value} ${unit}`;
}

/** With what it was done, after who and when. */
export function outcomeDetails(outcome: InHouseOutcome): string[] {
  const { lot, expiresOn, site, ndc, controlLot, reason } = outcome;
  return [
    reason,
    site,
    lot === "" ? "" : `lot ${lot}${expiresOn ? `, expires ${formatDate(expiresOn)}` : ""}`,
    ndc ? `NDC ${ndcText(ndc)}` : "",
    controlLot === "" ? "" : `control lot ${controlLot}`,
  ].filter((one) => one !== "");
}

/** Whether somebody has to see it: an abnormal result that nobody marked as seen. */
export function isUnseen(order: Pick<InHouseOrder, "outcome">): boolean {
  const { outcome } = order;
  return outcome !== null && outcome.seen === null && outcome.values.some((one) => one.flag !== null || one.critical);
}

/** How much is taken of the usual package for a dose: milliliters of a liquid, else vials; as it is typed. */
export function usualTaken(
  amount: number,
  perMl: number | null,
): { readonly quantity: string; readonly unit: "ML" | "UN" } {
  if (perMl === null) return { quantity: "1", unit: "UN" };
  return { quantity: String(Math.round((amount / perMl) * 1000) / 1000), unit: "ML" };
}
