import type { PaletteVerb } from "../../app/workflow.ts";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { parseDateText } from "@practicum/ui/parse-date.ts";

/** A person to register, read from "Lopez, Maria 3/4/81". */
export interface NewPatient {
  readonly family: string;
  readonly given: string;
  readonly birthDate: LocalDate | null;
}

export interface PaletteReading {
  /** The verb that the text begins with: "book maria". */
  readonly verb: PaletteVerb | null;
  /** What to look patients up by; dates as MM/DD/YYYY. Empty when there is nothing to look up. */
  readonly search: string;
  /** Whom one could register when nobody is found; null when the text is no name. */
  readonly newPatient: NewPatient | null;
}

/** Reads what was typed into the palette. */
export function readPalette(text: string, verbs: readonly PaletteVerb[], today: LocalDate): PaletteReading {
  const words = text.trim().split(/\s+/).filter(Boolean);
  const first = words[0]?.toLowerCase() ?? "";
  const verb = words.length > 0 ? (verbs.find((v) => v.words.includes(first)) ?? null) : null;
  const rest = verb ? words.slice(1) : words;
  const { names, birthDate } = splitDate(rest, today);
  const search = [...names, ...(birthDate ? [formatDate(birthDate)] : [])].join(" ");
  return { verb, search, newPatient: newPatientOf(names, birthDate) };
}

function splitDate(
  words: readonly string[],
  today: LocalDate,
): { readonly names: readonly string[]; readonly birthDate: LocalDate | null } {
  const index = words.findIndex((word) => /\d/.test(word) && /[/\-.]/.test(word) && !/^\d{3}-/.test(word));
  const birthDate = index === -1 ? null : parseDateText(words[index] ?? "", today, "past");
  return birthDate ? { names: words.filter((_, i) => i !== index), birthDate } : { names: words, birthDate: null };
}

function newPatientOf(words: readonly string[], birthDate: LocalDate | null): NewPatient | null {
  const names = words.filter((word) => !/\d/.test(word));
  if (names.length === 0 || names.length !== words.length) return null;
  const joined = names.join(" ");
  const comma = joined.indexOf(",");
  const [family, given] =
    // limit: a text.
    comma === -1 ? [names[0] ?? "", names.slice(1).join(" ")] : [joined.slice(0, comma), joined.slice(comma + 1)];
  return { family: capitalize(family.trim()), given: capitalize(given.trim()), birthDate };
}

function capitalize(name: string): string {
  return name === name.toLowerCase() ? name.replaceAll(/(^|[\s'-])\p{L}/gu, (start) => start.toUpperCase()) : name;
}

/** Whether a text may be the beginning of a claim's number, as C104: nobody's name has a digit. */
export function isClaimNumber(text: string): boolean {
  return /^\s*[a-z]{1,3}-?\d{1,12}\s*$/i.test(text);
}
