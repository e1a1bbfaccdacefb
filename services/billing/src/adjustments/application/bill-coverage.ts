import type { adjustmentOperations } from "@practicum/contracts/billing/adjustments";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { findVisit, lockCharges } from "../../charges/sql/visits.ts";
import { openClaim } from "../../claims/application/open-claim.ts";
import { claimStatuses } from "../../claims/sql/claims.ts";
import { coveragesInForce } from "../../coverage/sql/coverages.ts";
import { post, settle } from "../../ledger/application/post.ts";
import { move, posting } from "../../ledger/domain/ledger.ts";
import { lockPatients } from "../../sql/counters.ts";
import { standingOfVisit } from "../sql/adjustments.ts";

/**
 * BIL-110: coverage that is found later is billed for a visit that the patient was asked to pay alone: each charge changes sides, the
 * claim is opened, and what the patient had paid for it is unapplied again. What was given up of it is taken back first.
 */
export async function billCoverage(
  context: BillingContext,
  input: InputOf<typeof adjustmentOperations.billCoverage>,
): ReplyOf<typeof adjustmentOperations.billCoverage> {
  const { tx } = context;
  await lockPatients(tx, [input.patientId]);
  const visit = await findVisit(tx, input.encounterId);
  if (visit?.patient_id !== input.patientId) return fail("not-found", { field: "encounterId" });
  const charges = (await lockCharges(tx, input.encounterId)).filter((one) => one.status === "released");
  if (charges.length === 0 || (await claimStatuses(tx, input.encounterId)).length > 0) return fail("already-posted");
  if ((await standingOfVisit(tx, input.encounterId)).length > 0) return fail("over-allocated");
  const inForce = await coveragesInForce(tx, [{ patientId: visit.patient_id, on: visit.service_date }]);
  const coverage = inForce(visit.patient_id, visit.service_date)[0];
  if (!coverage) return fail("coverage-not-active");
  const total = charges.reduce((sum, one) => sum + must(one.amount), 0);
  const claimId = await openClaim(context, { encounterId: visit.encounter_id, coverage, total });
  const entries = charges.flatMap((charge) => {
    const about = {
      because: `${charge.code} ${charge.label}, billed to ${coverage.payerName} after all`,
      rule: "BIL-110",
      patientId: visit.patient_id,
      encounterId: visit.encounter_id,
      chargeId: charge.charge_id,
    };
    const [debit, credit] = move(
      must(charge.amount),
      { debit: "insurance-receivable", credit: "patient-receivable" },
      about,
    );
    return [{ ...must(debit), claimId }, must(credit)];
  });
  await post(
    context,
    posting(`coverage-found:${visit.encounter_id}`, { kind: "charge", id: visit.encounter_id }, entries),
  );
  await settle(context, visit.patient_id);
  return ok({ claimId });
}
