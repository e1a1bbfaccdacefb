import { readAll, type Codec, type ReadContext } from "../core/codec.ts";
import { dateOf, timeOf } from "../core/interchange.ts";
import {
  addressOf,
  all,
  amountOf,
  centsOf,
  child,
  children,
  contactOf,
  contactsOf,
  first,
  idOrEmpty,
  nameOf,
  NO_ADDRESS,
  opt,
  optNumber,
  orAbsent,
  personOf,
  references,
  refValue,
  sexOf,
  some,
} from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import { T837P } from "../spec/t837p.ts";
import type { Interchange, ReadResult } from "../types.ts";
import { readDates, readHealthCodes } from "./read-claim-facts.ts";
import { readLine } from "./read-line.ts";
import { readOtherSubscriber } from "./read-other.ts";
import {
  ambulanceOf,
  attachmentsOf,
  conditionsOf,
  contractOf,
  facilityOf,
  providerOf,
  referringOf,
  repricingOf,
  stopOf,
} from "./read-parts.ts";
import type {
  BillingProvider,
  Claim837P,
  Patient837P,
  PatientFacts,
  Payer837P,
  Subscriber837P,
  Transaction837P,
} from "./types.ts";

/** X12 005010X222A1, from text to claims. */
export const CODEC_837P: Codec<Transaction837P, Claim837P> = {
  spec: T837P,
  itemLoops: ["2300"],
  dropLoops: ["2000A", "2000B", "2000C"],
  item: readClaim,
  transaction: readTransaction,
};

/** Reads a whole file of professional claims. What is off is in the findings; it never throws. */
export function read837P(text: string | Iterable<string>): ReadResult<readonly Interchange<Transaction837P>[]> {
  return readAll(CODEC_837P, text);
}

function readTransaction(root: Loop, claims: readonly Claim837P[], context: ReadContext): Transaction837P {
  const bht = first(root, "BHT") ?? [];
  const submitter = child(root, "1000A");
  const receiver = child(root, "1000B");
  const nm1 = submitter?.segments[0];
  const kind = bht[6];
  return {
    controlNumber: context.place.st[2] ?? "",
    purpose: bht[2] ?? "",
    referenceId: bht[3] ?? "",
    date: dateOf(bht[4]) ?? "2000-01-01",
    time: timeOf(bht[5]) ?? "00:00",
    kind: kind === "RP" || kind === "31" ? kind : "CH",
    submitter: {
      name: nm1 ? nameOf(nm1) : { kind: "organization", name: "" },
      id: nm1?.[9] ?? "",
      contacts: submitter ? (contactsOf(submitter) ?? []) : [],
    },
    receiver: { name: receiver?.segments[0]?.[3] ?? "", id: receiver?.segments[0]?.[9] ?? "" },
    claims,
  };
}

function shared<T>(context: ReadContext, loop: Loop, make: (loop: Loop) => T): T {
  const known = context.shared.get(loop);
  if (known !== undefined) return known as T;
  const made = make(loop);
  context.shared.set(loop, made);
  return made;
}

const TAX_IDS = new Set(["EI", "SY"]);

function readBillingProvider(loop: Loop): BillingProvider {
  const provider = child(loop, "2010AA");
  const payTo = child(loop, "2010AB");
  const plan = child(loop, "2010AC");
  const nm1: Segment = provider?.segments[0] ?? ["NM1"];
  const tax = provider?.segments.find((s) => s[0] === "REF" && TAX_IDS.has(s[1] ?? ""));
  return {
    name: nameOf(nm1),
    npi: opt(nm1[9]),
    address: (provider && addressOf(provider)) ?? NO_ADDRESS,
    taxId: { qualifier: tax?.[1] === "SY" ? "SY" : "EI", value: tax?.[2] ?? "" },
    taxonomy: opt(first(loop, "PRV")?.[3]),
    secondaryIds: provider && references(provider, TAX_IDS),
    contacts: provider && contactsOf(provider),
    payToAddress: payTo && addressOf(payTo),
    payToPlan: plan && {
      name: plan.segments[0]?.[3] ?? "",
      id: idOrEmpty(plan.segments[0]),
      address: addressOf(plan) ?? NO_ADDRESS,
      taxId: refValue(plan, "EI") ?? "",
      secondaryIds: references(plan, TAX_IDS),
    },
    currency: opt(first(loop, "CUR")?.[2]),
  };
}

function patientFacts(pat: Segment | undefined): PatientFacts | undefined {
  if (!pat) return undefined;
  return orAbsent({
    deathDate: dateOf(pat[6]),
    weightPounds: optNumber(pat[8]),
    pregnant: pat[9] === "Y" ? true : undefined,
  });
}

function readSubscriber(loop: Loop): Subscriber837P {
  const sbr: Segment = first(loop, "SBR") ?? ["SBR"];
  const person = child(loop, "2010BA");
  const nm1: Segment = person?.segments[0] ?? ["NM1"];
  const dmg = person && first(person, "DMG");
  const per = person && first(person, "PER");
  return {
    responsibility: sbr[1] ?? "",
    groupNumber: opt(sbr[3]),
    groupName: opt(sbr[4]),
    insuranceType: opt(sbr[5]),
    filingIndicator: opt(sbr[9]),
    name: nameOf(nm1),
    memberId: opt(nm1[9]),
    memberIdQualifier: nm1[8] === "MI" ? undefined : opt(nm1[8]),
    address: person && addressOf(person),
    birthDate: dateOf(dmg?.[2]),
    sex: sexOf(dmg?.[3]),
    secondaryIds: person && references(person),
    contact: per && contactOf(per),
    patientFacts: patientFacts(first(loop, "PAT")),
  };
}

