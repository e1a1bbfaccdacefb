import type { chargeOperations } from "@practicum/contracts/billing/charges";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import { chargeProblems } from "../domain/charge-problems.ts";
import { move, posting } from "../../ledger/domain/ledger.ts";
import { findPatient } from "../../sql/copies.ts";
import { lockPatients } from "../../sql/counters.ts";
import { coveragesInForce } from "../../coverage/sql/coverages.ts";
import { markReleased } from "../sql/charges.ts";
import { findVisit, lockCharges, type ChargeRow, type Visit } from "../sql/visits.ts";
import type { BillingContext } from "../../application/context.ts";
import { openClaim } from "../../claims/application/open-claim.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { post, settle } from "../../ledger/application/post.ts";

/**
 * BIL-15: posts a visit's charges to the payer that is billed first, or to the patient when nobody covers that day, and builds
 * the claim. What can't be released stays, with the reason.
 */
export async function releaseCharges(
  context: BillingContext,
  input: InputOf<typeof chargeOperations.releaseCharges>,
): ReplyOf<typeof chargeOperations.releaseCharges> {
  const visits: Visit[] = [];
  for (const encounterId of new Set(input.encounterIds)) {
    const visit = await findVisit(context.tx, encounterId);
    if (!visit) return context.notHereYet({ field: "encounterIds" });
    visits.push(visit);
  }
  await lockPatients(
    context.tx,
    visits.map((visit) => visit.patient_id),
  );
  const released: { encounterId: string; claimId: string | null }[] = [];
  const left: { encounterId: string; because: string }[] = [];
  for (const visit of visits) {
    context.auditPatient(visit.patient_id);
    const outcome = await releaseVisit(context, visit);
    if (outcome.ok) released.push({ encounterId: visit.encounter_id, claimId: outcome.claimId });
    else left.push({ encounterId: visit.encounter_id, because: outcome.because });
  }
  return ok({ released, left });
}

type Outcome = { ok: true; claimId: string | null } | { ok: false; because: string };

async function releaseVisit(context: BillingContext, visit: Visit): Promise<Outcome> {
  const { tx } = context;
  const charges = (await lockCharges(tx, visit.encounter_id)).filter((charge) => charge.status === "review");
  if (charges.length === 0) return { ok: false, because: "These charges are not in review any more." };
  const problems = chargeProblems({
    patientKnown: (await findPatient(tx, visit.patient_id)) !== null,
    needsCosignature: visit.supervisor_id !== null,
    cosigned: visit.cosigned_at !== null,
    diagnoses: visit.diagnoses.length,
    charges,
  });
  if (problems.length > 0) return { ok: false, because: problems.join(" ") };

  const inForce = await coveragesInForce(tx, [{ patientId: visit.patient_id, on: visit.service_date }]);
  const coverage = inForce(visit.patient_id, visit.service_date)[0];
  const total = charges.reduce((sum, charge) => sum + must(charge.amount), 0);
  await markReleased(tx, visit.encounter_id, context.now);
  const claimId = coverage ? await openClaim(context, { encounterId: visit.encounter_id, coverage, total }) : null;
  await postCharges(context, visit, charges, { claimId, payerName: coverage?.payerName ?? null });
  await settle(context, visit.patient_id);
  return { ok: true, claimId };
}

/** BIL-16: revenue is earned with the release; who owes it is the payer, or at once the patient. */
async function postCharges(
  context: BillingContext,
  visit: Visit,
  charges: readonly ChargeRow[],
  billed: { readonly claimId: string | null; readonly payerName: string | null },
): Promise<void> {
  const debit = billed.payerName === null ? "patient-receivable" : "insurance-receivable";
  const entries = charges.flatMap((charge) =>
    move(
      must(charge.amount),
      { debit, credit: "revenue" },
      {
        because: `${charge.code} ${charge.label}, ${billed.payerName ? `billed to ${billed.payerName}` : "self-pay"}`,
        rule: "BIL-16",
        patientId: visit.patient_id,
        encounterId: visit.encounter_id,
        chargeId: charge.charge_id,
        claimId: billed.claimId,
      },
    ),
  );
  const key = `charge:${visit.encounter_id}`;
  await post(context, posting(key, { kind: "charge", id: visit.encounter_id }, entries));
}
