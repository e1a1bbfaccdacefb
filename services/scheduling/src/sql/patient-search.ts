import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type RawBuilder } from "kysely";
import type { MatchRow } from "./patients.ts";
import type { SchedulingTables } from "./tables.ts";

// limits: a person chooses among the best that fit; the screens say where there are more, and ask for more of the name.

/** Greater than every word that begins with the text before it, in collation C. */
export const AFTER = "\u{10FFFF}";
export const SHOWN = sql`p.patient_id, p.mrn, p.family, p.given, p.middle, p.suffix, p.birth_date, p.sex, p.phone, p.death, p.about, p.other_phones, p.name_key`;

/** A record that was merged is found by what it says, and shown as the one that has everything (SCH-128). */
export const FOUND = sql`patient f join patient p on p.patient_id = coalesce(f.merged_into, f.patient_id)`;

export async function searchByBirthDate(
  tx: Tx<SchedulingTables>,
  birthDates: readonly LocalDate[],
  words: readonly string[],
  limit: number,
): Promise<MatchRow[]> {
  const { rows } = await sql<MatchRow>`
    select ${SHOWN} from ${FOUND}
    where f.active and f.birth_date = any(${birthDates}::date[]) ${namesHold(sql`f.name_key`, words)}
    order by f.name_key, f.patient_id limit ${limit}`.execute(tx);
  return distinct(rows, limit);
}

/** By medical record number, by the beginning of a phone number and by its end, by another number or its last four digits; record numbers first. */
export async function searchByDigits(
  tx: Tx<SchedulingTables>,
  digits: string,
  words: readonly string[],
  limit: number,
): Promise<MatchRow[]> {
  const backwards = [...digits].reverse().join("");
  const named = namesHold(sql`f.name_key`, words);
  const mrn = digits.length <= 15 ? Number(digits) : -1;
  const { rows } = await sql<MatchRow>`
    (select ${SHOWN} from ${FOUND} where f.active and f.mrn = ${mrn} ${named})
    union all
    (select ${SHOWN} from ${FOUND} where f.active and f.phone >= ${digits} and f.phone < ${digits + AFTER} ${named}
      order by f.phone limit ${limit})
    union all
    (select ${SHOWN} from ${FOUND}
      where f.active and reverse(f.phone) collate "C" >= ${backwards} and reverse(f.phone) collate "C" < ${backwards + AFTER} ${named}
      order by reverse(f.phone) collate "C" limit ${limit})
    union all
    (select ${SHOWN} from ${FOUND} where f.active and f.other_numbers @> array[${digits}]::text[] ${named}
      order by f.name_key, f.patient_id limit ${limit})`.execute(tx);
  return distinct(rows, limit);
}

/** Who had this very number in an old system (SCH-183). */
export async function searchByOldNumber(tx: Tx<SchedulingTables>, typed: string, limit: number): Promise<MatchRow[]> {
  const { rows } = await sql<MatchRow>`
    select ${SHOWN} from patient_number n join patient f on f.patient_id = n.patient_id
      join patient p on p.patient_id = coalesce(f.merged_into, f.patient_id)
    where lower(n.old_number) = lower(${typed}) and n.ended_at is null and p.active
    order by p.name_key, p.patient_id limit ${limit}`.execute(tx);
  return rows;
}

/** For a typed word: whether a name begins with it, and the names' words that it may be a misspelling of. */
export interface LikeWords {
  readonly typed: string;
  readonly known: boolean;
  readonly words: readonly string[];
}

/** Words of the vocabulary that share letters with each typed one (trigrams): more slips than one, at more cost. */
export async function trigramWords(tx: Tx<SchedulingTables>, typed: readonly string[]): Promise<LikeWords[]> {
  const { rows } = await sql<LikeWords>`
    select t.word as typed,
      exists (select 1 from name_word n where n.word >= t.word and n.word < t.word || ${AFTER}) as known,
      array(select n.word from name_word n where n.word % t.word and n.word <> t.word
        order by similarity(n.word, t.word) desc, n.word limit 20) as words
    from unnest(${typed}::text[]) with ordinality as t (word, place)
    order by t.place`.execute(tx);
  return rows;
}

/** Patients who have one of the driver's words, and for each other typed word one of its alternatives. */
export async function searchByAlternatives(
  tx: Tx<SchedulingTables>,
  driver: readonly string[],
  others: readonly (readonly string[])[],
  limit: number,
): Promise<MatchRow[]> {
  const conditions = others.map((words) => sql`and ' ' || name_key like any(${words.map((w) => `% ${w}%`)}::text[])`);
  const { rows } = await sql<MatchRow>`
    select ${SHOWN}
    from (
      select distinct patient_id from patient_word
      where word = any(${driver}::text[]) ${sql.join(conditions, sql` `)} limit ${limit}
    ) w join patient f on f.patient_id = w.patient_id join patient p on p.patient_id = coalesce(f.merged_into, f.patient_id)`.execute(
    tx,
  );
  return distinct(rows, limit);
}

/** People who might be the one described: same birth date or one near it, same phone, or the same two names in either order, each by the words of one name. */
export async function duplicateCandidates(
  tx: Tx<SchedulingTables>,
  person: {
    readonly names: readonly (readonly string[])[];
    readonly birthDates: readonly LocalDate[];
    readonly phones: readonly string[];
  },
  limit: number,
): Promise<MatchRow[]> {
  const named = person.names.map(
    ([first = "", ...others]) => sql`union
    (select ${SHOWN} from patient_word w join patient p on p.patient_id = w.patient_id
      where w.word = ${first} and p.merged_into is null ${namesHold(sql`w.name_key`, others)} limit ${limit})`,
  );
  const { rows } = await sql<MatchRow>`
    (select ${SHOWN} from patient p where p.active and p.birth_date = any(${person.birthDates}::date[]) and p.merged_into is null limit ${limit})
    union
    (select ${SHOWN} from patient p where p.active and p.phone = any(${person.phones}::text[]) and p.merged_into is null limit ${limit})
    union
    (select ${SHOWN} from patient p
      where p.active and p.other_numbers && ${person.phones}::text[] and p.merged_into is null limit ${limit})
    ${sql.join(named, sql` `)}`.execute(tx);
  return rows;
}

export function namesHold(column: RawBuilder<unknown>, words: readonly string[]): RawBuilder<unknown> {
  if (words.length === 0) return sql``;
  // Words hold only letters and digits, so nothing in them is a wildcard.
  return sql.join(
    words.map((word) => sql`and ' ' || ${column} like ${`% ${word}%`}`),
    sql` `,
  );
}

/** Each patient once, where the last word that fits puts them: "lop" finds López before Lopez-Garcia, who is also "lopezgarcia". */
export function distinct(rows: readonly MatchRow[], limit: number): MatchRow[] {
  return [...new Map(rows.toReversed().map((row) => [row.patient_id, row])).values()].toReversed().slice(0, limit);
}
