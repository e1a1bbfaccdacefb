import { importedBalance, importedCoverage } from "@practicum/contracts/billing/imports";
import { importedAppointment, importedPatient } from "@practicum/contracts/scheduling/imports";
import type { LocalDate } from "@practicum/kernel/local-date";
import type { z } from "zod";
import type { Columns } from "../../../csv/columns.ts";
import type { CsvRow, ReadCsv } from "../../../csv/read-csv.ts";
import {
  readDate,
  readMoney,
  readPhone,
  readSex,
  readState,
  readTime,
  readZip,
  type DateOrder,
} from "../../../csv/read-cells.ts";
import { importFields, type ChoiceField, type Kind } from "./import-kinds.ts";

/** What a person said of the file beside its columns. */
export interface Said {
  readonly order: DateOrder;
  /** By the field and what stands in the file: which record of the practice it means. */
  readonly values: { readonly [field in ChoiceField]?: { readonly [value: string]: string } };
  /** Where a line names no provider. */
  readonly providerId: string | null;
  /** The day as of which balances were made, or from which insurance is in force where a line has none. */
  readonly asOf: LocalDate | null;
}

interface Problem {
  readonly field: string;
  readonly message: string;
}

const schemas = {
  patients: importedPatient,
  coverages: importedCoverage,
  appointments: importedAppointment,
  balances: importedBalance,
} as const;
export type RowOf<K extends Kind> = z.input<(typeof schemas)[K]>;
export type AnyRow = RowOf<Kind>;

export interface ReadRows {
  readonly rows: readonly { readonly line: number; readonly row: AnyRow }[];
  readonly refused: readonly { readonly line: number; readonly oldNumber: string; readonly problem: Problem }[];
  /** Of balances: what all lines that name an amount come to. */
  readonly total: number | null;
}

type Cell = (field: string) => string;
type Reader = (cell: Cell, said: Said, today: LocalDate) => object | Problem;

/** Reads the lines of a file as what they are said to be; a line that can't be one names its column and what to do. */
export function readRows(kind: Kind, csv: ReadCsv, columns: Columns, said: Said, today: LocalDate): ReadRows {
  const rows: { line: number; row: AnyRow }[] = [];
  const refused: { line: number; oldNumber: string; problem: Problem }[] = [];
  let total = 0;
  for (const one of csv.rows) {
    const cell: Cell = (field) => one.cells[columns[field] ?? -1] ?? "";
    if (kind === "balances") total += readMoney(cell("amount")) ?? 0;
    const read = readLine(kind, csv, one, cell, said, today);
    if ("row" in read) rows.push({ line: one.line, row: read.row });
    // limit: an old number that is no number is cut to what the report keeps.
    else refused.push({ line: one.line, oldNumber: cell("oldNumber").slice(0, 40), problem: read.problem });
  }
  return { rows, refused, total: kind === "balances" ? total : null };
}

function readLine(
  kind: Kind,
  csv: ReadCsv,
  { cells }: CsvRow,
  cell: Cell,
  said: Said,
  today: LocalDate,
): { readonly row: AnyRow } | { readonly problem: Problem } {
  if (cells.length > csv.headings.length && cells.slice(csv.headings.length).some((one) => one !== ""))
    return {
      problem: {
        field: "line",
        message: `It has ${cells.length} cells, and the file ${csv.headings.length} columns. Put the cell with the separator in quotes.`,
      },
    };
  if (cell("oldNumber") === "")
    return { problem: { field: "oldNumber", message: "The patient's old number is missing." } };
  const made = readers[kind](cell, said, today);
  if (isProblem(made)) return { problem: made };
  const checked = schemas[kind].safeParse({ kind, oldNumber: cell("oldNumber"), ...made });
  if (checked.success) return { row: { kind, oldNumber: cell("oldNumber"), ...made } as AnyRow };
  const [first] = checked.error.issues;
  const at = String(first?.path.at(-1) ?? "line");
  return { problem: { field: CONTRACT_FIELDS[at] ?? at, message: first?.message ?? "This can't be read." } };
}

/** Of the contract where the file's field has another name. */
const CONTRACT_FIELDS: { readonly [name: string]: string } = {
  payerId: "payer",
  providerId: "provider",
  providerResourceId: "provider",
  visitTypeId: "visitType",
};

function isProblem(made: object): made is Problem {
  return "message" in made;
}

const problem = (field: string, message: string): Problem => ({ field, message });

const readers: { readonly [K in Kind]: Reader } = {
  patients: readPatient,
  coverages: readCoverage,
  appointments: readAppointment,
  balances: readBalance,
};

