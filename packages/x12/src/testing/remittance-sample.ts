import type { Remittance835 } from "../835/types.ts";
import type { Interchange } from "../types.ts";
import { ENVELOPE } from "./samples.ts";

/** A remittance by hand for the claim of samples.ts: one line paid with a copay, one paid in part, a recoupment. */
export const REMITTANCE_FILE: Interchange<Remittance835> = {
  ...ENVELOPE,
  transactions: [
    {
      controlNumber: "0001",
      payment: { handling: "I", amount: 10_500, creditDebit: "C", method: "CHK", date: "2026-11-20" },
      trace: { number: "CHECK1", payerId: "1330000002" },
      payer: {
        name: "CARE PLAN",
        address: { line1: "1 PLAZA", city: "SAN DIEGO", state: "CA", zip: "921010001" },
        technicalContacts: [{ name: "EDI", phone: "8005550100" }],
      },
      payee: { name: "HARBOR FAMILY PRACTICE", id: { qualifier: "XX", value: "1234567893" } },
      claims: [
        {
          group: 1,
          id: "ACCT1",
          status: "1",
          charge: 18_500,
          paid: 11_000,
          patientResponsibility: 2_000,
          filingIndicator: "HM",
          payerClaimNumber: "ICN1",
          facilityType: "11",
          frequency: "1",
          adjustments: [],
          patient: {
            name: { kind: "person", last: "DOE", first: "JANE" },
            id: { qualifier: "MI", value: "M00000001" },
          },
          lines: [
            {
              procedure: { qualifier: "HC", code: "99213", modifiers: ["25"] },
              charge: 14_000,
              paid: 9_000,
              quantity: 1,
              serviceDates: { from: "2026-11-18", to: "2026-11-18" },
              adjustments: [
                { group: "CO", reason: "45", amount: 3_000 },
                { group: "PR", reason: "3", amount: 2_000 },
              ],
              controlNumber: "ACCT1-1",
            },
            {
              procedure: { qualifier: "HC", code: "83036", modifiers: ["QW"] },
              charge: 4_500,
              paid: 2_000,
              quantity: 1,
              serviceDates: { from: "2026-11-18", to: "2026-11-18" },
              adjustments: [{ group: "CO", reason: "45", amount: 2_500 }],
              controlNumber: "ACCT1-2",
              remarks: [{ qualifier: "HE", code: "N130" }],
            },
          ],
        },
      ],
      providerAdjustments: [
        {
          providerId: "1234567893",
          fiscalPeriodEnd: "2026-12-31",
          entries: [{ reason: "WO", reference: "OLDCLAIM", amount: 500 }],
        },
      ],
    },
  ],
};
