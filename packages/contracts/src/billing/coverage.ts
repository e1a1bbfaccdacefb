import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient } from "../parts.ts";
import { cents, id, localDate, optionalText, personName, text, version } from "../schema.ts";
import { eligibility } from "./eligibility.ts";
import { payer } from "./payers.ts";

/** A patient's coverages in the order of billing. */

export const subscriber = z.strictObject({
  relationship: z.enum(["self", "spouse", "child", "other"]),
  /** Of the subscriber; where that is the patient, only when the payer has another name. Birth date and sex: when it is not the patient. */
  name: personName.nullable(),
  birthDate: localDate.nullable(),
  sex: z.enum(["female", "male", "unknown"]).nullable(),
});

const copayAmount = cents.refine((amount) => amount >= 0, { error: "Enter a copay of $0.00 or more." });

/**
 * X12 data element 1336 as SBR05 uses it: why Medicare is not the first payer (Medicare Secondary Payer Manual, publication 100-05,
 * chapter 3): 12 working, 13 kidney failure, 14 no-fault, 15 workers' compensation, 16 another federal agency, 41 black lung, 42
 * veterans, 43 disabled, 47 liability.
 */
export const secondaryReason = z.enum(["12", "13", "14", "15", "16", "41", "42", "43", "47"]);

export const coverage = z.object({
  coverageId: id("coverage"),
  patientId: id("patient"),
  payerId: id("payer"),
  payerName: z.string(),
  payerKind: payer.shape.kind,
  /** 1 is billed first. */
  priority: z.int().min(1).max(3),
  memberId: z.string().trim().min(2, { error: "Enter the member number as it stands on the card." }).max(30),
  groupNumber: optionalText(30).nullable(),
  planName: optionalText(60).nullable(),
  subscriber,
  from: localDate,
  to: localDate.nullable(),
  /** The assigned primary care provider's NPI, of an HMO member. */
  pcpNpi: z.string().nullable(),
  copay: copayAmount.nullable(),
  /** Why Medicare pays after another payer (SBR05); null where nobody has asked, or it pays first. */
  secondaryReason: secondaryReason.nullable().default(null),
  version,
});

export type Coverage = z.output<typeof coverage>;

export const coverageOperations = {
  listCoverages: query({
    summary: "A patient's coverages in the order of billing, with the eligibility answer: the last, or that for a day",
    permission: "coverage.read",
    input: forPatient.extend({ day: localDate.optional() }),
    output: z.array(coverage.extend({ eligibility: eligibility.nullable() })),
    about: byPatient,
  }),
  kioskCoverages: query({
    summary: "The patient's own coverages, for the patient at the tablet",
    permission: "kiosk.fill",
    input: forPatient,
    output: z.array(
      coverage.pick({ coverageId: true, payerName: true, planName: true, memberId: true, groupNumber: true }),
    ),
    about: byPatient,
  }),
  addCoverage: command({
    summary: "Adds a coverage",
    permission: "coverage.write",
    input: coverage.omit({ payerName: true, payerKind: true, version: true }).strict(),
    output: z.object({ version }),
    errors: ["not-found", "priority-taken", "invalid-input"],
    about: byPatient,
  }),
  updateCoverage: command({
    summary: "Changes a coverage",
    permission: "coverage.write",
    input: coverage.omit({ payerName: true, payerKind: true, priority: true }).strict(),
    output: z.object({ version }),
    errors: ["not-found", "stale-version", "invalid-input"],
    about: byPatient,
  }),
  orderCoverages: command({
    summary: "Puts a patient's coverages in the order of billing",
    permission: "coverage.write",
    input: z.strictObject({ patientId: id("patient"), coverageIds: z.array(id("coverage")).min(1).max(3) }),
    output: z.object({}),
    errors: ["not-found", "invalid-input"],
    about: byPatient,
  }),
  importCoverage: command({
    summary: "Takes over a coverage from another system, once",
    permission: "import.run",
    input: z.strictObject({
      patientId: id("patient"),
      system: text(100),
      sourceId: text(100),
      payerName: text(60),
      memberId: text(30),
      from: localDate,
      to: localDate.nullable(),
    }),
    output: z.object({ taken: z.boolean() }),
    errors: ["not-found"],
    about: byPatient,
  }),
};

export const coverageChanged = event(
  "billing.coverage-changed.v1",
  z.object({
    patientId: id("patient"),
    coverageId: id("coverage"),
    priority: z.int(),
    payerName: z.string(),
    payerKind: payer.shape.kind,
    pcpNpi: z.string().nullable(),
    copay: cents.nullable(),
  }),
  (p) => ({ patientId: p.patientId, coverageId: p.coverageId }),
  "coverage.read",
  ["billing"],
);
