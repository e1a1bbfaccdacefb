import { z } from "zod";
import { command, event, query } from "./operation.ts";
import { role } from "./permission.ts";
import { address, id, instant, npi, optionalText, phone, text, version } from "./schema.ts";

/** Staff, locations, the practice's profile, sign-in and the audit trail. */

export const staffMember = z.object({
  staffId: id("staff"),
  email: z.email({ error: "Enter an e-mail address." }),
  family: text(60),
  given: text(35),
  /** "MD", "DO", "PA-C", "NP", "MA", or empty. */
  credential: optionalText(12),
  roles: z.array(role).min(1, { error: "Choose at least one role." }),
  /** Of providers only. */
  npi: npi.nullable(),
  /** NUCC Health Care Provider Taxonomy code, of providers only. */
  taxonomy: z
    .string()
    .regex(/^[0-9A-Z]{10}$/)
    .nullable(),
  /** The physician who supervises a physician assistant. */
  supervisorId: id("staff").nullable(),
  active: z.boolean(),
  version,
});
export type StaffMember = z.output<typeof staffMember>;

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

export const auditEntry = z.object({
  sequence: z.int(),
  at: instant,
  actorName: z.string(),
  staffId: id("staff").nullable(),
  service: z.string(),
  operation: z.string(),
  kind: z.enum(["command", "query"]),
  permission: z.string(),
  patientIds: z.array(id("patient")),
  /** Whose account it was about, where that is another person's. */
  aboutStaffId: id("staff").nullable(),
  outcome: z.string(),
  hash: z.string(),
});

/** The number of an entry of the audit trail, and the hash of the chain there. */
const chainHead = z.strictObject({ sequence: z.int().min(0), hash: z.string().regex(/^[0-9a-f]{64}$/) });

export const identity = {
  me: query({
    summary: "Who is signed in, and for which practice",
    permission: "session.self",
    input: z.strictObject({}),
    output: z.object({ staff: staffMember, practice: practiceProfile, permissions: z.array(z.string()) }),
  }),
  listStaff: query({
    summary: "The practice's people",
    permission: "staff.read",
    input: z.strictObject({}),
    output: z.array(staffMember),
  }),
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
  saveStaff: command({
    summary: "Adds or changes a person; without a version it adds",
    permission: "staff.manage",
    input: staffMember.omit({ version: true }).extend({ version: version.nullable() }),
    output: z.object({ staffId: id("staff"), version }),
    errors: ["stale-version", "last-administrator", "invalid-input"],
  }),
  saveLocation: command({
    summary: "Adds or changes a site",
    permission: "staff.manage",
    input: location.omit({ version: true }).extend({ version: version.nullable() }),
    output: z.object({ locationId: id("location"), version }),
    errors: ["stale-version"],
  }),
  savePractice: command({
    summary: "Changes the practice's profile",
    permission: "staff.manage",
    input: practiceProfile.omit({ version: true }).extend({ version: version.nullable() }),
    output: z.object({ version }),
    errors: ["stale-version"],
  }),
  auditTrail: query({
    summary: "Who did and opened what, newest first",
    permission: "audit.read",
    input: z.strictObject({
      patientId: id("patient").nullable(),
      staffId: id("staff").nullable(),
      from: instant,
      to: instant,
      /** Entries before this sequence number; null for the newest. */
      before: z.int().nullable(),
      limit: z.int().min(1).max(200),
    }),
    output: z.object({ entries: z.array(auditEntry), next: z.int().nullable() }),
    patients: (input) => [input.patientId],
  }),
  verifyAuditChain: query({
    summary: "Recomputes a page of the audit trail's hash chain; the last page compares with what is kept outside",
    permission: "audit.verify",
    input: z.strictObject({
      /** `next` of the page before; absent at the start of the chain. */
      after: chainHead.optional(),
      limit: z.int().min(1).max(10_000).default(10_000),
    }),
    output: z.object({
      /** Recomputed so far, from the start of the chain. */
      entries: z.int(),
      head: z.string(),
      brokenAt: z.int().nullable(),
      checkedAt: instant,
      /** Where the next page goes on; null at the end. */
      next: chainHead.nullable(),
      /** The heads kept outside the database; null before the last page. */
      anchor: z
        .object({
          /** The oldest: a change made before it was kept cannot be told. Null: none is kept. */
          since: z.object({ entry: z.int(), at: instant }).nullable(),
          /** The last one was not written to its end and is left out. */
          cutShort: z.boolean(),
        })
        .nullable(),
    }),
  }),
};

export const staffChanged = event("identity.staff-changed.v1", staffMember, (p) => ({ staffId: p.staffId }));
export const locationChanged = event("identity.location-changed.v1", location, (p) => ({ locationId: p.locationId }));
export const practiceChanged = event("identity.practice-changed.v1", practiceProfile, () => ({}));
