import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { address, id, localDate, npi, personName, price, sex, sumOfCents, text, version } from "../schema.ts";
import { coverage } from "./coverage.ts";

/** Charges of signed visits, until they are released. */

export const chargeStatus = z.enum(["review", "released", "billed", "closed", "reversed"]);

export const charge = z.object({
  chargeId: id("charge"),
  encounterId: id("encounter"),
  patientId: id("patient"),
  serviceDate: localDate,
  code: z.string(),
  label: z.string(),
  modifiers: z.array(z.string().regex(/^[0-9A-Z]{2}$/, { error: "A modifier has two characters." })).max(4),
  units: z.int().min(1).max(999),
  pointers: z.array(z.int().min(1).max(12)).max(4),
  unitPrice: price.nullable(),
  amount: sumOfCents.nullable(),
  status: chargeStatus,
  /** Why it was added or taken off by hand, and by whom. */
  byHand: z.string().nullable(),
  version,
});

/** What is charged by hand: priced by the fee schedule. */
const byHand = {
  code: z.string().regex(/^[0-9A-Z]{5}$/, { error: "Enter a code of five characters." }),
  modifiers: charge.shape.modifiers,
  units: charge.shape.units,
  pointers: charge.shape.pointers,
  because: text(160),
};
const ERRORS = ["not-found", "charge-not-open", "no-price", "stale-version", "already-recorded"] as const;

export const chargedVisit = z.object({
  encounterId: id("encounter"),
  patientId: id("patient"),
  patientName: personName,
  mrn: z.string(),
  serviceDate: localDate,
  providerName: z.string(),
  diagnoses: z.array(z.object({ code: z.string(), label: z.string() })),
  /** Why there is no note, and who said so; null where there is one. */
  withoutNote: z.string().nullable(),
  charges: z.array(charge),
  coverage: coverage.pick({ coverageId: true, payerName: true, memberId: true, payerKind: true }).nullable(),
  total: sumOfCents,
  /** What stops a release, in words. */
  problems: z.array(z.string()),
});

/** A visit's services as the patient takes them to a payer: what a claim would say, and what was paid for it here. */
export const superbill = z.object({
  encounterId: id("encounter"),
  patientId: id("patient"),
  patientName: personName,
  /** Null with the sex and the address while the patient's record is on its way. */
  birthDate: localDate.nullable(),
  sex: sex.nullable(),
  address: address.nullable(),
  mrn: z.string(),
  serviceDate: localDate,
  provider: z.object({ name: z.string(), npi: npi.nullable(), taxonomy: z.string().nullable() }).nullable(),
  location: z.object({ name: z.string(), placeOfService: z.string() }).nullable(),
  diagnoses: z.array(z.object({ code: z.string(), label: z.string() })),
  /** What stands: nothing that was taken off. */
  lines: z.array(
    charge.pick({
      chargeId: true,
      code: true,
      label: true,
      modifiers: true,
      units: true,
      pointers: true,
      amount: true,
    }),
  ),
  total: sumOfCents,
  /** Paid for this visit by the patient, less what was given back. */
  paid: sumOfCents,
  payer: z.object({ name: z.string(), memberId: z.string() }).nullable(),
  /** The charges may still change. */
  inReview: z.boolean(),
});

export const chargeOperations = {
  getSuperbill: query({
    summary: "A visit's services, diagnoses, charges and payments, to print",
    permission: "charge.read",
    input: z.strictObject({ encounterId: id("encounter") }),
    output: superbill,
    errors: ["not-found"],
    patients: (_, output) => [output.patientId],
  }),
  listCharges: query({
    summary: "Visits with charges to review, the ones with problems first; and signed visits without charges",
    permission: "charge.read",
    input: z.strictObject({ status: chargeStatus }),
    output: z.object({ visits: z.array(chargedVisit), missing: z.array(chargedVisit) }),
    patients: (_, output) => [...output.visits, ...output.missing].map((v) => v.patientId),
  }),
  updateCharge: command({
    summary: "Changes a charge in review",
    permission: "charge.write",
    input: charge
      .pick({
        chargeId: true,
        modifiers: true,
        units: true,
        pointers: true,
        unitPrice: true,
        version: true,
      })
      .strict(),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "charge-not-open"],
  }),
  addCharge: command({
    summary: "Charges by hand what the note does not have, with the reason",
    permission: "charge.write",
    input: z.strictObject({ chargeId: id("charge"), encounterId: id("encounter"), ...byHand }),
    output: z.object({}),
    errors: ERRORS,
  }),
  voidCharge: command({
    summary: "Takes a charge off by its opposite, with the reason",
    permission: "charge.write",
    input: z.strictObject({ chargeId: id("charge"), version, because: byHand.because }),
    output: z.object({}),
    errors: ERRORS,
  }),
  recodeCharge: command({
    summary: "Takes a charge off and charges another code instead, in one act",
    permission: "charge.write",
    input: z.strictObject({ chargeId: id("charge"), version, newChargeId: id("charge"), ...byHand }),
    output: z.object({}),
    errors: ERRORS,
  }),
  chargeWithoutNote: command({
    summary: "Charges a visit that has no note, with the reason",
    permission: "charge.write",
    input: z.strictObject({
      encounterId: id("encounter"),
      patientId: id("patient"),
      serviceDate: localDate,
      providerId: id("staff"),
      locationId: id("location").nullable(),
      diagnoses: z
        .array(
          z.strictObject({
            code: z
              .string()
              .regex(/^[A-Z]\d[0-9A-Z](\.[0-9A-Z]{1,4})?$/, { error: "Enter a diagnosis code, as E11.9." }),
            label: text(200),
          }),
        )
        .min(1, { error: "Say what it was for." })
        .max(12),
      chargeId: id("charge"),
      ...byHand,
    }),
    output: z.object({}),
    errors: [...ERRORS, "in-the-future"],
    about: byPatient,
  }),
  releaseCharges: command({
    summary: "Releases visits from review: posts the charges and builds the claims",
    permission: "charge.write",
    bytesMax: 32_768,
    input: z.strictObject({ encounterIds: z.array(id("encounter")).min(1).max(100) }),
    output: z.object({
      released: z.array(z.object({ encounterId: id("encounter"), claimId: id("claim").nullable() })),
      left: z.array(z.object({ encounterId: id("encounter"), because: z.string() })),
    }),
    errors: ["not-found"],
  }),
};

export const chargesCaptured = event(
  "billing.charges-captured.v1",
  z.object({ encounterId: id("encounter"), patientId: id("patient"), total: sumOfCents, problems: z.int() }),
  (p) => ({ encounterId: p.encounterId, patientId: p.patientId }),
  "charge.read",
  ["billing"],
);
