// limits: a search shows who fits best; one more letter of the name, or the birth date, finds the others.
import type { Tx } from "@practicum/db/db";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type RawBuilder } from "kysely";
import { AFTER, distinct, namesHold, SHOWN } from "./patient-search.ts";
import type { MatchRow } from "./patients.ts";
import type { SchedulingTables } from "./tables.ts";

/** A typed word with what a misspelling of it would share with it; none where it is too short for that. */
export interface TypedWord {
  readonly word: string;
  /** See `slipsOf`. */
  readonly slips: readonly string[];
  /** Of a word of three letters: patterns of those of three that are one slip away. Sharing two letters says too little there. */
  readonly near: readonly string[];
}

export interface NameSearch {
  /** The most telling first. */
  readonly typed: readonly TypedWord[];
  /** Empty where no birth date was typed. */
  readonly birthDates: readonly LocalDate[];
  readonly limit: number;
  /** With so many that fit as they are typed nobody was misspelt. */
  readonly enough: number;
}

export interface NamesFound {
  /** In the order of a list of patients. */
  readonly exact: MatchRow[];
  /** In no order. */
  readonly similar: MatchRow[];
}

/** A patient's words can fit more than once, so more rows are read than are wanted. */
const ROWS_PER_PATIENT = 4;
/** Read at most, those of the likest words first. */
const SIMILAR_MAX = 200;

/**
 * Patients whose names hold a word beginning with each typed one and, where those are fewer than enough, patients whose names are one
 * slip away (SCH-11, SCH-13), in one statement.
 *
 * The condition on `exact` in `alike` keeps the second half from being run at all. Each part is a look into an index for each of a
 * few words, which `lateral` with a limit makes sure of: `exact` reads the range of the first word; `alike` finds the vocabulary's
 * words that share a slip with a typed one; `driver` is the typed word by whose likenesses patients are looked up, one that no name
 * begins with or else the first. The words are `values`, not an array: so the server knows how few they are, and keeps its plan.
 */
export async function searchNames(tx: Tx<SchedulingTables>, q: NameSearch): Promise<NamesFound> {
  const words = q.typed.map(({ word }) => word);
  const slips = q.typed.flatMap((t, place) => t.slips.map((slip) => ({ slip, place })));
  const born = q.birthDates.length > 0;
  const { rows } = await sql<MatchRow & { readonly misspelt: boolean }>`
    with typed (place, word, near) as (values ${sql.join(q.typed.map(typedRow))}
    ), exact as materialized (${born ? exactOf(q.birthDates, words, q.limit) : exactBy(words, q.limit)}
    ), alike as materialized (
      select distinct u.place, n.word
      from unnest(${slips.map((s) => s.slip)}::text[], ${slips.map((s) => s.place)}::int[]) as u (slip, place)
        join name_slip n on n.slip = u.slip join typed t on t.place = u.place
      where (select count(distinct patient_id) from exact) < ${Math.min(q.enough, q.limit)} and n.word <> t.word
        and (length(n.word) > 3 or length(t.word) > 3 or n.word like any (t.near))
    ), driver as materialized (
      select t.place, t.word, exists (
        select 1 from name_word n where n.word >= t.word and n.word < t.word || ${AFTER}) as known
      from typed t where t.place in (select place from alike) order by known, t.place limit 1
    ), likest as (
      select a.word, similarity(a.word, d.word) as how from alike a join driver d on d.place = a.place
      union all select word, 1 from driver where known
    )
    select misspelt, ${SHOWN} from (
      select false as misspelt, row_number() over () as place, patient_id from exact
      union all (select true, 0, patient_id from (${born ? similarOf(q.birthDates, words) : similarBy(words)}) m)
    ) n join patient f on f.patient_id = n.patient_id
      join patient p on p.patient_id = coalesce(f.merged_into, f.patient_id) order by misspelt, place`.execute(tx);
  const found = (misspelt: boolean) => rows.filter((row) => row.misspelt === misspelt);
  return { exact: distinct(found(false), q.limit), similar: distinct(found(true), SIMILAR_MAX) };
}

function typedRow({ word, near }: TypedWord, place: number): RawBuilder<unknown> {
  return sql`(${place}::int, ${word}::text, ${near}::text[])`;
}

/** The range of the longest word; the whole name lies in the index too, so the others are checked in it. */
function exactBy([first = "", ...others]: readonly string[], limit: number): RawBuilder<unknown> {
  return sql`
      select patient_id from patient_word
      where word >= ${first} and word < ${first + AFTER} ${namesHold(sql`name_key`, others)}
      order by word, rank, name_key, patient_id limit ${limit * ROWS_PER_PATIENT}`;
}

function exactOf(birthDates: readonly LocalDate[], words: readonly string[], limit: number): RawBuilder<unknown> {
  return sql`
      select patient_id from patient
      where active and birth_date = any (${birthDates}::date[]) ${namesHold(sql`name_key`, words)} order by name_key, patient_id limit ${limit}`;
}

function similarBy(words: readonly string[]): RawBuilder<unknown> {
  return sql`
        select w.patient_id from likest l cross join lateral (
          select w.patient_id from patient_word w where w.word = l.word ${allFit(sql`w.name_key`, words)}
          order by w.rank, w.name_key, w.patient_id limit ${SIMILAR_MAX}
        ) w order by l.how desc limit ${SIMILAR_MAX}`;
}

/** Few share a birth date, so their names are looked through. */
function similarOf(birthDates: readonly LocalDate[], words: readonly string[]): RawBuilder<unknown> {
  return sql`
        select p.patient_id from patient p
        where p.active and p.birth_date = any (${birthDates}::date[]) ${allFit(sql`p.name_key`, words)}
          and exists (select 1 from likest l where ' ' || p.name_key || ' ' like '% ' || l.word || ' %') limit ${SIMILAR_MAX}`;
}

/** Each typed word fits as it is, or by one of its likenesses. */
function allFit(name: RawBuilder<unknown>, words: readonly string[]): RawBuilder<unknown> {
  if (words.length === 1) return sql``;
  return sql`and not exists (
            select 1 from typed t where ' ' || ${name} not like '% ' || t.word || '%'
              and not exists (select 1 from alike a where a.place = t.place and ' ' || ${name} like '% ' || a.word || '%'))`;
}
