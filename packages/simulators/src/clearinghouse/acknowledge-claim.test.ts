import type { Claim837P } from "@practicum/x12/837p/types";
import { expect, test } from "vitest";
import { payerByElectronicId } from "../payer/payers.ts";
import { emptyPayerState } from "../payer/state.ts";
import { rejectionOf } from "./acknowledge-claim.ts";

const claim = (frequency: string, memberId: string): Claim837P => ({
  billingProvider: {
    name: { kind: "organization", name: "PRACTICE" },
    npi: "1234567893",
    address: { line1: "1 A ST", city: "SAN DIEGO", state: "CA", zip: "921090001" },
    taxId: { qualifier: "EI", value: "330999001" },
  },
  subscriber: { responsibility: "P", name: { kind: "person", last: "LOPEZ" }, memberId, birthDate: "1950-03-04" },
  payer: { name: "PAYER", id: { qualifier: "PI", value: "X" } },
  id: "C1",
  charge: 10_000,
  placeOfService: "11",
  frequency,
  originalClaimNumber: "P1",
  providerSignatureOnFile: true,
  assignment: "A",
  benefitsAssigned: "Y",
  releaseOfInformation: "Y",
  diagnoses: [{ qualifier: "ABK", code: "I10" }],
  lines: [
    {
      procedure: { qualifier: "HC", code: "99213" },
      charge: 10_000,
      unit: "UN",
      quantity: 1,
      diagnosisPointers: [1],
      serviceDates: { from: "2026-11-02", to: "2026-11-02" },
    },
  ],
});

function ask(payerId: string, frequency: string, memberId: string) {
  const rules = payerByElectronicId(payerId);
  if (!rules) throw new Error("no such payer");
  return rejectionOf(rules, emptyPayerState(), claim(frequency, memberId), [], "2026-11-20");
}

test("SIM-19: Medicare refuses frequency 7 and 8 whatever they replace, and takes a new claim", () => {
  for (const frequency of ["7", "8"])
    expect(ask("MCRSD", frequency, "1EG4TE5MK73")).toMatchObject({ category: "A7", status: "535" });
  expect(ask("MCRSD", "1", "1EG4TE5MK73")?.status).not.toBe("535");
});

test("SIM-12: another payer refuses only what replaces a claim that it does not have", () => {
  expect(ask("SHARP", "7", "SHP1000001")).toMatchObject({ category: "A8", status: "535" });
  expect(ask("SHARP", "1", "SHP1000001")?.status).not.toBe("535");
});
