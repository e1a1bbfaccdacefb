import type { payerOperations } from "@practicum/contracts/billing/payers";
import { ok } from "@practicum/kernel/result";
import { savePrices as writePrices } from "../sql/prices.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

/** BIL-11: earlier prices stay for earlier days. A code that is there twice counts once, the last one. */
export async function savePrices(
  { tx }: BillingContext,
  input: InputOf<typeof payerOperations.savePrices>,
): ReplyOf<typeof payerOperations.savePrices> {
  const prices = [...new Map(input.prices.map((one) => [one.code, one])).values()];
  await writePrices(tx, input.from, prices);
  return ok({ saved: prices.length });
}
