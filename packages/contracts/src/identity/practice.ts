import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { address, id, npi, phone, text, version } from "../schema.ts";

/** The practice's profile and its sites. */

export const location = z.object({
  locationId: id("location"),
  name: text(60),
  address,
  phone,
  npi: npi.nullable(),
  /** CMS place of service code, "11" is an office. */
  placeOfService: z.string().regex(/^\d{2}$/),
  active: z.boolean(),
  version,
});

export type Location = z.output<typeof location>;

export const practiceProfile = z.object({
  name: text(60),
  npi,
  /** Employer identification number, nine digits. */
  taxId: z.string().regex(/^\d{9}$/, { error: "Enter the nine digits of the EIN." }),
  taxonomy: z.string().regex(/^[0-9A-Z]{10}$/),
  /** A street address with a nine-digit ZIP: payers refuse a PO box here (X12 005010X222A1, 2010AA N3). */
  billingAddress: address,
  phone,
  /** Certificate of the practice's laboratory (42 CFR 493): waived tests can't be billed without it. */
  clia: z
    .string()
    .regex(/^\d{2}D\d{7}$/, { error: "Enter the CLIA number of ten characters, as 05D1234567." })
    .nullable()
    .optional(),
  timeZone: z.string(),
  version,
});

export type PracticeProfile = z.output<typeof practiceProfile>;

export const practiceOperations = {
  listLocations: query({
    summary: "The practice's sites",
    permission: "staff.read",
    input: z.strictObject({}),
    output: z.array(location),
  }),
  getPractice: query({
    summary: "The practice's profile",
    permission: "staff.read",
    input: z.strictObject({}),
    output: practiceProfile,
  }),
  saveLocation: command({
    summary: "Adds or changes a site",
    permission: "staff.manage",
    input: location.omit({ version: true }).extend({ version: version.nullable() }).strict(),
    output: z.object({ locationId: id("location"), version }),
    errors: ["stale-version"],
  }),
  savePractice: command({
    summary: "Changes the practice's profile",
    permission: "staff.manage",
    // Where payers send the money follows from it.
    fresh: true,
    input: practiceProfile.omit({ version: true }).extend({ version: version.nullable() }).strict(),
    output: z.object({ version }),
    errors: ["stale-version"],
  }),
};

export const locationChanged = event(
  "identity.location-changed.v1",
  location,
  (p) => ({ locationId: p.locationId }),
  "session.self",
  ["identity"],
);

export const practiceChanged = event("identity.practice-changed.v1", practiceProfile, () => ({}), "session.self", [
  "identity",
]);
