import type { payerOperations } from "@practicum/contracts/billing/payers";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { chargesPricedFrom, markPriceVoided, pricesOn, repriceCharge } from "../sql/prices.ts";

/**
 * BIL-116: a price that was set by mistake is void: the one before it counts again, or none. Charges in review that have it follow;
 * what was released keeps its money, and is taken off and charged anew by hand.
 */
export async function voidPrice(
  context: BillingContext,
  input: InputOf<typeof payerOperations.voidPrice>,
): ReplyOf<typeof payerOperations.voidPrice> {
  const { tx } = context;
  const voided = await markPriceVoided(tx, input, `${input.because} (${actorName(context.actor)})`);
  if (voided === null) return fail("not-found", { field: "code" });
  const waiting = await chargesPricedFrom(tx, { ...input, price: voided });
  for (const one of waiting) {
    const price = (await pricesOn(tx, one.service_date, [input.code])).get(input.code)?.price ?? null;
    await repriceCharge(tx, one, price);
  }
  return ok({ repriced: waiting.length });
}
