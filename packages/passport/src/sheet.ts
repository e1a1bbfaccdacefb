import { nameOf, type PassportRecord } from "./record.ts";

/*
 * What a printed sheet adds to a passport's file: the record's name, so that whoever has the sheet can tell whether a file is the one that it
 * speaks of. The sheet alone proves nothing, and says so.
 */

const MARK = "#record-";

/** Where a sheet's code leads: to the page that it was made on, with the name of the record (CUR-79). @param page its address, with or without a mark. */
export function addressOf(page: string, record: PassportRecord): string {
  return `${page.replace(/#.*$/s, "")}${MARK}${nameOf(record)}`;
}

/** The record that an address names; null where it names none. @param mark the address's part from "#" on. */
export function namedIn(mark: string): string | null {
  const name = mark.startsWith(MARK) ? mark.slice(MARK.length) : "";
  return /^[\w-]{43}$/.test(name) ? name : null;
}