const PROVIDER_AT_PAYER = new Set(["G2", "LU"]);
const AT_PAYER = new Set(["2U", "EI", "FY", "NF"]);

function readPayer(loop: Loop): Payer837P {
  const payer = child(loop, "2010BB");
  const nm1: Segment = payer?.segments[0] ?? ["NM1"];
  return {
    name: nm1[3] ?? "",
    id: idOrEmpty(nm1),
    address: payer && addressOf(payer),
    secondaryIds: payer && references(payer, PROVIDER_AT_PAYER),
    billingProviderIds: payer && references(payer, AT_PAYER),
  };
}

function readCoverage(loop: Loop): { subscriber: Subscriber837P; payer: Payer837P } {
  return { subscriber: readSubscriber(loop), payer: readPayer(loop) };
}

function readPatient(loop: Loop): Patient837P {
  const pat = first(loop, "PAT");
  const person = child(loop, "2010CA");
  const dmg = person && first(person, "DMG");
  const per = person && first(person, "PER");
  return {
    relationship: pat?.[1] ?? "",
    name: personOf(person?.segments[0] ?? ["NM1"]),
    address: (person && addressOf(person)) ?? NO_ADDRESS,
    birthDate: dateOf(dmg?.[2]) ?? "1900-01-01",
    sex: sexOf(dmg?.[3]) ?? "U",
    secondaryIds: person && references(person),
    contact: per && contactOf(per),
    facts: patientFacts(pat),
  };
}

const NAMED_REFERENCES = new Set(["G1", "9F", "F8", "X4", "EA", "D9"]);

function readClaim(loop: Loop, context: ReadContext): Claim837P | undefined {
  const holder = loop.parent;
  if (!holder) return undefined;
  const isPatient = holder.node.id === "2000C";
  const subscriberLoop = isPatient ? holder.parent : holder;
  const billingLoop = subscriberLoop?.parent;
  if (!subscriberLoop || !billingLoop) return undefined;
  const clm = loop.segments[0] as Segment;
  const component = context.delimiters.component;
  const place = (clm[5] ?? "").split(component);
  const pickUp = child(loop, "2310E");
  const dropOff = child(loop, "2310F");
  const rendering = child(loop, "2310B");
  const facility = child(loop, "2310C");
  const supervising = child(loop, "2310D");
  const cr2 = first(loop, "CR2");
  return {
    billingProvider: shared(context, billingLoop, readBillingProvider),
    ...shared(context, subscriberLoop, readCoverage),
    patient: isPatient ? shared(context, holder, readPatient) : undefined,
    id: clm[1] ?? "",
    charge: centsOf(clm[2]),
    placeOfService: place[0] ?? "",
    frequency: place[2] ?? "",
    providerSignatureOnFile: clm[6] === "Y",
    assignment: clm[7] === "B" || clm[7] === "C" ? clm[7] : "A",
    benefitsAssigned: clm[8] === "N" || clm[8] === "W" ? clm[8] : "Y",
    releaseOfInformation: clm[9] === "I" ? "I" : "Y",
    patientSignatureSource: opt(clm[10]),
    relatedCauses: relatedCauses(clm[11], component),
    specialProgram: opt(clm[12]),
    delayReason: opt(clm[20]),
    dates: readDates(loop),
    attachments: attachmentsOf(loop),
    contract: contractOf(loop),
    patientPaid: amountOf(loop, "F5"),
    priorAuthorization: refValue(loop, "G1"),
    referralNumber: refValue(loop, "9F"),
    originalClaimNumber: refValue(loop, "F8"),
    clia: refValue(loop, "X4"),
    medicalRecordNumber: refValue(loop, "EA"),
    clearinghouseTrace: refValue(loop, "D9"),
    references: references(loop, NAMED_REFERENCES),
    fileInformation: some(all(loop, "K3").map((k3) => k3[1] ?? "")),
    notes: some(all(loop, "NTE").map((nte) => ({ qualifier: nte[1] ?? "", text: nte[2] ?? "" }))),
    ambulance: ambulanceOf(loop),
    spinalManipulation: cr2 && { condition: cr2[8] ?? "", description: opt(cr2[10]), description2: opt(cr2[11]) },
    conditions: conditionsOf(loop),
    ...readHealthCodes(loop, component),
    pricing: repricingOf(loop),
    referringProviders: some(children(loop, "2310A").map(referringOf)),
    renderingProvider: rendering && providerOf(rendering),
    serviceFacility: facility && facilityOf(facility),
    supervisingProvider: supervising && providerOf(supervising),
    ambulancePickUp: pickUp && addressOf(pickUp),
    ambulanceDropOff: dropOff && stopOf(dropOff),
    otherSubscribers: some(children(loop, "2320").map(readOtherSubscriber)),
    lines: children(loop, "2400").map((line) => readLine(line, component)),
  };
}

function relatedCauses(text: string | undefined, component: string): Claim837P["relatedCauses"] {
  if (!text) return undefined;
  const parts = text.split(component);
  return {
    causes: parts.slice(0, 3).filter((part) => part !== ""),
    state: opt(parts[3]),
    country: opt(parts[4]),
  };
}
