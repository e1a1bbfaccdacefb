import type { Result } from "@practicum/kernel/result";
import { sameValue } from "../core/equal.ts";
import { date8, time4 } from "../core/interchange.ts";
import { putAddress, putContact, putContacts, putName, putOrganization, putRef, putReferences } from "../core/put.ts";
import { numberText, writeInterchange, type SegmentSink, type WriteOptions } from "../core/writer.ts";
import type { Finding, Interchange } from "../types.ts";
import { CODEC_837P } from "./read.ts";
import { putClaim } from "./write-claim.ts";
import type { BillingProvider, Claim837P, PatientFacts, Patient837P, Transaction837P } from "./types.ts";

/**
 * Writes an interchange of professional claims (X12 005010X222A1). Claims that neighbour each other and have equal billing
 * provider, subscriber or patient share the hierarchical level. Strict: any error gives findings and no text.
 */
export function write837P(
  value: Interchange<Transaction837P>,
  options?: WriteOptions,
): Result<string, readonly Finding[]> {
  return writeInterchange(CODEC_837P, value, putTransaction, options);
}

function putTransaction(sink: SegmentSink, transaction: Transaction837P): void {
  sink.put(
    "BHT",
    "0019",
    transaction.purpose,
    transaction.referenceId,
    date8(transaction.date),
    time4(transaction.time),
    transaction.kind,
  );
  const { submitter, receiver, claims } = transaction;
  putName(sink, "41", submitter.name, { qualifier: "46", value: submitter.id });
  putContacts(sink, "IC", submitter.contacts);
  putOrganization(sink, "40", receiver.name, { qualifier: "46", value: receiver.id });

  let level = 0;
  let billingLevel = 0;
  let before: Claim837P | undefined;
  let at = 0;
  while (at < claims.length) {
    const claim = claims[at] as Claim837P;
    if (!before || !sameValue(before.billingProvider, claim.billingProvider)) {
      billingLevel = level += 1;
      putBillingProvider(sink, level, claim.billingProvider);
    }
    const subscriberLevel = (level += 1);
    putSubscriber(sink, subscriberLevel, billingLevel, claim);
    let end = at;
    while (end < claims.length && sharesSubscriber(claim, claims[end] as Claim837P)) end += 1;
    let patient: Patient837P | undefined;
    for (; at < end; at += 1) {
      before = claims[at] as Claim837P;
      if (before.patient && !(patient && sameValue(patient, before.patient))) {
        patient = before.patient;
        level += 1;
        putPatient(sink, level, subscriberLevel, patient);
      }
      putClaim(sink, before);
    }
  }
}

/** Whether a claim can stand under the subscriber level of another: a subscriber who is the patient stands alone. */
function sharesSubscriber(first: Claim837P, claim: Claim837P): boolean {
  return (
    (first.patient === undefined) === (claim.patient === undefined) &&
    sameValue(first.billingProvider, claim.billingProvider) &&
    sameValue(first.subscriber, claim.subscriber) &&
    sameValue(first.payer, claim.payer)
  );
}

function putBillingProvider(sink: SegmentSink, level: number, provider: BillingProvider): void {
  sink.put("HL", String(level), undefined, "20", "1");
  if (provider.taxonomy) sink.put("PRV", "BI", "PXC", provider.taxonomy);
  if (provider.currency) sink.put("CUR", "85", provider.currency);
  putName(sink, "85", provider.name, { qualifier: "XX", value: provider.npi });
  putAddress(sink, provider.address);
  putRef(sink, provider.taxId.qualifier, provider.taxId.value);
  putReferences(sink, provider.secondaryIds);
  putContacts(sink, "IC", provider.contacts);
  if (provider.payToAddress) {
    sink.put("NM1", "87", provider.name.kind === "organization" ? "2" : "1");
    putAddress(sink, provider.payToAddress);
  }
  const plan = provider.payToPlan;
  if (!plan) return;
  putOrganization(sink, "PE", plan.name, plan.id);
  putAddress(sink, plan.address);
  putReferences(sink, plan.secondaryIds);
  putRef(sink, "EI", plan.taxId);
}

function putSubscriber(sink: SegmentSink, level: number, parent: number, claim: Claim837P): void {
  const { subscriber, payer } = claim;
  sink.put("HL", String(level), String(parent), "22", claim.patient ? "1" : "0");
  sink.put(
    "SBR",
    subscriber.responsibility,
    claim.patient ? undefined : "18",
    subscriber.groupNumber,
    subscriber.groupName,
    subscriber.insuranceType,
    undefined,
    undefined,
    undefined,
    subscriber.filingIndicator,
  );
  if (subscriber.patientFacts)
    sink.put("PAT", undefined, undefined, undefined, undefined, ...factFields(subscriber.patientFacts));
  putName(sink, "IL", subscriber.name, {
    qualifier: subscriber.memberIdQualifier ?? "MI",
    value: subscriber.memberId,
  });
  putAddress(sink, subscriber.address);
  if (subscriber.birthDate || subscriber.sex)
    sink.put("DMG", "D8", subscriber.birthDate && date8(subscriber.birthDate), subscriber.sex);
  putReferences(sink, subscriber.secondaryIds);
  if (subscriber.contact) putContact(sink, "IC", subscriber.contact);
  putOrganization(sink, "PR", payer.name, payer.id);
  putAddress(sink, payer.address);
  putReferences(sink, payer.secondaryIds);
  putReferences(sink, payer.billingProviderIds);
}

function putPatient(sink: SegmentSink, level: number, parent: number, patient: Patient837P): void {
  sink.put("HL", String(level), String(parent), "23", "0");
  sink.put(
    "PAT",
    patient.relationship,
    undefined,
    undefined,
    undefined,
    ...(patient.facts ? factFields(patient.facts) : []),
  );
  putName(sink, "QC", patient.name);
  putAddress(sink, patient.address);
  sink.put("DMG", "D8", date8(patient.birthDate), patient.sex);
  putReferences(sink, patient.secondaryIds);
  if (patient.contact) putContact(sink, "IC", patient.contact);
}

/** PAT05 to PAT09. */
function factFields(facts: PatientFacts): (string | undefined)[] {
  return [
    facts.deathDate && "D8",
    facts.deathDate && date8(facts.deathDate),
    facts.weightPounds === undefined ? undefined : "01",
    facts.weightPounds === undefined ? undefined : numberText(facts.weightPounds),
    facts.pregnant ? "Y" : undefined,
  ];
}
