import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { id, localDate, personName, price, sumOfCents, version } from "../schema.ts";
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
  version,
});

export const chargedVisit = z.object({
  encounterId: id("encounter"),
  patientId: id("patient"),
  patientName: personName,
  mrn: z.string(),
  serviceDate: localDate,
  providerName: z.string(),
  diagnoses: z.array(z.object({ code: z.string(), label: z.string() })),
  charges: z.array(charge),
  coverage: coverage.pick({ coverageId: true, payerName: true, memberId: true, payerKind: true }).nullable(),
  total: sumOfCents,
  /** What stops a release, in words. */
  problems: z.array(z.string()),
});

export const chargeOperations = {
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
);
