import { shareOf, type Cents } from "@practicum/kernel/money";

/**
 * What a payer would have allowed more for the service that was billed (BIL-133). Its rate is not known here; what it allowed for the
 * other code is, and how our prices of the two stand to each other. Null where one of them has no price.
 */
export function missingMoney(allowed: Cents, prices: { readonly billed: Cents | null; readonly paid: Cents | null }) {
  if (!prices.billed || !prices.paid) return null;
  return shareOf(allowed, prices.billed, prices.paid) - allowed;
}
