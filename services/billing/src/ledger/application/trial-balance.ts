import type { ledgerOperations } from "@practicum/contracts/billing/ledger";
import { ok } from "@practicum/kernel/result";
import { sql } from "kysely";
import type { BillingContext } from "../../application/context.ts";
import type { ReplyOf } from "../../application/operation-types.ts";

/** BIL-50, looked at from outside: what the triggers hold is counted here again. */
export async function trialBalance({ tx }: BillingContext): ReplyOf<typeof ledgerOperations.trialBalance> {
  const accounts = await tx
    .selectFrom("ledger_entry")
    .groupBy("account")
    .select(["account", sql<number>`sum(amount)::bigint`.as("balance")])
    .orderBy("account")
    .execute();
  const unbalanced = await tx
    .selectFrom("ledger_entry")
    .groupBy("transaction_id")
    .having(sql<number>`sum(amount)`, "<>", 0)
    .select("transaction_id")
    .execute();
  return ok({
    accounts,
    total: accounts.reduce((sum, one) => sum + one.balance, 0),
    unbalancedTransactions: unbalanced.length,
  });
}
