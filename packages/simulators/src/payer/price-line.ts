import { type Cents, cents, shareOf } from "@practicum/kernel/money";
import { baseRates } from "./base-rates.ts";
import type { Contract, PayerRules, Plan } from "./rules.ts";
import type { Accumulator } from "./state.ts";

export interface PricedLine {
  readonly allowed: Cents;
  readonly paid: Cents;
  readonly patient: Cents;
  readonly adjustments: readonly { readonly group: string; readonly reason: string; readonly amount: Cents }[];
}

/** What the contract allows for a service: never more than the charge. `units` times the rate. */
export function allowedAmount(contract: Contract, code: string, units: number, charge: Cents): Cents {
  const override = contract.kind === "fee-schedule" ? contract.overrides[code] : undefined;
  if (override !== undefined) return cents(Math.min(override * units, charge));
  const base = baseRates[code];
  const percentOfCharge = contract.kind === "fee-schedule" ? contract.percentOfCharge : 35;
  const allowed =
    base === undefined
      ? shareOf(charge, percentOfCharge, 100)
      : shareOf(cents(base * units), contract.percentOfBase, 100);
  return cents(Math.min(allowed, charge));
}

/** Visits of prevention and vaccines: no share of the patient's (42 USC 300gg-13). */
export function isPreventive(code: string, modifiers: readonly string[]): boolean {
  return (
    modifiers.includes("33") ||
    /^993[89]\d$/.test(code) ||
    /^90[4-7]\d\d$/.test(code) ||
    /^G0(008|009|010|402|438|439|444)$/.test(code)
  );
}

/** Office and outpatient visits, which carry the copay. */
export function isVisit(code: string): boolean {
  return /^992(0[2-5]|1[1-5])$/.test(code);
}

/**
 * Shares a covered line between payer and patient, in the order of a plan: contractual reduction, copay, deductible,
 * coinsurance, the out-of-pocket limit, sequestration. The parts with the payment always sum to the charge.
 * `accumulator` is updated.
 */
export function priceLine(
  rules: PayerRules,
  plan: Plan,
  accumulator: Accumulator,
  line: { code: string; modifiers: readonly string[]; units: number; charge: Cents; copayDue: boolean },
): PricedLine {
  const adjustments: { group: string; reason: string; amount: Cents }[] = [];
  if (rules.contract.kind === "capitation" && !rules.contract.carveOuts.includes(line.code)) {
    return {
      allowed: cents(0),
      paid: cents(0),
      patient: cents(0),
      adjustments: line.charge === 0 ? [] : [{ group: "CO", reason: "24", amount: line.charge }],
    };
  }
  const allowed = allowedAmount(rules.contract, line.code, line.units, line.charge);
  if (line.charge > allowed) adjustments.push({ group: "CO", reason: "45", amount: cents(line.charge - allowed) });

  const share = patientShare(plan, accumulator, allowed, isPreventive(line.code, line.modifiers), line.copayDue);
  if (share.deductible > 0) adjustments.push({ group: "PR", reason: "1", amount: share.deductible });
  if (share.coinsurance > 0) adjustments.push({ group: "PR", reason: "2", amount: share.coinsurance });
  if (share.copay > 0) adjustments.push({ group: "PR", reason: "3", amount: share.copay });
  const patient = cents(share.deductible + share.coinsurance + share.copay);

  const beforeSequestration = cents(allowed - patient);
  const sequestration = shareOf(beforeSequestration, rules.sequestrationBasisPoints, 10_000);
  if (sequestration > 0) adjustments.push({ group: "CO", reason: "253", amount: sequestration });
  accumulator.deductibleMet = cents(accumulator.deductibleMet + share.deductible);
  accumulator.outOfPocket = cents(accumulator.outOfPocket + patient);
  return { allowed, paid: cents(beforeSequestration - sequestration), patient, adjustments };
}

function patientShare(
  plan: Plan,
  accumulator: Accumulator,
  allowed: Cents,
  preventive: boolean,
  copayDue: boolean,
): { copay: Cents; deductible: Cents; coinsurance: Cents } {
  const none = { copay: cents(0), deductible: cents(0), coinsurance: cents(0) };
  if (preventive) return none;
  let room =
    plan.outOfPocketMax === null
      ? allowed
      : cents(Math.max(0, Math.min(allowed, plan.outOfPocketMax - accumulator.outOfPocket)));
  const take = (wanted: number): Cents => {
    const amount = cents(Math.max(0, Math.min(wanted, room)));
    room = cents(room - amount);
    return amount;
  };
  // A visit with a copay is not subject to the deductible; everything else is.
  if (copayDue && plan.officeCopay > 0) return { ...none, copay: take(Math.min(plan.officeCopay, allowed)) };
  const deductible = take(Math.min(allowed, Math.max(0, plan.deductible - accumulator.deductibleMet)));
  return { ...none, deductible, coinsurance: take(shareOf(cents(allowed - deductible), plan.coinsurancePercent, 100)) };
}
