import type { Result } from "@practicum/kernel/result";
import { date8 } from "../core/interchange.ts";
import {
  procedureField,
  putAddress,
  putAdjustments,
  putAmounts,
  putContact,
  putContacts,
  putName,
  putOrganization,
  putQuantities,
  putRef,
  putReferences,
} from "../core/put.ts";
import {
  amountText,
  numberText,
  optAmountText,
  optNumberText,
  writeInterchange,
  type SegmentSink,
  type WriteOptions,
} from "../core/writer.ts";
import type { EntityName, Finding, Interchange } from "../types.ts";
import { TS2_COUNTS, TS3_COUNTS } from "./positions.ts";
import { CODEC_835 } from "./read.ts";
import { MIA_COUNTS, MIA_REMARKS } from "./read-claim.ts";
import type {
  BankAccount,
  ClaimPayment835,
  InpatientAdjudication835,
  Payment835,
  ProviderSummary835,
  Remittance835,
  ServicePayment835,
} from "./types.ts";

/**
 * Writes an interchange of remittances (X12 005010X221A1), each of which must balance: the payment with claims and provider
 * adjustments, each claim and each line with its adjustments. Strict: any error gives findings and no text.
 */
export function write835(
  value: Interchange<Remittance835>,
  options?: WriteOptions,
): Result<string, readonly Finding[]> {
  return writeInterchange(CODEC_835, value, putRemittance, options);
}

function putRemittance(sink: SegmentSink, remittance: Remittance835): void {
  const { payer, payee, trace } = remittance;
  putPayment(sink, remittance.payment);
  sink.put("TRN", "1", trace.number, trace.payerId, trace.supplementalCode);
  if (remittance.currency) sink.put("CUR", "PR", remittance.currency);
  putRef(sink, "EV", remittance.receiverId);
  putRef(sink, "F2", remittance.versionId);
  if (remittance.productionDate) sink.put("DTM", "405", date8(remittance.productionDate));
  sink.put("N1", "PR", payer.name, payer.planId && "XV", payer.planId);
  putAddress(sink, payer.address);
  putReferences(sink, payer.secondaryIds);
  if (payer.businessContact) putContact(sink, "CX", payer.businessContact);
  putContacts(sink, "BL", payer.technicalContacts);
  if (payer.webSite) sink.put("PER", "IC", undefined, "UR", payer.webSite);
  sink.put("N1", "PE", payee.name, payee.id.qualifier, payee.id.value);
  putAddress(sink, payee.address);
  putReferences(sink, payee.secondaryIds);
  if (payee.delivery) sink.put("RDM", payee.delivery.method, payee.delivery.name, payee.delivery.address);
  putGroups(sink, remittance);
  for (const plb of remittance.providerAdjustments) {
    const fields: (string | readonly (string | undefined)[])[] = [];
    for (const entry of plb.entries) fields.push([entry.reason, entry.reference], amountText(entry.amount));
    sink.put("PLB", plb.providerId, date8(plb.fiscalPeriodEnd), ...fields);
  }
}

function putPayment(sink: SegmentSink, payment: Payment835): void {
  sink.put(
    "BPR",
    payment.handling,
    amountText(payment.amount),
    payment.creditDebit,
    payment.method,
    payment.format,
    ...bankFields(payment.payerBank),
    payment.originatorId,
    payment.originatorSupplementalCode,
    ...bankFields(payment.payeeBank),
    date8(payment.date),
  );
}

function bankFields(bank: BankAccount | undefined): (string | undefined)[] {
  return [bank?.routingQualifier, bank?.routingNumber, bank?.accountQualifier, bank?.account];
}

/** LX for each run of claims of one group; groups that have a summary but no claim are not written: the guide wants a claim. */
function putGroups(sink: SegmentSink, remittance: Remittance835): void {
  let group: number | undefined;
  for (const claim of remittance.claims) {
    if (claim.group !== group) {
      group = claim.group;
      sink.put("LX", numberText(group));
      const summary = remittance.providerSummaries?.find((one) => one.group === claim.group);
      if (summary) putSummary(sink, summary);
    }
    putClaimPayment(sink, claim);
  }
}

function putSummary(sink: SegmentSink, summary: ProviderSummary835): void {
  const ts3 = positionFields(summary.further, 6, 24, TS3_COUNTS);
  sink.put(
    "TS3",
    summary.providerId,
    summary.facilityType,
    date8(summary.fiscalPeriodEnd),
    numberText(summary.claimCount),
    amountText(summary.charge),
    ...ts3,
  );
  if (summary.inpatient) sink.put("TS2", ...positionFields(summary.inpatient, 1, 19, TS2_COUNTS));
}

