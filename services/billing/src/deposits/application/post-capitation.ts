import { depositChanged, type depositOperations } from "@practicum/contracts/billing/deposits";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { post } from "../../ledger/application/post.ts";
import { move, posting } from "../../ledger/domain/ledger.ts";
import { changeCheck, lockCheck, type CheckRow } from "../sql/deposits.ts";

/** BIL-104: a month's capitation is cash against the contract, and nobody's visit. */
export async function postCapitation(
  context: BillingContext,
  input: InputOf<typeof depositOperations.postCapitation>,
): ReplyOf<typeof depositOperations.postCapitation> {
  const check = await lockCheck(context.tx, input.checkId);
  if (!check) return fail("not-found");
  if (check.state !== "waits") return fail("already-posted");
  if (!check.capitated) {
    const message = `${check.payer_name} does not pay by capitation. If it does, say so under Payers first.`;
    return fail("claim-not-ready", {
      field: "checkId",
      fields: [{ field: "checkId", message }],
      detail: { status: "not capitated" },
    });
  }
  await write(context, check, check.amount, `Capitation of ${check.payer_name} for ${input.month}`);
  await changeCheck(context.tx, check, { state: "capitation", month: input.month });
  return ok({});
}

export async function reverseCapitation(
  context: BillingContext,
  input: InputOf<typeof depositOperations.reverseCapitation>,
): ReplyOf<typeof depositOperations.reverseCapitation> {
  const check = await lockCheck(context.tx, input.checkId);
  if (!check) return fail("not-found");
  if (check.state !== "capitation") return fail("already-posted");
  await write(context, check, -check.amount, `Capitation reversed: ${input.because}`);
  await changeCheck(context.tx, check, { state: "waits", month: null, reposted: check.reposted + 1 });
  return ok({});
}

async function write(context: BillingContext, check: CheckRow, amount: number, because: string): Promise<void> {
  const key = `capitation${amount < 0 ? "-undone" : ""}:${check.check_id}:${check.reposted}`;
  const entries = move(amount, { debit: "cash", credit: "capitation" }, { because, rule: "BIL-104" });
  await post(context, posting(key, { kind: "deposit", id: check.check_id }, entries));
  context.emit(depositChanged, { depositId: check.deposit_id, at: context.now });
}
