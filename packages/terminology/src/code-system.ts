import type { LocalDate } from "@practicum/kernel/local-date";

/** Every code system the practice uses. `modifier` holds CPT and HCPCS modifiers, `taxonomy` NUCC's provider taxonomy. */
export const CODE_SYSTEMS = ["icd10cm", "hcpcs", "cpt", "pos", "modifier", "carc", "rarc", "cvx", "taxonomy"] as const;
export type CodeSystem = (typeof CODE_SYSTEMS)[number];

export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What a system knows of a code beyond its label. Each system has its own shape; as JSON it travels to the database. */
export type CodeAttrs = { readonly [key: string]: Json };

/** A code over one period of validity. A code that was closed and opened again, or reworded, has several entries. */
export interface CodeEntry<Attrs = CodeAttrs> {
  readonly system: CodeSystem;
  /** As people write it: a diagnosis with its dot. */
  readonly code: string;
  readonly label: string;
  /** First day of validity. */
  readonly from: LocalDate;
  /** Last day of validity; absent while it is open. */
  readonly to?: LocalDate;
  /** False for a heading that no claim may carry. Absent means billable. */
  readonly billable?: boolean;
  /** 2 is the daily work of a family practice, 1 is common there, 0 or absent is the rest. Orders search results. */
  readonly weight?: number;
  /** Other words people type for it. Searched, never shown. */
  readonly keywords?: string;
  readonly attrs?: Attrs;
}

/** Whether the entry is in force on a day: both ends count. */
export function validOn(entry: { readonly from: LocalDate; readonly to?: LocalDate }, date: LocalDate): boolean {
  return entry.from <= date && (entry.to === undefined || date <= entry.to);
}

/**
 * The form in which codes are compared: upper case, without dots and blanks. It is also the form that X12 carries for a
 * diagnosis (HI segment: "the decimal point is not sent").
 */
export function codeKey(code: string): string {
  return code.toUpperCase().replaceAll(/[.\s-]/g, "");
}

/** A diagnosis as people read it: the dot after the third character. Takes either form. */
export function dottedDiagnosis(code: string): string {
  const key = codeKey(code);
  return key.length > 3 ? `${key.slice(0, 3)}.${key.slice(3)}` : key;
}

/** Entries by system and code. Made once by {@link codeSet}; never changed. */
export interface CodeSet {
  readonly entries: ReadonlyMap<CodeSystem, readonly CodeEntry[]>;
  readonly byCode: ReadonlyMap<string, readonly CodeEntry[]>;
}

export function codeSet(entries: Iterable<CodeEntry>): CodeSet {
  const bySystem = new Map<CodeSystem, CodeEntry[]>();
  const byCode = new Map<string, CodeEntry[]>();
  for (const entry of entries) {
    push(bySystem, entry.system, entry);
    push(byCode, mapKey(entry.system, entry.code), entry);
  }
  return { entries: bySystem, byCode };
}

/** The entry of a code that is in force on a day (the date of service). The dot of a diagnosis is optional. */
export function findCode(set: CodeSet, system: CodeSystem, code: string, onDate: LocalDate): CodeEntry | undefined {
  return set.byCode.get(mapKey(system, code))?.find((entry) => validOn(entry, onDate));
}

/** All periods of a code, whatever the day: tells an unknown code from one that is not valid that day. */
export function periodsOf(set: CodeSet, system: CodeSystem, code: string): readonly CodeEntry[] {
  return set.byCode.get(mapKey(system, code)) ?? [];
}

function mapKey(system: CodeSystem, code: string): string {
  return `${system} ${codeKey(code)}`;
}

function push<K>(map: Map<K, CodeEntry[]>, key: K, entry: CodeEntry): void {
  const list = map.get(key);
  if (list) list.push(entry);
  else map.set(key, [entry]);
}
