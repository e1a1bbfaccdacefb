import { rosterPerson, type rosterOperations } from "@practicum/contracts/messaging/rosters";
import type { LocalDate } from "@practicum/kernel/local-date";
import { parseDateText } from "@practicum/ui/parse-date.ts";
import type { z } from "zod";
import { guessColumns, type Columns } from "../../csv/columns.ts";
import { readPhone, readSex } from "../../csv/read-cells.ts";
import type { ReadCsv } from "../../csv/read-csv.ts";
import { languages } from "./outreach-words.ts";

/** What a roster may say of a person, and by which headings it is known. */
export const rosterFields = [
  {
    field: "memberNumber",
    label: "Member number",
    needed: true,
    heads: ["member number", "member id", "memberid", "cin", "subscriber id", "id"],
  },
  {
    field: "family",
    label: "Last name",
    needed: true,
    heads: ["last name", "lastname", "surname", "name", "member name"],
  },
  { field: "given", label: "First name", needed: true, heads: ["first name", "firstname"] },
  { field: "middle", label: "Middle name", needed: false, heads: ["middle name", "middle", "mi"] },
  {
    field: "birthDate",
    label: "Birth date",
    needed: true,
    heads: ["birth date", "birthdate", "dob", "date of birth", "born"],
  },
  { field: "sex", label: "Sex", needed: false, heads: ["sex", "gender"] },
  {
    field: "phone",
    label: "Telephone",
    needed: false,
    heads: ["phone", "telephone", "phone 1", "home phone", "phone number"],
  },
  {
    field: "phone2",
    label: "Second telephone",
    needed: false,
    heads: ["phone 2", "cell", "cell phone", "mobile", "second phone", "alternate phone"],
  },
  {
    field: "language",
    label: "Language",
    needed: false,
    heads: ["language", "lang", "preferred language", "spoken language"],
  },
  {
    field: "line1",
    label: "Street",
    needed: false,
    heads: ["address", "street", "address 1", "address line 1", "street address"],
  },
  { field: "city", label: "City", needed: false, heads: ["city", "town"] },
  { field: "state", label: "State", needed: false, heads: ["state", "st"] },
  { field: "zip", label: "ZIP code", needed: false, heads: ["zip", "zip code", "zipcode", "postal code"] },
] as const;

export type RosterField = (typeof rosterFields)[number]["field"];
/** The column of each field, counted from 0; null where the file has none. */
export type Mapping = Columns<RosterField>;

export type RosterRow = z.input<typeof rosterOperations.importRoster.input>["rows"][number];

/** What a file's headings say of themselves. */
export function guessMapping(headings: readonly string[]): Mapping {
  return guessColumns(rosterFields, headings);
}

export interface ReadRoster {
  readonly rows: readonly RosterRow[];
  /** Lines that are left out, and why: without what stands there. */
  readonly refused: readonly { readonly line: number; readonly because: string }[];
}

/** Reads the lines of a file as people; a line that can't be one is named with what is wrong. */
export function readRoster(csv: ReadCsv, mapping: Mapping, today: LocalDate): ReadRoster {
  const rows: RosterRow[] = [];
  const refused: { line: number; because: string }[] = [];
  const seen = new Map<string, number>();
  for (const { line, cells } of csv.rows) {
    const read = readLine(cells, mapping, today);
    const before = seen.get(read.person.memberNumber);
    const checked = rosterPerson.safeParse(read.person);
    const problem =
      read.problem ??
      (checked.success ? null : wordsOf(checked.error)) ??
      (read.person.birthDate > today ? "Birth date: it is in the future" : null) ??
      (before === undefined ? null : `Member number: it stands in line ${before} too`);
    // limit: a reason in words, cut to what the contract keeps; each line has one.
    if (problem !== null) refused.push({ line, because: problem.slice(0, 160) });
    else {
      seen.set(read.person.memberNumber, line);
      rows.push({ ...read.person, line });
    }
  }
  return { rows, refused };
}

type Person = Omit<RosterRow, "line">;

function readLine(
  cells: readonly string[],
  mapping: Mapping,
  today: LocalDate,
): { readonly person: Person; readonly problem: string | null } {
  const cell = (field: RosterField) => cells[mapping[field] ?? -1] ?? "";
  // "Lopez, Maria" in one column is both names.
  const whole = mapping.given === null ? cell("family").split(",") : null;
  const family = (whole?.[0] ?? cell("family")).trim();
  const given = (whole ? whole.slice(1).join(" ") : cell("given")).trim();
  const birthDate = parseDateText(cell("birthDate"), today, "past");
  const phones = [readPhone(cell("phone")), readPhone(cell("phone2"))];
  const language = readLanguage(cell("language"));
  const sex = readSex(cell("sex"));
  const problem =
    cell("memberNumber") === ""
      ? "Member number: missing"
      : family === "" || given === ""
        ? "Name: the first or the last name is missing"
        : birthDate === null
          ? cell("birthDate") === ""
            ? "Birth date: missing"
            : "Birth date: can't be read"
          : phones.includes(undefined)
            ? "Telephone: not ten digits"
            : sex === null
              ? "Sex: neither F, M nor U"
              : language === null
                ? "Language: not known"
                : null;
  const person = {
    memberNumber: cell("memberNumber"),
    name: { family, given, middle: cell("middle") || null, suffix: null },
    birthDate: birthDate ?? "",
    sex: sex ?? "unknown",
    phones: [...new Set(phones.filter((one) => typeof one === "string"))],
    language: language ?? "en",
    address: readAddress(cell),
  };
  return { person, problem };
}

/** The three-letter codes of ISO 639-2 that lists of members have, and those of its one-letter kind. */
const codes: { readonly [code: string]: string } = {
  eng: "en",
  spa: "es",
  chi: "zh",
  zho: "zh",
  vie: "vi",
  tgl: "tl",
  kor: "ko",
  ara: "ar",
  arm: "hy",
  per: "fa",
  rus: "ru",
  khm: "km",
  e: "en",
  s: "es",
};

function readLanguage(text: string): string | null {
  const typed = text.trim().toLowerCase();
  if (typed === "") return "en";
  const named = languages.find((one) => one.label.toLowerCase() === typed || one.value === typed);
  return named?.value ?? codes[typed] ?? null;
}

function readAddress(cell: (field: RosterField) => string) {
  const [line1, city] = [cell("line1"), cell("city")];
  if (line1 === "" && city === "" && cell("zip") === "") return null;
  return {
    line1,
    line2: null,
    city,
    state: cell("state").toUpperCase(),
    zip: cell("zip").replaceAll(/\D/g, ""),
  };
}

const fieldWords: { readonly [field: string]: string } = {
  memberNumber: "Member number",
  name: "Name",
  birthDate: "Birth date",
  sex: "Sex",
  phones: "Telephone",
  language: "Language",
  address: "Address",
};

/** "Address: Enter a state, as CA." */
function wordsOf(error: z.ZodError): string {
  const [first] = error.issues;
  const field = fieldWords[String(first?.path[0] ?? "")] ?? "Line";
  return `${field}: ${first?.message ?? "not as it should be"}`;
}
