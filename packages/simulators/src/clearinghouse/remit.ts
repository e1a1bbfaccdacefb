import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { type Cents, cents, sumCents } from "@practicum/kernel/money";
import type { ClaimPayment835, ProviderAdjustment835, Remittance835 } from "@practicum/x12/835/types";
import type { BillingProvider, Claim837P } from "@practicum/x12/837p/types";
import { payerByElectronicId } from "../payer/payers.ts";
import type { PayerRules } from "../payer/rules.ts";
import type { DecidedClaim } from "../payer/state.ts";

/** A decided claim with the claim it answers; `reversal` is sent before the corrected decision. */
export interface RemittedClaim {
  readonly claim: Claim837P;
  readonly decided: DecidedClaim;
  readonly reversal: boolean;
  /** Set when the claim was sent on to another payer. */
  readonly forwardedTo: string | null;
}

/** Money kept back or added beside the claims: it takes away from the payment when positive. */
export interface Carry {
  readonly reason: "WO" | "FB" | "L6";
  readonly reference: string;
  readonly amount: Cents;
}

/**
 * One payment of a payer to a payee. BPR02 is the sum of CLP04 less the sum of PLB (X12 005010X221A1, balancing of the
 * transaction); when reversals outweigh payments, a forward balance brings the payment to zero and is returned, to be kept back from
 * the next one.
 */
export function buildRemittance(
  rules: PayerRules,
  payee: BillingProvider,
  remitted: readonly RemittedClaim[],
  carried: readonly Carry[],
  paidOn: LocalDate,
  trace: string,
): { remittance: Remittance835; forward: Cents } {
  const claims = remitted.map((one) => claimPayment(rules, one));
  const interest: Carry[] = remitted
    .filter((one) => !one.reversal && one.decided.interest > 0)
    .map((one) => ({ reason: "L6", reference: one.decided.payerClaimNumber, amount: cents(-one.decided.interest) }));
  const adjustments = [...carried, ...interest];
  const total = sumCents(claims.map((claim) => claim.paid)) - sumCents(adjustments.map((carry) => carry.amount));
  const forward = cents(total < 0 ? -total : 0);
  if (forward > 0) adjustments.push({ reason: "FB", reference: trace, amount: cents(-forward) });
  const amount = cents(total + forward);
  return { forward, remittance: transaction(rules, payee, claims, adjustments, amount, paidOn, trace) };
}

function transaction(
  rules: PayerRules,
  payee: BillingProvider,
  claims: readonly ClaimPayment835[],
  adjustments: readonly Carry[],
  amount: Cents,
  paidOn: LocalDate,
  trace: string,
): Remittance835 {
  const originator = `1${rules.taxId}`;
  const providerAdjustments: ProviderAdjustment835[] = [];
  const fiscalPeriodEnd = `${paidOn.slice(0, 4)}-12-31`;
  for (let i = 0; i < adjustments.length; i += 6) {
    providerAdjustments.push({
      providerId: payee.npi ?? payee.taxId.value,
      fiscalPeriodEnd,
      entries: adjustments.slice(i, i + 6),
    });
  }
  const bank = { routingQualifier: "01", accountQualifier: "DA" };
  return {
    controlNumber: "0001",
    payment:
      amount === 0
        ? { handling: "H", amount, creditDebit: "C", method: "NON", date: paidOn }
        : {
            handling: "I",
            amount,
            creditDebit: "C",
            method: "ACH",
            format: "CCP",
            payerBank: { ...bank, routingNumber: "122000661", account: `9${rules.taxId}` },
            originatorId: originator,
            payeeBank: { ...bank, routingNumber: "122000661", account: payee.taxId.value },
            date: paidOn,
          },
    trace: { number: trace, payerId: originator },
    productionDate: paidOn,
    payer: {
      name: rules.name,
      address: rules.address,
      businessContact: { name: "PROVIDER SERVICES", phone: rules.phone },
      technicalContacts: [{ name: "EDI SUPPORT", phone: rules.phone }],
    },
    payee: {
      name:
        payee.name.kind === "organization"
          ? payee.name.name
          : [payee.name.last, payee.name.first].filter(Boolean).join(" "),
      address: payee.address,
      // Known by the tax id alone, the payee has it in N104 and not once more in REF.
      ...(payee.npi
        ? {
            id: { qualifier: "XX", value: payee.npi },
            secondaryIds: [{ qualifier: "TJ", value: payee.taxId.value }],
          }
        : { id: { qualifier: "FI", value: payee.taxId.value } }),
    },
    claims,
    providerAdjustments,
  };
}

