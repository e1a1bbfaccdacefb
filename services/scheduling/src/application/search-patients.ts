import type { PatientMatch, patientOperations } from "@practicum/contracts/scheduling/patients";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { nameSimilarity, nearPatternsOf, SLIP_LETTERS_MIN, slipsOf } from "../domain/name-similarity.ts";
import { isEmptyQuery, readPatientQuery, type PatientQuery } from "../domain/patient-query.ts";
import { searchNames } from "../sql/name-search.ts";
import {
  searchByAlternatives,
  searchByBirthDate,
  searchByDigits,
  searchByOldNumber,
  trigramWords,
  type LikeWords,
} from "../sql/patient-search.ts";
import { toMatch, type MatchRow } from "../sql/patients.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** Fewer finds than this may mean that the name was misspelt. */
const ENOUGH = 5;
const LIKE_WORDS_MAX = 8;
/** Words less like the typed one than this are other names. */
const LIKE_MIN = 0.75;
const CANDIDATES_MAX = 200;

/** Patients by what was typed (SCH-10 to SCH-13), first who had it as a number in an old system (SCH-183); those of a misspelt name come last. */
export async function searchPatients(
  context: SchedulingContext,
  input: z.output<typeof patientOperations.searchPatients.input>,
): Promise<Ok<PatientMatch[]>> {
  const query = readPatientQuery(input.text, context.today);
  if (isEmptyQuery(query)) return ok([]);
  const numbered = /\d/.test(input.text) ? await searchByOldNumber(context.tx, input.text, input.limit) : [];
  const found =
    query.digits === null ? await byName(context, query, input.limit) : await byDigits(context, query, input.limit);
  return ok(joined(numbered, found, input.limit).map(toMatch));
}

/** Record numbers and phones first, then whose birth date the digits are. */
async function byDigits(
  { tx }: SchedulingContext,
  { words, birthDates, digits }: PatientQuery,
  limit: number,
): Promise<MatchRow[]> {
  const [numbered, born] = await Promise.all([
    searchByDigits(tx, digits ?? "", words, limit),
    birthDates.length > 0 ? searchByBirthDate(tx, birthDates, words, limit) : [],
  ]);
  return joined(numbered, born, limit);
}

/** As it was typed; where those are few, also one slip away; where that is nobody at all, by shared letters. */
async function byName({ tx }: SchedulingContext, query: PatientQuery, limit: number): Promise<MatchRow[]> {
  const { words, birthDates } = query;
  if (words.length === 0) return searchByBirthDate(tx, birthDates, words, limit);
  const typed = words.map((word) => ({ word, slips: slipsOf(word), near: nearPatternsOf(word) }));
  const { exact, similar } = await searchNames(tx, { typed, birthDates, limit, enough: ENOUGH });
  const found = joined(exact, likestFirst(similar, words), limit);
  const telling = words.filter((word) => word.length >= SLIP_LETTERS_MIN);
  if (found.length > 0 || telling.length === 0) return found;
  return searchLike(tx, query, await trigramWords(tx, telling), limit);
}

/** The first list, and after it who is in the second alone. */
function joined(first: readonly MatchRow[], second: readonly MatchRow[], limit: number): MatchRow[] {
  const known = new Set(first.map((row) => row.patient_id));
  return [...first, ...second.filter((row) => !known.has(row.patient_id))].slice(0, limit);
}

function likestFirst(rows: readonly MatchRow[], words: readonly string[]): MatchRow[] {
  return rows
    .map((row) => ({ row, alike: alikeness(words, row.name_key.split(" ")) }))
    .sort((a, b) => b.alike - a.alike || inOrder(a.row, b.row))
    .map(({ row }) => row);
}

function inOrder(a: MatchRow, b: MatchRow): number {
  if (a.name_key !== b.name_key) return a.name_key < b.name_key ? -1 : 1;
  return a.patient_id < b.patient_id ? -1 : 1;
}

/**
 * Patients are looked up by the likenesses of a typed word that no name begins with, or else of the longest; each other word
 * must fit as it is or by one of its likenesses.
 */
async function searchLike(
  tx: SchedulingContext["tx"],
  { words, birthDates }: PatientQuery,
  found: readonly LikeWords[],
  limit: number,
): Promise<MatchRow[]> {
  const like = found.map((one) => ({ ...one, words: likest(one) }));
  const driver = like.find((one) => !one.known && one.words.length > 0) ?? like.find((one) => one.words.length > 0);
  if (!driver) return [];
  const others = words
    .filter((word) => word !== driver.typed)
    .map((word) => [word, ...(like.find((one) => one.typed === word)?.words ?? [])]);
  const drivers = driver.known ? [driver.typed, ...driver.words] : driver.words;
  const rows = await searchByAlternatives(tx, drivers, others, CANDIDATES_MAX);
  const fitting = rows.filter((row) => birthDates.length === 0 || birthDates.includes(row.birth_date));
  return likestFirst(fitting, words).slice(0, limit);
}

function likest({ typed, words }: LikeWords): string[] {
  return words
    .map((word) => ({ word, alike: nameSimilarity(typed, word) }))
    .filter(({ alike }) => alike >= LIKE_MIN)
    .sort((a, b) => b.alike - a.alike || (a.word < b.word ? -1 : 1))
    .slice(0, LIKE_WORDS_MAX)
    .map(({ word }) => word);
}

/** The sum of how like each typed word is to the likest word of the name. */
function alikeness(typed: readonly string[], name: readonly string[]): number {
  return typed.reduce((sum, word) => sum + Math.max(...name.map((other) => nameSimilarity(word, other))), 0);
}
