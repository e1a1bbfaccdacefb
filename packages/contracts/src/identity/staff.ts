import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { permission, role } from "../permission.ts";
import { dea, id, instant, npi, optionalText, text, version } from "../schema.ts";
import { practiceProfile } from "./practice.ts";

/** The practice's people. */

export const staffMember = z.object({
  staffId: id("staff"),
  email: z.email({ error: "Enter an e-mail address." }),
  family: text(60),
  given: text(35),
  /** "MD", "DO", "PA-C", "NP", "MA", or empty. */
  credential: optionalText(12),
  roles: z.array(role).min(1, { error: "Choose at least one role." }).max(role.options.length),
  /** Of providers only. */
  npi: npi.nullable(),
  /** NUCC Health Care Provider Taxonomy code, of providers only. */
  taxonomy: z
    .string()
    .regex(/^[0-9A-Z]{10}$/)
    .nullable(),
  /** Of who prescribes controlled substances; absent where there is none, and for who does not look after the accounts. */
  dea: dea.nullable().optional(),
  /** The physician who supervises a physician assistant. */
  supervisorId: id("staff").nullable(),
  active: z.boolean(),
  /** Roles of the practice's own that stand in the place of those that they are based on; absent where there is none. */
  ownRoles: z.array(id("own-role")).max(8).optional(),
  /** What follows from the own roles, beside what the roles give. Identity says it; nobody sends it. */
  granted: z.array(permission).max(200).optional(),
  withheld: z.array(permission).max(200).optional(),
  version,
});

export type StaffMember = z.output<typeof staffMember>;

export const staffOperations = {
  me: query({
    summary: "Who is signed in, and for which practice",
    permission: "session.self",
    input: z.strictObject({}),
    output: z.object({
      staff: staffMember,
      practice: practiceProfile,
      permissions: z.array(z.string()),
      /** A practice of made-up people, where no real patient belongs. */
      demonstration: z.boolean(),
      /** What waits for a second person, and may be decided by this one. */
      waiting: z.int(),
      /** What was done to the own account, and not yet said to be known. */
      notices: z.int(),
      /** Until when one goes on without a second factor that the practice asks for; null where nothing is asked. */
      factorDue: instant.nullable(),
    }),
  }),
  draftKeys: query({
    summary: "The keys by which a browser keeps what this person typed and did not send; the newest first",
    permission: "session.self",
    input: z.strictObject({}),
    output: z.object({
      keys: z.array(
        z.object({
          /** The week that the key is of: a draft names it, and outlives it by a week. */
          week: z.int(),
          /** AES-256, as base64. */
          key: z.string(),
        }),
      ),
    }),
    errors: ["not-found"],
  }),
  listStaff: query({
    summary: "The practice's people",
    permission: "staff.read",
    input: z.strictObject({}),
    output: z.array(staffMember),
    // About no patient, and worth knowing who asked.
    patients: () => [],
  }),
  saveStaff: command({
    summary: "Adds or changes a person",
    permission: "staff.manage",
    fresh: true,
    aboutStaff: true,
    input: staffMember
      .omit({ version: true, granted: true, withheld: true })
      .extend({ version: version.nullable() })
      .strict(),
    output: z.object({
      staffId: id("staff"),
      version,
      /** Nothing is changed yet: a second person has to agree (IDN-78). */
      waits: z.boolean(),
    }),
    errors: ["stale-version", "last-administrator", "last-owner", "owner-alone", "invalid-input"],
  }),
};

export const staffChanged = event(
  "identity.staff-changed.v1",
  staffMember,
  (p) => ({ staffId: p.staffId }),
  "staff.read",
  ["identity"],
);
