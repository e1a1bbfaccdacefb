import { cents, type Cents } from "@practicum/kernel/money";
import type { Gpci, RelativeValue } from "./edit-data.ts";

/** Hundredths of an RVU times thousandths of an index times ten-thousandths of a dollar, over cents. */
const SCALE = 100n * 1000n * 10_000n;
const CENTS = 100n;

/**
 * The Medicare physician fee schedule amount of one unit (42 CFR 414.20 to 414.26):
 * (work RVU x work GPCI + practice expense RVU x PE GPCI + malpractice RVU x MP GPCI) x conversion factor,
 * exact, rounded half up to the cent at the end only.
 *
 * @param facility whether the place of service is a facility: then its own, lower practice expense counts.
 */
export function feeScheduleAmount(
  value: RelativeValue,
  gpci: Gpci,
  { facility }: { readonly facility: boolean },
): Cents {
  const expense = facility ? value.facilityPe : value.nonFacilityPe;
  const units =
    BigInt(value.work) * BigInt(gpci.work) +
    BigInt(expense) * BigInt(gpci.pe) +
    BigInt(value.malpractice) * BigInt(gpci.malpractice);
  const product = units * BigInt(value.conversionFactor) * CENTS;
  return cents(Number((product * 2n + SCALE) / (SCALE * 2n)));
}
