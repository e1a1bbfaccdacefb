import { actorName, type BillingContext } from "../../application/context.ts";
import { post, settle } from "../../ledger/application/post.ts";
import { move, opposite, posting, type Entry } from "../../ledger/domain/ledger.ts";
import { entriesOfSource } from "../../ledger/sql/ledger.ts";
import { fateOf, type TakenBack } from "../domain/taken-back.ts";
import {
  insertAdjustment,
  markUndone,
  standingOfVisit,
  type AdjustmentRow,
  type NewAdjustment,
} from "../sql/adjustments.ts";

type About = Omit<NewAdjustment, "made_by" | "made_at">;

/** Keeps what is done by hand and posts it, once: its own id is the posting's key. The caller holds the patient's lock. */
export async function writeAdjustment(context: BillingContext, about: About, entries: readonly Entry[]): Promise<void> {
  await insertAdjustment(context.tx, { ...about, made_by: actorName(context.actor), made_at: context.now });
  // A refund is part of its payment's story, so that a reversal of the payment takes it with it (BIL-42).
  const source =
    about.kind === "refund" && about.payment_id
      ? { kind: "payment" as const, id: about.payment_id }
      : { kind: "manual" as const, id: about.adjustment_id };
  await post(context, posting(`adjustment:${about.adjustment_id}`, source, entries));
  await settle(context, about.patient_id);
}

/** Takes back what was done: its opposite, account by account. The caller holds the patient's lock. */
export async function undoAdjustment(
  context: BillingContext,
  row: AdjustmentRow,
  because: string,
  rule: string,
): Promise<void> {
  const key = `adjustment-undone:${row.adjustment_id}`;
  if (row.kind === "refund" && row.payment_id) {
    // The money is the patient's again; what it pays is settled like any other.
    const entries = move(
      row.amount,
      { debit: "cash", credit: "unapplied" },
      { because, rule, patientId: row.patient_id },
    );
    await post(context, posting(key, { kind: "payment", id: row.payment_id }, entries));
  } else {
    const source = { kind: "manual" as const, id: row.adjustment_id };
    await post(context, posting(key, source, opposite(await entriesOfSource(context.tx, source), because, rule)));
  }
  await markUndone(context.tx, row.adjustment_id, context.now, because);
}

/**
 * BIL-109: a decision was taken back, so what was given up or moved because of it is undone. What was given back to the payer by hand
 * has come back in its decision: it stands against what it keeps back or adds beside the claims.
 */
export async function undoWithDecision(
  context: BillingContext,
  encounterId: string,
  decision: TakenBack,
): Promise<void> {
  const because =
    decision.by === "payer"
      ? "The payer took its decision back, so this is undone"
      : "The posting that it rests on was reversed, so this is undone";
  for (const row of await standingOfVisit(context.tx, encounterId)) {
    const fate = fateOf({ kind: row.kind, claimId: row.claim_id }, decision);
    if (fate === "undone") await undoAdjustment(context, row, because, "BIL-109");
    else if (fate === "met") await meetRefund(context, row);
  }
}

async function meetRefund(context: BillingContext, row: AdjustmentRow): Promise<void> {
  const about = {
    because: "The payer took back what was refunded to it",
    rule: "BIL-109",
    patientId: row.patient_id,
    encounterId: row.encounter_id,
    claimId: row.claim_id,
  };
  const entries = move(row.amount, { debit: "provider-adjustment", credit: "insurance-receivable" }, about);
  const source = { kind: "manual" as const, id: row.adjustment_id };
  await post(context, posting(`adjustment-met:${row.adjustment_id}`, source, entries));
  await markUndone(context.tx, row.adjustment_id, context.now, "The payer took it back by its own decision");
}
