import type { ledgerOperations } from "@practicum/contracts/billing/ledger";
import { ok } from "@practicum/kernel/result";
import { accountBalances } from "../sql/ledger.ts";
import type { BillingContext } from "../../application/context.ts";
import type { ReplyOf } from "@practicum/service/handler-types";

/** BIL-50, looked at from outside: what the triggers hold is counted here again. */
export async function trialBalance({ tx }: BillingContext): ReplyOf<typeof ledgerOperations.trialBalance> {
  const { accounts, unbalancedTransactions } = await accountBalances(tx);
  return ok({ accounts, total: accounts.reduce((sum, one) => sum + one.balance, 0), unbalancedTransactions });
}
