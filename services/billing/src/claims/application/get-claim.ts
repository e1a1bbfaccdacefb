import type { claim as claimSchema, claimOperations } from "@practicum/contracts/billing/claims";
import { fail } from "@practicum/contracts/error";
import { dateIn } from "@practicum/kernel/instant";
import { ok } from "@practicum/kernel/result";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import type { z } from "zod";
import { findPayer } from "../../coverage/sql/payers.ts";
import { factsOf, isOrdered } from "../domain/claim-facts.ts";
import { filingTime } from "../domain/filing-time.ts";
import { filingProof } from "../sql/filing.ts";
import { visitFactsOf } from "../sql/claim-facts.ts";
import type { ClaimContent } from "../domain/claim-content.ts";
import {
  adjustmentSums,
  allowedOf,
  explainAdjustment,
  paymentOfLine,
} from "../../remittance/domain/explain-payment.ts";
import { findClaim, type ClaimRow } from "../sql/claims.ts";
import { claimEvents } from "../sql/claim-events.ts";
import { mayWithdraw, voidIsOut } from "../domain/claim-void.ts";
import { isVoidedOpen } from "../sql/find-claims.ts";
import { nextOf } from "../domain/status-answer.ts";
import { inquiriesOf, type InquiryRow } from "../sql/inquiries.ts";
import { familyOf, type FamilyClaim } from "../../remittance/sql/family.ts";
import { chargesOf, type ChargeRow } from "../../charges/sql/visits.ts";
import { findPatient } from "../../sql/copies.ts";
import type { BillingContext } from "../../application/context.ts";
import { UNKNOWN_NAME } from "../../charges/application/list-charges.ts";
import { claimSummaryOf } from "./list-claims.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

type ClaimView = z.input<typeof claimSchema>;

/** A claim in plain labels, as it was built last, with what was found wrong, what the payer decided and what happened to it. */
export async function getClaim(
  context: BillingContext,
  input: InputOf<typeof claimOperations.getClaim>,
): ReplyOf<typeof claimOperations.getClaim> {
  const claim = await findClaim(context.tx, input.claimId);
  if (!claim) return fail("not-found");
  const { content } = claim;
  const patient = await findPatient(context.tx, claim.patient_id);
  const family = await familyOf(context.tx, claim.encounter_id);
  const decision = family.find((one) => one.claimId === claim.claim_id)?.decision?.payment ?? null;
  const charges = await chargesOf(context.tx, [claim.encounter_id]);
  const payer = await findPayer(context.tx, claim.payer_id);
  return ok({
    ...claimSummaryOf(claim, context.today, patient?.name ?? content.patient.name),
    encounterId: claim.encounter_id,
    coverageId: claim.coverage_id,
    frequency: claim.frequency,
    voiding: await voidingOf(context, claim),
    payerClaimNumber: claim.payer_claim_number,
    diagnoses: content.diagnoses.map(({ code, label }) => ({ code, label })),
    lines: content.lines.map((line) => lineView(claim, line, decision, charges)),
    ...providersOf(content),
    facts: factsOf(await visitFactsOf(context.tx, claim.encounter_id), claim.facts),
    orderedBy: orderedBy(content),
    corrections: payer?.rules.corrections ?? "replacement",
    paperClaims: payer?.rules.paperClaims ?? false,
    subscriber: {
      memberId: content.coverage.memberId,
      relationship: content.coverage.relationship,
      name: content.subscriber.name ?? UNKNOWN_NAME,
    },
    filing: await filingOf(context, claim),
    placeOfService: content.facility?.placeOfService ?? "",
    payers: payersOf(family),
    findings: claim.findings,
    inquiries: (await inquiriesOf(context.tx, claim.claim_id)).map(inquiryView),
    history: await historyOf(context, claim.claim_id),
    version: claim.version,
  });
}

