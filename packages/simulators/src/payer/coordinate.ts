import { type Cents, cents, sumCents } from "@practicum/kernel/money";
import type { Claim837P, ServiceLine837P } from "@practicum/x12/837p/types";
import { allowedAmount } from "./price-line.ts";
import type { PayerRules } from "./rules.ts";
import type { DecidedLine } from "./state.ts";

/** What the payers before this one left to the patient on a line, and what they paid (loop 2430 of the claim). */
export function priorDecision(line: ServiceLine837P): { paid: Cents; patient: Cents } | null {
  if (!line.adjudications?.length) return null;
  const last = line.adjudications.at(-1);
  const patient = sumCents((last?.adjustments ?? []).filter((a) => a.group === "PR").map((a) => a.amount));
  return { paid: sumCents(line.adjudications.map((a) => a.paid)), patient };
}

export function isSecondary(claim: Claim837P): boolean {
  return claim.subscriber.responsibility !== "P" && claim.lines.some((line) => line.adjudications?.length);
}

/**
 * Decides a line as a later payer: OA-23 takes over what the earlier ones paid and reduced; this payer adds up to its own
 * allowed amount, never more than what they left. What then remains is written off by Medi-Cal (CO-45: a provider accepts its
 * payment as full, 42 CFR 447.15) and is the patient's elsewhere.
 */
export function coordinateLine(
  rules: PayerRules,
  line: ServiceLine837P,
  prior: { paid: Cents; patient: Cents },
): DecidedLine {
  const allowed = allowedAmount(rules.contract, line.procedure.code, line.quantity, line.charge);
  const left = cents(Math.min(prior.patient, line.charge));
  const paid = cents(Math.max(0, Math.min(left, allowed - prior.paid)));
  const rest = cents(left - paid);
  const adjustments: { group: string; reason: string; amount: Cents }[] = [];
  const impact = cents(line.charge - left);
  if (impact !== 0) adjustments.push({ group: "OA", reason: "23", amount: impact });
  const medicaid = rules.kind === "medicaid" || rules.kind === "medicaid-managed";
  if (rest !== 0)
    adjustments.push(
      medicaid ? { group: "CO", reason: "45", amount: rest } : { group: "PR", reason: "2", amount: rest },
    );
  return { charge: line.charge, allowed, paid, adjustments, remarks: [] };
}
