import type { Claim837P, Transaction837P } from "../837p/types.ts";
import type { Interchange } from "../types.ts";

/** A plain professional claim, by hand: made up people, real form. */
export const CLAIM: Claim837P = {
  billingProvider: {
    name: { kind: "organization", name: "HARBOR FAMILY PRACTICE" },
    npi: "1234567893",
    address: { line1: "100 HARBOR DR", city: "SAN DIEGO", state: "CA", zip: "921010001" },
    taxId: { qualifier: "EI", value: "330000001" },
    taxonomy: "207Q00000X",
  },
  subscriber: {
    responsibility: "P",
    filingIndicator: "HM",
    name: { kind: "person", last: "DOE", first: "JANE" },
    memberId: "M00000001",
    address: { line1: "1 ELM ST", city: "SAN DIEGO", state: "CA", zip: "92103" },
    birthDate: "1970-05-17",
    sex: "F",
  },
  payer: { name: "CARE PLAN", id: { qualifier: "PI", value: "CARE1" } },
  id: "ACCT1",
  charge: 18_500,
  placeOfService: "11",
  frequency: "1",
  providerSignatureOnFile: true,
  assignment: "A",
  benefitsAssigned: "Y",
  releaseOfInformation: "Y",
  diagnoses: [
    { qualifier: "ABK", code: "E1165" },
    { qualifier: "ABF", code: "I10" },
  ],
  lines: [
    {
      procedure: { qualifier: "HC", code: "99213", modifiers: ["25"] },
      charge: 14_000,
      unit: "UN",
      quantity: 1,
      diagnosisPointers: [1, 2],
      serviceDates: { from: "2026-11-18", to: "2026-11-18" },
      controlNumber: "ACCT1-1",
    },
    {
      procedure: { qualifier: "HC", code: "83036", modifiers: ["QW"] },
      charge: 4_500,
      unit: "UN",
      quantity: 1,
      diagnosisPointers: [1],
      serviceDates: { from: "2026-11-18", to: "2026-11-18" },
      controlNumber: "ACCT1-2",
      clia: "05D0000001",
    },
  ],
};

export const ENVELOPE = {
  interchange: {
    senderQualifier: "ZZ",
    senderId: "HARBOR",
    receiverQualifier: "ZZ",
    receiverId: "CARE1",
    date: "2026-11-20",
    time: "08:00",
    controlNumber: 1,
    usage: "T",
  },
  group: { senderCode: "HARBOR", receiverCode: "CARE1", date: "2026-11-20", time: "08:00", controlNumber: 1 },
} as const;

export function claimFile(claims: readonly Claim837P[]): Interchange<Transaction837P> {
  return {
    ...ENVELOPE,
    transactions: [
      {
        controlNumber: "0001",
        purpose: "00",
        referenceId: "BATCH1",
        date: "2026-11-20",
        time: "08:00",
        kind: "CH",
        submitter: {
          name: { kind: "organization", name: "HARBOR FAMILY PRACTICE" },
          id: "HARBOR",
          contacts: [{ name: "BILLING", phone: "6195550100" }],
        },
        receiver: { name: "CARE PLAN", id: "CARE1" },
        claims,
      },
    ],
  };
}
