import { dateOf } from "../core/interchange.ts";
import {
  addressOf,
  adjustmentsOf,
  all,
  amountOf,
  centsOf,
  child,
  children,
  dayOf,
  first,
  firstOf,
  numberOf,
  opt,
  optNumber,
  orAbsent,
  procedureOf,
  rangeOf,
  referenceOf,
  references,
  refValue,
  some,
} from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import type { DateRange } from "../types.ts";
import {
  ambulanceOf,
  attachmentsOf,
  conditionsOf,
  contractOf,
  facilityOf,
  orderingOf,
  providerOf,
  referringOf,
  repricingOf,
  stopOf,
} from "./read-parts.ts";
import type { DrugIdentification, LineAdjudication837P, LineDates837P, ServiceLine837P } from "./line-types.ts";

const NO_DATES: DateRange = { from: "1900-01-01", to: "1900-01-01" };

/** Loop 2400. */
export function readLine(loop: Loop, component: string): ServiceLine837P {
  const sv1: Segment = first(loop, "SV1") ?? ["SV1"];
  const cr3 = first(loop, "CR3");
  const ps1 = first(loop, "PS1");
  const loops = lineLoops(loop);
  return {
    procedure: procedureOf(sv1[1], component),
    charge: centsOf(sv1[2]),
    unit: sv1[3] === "MJ" ? "MJ" : "UN",
    quantity: numberOf(sv1[4]),
    placeOfService: opt(sv1[5]),
    diagnosisPointers: (sv1[7] ?? "").split(component).filter(Boolean).map(numberOf),
    emergency: yes(sv1[9]),
    epsdt: yes(sv1[11]),
    familyPlanning: yes(sv1[12]),
    copayExempt: sv1[15] === "0" ? true : undefined,
    durableEquipment: durableEquipment(loop, component),
    attachments: attachmentsOf(loop),
    ambulance: ambulanceOf(loop),
    equipmentCertification: cr3 && { type: cr3[1] ?? "", months: numberOf(cr3[3]) },
    conditions: conditionsOf(loop),
    serviceDates: rangeOf(firstOf(loop, "DTP", "472")) ?? NO_DATES,
    dates: lineDates(loop),
    ambulancePatients: optNumber(firstOf(loop, "QTY", "PT")?.[2]),
    obstetricUnits: optNumber(firstOf(loop, "QTY", "FL")?.[2]),
    measurements: some(
      all(loop, "MEA").map((mea) => ({
        reference: mea[1] ?? "",
        qualifier: mea[2] ?? "",
        value: numberOf(mea[3]),
      })),
    ),
    contract: contractOf(loop),
    controlNumber: refValue(loop, "6R"),
    ...lineReferences(loop),
    clia: refValue(loop, "X4"),
    salesTax: amountOf(loop, "T"),
    postage: amountOf(loop, "F4"),
    fileInformation: some(all(loop, "K3").map((k3) => k3[1] ?? "")),
    notes: some(all(loop, "NTE").map((nte) => ({ qualifier: nte[1] ?? "", text: nte[2] ?? "" }))),
    purchasedService: ps1 && { providerId: ps1[1] ?? "", charge: centsOf(ps1[2]) },
    pricing: repricingOf(loop),
    ...loops,
    adjudications: some(children(loop, "2430").map((inner) => adjudication(inner, component))),
    forms: some(children(loop, "2440").map(form)),
  };
}

function yes(text: string | undefined): true | undefined {
  return text === "Y" ? true : undefined;
}

const NAMED = new Set(["6R", "X4"]);

/** The first G1 and 9F without a payer of their own are the line's; others stay in the list. */
function lineReferences(loop: Loop): Pick<ServiceLine837P, "priorAuthorization" | "referralNumber" | "references"> {
  const own = (qualifier: string) => loop.segments.find((ref) => ref[0] === "REF" && ref[1] === qualifier && !ref[4]);
  const authorization = own("G1");
  const referral = own("9F");
  const rest = loop.segments
    .filter((ref) => ref[0] === "REF" && !NAMED.has(ref[1] ?? "") && ref !== authorization && ref !== referral)
    .map(referenceOf);
  return {
    priorAuthorization: opt(authorization?.[2]),
    referralNumber: opt(referral?.[2]),
    references: some(rest),
  };
}

