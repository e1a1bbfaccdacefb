import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type QueryExecutorProvider } from "kysely";
import { codeKey, type CodeAttrs } from "../code-system.ts";
import type { AddOn, DiagnosisLimit, FeeIndicators, Gpci, LocalityCounties, Mue, RelativeValue } from "../edit-data.ts";
import type { GrowthTable } from "../growth.ts";
import { mergeRelease, type Period } from "../merge-release.ts";
import { stableJson } from "../stable-json.ts";
import { lastDayOf, type ImportCounts } from "./import-codes.ts";

/** Official tables about codes, other than the codes themselves and the PTP pairs. */
export interface FactKinds {
  readonly mue: Mue;
  readonly "add-on": AddOn;
  readonly rvu: RelativeValue;
  readonly "fee-indicators": FeeIndicators;
  readonly gpci: Gpci;
  readonly locality: LocalityCounties;
  readonly "diagnosis-limits": DiagnosisLimit;
  readonly growth: GrowthTable;
  readonly cdsi: VaccineRules;
}

/** A file of CDC's vaccine rules, as it was published. Its hash stands in its key, so that a version is told without reading it. */
type VaccineRules = {
  readonly code: "CDSI";
  readonly file: string;
  readonly hash: string;
  readonly text: string;
};
export type FactKind = keyof FactKinds;

/** A key is the code, a blank, and what else tells facts of a code apart: so all facts of a code are one range. */
const KEYS: { readonly [Kind in FactKind]: (fact: FactKinds[Kind]) => string } = {
  mue: (fact) => `${fact.code} `,
  "add-on": (fact) => `${fact.addOn} ${fact.primary ?? "CCCCC"}`,
  rvu: (fact) => `${fact.code} ${fact.modifier}`,
  "fee-indicators": (fact) => `${fact.code} ${fact.modifier}`,
  gpci: (fact) => `${fact.mac} ${fact.locality}`,
  locality: (fact) => `${fact.mac} ${fact.locality}`,
  "diagnosis-limits": (fact) => `${codeKey(fact.code)} ${fact.kind}`,
  growth: (fact) => `${fact.code} ${fact.measure} ${fact.sex} ${fact.start}`,
  cdsi: (fact) => `${fact.code} ${fact.file} ${fact.hash}`,
};

interface StoredFact {
  readonly key: string;
  readonly from: LocalDate;
  readonly to: LocalDate | null;
  readonly attrs: CodeAttrs;
}

const BATCH_ROWS = 5000;

/** Facts of codes in force on a day. For `gpci` and `locality` the "code" is the contractor's number. */
export async function findFacts<Kind extends FactKind>(
  db: QueryExecutorProvider,
  kind: Kind,
  codes: readonly string[],
  onDate: LocalDate,
): Promise<FactKinds[Kind][]> {
  const { rows } = await sql<{ attrs: FactKinds[Kind] }>`
    select attrs from unnest(${[...new Set(codes.map(codeKey))]}::text[]) as wanted (code)
    join terminology_fact on kind = ${kind} and key >= wanted.code || ' ' and key < wanted.code || '!'
    where valid_from <= ${onDate}::date and (valid_to is null or valid_to >= ${onDate}::date)
    order by key`.execute(db);
  return rows.map((row) => row.attrs);
}

/**
 * Loads an official table; periods are merged as for codes (TRM-21). A fact that has days of its own keeps them, the others
 * begin with the table.
 *
 * @param complete whether what the table does not have ends with it; false for a part of the table.
 */
