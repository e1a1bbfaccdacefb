import { fail, type DomainError } from "@practicum/contracts/error";
import type { OwnRole, OwnRoleInput, RoleDifference } from "@practicum/contracts/identity/own-roles";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { allPermissions, bases, mayBeAdded, mayBeRemoved } from "@practicum/contracts/own-role";
import { mayDo, roleLabels, type Permission } from "@practicum/contracts/permission";
import { ok, type Result } from "@practicum/kernel/result";
import { gainsPower } from "./second-person.ts";
import { withRights } from "./rights.ts";
import { isManager } from "./staff.ts";

/** What a change of an own role comes to. */
export interface DecidedRole {
  readonly role: OwnRole;
  /** Those who have it and may something else by it than before, each with the next version. */
  readonly people: readonly StaffMember[];
  readonly difference: RoleDifference;
}

/**
 * Decides a new own role or a change of one, for everybody who has it (IDN-152 to IDN-157).
 *
 * @param known the newest version of each own role.
 */
export function decideOwnRole(
  input: OwnRoleInput,
  known: readonly OwnRole[],
  everybody: readonly StaffMember[],
): Result<DecidedRole, DomainError> {
  const before = known.find((one) => one.roleId === input.roleId);
  if (input.version === null ? before !== undefined : before !== undefined && before.version !== input.version)
    return fail("stale-version");
  if (input.version !== null && before === undefined) return fail("not-found");
  const wrong = wrongField(input, before, known);
  if (wrong) return fail("invalid-input", { field: wrong.field, fields: [wrong] });
  const role: OwnRole = {
    ...input,
    added: inOrder(input.added),
    removed: inOrder(input.removed),
    version: (before?.version ?? 0) + 1,
  };
  const after = [...known.filter((one) => one.roleId !== role.roleId), role];
  const changed = everybody
    .filter((person) => person.ownRoles?.includes(role.roleId))
    .map((person) => ({ person, next: withRights(person, after) }))
    .filter(({ person, next }) => allPermissions.some((one) => mayDo(person, one) !== mayDo(next, one)));
  const people = changed.map(({ next }) => ({ ...next, version: next.version + 1 }));
  const others = everybody.filter((person) => !people.some((one) => one.staffId === person.staffId));
  if (everybody.some(isManager) && ![...others, ...people].some(isManager)) return fail("last-administrator");
  return ok({ role, people, difference: differenceOf(changed) });
}

interface WrongField {
  readonly field: string;
  readonly message: string;
}

function wrongField(
  input: OwnRoleInput,
  before: OwnRole | undefined,
  known: readonly OwnRole[],
): WrongField | undefined {
  const { base } = input;
  if (!bases.includes(base))
    return { field: "base", message: "What is an owner's stays an owner's. Choose another role." };
  if (before && before.base !== base)
    return { field: "base", message: "The role that it is based on stays. Make another role, and retire this one." };
  const sameName = (one: string) => one.toLowerCase() === input.name.toLowerCase();
  const taken =
    Object.values(roleLabels).some(sameName) ||
    known.some((one) => one.roleId !== input.roleId && !one.retired && sameName(one.name));
  if (taken && !input.retired) return { field: "name", message: "A role has this name already. Choose another." };
  const added = input.added.find((one) => !mayBeAdded(base, one));
  if (added !== undefined) return { field: "added", message: whyNotAdded(base, added) };
  const removed = input.removed.find((one) => !mayBeRemoved(base, one));
  if (removed !== undefined)
    return {
      field: "removed",
      message: `“${removed}” can't be taken away: ${mayDo([base], removed) ? "nobody gets past the first page without it" : "the base does not give it"}.`,
    };
  return undefined;
}

function whyNotAdded(base: OwnRole["base"], permission: Permission): string {
  if (mayDo([base], permission)) return `“${permission}” is given by ${roleLabels[base]} already.`;
  return `“${permission}” can't be added to ${roleLabels[base]}: it goes with a license, with being an owner, or is nobody's.`;
}

/** As the table of permissions has them, each once: the same role is then the same row. */
function inOrder(some: readonly Permission[]): Permission[] {
  return allPermissions.filter((one) => some.includes(one));
}

/** Who gets what, and who loses what; by permission, in the order of their table. */
export function differenceOf(
  changed: readonly { readonly person: StaffMember; readonly next: StaffMember }[],
): RoleDifference {
  const who = (gets: boolean) =>
    allPermissions.flatMap((permission) => {
      const staffIds = changed
        .filter(({ person, next }) => mayDo(next, permission) === gets && mayDo(person, permission) !== gets)
        .map(({ person }) => person.staffId);
      return staffIds.length > 0 ? [{ permission, staffIds }] : [];
    });
  return {
    gains: who(true),
    losses: who(false),
    twoPersons: changed.some(({ person, next }) => gainsPower(person, next)),
  };
}
