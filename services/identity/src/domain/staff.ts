import { fail, type DomainError } from "@practicum/contracts/error";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { OwnRole } from "@practicum/contracts/identity/own-roles";
import { mayDo, roleLabels, type Rights, type Role } from "@practicum/contracts/permission";
import { ok, type Result } from "@practicum/kernel/result";
import { withRights } from "./rights.ts";

/** A person as the form sends it: the version it saw, or null for a new one. */
export type StaffInput = Omit<StaffMember, "version" | "granted" | "withheld"> & { readonly version: number | null };

const providerRoles: readonly Role[] = ["physician", "physician-assistant", "nurse-practitioner"];

/**
 * Decides a change of one person against everybody of the practice (IDN-1 to IDN-6, IDN-113, IDN-114).
 *
 * @param byOwner whether who wants it is an owner.
 * @param known the practice's own roles, the newest version of each.
 * @returns the person as saved, with the next version.
 */
export function decideStaff(
  input: StaffInput,
  everybody: readonly StaffMember[],
  byOwner = false,
  known: readonly OwnRole[] = [],
): Result<StaffMember, DomainError> {
  const before = everybody.find((person) => person.staffId === input.staffId);
  const conflict = versionConflict(input.version, before?.version);
  if (conflict) return conflict;
  const others = everybody.filter((person) => person.staffId !== input.staffId);
  const wrong = wrongField(input, others);
  if (wrong) return fail("invalid-input", { field: wrong.field, fields: [wrong] });
  const ownRoles = ownRolesOf(input, before, known);
  if (!ownRoles.ok) return ownRoles;
  const version = (before?.version ?? 0) + 1;
  const after = withRights({ ...input, ...deaOf(input, before), ownRoles: ownRoles.value, version }, known);
  if (before && leavesNoManager(before, after, others)) return fail("last-administrator");
  if (!byOwner && everybody.some(isOwner) && touchesOwner(before, after)) return fail("owner-alone");
  if (before && isOwner(before) && !isOwner(after) && !others.some(isOwner)) return fail("last-owner");
  return ok(after);
}

/** A form that does not know of the number leaves it as it is (IDN-191). */
function deaOf(input: StaffInput, before: StaffMember | undefined): Pick<StaffMember, "dea"> {
  return { dea: input.dea === undefined && isProvider(input) ? before?.dea : input.dea };
}

/**
 * The own roles that the person has then (IDN-153): as they are said, or those of before that still have their base. A retired one is nobody's
 * anew (IDN-156).
 */
function ownRolesOf(
  input: StaffInput,
  before: StaffMember | undefined,
  known: readonly OwnRole[],
): Result<OwnRole["roleId"][], DomainError> {
  const had = before?.ownRoles ?? [];
  const find = (roleId: string) => known.find((one) => one.roleId === roleId);
  if (input.ownRoles === undefined)
    return ok(had.filter((roleId) => input.roles.some((role) => role === find(roleId)?.base)));
  const wanted = [...new Set(input.ownRoles)];
  const refuse = (message: string) =>
    fail("invalid-input", { field: "ownRoles", fields: [{ field: "ownRoles", message }] });
  for (const roleId of wanted) {
    const found = find(roleId);
    if (found === undefined) return refuse("This role is not among the practice's own. Choose one of the list.");
    if (found.retired && !had.includes(roleId))
      return refuse(`“${found.name}” is retired: nobody gets it any more. Choose another.`);
    if (!input.roles.includes(found.base))
      return refuse(
        `“${found.name}” is based on ${roleLabels[found.base]}: choose that role too, or leave this one out.`,
      );
  }
  return ok(wanted);
}

function versionConflict(seen: number | null, current: number | undefined) {
  if (seen === null) return current === undefined ? undefined : fail("stale-version");
  if (current === undefined) return fail("not-found");
  return seen === current ? undefined : fail("stale-version");
}

interface WrongField {
  readonly field: string;
  readonly message: string;
}

function wrongField(input: StaffInput, others: readonly StaffMember[]): WrongField | undefined {
  const email = input.email.toLowerCase();
  if (others.some((other) => other.email.toLowerCase() === email)) {
    return { field: "email", message: "Someone of the practice has this e-mail address." };
  }
  return wrongProviderField(input) ?? wrongSupervisor(input, others) ?? wrongSupervision(input, others);
}

function wrongProviderField(input: StaffInput): WrongField | undefined {
  if (!isProvider(input)) {
    if (input.npi !== null) return { field: "npi", message: "Only providers have an NPI here." };
    if (input.taxonomy !== null) return { field: "taxonomy", message: "Only providers have a taxonomy code." };
    if (typeof input.dea === "string") return { field: "dea", message: "Only providers have a DEA number here." };
    return undefined;
  }
  if (!input.active) return undefined;
  if (input.npi === null) return { field: "npi", message: "A provider needs an NPI." };
  if (input.taxonomy === null) return { field: "taxonomy", message: "A provider needs a taxonomy code." };
  return undefined;
}

function isProvider({ roles }: Pick<StaffInput, "roles">): boolean {
  return roles.some((role) => providerRoles.includes(role));
}

function wrongSupervisor(input: StaffInput, others: readonly StaffMember[]): WrongField | undefined {
  const field = "supervisorId";
  if (!input.roles.includes("physician-assistant")) {
    return input.supervisorId === null ? undefined : { field, message: "Only a physician assistant has a supervisor." };
  }
  if (!input.active) return undefined;
  const supervisor = others.find((other) => other.staffId === input.supervisorId);
  if (supervisor && isPhysician(supervisor)) return undefined;
  return { field, message: "Choose an active physician who supervises." };
}

/** A physician does not stop being one while physician assistants depend on it (IDN-6). */
function wrongSupervision(input: StaffInput, others: readonly StaffMember[]): WrongField | undefined {
  if (isPhysician(input)) return undefined;
  const supervises = others.some((other) => other.active && other.supervisorId === input.staffId);
  if (!supervises) return undefined;
  return { field: "roles", message: "Name another supervisor for the physician assistants of this physician first." };
}

function isPhysician(person: Pick<StaffMember, "active" | "roles">): boolean {
  return person.active && person.roles.includes("physician");
}

/** One whose own role took the accounts away looks after nothing any more (IDN-157). */
export function isManager(person: Pick<StaffMember, "active"> & Rights): boolean {
  return person.active && person.roles.includes("practice-manager") && mayDo(person, "staff.manage");
}

export function isOwner(person: Pick<StaffMember, "active" | "roles">): boolean {
  return person.active && person.roles.includes("owner");
}

/** Whether a change makes or ends an owner, or takes from one the way in: the account, or the address that its mail goes to. */
function touchesOwner(before: StaffMember | undefined, after: StaffMember): boolean {
  const was = before?.roles.includes("owner") === true;
  if (was !== after.roles.includes("owner")) return true;
  return was && (before.active !== after.active || before.email.toLowerCase() !== after.email.toLowerCase());
}

function leavesNoManager(before: StaffMember, after: StaffMember, others: readonly StaffMember[]): boolean {
  return isManager(before) && !isManager(after) && !others.some(isManager);
}
