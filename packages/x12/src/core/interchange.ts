import type { LocalDate, LocalTime } from "@practicum/kernel/local-date";
import type { Delimiters, GroupHeader, InterchangeHeader } from "../types.ts";
import { digits, isDate8, isTime } from "./text.ts";
import type { Segment } from "./walker.ts";

/** How much of a text the search for an ISA may look at: 106 characters when well made, more when padded wrongly. */
const ISA_SEARCH = 400;

export interface IsaText {
  readonly segment: Segment;
  readonly delimiters: Delimiters;
  /** Characters up to and with the segment terminator. */
  readonly length: number;
  /** How many of them are line breaks that do not belong there. */
  readonly lineBreaks: number;
}

/**
 * Reads the ISA that begins at `at` and takes the delimiters from it (X12.5, interchange header). "more" when the text ends
 * too early, "bad" when it cannot be an ISA.
 */
export function readIsa(text: string, at: number): IsaText | "more" | "bad" {
  const element = text[at + 3];
  if (element === undefined) return "more";
  if (/[A-Za-z0-9\s]/.test(element)) return "bad";
  let end = at + 3;
  for (let count = 1; count < 16; count += 1) {
    end = text.indexOf(element, end + 1);
    if (end < 0 || end - at > ISA_SEARCH) return text.length - at > ISA_SEARCH ? "bad" : "more";
  }
  if (text.length < end + 3) return "more";
  const component = text[end + 1] as string;
  const segment = text[end + 2] as string;
  if (/[A-Za-z0-9 ]/.test(segment) || segment === element || component === element || component === segment)
    return "bad";
  const raw = text.slice(at, end + 2);
  const whole = raw.replace(/[\r\n]/g, "");
  const parts = (raw.startsWith("isa") ? whole.toUpperCase() : whole).split(element);
  const repetition = parts[11] ?? "";
  const others = `${element}${component}${segment}`;
  const usable = repetition.length === 1 && !/[A-Za-z0-9 ]/.test(repetition) && !others.includes(repetition);
  // ISA11 of version 4010 is a letter. No value may hold ^, so where one does it can only part repetitions.
  const fallback = others.includes("^") ? "" : "^";
  return {
    segment: parts,
    delimiters: { element, component, segment, repetition: usable ? repetition : fallback },
    length: end + 3 - at,
    lineBreaks: raw.length - whole.length,
  };
}

/** "2026-11-22" of "20261122"; undefined when it is no day. */
export function dateOf(text: string | undefined): LocalDate | undefined {
  if (text === undefined || text.length < 8) return undefined;
  const place = text.charCodeAt(7) & (DATES_KEPT - 1);
  if (dateTexts[place] === text) return dates[place];
  if (!isDate8(text)) return undefined;
  const date = `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6, 8)}`;
  if (text.length === 8) {
    dateTexts[place] = text;
    dates[place] = date;
  }
  return date;
}

/** The days met last, each at the place of its last digit: the claims of a file share a few, and making one is dear. */
const DATES_KEPT = 16;
const dateTexts = Array<string>(DATES_KEPT).fill("");
const dates = Array<LocalDate>(DATES_KEPT).fill("");

/** "20261122". */
export function date8(date: LocalDate): string {
  return date.slice(0, 4) + date.slice(5, 7) + date.slice(8, 10);
}

/** "13:05" of "1305", "130559" or longer. */
export function timeOf(text: string | undefined): LocalTime | undefined {
  if (text === undefined || !isTime(text)) return undefined;
  return `${text.slice(0, 2)}:${text.slice(2, 4)}`;
}

/** "1305". */
export function time4(time: LocalTime): string {
  return time.slice(0, 2) + time.slice(3, 5);
}

/** What an ISA says. What cannot be read becomes an empty text, zero or the first day of the century. */
export function interchangeHeader(isa: Segment): InterchangeHeader {
  const part = (at: number) => (isa[at] ?? "").trim();
  const credential = (at: number) =>
    part(at) === "00" || part(at) === "" ? undefined : { qualifier: part(at), value: part(at + 1) };
  const authorization = credential(1);
  const security = credential(3);
  return {
    senderQualifier: part(5),
    senderId: part(6),
    receiverQualifier: part(7),
    receiverId: part(8),
    date: dateOf(`20${part(9)}`) ?? "2000-01-01",
    time: timeOf(part(10)) ?? "00:00",
    controlNumber: Math.max(0, digits(part(13), 0, Math.min(part(13).length, 9))),
    ...(part(14) === "1" ? { acknowledgmentRequested: true } : {}),
    usage: part(15) === "T" ? "T" : "P",
    ...(authorization ? { authorization } : {}),
    ...(security ? { security } : {}),
  };
}

/** What a GS says. */
export function groupHeader(gs: Segment): GroupHeader {
  return {
    senderCode: gs[2] ?? "",
    receiverCode: gs[3] ?? "",
    date: dateOf(gs[4]) ?? "2000-01-01",
    time: timeOf(gs[5]) ?? "00:00",
    controlNumber: Math.max(0, digits(gs[6] ?? "", 0, Math.min(gs[6]?.length ?? 0, 9))),
  };
}