function readPatient(cell: Cell, { order }: Said, today: LocalDate): object | Problem {
  // "Lopez, Maria" in one column is both names.
  const whole = cell("given") === "" ? cell("family").split(",") : null;
  const family = (whole?.[0] ?? cell("family")).trim();
  const given = (whole ? whole.slice(1).join(" ") : cell("given")).trim();
  const birthDate = readDate(cell("birthDate"), order, today, true);
  const phone = readPhone(cell("phone"));
  const sex = readSex(cell("sex"));
  const language = readLanguage(cell("language"));
  if (family === "") return problem("family", "The last name is missing.");
  if (given === "")
    return problem("given", "The first name is missing. Both names may stand in one column as Lopez, Maria.");
  if (cell("birthDate") === "") return problem("birthDate", "The date of birth is missing.");
  if (birthDate === null)
    return problem("birthDate", "This is no day that exists. Look at the order of day and month.");
  if (phone === undefined) return problem("phone", "A telephone has ten digits. Correct it, or leave it empty.");
  if (sex === null) return problem("sex", "Write F, M or U.");
  if (language === null) return problem("language", "Write the language as English, Spanish, or its code: en, es.");
  const [line1, city, zip] = [cell("line1"), cell("city"), cell("zip")];
  const hasAddress = line1 !== "" || city !== "";
  return {
    name: { family, given, middle: cell("middle") || null, suffix: cell("suffix") || null },
    birthDate,
    sex,
    phone,
    email: cell("email") || null,
    language,
    address: hasAddress
      ? { line1, line2: cell("line2") || null, city, state: readState(cell("state")), zip: readZip(zip) }
      : null,
  };
}

const LANGUAGES: { readonly [word: string]: string } = {
  english: "en",
  eng: "en",
  spanish: "es",
  spa: "es",
  espanol: "es",
  chinese: "zh",
  mandarin: "zh",
  cantonese: "zh",
  chi: "zh",
  vietnamese: "vi",
  vie: "vi",
  tagalog: "tl",
  tgl: "tl",
  korean: "ko",
  kor: "ko",
  arabic: "ar",
  ara: "ar",
  armenian: "hy",
  farsi: "fa",
  persian: "fa",
  russian: "ru",
  rus: "ru",
  khmer: "km",
  portuguese: "pt",
  french: "fr",
  german: "de",
  japanese: "ja",
};

function readLanguage(text: string): string | null {
  const typed = text.trim().toLowerCase().normalize("NFD").replaceAll(/\p{M}/gu, "");
  if (typed === "") return "en";
  return LANGUAGES[typed] ?? (/^[a-z]{2}(-[a-z0-9]+)*$/.test(typed) ? typed : null);
}

function readCoverage(cell: Cell, said: Said, today: LocalDate): object | Problem {
  const payerId = meant(said, "payer", cell("payer"));
  const from = cell("from") === "" ? said.asOf : readDate(cell("from"), said.order, today, false);
  const to = cell("to") === "" ? null : readDate(cell("to"), said.order, today, false);
  const copay = cell("copay") === "" ? null : readMoney(cell("copay"));
  const subscriber = readSubscriber(cell, said, today);
  const priority = readPriority(cell("priority"));
  if (payerId === null) return problem("payer", "Say which payer of the practice this is.");
  if (cell("memberId") === "") return problem("memberId", "The member number is missing.");
  if (from === null) return problem("from", "This is no day that exists. Look at the order of day and month.");
  if (cell("to") !== "" && to === null)
    return problem("to", "This is no day that exists. Look at the order of day and month.");
  if (cell("copay") !== "" && copay === null) return problem("copay", "Write the amount as 25.00.");
  if (priority === null) return problem("priority", "Write 1, 2 or 3: 1 is billed first.");
  if (isProblem(subscriber)) return subscriber;
  const { groupNumber, planName } = { groupNumber: cell("groupNumber") || null, planName: cell("planName") || null };
  return { payerId, priority, memberId: cell("memberId"), groupNumber, planName, subscriber, from, to, copay };
}

const PLACES: { readonly [sign: string]: number } = { p: 1, s: 2, t: 3, "1": 1, "2": 2, "3": 3 };

/** "Primary", "2nd", "3"; nothing is the first place. */
function readPriority(text: string): number | null {
  return text === "" ? 1 : (PLACES[text.toLowerCase().charAt(0)] ?? null);
}

