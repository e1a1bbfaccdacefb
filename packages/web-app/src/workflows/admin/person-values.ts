import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Role } from "@practicum/contracts/permission";

/** A person as the form holds it. */
export interface PersonValues extends Record<string, unknown> {
  email: string;
  family: string;
  given: string;
  credential: string;
  roles: Role[];
  ownRoles: string[];
  npi: string;
  taxonomy: string | null;
  dea: string;
  supervisorId: string | null;
  active: boolean;
}

export const emptyPerson: PersonValues = {
  email: "",
  family: "",
  given: "",
  credential: "",
  roles: [],
  ownRoles: [],
  npi: "",
  taxonomy: null,
  dea: "",
  supervisorId: null,
  active: true,
};

export function valuesOf(person: StaffMember): PersonValues {
  const { staffId: _, version: __, granted: ___, withheld: ____, ownRoles = [], ...values } = person;
  return { ...values, ownRoles: [...ownRoles], npi: values.npi ?? "", dea: values.dea ?? "" };
}

const providerRoles: readonly Role[] = ["physician", "physician-assistant", "nurse-practitioner"];

export function isProvider(roles: readonly Role[]): boolean {
  return roles.some((role) => providerRoles.includes(role));
}

/** The command's input: what does not belong to the roles is left out. */
export function toInput(values: PersonValues, staffId: string, version: number | null) {
  const provider = isProvider(values.roles);
  return {
    ...values,
    staffId,
    version,
    email: values.email.trim(),
    npi: provider && values.npi.trim() !== "" ? values.npi.trim() : null,
    taxonomy: provider ? values.taxonomy : null,
    dea: provider && values.dea.trim() !== "" ? values.dea.trim().toUpperCase() : null,
    supervisorId: values.roles.includes("physician-assistant") ? values.supervisorId : null,
  };
}
