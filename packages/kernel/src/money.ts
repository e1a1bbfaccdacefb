import { assert } from "./assert.ts";
import type { Brand } from "./brand.ts";
import { err, ok, type Result } from "./result.ts";

/** Money: a whole number of US cents, within the safe integers. */
export type Cents = Brand<number, "cents">;

/** The largest single amount, either way: $999,999,999.99. Some ninety thousand of them still have a sum. */
export const CENTS_MAX = 99_999_999_999;

/** Checks that a number is money. Throws on a fraction: nobody may round by accident. */
export function cents(value: number): Cents {
  assert(Number.isSafeInteger(value), "money must be a whole number of cents");
  return value === 0 ? 0 : value;
}

export function sumCents(values: Iterable<Cents>): Cents {
  let total = 0;
  for (const value of values) total += value;
  return cents(total);
}

/**
 * `amount * numerator / denominator`, rounded half away from zero (as a payer's contract rounds), exact at any size.
 * A rate is a fraction of whole numbers: 80 % is 80 / 100, the sequestration's 2 % is 2 / 100.
 */
export function shareOf(amount: Cents, numerator: number, denominator: number): Cents {
  assert(Number.isSafeInteger(numerator) && Number.isSafeInteger(denominator), "a rate is a fraction of whole numbers");
  assert(denominator > 0, "a rate's denominator must be positive");
  const product = BigInt(amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const magnitude = product < 0n ? -product : product;
  const rounded = (magnitude * 2n + divisor) / (divisor * 2n);
  return cents(Number(product < 0n ? -rounded : rounded));
}

/**
 * Splits an amount over weights so that the parts sum to it exactly; the largest remainders get the spare cents, earlier parts first.
 */
export function allocate(amount: Cents, weights: readonly number[]): Cents[] {
  const total = weights.reduce((a, b) => a + b, 0);
  assert(
    weights.length > 0 && total > 0 && weights.every((w) => Number.isSafeInteger(w) && w >= 0),
    "weights must be whole, not negative, and not all zero",
  );
  const sign = amount < 0 ? -1n : 1n;
  const magnitude = BigInt(amount) * sign;
  const shares = weights.map((weight, index) => {
    const product = magnitude * BigInt(weight);
    return { index, whole: product / BigInt(total), rest: product % BigInt(total) };
  });
  let spare = magnitude - shares.reduce((a, share) => a + share.whole, 0n);
  const byRest = [...shares].sort((a, b) => (a.rest === b.rest ? a.index - b.index : a.rest < b.rest ? 1 : -1));
  for (const share of byRest) {
    if (spare === 0n) break;
    share.whole += 1n;
    spare -= 1n;
  }
  return shares.map((share) => cents(Number(share.whole * sign)));
}

/** "$1,234.05"; a negative amount as "−$20.00" with a real minus sign. */
export function formatCents(amount: Cents): string {
  const magnitude = Math.abs(amount);
  const dollars = Math.floor(magnitude / 100)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
  return `${amount < 0 ? "−" : ""}$${dollars}.${String(magnitude % 100).padStart(2, "0")}`;
}

/**
 * "1234.05", as X12 and CSV want an amount: no sign when positive, no grouping, two places.
 */
export function decimalFromCents(amount: Cents): string {
  const magnitude = Math.abs(amount);
  return `${amount < 0 ? "-" : ""}${Math.floor(magnitude / 100)}.${String(magnitude % 100).padStart(2, "0")}`;
}

/** Reads "40", "$1,234.5" or "-20.00". More than two decimals is refused, never rounded. */
export function parseCents(text: string): Result<Cents, "not-an-amount"> {
  const match = /^([-−])?\$?(\d{1,3}(?:,\d{3})+|\d{0,13})(?:\.(\d{0,2}))?$/.exec(text.trim());
  const whole = match?.[2]?.replaceAll(",", "") ?? "";
  const fraction = match?.[3] ?? "";
  if (!match || (whole === "" && fraction === "")) return err("not-an-amount");
  const magnitude = Number(whole || "0") * 100 + Number(fraction.padEnd(2, "0") || "0");
  return ok(cents(match[1] ? -magnitude : magnitude));
}
