import { cents } from "@practicum/kernel/money";
import type { Claim837P } from "@practicum/x12/837p/types";
import { write837P } from "@practicum/x12/837p/write";
import type { Delimiters } from "@practicum/x12/types";
import { clearinghouseId } from "../clearinghouse/trading-partner.ts";
import type { ExchangedFile } from "../clearinghouse/exchanged-file.ts";
import { payers } from "../payer/payers.ts";

export const practice = { npi: "1990000006", taxId: "330999001" };
let control = 0;
/** The control number of the last interchange. */
export const lastControl = () => control;
/** Interchanges are numbered from 1 again: what is written then is written alike. */
export const restartControl = () => void (control = 0);

/** Of a transaction. */
export const header = { date: "2027-03-31", time: "10:00", controlNumber: "0001", referenceId: "R1" } as const;
/** Of an interchange: each has a number of its own. */
export const envelope = () => {
  control += 1;
  return {
    interchange: {
      senderQualifier: "30",
      senderId: practice.taxId,
      receiverQualifier: "ZZ",
      receiverId: clearinghouseId,
      date: "2026-11-02",
      time: "10:00",
      controlNumber: control,
      usage: "P" as const,
    },
    group: {
      senderCode: practice.taxId,
      receiverCode: clearinghouseId,
      date: "2026-11-02",
      time: "10:00",
      controlNumber: control,
    },
  };
};

/** A claim for one visit on 2026-11-02. */
export function claim(
  id: string,
  payerId: string,
  memberId: string,
  more: Partial<Claim837P> & { code?: string; price?: number; on?: string } = {},
): Claim837P {
  const { code = "99213", price = 16_600, on = "2026-11-02", ...rest } = more;
  const rules = payers.find((one) => one.electronicId === payerId);
  return {
    billingProvider: {
      name: { kind: "organization", name: "MISSION BAY FAMILY PRACTICE" },
      npi: practice.npi,
      address: { line1: "4050 GARNET AVE", city: "SAN DIEGO", state: "CA", zip: "921091234" },
      taxId: { qualifier: "EI", value: practice.taxId },
      taxonomy: "261QP2300X",
    },
    subscriber: {
      responsibility: "P",
      filingIndicator: rules?.claimFiling ?? "CI",
      name: { kind: "person", last: "LOPEZ", first: "MARIA" },
      memberId,
      address: { line1: "1 CASS ST", city: "SAN DIEGO", state: "CA", zip: "92109" },
      birthDate: "1981-03-04",
      sex: "F",
    },
    payer: { name: rules?.name.toUpperCase() ?? "UNKNOWN", id: { qualifier: "PI", value: payerId } },
    id,
    charge: cents(price),
    placeOfService: "11",
    frequency: "1",
    providerSignatureOnFile: true,
    assignment: "A",
    benefitsAssigned: "Y",
    releaseOfInformation: "Y",
    diagnoses: [{ qualifier: "ABK", code: "I10" }],
    renderingProvider: {
      name: { kind: "person", last: "ALVAREZ", first: "ELENA" },
      npi: "1990000105",
      taxonomy: "207Q00000X",
    },
    lines: [
      {
        procedure: { qualifier: "HC", code },
        charge: cents(price),
        unit: "UN",
        quantity: 1,
        diagnosisPointers: [1],
        serviceDates: { from: on, to: on },
        controlNumber: `${id}L1`,
      },
    ],
    ...rest,
  };
}

/** An 837P as a practice writes it. */
export function file837(name: string, claims: readonly Claim837P[], delimiters?: Delimiters): ExchangedFile {
  const written = write837P(
    {
      ...envelope(),
      transactions: [
        {
          ...header,
          purpose: "00",
          kind: "CH",
          submitter: {
            name: { kind: "organization", name: "MISSION BAY FAMILY PRACTICE" },
            id: practice.taxId,
            contacts: [{ name: "BILLING", phone: "6195550140" }],
          },
          receiver: { name: "CLEARINGHOUSE", id: clearinghouseId },
          claims,
        },
      ],
    },
    delimiters && { delimiters },
  );
  if (!written.ok) throw new Error(JSON.stringify(written.error));
  return { name, content: written.value };
}
