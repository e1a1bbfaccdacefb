import type { Remittance835 } from "@practicum/x12/835/types";
import { move, posting, type Posting } from "../../ledger/domain/ledger.ts";
import { paymentAmount } from "./check-remittance.ts";

/** PLB03-1 in our own words: what a payer keeps back or adds beside the claims. */
const MEANINGS: { readonly [reason: string]: string } = {
  "50": "charge for late filing",
  "51": "interest charged to us",
  "72": "refund that we sent, confirmed",
  "90": "early payment allowance",
  AH: "origination fee",
  AM: "moved to a borrower's account",
  AP: "accelerated payment recouped",
  B2: "rebate",
  B3: "recovery allowance",
  BD: "bad debt adjustment",
  BN: "bonus",
  C5: "temporary allowance",
  CS: "adjustment",
  CT: "capitation interest",
  CV: "capital pass-through",
  FB: "balance carried forward",
  IR: "withheld for tax",
  J1: "not reimbursable",
  L3: "penalty",
  L6: "interest owed to us",
  LE: "levy",
  LS: "lump sum",
  OA: "organ acquisition",
  PL: "final settlement",
  WO: "overpayment recovery",
  WU: "recovery of something unspecified",
  ZZ: "balance set by agreement",
};

export function providerAdjustmentMeaning(reason: string): string {
  return MEANINGS[reason] ?? "provider-level adjustment";
}

/** BIL-35: the deposit is cash against the clearing account; PLB moves what was kept back or added. */
export function depositPosting(remittance: Remittance835, remittanceId: string): Posting {
  const from = remittance.payer.name;
  const deposit = move(
    paymentAmount(remittance),
    { debit: "cash", credit: "insurance-clearing" },
    { because: `${from} paid by ${remittance.payment.method} ${remittance.trace.number}`, rule: "BIL-35" },
  );
  const kept = remittance.providerAdjustments
    .flatMap((one) => one.entries)
    .flatMap((entry) =>
      move(
        entry.amount,
        { debit: "provider-adjustment", credit: "insurance-clearing" },
        { because: `${from}: ${entry.reason}, ${providerAdjustmentMeaning(entry.reason)}`, rule: "BIL-35" },
      ),
    );
  return posting(`remittance:${remittanceId}`, { kind: "remittance", id: remittanceId }, [...deposit, ...kept]);
}
