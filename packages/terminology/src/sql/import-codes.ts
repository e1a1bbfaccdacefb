import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { sql, type QueryExecutorProvider } from "kysely";
import { BUILT_IN } from "../built-in.ts";
import { codeKey, type CodeEntry, type CodeSystem } from "../code-system.ts";
import { mergeRelease, type Period } from "../merge-release.ts";
import {
  contentOf,
  deleteCodes,
  readCodes,
  sameContent,
  writeCodes,
  type CodeContent,
  type StoredCode,
} from "./code-rows.ts";

/** An official file of a code system. */
export interface CodeRelease {
  readonly system: CodeSystem;
  /** The day from which the file is the truth: ICD-10-CM of fiscal year 2024 from 2023-10-01. */
  readonly from: LocalDate;
  /**
   * Whether a code that the file does not have is thereby ended. False for a part of a list, as a licensed extract may be; a
   * function, by code key, where the file is complete for some codes alone.
   */
  readonly complete: boolean | ((codeKey: string) => boolean);
  readonly entries: readonly CodeEntry[];
}

/** Rows written; all zero when the file was known already. */
export interface ImportCounts {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  /** Codes of the file that were already as it says. */
  readonly unchanged: number;
}

/**
 * Loads an official file. Periods are merged, never replaced: what was true on a past day of service stays true
 * (TRM-21). What the built-in set knows beyond the file (how common a code is, words people type, how a denial is worked)
 * is kept on the file's entries. Run it inside one transaction.
 */
export async function importCodes(db: QueryExecutorProvider, release: CodeRelease): Promise<ImportCounts> {
  const { system, from } = release;
  await sql`insert into terminology_release (kind, valid_from) values (${system}, ${from}) on conflict do nothing`.execute(
    db,
  );
  const to = await lastDayOf(db, system, from);
  const known = grouped(await readCodes(db, system), (row) => row.key);
  const incoming = grouped(release.entries, (entry) => codeKey(entry.code));
  const { complete } = release;
  const ends = typeof complete === "function" ? complete : () => complete;
  const keys = new Set([...[...known.keys()].filter(ends), ...incoming.keys()]);
  const write: StoredCode[] = [];
  const remove: StoredCode[] = [];
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for (const key of keys) {
    const before = known.get(key) ?? [];
    const after = mergedCode(before, incoming.get(key) ?? [], from, to).map((period) => stored(key, period));
    const writing = after.filter((row) => !before.some((old) => sameRow(old, row)));
    remove.push(...before.filter((old) => !after.some((row) => row.from === old.from)));
    write.push(...writing);
    for (const row of writing) counts[before.some((old) => old.from === row.from) ? "changed" : "added"] += 1;
    if (incoming.has(key) && writing.length === 0) counts.unchanged += 1;
  }
  await deleteCodes(db, system, remove);
  await writeCodes(db, system, write);
  if (write.length + remove.length > 0) await settle(db);
  return { ...counts, removed: remove.length };
}

/**
 * Puts the built-in set into the database. A system of which an official file was loaded is left alone. Doing it again,
 * also with a newer program, writes only what differs.
 */
export async function seedBuiltInCodes(db: QueryExecutorProvider): Promise<ImportCounts> {
  const { rows } = await sql<{ kind: string }>`select distinct kind from terminology_release`.execute(db);
  const official = new Set(rows.map((row) => row.kind));
  const total = { added: 0, changed: 0, removed: 0, unchanged: 0 };
  for (const [system, entries] of BUILT_IN.entries) {
    if (official.has(system)) continue;
    const wanted = entries.map((entry) => storedEntry(entry, false));
    const before = new Map((await readCodes(db, system)).map((row) => [rowId(row), row]));
    const write = wanted.filter((row) => !sameRow(before.get(rowId(row)), row));
    const ids = new Set(wanted.map(rowId));
    const remove = [...before.values()].filter((row) => !ids.has(rowId(row)));
    await deleteCodes(db, system, remove);
    await writeCodes(db, system, write);
    const changed = write.filter((row) => before.has(rowId(row))).length;
    total.added += write.length - changed;
    total.changed += changed;
    total.removed += remove.length;
    total.unchanged += wanted.length - write.length;
  }
  if (total.added + total.changed > 0) await settle(db);
  return total;
}

/** The day before the next file of the same kind that was loaded earlier; undefined when this one is the newest. */
export async function lastDayOf(
  db: QueryExecutorProvider,
  kind: string,
  from: LocalDate,
): Promise<LocalDate | undefined> {
  const { rows } = await sql<{ next: LocalDate | null }>`
    select min(valid_from)::text as next from terminology_release
    where kind = ${kind} and valid_from > ${from}::date`.execute(db);
  const next = rows[0]?.next;
  return next ? addDays(next, -1) : undefined;
}

/** Sorts what was written into the word index (it gathers it aside first, which every search would have to read through). */
async function settle(db: QueryExecutorProvider): Promise<void> {
  await sql`select gin_clean_pending_list('terminology_code_words'::regclass)`.execute(db);
  await sql`analyze terminology_code`.execute(db);
}

function mergedCode(
  before: readonly StoredCode[],
  entries: readonly CodeEntry[],
  from: LocalDate,
  to: LocalDate | undefined,
): Period<CodeContent>[] {
  // A file that dates its codes itself also corrects our built-in dates; one without dates does not speak of the past.
  const dated = entries.some((entry) => entry.from < from);
  const known = before.filter((row) => row.content.official || !dated).map(periodOf);
  const periods = entries.map((entry) => periodOf(storedEntry(withBuiltInKnowledge(entry), true)));
  return mergeRelease(known, { from, periods, ...(to === undefined ? {} : { to }) }, sameContent);
}

/** Keeps what the built-in set knows of the code beyond the official file. */
export function withBuiltInKnowledge(entry: CodeEntry): CodeEntry {
  const known = BUILT_IN.byCode.get(`${entry.system} ${codeKey(entry.code)}`)?.at(-1);
  if (!known) return entry;
  return {
    ...entry,
    ...(entry.weight === undefined && known.weight !== undefined ? { weight: known.weight } : {}),
    keywords: [entry.keywords, known.keywords, known.label].filter(Boolean).join(" "),
    attrs: { ...known.attrs, ...entry.attrs },
  };
}

function storedEntry(entry: CodeEntry, official: boolean): StoredCode {
  return { key: codeKey(entry.code), from: entry.from, to: entry.to ?? null, content: contentOf(entry, official) };
}

function periodOf({ from, to, content }: StoredCode): Period<CodeContent> {
  return to === null ? { from, content } : { from, to, content };
}

function stored(key: string, { from, to, content }: Period<CodeContent>): StoredCode {
  return { key, from, to: to ?? null, content };
}

function sameRow(a: StoredCode | undefined, b: StoredCode): boolean {
  return (
    a?.from === b.from &&
    a.to === b.to &&
    a.content.official === b.content.official &&
    sameContent(a.content, b.content)
  );
}

function rowId(row: StoredCode): string {
  return `${row.key} ${row.from}`;
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
