import type { remittance, remittanceOperations } from "@practicum/contracts/billing/remittance";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { allowedOf, explainAdjustment } from "../domain/explain-payment.ts";
import { matchLines } from "../domain/match-lines.ts";
import { billedLines, type BilledLines } from "../sql/billed-lines.ts";
import type { ServicePayment835 } from "@practicum/x12/835/types";
import { providerAdjustmentMeaning } from "../domain/provider-adjustments.ts";
import { waitingSubjects } from "../../approvals/sql/approvals.ts";
import { differenceOf } from "../domain/check-remittance.ts";
import { claimsOfRemittance, findRemittance, type RemittanceClaimRow } from "../sql/remittances.ts";
import type { BillingContext } from "../../application/context.ts";
import { summaryOf } from "./list-remittances.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

export async function getRemittance(
  { tx }: BillingContext,
  input: InputOf<typeof remittanceOperations.getRemittance>,
): ReplyOf<typeof remittanceOperations.getRemittance> {
  const row = await findRemittance(tx, input.remittanceId);
  if (!row) return fail("not-found");
  const claims = await claimsOfRemittance(tx, input.remittanceId);
  const waiting = await waitingSubjects(
    tx,
    claims.map((claim) => claim.remittance_claim_id),
  );
  const ours = await billedLines(
    tx,
    claims.flatMap((claim) => claim.claim_id ?? []),
  );
  return ok({
    ...summaryOf(row),
    claims: claims.map((claim) =>
      claimView(claim, billedCodes(claim, ours.get(claim.claim_id ?? "")), waiting.has(claim.remittance_claim_id)),
    ),
    providerAdjustments: row.provider_adjustments
      .flatMap((one) => one.entries)
      .map((entry) => ({
        reason: entry.reason,
        reference: entry.reference ?? "",
        amount: entry.amount,
        meaning: providerAdjustmentMeaning(entry.reason),
      })),
  });
}

function claimView(
  row: RemittanceClaimRow,
  billed: readonly (string | null)[],
  approvalWaits: boolean,
): z.input<typeof remittance>["claims"][number] {
  const content = row.keyed ?? row.content;
  const { last, first } = content.patient.name;
  return {
    remittanceClaimId: row.remittance_claim_id,
    claimNumber: row.claim_number,
    claimId: row.claim_id,
    patientId: row.patient_id,
    patientName: [last, first].filter(Boolean).join(", "),
    statusCode: row.status_code,
    group: row.outcome,
    billed: row.billed,
    allowed: content.lines.reduce((sum, line) => sum + allowedOf(line.charge, line), 0),
    paid: row.paid,
    patientResponsibility: row.patient_responsibility,
    payerClaimNumber: row.payer_claim_number,
    adjustments: content.adjustments.map(explainAdjustment),
    lines: content.lines.map((line, index) => ({
      code: line.procedure.code,
      billedCode: billedCode(line, billed[index]),
      billed: line.charge,
      allowed: allowedOf(line.charge, line),
      paid: line.paid,
      adjustments: line.adjustments.map(explainAdjustment),
    })),
    problem: row.set_aside_because ? `Set aside: ${row.set_aside_because}` : row.problem,
    state: stateOf(row),
    difference: differenceOf(content),
    approvalWaits,
  };
}

/** For each of the payer's lines the code that our claim has there. */
function billedCodes(row: RemittanceClaimRow, ours: BilledLines | undefined): (string | null)[] {
  const { lines } = row.keyed ?? row.content;
  if (!ours) return lines.map(() => null);
  const chargeIds = matchLines(ours, lines);
  return lines.map((_, index) => ours.lines.find((one) => one.chargeId === chargeIds[index])?.code ?? null);
}

/** BIL-133: what was billed where another code was paid; null where they are the same, or nothing is known of it. */
function billedCode(line: ServicePayment835, ours: string | null | undefined): string | null {
  const billed = ours ?? line.submittedProcedure?.code ?? null;
  return billed === line.procedure.code ? null : billed;
}

function stateOf(row: RemittanceClaimRow): z.input<typeof remittance>["claims"][number]["state"] {
  if (row.posted) return "posted";
  if (row.returned_as !== null) return "returned";
  return row.set_aside_because === null ? "waits" : "set-aside";
}
