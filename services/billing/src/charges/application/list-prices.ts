import type { payerOperations } from "@practicum/contracts/billing/payers";
import { ok } from "@practicum/kernel/result";
import { serviceEntry } from "../../claims/domain/code-facts.ts";
import { pricesOn } from "../sql/prices.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

export async function listPrices(
  { tx }: BillingContext,
  input: InputOf<typeof payerOperations.listPrices>,
): ReplyOf<typeof payerOperations.listPrices> {
  const prices = await pricesOn(tx, input.onDate);
  return ok(
    [...prices].map(([code, { price, from }]) => ({
      code,
      label: serviceEntry(code, input.onDate)?.label ?? "",
      price,
      from,
    })),
  );
}
