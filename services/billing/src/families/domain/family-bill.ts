import type { Patient } from "@practicum/contracts/scheduling/patients";
import type { Address, PersonName } from "@practicum/contracts/schema";
import { ageInYears, type LocalDate } from "@practicum/kernel/local-date";
import type { HouseholdCopy } from "./household-copy.ts";

const ADULT_YEARS = 18;

type Member = HouseholdCopy["members"][number];

/** Whether a member's bills go to the guarantor on a day (BIL-320): always, never, or until the eighteenth birthday. */
export function isBilledToGuarantor(
  member: Pick<Member, "billsTo">,
  { birthDate }: Pick<Patient, "birthDate">,
  on: LocalDate,
): boolean {
  if (member.billsTo === "self") return false;
  return member.billsTo === "guarantor" || ageInYears(birthDate, on) < ADULT_YEARS;
}

/** Who gets the bill, and where. */
export interface BillTo {
  readonly name: PersonName;
  readonly address: Address | null;
  /** Whether that one has died: then it goes to the estate. */
  readonly estate?: boolean;
}

/**
 * Whom a patient's bills go to by a family, null where by none: the guarantor as its own record has it, or as a person who is no
 * patient. A guarantor whose record is closed gets no mail.
 */
export function billToOf(
  household: HouseholdCopy,
  patient: Patient,
  guarantorRecord: Patient | null,
  on: LocalDate,
): BillTo | null {
  const member = household.members.find((one) => one.patientId === patient.patientId);
  if (!member || !isBilledToGuarantor(member, patient, on)) return null;
  const { guarantor } = household;
  if (guarantor?.person) return { name: guarantor.person.name, address: guarantor.person.address ?? household.address };
  if (!guarantorRecord?.active) return null;
  return {
    name: guarantorRecord.name,
    address: guarantorRecord.address ?? household.address,
    estate: Boolean(guarantorRecord.death),
  };
}
