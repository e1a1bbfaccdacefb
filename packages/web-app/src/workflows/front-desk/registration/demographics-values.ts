import type { Demographics, OtherPhone, Patient } from "@practicum/contracts/scheduling/patients";
import type { LocalDate } from "@practicum/kernel/local-date";
import { aboutFields, aboutValuesOf, nothingAsked, toAbout, type AboutValues } from "./about-values.ts";
import { formatPhone, formatZip } from "@practicum/ui/format.ts";
import type { Unanswered } from "../../../forms/use-contract-form.ts";

/** Demographics as a form holds them: flat, every text as it was typed. */
export interface DemographicsValues extends Record<string, unknown>, AboutValues {
  family: string;
  given: string;
  middle: string;
  suffix: string;
  birthDate: LocalDate | null;
  /** Null until it was asked: claims need an answer, and "unknown" is one. */
  sex: "female" | "male" | "unknown" | null;
  phone: string;
  otherPhones: readonly OtherPhone[];
  email: string;
  line1: string;
  line2: string;
  city: string;
  state: string;
  zip: string;
  language: string;
  contactName: string;
  contactRelationship: string;
  contactPhone: string;
  guarantor: "self" | "spouse" | "parent" | "guardian" | "other";
  guarantorFamily: string;
  guarantorGiven: string;
  guarantorBirthDate: LocalDate | null;
  guarantorPhone: string;
}

/** Where the contract's fields stand in the form. */
export const demographicsFields: { readonly [inputPath: string]: string } = {
  "name.family": "family",
  "name.given": "given",
  "name.middle": "middle",
  "name.suffix": "suffix",
  "address.line1": "line1",
  "address.line2": "line2",
  "address.city": "city",
  "address.state": "state",
  "address.zip": "zip",
  "emergencyContact.name": "contactName",
  "emergencyContact.relationship": "contactRelationship",
  "emergencyContact.phone": "contactPhone",
  "guarantor.name.family": "guarantorFamily",
  "guarantor.name.given": "guarantorGiven",
  "guarantor.birthDate": "guarantorBirthDate",
  "guarantor.phone": "guarantorPhone",
  ...aboutFields,
};

export function emptyDemographics(
  known: { readonly family?: string; readonly given?: string; readonly birthDate?: LocalDate | null } = {},
): DemographicsValues {
  return {
    family: known.family ?? "",
    given: known.given ?? "",
    middle: "",
    suffix: "",
    birthDate: known.birthDate ?? null,
    sex: null,
    phone: "",
    otherPhones: [],
    email: "",
    line1: "",
    line2: "",
    city: "",
    state: "CA",
    zip: "",
    language: "en",
    contactName: "",
    contactRelationship: "",
    contactPhone: "",
    guarantor: "self",
    guarantorFamily: "",
    guarantorGiven: "",
    guarantorBirthDate: null,
    guarantorPhone: "",
    ...nothingAsked,
  };
}

export function valuesOf(patient: Patient): DemographicsValues {
  const { name, address, emergencyContact: contact, guarantor } = patient;
  return {
    family: name.family,
    given: name.given,
    middle: name.middle ?? "",
    suffix: name.suffix ?? "",
    birthDate: patient.birthDate,
    sex: patient.sex,
    phone: patient.phone ? formatPhone(patient.phone) : "",
    otherPhones: (patient.otherPhones ?? []).map((one) => ({ ...one, phone: formatPhone(one.phone) })),
    email: patient.email ?? "",
    line1: address?.line1 ?? "",
    line2: address?.line2 ?? "",
    city: address?.city ?? "",
    state: address?.state ?? "CA",
    zip: address ? formatZip(address.zip) : "",
    language: patient.language,
    contactName: contact?.name ?? "",
    contactRelationship: contact?.relationship ?? "",
    contactPhone: contact ? formatPhone(contact.phone) : "",
    guarantor: guarantor?.relationship ?? "self",
    guarantorFamily: guarantor?.name.family ?? "",
    guarantorGiven: guarantor?.name.given ?? "",
    guarantorBirthDate: guarantor?.birthDate ?? null,
    guarantorPhone: guarantor?.phone ? formatPhone(guarantor.phone) : "",
    ...aboutValuesOf(patient.about),
  };
}

/**
 * The contract's input of what was typed. A missing birth date becomes an empty text, which the contract refuses with its own
 * words. `kept` carries what the form does not show (a guarantor's address), so that saving never loses it.
 */
export function toDemographics(
  values: DemographicsValues,
  kept: Pick<Demographics, "guarantor"> | null = null,
): Unanswered<Demographics> {
  const hasAddress = [values.line1, values.line2, values.city, values.zip].some((part) => part.trim() !== "");
  const hasContact = [values.contactName, values.contactPhone].some((part) => part.trim() !== "");
  return {
    name: { family: values.family, given: values.given, middle: orNull(values.middle), suffix: orNull(values.suffix) },
    birthDate: values.birthDate ?? "",
    sex: values.sex,
    phone: digits(values.phone),
    otherPhones: values.otherPhones.map((one) => ({ ...one, phone: digits(one.phone) ?? "" })),
    email: orNull(values.email),
    address: hasAddress
      ? {
          line1: values.line1,
          line2: orNull(values.line2),
          city: values.city,
          state: values.state.toUpperCase(),
          zip: values.zip.replaceAll("-", ""),
        }
      : null,
    language: values.language,
    guarantor:
      values.guarantor === "self"
        ? null
        : {
            name: {
              family: values.guarantorFamily,
              given: values.guarantorGiven,
              middle: kept?.guarantor?.name.middle ?? null,
              suffix: kept?.guarantor?.name.suffix ?? null,
            },
            relationship: values.guarantor,
            birthDate: values.guarantorBirthDate,
            address: kept?.guarantor?.address ?? null,
            phone: digits(values.guarantorPhone),
          },
    emergencyContact: hasContact
      ? { name: values.contactName, relationship: values.contactRelationship, phone: digits(values.contactPhone) ?? "" }
      : null,
    about: toAbout(values),
  };
}

function orNull(text: string): string | null {
  return text.trim() === "" ? null : text.trim();
}

/** "(619) 555-0142" and "+1 619.555.0142" as ten digits; what is no number stays as it was typed, for the contract to refuse. */
function digits(text: string): string | null {
  const bare = text.replaceAll(/[^\d]/g, "").replace(/^1(?=\d{10}$)/, "");
  return text.trim() === "" ? null : bare.length === 10 ? bare : text.trim();
}
