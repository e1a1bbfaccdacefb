import type { payerOperations } from "@practicum/contracts/billing/payers";
import { ok } from "@practicum/kernel/result";
import { listPayers as readPayers } from "../sql/payers.ts";
import type { BillingContext } from "../../application/context.ts";
import type { ReplyOf } from "@practicum/service/handler-types";

export async function listPayers({ tx }: BillingContext): ReplyOf<typeof payerOperations.listPayers> {
  return ok(await readPayers(tx));
}
