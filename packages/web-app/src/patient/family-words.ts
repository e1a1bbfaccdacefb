import type { BillsTo, HouseholdRelation } from "@practicum/contracts/scheduling/household-relations";
import { ageInYears, type LocalDate } from "@practicum/kernel/local-date";

/** What a member is in a family, in words. */
export const relationWords: { readonly [R in HouseholdRelation]: string } = {
  parent: "Parent",
  child: "Child",
  spouse: "Spouse",
  guardian: "Guardian",
  other: "Other",
};

export const relationChoices = (Object.keys(relationWords) as HouseholdRelation[]).map((value) => ({
  value: value as string,
  label: relationWords[value],
}));

export const billsToWords: { readonly [B in BillsTo]: string } = {
  "guarantor-while-minor": "The guarantor, until 18",
  guarantor: "The guarantor",
  self: "The patient",
};

export const billsToChoices = (Object.keys(billsToWords) as BillsTo[]).map((value) => ({
  value: value as string,
  label: billsToWords[value],
}));

const ADULT_YEARS = 18;

export function isMinor(birthDate: LocalDate, today: LocalDate): boolean {
  return ageInYears(birthDate, today) < ADULT_YEARS;
}

/** What somebody most likely is beside another one, by age: it stands there to be changed. */
export function likelyRelation(
  birthDate: LocalDate | null,
  beside: LocalDate,
  today: LocalDate,
): { readonly relation: HouseholdRelation; readonly ofRelation: HouseholdRelation } {
  const child = birthDate === null || isMinor(birthDate, today);
  const besideChild = isMinor(beside, today);
  if (child) return { relation: "child", ofRelation: besideChild ? "child" : "parent" };
  return besideChild ? { relation: "parent", ofRelation: "child" } : { relation: "spouse", ofRelation: "spouse" };
}

/** How a newborn without a first name is called until there is one; it fits the field. */
export function newbornName(sex: string | null, parentGiven: string): string {
  const baby = sex === "female" ? "Baby girl" : sex === "male" ? "Baby boy" : "Baby";
  // limit: what the field takes; it is shown there and can be changed.
  return `${baby} of ${parentGiven}`.slice(0, 35).trim();
}
