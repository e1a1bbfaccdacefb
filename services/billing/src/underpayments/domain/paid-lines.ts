import { sumCents, type Cents } from "@practicum/kernel/money";
import type { ClaimPayment835, ServicePayment835 } from "@practicum/x12/835/types";
import type { Adjustment } from "@practicum/x12/types";
import { dispositionOf } from "../../remittance/domain/adjustment-policy.ts";
import { matchLines, type ClaimLine } from "../../remittance/domain/match-lines.ts";

/** What a payer made of a line of ours, all its parts together. */
export interface PaidLine {
  readonly line: ClaimLine;
  /** Under which code; of several the first that is not ours. */
  readonly paidCode: string;
  /** Allowed before the patient's share and before sequestration, without what was refused. */
  readonly allowed: Cents;
  readonly paid: Cents;
  readonly patientShare: Cents;
  /** Kept back by sequestration (CO-253). */
  readonly kept: Cents;
  /** Refused: worked as a denial, and not missing a second time here. Of that, refused as a part of another service (97). */
  readonly refused: Cents;
  readonly bundled: Cents;
}

const SEQUESTRATION = "253";
const BUNDLED = "97";

/** The payer's decision line by line of ours; what it says about no line of ours is left out. */
export function paidLines(
  claim: { readonly number: string; readonly lines: readonly ClaimLine[] },
  payment: ClaimPayment835,
): PaidLine[] {
  const chargeIds = matchLines(claim, payment.lines);
  return claim.lines.flatMap((line) => {
    const parts = payment.lines.filter((_, at) => chargeIds[at] === line.chargeId);
    return parts.length === 0 ? [] : [together(line, parts)];
  });
}

function together(line: ClaimLine, parts: readonly ServicePayment835[]): PaidLine {
  const adjustments = parts.flatMap((part) => part.adjustments);
  return {
    line,
    paidCode: parts.find((part) => part.procedure.code !== line.code)?.procedure.code ?? line.code,
    allowed: sumCents(parts.map(allowedOfPart)),
    paid: sumCents(parts.map((part) => part.paid)),
    patientShare: sumOf(adjustments, (one) => dispositionOf(one.group, one.reason) === "patient"),
    kept: sumOf(adjustments, (one) => one.reason === SEQUESTRATION),
    refused: refusedIn(adjustments),
    bundled: sumOf(adjustments, (one) => one.reason === BUNDLED && dispositionOf(one.group, one.reason) === "denial"),
  };
}

/** AMT*B6 where the payer gives it, else what is left of the charge after all but the patient's share and the sequestration. */
function allowedOfPart({ charge, adjustments, amounts }: ServicePayment835): Cents {
  const given = amounts?.find((one) => one.qualifier === "B6")?.amount;
  if (given !== undefined) return given;
  return charge - takenOff(adjustments) - refusedIn(adjustments);
}

/** What was taken off by contract, sequestration aside. */
export function takenOff(adjustments: readonly Adjustment[]): Cents {
  return sumOf(
    adjustments,
    (one) => one.reason !== SEQUESTRATION && !["patient", "denial"].includes(dispositionOf(one.group, one.reason)),
  );
}

export function refusedIn(adjustments: readonly Adjustment[]): Cents {
  return sumOf(adjustments, (one) => dispositionOf(one.group, one.reason) === "denial");
}

function sumOf(adjustments: readonly Adjustment[], counts: (one: Adjustment) => boolean): Cents {
  return sumCents(adjustments.filter(counts).map((one) => one.amount));
}
