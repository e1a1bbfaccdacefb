import type { OwnRole, RightsReport } from "@practicum/contracts/identity/own-roles";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { isAuditedOperation, type Operation } from "@practicum/contracts/operation";
import { allPermissions, FOR_EVERYBODY, gives, POWERFUL } from "@practicum/contracts/own-role";
import { mayDo, role, type Permission, type Role } from "@practicum/contracts/permission";
import { services } from "@practicum/contracts/services";

/** The permissions whose use is on record: some operation that the trail keeps asks for it. Of others nobody can say. */
const recorded: ReadonlySet<string> = new Set(
  Object.values(services)
    .flatMap((api) => Object.values<Operation>(api))
    .filter(isAuditedOperation)
    .map(({ permission }) => permission),
);

type Unused = Pick<RightsReport["people"][number], "unused" | "counted" | "unknown">;

/**
 * What people and roles may do and did not (IDN-162): of a person by all its roles, of a role what nobody used who has it.
 *
 * @param used by person, the permissions that were used in the days that count.
 */
export function unusedRights(
  everybody: readonly StaffMember[],
  known: readonly OwnRole[],
  used: ReadonlyMap<string, ReadonlySet<string>>,
): Pick<RightsReport, "people" | "roles"> {
  const active = everybody.filter((one) => one.active);
  const usedBy = (some: readonly StaffMember[]) => (permission: Permission) =>
    some.some(({ staffId }) => used.get(staffId)?.has(permission) === true);
  const people = active.map((person) => ({
    staffId: person.staffId,
    ...unusedOf((permission) => mayDo(person, permission), usedBy([person])),
  }));
  const plain = role.options.map((one) => {
    const holders = active.filter((person) => hasPlain(person, one, known));
    const may = (permission: Permission) => mayDo([one], permission);
    return { role: one, roleId: null, holders: holders.length, ...unusedOf(may, usedBy(holders)) };
  });
  const own = known.map((one) => {
    const holders = active.filter(({ ownRoles }) => ownRoles?.includes(one.roleId) === true);
    const may = (permission: Permission) => gives(one, permission);
    return { role: null, roleId: one.roleId, holders: holders.length, ...unusedOf(may, usedBy(holders)) };
  });
  const most = (a: Unused, b: Unused) => b.unused.length - a.unused.length;
  return { people: people.toSorted(most), roles: [...plain, ...own].filter((one) => one.holders > 0).toSorted(most) };
}

function unusedOf(may: (permission: Permission) => boolean, wasUsed: (permission: Permission) => boolean): Unused {
  // What everybody needs is not for anybody to take away.
  const held = allPermissions.filter((one) => may(one) && !FOR_EVERYBODY.includes(one));
  const counted = held.filter((one) => recorded.has(one));
  const unused = counted.filter((one) => !wasUsed(one));
  const first = (one: Permission) => (POWERFUL.includes(one) ? 0 : 1);
  return {
    unused: unused.toSorted((a, b) => first(a) - first(b)),
    counted: counted.length,
    unknown: held.filter((one) => !recorded.has(one) && !wasUsed(one)),
  };
}

/** Whether the person has the role as it is, with none of the practice's own in its place. */
function hasPlain(person: StaffMember, one: Role, known: readonly OwnRole[]): boolean {
  const replaced = known.some(({ roleId, base }) => base === one && person.ownRoles?.includes(roleId) === true);
  return person.roles.includes(one) && !replaced;
}
