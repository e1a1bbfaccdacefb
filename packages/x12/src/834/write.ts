import type { Result } from "@practicum/kernel/result";
import { date8, time4 } from "../core/interchange.ts";
import { putAddress, putAmounts, putDay, putName, putRef, putReferences } from "../core/put.ts";
import { numberText, optNumberText, writeInterchange, type SegmentSink, type WriteOptions } from "../core/writer.ts";
import type { Finding, Interchange } from "../types.ts";
import { CODEC_834 } from "./read.ts";
import type { Coverage834, Enrollment834, Member834, Party834, QualifiedDate834 } from "./types.ts";

/** Writes an interchange of rosters (X12 005010X220A1). Strict: any error gives findings and no text. */
export function write834(
  value: Interchange<Enrollment834>,
  options?: WriteOptions,
): Result<string, readonly Finding[]> {
  return writeInterchange(CODEC_834, value, putRoster, options);
}

function putRoster(sink: SegmentSink, roster: Enrollment834): void {
  sink.put(
    "BGN",
    roster.purpose,
    roster.referenceId,
    date8(roster.date),
    time4(roster.time),
    roster.timeZone,
    roster.originalReferenceId,
    undefined,
    roster.action,
  );
  putRef(sink, "38", roster.masterPolicyNumber);
  putDates(sink, roster.dates);
  for (const one of roster.counts ?? []) sink.put("QTY", one.qualifier, numberText(one.count));
  putParty(sink, "P5", roster.sponsor);
  putParty(sink, "IN", roster.payer);
  for (const broker of roster.brokers ?? []) putParty(sink, broker.role, broker);
  for (const member of roster.members) putMember(sink, member);
}

function putParty(sink: SegmentSink, role: string, party: Party834): void {
  sink.put("N1", role, party.name, party.id.qualifier, party.id.value);
}

function putDates(sink: SegmentSink, dates: readonly QualifiedDate834[] | undefined): void {
  for (const one of dates ?? []) putDay(sink, one.qualifier, one.date);
}

function putMember(sink: SegmentSink, member: Member834): void {
  sink.put(
    "INS",
    member.isSubscriber ? "Y" : "N",
    member.relationship,
    member.maintenanceType,
    member.maintenanceReason,
    member.benefitStatus,
    member.medicare && [member.medicare.plan, member.medicare.eligibilityReason],
    member.cobraEvent,
    member.employmentStatus,
    member.studentStatus,
    member.handicapped === undefined ? undefined : member.handicapped ? "Y" : "N",
    member.deathDate && "D8",
    member.deathDate && date8(member.deathDate),
    member.confidentiality,
    undefined,
    undefined,
    undefined,
    optNumberText(member.birthSequence),
  );
  putRef(sink, "0F", member.subscriberNumber);
  putRef(sink, "1L", member.policyNumber);
  putReferences(sink, member.references);
  putDates(sink, member.dates);
  putMemberName(sink, member);
  const incorrect = member.incorrect;
  if (incorrect) {
    putName(sink, "70", incorrect.name, incorrect.id);
    if (incorrect.birthDate || incorrect.sex)
      sink.put("DMG", incorrect.birthDate && "D8", incorrect.birthDate && date8(incorrect.birthDate), incorrect.sex);
  }
  if (member.mailingAddress) {
    sink.put("NM1", "31", "1");
    putAddress(sink, member.mailingAddress);
  }
  for (const other of member.others ?? []) {
    putName(sink, other.role, other.name ?? { kind: "person", last: "" }, other.id);
    putCommunications(sink, CONTACT_ROLES[other.role] ?? "IP", other.communications);
    putAddress(sink, other.address);
  }
  for (const disability of member.disabilities ?? []) {
    const { qualifier, code } = disability.diagnosis ?? {};
    const nothing = [undefined, undefined, undefined, undefined, undefined];
    sink.put("DSB", disability.type, ...nothing, qualifier, code);
    putDates(sink, disability.dates);
  }
  for (const coverage of member.coverages) putCoverage(sink, coverage);
}

/** PER01 by whom it belongs to. */
const CONTACT_ROLES: Readonly<Record<string, string>> = { "36": "EP", M8: "SK", S3: "PQ", QD: "QD" };

function putMemberName(sink: SegmentSink, member: Member834): void {
  const { name } = member;
  sink.put(
    "NM1",
    member.nameIsCorrection ? "74" : "IL",
    "1",
    name.last,
    name.first,
    name.middle,
    member.prefix,
    name.suffix,
    member.id?.qualifier,
    member.id?.value,
  );
  putCommunications(sink, "IP", member.communications);
  const address = member.address;
  if (address) {
    sink.put("N3", address.line1, address.line2);
    sink.put(
      "N4",
      address.city,
      address.state,
      address.zip,
      address.country,
      member.locator?.qualifier,
      member.locator?.value,
      address.countrySubdivision,
    );
  }
  if (member.birthDate || member.sex)
    sink.put(
      "DMG",
      "D8",
      member.birthDate && date8(member.birthDate),
      member.sex,
      member.maritalStatus,
      member.race && { repeat: member.race },
      member.citizenship,
    );
  putAmounts(sink, member.amounts);
}

function putCommunications(sink: SegmentSink, role: string, list: Member834["communications"]): void {
  if (!list?.length) return;
  sink.put("PER", role, undefined, ...list.flatMap((one) => [one.qualifier, one.value]));
}

function putCoverage(sink: SegmentSink, coverage: Coverage834): void {
  sink.put(
    "HD",
    coverage.maintenanceType,
    undefined,
    coverage.insuranceLine,
    coverage.planDescription,
    coverage.coverageLevel,
    undefined,
    undefined,
    undefined,
    coverage.lateEnrollment === undefined ? undefined : coverage.lateEnrollment ? "Y" : "N",
  );
  putDates(sink, coverage.dates);
  putAmounts(sink, coverage.amounts);
  putReferences(sink, coverage.references);
  (coverage.providers ?? []).forEach((provider, at) => {
    sink.put("LX", String(at + 1));
    putName(
      sink,
      provider.role,
      provider.name,
      provider.id ?? { qualifier: undefined, value: undefined },
      provider.patientRelationship,
    );
    putAddress(sink, provider.address);
    const change = provider.change;
    if (change) sink.put("PLA", change.action, "1P", date8(change.date), undefined, change.reason);
  });
  for (const other of coverage.otherCoverages ?? []) {
    sink.put(
      "COB",
      other.responsibility,
      other.policyNumber,
      other.coordination,
      other.serviceTypes && { repeat: other.serviceTypes },
    );
    putReferences(sink, other.references);
    putDates(sink, other.dates);
    for (const party of other.parties ?? [])
      putName(sink, party.role, { kind: "organization", name: party.name ?? "" }, party.id);
  }
}
