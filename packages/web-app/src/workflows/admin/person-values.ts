import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { Role } from "@practicum/contracts/permission";
import type { Choice } from "@practicum/ui/choice-match.ts";

/** A person as the form holds it. */
export interface PersonValues extends Record<string, unknown> {
  email: string;
  family: string;
  given: string;
  credential: string;
  roles: Role[];
  npi: string;
  taxonomy: string | null;
  supervisorId: string | null;
  active: boolean;
}

export const emptyPerson: PersonValues = {
  email: "",
  family: "",
  given: "",
  credential: "",
  roles: [],
  npi: "",
  taxonomy: null,
  supervisorId: null,
  active: true,
};

export function valuesOf(person: StaffMember): PersonValues {
  const { staffId: _, version: __, ...values } = person;
  return { ...values, npi: values.npi ?? "" };
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
    supervisorId: values.roles.includes("physician-assistant") ? values.supervisorId : null,
  };
}

/** NUCC codes of the practice's kinds of provider, in our own words, found by the code and by what people call them. */
export const taxonomies: readonly Choice[] = [
  { value: "207Q00000X", label: "Family medicine", words: ["FM", "FP", "Family practice"] },
  { value: "207R00000X", label: "Internal medicine" },
  { value: "208000000X", label: "Pediatrics" },
  { value: "207N00000X", label: "Dermatology" },
  { value: "2084P0800X", label: "Psychiatry" },
  { value: "207RC0000X", label: "Cardiology" },
  { value: "207Y00000X", label: "Ear, nose and throat", words: ["ENT", "Otolaryngology"] },
  { value: "208600000X", label: "General surgery" },
  { value: "208800000X", label: "Urology" },
  { value: "363A00000X", label: "Physician assistant", words: ["PA"] },
  { value: "363AM0700X", label: "Physician assistant, medical" },
  { value: "363L00000X", label: "Nurse practitioner", words: ["NP"] },
  { value: "363LF0000X", label: "Nurse practitioner, family", words: ["FNP"] },
];