function lineLoops(
  loop: Loop,
): Pick<
  ServiceLine837P,
  | "drug"
  | "renderingProvider"
  | "purchasedServiceProvider"
  | "serviceFacility"
  | "supervisingProvider"
  | "orderingProvider"
  | "referringProviders"
  | "ambulancePickUp"
  | "ambulanceDropOff"
> {
  if (loop.loops.length === 0) return {};
  const drug = child(loop, "2410");
  const rendering = child(loop, "2420A");
  const purchased = child(loop, "2420B");
  const facility = child(loop, "2420C");
  const supervising = child(loop, "2420D");
  const ordering = child(loop, "2420E");
  const pickUp = child(loop, "2420G");
  const dropOff = child(loop, "2420H");
  return {
    drug: drug && drugOf(drug),
    renderingProvider: rendering && providerOf(rendering),
    purchasedServiceProvider: purchased && providerOf(purchased),
    serviceFacility: facility && facilityOf(facility),
    supervisingProvider: supervising && providerOf(supervising),
    orderingProvider: ordering && orderingOf(ordering),
    referringProviders: some(children(loop, "2420F").map(referringOf)),
    ambulancePickUp: pickUp && addressOf(pickUp),
    ambulanceDropOff: dropOff && stopOf(dropOff),
  };
}

function durableEquipment(loop: Loop, component: string): ServiceLine837P["durableEquipment"] {
  const sv5 = first(loop, "SV5");
  return (
    sv5 && {
      procedure: procedureOf(sv5[1], component),
      days: numberOf(sv5[3]),
      rentalPrice: centsOf(sv5[4]),
      purchasePrice: centsOf(sv5[5]),
      rentalUnit: sv5[6] ?? "",
    }
  );
}

function lineDates(loop: Loop): LineDates837P | undefined {
  return orAbsent({
    prescription: dayOf(loop, "471"),
    recertification: dayOf(loop, "607"),
    therapyBegan: dayOf(loop, "463"),
    lastCertification: dayOf(loop, "461"),
    lastSeen: dayOf(loop, "304"),
    testHemoglobin: dayOf(loop, "738"),
    testCreatinine: dayOf(loop, "739"),
    shipped: dayOf(loop, "011"),
    lastXRay: dayOf(loop, "455"),
    initialTreatment: dayOf(loop, "454"),
  });
}

function drugOf(loop: Loop): DrugIdentification {
  const lin: Segment = loop.segments[0] ?? ["LIN"];
  const ctp = first(loop, "CTP");
  return {
    qualifier: lin[2] ?? "",
    code: lin[3] ?? "",
    quantity: numberOf(ctp?.[4]),
    unit: ctp?.[5] ?? "",
    prescription: references(loop)?.[0],
  };
}

function adjudication(loop: Loop, component: string): LineAdjudication837P {
  const svd: Segment = loop.segments[0] ?? ["SVD"];
  return {
    payerId: svd[1] ?? "",
    paid: centsOf(svd[2]),
    procedure: procedureOf(svd[3], component),
    quantity: numberOf(svd[5]),
    bundledInto: optNumber(svd[6]),
    adjustments: some(adjustmentsOf(loop)),
    date: dayOf(loop, "573") ?? "1900-01-01",
    remainingPatientLiability: amountOf(loop, "EAF"),
  };
}

function form(loop: Loop): NonNullable<ServiceLine837P["forms"]>[number] {
  const lq: Segment = loop.segments[0] ?? ["LQ"];
  return {
    qualifier: lq[1] ?? "",
    code: lq[2] ?? "",
    answers: all(loop, "FRM").map((frm) => ({
      question: frm[1] ?? "",
      yesNo: opt(frm[2]),
      text: opt(frm[3]),
      date: dateOf(frm[4]),
      percent: optNumber(frm[5]),
    })),
  };
}
