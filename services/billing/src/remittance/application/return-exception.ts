import type { remittanceOperations } from "@practicum/contracts/billing/remittance";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { post } from "../../ledger/application/post.ts";
import { move, opposite, posting } from "../../ledger/domain/ledger.ts";
import type { BillingContext } from "../../application/context.ts";
import { postingKey } from "../domain/posting-facts.ts";
import {
  lockRemittanceClaim,
  markReturned,
  markTakenUp,
  receivedDecision,
  type ReceivedRow,
} from "../sql/remittances.ts";
import { lockWaiting } from "./waiting-row.ts";

/** BIL-94: a decision goes back to the payer, and the money that came with it leaves the clearing account. */
export async function returnException(
  context: BillingContext,
  input: InputOf<typeof remittanceOperations.returnException>,
): ReplyOf<typeof remittanceOperations.returnException> {
  const locked = await lockWaiting(context, input.remittanceClaimId);
  if (!locked.ok) return locked;
  const row = locked.value;
  const words = input.how === "refunded" ? "Refunded to the payer" : "Sent back to the payer";
  await post(
    context,
    posting(
      `remittance-returned:${postingKey(receivedDecision(row))}`,
      { kind: "remittance", id: row.remittance_claim_id },
      returned(row, `${words}: ${input.because}`),
    ),
  );
  await markReturned(context.tx, row.remittance_claim_id, input.how, `${words}: ${input.because}`);
  return ok({});
}

function returned(row: ReceivedRow, because: string) {
  return move(row.paid, { debit: "insurance-clearing", credit: "cash" }, { because, rule: "BIL-94" });
}

/** BIL-94: what was set aside or went back waits again; the money comes back with it. */
export async function takeUpException(
  context: BillingContext,
  input: InputOf<typeof remittanceOperations.takeUpException>,
): ReplyOf<typeof remittanceOperations.takeUpException> {
  const row = await lockRemittanceClaim(context.tx, input.remittanceClaimId);
  if (!row) return fail("not-found");
  if (row.patient_id !== null) context.auditPatient(row.patient_id);
  // A paper EOB that was taken back is keyed again from its check (BIL-103).
  if (row.source === "voided") return fail("already-posted");
  if (row.posted || (row.returned_as === null && row.set_aside_because === null)) return fail("already-posted");
  const because = `Taken up again: ${input.because}`;
  if (row.returned_as !== null)
    await post(
      context,
      posting(
        `remittance-taken-up:${postingKey(receivedDecision(row))}`,
        { kind: "remittance", id: row.remittance_claim_id },
        opposite(returned(row, because), because, "BIL-94"),
      ),
    );
  await markTakenUp(context.tx, row.remittance_claim_id, because);
  return ok({});
}
