import type { dunningOperations } from "@practicum/contracts/billing/dunning";
import { describeError, fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { findAdjustment } from "../../adjustments/sql/adjustments.ts";
import { writeAdjustment } from "../../adjustments/application/write-adjustment.ts";
import type { BillingContext } from "../../application/context.ts";
import { move } from "../../ledger/domain/ledger.ts";
import { lockPatients } from "../../sql/counters.ts";
import { collectable } from "../domain/collections.ts";
import { askedAccounts } from "./accounts.ts";

/** BIL-267: what had its final notice, and its time to pay, is the agency's to collect; each visit has its way back. */
export async function sendToCollections(
  context: BillingContext,
  input: InputOf<typeof dunningOperations.sendToCollections>,
): ReplyOf<typeof dunningOperations.sendToCollections> {
  const { tx } = context;
  const { patientId, agency } = input;
  await lockPatients(tx, [patientId]);
  const [one] = (await askedAccounts(context, patientId)).accounts;
  const may = collectable(one?.visits ?? [], one?.decided.toCollections ?? 0);
  let amount = 0;
  const fresh = [];
  for (const visit of input.visits) {
    const before = await findAdjustment(tx, visit.adjustmentId);
    if (before && before.patient_id !== patientId) return fail("not-found", { field: "visits" });
    const part = before?.amount ?? may.get(visit.encounterId) ?? 0;
    if (part <= 0) return fail("too-early-for-collections", { field: "visits" });
    amount += part;
    if (!before) fresh.push({ ...visit, part });
  }
  for (const { adjustmentId, encounterId, part } of fresh) {
    const about = { because: `Given to collections: ${agency}`, rule: "BIL-267", patientId, encounterId };
    await writeAdjustment(
      context,
      {
        adjustment_id: adjustmentId,
        kind: "to-collections",
        patient_id: patientId,
        encounter_id: encounterId,
        amount: part,
        reason: "final-notice",
        because: agency,
      },
      move(part, { debit: "collections", credit: "patient-receivable" }, about),
    );
  }
  return ok({ amount });
}

/** BIL-264: what the policy calls too small to pursue, given up together; nobody is asked for it any more. */
export async function writeOffSmall(
  context: BillingContext,
  input: InputOf<typeof dunningOperations.writeOffSmall>,
): ReplyOf<typeof dunningOperations.writeOffSmall> {
  const patientIds = [...new Set(input.patientIds)].toSorted();
  await lockPatients(context.tx, patientIds);
  const left: { patientId: string; because: string }[] = [];
  let [count, amount] = [0, 0];
  for (const patientId of patientIds) {
    context.auditPatient(patientId);
    const [one] = (await askedAccounts(context, patientId)).accounts;
    const small = one?.decided.small ?? 0;
    if (!one || small <= 0) {
      left.push({ patientId, because: describeError({ code: "nothing-due" }) });
      continue;
    }
    for (const visit of one.visits.filter(({ due }) => due > 0)) await giveUp(context, patientId, visit);
    count += 1;
    amount += small;
  }
  return ok({ count, amount, left });
}

async function giveUp(
  context: BillingContext,
  patientId: string,
  { encounterId, due }: { readonly encounterId: string; readonly due: number },
): Promise<void> {
  const because = "too small to pursue, by the practice's policy";
  await writeAdjustment(
    context,
    {
      adjustment_id: context.ids.next<string>(),
      kind: "write-off",
      patient_id: patientId,
      encounter_id: encounterId,
      amount: due,
      reason: "small-balance",
      because,
    },
    move(
      due,
      { debit: "write-off", credit: "patient-receivable" },
      { because: `Balance written off: ${because}`, rule: "BIL-264", patientId, encounterId },
    ),
  );
}
