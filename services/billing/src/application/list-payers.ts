import type { billing } from "@practicum/contracts/billing";
import { ok } from "@practicum/kernel/result";
import { listPayers as readPayers } from "../sql/payers.ts";
import type { BillingContext } from "./context.ts";
import type { ReplyOf } from "./operation-types.ts";

export async function listPayers({ tx }: BillingContext): ReplyOf<typeof billing.listPayers> {
  return ok(await readPayers(tx));
}