export async function importFacts<Kind extends FactKind>(
  db: QueryExecutorProvider,
  kind: Kind,
  from: LocalDate,
  facts: readonly FactKinds[Kind][],
  complete = true,
): Promise<ImportCounts> {
  await sql`insert into terminology_release (kind, valid_from) values (${kind}, ${from}) on conflict do nothing`.execute(
    db,
  );
  const to = await lastDayOf(db, kind, from);
  const known = new Map<string, StoredFact[]>();
  for (const row of await readFacts(db, kind)) known.set(row.key, [...(known.get(row.key) ?? []), row]);
  const incoming = new Map<string, Period<CodeAttrs>[]>();
  for (const fact of facts) {
    const key = KEYS[kind](fact);
    incoming.set(key, [...(incoming.get(key) ?? []), periodOfFact(fact, from)]);
  }
  const write: StoredFact[] = [];
  const remove: StoredFact[] = [];
  const counts = { added: 0, changed: 0, unchanged: 0 };
  for (const key of new Set([...(complete ? known.keys() : []), ...incoming.keys()])) {
    const before = known.get(key) ?? [];
    const periods = (incoming.get(key) ?? []).toSorted((a, b) => (a.from < b.from ? -1 : 1));
    const release = { from, periods, ...(to === undefined ? {} : { to }) };
    const after = mergeRelease(before.map(periodOf), release, same).map((period) => stored(key, period));
    const writing = after.filter(
      (row) => !before.some((old) => old.from === row.from && old.to === row.to && same(old.attrs, row.attrs)),
    );
    remove.push(...before.filter((old) => !after.some((row) => row.from === old.from)));
    write.push(...writing);
    for (const row of writing) counts[before.some((old) => old.from === row.from) ? "changed" : "added"] += 1;
    if (incoming.has(key) && writing.length === 0) counts.unchanged += 1;
  }
  await deleteFacts(db, kind, remove);
  for (let at = 0; at < write.length; at += BATCH_ROWS) await writeFacts(db, kind, write.slice(at, at + BATCH_ROWS));
  if (write.length + remove.length > 0) await sql`analyze terminology_fact`.execute(db);
  return { ...counts, removed: remove.length };
}

async function readFacts(db: QueryExecutorProvider, kind: FactKind): Promise<StoredFact[]> {
  const { rows } = await sql<{ key: string; valid_from: LocalDate; valid_to: LocalDate | null; attrs: CodeAttrs }>`
    select key, valid_from::text as valid_from, valid_to::text as valid_to, attrs
    from terminology_fact where kind = ${kind} order by key, valid_from`.execute(db);
  return rows.map(({ key, valid_from: from, valid_to: to, attrs }) => ({ key, from, to, attrs }));
}

async function writeFacts(db: QueryExecutorProvider, kind: FactKind, rows: readonly StoredFact[]): Promise<void> {
  await sql`
    insert into terminology_fact (kind, key, valid_from, valid_to, attrs)
    select ${kind}, key, valid_from, valid_to, attrs
    from unnest(
      ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.from)}::date[],
      ${rows.map((row) => row.to)}::date[], ${rows.map((row) => JSON.stringify(row.attrs))}::jsonb[]
    ) as row (key, valid_from, valid_to, attrs)
    on conflict (kind, key, valid_from) do update set valid_to = excluded.valid_to, attrs = excluded.attrs`.execute(db);
}

async function deleteFacts(db: QueryExecutorProvider, kind: FactKind, rows: readonly StoredFact[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    delete from terminology_fact using unnest(
      ${rows.map((row) => row.key)}::text[], ${rows.map((row) => row.from)}::date[]
    ) as gone (key, valid_from)
    where kind = ${kind} and terminology_fact.key = gone.key and terminology_fact.valid_from = gone.valid_from`.execute(
    db,
  );
}

function periodOfFact(fact: CodeAttrs, from: LocalDate): Period<CodeAttrs> {
  const { from: first, to: last, ...content } = fact;
  return {
    from: typeof first === "string" ? first : from,
    ...(typeof last === "string" ? { to: last } : {}),
    content,
  };
}

function periodOf({ from, to, attrs }: StoredFact): Period<CodeAttrs> {
  return to === null ? { from, content: attrs } : { from, to, content: attrs };
}

function stored(key: string, { from, to, content }: Period<CodeAttrs>): StoredFact {
  return { key, from, to: to ?? null, attrs: content };
}

function same(a: CodeAttrs, b: CodeAttrs): boolean {
  return stableJson(a) === stableJson(b);
}
