import {
  addressOf,
  adjustmentsOf,
  amountOf,
  child,
  dayOf,
  first,
  idOrEmpty,
  nameOf,
  opt,
  optCents,
  optNumber,
  references,
  refValue,
  some,
} from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import type { OtherSubscriber837P } from "./types.ts";

const NAMED_PAYER_REFERENCES = new Set(["F8", "G1", "9F"]);
const PROVIDER_LOOPS = new Set(["2330C", "2330D", "2330E", "2330F", "2330G"]);

/** Loops 2320 and 2330. */
export function readOtherSubscriber(loop: Loop): OtherSubscriber837P {
  const sbr: Segment = loop.segments[0] ?? ["SBR"];
  const oi: Segment = first(loop, "OI") ?? ["OI"];
  const moa = first(loop, "MOA");
  const person = child(loop, "2330A");
  const payer = child(loop, "2330B");
  const nm1: Segment = person?.segments[0] ?? ["NM1"];
  const payerNm1 = payer?.segments[0];
  const providerIds = loop.loops
    .filter((inner) => PROVIDER_LOOPS.has(inner.node.id))
    .map((inner) => ({
      role: inner.segments[0]?.[1] ?? "",
      kind: inner.segments[0]?.[2] === "2" ? ("organization" as const) : ("person" as const),
      ids: references(inner) ?? [],
    }));
  return {
    responsibility: sbr[1] ?? "",
    relationship: sbr[2] ?? "",
    groupNumber: opt(sbr[3]),
    groupName: opt(sbr[4]),
    insuranceType: opt(sbr[5]),
    filingIndicator: opt(sbr[9]),
    adjustments: some(adjustmentsOf(loop)),
    paid: amountOf(loop, "D"),
    nonCovered: amountOf(loop, "A8"),
    remainingPatientLiability: amountOf(loop, "EAF"),
    benefitsAssigned: oi[3] === "N" || oi[3] === "W" ? oi[3] : "Y",
    patientSignatureSource: opt(oi[4]),
    releaseOfInformation: oi[6] === "I" ? "I" : "Y",
    outpatient: moa && {
      reimbursementRate: optNumber(moa[1]),
      payableAmount: optCents(moa[2]),
      remarks: some(moa.slice(3, 8).filter((code) => code !== "")),
      esrdAmount: optCents(moa[8]),
      professionalComponent: optCents(moa[9]),
    },
    name: nameOf(nm1),
    memberId: opt(nm1[9]),
    memberIdQualifier: nm1[8] === "MI" ? undefined : opt(nm1[8]),
    address: person && addressOf(person),
    secondaryIds: person && references(person),
    payer: {
      name: payerNm1?.[3] ?? "",
      id: idOrEmpty(payerNm1),
      address: payer && addressOf(payer),
      adjudicationDate: payer && dayOf(payer, "573"),
      claimNumber: payer && refValue(payer, "F8"),
      priorAuthorization: payer && refValue(payer, "G1"),
      referralNumber: payer && refValue(payer, "9F"),
      secondaryIds: payer && references(payer, NAMED_PAYER_REFERENCES),
    },
    providerIds: some(providerIds),
  };
}
