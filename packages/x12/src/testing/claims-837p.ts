import fc from "fast-check";
import type { ServiceLine837P } from "../837p/line-types.ts";
import type { Provider837P } from "../837p/part-types.ts";
import type {
  BillingProvider,
  Claim837P,
  OtherSubscriber837P,
  Patient837P,
  Subscriber837P,
  Transaction837P,
} from "../837p/types.ts";
import type { Adjustment } from "../types.ts";
import {
  address,
  birthday,
  cents,
  code,
  contact,
  day,
  digits,
  hcpcs,
  list,
  maybe,
  npi,
  organization,
  person,
  procedure,
  quantity,
  range,
  reference,
  references,
  text,
  transactionHeader,
} from "./arbitraries.ts";

const taxonomy = code("207Q00000X", "363LF0000X", "363A00000X");

const billingProvider: fc.Arbitrary<BillingProvider> = fc.record({
  name: fc.oneof(organization, person),
  npi,
  address: address(9),
  taxId: fc.record({ qualifier: fc.constantFrom("EI" as const, "SY" as const), value: digits(9) }),
  taxonomy: maybe(taxonomy),
  secondaryIds: references("0B", "1G"),
  contacts: list(contact, 2),
  payToAddress: maybe(address()),
});

const provider: fc.Arbitrary<Provider837P> = fc.record({
  name: person,
  npi: maybe(npi),
  secondaryIds: references("0B", "1G", "G2"),
});
const rendering: fc.Arbitrary<Provider837P> = fc
  .tuple(provider, maybe(taxonomy))
  .map(([one, its]) => ({ ...one, taxonomy: its }));
const referring = fc
  .tuple(provider, fc.constantFrom("DN" as const, "P3" as const))
  .map(([one, role]) => ({ ...one, role }));
const ordering = fc
  .tuple(provider, maybe(address()), maybe(contact))
  .map(([one, where, who]) => ({ ...one, address: where, contact: who }));
const facility = fc.record({
  name: text(50),
  npi: maybe(npi),
  address: address(9),
  secondaryIds: references("0B", "G2", "LU"),
  contact: maybe(contact),
});

const weight = fc.integer({ min: 1, max: 20_000 }).map((n) => n / 10);
const subscriber: fc.Arbitrary<Subscriber837P> = fc
  .record({
    responsibility: fc.constant("P"),
    groupNumber: maybe(text(20)),
    groupName: maybe(text(30)),
    filingIndicator: code("CI", "HM", "MC", "12"),
    name: person,
    memberId: text(20, 2),
    address: address(),
    birthDate: birthday,
    sex: fc.constantFrom("F" as const, "M" as const, "U" as const),
    secondaryIds: references("SY", "Y4"),
    patientFacts: maybe(fc.record({ weightPounds: weight, pregnant: maybe(fc.constant(true)), deathDate: maybe(day) })),
  })
  .map((one) => (one.patientFacts?.pregnant && one.sex === "M" ? { ...one, sex: "F" as const } : one));

const patient: fc.Arbitrary<Patient837P> = fc.record({
  relationship: code("01", "19", "G8"),
  name: person,
  address: address(),
  birthDate: birthday,
  sex: fc.constantFrom("F" as const, "M" as const, "U" as const),
  secondaryIds: references("Y4"),
  contact: maybe(contact),
});

/** Sorted by group, as the writer puts them. */
const adjustments = fc
  .array(
    fc.record({
      group: code("CO", "OA", "PI"),
      reason: code("45", "97", "23"),
      amount: cents,
      quantity: maybe(quantity),
    }),
    { minLength: 1, maxLength: 7 },
  )
  .map((all) => all.toSorted((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0)));

const other: fc.Arbitrary<OtherSubscriber837P> = fc.record({
  responsibility: fc.constant("S"),
  relationship: code("18", "01", "19"),
  groupNumber: maybe(text(20)),
  filingIndicator: code("CI", "12"),
  benefitsAssigned: fc.constantFrom("Y" as const, "N" as const, "W" as const),
  patientSignatureSource: maybe(fc.constant("P")),
  releaseOfInformation: fc.constantFrom("Y" as const, "I" as const),
  outpatient: maybe(
    fc.record({ payableAmount: cents, remarks: list(code("MA01", "MA18", "N30"), 5), esrdAmount: maybe(cents) }),
  ),
  name: fc.oneof(person, organization),
  memberId: text(20, 2),
  address: maybe(address()),
  payer: fc.record({
    name: text(40),
    id: fc.record({ qualifier: code("PI", "XV"), value: fc.constant("OTHER1") }),
    address: maybe(address()),
    adjudicationDate: day,
    claimNumber: maybe(text(20)),
    priorAuthorization: maybe(text(20)),
    referralNumber: maybe(text(20)),
    secondaryIds: references("2U", "FY"),
  }),
  providerIds: maybe(
    fc
      .array(reference("G2"), { minLength: 1, maxLength: 2 })
      .map((ids) => [{ role: "82", kind: "person" as const, ids }]),
  ),
});

