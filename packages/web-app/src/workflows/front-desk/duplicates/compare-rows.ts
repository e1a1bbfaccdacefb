import type { DuplicatePair } from "@practicum/contracts/scheduling/merges";
import { formatDate } from "@practicum/kernel/local-date";
import { formatName, formatPhone } from "@practicum/ui/format.ts";
import {
  formerNameWords,
  genderWords,
  interpreterWords,
  pronounWords,
  raceWords,
} from "../../../patient/about-words.ts";
import { languageName } from "../../../patient/languages.ts";
import { otherPhoneWords } from "../../../patient/phones.tsx";
import { sexWord } from "../../../patient/sexes.ts";

type Person = DuplicatePair["first"];

export interface CompareRow {
  readonly label: string;
  readonly first: string;
  readonly second: string;
  /** Both say something, and not the same. What one record does not know is no difference. */
  readonly differs: boolean;
}

/** What two records say of the person, field by field; what neither knows is left out. */
export function compareRows(first: Person, second: Person): readonly CompareRow[] {
  const fields: readonly (readonly [string, (one: Person) => string])[] = [
    ["Name", ({ name }) => formatName(name)],
    ["Goes by", ({ about }) => about?.preferredName ?? ""],
    ["Former names", ({ about }) => formerNameWords(about?.formerNames ?? [])],
    ["Pronouns", ({ about }) => (about?.pronouns ? pronounWords(about) : "")],
    ["Gender identity", ({ about }) => (about?.genderIdentity ? genderWords(about) : "")],
    ["DOB", ({ birthDate }) => formatDate(birthDate)],
    ["Sex", ({ sex }) => (sex === "unknown" ? "" : sexWord(sex))],
    ["Phone", ({ phone }) => (phone === null ? "" : formatPhone(phone))],
    ["Other phones", ({ otherPhones }) => (otherPhones ?? []).map(otherPhoneWords).join("; ")],
    ["E-mail", ({ email }) => email ?? ""],
    [
      "Address",
      ({ address }) =>
        address === null
          ? ""
          : [address.line1, address.line2, address.city, `${address.state} ${address.zip.slice(0, 5)}`]
              .filter(Boolean)
              .join(", "),
    ],
    ["Language", ({ language }) => languageName(language)],
    ["Interpreter", ({ about, language }) => (about?.interpreter ? interpreterWords(about, language) : "")],
    ["Race and ethnicity", ({ about }) => (about?.races ? raceWords(about) : "")],
    ["Guarantor", ({ guarantor }) => (guarantor === null ? "" : formatName(guarantor.name))],
    ["Emergency contact", ({ emergencyContact }) => emergencyContact?.name ?? ""],
    ["MRN", ({ mrn }) => mrn],
  ];
  return fields
    .map(([label, of]) => ({ label, first: of(first), second: of(second) }))
    .filter((row) => row.first !== "" || row.second !== "")
    .map((row) => ({
      ...row,
      differs: row.label !== "MRN" && row.first !== "" && row.second !== "" && row.first !== row.second,
    }));
}

/** Whether who they are is in doubt: then a reason is asked for (SCH-124). */
export function needsReason(first: Person, second: Person): boolean {
  return first.birthDate !== second.birthDate || first.sex !== second.sex;
}
