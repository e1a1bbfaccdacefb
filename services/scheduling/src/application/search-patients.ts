import type { PatientMatch, patientOperations } from "@practicum/contracts/scheduling/patients";
import { ok, type Ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { nameSimilarity, SLIP_LETTERS_MIN, slipsOf } from "../domain/name-similarity.ts";
import { isEmptyQuery, readPatientQuery, type PatientQuery } from "../domain/patient-query.ts";
import {
  searchByAlternatives,
  searchByBirthDate,
  searchByDigits,
  searchByWords,
  slipWords,
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

/** Patients by what was typed (SCH-10 to SCH-13); those of a misspelt name come last. */
export async function searchPatients(
  context: SchedulingContext,
  input: z.output<typeof patientOperations.searchPatients.input>,
): Promise<Ok<PatientMatch[]>> {
  const query = readPatientQuery(input.text, context.today);
  if (isEmptyQuery(query)) return ok([]);
  const exact = await searchExactly(context, query, input.limit);
  if (exact.length >= Math.min(ENOUGH, input.limit) || query.digits !== null) return ok(exact.map(toMatch));
  const misspelt = await searchMisspelt(context, query, exact.length === 0, input.limit);
  const known = new Set(exact.map((row) => row.patient_id));
  const all = [...exact, ...misspelt.filter((row) => !known.has(row.patient_id))];
  return ok(all.slice(0, input.limit).map(toMatch));
}

async function searchExactly({ tx }: SchedulingContext, query: PatientQuery, limit: number): Promise<MatchRow[]> {
  const { words, birthDates, digits } = query;
  const byDate = birthDates.length > 0 ? await searchByBirthDate(tx, birthDates, words, limit) : [];
  if (digits !== null) {
    const byDigits = await searchByDigits(tx, digits, words, limit);
    const known = new Set(byDigits.map((row) => row.patient_id));
    return [...byDigits, ...byDate.filter((row) => !known.has(row.patient_id))].slice(0, limit);
  }
  return birthDates.length > 0 ? byDate : searchByWords(tx, words, limit);
}

/** First by one slip, which costs next to nothing; where that and the exact search found nobody, by shared letters. */
async function searchMisspelt(
  { tx }: SchedulingContext,
  query: PatientQuery,
  nobodyYet: boolean,
  limit: number,
): Promise<MatchRow[]> {
  const typed = query.words.filter((word) => word.length >= SLIP_LETTERS_MIN);
  if (typed.length === 0) return [];
  const slips = await slipWords(
    tx,
    typed.map((word) => ({ word, slips: slipsOf(word) })),
  );
  const found = await searchLike(tx, query, slips, limit);
  if (found.length > 0 || !nobodyYet) return found;
  return searchLike(tx, query, await trigramWords(tx, typed), limit);
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
  return rows
    .filter((row) => birthDates.length === 0 || birthDates.includes(row.birth_date))
    .map((row) => ({ row, alike: alikeness(words, row.name_key.split(" ")) }))
    .sort((a, b) => b.alike - a.alike || (a.row.name_key < b.row.name_key ? -1 : 1))
    .slice(0, limit)
    .map(({ row }) => row);
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
