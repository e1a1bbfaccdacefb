import fc from "fast-check";
import type { Transaction277CA } from "../277ca/types.ts";
import type {
  StatusInformation,
  StatusInquiry,
  StatusResponse,
  Transaction276,
  Transaction277,
} from "../status/types.ts";
import {
  anyName,
  birthday,
  cents,
  code,
  day,
  digits,
  list,
  maybe,
  memberId,
  npiId,
  organization,
  payerId,
  person,
  plainProcedure,
  quantity,
  range,
  references,
  sex,
  sharing,
  text,
  transactionHeader,
} from "./arbitraries.ts";

const status: fc.Arbitrary<StatusInformation> = fc.record({
  codes: fc.array(
    fc.record({ category: code("F1", "F2", "P1"), status: code("65", "88", "20"), entity: maybe(code("PR", "IL")) }),
    { minLength: 1, maxLength: 3 },
  ),
  date: day,
  charge: cents,
  paid: maybe(cents),
  adjudicationDate: maybe(day),
  paymentDate: maybe(day),
  paymentNumber: maybe(text(15)),
});
const statuses = fc.array(status, { minLength: 1, maxLength: 2 });
const shortStatuses = fc.array(
  status.map(({ codes, date }) => ({ codes, date })),
  { minLength: 1, maxLength: 2 },
);
const payer = fc.record({ name: organization, id: payerId });
const submitter = fc.record({
  name: organization,
  id: fc.record({ qualifier: fc.constant("46"), value: text(20, 2) }),
});
const billing = fc.record({ name: anyName, id: npiId });
const statusLine = {
  procedure: plainProcedure,
  charge: cents,
  revenueCode: maybe(digits(4)),
  quantity,
  controlNumber: maybe(text(20)),
  serviceDates: range,
};
const statusInquiry: fc.Arbitrary<StatusInquiry> = fc.record({
  payer,
  receiver: submitter,
  provider: billing,
  subscriber: fc.record({ name: person, id: memberId, birthDate: birthday, sex: maybe(sex) }),
  dependent: maybe(fc.record({ name: person, birthDate: birthday, sex: maybe(sex) })),
  trace: text(20),
  references: references("1K", "EJ", "BLT", "EA"),
  charge: maybe(cents),
  serviceDates: maybe(range),
  lines: list(fc.record(statusLine), 2),
});
export const transaction276: fc.Arbitrary<Transaction276> = fc.record({
  ...transactionHeader,
  inquiries: sharing(statusInquiry, ["payer", "receiver", "provider"]),
});

const statusResponse: fc.Arbitrary<StatusResponse> = fc.oneof(
  fc.record({ payer, receiver: submitter, receiverStatus: fc.record({ trace: text(20), statuses: shortStatuses }) }),
  fc.record({
    payer,
    receiver: submitter,
    provider: billing,
    providerStatus: fc.record({ trace: text(20), statuses: shortStatuses }),
  }),
  fc.record({
    payer,
    receiver: submitter,
    provider: billing,
    subscriber: fc.record({ name: person, id: memberId }),
    dependent: maybe(fc.record({ name: person })),
    claim: fc.record({
      trace: text(20),
      statuses,
      references: references("1K", "EJ", "BLT"),
      serviceDates: maybe(range),
      lines: list(fc.record({ ...statusLine, paid: cents, statuses }), 2),
    }),
  }),
);
export const transaction277: fc.Arbitrary<Transaction277> = fc.record({
  ...transactionHeader,
  responses: sharing(statusResponse, ["payer", "receiver"]),
});

const ackCodes = (...entities: string[]) =>
  fc.array(
    fc.record({ category: code("A1", "A2", "A7"), status: code("19", "20", "562"), entity: maybe(code(...entities)) }),
    { minLength: 1, maxLength: 3 },
  );
const ackStatuses = (...entities: string[]) =>
  fc.array(fc.record({ codes: ackCodes(...entities), date: day, action: code("WQ", "U"), charge: cents }), {
    minLength: 1,
    maxLength: 2,
  });
const providerStatuses = fc.array(fc.record({ codes: ackCodes("PR", "85"), action: code("WQ", "U"), charge: cents }), {
  minLength: 1,
  maxLength: 2,
});
const lineStatuses = fc.array(fc.record({ codes: ackCodes("82", "DN"), date: day, action: fc.constant("U") }), {
  minLength: 1,
  maxLength: 2,
});
const claimStatuses = fc
  .tuple(ackStatuses("PR", "85", "QC"), maybe(text(60)))
  .map(([all, message]) => all.map((one) => ({ ...one, message })));
const totals = maybe(fc.record({ acceptedCount: fc.integer({ min: 1, max: 99 }), acceptedAmount: maybe(cents) }));
export const transaction277CA: fc.Arbitrary<Transaction277CA> = fc.record({
  ...transactionHeader,
  source: fc.record({ role: fc.constantFrom("PR" as const, "AY" as const), name: organization, id: payerId }),
  sourceTrace: text(20),
  receivedOn: day,
  processedOn: day,
  receiver: fc.record({
    name: anyName.map((name) => (name.kind === "person" ? { ...name, suffix: undefined } : name)),
    id: fc.record({ qualifier: fc.constant("46"), value: text(20, 2) }),
    trace: text(20),
    statuses: ackStatuses("PR", "41"),
    totals,
    providers: fc.array(
      fc
        .record({
          name: anyName,
          id: npiId,
          trace: maybe(text(10)),
          statuses: maybe(providerStatuses),
          secondaryIds: references("0B", "G2"),
          totals,
          claims: fc.array(
            fc.record({
              patient: fc.record({ name: person, id: memberId }),
              claimId: text(20),
              statuses: claimStatuses,
              payerClaimNumber: maybe(text(20)),
              references: references("D9", "BLT"),
              serviceDates: range,
              lines: list(fc.record({ ...statusLine, statuses: lineStatuses }), 2),
            }),
            { minLength: 1, maxLength: 3 },
          ),
        })
        .map((one) =>
          one.trace === undefined || one.statuses === undefined
            ? { ...one, trace: undefined, statuses: undefined, secondaryIds: undefined, totals: undefined }
            : one,
        ),
      { maxLength: 3 },
    ),
  }),
});
