import fc from "fast-check";
import type { Enrollment834, Member834 } from "../834/types.ts";
import type { Ack999 } from "../999/types.ts";
import {
  address,
  anyName,
  birthday,
  cents,
  code,
  day,
  digits,
  list,
  maybe,
  npiId,
  person,
  references,
  sex,
  text,
  time,
} from "./arbitraries.ts";

const position = fc.integer({ min: 1, max: 20 });
export const ack999: fc.Arbitrary<Ack999> = fc
  .array(
    fc.record({
      transactionCode: code("837", "270"),
      controlNumber: digits(4),
      version: maybe(fc.constant("005010X222A1")),
      segmentErrors: fc.array(
        fc.record({
          segmentId: code("NM1", "CLM", "HI"),
          position: fc.integer({ min: 1, max: 9999 }),
          loop: maybe(code("2300", "2010")),
          code: code("3", "8", "I7"),
          contexts: list(fc.record({ name: fc.constant("CLM01"), value: text(20) }), 2),
          elementErrors: fc.array(
            fc.record({
              elementPosition: position,
              componentPosition: maybe(position),
              elementNumber: maybe(fc.integer({ min: 1, max: 1700 })),
              code: code("1", "5", "I10"),
              badValue: maybe(text(20)),
            }),
            { maxLength: 3 },
          ),
        }),
        { maxLength: 3 },
      ),
      outcome: code("A", "R", "E"),
      errors: list(code("4", "5", "I5"), 5),
    }),
    { maxLength: 4 },
  )
  .chain((transactions) =>
    fc.record({
      controlNumber: fc.constant("0001"),
      groupCode: fc.constant("HC"),
      groupControlNumber: digits(6),
      version: fc.constant("005010X222A1"),
      transactions: fc.constant(transactions),
      outcome: transactions.some((one) => one.outcome === "R") ? code("P", "R") : code("A", "P", "R"),
      included: fc.constant(transactions.length),
      received: fc.constant(transactions.length),
      accepted: fc.constant(transactions.filter((one) => one.outcome !== "R").length),
      groupErrors: list(code("4", "5"), 5),
    }),
  );

const qualifiedDates = (...qualifiers: string[]) =>
  fc
    .uniqueArray(code(...qualifiers), { minLength: 1, maxLength: 3 })
    .map((all) => all.map((qualifier) => ({ qualifier, date: "2026-01-01" })));
const member: fc.Arbitrary<Member834> = fc
  .record({
    isSubscriber: fc.boolean(),
    relationship: fc.constant(""),
    maintenanceType: code("021", "024", "001", "030"),
    maintenanceReason: maybe(code("20", "07")),
    benefitStatus: code("A", "C"),
    medicare: maybe(fc.record({ plan: code("A", "C"), eligibilityReason: maybe(code("0", "1")) })),
    employmentStatus: maybe(code("FT", "TE")),
    studentStatus: maybe(code("F", "N")),
    handicapped: maybe(fc.boolean()),
    deathDate: maybe(day),
    birthSequence: maybe(fc.integer({ min: 1, max: 3 })),
    subscriberNumber: text(20),
    policyNumber: maybe(text(20)),
    references: references("17", "23", "DX"),
    dates: maybe(qualifiedDates("356", "357", "303", "336")),
    name: person,
    nameIsCorrection: maybe(fc.constant(true)),
    prefix: maybe(text(5)),
    id: maybe(fc.record({ qualifier: code("34", "ZZ"), value: digits(9) })),
    communications: maybe(
      fc.constant([
        { qualifier: "HP", value: "6195550100" },
        { qualifier: "EM", value: "A.B.EXAMPLE" },
      ]),
    ),
    address: maybe(address()),
    birthDate: birthday,
    sex,
    maritalStatus: maybe(code("M", "I")),
    race: list(code("A", "C"), 2),
    citizenship: maybe(code("1", "2")),
    incorrect: maybe(fc.record({ name: person, birthDate: maybe(birthday) })),
    mailingAddress: maybe(address()),
    others: list(
      fc.record({
        role: code("S3"),
        name: person,
        id: maybe(fc.record({ qualifier: fc.constant("34"), value: digits(9) })),
        address: maybe(address()),
      }),
      1,
    ),
    disabilities: list(
      fc.record({
        type: code("1", "2"),
        diagnosis: maybe(fc.record({ qualifier: fc.constant("DX"), code: text(10) })),
        dates: maybe(qualifiedDates("360", "361")),
      }),
      2,
    ),
    amounts: list(fc.record({ qualifier: code("P3", "C1"), amount: cents }), 2),
    coverages: fc.array(
      fc.record({
        maintenanceType: code("021", "024"),
        insuranceLine: code("HMO", "DEN", "HLT"),
        planDescription: maybe(text(40)),
        coverageLevel: maybe(code("EMP", "FAM")),
        lateEnrollment: maybe(fc.boolean()),
        dates: qualifiedDates("348", "303"),
        amounts: list(fc.record({ qualifier: code("P3", "C1"), amount: cents }), 2),
        references: references("1L", "17", "CE"),
        providers: list(
          fc.record({
            role: code("P3", "FA"),
            name: anyName,
            id: maybe(npiId),
            patientRelationship: code("25", "26"),
            address: maybe(address()),
            change: maybe(fc.record({ action: fc.constant("2"), date: day, reason: code("14", "22") })),
          }),
          2,
        ),
        otherCoverages: list(
          fc.record({
            responsibility: code("P", "U"),
            policyNumber: maybe(text(20)),
            coordination: code("1", "6"),
            serviceTypes: list(code("30", "35"), 3),
            references: references("6P", "SY"),
            dates: maybe(qualifiedDates("344", "345")),
            parties: list(
              fc.record({
                role: code("IN", "36"),
                name: text(20),
                id: maybe(fc.record({ qualifier: fc.constant("FI"), value: digits(9) })),
              }),
              2,
            ),
          }),
          2,
        ),
      }),
      { maxLength: 2 },
    ),
  })
  .map((one) => ({ ...one, relationship: one.isSubscriber ? "18" : "19" }));
const party = fc.record({ name: maybe(text(40)), id: fc.record({ qualifier: fc.constant("FI"), value: digits(9) }) });
export const enrollment: fc.Arbitrary<Enrollment834> = fc.record({
  controlNumber: fc.constant("0001"),
  purpose: code("00", "22"),
  referenceId: text(20),
  date: day,
  time,
  timeZone: maybe(fc.constant("PT")),
  originalReferenceId: maybe(text(20)),
  action: code("2", "4"),
  masterPolicyNumber: maybe(text(20)),
  dates: maybe(qualifiedDates("007", "303")),
  counts: list(fc.record({ qualifier: code("TO", "ET"), count: fc.nat(99) }), 2),
  sponsor: party,
  payer: party,
  brokers: list(
    fc.tuple(party, code("BO", "TV")).map(([one, role]) => ({ ...one, role })),
    2,
  ),
  members: fc.array(member, { maxLength: 4 }),
});