const line: fc.Arbitrary<ServiceLine837P> = fc.record({
  procedure,
  charge: cents,
  unit: fc.constantFrom("UN" as const, "MJ" as const),
  quantity,
  placeOfService: maybe(code("11", "12", "22")),
  diagnosisPointers: fc.constant([1]),
  emergency: maybe(fc.constant(true)),
  epsdt: maybe(fc.constant(true)),
  familyPlanning: maybe(fc.constant(true)),
  copayExempt: maybe(fc.constant(true)),
  durableEquipment: maybe(
    fc.record({
      procedure: fc.record({ qualifier: fc.constant("HC"), code: hcpcs }),
      days: fc.integer({ min: 1, max: 99 }),
      rentalPrice: cents,
      purchasePrice: cents,
      rentalUnit: code("1", "4", "6"),
    }),
  ),
  attachments: list(
    fc.oneof(
      fc.record({ type: code("OZ", "B4"), transmission: fc.constant("AA"), controlNumber: maybe(text(20, 2)) }),
      fc.record({ type: code("OZ", "B4"), transmission: code("BM", "FX"), controlNumber: text(20, 2) }),
      fc.record({ type: fc.constant("CT"), transmission: code("AB", "NS") }),
    ),
    2,
  ),
  equipmentCertification: maybe(fc.record({ type: code("I", "R", "S"), months: fc.integer({ min: 1, max: 99 }) })),
  serviceDates: range,
  dates: maybe(fc.record({ prescription: day, lastSeen: maybe(day), testHemoglobin: maybe(day) })),
  ambulancePatients: maybe(fc.integer({ min: 1, max: 9 })),
  obstetricUnits: maybe(fc.integer({ min: 1, max: 9 })),
  measurements: list(fc.record({ reference: code("OG", "TR"), qualifier: code("HT", "R1", "R4"), value: quantity }), 3),
  controlNumber: maybe(text(20)),
  priorAuthorization: maybe(text(20)),
  referralNumber: maybe(text(20)),
  clia: maybe(digits(7).map((number) => `05D${number}`)),
  references: maybe(
    fc
      .tuple(references("9B", "9D", "EW", "F4", "BT"), maybe(text(15)))
      .map(([some, of]) => [
        ...(some ?? []),
        ...(of ? [{ qualifier: "G1", value: "AUTH", payerId: of }] : [{ qualifier: "BT", value: "LOT" }]),
      ])
      .filter((all) => new Set(all.map((one) => one.qualifier)).size === all.length),
  ),
  salesTax: maybe(cents),
  postage: maybe(cents),
  notes: maybe(fc.record({ qualifier: code("ADD", "DCP"), text: text(70) }).map((note) => [note])),
  purchasedService: maybe(fc.record({ providerId: text(20), charge: cents })),
  drug: maybe(
    fc.record({
      qualifier: fc.constant("N4"),
      code: digits(11),
      quantity,
      unit: code("ML", "UN", "GR"),
      prescription: maybe(reference("XZ", "VY")),
    }),
  ),
  renderingProvider: maybe(rendering),
  serviceFacility: maybe(facility.map((site) => ({ ...site, contact: undefined }))),
  supervisingProvider: maybe(provider),
  orderingProvider: maybe(ordering),
  referringProviders: list(referring, 2),
  forms: list(
    fc.record({
      qualifier: code("AS", "UT"),
      code: code("01.02", "04.03"),
      answers: fc.array(fc.record({ question: code("1", "2A"), yesNo: code("Y", "N"), text: maybe(text(20)) }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    2,
  ),
});

/** A claim without the people it belongs to: claims share these. */
type LooseClaim = Omit<Claim837P, "billingProvider" | "subscriber">;

const claim: fc.Arbitrary<LooseClaim> = fc.record({
  payer: fc.record({
    name: text(40),
    id: fc.record({ qualifier: code("PI", "XV"), value: text(20, 2) }),
    address: maybe(address()),
    secondaryIds: references("2U", "EI", "NF"),
    billingProviderIds: references("G2", "LU"),
  }),
  id: text(20),
  charge: cents,
  placeOfService: code("11", "12", "22", "81"),
  frequency: code("1", "7", "8"),
  providerSignatureOnFile: fc.boolean(),
  assignment: fc.constantFrom("A" as const, "B" as const, "C" as const),
  benefitsAssigned: fc.constantFrom("Y" as const, "N" as const, "W" as const),
  releaseOfInformation: fc.constantFrom("Y" as const, "I" as const),
  patientSignatureSource: maybe(fc.constant("P")),
  relatedCauses: maybe(
    fc.record({
      causes: fc.uniqueArray(code("AA", "EM", "OA"), { minLength: 1, maxLength: 2 }),
      state: fc.constant("CA"),
    }),
  ),
  delayReason: maybe(code("1", "11", "15")),
  dates: fc.record({
    accident: day,
    onset: maybe(day),
    admission: maybe(day),
    disability: maybe(fc.record({ from: maybe(day), to: fc.constant("2026-11-19") })),
    assumedCare: maybe(day),
  }),
  contract: maybe(fc.record({ type: code("01", "05"), amount: maybe(cents), percent: maybe(quantity) })),
  patientPaid: maybe(cents),
  priorAuthorization: maybe(text(20)),
  referralNumber: maybe(text(20)),
  originalClaimNumber: text(20),
  clia: maybe(digits(7).map((number) => `05D${number}`)),
  medicalRecordNumber: maybe(text(20)),
  clearinghouseTrace: maybe(text(20)),
  references: references("4N", "F5", "EW", "9A", "9C", "LX", "P4", "1J"),
  fileInformation: list(text(60), 2),
  notes: maybe(fc.record({ qualifier: code("ADD", "CER"), text: text(70) }).map((note) => [note])),
  ambulance: maybe(
    fc.record({
      weightPounds: maybe(quantity),
      reason: code("A", "B"),
      miles: quantity,
      stretcherPurpose: maybe(text(30)),
    }),
  ),
  spinalManipulation: maybe(fc.record({ condition: code("A", "C"), description: maybe(text(30)) })),
  conditions: maybe(fc.boolean().map((applies) => [{ category: "07", applies, codes: ["01", "04"] }])),
  diagnoses: fc
    .uniqueArray(fc.stringMatching(/^[A-T][0-9][0-9A-Z]{1,5}$/), { minLength: 1, maxLength: 12 })
    .map((codes) => codes.map((its, at) => ({ qualifier: at === 0 ? "ABK" : "ABF", code: its }))),
  anesthesiaProcedures: list(digits(5), 2),
  conditionCodes: list(code("AA", "AB", "17"), 14),
  referringProviders: list(referring, 2),
  renderingProvider: maybe(rendering),
  serviceFacility: maybe(facility),
  supervisingProvider: maybe(provider),
  ambulancePickUp: maybe(address()),
  ambulanceDropOff: maybe(fc.tuple(address(), maybe(text(20))).map(([where, name]) => ({ ...where, name }))),
  otherSubscribers: maybe(other.map((one) => [one])),
  // A line may have no number; two lines never have the same one.
  lines: fc.uniqueArray(line, { minLength: 1, maxLength: 4, selector: (one) => one.controlNumber ?? one }),
});

/** Makes a generated claim add up: totals, other payer's amounts, dates. */
function balanced(one: LooseClaim, secondary: boolean, decided: readonly Adjustment[]): LooseClaim {
  const lines = one.lines.map((its): ServiceLine837P => {
    if (!one.otherSubscribers || !secondary) return its;
    const adjusted = decided.reduce((sum, each) => sum + each.amount, 0);
    return {
      ...its,
      charge: its.charge + adjusted,
      adjudications: [
        {
          payerId: "OTHER1",
          paid: its.charge,
          procedure: { qualifier: "HC", code: its.procedure.code },
          quantity: its.quantity,
          adjustments: decided,
          date: "2026-11-01",
        },
      ],
    };
  });
  const charge = lines.reduce((sum, each) => sum + each.charge, 0);
  const paid = one.lines.reduce((sum, each) => sum + each.charge, 0);
  const others = one.otherSubscribers?.map((each) =>
    secondary ? { ...each, paid } : { ...each, payer: { ...each.payer, adjudicationDate: undefined } },
  );
  return { ...one, lines, charge, otherSubscribers: others };
}

/** One to four claims: of subscribers who are the patients, and of dependents; neighbours may share people. */
export const transaction837P: fc.Arbitrary<Transaction837P> = fc
  .record({
    ...transactionHeader,
    purpose: code("00", "18"),
    kind: fc.constantFrom("CH" as const, "RP" as const),
    submitter: fc.record({
      name: organization,
      id: text(20, 2),
      contacts: fc.array(contact, { minLength: 1, maxLength: 2 }),
    }),
    receiver: fc.record({ name: text(40), id: text(20, 2) }),
    providers: fc.array(billingProvider, { minLength: 1, maxLength: 2 }),
    subscribers: fc.array(subscriber, { minLength: 1, maxLength: 2 }),
    claims: fc.array(fc.tuple(claim, maybe(patient), fc.nat(1), fc.nat(1), fc.boolean(), adjustments), {
      minLength: 1,
      maxLength: 4,
    }),
  })
  .map(({ providers, subscribers, claims, ...rest }) => ({
    ...rest,
    claims: claims.map(([one, dependent, providerAt, subscriberAt, secondary, decided], at) => {
      const base = subscribers[subscriberAt % subscribers.length] as Subscriber837P;
      return {
        ...balanced(one, secondary, decided),
        id: `${one.id.slice(0, 15)}-${at}`,
        billingProvider: providers[providerAt % providers.length] as BillingProvider,
        subscriber: dependent ? { ...base, patientFacts: undefined } : base,
        patient: dependent,
      };
    }),
  }));
