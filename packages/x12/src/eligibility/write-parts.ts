import { date8 } from "../core/interchange.ts";
import { putAddress, putName, putRange, putReferences } from "../core/put.ts";
import type { SegmentSink } from "../core/writer.ts";
import type {
  EligibilityPerson,
  InformationReceiver,
  InformationSource,
  QualifiedDates,
  Rejection271,
  Trace,
} from "./types.ts";

/** What the 270 and the 271 have in common. */

export function putSource(sink: SegmentSink, source: InformationSource): void {
  putName(sink, source.role, source.name, source.id);
}

/** `rejections` stand between the address and PRV, in a 271. */
export function putReceiver(
  sink: SegmentSink,
  receiver: InformationReceiver,
  rejections?: readonly Rejection271[],
): void {
  putName(sink, receiver.role, receiver.name, receiver.id);
  putReferences(sink, receiver.secondaryIds);
  putAddress(sink, receiver.address);
  putRejections(sink, rejections);
  if (receiver.provider) sink.put("PRV", receiver.provider.role, "PXC", receiver.provider.taxonomy);
}

export function putPerson(
  sink: SegmentSink,
  person: EligibilityPerson,
  isDependent: boolean,
  rejections?: readonly Rejection271[],
): void {
  putName(sink, isDependent ? "03" : "IL", person.name, person.id);
  putReferences(sink, person.references);
  putAddress(sink, person.address);
  putRejections(sink, rejections);
  if (person.provider) sink.put("PRV", person.provider.role, person.provider.idQualifier, person.provider.id);
  if (person.birthDate || person.sex)
    sink.put("DMG", person.birthDate && "D8", person.birthDate && date8(person.birthDate), person.sex);
  if (person.relationship) sink.put("INS", isDependent ? "N" : "Y", person.relationship);
  const diagnoses = person.diagnoses;
  if (diagnoses?.length) sink.put("HI", ...diagnoses.map((one) => [one.qualifier, one.code]));
}

export function putTraces(sink: SegmentSink, traces: readonly Trace[] | undefined): void {
  for (const trace of traces ?? []) sink.put("TRN", trace.type, trace.number, trace.originatorId, trace.supplemental);
}

export function putDates(sink: SegmentSink, dates: readonly QualifiedDates[] | undefined): void {
  for (const one of dates ?? []) putRange(sink, one.qualifier, one);
}

export function putRejections(sink: SegmentSink, list: readonly Rejection271[] | undefined): void {
  for (const one of list ?? []) sink.put("AAA", one.valid ? "Y" : "N", undefined, one.reason, one.followUp);
}
