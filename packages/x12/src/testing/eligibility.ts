import fc from "fast-check";
import type {
  Benefit271,
  EligibilityInquiry,
  EligibilityPerson,
  EligibilityResponse,
  InformationReceiver,
  Transaction270,
  Transaction271,
} from "../eligibility/types.ts";
import {
  address,
  anyName,
  birthday,
  cents,
  code,
  contact,
  digits,
  list,
  maybe,
  memberId,
  npi,
  npiId,
  organization,
  payerId,
  person,
  plainProcedure,
  range,
  references,
  sex,
  sharing,
  text,
  transactionHeader,
} from "./arbitraries.ts";

const source = fc.record({ role: code("PR", "P5"), name: organization, id: payerId });
const receiver: fc.Arbitrary<InformationReceiver> = fc.record({
  role: fc.constant("1P"),
  name: anyName,
  id: npiId,
  secondaryIds: references("EO", "N5", "TJ"),
  address: maybe(address()),
  provider: maybe(fc.record({ role: code("BI", "PE"), taxonomy: fc.constant("207Q00000X") })),
});
const traces = list(fc.record({ type: fc.constant("1"), number: text(20), originatorId: digits(10) }), 2);
const eligibilityPerson = (isDependent: boolean): fc.Arbitrary<EligibilityPerson> =>
  fc.record({
    name: person,
    ...(isDependent ? {} : { id: memberId }),
    references: references("18", "6P", "EJ", "SY"),
    address: maybe(address()),
    birthDate: birthday,
    sex: maybe(sex),
    relationship: maybe(isDependent ? code("01", "19") : fc.constant("18")),
    provider: maybe(fc.record({ role: fc.constant("PE"), idQualifier: fc.constant("HPI"), id: npi })),
    diagnoses: maybe(
      fc.constant([
        { qualifier: "ABK", code: "E1165" },
        { qualifier: "ABF", code: "I10" },
      ]),
    ),
  });
const dates = (...qualifiers: string[]) =>
  maybe(
    fc
      .tuple(fc.uniqueArray(code(...qualifiers), { minLength: 1, maxLength: 2 }), range)
      .map(([all, its]) => all.map((qualifier) => ({ qualifier, ...its }))),
  );

const inquiry: fc.Arbitrary<EligibilityInquiry> = fc.record({
  source,
  receiver,
  subscriber: eligibilityPerson(false),
  dependent: maybe(eligibilityPerson(true)),
  traces,
  dates: dates("291", "102"),
  requests: fc.array(
    fc.record({
      serviceTypes: fc.uniqueArray(code("30", "98", "UC", "88"), { minLength: 1, maxLength: 3 }),
      procedure: maybe(plainProcedure),
      coverageLevel: maybe(fc.constant("FAM")),
      dates: maybe(range),
      spendDown: maybe(cents),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});

export const transaction270: fc.Arbitrary<Transaction270> = fc.record({
  ...transactionHeader,
  purpose: code("13", "01"),
  transactionType: maybe(fc.constant("RT")),
  inquiries: sharing(inquiry, ["source", "receiver"]),
});

const rejection = fc.record({ valid: fc.boolean(), reason: code("72", "75", "42"), followUp: code("C", "N", "R") });
const benefit: fc.Arbitrary<Benefit271> = fc.record({
  kind: code("1", "6", "B", "C", "L", "R"),
  coverageLevel: maybe(code("IND", "FAM")),
  serviceTypes: maybe(fc.uniqueArray(code("30", "98", "UC", "MH"), { minLength: 1, maxLength: 4 })),
  insuranceType: maybe(code("HM", "MC")),
  planDescription: maybe(text(40)),
  period: maybe(code("23", "27", "29")),
  amount: maybe(cents),
  percent: maybe(fc.constantFrom(0.2, 0.15, 1)),
  authorizationRequired: maybe(code("Y", "N", "U")),
  inNetwork: maybe(code("Y", "N", "W")),
  procedure: maybe(plainProcedure),
  diagnosisPointers: list(fc.integer({ min: 1, max: 8 }), 4),
  delivery: maybe(fc.constant([{ 1: "VS", 2: "12", 5: "21", 6: "1" }])),
  references: references("18", "6P", "G1"),
  dates: dates("348", "349", "290"),
  rejections: list(
    rejection.map((one) => ({ ...one, reason: "70" })),
    2,
  ),
  messages: list(text(60), 3),
  additional: list(fc.record({ qualifier: fc.constant("ZZ"), code: code("11", "22") }), 2),
  entities: list(
    fc.record({
      role: code("P3", "PR", "IL"),
      name: anyName,
      id: maybe(npiId),
      address: maybe(address()),
      contacts: list(contact, 2),
      provider: maybe(
        fc.record({ role: fc.constant("PC"), idQualifier: fc.constant("PXC"), id: fc.constant("207Q00000X") }),
      ),
    }),
    2,
  ),
});
const answerPerson = (isDependent: boolean) =>
  fc.tuple(eligibilityPerson(isDependent), list(rejection, 2)).map(([one, rejections]) => ({ ...one, rejections }));
const receiver271 = receiver.map(({ address: _address, ...rest }) => rest);
const response: fc.Arbitrary<EligibilityResponse> = fc.oneof(
  fc.record({
    source: fc.tuple(source, list(contact, 2)).map(([one, contacts]) => ({ ...one, contacts })),
    sourceRejections: fc.array(
      rejection.map((one) => ({ ...one, reason: "42" })),
      { minLength: 1, maxLength: 2 },
    ),
    benefits: fc.constant([]),
  }),
  fc.record({
    source,
    receiver: receiver271,
    receiverRejections: fc.array(
      rejection.map((one) => ({ ...one, reason: "51" })),
      { minLength: 1, maxLength: 2 },
    ),
    benefits: fc.constant([]),
  }),
  fc
    .record({
      source,
      receiver: receiver271,
      subscriber: answerPerson(false),
      dependent: maybe(answerPerson(true)),
      traces,
      dates: dates("346", "347", "291"),
      benefits: fc.array(benefit, { minLength: 1, maxLength: 3 }),
    })
    // With a dependent the subscriber is only the way to the answer.
    .map((one) => (one.dependent ? { ...one, subscriber: { ...one.subscriber, rejections: undefined } } : one)),
);
export const transaction271: fc.Arbitrary<Transaction271> = fc.record({
  ...transactionHeader,
  purpose: code("11", "06"),
  responses: sharing(response, ["source"]).map((all) =>
    all.map((one) => (one.receiver ? { ...one, sourceRejections: undefined } : one)),
  ),
});
