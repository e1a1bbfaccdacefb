import { dateOf } from "../core/interchange.ts";
import {
  adjustmentsOf,
  centsOf,
  contactOf,
  idOf,
  idOrEmpty,
  listWith,
  nameOf,
  NO_ADJUSTMENTS,
  numberOf,
  opt,
  optCents,
  optNumber,
  optProcedure,
  personOf,
  procedureOf,
  some,
  withAdjustments,
  withoutBlanks,
} from "../core/pick.ts";
import { remarkPositions } from "../core/remark-positions.ts";
import type { Loop, Segment } from "../core/walker.ts";
import type {
  Adjustment,
  Contact,
  DateRange,
  Delimiters,
  QualifiedAmount,
  QualifiedQuantity,
  Reference,
} from "../types.ts";
import type {
  ClaimPayment835,
  InpatientAdjudication835,
  OutpatientAdjudication835,
  ServicePayment835,
} from "./types.ts";
import { positions } from "./positions.ts";

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/** REF qualifiers of loop 2100 that are the rendering provider's numbers. */
const CLAIM_RENDERING = new Set(["0B", "1A", "1B", "1C", "1D", "1G", "1H", "1J", "D3", "G2", "LU"]);
/** The same for loop 2110, where LU is the service's own. */
const LINE_RENDERING = new Set(["0B", "1A", "1B", "1C", "1D", "1G", "1H", "1J", "D3", "G2", "HPI", "SY", "TJ"]);

/** Loop 2100, complete: the rules ask first, the reader after them. */
export function claimPaymentOf(loop: Loop, context: { readonly delimiters: Delimiters }): ClaimPayment835 {
  return (loop.value ??= readClaimPayment(loop, context.delimiters.component)) as ClaimPayment835;
}

/** Loop 2100. One pass over its segments: this is where a long file spends its time. */
function readClaimPayment(loop: Loop, component: string): ClaimPayment835 {
  const clp = loop.segments[0] as Segment;
  const claim: Draft<ClaimPayment835> = {
    group: numberOf(loop.parent?.segments[0]?.[1] ?? "1"),
    id: withoutBlanks(clp[1] ?? ""),
    status: clp[2] ?? "",
    charge: centsOf(clp[3]),
    paid: centsOf(clp[4]),
    patientResponsibility: optCents(clp[5]),
    filingIndicator: clp[6] ?? "",
    payerClaimNumber: withoutBlanks(clp[7] ?? ""),
    facilityType: opt(clp[8]),
    frequency: opt(clp[9]),
    drg: opt(clp[11]),
    drgWeight: optNumber(clp[12]),
    dischargeFraction: optNumber(clp[13]),
    adjustments: adjustmentsOf(loop),
    patient: { name: { kind: "person", last: "" } },
    lines: [],
  };
  const collected: Collected = {};
  for (let at = 1; at < loop.segments.length; at += 1) takeClaimSegment(claim, collected, loop.segments[at] as Segment);
  claim.references = collected.references;
  claim.renderingIds = collected.renderingIds;
  claim.contacts = collected.contacts;
  claim.amounts = collected.amounts;
  claim.quantities = collected.quantities;
  claim.lines = loop.loops.map((line) => readServicePayment(line, component));
  return claim;
}

interface Collected {
  references?: Reference[];
  renderingIds?: Reference[];
  contacts?: Contact[];
  amounts?: QualifiedAmount[];
  quantities?: QualifiedQuantity[];
}

function takeClaimSegment(claim: Draft<ClaimPayment835>, collected: Collected, segment: Segment): void {
  switch (segment[0]) {
    case "NM1":
      return takeName(claim, segment);
    case "REF": {
      const ref = { qualifier: segment[1] ?? "", value: segment[2] ?? "" };
      if (CLAIM_RENDERING.has(ref.qualifier)) (collected.renderingIds ??= []).push(ref);
      else (collected.references ??= []).push(ref);
      return;
    }
    case "DTM":
      return takeDate(claim, segment);
    case "AMT":
      (collected.amounts ??= []).push({ qualifier: segment[1] ?? "", amount: centsOf(segment[2]) });
      return;
    case "QTY":
      (collected.quantities ??= []).push({ qualifier: segment[1] ?? "", quantity: numberOf(segment[2]) });
      return;
    case "PER":
      (collected.contacts ??= []).push(contactOf(segment));
      return;
    case "MOA":
      claim.outpatient = readOutpatient(segment);
      return;
    case "MIA":
      claim.inpatient = readInpatient(segment);
  }
}

