import type { LocalDate } from "@practicum/kernel/local-date";
import type { ClaimPayment835, ServicePayment835 } from "@practicum/x12/835/types";
import type { ClaimContent, EarlierPayer } from "./claim-content.ts";
import { FORCED } from "../../remittance/domain/force.ts";
import { lineOfControlNumber } from "./claim-to-837p.ts";

/** A payer's decision as the next payer is told it (X12 005010X222A1, loops 2320, 2330 and 2430). */
export function earlierPayer(
  claim: { readonly claimId: string; readonly number: string; readonly content: ClaimContent },
  decision: { readonly payment: ClaimPayment835; readonly on: LocalDate },
  openDenial: boolean,
): EarlierPayer {
  const { content } = claim;
  const { payment } = decision;
  return {
    claimId: claim.claimId,
    payer: {
      name: content.payer.name,
      electronicId: content.payer.electronicId,
      claimFiling: content.payer.claimFiling,
    },
    coverage: {
      memberId: content.coverage.memberId,
      groupNumber: content.coverage.groupNumber,
      relationship: content.coverage.relationship,
    },
    subscriber: content.subscriber,
    payerClaimNumber: payment.payerClaimNumber,
    decidedOn: decision.on,
    paid: payment.paid,
    // What we let go ourselves is no reason of the payer's: to the next one it is a reduction by contract.
    adjustments: payment.adjustments.map((one) =>
      one.reason === FORCED ? { ...one, group: "CO", reason: "45" } : one,
    ),
    lines: payment.lines.map((line) => ({
      lineNumber: lineOf(claim, line),
      code: line.procedure.code,
      modifiers: line.procedure.modifiers ?? [],
      quantity: line.quantity ?? 1,
      paid: line.paid,
      adjustments: line.adjustments,
    })),
    openDenial,
  };
}

/** By its number, or where only one line of ours has that code and amount. */
function lineOf(claim: { readonly number: string; readonly content: ClaimContent }, paid: ServicePayment835) {
  const number = lineOfControlNumber(paid.controlNumber, claim.number);
  if (claim.content.lines.some((line) => line.lineNumber === number)) return number;
  const code = (paid.submittedProcedure ?? paid.procedure).code;
  const same = claim.content.lines.filter((line) => line.code === code && line.amount === paid.charge);
  return same.length === 1 && same[0] ? same[0].lineNumber : null;
}
