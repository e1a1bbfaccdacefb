/* Parts that the claim (loop 2300) and the service line (loop 2400) have in common. */
import { putAddress, putContact, putName, putOrganization, putReferences } from "../core/put.ts";
import { amountText, numberText, optAmountText, optNumberText, type SegmentSink } from "../core/writer.ts";
import type { Address } from "../types.ts";
import type {
  AmbulanceTransport,
  Attachment,
  ConditionIndicator,
  Contract,
  Provider837P,
  Repricing,
  ServiceFacility,
} from "./part-types.ts";

export function putProvider(
  sink: SegmentSink,
  role: string,
  provider: Provider837P | undefined,
  specialtyRole?: string,
): void {
  if (!provider) return;
  putName(sink, role, provider.name, { qualifier: "XX", value: provider.npi });
  if (specialtyRole && provider.taxonomy) sink.put("PRV", specialtyRole, "PXC", provider.taxonomy);
  putReferences(sink, provider.secondaryIds);
}

export function putFacility(sink: SegmentSink, facility: ServiceFacility | undefined): void {
  if (!facility) return;
  putOrganization(sink, "77", facility.name, facility.npi ? { qualifier: "XX", value: facility.npi } : undefined);
  putAddress(sink, facility.address);
  putReferences(sink, facility.secondaryIds);
  if (facility.contact) putContact(sink, "IC", facility.contact);
}

export function putStops(
  sink: SegmentSink,
  pickUp: Address | undefined,
  dropOff: (Address & { readonly name?: string }) | undefined,
): void {
  if (pickUp) {
    sink.put("NM1", "PW", "2");
    putAddress(sink, pickUp);
  }
  if (dropOff) {
    sink.put("NM1", "45", "2", dropOff.name);
    putAddress(sink, dropOff);
  }
}

export function putAttachments(sink: SegmentSink, list: readonly Attachment[] | undefined): void {
  for (const one of list ?? [])
    sink.put("PWK", one.type, one.transmission, undefined, undefined, one.controlNumber && "AC", one.controlNumber);
}

export function putContract(sink: SegmentSink, contract: Contract | undefined): void {
  if (!contract) return;
  sink.put(
    "CN1",
    contract.type,
    optAmountText(contract.amount),
    optNumberText(contract.percent),
    contract.code,
    optNumberText(contract.termsDiscountPercent),
    contract.version,
  );
}

export function putAmbulance(sink: SegmentSink, ambulance: AmbulanceTransport | undefined): void {
  if (!ambulance) return;
  const weight = ambulance.weightPounds;
  sink.put(
    "CR1",
    weight === undefined ? undefined : "LB",
    optNumberText(weight),
    undefined,
    ambulance.reason,
    "DH",
    numberText(ambulance.miles),
    undefined,
    undefined,
    ambulance.roundTripPurpose,
    ambulance.stretcherPurpose,
  );
}

export function putConditions(sink: SegmentSink, list: readonly ConditionIndicator[] | undefined): void {
  for (const one of list ?? []) sink.put("CRC", one.category, one.applies ? "Y" : "N", ...one.codes);
}

export function putRepricing(sink: SegmentSink, pricing: Repricing | undefined): void {
  if (!pricing) return;
  sink.put(
    "HCP",
    pricing.method,
    amountText(pricing.allowed),
    optAmountText(pricing.savings),
    pricing.organizationId,
    optNumberText(pricing.rate),
    pricing.groupCode,
    optAmountText(pricing.groupAmount),
    undefined,
    pricing.procedure?.qualifier,
    pricing.procedure?.code,
    pricing.unit,
    optNumberText(pricing.quantity),
    pricing.rejectReason,
    pricing.policyCompliance,
    pricing.exception,
  );
}
