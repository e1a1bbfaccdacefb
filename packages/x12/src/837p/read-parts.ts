import {
  addressOf,
  all,
  centsOf,
  contactOf,
  first,
  nameOf,
  NO_ADDRESS,
  numberOf,
  opt,
  optCents,
  optNumber,
  references,
  some,
} from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import type { Address } from "../types.ts";
import type {
  AmbulanceTransport,
  Attachment,
  ConditionIndicator,
  Contract,
  OrderingProvider,
  Provider837P,
  ReferringProvider,
  Repricing,
  ServiceFacility,
} from "./part-types.ts";

/** Parts that a claim (loop 2300) and a line (loop 2400) have in common. */

export function providerOf(loop: Loop): Provider837P {
  const nm1: Segment = loop.segments[0] ?? ["NM1"];
  return {
    name: nameOf(nm1),
    npi: opt(nm1[9]),
    taxonomy: opt(first(loop, "PRV")?.[3]),
    secondaryIds: references(loop),
  };
}

export function referringOf(loop: Loop): ReferringProvider {
  return { role: loop.segments[0]?.[1] === "P3" ? "P3" : "DN", ...providerOf(loop) };
}

export function orderingOf(loop: Loop): OrderingProvider {
  const per = first(loop, "PER");
  return { ...providerOf(loop), address: addressOf(loop), contact: per && contactOf(per) };
}

export function facilityOf(loop: Loop): ServiceFacility {
  const nm1: Segment = loop.segments[0] ?? ["NM1"];
  const per = first(loop, "PER");
  return {
    name: nm1[3] ?? "",
    npi: opt(nm1[9]),
    address: addressOf(loop) ?? NO_ADDRESS,
    secondaryIds: references(loop),
    contact: per && contactOf(per),
  };
}

/** Where an ambulance went to. */
export function stopOf(loop: Loop): Address & { readonly name?: string } {
  return { ...(addressOf(loop) ?? NO_ADDRESS), name: opt(loop.segments[0]?.[3]) };
}

export function attachmentsOf(loop: Loop): readonly Attachment[] | undefined {
  return some(
    all(loop, "PWK").map((pwk) => ({ type: pwk[1] ?? "", transmission: pwk[2] ?? "", controlNumber: opt(pwk[6]) })),
  );
}

export function contractOf(loop: Loop): Contract | undefined {
  const cn1 = first(loop, "CN1");
  return (
    cn1 && {
      type: cn1[1] ?? "",
      amount: optCents(cn1[2]),
      percent: optNumber(cn1[3]),
      code: opt(cn1[4]),
      termsDiscountPercent: optNumber(cn1[5]),
      version: opt(cn1[6]),
    }
  );
}

export function ambulanceOf(loop: Loop): AmbulanceTransport | undefined {
  const cr1 = first(loop, "CR1");
  return (
    cr1 && {
      weightPounds: optNumber(cr1[2]),
      reason: cr1[4] ?? "",
      miles: numberOf(cr1[6]),
      roundTripPurpose: opt(cr1[9]),
      stretcherPurpose: opt(cr1[10]),
    }
  );
}

export function conditionsOf(loop: Loop): readonly ConditionIndicator[] | undefined {
  return some(
    all(loop, "CRC").map((crc) => ({
      category: crc[1] ?? "",
      applies: crc[2] === "Y",
      codes: crc.slice(3, 8).filter((code) => code !== ""),
    })),
  );
}

export function repricingOf(loop: Loop): Repricing | undefined {
  const hcp = first(loop, "HCP");
  return (
    hcp && {
      method: hcp[1] ?? "",
      allowed: centsOf(hcp[2]),
      savings: optCents(hcp[3]),
      organizationId: opt(hcp[4]),
      rate: optNumber(hcp[5]),
      groupCode: opt(hcp[6]),
      groupAmount: optCents(hcp[7]),
      procedure: hcp[10] ? { qualifier: hcp[9] ?? "", code: hcp[10] } : undefined,
      unit: opt(hcp[11]),
      quantity: optNumber(hcp[12]),
      rejectReason: opt(hcp[13]),
      policyCompliance: opt(hcp[14]),
      exception: opt(hcp[15]),
    }
  );
}
