import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { byPatient, forPatient, paging } from "../parts.ts";
import { address, id, instant, optionalText, phone, text, version } from "../schema.ts";

/** The pharmacies of the practice's patients, and the one that a patient prefers. */

const content = {
  name: text(80),
  address,
  phone: phone.nullable(),
  fax: phone.nullable(),
  /** Its number of the National Council for Prescription Drug Programs. */
  ncpdpId: z
    .string()
    .regex(/^\d{7}$/, { error: "Enter the seven digits of the NCPDP number." })
    .nullable(),
  /** "Mon-Fri 9 to 9, Sat 9 to 6" */
  hours: optionalText(120),
  active: z.boolean(),
};
export const pharmacy = z.object({ pharmacyId: id("pharmacy"), ...content, version });
export type Pharmacy = z.output<typeof pharmacy>;
const savedPharmacy = pharmacy.extend({ savedAt: instant, savedBy: z.string() });
export type SavedPharmacy = z.output<typeof savedPharmacy>;

export const pharmacyOperations = {
  pharmacies: query({
    summary: "The practice's directory of pharmacies, by name",
    permission: "patient.read",
    input: z.strictObject({
      /** Words of the name, the street, the city or the ZIP, or the NCPDP number; each must fit. */
      text: z.string().trim().max(80),
      /** Retired ones are found by nobody who chooses one. */
      show: z.enum(["in-use", "retired"]),
      ...paging,
    }),
    output: z.object({ pharmacies: z.array(savedPharmacy), next: z.string().nullable() }),
  }),
  savePharmacy: command({
    summary: "Adds a pharmacy to the directory, or changes an entry over the version that was seen",
    permission: "pharmacy.work",
    input: z.strictObject({
      pharmacyId: id("pharmacy"),
      ...content,
      /** 0 makes one. */
      baseVersion: z.int().min(0),
    }),
    output: z.object({ version }),
    errors: ["stale-version", "already-recorded"],
    about: () => [],
  }),
  patientPharmacy: query({
    summary: "The pharmacy that a patient prefers",
    permission: "patient.read",
    input: forPatient,
    /** Null: nobody asked, or the patient prefers none any more. */
    output: z.object({ preferred: z.object({ pharmacy, saidAt: instant, by: z.string() }).nullable() }),
    errors: ["not-found"],
    about: byPatient,
  }),
  preferPharmacy: command({
    summary: "Writes down the pharmacy that a patient prefers, or that it is none any more",
    permission: "pharmacy.work",
    input: z.strictObject({ ...forPatient.shape, pharmacyId: id("pharmacy").nullable() }),
    output: z.object({}),
    errors: ["not-found", "pharmacy-retired"],
    about: byPatient,
  }),
};

/** An entry of the directory was added, changed or retired. Sent whole each time. */
export const pharmacyChanged = event(
  "scheduling.pharmacy-changed.v1",
  pharmacy,
  (p) => ({ pharmacyId: p.pharmacyId }),
  "patient.read",
  ["scheduling.pharmacies", "scheduling.patientPharmacy"],
);

/** Another one is preferred, or none. */
export const preferredPharmacyChanged = event(
  "scheduling.preferred-pharmacy-changed.v1",
  z.object({ patientId: id("patient") }),
  (p) => ({ patientId: p.patientId }),
  "patient.read",
  ["scheduling.patientPharmacy"],
);
