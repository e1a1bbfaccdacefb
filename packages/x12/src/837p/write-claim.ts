import { date8 } from "../core/interchange.ts";
import {
  putAddress,
  putAdjustments,
  putAmount,
  putDay,
  putName,
  putOrganization,
  putRef,
  putReferences,
} from "../core/put.ts";
import { amountText, optAmountText, optNumberText, type SegmentSink } from "../core/writer.ts";
import type { Claim837P, ClaimDates837P, OtherSubscriber837P } from "./types.ts";
import { putLine } from "./write-line.ts";
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

/** Loop 2300 with everything under it. */
export function putClaim(sink: SegmentSink, claim: Claim837P): void {
  const causes = claim.relatedCauses;
  sink.put(
    "CLM",
    claim.id,
    amountText(claim.charge),
    undefined,
    undefined,
    [claim.placeOfService, "B", claim.frequency],
    claim.providerSignatureOnFile ? "Y" : "N",
    claim.assignment,
    claim.benefitsAssigned,
    claim.releaseOfInformation,
    claim.patientSignatureSource,
    causes && [causes.causes[0], causes.causes[1], causes.causes[2], causes.state, causes.country],
    claim.specialProgram,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
    claim.delayReason,
  );
  if (claim.dates) putClaimDates(sink, claim.dates);
  putAttachments(sink, claim.attachments);
  putContract(sink, claim.contract);
  putAmount(sink, "F5", claim.patientPaid);
  putClaimReferences(sink, claim);
  for (const text of claim.fileInformation ?? []) sink.put("K3", text);
  for (const note of claim.notes ?? []) sink.put("NTE", note.qualifier, note.text);
  putAmbulance(sink, claim.ambulance);
  const spinal = claim.spinalManipulation;
  if (spinal)
    sink.put(
      "CR2",
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      spinal.condition,
      undefined,
      spinal.description,
      spinal.description2,
    );
  putConditions(sink, claim.conditions);
  putHealthCodes(sink, claim);
  putRepricing(sink, claim.pricing);
  for (const provider of claim.referringProviders ?? []) putProvider(sink, provider.role, provider);
  putProvider(sink, "82", claim.renderingProvider, "PE");
  putFacility(sink, claim.serviceFacility);
  putProvider(sink, "DQ", claim.supervisingProvider);
  putStops(sink, claim.ambulancePickUp, claim.ambulanceDropOff);
  for (const other of claim.otherSubscribers ?? []) putOtherSubscriber(sink, other);
  claim.lines.forEach((line, at) => putLine(sink, line, at + 1));
}

/** In the order of the guide; other REF of the claim come last of the group they belong to, which the standard leaves free. */
function putClaimReferences(sink: SegmentSink, claim: Claim837P): void {
  putReferences(sink, claim.references);
  putRef(sink, "9F", claim.referralNumber);
  putRef(sink, "G1", claim.priorAuthorization);
  putRef(sink, "F8", claim.originalClaimNumber);
  putRef(sink, "X4", claim.clia);
  putRef(sink, "D9", claim.clearinghouseTrace);
  putRef(sink, "EA", claim.medicalRecordNumber);
}

function putClaimDates(sink: SegmentSink, dates: ClaimDates837P): void {
  putDay(sink, "431", dates.onset);
  putDay(sink, "454", dates.initialTreatment);
  putDay(sink, "304", dates.lastSeen);
  putDay(sink, "453", dates.acuteManifestation);
  putDay(sink, "439", dates.accident);
  putDay(sink, "484", dates.lastMenstrualPeriod);
  putDay(sink, "455", dates.lastXRay);
  putDay(sink, "471", dates.prescription);
  const { from, to } = dates.disability ?? {};
  if (from && to) sink.put("DTP", "314", "RD8", `${date8(from)}-${date8(to)}`);
  else {
    putDay(sink, "360", from);
    putDay(sink, "361", to);
  }
  putDay(sink, "297", dates.lastWorked);
  putDay(sink, "296", dates.returnToWork);
  putDay(sink, "435", dates.admission);
  putDay(sink, "096", dates.discharge);
  putDay(sink, "090", dates.assumedCare);
  putDay(sink, "091", dates.relinquishedCare);
  putDay(sink, "444", dates.firstContact);
  putDay(sink, "050", dates.repricerReceived);
}

/** HI: twelve codes a segment. */
function putHealthCodes(sink: SegmentSink, claim: Claim837P): void {
  if (claim.diagnoses.length > 0)
    sink.put("HI", ...claim.diagnoses.map((diagnosis) => [diagnosis.qualifier, diagnosis.code]));
  const anesthesia = claim.anesthesiaProcedures;
  if (anesthesia?.length) sink.put("HI", ...anesthesia.map((code, at) => [at === 0 ? "BP" : "BO", code]));
  const conditions = claim.conditionCodes ?? [];
  for (let at = 0; at < conditions.length; at += 12)
    sink.put("HI", ...conditions.slice(at, at + 12).map((code) => ["BG", code]));
}

/** Loops 2320 and 2330. */
function putOtherSubscriber(sink: SegmentSink, other: OtherSubscriber837P): void {
  sink.put(
    "SBR",
    other.responsibility,
    other.relationship,
    other.groupNumber,
    other.groupName,
    other.insuranceType,
    undefined,
    undefined,
    undefined,
    other.filingIndicator,
  );
  putAdjustments(sink, other.adjustments);
  putAmount(sink, "D", other.paid);
  putAmount(sink, "A8", other.nonCovered);
  putAmount(sink, "EAF", other.remainingPatientLiability);
  sink.put(
    "OI",
    undefined,
    undefined,
    other.benefitsAssigned,
    other.patientSignatureSource,
    undefined,
    other.releaseOfInformation,
  );
  const moa = other.outpatient;
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
  putName(sink, "IL", other.name, { qualifier: other.memberIdQualifier ?? "MI", value: other.memberId });
  putAddress(sink, other.address);
  putReferences(sink, other.secondaryIds);
  const payer = other.payer;
  putOrganization(sink, "PR", payer.name, payer.id);
  putAddress(sink, payer.address);
  putDay(sink, "573", payer.adjudicationDate);
  putReferences(sink, payer.secondaryIds);
  putRef(sink, "G1", payer.priorAuthorization);
  putRef(sink, "9F", payer.referralNumber);
  putRef(sink, "F8", payer.claimNumber);
  for (const provider of other.providerIds ?? []) {
    sink.put("NM1", provider.role, provider.kind === "person" ? "1" : "2");
    putReferences(sink, provider.ids);
  }
}
