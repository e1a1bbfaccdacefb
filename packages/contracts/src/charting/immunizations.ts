import { z } from "zod";
import { command, query } from "../operation.ts";
import { byPatient } from "../parts.ts";
import { id, instant, localDate, optionalText, text } from "../schema.ts";

/** Vaccines given here, given elsewhere, and refused. */

const cvx = z.string().regex(/^\d{2,3}$/, { error: "Choose the vaccine from the list." });

export const vaccineRoute = z.enum(["intramuscular", "subcutaneous", "intradermal", "oral", "intranasal"]);
export type VaccineRoute = z.output<typeof vaccineRoute>;

/** Who paid for the dose: bought by the practice, Vaccines for Children, another public programme. */
export const vaccineFunding = z.enum(["private", "vfc", "public"]);
export type VaccineFunding = z.output<typeof vaccineFunding>;

/** What a dose that is given here has besides its vaccine and day; a history knows less of it. */
const given = z.object({
  lot: text(30),
  expiresOn: localDate,
  manufacturer: text(60),
  site: text(40),
  route: vaccineRoute,
  /** Hundredths of a millilitre: 50 is 0.5 mL. */
  doseHundredthsMl: z.int().min(1).max(2000),
  funding: vaccineFunding,
  /** The edition of the Vaccine Information Statement that was given, and when; null where there is none for this vaccine. */
  vis: z.strictObject({ editionOn: localDate, givenOn: localDate }).nullable(),
});

export const immunization = z.object({
  immunizationId: id("immunization"),
  cvx: z.string(),
  name: z.string(),
  /** Of a refusal: when it was refused. */
  givenOn: localDate,
  lot: z.string().nullable(),
  expiresOn: localDate.nullable(),
  manufacturer: z.string().nullable(),
  site: z.string().nullable(),
  route: vaccineRoute.nullable(),
  doseHundredthsMl: z.int().nullable(),
  funding: vaccineFunding.nullable(),
  vis: z.object({ editionOn: localDate, givenOn: localDate }).nullable(),
  status: z.enum(["given", "refused", "entered-in-error"]),
  /** Given here, or written down from a card, a register or what was told. */
  here: z.boolean(),
  /** Of what is not given here, where it is known from; of a refusal, why. */
  note: z.string().nullable(),
  recordedAt: instant,
  recordedBy: z.string(),
  /** Why it is wrong, of one that was struck. */
  struck: z.object({ reason: z.string(), by: z.string(), at: instant }).nullable(),
});

const ofPatient = z.strictObject({ immunizationId: id("immunization"), patientId: id("patient") });

/** A barcode or an NDC that was read: what it says of the dose in hand. */
const scan = z.object({ ndc: z.string(), lot: z.string().nullable(), expiresOn: localDate.nullable() });

export const vaccineMatch = z.object({
  /** Null for a package that was read but that the practice has not used yet: the person says once which vaccine it is. */
  cvx: z.string().nullable(),
  label: z.string(),
  /** What a claim names it by, where it is known. */
  cpt: z.string().nullable(),
  inUse: z.boolean(),
  scan: scan.nullable(),
  /** As the last dose of it that was given here: the next one mostly is from the same box. */
  last: given.omit({ site: true, vis: true }).extend({ visEditionOn: localDate.nullable() }).nullable(),
});

export const immunizationOperations = {
  searchVaccines: query({
    summary: "Vaccines by name, trade name, CVX or CPT number, NDC or barcode; those in use on the day first",
    permission: "chart.read",
    input: z.strictObject({
      text: z.string().trim().max(120),
      onDate: localDate,
      /** Also those that are no longer given: for a history. */
      past: z.boolean(),
      limit: z.int().min(1).max(50),
    }),
    output: z.array(vaccineMatch),
  }),
  recordImmunization: command({
    summary: "Records a vaccine given here",
    permission: "vitals.record",
    input: ofPatient.extend({
      cvx,
      givenOn: localDate,
      ...given.shape,
      ndc: z
        .string()
        .regex(/^\d{10}$/)
        .nullable(),
    }),
    output: z.object({}),
    errors: ["already-recorded", "not-found"],
    about: byPatient,
  }),
  recordPastImmunization: command({
    summary: "Writes down a vaccine that was given elsewhere",
    permission: "history.record",
    input: ofPatient.extend({ cvx, givenOn: localDate, lot: optionalText(30), knownFrom: text(60) }),
    output: z.object({}),
    errors: ["already-recorded", "not-found"],
    about: byPatient,
  }),
  recordVaccineRefusal: command({
    summary: "Writes down that a vaccine was offered and refused, and why",
    permission: "history.record",
    input: ofPatient.extend({ cvx, refusedOn: localDate, reason: text(200) }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
  strikeImmunization: command({
    summary: "Marks a vaccine as entered in error; it stays visible",
    permission: "vitals.record",
    input: ofPatient.extend({ reason: text(200) }),
    output: z.object({}),
    errors: ["not-found"],
    about: byPatient,
  }),
};
