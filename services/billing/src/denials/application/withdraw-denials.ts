import { denialResolved } from "@practicum/contracts/billing/denials";
import { opposite, posting } from "../../ledger/domain/ledger.ts";
import type { ClaimRow } from "../../claims/sql/claims.ts";
import { movedBy } from "../../ledger/sql/ledger.ts";
import type { BillingContext } from "../../application/context.ts";
import { post } from "../../ledger/application/post.ts";

/**
 * BIL-37: the payer has taken its refusal back, so it no longer stands; what was written off or billed to the patient because
 * of it is undone by opposite entries. The new decision says what is owed now.
 */
export async function withdrawDenials(context: BillingContext, claim: ClaimRow): Promise<void> {
  const { tx } = context;
  const denials = await tx
    .selectFrom("denial")
    .select(["denial_id", "version"])
    .where("claim_id", "=", claim.claim_id)
    .where("status", "<>", "overturned")
    .forUpdate()
    .execute();
  for (const { denial_id: denialId, version } of denials) {
    await tx
      .updateTable("denial")
      .set({ status: "overturned", version: version + 1 })
      .where("denial_id", "=", denialId)
      .execute();
    await undoResolution(context, denialId);
    context.emit(denialResolved, {
      denialId,
      claimId: claim.claim_id,
      patientId: claim.patient_id,
      status: "overturned",
    });
  }
}

async function undoResolution(context: BillingContext, denialId: string): Promise<void> {
  const rows = await context.tx
    .selectFrom("ledger_entry as e")
    .innerJoin("ledger_transaction as t", "t.transaction_id", "e.transaction_id")
    .where("t.posting_key", "=", `denial:${denialId}`)
    .select(["e.account", "e.amount", "e.patient_id", "e.encounter_id", "e.charge_id", "e.claim_id"])
    .orderBy("e.position")
    .execute();
  const entries = rows.map(movedBy);
  const undone = opposite(entries, "The payer took its refusal back, so this is undone", "BIL-37");
  await post(context, posting(`denial-undone:${denialId}`, { kind: "denial", id: denialId }, undone));
}
