import type { OwnRole } from "@practicum/contracts/identity/own-roles";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { rightsOf } from "@practicum/contracts/own-role";

/** A person with what follows from the own roles of now. */
export function withRights(person: StaffMember, known: readonly OwnRole[]): StaffMember {
  const { ownRoles = [], granted: _, withheld: __, ...rest } = person;
  const own = known.filter((one) => ownRoles.includes(one.roleId));
  const rights = rightsOf(person.roles, own);
  return {
    ...rest,
    ...(ownRoles.length > 0 ? { ownRoles } : {}),
    ...(rights.granted.length > 0 ? { granted: rights.granted } : {}),
    ...(rights.withheld.length > 0 ? { withheld: rights.withheld } : {}),
  };
}
