import { z } from "zod";
import { command, event, query } from "../operation.ts";
import { permission, permissions, role } from "../permission.ts";
import { id, instant, localDate, text, version } from "../schema.ts";

/** Roles of the practice's own, as versions: what each adds to a built-in role, and what it takes away. */

const some = z.array(permission).max(Object.keys(permissions).length);

export const ownRole = z.object({
  roleId: id("own-role"),
  name: text(40),
  /** The built-in role that it inherits from. */
  base: role,
  added: some,
  removed: some,
  /** Nobody gets it any more; who has it keeps it until moved to another. */
  retired: z.boolean(),
  version,
});
export type OwnRole = z.output<typeof ownRole>;

const wanted = ownRole.omit({ version: true }).extend({ version: version.nullable() }).strict();
export type OwnRoleInput = z.output<typeof wanted>;

/** One permission, and who gets or loses it. */
const change = z.object({ permission, staffIds: z.array(id("staff")) });

export const roleDifference = z.object({
  gains: z.array(change),
  losses: z.array(change),
  /** Whether a second person has to agree. */
  twoPersons: z.boolean(),
});
export type RoleDifference = z.output<typeof roleDifference>;

/** After so many days without use a right is named as one that nobody needs. */
export const UNUSED_DAYS = 90;

const unused = z.object({
  /** What is held and was not used in the days that are counted; what opens charts or accounts first. */
  unused: z.array(permission),
  /** What is held and counted. */
  counted: z.int(),
  /** What is held, and no use of it is on record: nobody can say. */
  unknown: z.array(permission),
});

export const rightsReport = z.object({
  /** The first day that is counted: 90 days ago, or the first on record. */
  since: localDate,
  days: z.int(),
  people: z.array(unused.extend({ staffId: id("staff") })),
  /** Of the roles that somebody has: what none of them used. */
  roles: z.array(
    unused.extend({
      /** Of a built-in role. */
      role: role.nullable(),
      /** Of one of the practice's own. */
      roleId: id("own-role").nullable(),
      holders: z.int(),
    }),
  ),
});
export type RightsReport = z.output<typeof rightsReport>;

export const ownRoleOperations = {
  unusedRights: query({
    summary: "What people and roles may do and did not in 90 days",
    permission: "staff.manage",
    input: z.strictObject({}),
    output: rightsReport,
    // About no patient, and worth knowing who asked.
    patients: () => [],
  }),
  listOwnRoles: query({
    summary: "The practice's own roles",
    permission: "staff.read",
    input: z.strictObject({}),
    output: z.array(ownRole.extend({ holders: z.array(id("staff")) })),
    // About no patient, and worth knowing who asked.
    patients: () => [],
  }),
  ownRoleVersions: query({
    summary: "The versions of one of the practice's own roles, newest first",
    permission: "staff.manage",
    input: z.strictObject({ roleId: id("own-role") }),
    output: z.array(ownRole.extend({ by: z.string(), at: instant })),
    errors: ["not-found"],
    patients: () => [],
  }),
  previewOwnRole: query({
    summary: "What a change of an own role would give to whom, and take from whom",
    permission: "staff.manage",
    input: wanted,
    output: roleDifference,
    errors: ["stale-version", "not-found", "last-administrator"],
    patients: () => [],
  }),
  saveOwnRole: command({
    summary: "Makes or changes one of the practice's own roles, for everybody who has it",
    permission: "staff.manage",
    fresh: true,
    input: wanted,
    output: z.object({
      roleId: id("own-role"),
      version: version.nullable(),
      /** Nothing is changed yet: a second person has to agree (IDN-155). */
      waits: z.boolean(),
    }),
    errors: ["stale-version", "not-found", "last-administrator"],
  }),
};

export const ownRoleChanged = event(
  "identity.own-role-changed.v1",
  z.object({ roleId: id("own-role"), version }),
  (p) => ({ roleId: p.roleId }),
  "staff.read",
  ["identity"],
);
