import type { remittanceOperations } from "@practicum/contracts/billing/remittance";
import { fail } from "@practicum/contracts/error";
import { formatCents } from "@practicum/kernel/money";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { differenceOf, imbalanceOf } from "../domain/check-remittance.ts";
import { keyedPayment } from "../domain/force.ts";
import { keepKeyed, receivedDecision } from "../sql/remittances.ts";
import { placeWaiting } from "./post-remittance.ts";
import { lockWaiting } from "./waiting-row.ts";

/** BIL-91: a person keys what the payer's paper says. The money that came stays what it was, and the sums have to hold. */
export async function keyException(
  context: BillingContext,
  input: InputOf<typeof remittanceOperations.keyException>,
): ReplyOf<typeof remittanceOperations.keyException> {
  const locked = await lockWaiting(context, input.remittanceClaimId);
  if (!locked.ok) return locked;
  const row = locked.value;
  const payment = keyedPayment(row.content, input);
  if (payment === null) return fail("not-found", { field: "lines" });
  const paidOnLines = input.lines.reduce((sum, line) => sum + line.paid, 0);
  const paidApart = payment.lines.length > 0 && payment.adjustments.length === 0 ? row.paid - paidOnLines : 0;
  if (paidApart !== 0)
    return fail("not-in-balance", { field: "lines", detail: { difference: formatCents(Math.abs(paidApart)) } });
  if (imbalanceOf(payment) !== null) {
    const difference = formatCents(Math.abs(differenceOf(payment)));
    return fail("not-in-balance", { field: "adjustments", detail: { difference } });
  }
  await keepKeyed(context.tx, input.remittanceClaimId, payment);
  const problem = await placeWaiting(context, { ...receivedDecision(row), payment });
  return ok({ posted: problem === null, problem });
}