function positionFields(
  values: Readonly<Record<number, number>> | undefined,
  from: number,
  to: number,
  counts: ReadonlySet<number>,
): (string | undefined)[] {
  const fields: (string | undefined)[] = [];
  for (let at = from; at <= to; at += 1)
    fields.push(counts.has(at) ? optNumberText(values?.[at]) : optAmountText(values?.[at]));
  return fields;
}

function putNamed(
  sink: SegmentSink,
  role: string,
  who: { readonly name: EntityName; readonly id?: { readonly qualifier: string; readonly value: string } } | undefined,
): void {
  if (who) putName(sink, role, who.name, who.id);
}

function putClaimPayment(sink: SegmentSink, claim: ClaimPayment835): void {
  sink.put(
    "CLP",
    claim.id,
    claim.status,
    amountText(claim.charge),
    amountText(claim.paid),
    optAmountText(claim.patientResponsibility),
    claim.filingIndicator,
    claim.payerClaimNumber,
    claim.facilityType,
    claim.frequency,
    undefined,
    claim.drg,
    optNumberText(claim.drgWeight),
    optNumberText(claim.dischargeFraction),
  );
  putAdjustments(sink, claim.adjustments);
  putNamed(sink, "QC", claim.patient);
  putNamed(sink, "IL", claim.insured);
  putNamed(sink, "74", claim.correctedInsured);
  putNamed(sink, "82", claim.renderingProvider);
  if (claim.crossoverCarrier) putOrganization(sink, "TT", claim.crossoverCarrier.name, claim.crossoverCarrier.id);
  const first = claim.correctedPriorityPayer;
  if (first) putOrganization(sink, "PR", first.name, first.id);
  putNamed(sink, "GB", claim.otherSubscriber);
  if (claim.inpatient) putInpatient(sink, claim.inpatient);
  const moa = claim.outpatient;
  if (moa) {
    const remarks = moa.remarks ?? [];
    sink.put(
      "MOA",
      optNumberText(moa.reimbursementRate),
      optAmountText(moa.payableAmount),
      remarks[0],
      remarks[1],
      remarks[2],
      remarks[3],
      remarks[4],
      optAmountText(moa.esrdAmount),
      optAmountText(moa.professionalComponent),
    );
  }
  putReferences(sink, claim.references);
  putReferences(sink, claim.renderingIds);
  if (claim.statementFrom) sink.put("DTM", "232", date8(claim.statementFrom));
  if (claim.statementTo) sink.put("DTM", "233", date8(claim.statementTo));
  if (claim.coverageExpired) sink.put("DTM", "036", date8(claim.coverageExpired));
  if (claim.received) sink.put("DTM", "050", date8(claim.received));
  putContacts(sink, "CX", claim.contacts);
  putAmounts(sink, claim.amounts);
  putQuantities(sink, claim.quantities);
  for (const line of claim.lines) putServicePayment(sink, line);
}

function putInpatient(sink: SegmentSink, inpatient: InpatientAdjudication835): void {
  const fields = positionFields(inpatient.further, 2, 24, MIA_COUNTS);
  const remarks = inpatient.remarks ?? [];
  [...MIA_REMARKS].forEach((position, at) => (fields[position - 2] = remarks[at]));
  sink.put("MIA", numberText(inpatient.coveredDays), ...fields);
}

function putServicePayment(sink: SegmentSink, line: ServicePayment835): void {
  sink.put(
    "SVC",
    procedureField(line.procedure),
    amountText(line.charge),
    amountText(line.paid),
    line.revenueCode,
    optNumberText(line.quantity),
    line.submittedProcedure && procedureField(line.submittedProcedure),
    optNumberText(line.submittedQuantity),
  );
  const dates = line.serviceDates;
  if (dates && dates.from === dates.to) sink.put("DTM", "472", date8(dates.from));
  else if (dates) {
    sink.put("DTM", "150", date8(dates.from));
    sink.put("DTM", "151", date8(dates.to));
  }
  putAdjustments(sink, line.adjustments);
  putReferences(sink, line.references);
  putRef(sink, "6R", line.controlNumber);
  putReferences(sink, line.renderingIds);
  for (const policy of line.policyIds ?? []) putRef(sink, "0K", policy);
  putAmounts(sink, line.amounts);
  putQuantities(sink, line.quantities);
  for (const remark of line.remarks ?? []) sink.put("LQ", remark.qualifier, remark.code);
}
