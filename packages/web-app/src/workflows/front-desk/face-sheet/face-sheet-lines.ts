import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Patient } from "@practicum/contracts/scheduling/patients";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName } from "@practicum/ui/format.ts";
import type { AllergyState } from "@practicum/ui/patient-banner.tsx";

/** "100 Harbor Drive, Apt 2, San Diego, CA 92101". */
export function addressLine(address: Patient["address"]): string {
  if (address === null) return "None on file";
  const { line1, line2, city, state, zip } = address;
  return [line1, line2, city, `${state} ${zip.slice(0, 5)}`].filter(Boolean).join(", ");
}

/** What is not asked, not loaded or not for the reader's eyes is said to be so: never "none". */
export function allergyLine(allergies: AllergyState): string {
  switch (allergies.kind) {
    case "hidden":
      return "Not shown to this role: ask clinical staff.";
    case "unknown":
      return "Could not be loaded: see the chart.";
    case "restricted":
      return "The chart is restricted: ask who treats the patient.";
    case "not-asked":
      return "Not asked yet.";
    case "none-known":
      return "No known allergies (NKDA).";
    case "listed":
      return allergies.substances.join(", ");
  }
}

export function subscriberLine({ relationship, name, birthDate }: Coverage["subscriber"]): string {
  if (relationship === "self") return "Self";
  const who = name ? formatName(name) : "Name not on file";
  // As it stands on a claim: the patient is the subscriber's spouse, child or other.
  return `${who}${birthDate ? `, born ${formatDate(birthDate)}` : ""} (patient is ${relationship === "other" ? "another dependent" : relationship})`;
}

/** Whom the plan assigned, by the payer's last answer or the card. */
export function pcpLine(one: {
  readonly pcpNpi: string | null;
  readonly eligibility: { readonly pcpName: string | null } | null;
}): string {
  const name = one.eligibility?.pcpName ?? null;
  const npi = one.pcpNpi === null ? null : `NPI ${one.pcpNpi}`;
  return [name, npi].filter(Boolean).join(", ") || "None assigned";
}
