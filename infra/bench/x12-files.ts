import { npiCheckDigit } from "@practicum/kernel/npi";
import type { ClaimPayment835, Remittance835 } from "@practicum/x12/835/types";
import type { Claim837P, Transaction837P } from "@practicum/x12/837p/types";
import type { Interchange } from "@practicum/x12/types";

const ENVELOPE = {
  interchange: {
    senderQualifier: "ZZ",
    senderId: "BENCH",
    receiverQualifier: "ZZ",
    receiverId: "BENCH",
    date: "2026-11-20",
    time: "08:00",
    controlNumber: 1,
    usage: "T",
  },
  group: { senderCode: "BENCH", receiverCode: "BENCH", date: "2026-11-20", time: "08:00", controlNumber: 1 },
} as const;

function npi(index: number): string {
  const nine = `1${String(index).padStart(8, "0")}`;
  return nine + npiCheckDigit(nine);
}

/** Claims of one practice, each for another patient: three lines, two diagnoses. */
export function professionalClaims(count: number): Interchange<Transaction837P> {
  const billingProvider = {
    name: { kind: "organization", name: "BENCH FAMILY PRACTICE" },
    npi: npi(1),
    address: { line1: "100 MAIN ST", city: "SAN DIEGO", state: "CA", zip: "921010001" },
    taxId: { qualifier: "EI", value: "330000001" },
    taxonomy: "207Q00000X",
  } as const;
  const claims = Array.from({ length: count }, (_, at): Claim837P => ({
    billingProvider,
    subscriber: {
      responsibility: "P",
      groupNumber: `G${at % 97}`,
      filingIndicator: "HM",
      name: { kind: "person", last: `FAMILY${at}`, first: "GIVEN", middle: "M" },
      memberId: `M${String(at).padStart(9, "0")}`,
      address: { line1: `${at} ELM ST`, city: "SAN DIEGO", state: "CA", zip: "92103" },
      birthDate: "1970-05-17",
      sex: at % 2 === 0 ? "F" : "M",
    },
    payer: { name: "BENCH HEALTH PLAN", id: { qualifier: "PI", value: "BENCH1" } },
    id: `C${at}`,
    charge: 21_550,
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
    renderingProvider: {
      name: { kind: "person", last: "DOCTOR", first: "RENDERING" },
      npi: npi(2 + (at % 4)),
      taxonomy: "207Q00000X",
    },
    lines: [
      { code: "99213", charge: 14_000, modifiers: ["25"] },
      { code: "83036", charge: 4_500, modifiers: ["QW"] },
      { code: "36416", charge: 3_050, modifiers: [] },
    ].map((line, position) => ({
      procedure: { qualifier: "HC", code: line.code, modifiers: line.modifiers },
      charge: line.charge,
      unit: "UN",
      quantity: 1,
      diagnosisPointers: [1, 2],
      serviceDates: { from: "2026-11-18", to: "2026-11-18" },
      controlNumber: `C${at}-${position + 1}`,
      clia: line.code === "83036" ? "05D0000001" : undefined,
    })),
  }));
  return {
    ...ENVELOPE,
    transactions: [
      {
        controlNumber: "0001",
        purpose: "00",
        referenceId: "BENCH",
        date: "2026-11-20",
        time: "08:00",
        kind: "CH",
        submitter: {
          name: { kind: "organization", name: "BENCH FAMILY PRACTICE" },
          id: "BENCH",
          contacts: [{ name: "BILLING", phone: "6195550100" }],
        },
        receiver: { name: "BENCH HEALTH PLAN", id: "BENCH1" },
        claims,
      },
    ],
  };
}

/** A remittance that balances: three lines a claim, the first with a copay. */
export function remittanceOf(count: number): Interchange<Remittance835> {
  const claims = Array.from({ length: count }, (_, at): ClaimPayment835 => ({
    group: 1,
    id: `C${at}`,
    status: "1",
    charge: 21_550,
    paid: 11_000,
    patientResponsibility: 2_000,
    filingIndicator: "HM",
    payerClaimNumber: `P${at}`,
    facilityType: "11",
    frequency: "1",
    adjustments: [],
    patient: {
      name: { kind: "person", last: `FAMILY${at}`, first: "GIVEN" },
      id: { qualifier: "MI", value: `M${at}` },
    },
    renderingProvider: {
      name: { kind: "person", last: "DOCTOR", first: "RENDERING" },
      id: { qualifier: "XX", value: npi(2) },
    },
    received: "2026-11-19",
    lines: [
      { code: "99213", charge: 14_000, paid: 7_500, contractual: 4_500, copay: 2_000 },
      { code: "83036", charge: 4_500, paid: 2_000, contractual: 2_500, copay: 0 },
      { code: "36416", charge: 3_050, paid: 1_500, contractual: 1_550, copay: 0 },
    ].map((line, position) => ({
      procedure: { qualifier: "HC", code: line.code },
      charge: line.charge,
      paid: line.paid,
      quantity: 1,
      serviceDates: { from: "2026-11-18", to: "2026-11-18" },
      adjustments: [
        { group: "CO", reason: "45", amount: line.contractual },
        ...(line.copay > 0 ? [{ group: "PR", reason: "3", amount: line.copay }] : []),
      ],
      controlNumber: `C${at}-${position + 1}`,
      amounts: [{ qualifier: "B6", amount: line.paid + line.copay }],
    })),
  }));
  const address = { line1: "1 PAYER PLAZA", city: "SAN DIEGO", state: "CA", zip: "921010001" };
  return {
    ...ENVELOPE,
    transactions: [
      {
        controlNumber: "0001",
        payment: { handling: "I", amount: 11_000 * count, creditDebit: "C", method: "CHK", date: "2026-11-20" },
        trace: { number: "BENCH1", payerId: "1330000002" },
        payer: { name: "BENCH HEALTH PLAN", address, technicalContacts: [{ name: "EDI", phone: "8005550100" }] },
        payee: { name: "BENCH FAMILY PRACTICE", id: { qualifier: "XX", value: npi(1) } },
        claims,
        providerAdjustments: [],
      },
    ],
  };
}