async function voidingOf({ tx }: BillingContext, claim: ClaimRow): Promise<ClaimView["voiding"]> {
  if (mayWithdraw(claim)) return "may-withdraw";
  if (voidIsOut(claim)) return "with-payer";
  return (await isVoidedOpen(tx, claim.claim_id)) ? "open-money" : "none";
}

/** BIL-237, BIL-240: by when it has to be with the payer, and what proves that it was. */
async function filingOf({ tx, practice }: BillingContext, claim: ClaimRow): Promise<ClaimView["filing"]> {
  const { what, basis, from, days, by } = filingTime(claim.content);
  const proof = await filingProof(tx, claim.claim_id);
  return {
    what,
    basis,
    from,
    days,
    by,
    proof: proof ? { on: dateIn(proof.at, practice.timeZone), fileId: proof.file_id, fileName: proof.name } : null,
  };
}

/** Who bills, who rendered, who supervised; empty where the sources did not say. */
function providersOf({
  billing,
  rendering,
  supervising,
}: ClaimContent): Pick<ClaimView, "billing" | "rendering" | "supervising"> {
  return {
    billing: { name: billing?.name ?? "", npi: billing?.npi ?? "", taxId: billing?.taxId ?? "" },
    rendering: { name: rendering?.name ?? "", npi: rendering?.npi ?? null },
    supervising: supervising && { name: supervising.name, npi: supervising.npi },
  };
}

/** BIL-70: the visit's payers in their order, with what each decided. */
function payersOf(family: readonly FamilyClaim[]): ClaimView["payers"] {
  return family.map(({ row, order, decision }) => ({
    order,
    claimId: row.claim_id,
    number: row.number,
    payerName: row.payer_name,
    memberId: row.content.coverage.memberId,
    status: row.status,
    decided: decision && {
      on: decision.on,
      paid: row.paid,
      patientResponsibility: row.patient_responsibility,
      adjustments: adjustmentSums(decision.payment).map(explainAdjustment),
    },
  }));
}

function lineView(
  claim: ClaimRow,
  line: ClaimContent["lines"][number],
  decision: ClaimPayment835 | null,
  charges: readonly ChargeRow[],
): ClaimView["lines"][number] {
  const charge = charges.find((one) => one.charge_id === line.chargeId);
  const paid = decision && paymentOfLine(decision, claim.number, line);
  return {
    lineNumber: line.lineNumber,
    code: line.code,
    label: line.label,
    modifiers: [...line.modifiers],
    units: line.units,
    pointers: [...line.pointers],
    amount: line.amount,
    allowed: paid ? allowedOf(paid.charge, paid) : null,
    paid: paid ? paid.paid : null,
    adjustments: (paid?.adjustments ?? []).map(explainAdjustment),
    drug: charge?.drug ?? null,
    paidAs: paid && paid.procedure.code !== line.code ? paid.procedure.code : null,
    charge: charge ? { chargeId: charge.charge_id, version: charge.version, unitPrice: charge.unit_price } : null,
  };
}

function inquiryView(row: InquiryRow): ClaimView["inquiries"][number] {
  const { outcome, answered_at: at, answer_file_id: fileId } = row;
  return {
    inquiryId: row.inquiry_id,
    askedAt: row.asked_at,
    askedBy: row.asked_by,
    fileId: row.file_id,
    answer:
      outcome === null || at === null || fileId === null
        ? null
        : { at, outcome, words: row.words ?? "", codes: row.codes ?? [], next: nextOf(outcome), fileId },
  };
}

/** Who ordered what was ordered: somebody named, else who rendered it. */
function orderedBy({ facts, lines, rendering }: ClaimContent): string | null {
  if (!lines.some((line) => isOrdered(line.code))) return null;
  return facts?.ordering ? `${facts.ordering.family}, ${facts.ordering.given}` : (rendering?.name ?? null);
}

async function historyOf({ tx }: BillingContext, claimId: string): Promise<ClaimView["history"]> {
  const rows = await claimEvents(tx, claimId);
  return rows.map((row) => ({ at: row.at, what: row.what, detail: row.detail, by: row.by_name, fileId: row.file_id }));
}
