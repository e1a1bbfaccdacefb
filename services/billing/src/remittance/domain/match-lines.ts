import type { Cents } from "@practicum/kernel/money";
import type { ServicePayment835 } from "@practicum/x12/835/types";
import { lineOfControlNumber } from "../../claims/domain/claim-to-837p.ts";

/** A line of a claim of ours, with the charge that it bills. */
export interface ClaimLine {
  readonly lineNumber: number;
  readonly chargeId: string;
  readonly code: string;
  readonly amount: Cents;
}

/**
 * Which line of ours each of the payer's lines is about (BIL-80): by its number (REF*6R), else by code and amount, else by code, else by amount under another code.
 * A line of ours is taken once while another one fits as well: two equal lines that the payer does not number get a decision each.
 *
 * @returns for each of the payer's lines the charge, or null where the claim has no such code.
 */
export function matchLines(
  claim: { readonly number: string; readonly lines: readonly ClaimLine[] },
  lines: readonly ServicePayment835[],
): (string | null)[] {
  const found = new Map<number, ClaimLine>();
  const taken = new Set<ClaimLine>();
  const passes: readonly ((theirs: ServicePayment835, ours: ClaimLine) => boolean)[] = [
    (theirs, ours) => ours.lineNumber === lineOfControlNumber(theirs.controlNumber, claim.number),
    (theirs, ours) => ours.code === codeOf(theirs) && ours.amount === Math.abs(theirs.charge) && !taken.has(ours),
    (theirs, ours) => ours.code === codeOf(theirs) && !taken.has(ours),
    // It stands there under another code, which the payer put in its place without saying so (BIL-133).
    (theirs, ours) =>
      ours.amount === Math.abs(theirs.charge) &&
      !taken.has(ours) &&
      !claim.lines.some((one) => one.code === codeOf(theirs)),
    // The payer split a line of ours: its parts stand together.
    (theirs, ours) => ours.code === codeOf(theirs),
  ];
  for (const fits of passes) {
    for (const [index, theirs] of lines.entries()) {
      const ours = found.has(index) ? undefined : claim.lines.find((line) => fits(theirs, line));
      if (!ours) continue;
      found.set(index, ours);
      taken.add(ours);
    }
  }
  return lines.map((_, index) => found.get(index)?.chargeId ?? null);
}

function codeOf(line: ServicePayment835): string {
  return line.submittedProcedure?.code ?? line.procedure.code;
}
