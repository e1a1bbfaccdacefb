import { mayDo, permissions, role, type Permission, type Role } from "./permission.ts";

/** Roles of the practice's own: what one may hold, and what follows from those that a person has. */

/** One that stands in the place of the role that it is based on, for who has it. */
export interface OwnRoleRights {
  readonly base: Role;
  readonly added: readonly Permission[];
  readonly removed: readonly Permission[];
}

export const allPermissions = Object.keys(permissions).filter((name): name is Permission => name in permissions);

const PROVIDERS: readonly Role[] = ["physician", "physician-assistant", "nurse-practitioner"];

/** Whether no role but these has it. What nobody has is nobody's. */
function isOnlyOf(roles: readonly Role[], permission: Permission): boolean {
  const holders = role.options.filter((one) => mayDo([one], permission));
  return holders.length > 0 && holders.every((one) => roles.includes(one));
}

/**
 * What the law leaves to who is licensed for it, notes, diagnoses, orders, signatures: no practice gives it by a role of its own. Who has it
 * by the base keeps it. A permission that is made for providers alone is one by that.
 */
function isLicensed(permission: Permission): boolean {
  return isOnlyOf(PROVIDERS, permission);
}

/** Without these nobody gets past the first page, whatever else the role gives. */
export const FOR_EVERYBODY: readonly Permission[] = ["session.self", "staff.read"];

/** Beside what those alone have who treat. */
const ALSO_POWERFUL: readonly Permission[] = [
  "staff.manage",
  "account.approve",
  "owner.read",
  "audit.read",
  "chart.import",
  "chart.restrict",
  "note.billed",
  "glass.read",
  "glass.review",
  "disclosure.read",
  "disclosure.account",
  "sensitive.manage",
  "privacy.work",
  "import.run",
  "outreach.export",
  "money.approve",
];

/**
 * What opens the charts or the accounts: one person alone gives it to nobody (IDN-78, IDN-155). What those alone have who treat opens charts,
 * a permission that is still to be made too.
 */
export const POWERFUL: readonly Permission[] = allPermissions.filter(
  (permission) => ALSO_POWERFUL.includes(permission) || isOnlyOf(["medical-assistant", ...PROVIDERS], permission),
);

/** The roles that one of the practice's own may be based on: what is an owner's stays an owner's. */
export const bases: readonly Role[] = role.options.filter((one) => one !== "owner");

/** Whether a role of the practice's own may add it to its base: not what is an owner's alone, nobody's, or a license's (IDN-154). */
export function mayBeAdded(base: Role, permission: Permission): boolean {
  if (mayDo([base], permission) || isLicensed(permission)) return false;
  return bases.some((one) => mayDo([one], permission));
}

/** Whether it may be taken away from the base. */
export function mayBeRemoved(base: Role, permission: Permission): boolean {
  return mayDo([base], permission) && !FOR_EVERYBODY.includes(permission);
}

/** Whether a role of the practice's own gives it. */
export function gives({ base, added, removed }: OwnRoleRights, permission: Permission): boolean {
  return added.includes(permission) || (mayDo([base], permission) && !removed.includes(permission));
}

/**
 * What the own roles of a person change of what its roles give (IDN-152): each stands in the place of its base, and a person with several
 * roles may what any of them may. What is not allowed to be added or removed counts for nothing here either, wherever it came from.
 */
export function rightsOf(
  roles: readonly Role[],
  own: readonly OwnRoleRights[],
): { granted: Permission[]; withheld: Permission[] } {
  const inForce = own.filter(({ base }) => roles.includes(base) && bases.includes(base)).map(lawful);
  const plain = roles.filter((one) => !inForce.some(({ base }) => base === one));
  const may = (permission: Permission) => mayDo(plain, permission) || inForce.some((one) => gives(one, permission));
  return {
    granted: allPermissions.filter((permission) => may(permission) && !mayDo(roles, permission)),
    withheld: allPermissions.filter((permission) => !may(permission) && mayDo(roles, permission)),
  };
}

function lawful({ base, added, removed }: OwnRoleRights): OwnRoleRights {
  return {
    base,
    added: added.filter((permission) => mayBeAdded(base, permission)),
    removed: removed.filter((permission) => mayBeRemoved(base, permission)),
  };
}