function claimPayment(rules: PayerRules, { claim, decided, reversal, forwardedTo }: RemittedClaim): ClaimPayment835 {
  const sign = reversal ? -1 : 1;
  const name = claim.patient?.name ?? claim.subscriber.name;
  const carrier = forwardedTo === null ? undefined : payerByElectronicId(forwardedTo);
  return {
    group: 1,
    id: claim.id,
    status: statusCode(claim, reversal, forwardedTo),
    charge: cents(sign * claim.charge),
    paid: cents(sign * decided.paid),
    ...(reversal || decided.patientResponsibility === 0
      ? {}
      : { patientResponsibility: decided.patientResponsibility }),
    filingIndicator: rules.claimFiling,
    payerClaimNumber: decided.payerClaimNumber,
    facilityType: claim.placeOfService,
    frequency: claim.frequency,
    adjustments: [],
    patient: {
      name: name.kind === "person" ? name : { kind: "person", last: name.name },
      id: { qualifier: "MI", value: decided.memberId },
    },
    ...(claim.patient
      ? { insured: { name: claim.subscriber.name, id: { qualifier: "MI", value: decided.memberId } } }
      : {}),
    ...(claim.renderingProvider?.npi
      ? {
          renderingProvider: {
            name: claim.renderingProvider.name,
            id: { qualifier: "XX", value: claim.renderingProvider.npi },
          },
        }
      : {}),
    ...(carrier
      ? { crossoverCarrier: { name: carrier.name, id: { qualifier: "PI", value: carrier.electronicId } } }
      : {}),
    statementFrom: claim.lines[0]?.serviceDates.from ?? decided.receivedOn,
    received: decided.receivedOn,
    ...(decided.interest > 0 && !reversal ? { amounts: [{ qualifier: "I", amount: decided.interest }] } : {}),
    lines: claim.lines.map((line, index) => {
      const decision = decided.lines[index];
      const paid = decision?.paid ?? cents(0);
      // The description of an unlisted procedure is the claim's alone: SVC01 has no place for it.
      const { description: _, ...procedure } = line.procedure;
      return {
        procedure: decision?.paidAs ? { ...procedure, code: decision.paidAs } : procedure,
        charge: cents(sign * line.charge),
        paid: cents(sign * paid),
        quantity: line.quantity,
        serviceDates: line.serviceDates,
        adjustments: (decision?.adjustments ?? []).map((a) => ({ ...a, amount: cents(sign * a.amount) })),
        ...(line.controlNumber ? { controlNumber: line.controlNumber } : {}),
        ...(decision && decision.allowed > 0 && !reversal
          ? { amounts: [{ qualifier: "B6", amount: decision.allowed }] }
          : {}),
        ...(decision && decision.remarks.length > 0 && !reversal
          ? { remarks: decision.remarks.map((code) => ({ qualifier: "HE", code })) }
          : {}),
      };
    }),
  };
}

/**
 * CLP02: as which payer the claim was decided, refused or not: 4 is kept for a patient who is not known as insured
 * (X12 005010X221A1, loop 2100), and such a claim does not pass the front door.
 */
function statusCode(claim: Claim837P, reversal: boolean, forwardedTo: string | null): string {
  if (reversal) return "22";
  const order = claim.subscriber.responsibility === "S" ? 1 : claim.subscriber.responsibility === "T" ? 2 : 0;
  return String((forwardedTo === null ? 1 : 19) + order);
}

/** The day a recoupment that a payer announced is kept back. */
export const recoupmentWaitDays = 30;
export const recoupmentDue = (announcedOn: LocalDate): LocalDate => addDays(announcedOn, recoupmentWaitDays);
