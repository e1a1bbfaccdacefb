import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, paging } from "../parts.ts";
import { id, instant, localDate, personName, sumOfCents, text } from "../schema.ts";

/** What nobody charges for yet, each with who must act. A row leaves by itself when it is mended. */

/**
 * Why nothing is charged: the visit has no note, the note is not signed, it waits for the co-signature, it is signed and names nothing to
 * charge, something was given that is not charged, something is charged that the chart says was an error.
 */
export const missingChargeKind = z.enum(["no-note", "unsigned", "not-cosigned", "no-charge", "given", "struck"]);
export type MissingChargeKind = z.output<typeof missingChargeKind>;

/** Days after the visit from which on a note that is begun and not signed is late, and one that waits for its co-signature. */
export const UNSIGNED_AFTER_DAYS = 3;
/** So far back it is asked what was given and not charged: no payer takes a claim that is older (a year, and a month to find out). */
export const GIVEN_FOR_DAYS = 400;
/** A visit in which nobody has written anything is late from the next day on. */
export const NO_NOTE_AFTER_DAYS = 1;

export const missingCharge = z.object({
  kind: missingChargeKind,
  /** Of its kind. */
  key: z.string(),
  patientId: id("patient"),
  patientName: personName,
  mrn: z.string(),
  /** Null where it was given outside of a visit. */
  encounterId: id("encounter").nullable(),
  serviceDate: localDate,
  /** How far the charges of its visit are; null where there is no visit that has some. */
  stage: z.enum(["review", "released", "sent"]).nullable(),
  /** "Rapid strep test"; of a visit its type. */
  what: z.string(),
  /** Of what was given: how it is charged; null where no code is known. */
  code: z.string().nullable(),
  units: z.int(),
  /** At the fee schedule's price; null where it is not known. */
  amount: sumOfCents.nullable(),
  who: z.enum(["provider", "supervisor", "biller"]),
  whoName: z.string().nullable(),
  whoId: id("staff").nullable(),
  daysWaiting: z.int(),
  /** Why it is not charged, where somebody has said so. */
  answer: z
    .object({ answerId: id("missing-charge-answer"), because: z.string(), by: z.string(), at: instant })
    .nullable(),
});
export type MissingCharge = z.output<typeof missingCharge>;

export const missingChargeOperations = {
  listMissingCharges: query({
    summary:
      "Visits and services that nobody charges for yet, the oldest first; or those that need no charge, with the reason",
    permission: "charge.read",
    input: z.strictObject({
      show: z.enum(["waiting", "answered"]),
      /** Words of a name, a chart number, a service, a code or a day; each must fit. */
      text: z.string().trim().max(80).default(""),
      ...paging,
    }),
    output: z.object({
      rows: z.array(missingCharge),
      next: z.string().nullable(),
      /** Of all that fit, with the first page; null with the others. */
      all: z.object({ count: z.int(), total: sumOfCents }).nullable(),
    }),
    patients: (_, output) => output.rows.map((one) => one.patientId),
  }),
  answerMissingCharge: command({
    summary: "Says why something needs no charge: it leaves the list, and the reason stays",
    permission: "charge.write",
    input: z.strictObject({
      answerId: id("missing-charge-answer"),
      patientId: id("patient"),
      kind: missingChargeKind,
      key: text(120),
      because: text(200),
    }),
    output: z.object({}),
    errors: ["not-found", "already-recorded"],
    about: byPatient,
  }),
  reopenMissingCharge: command({
    summary: "Takes back that something needs no charge",
    permission: "charge.write",
    input: z.strictObject({ answerId: id("missing-charge-answer"), patientId: id("patient") }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
};

/** Something is missing since now, or no more. */
export const missingChargesChanged = event(
  "billing.missing-charges-changed.v1",
  z.object({ patientId: id("patient") }),
  (p) => ({ patientId: p.patientId }),
  "charge.read",
  ["billing"],
);
