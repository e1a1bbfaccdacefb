import { date8 } from "../core/interchange.ts";
import {
  procedureField,
  putAddress,
  putAdjustments,
  putAmount,
  putContact,
  putDay,
  putRange,
  putRef,
  putReferences,
} from "../core/put.ts";
import { amountText, numberText, optNumberText, type SegmentSink } from "../core/writer.ts";
import type { LineDates837P, ServiceLine837P } from "./line-types.ts";
import {
  putAmbulance,
  putAttachments,
  putConditions,
  putContract,
  putFacility,
  putProvider,
  putRepricing,
  putStops,
} from "./write-parts.ts";

/** Loop 2400; `position` counts the lines of the claim from 1. */
export function putLine(sink: SegmentSink, line: ServiceLine837P, position: number): void {
  sink.put("LX", String(position));
  sink.put(
    "SV1",
    procedureField(line.procedure),
    amountText(line.charge),
    line.unit,
    numberText(line.quantity),
    line.placeOfService,
    undefined,
    line.diagnosisPointers.map(String),
    undefined,
    line.emergency ? "Y" : undefined,
    undefined,
    line.epsdt ? "Y" : undefined,
    line.familyPlanning ? "Y" : undefined,
    undefined,
    undefined,
    line.copayExempt ? "0" : undefined,
  );
  const equipment = line.durableEquipment;
  if (equipment)
    sink.put(
      "SV5",
      procedureField(equipment.procedure),
      "DA",
      numberText(equipment.days),
      amountText(equipment.rentalPrice),
      amountText(equipment.purchasePrice),
      equipment.rentalUnit,
    );
  putAttachments(sink, line.attachments);
  putAmbulance(sink, line.ambulance);
  const certification = line.equipmentCertification;
  if (certification) sink.put("CR3", certification.type, "MO", numberText(certification.months));
  putConditions(sink, line.conditions);
  putRange(sink, "472", line.serviceDates);
  if (line.dates) putLineDates(sink, line.dates);
  if (line.ambulancePatients !== undefined) sink.put("QTY", "PT", numberText(line.ambulancePatients));
  if (line.obstetricUnits !== undefined) sink.put("QTY", "FL", numberText(line.obstetricUnits));
  for (const test of line.measurements ?? []) sink.put("MEA", test.reference, test.qualifier, numberText(test.value));
  putContract(sink, line.contract);
  putRef(sink, "G1", line.priorAuthorization);
  putRef(sink, "6R", line.controlNumber);
  putRef(sink, "X4", line.clia);
  putRef(sink, "9F", line.referralNumber);
  putReferences(sink, line.references);
  putAmount(sink, "T", line.salesTax);
  putAmount(sink, "F4", line.postage);
  for (const text of line.fileInformation ?? []) sink.put("K3", text);
  for (const note of line.notes ?? []) sink.put("NTE", note.qualifier, note.text);
  if (line.purchasedService)
    sink.put("PS1", line.purchasedService.providerId, amountText(line.purchasedService.charge));
  putRepricing(sink, line.pricing);
  putLineLoops(sink, line);
}

function putLineDates(sink: SegmentSink, dates: LineDates837P): void {
  putDay(sink, "471", dates.prescription);
  putDay(sink, "607", dates.recertification);
  putDay(sink, "463", dates.therapyBegan);
  putDay(sink, "461", dates.lastCertification);
  putDay(sink, "304", dates.lastSeen);
  putDay(sink, "738", dates.testHemoglobin);
  putDay(sink, "739", dates.testCreatinine);
  putDay(sink, "011", dates.shipped);
  putDay(sink, "455", dates.lastXRay);
  putDay(sink, "454", dates.initialTreatment);
}

function putLineLoops(sink: SegmentSink, line: ServiceLine837P): void {
  const drug = line.drug;
  if (drug) {
    sink.put("LIN", undefined, drug.qualifier, drug.code);
    sink.put("CTP", undefined, undefined, undefined, numberText(drug.quantity), [drug.unit]);
    if (drug.prescription) putRef(sink, drug.prescription.qualifier, drug.prescription.value);
  }
  putProvider(sink, "82", line.renderingProvider, "PE");
  const purchased = line.purchasedServiceProvider;
  if (purchased) {
    const kind = purchased.name.kind === "person" ? "1" : "2";
    const npi = purchased.npi;
    sink.put("NM1", "QB", kind, undefined, undefined, undefined, undefined, undefined, npi && "XX", npi);
    putReferences(sink, purchased.secondaryIds);
  }
  putFacility(sink, line.serviceFacility);
  putProvider(sink, "DQ", line.supervisingProvider);
  const ordering = line.orderingProvider;
  if (ordering) {
    putProvider(sink, "DK", { ...ordering, secondaryIds: undefined });
    putAddress(sink, ordering.address);
    putReferences(sink, ordering.secondaryIds);
    if (ordering.contact) putContact(sink, "IC", ordering.contact);
  }
  for (const provider of line.referringProviders ?? []) putProvider(sink, provider.role, provider);
  putStops(sink, line.ambulancePickUp, line.ambulanceDropOff);
  for (const decided of line.adjudications ?? []) {
    sink.put(
      "SVD",
      decided.payerId,
      amountText(decided.paid),
      procedureField(decided.procedure),
      undefined,
      numberText(decided.quantity),
      optNumberText(decided.bundledInto),
    );
    putAdjustments(sink, decided.adjustments);
    putDay(sink, "573", decided.date);
    putAmount(sink, "EAF", decided.remainingPatientLiability);
  }
  for (const form of line.forms ?? []) {
    sink.put("LQ", form.qualifier, form.code);
    for (const answer of form.answers)
      sink.put(
        "FRM",
        answer.question,
        answer.yesNo,
        answer.text,
        answer.date && date8(answer.date),
        optNumberText(answer.percent),
      );
  }
}
