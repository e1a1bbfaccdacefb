import type { remittanceOperations } from "@practicum/contracts/billing/remittance";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { post } from "../../ledger/application/post.ts";
import { move, posting } from "../../ledger/domain/ledger.ts";
import { lockRemittance, settleVarianceOf } from "../sql/remittances.ts";

/** BIL-111: a variance that was settled by mistake is open again, by the opposite of what settled it. */
export async function reopenVariance(
  context: BillingContext,
  input: InputOf<typeof remittanceOperations.reopenVariance>,
): ReplyOf<typeof remittanceOperations.reopenVariance> {
  const settled = await lockRemittance(context.tx, input.remittanceId);
  if (settled === null) return fail("not-found");
  if (settled === 0) return fail("already-posted");
  const entries = move(
    -settled,
    { debit: "insurance-clearing", credit: "provider-adjustment" },
    { because: `Settlement reversed: ${input.because}`, rule: "BIL-111" },
  );
  const source = { kind: "remittance" as const, id: input.remittanceId };
  await post(context, posting(`remittance-variance-undone:${context.ids.next()}`, source, entries));
  await settleVarianceOf(context.tx, input.remittanceId, -settled);
  return ok({});
}