function takeName(claim: Draft<ClaimPayment835>, nm1: Segment): void {
  switch (nm1[1]) {
    case "QC":
      claim.patient = { name: personOf(nm1), id: idOf(nm1) };
      break;
    case "IL":
      claim.insured = { name: nameOf(nm1), id: idOf(nm1) };
      break;
    case "74":
      claim.correctedInsured = { name: nameOf(nm1), id: idOf(nm1) };
      break;
    case "82":
      claim.renderingProvider = { name: nameOf(nm1), id: idOrEmpty(nm1) };
      break;
    case "TT":
      claim.crossoverCarrier = { name: nm1[3] ?? "", id: idOrEmpty(nm1) };
      break;
    case "PR":
      claim.correctedPriorityPayer = { name: nm1[3] ?? "", id: idOrEmpty(nm1) };
      break;
    case "GB":
      claim.otherSubscriber = { name: nameOf(nm1), id: idOf(nm1) };
  }
}

function takeDate(claim: Draft<ClaimPayment835>, dtm: Segment): void {
  const date = dateOf(dtm[2]);
  switch (dtm[1]) {
    case "232":
      claim.statementFrom = date;
      break;
    case "233":
      claim.statementTo = date;
      break;
    case "036":
      claim.coverageExpired = date;
      break;
    case "050":
      claim.received = date;
  }
}

function readOutpatient(moa: Segment): OutpatientAdjudication835 {
  return {
    reimbursementRate: optNumber(moa[1]),
    payableAmount: optCents(moa[2]),
    remarks: some(moa.slice(3, 8).filter((code) => code !== "")),
    esrdAmount: optCents(moa[8]),
    professionalComponent: optCents(moa[9]),
  };
}

/** Positions of MIA that are codes; 2, 3 and 15 are numbers of days or fractions. */
export const MIA_REMARKS: ReadonlySet<number> = new Set(remarkPositions("MIA"));
export const MIA_COUNTS: ReadonlySet<number> = new Set([3, 15]);

function readInpatient(mia: Segment): InpatientAdjudication835 {
  return {
    coveredDays: numberOf(mia[1]),
    remarks: some([...MIA_REMARKS].map((at) => mia[at] ?? "").filter((code) => code !== "")),
    further: positions(mia, 2, MIA_COUNTS, MIA_REMARKS),
  };
}

/** Loop 2110. */
function readServicePayment(loop: Loop, component: string): ServicePayment835 {
  const svc = loop.segments[0] as Segment;
  let from: string | undefined;
  let to: string | undefined;
  let controlNumber: string | undefined;
  let references: Reference[] | undefined;
  let renderingIds: Reference[] | undefined;
  let policyIds: string[] | undefined;
  let amounts: QualifiedAmount[] | undefined;
  let quantities: QualifiedQuantity[] | undefined;
  let remarks: { qualifier: string; code: string }[] | undefined;
  let adjustments: Adjustment[] | undefined;
  for (let at = 1; at < loop.segments.length; at += 1) {
    const segment = loop.segments[at] as Segment;
    const qualifier = segment[1] ?? "";
    const value = segment[2] ?? "";
    switch (segment[0]) {
      case "DTM":
        if (qualifier === "151") to = dateOf(value);
        else from = dateOf(value);
        break;
      case "CAS":
        adjustments = withAdjustments(adjustments, segment);
        break;
      case "REF":
        if (qualifier === "6R") controlNumber = withoutBlanks(value);
        else if (qualifier === "0K") policyIds = listWith(policyIds, value);
        else if (LINE_RENDERING.has(qualifier)) renderingIds = listWith(renderingIds, { qualifier, value });
        else references = listWith(references, { qualifier, value });
        break;
      case "AMT":
        amounts = listWith(amounts, { qualifier, amount: centsOf(value) });
        break;
      case "QTY":
        quantities = listWith(quantities, { qualifier, quantity: numberOf(value) });
        break;
      case "LQ":
        remarks = listWith(remarks, { qualifier, code: value });
    }
  }
  return {
    procedure: procedureOf(svc[1], component),
    charge: centsOf(svc[2]),
    paid: centsOf(svc[3]),
    revenueCode: opt(svc[4]),
    quantity: optNumber(svc[5]),
    submittedProcedure: optProcedure(svc[6], component),
    submittedQuantity: optNumber(svc[7]),
    serviceDates: serviceDates(from, to),
    adjustments: adjustments ?? NO_ADJUSTMENTS,
    controlNumber,
    references,
    renderingIds,
    policyIds,
    amounts,
    quantities,
    remarks,
  };
}

function serviceDates(from: string | undefined, to: string | undefined): DateRange | undefined {
  const start = from ?? to;
  return start === undefined ? undefined : { from: start, to: to ?? start };
}