function readSubscriber(cell: Cell, { order }: Said, today: LocalDate): object | Problem {
  const word = cell("relationship").toLowerCase();
  const relationship =
    word === "" || /^(self|same|patient|insured|18|subscriber)/.test(word)
      ? "self"
      : /^(spouse|husband|wife|partner|01)/.test(word)
        ? "spouse"
        : /^(child|son|daughter|dependent|19)/.test(word)
          ? "child"
          : "other";
  if (relationship === "self") return { relationship, name: null, birthDate: null, sex: null };
  const whole = cell("subscriberGiven") === "" ? cell("subscriberFamily").split(",") : null;
  const family = (whole?.[0] ?? cell("subscriberFamily")).trim();
  const given = (whole ? whole.slice(1).join(" ") : cell("subscriberGiven")).trim();
  const birthDate = readDate(cell("subscriberBirthDate"), order, today, true);
  if (family === "" || given === "") return problem("subscriberFamily", "The subscriber's name is missing.");
  if (birthDate === null)
    return problem("subscriberBirthDate", "The subscriber's date of birth is missing, or no day that exists.");
  return { relationship, name: { family, given, middle: null, suffix: null }, birthDate, sex: null };
}

function readAppointment(cell: Cell, said: Said, today: LocalDate): object | Problem {
  const date = readDate(cell("date"), said.order, today, false);
  // Some systems write day and time into one cell.
  const start = readTime(cell("start") || (/[ T](\d{1,2}:\d{2}.*)$/.exec(cell("date"))?.[1] ?? ""));
  const minutes = cell("minutes") === "" ? null : Number(cell("minutes").replace(/\s*min.*$/i, ""));
  const providerResourceId = meant(said, "provider", cell("provider"));
  const visitTypeId = meant(said, "visitType", cell("visitType"));
  if (date === null) return problem("date", "This is no day that exists. Look at the order of day and month.");
  if (start === null) return problem("start", "Write the time as 8:15 AM or 14:30.");
  if (minutes !== null && !Number.isInteger(minutes)) return problem("minutes", "Write whole minutes, as 15.");
  if (providerResourceId === null) return problem("provider", "Say which provider of the schedule this is.");
  if (visitTypeId === null) return problem("visitType", "Say which visit type of the practice this is.");
  return { date, start, minutes, providerResourceId, visitTypeId, reason: cell("reason") };
}

function readBalance(cell: Cell, said: Said, today: LocalDate): object | Problem {
  const amount = readMoney(cell("amount"));
  const date = cell("date") === "" ? said.asOf : readDate(cell("date"), said.order, today, true);
  const providerId = meant(said, "provider", cell("provider")) ?? said.providerId;
  if (cell("amount") === "") return problem("amount", "The amount is missing.");
  if (amount === null) return problem("amount", "Write the amount as 1,234.50; a credit as -20.00 or (20.00).");
  if (amount === 0) return problem("amount", "Nothing is owed: there is nothing to import.");
  if (date === null) return problem("date", "This is no day that exists. Look at the order of day and month.");
  if (providerId === null) return problem("provider", "Say which provider the balance is counted with.");
  return { amount, date, providerId };
}

function meant({ values }: Said, field: ChoiceField, value: string): string | null {
  return values[field]?.[value] ?? null;
}

/** The values of a field that a person has to say what they mean, the most frequent first. */
export function valuesOf(
  csv: ReadCsv,
  column: number | null,
): readonly { readonly value: string; readonly count: number }[] {
  if (column === null) return [];
  const counts = new Map<string, number>();
  for (const { cells } of csv.rows) {
    const value = cells[column] ?? "";
    if (value !== "") counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count);
}

/** Needed fields without a column; two names may stand in one. */
export function missingFields(kind: Kind, columns: Columns) {
  return importFields[kind].filter(
    (one) => one.needed && columns[one.field] === null && !(one.field === "given" && columns["family"] !== null),
  );
}

/** Which of the practice's own is meant by a text: the same name or number, or every word of the one in the other. */
export function guessMeaning(
  value: string,
  choices: readonly { readonly value: string; readonly label: string; readonly also?: readonly string[] }[],
): string | null {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, " ")
      .trim();
  const typed = plain(value);
  const same = choices.filter((one) => [one.label, ...(one.also ?? [])].some((text) => plain(text) === typed));
  if (same.length === 1) return same[0]?.value ?? null;
  const words = new Set(typed.split(" "));
  const like = choices.filter((one) => {
    const own = plain(one.label).split(" ");
    return own.every((word) => words.has(word)) || [...words].every((word) => own.includes(word));
  });
  return like.length === 1 ? (like[0]?.value ?? null) : null;
}
