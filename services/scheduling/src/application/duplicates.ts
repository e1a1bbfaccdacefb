import type { PatientMatch } from "@practicum/contracts/scheduling/patients";
import { addDays, isLocalDate, type LocalDate } from "@practicum/kernel/local-date";
import {
  allNames,
  numbersOf,
  scoreDuplicate,
  type DuplicateScore,
  type PersonKeys,
} from "../domain/duplicate-score.ts";
import { nameKey } from "../domain/name-words.ts";
import { duplicateCandidates } from "../sql/patient-search.ts";
import { toMatch, wholeAbout } from "../sql/patients.ts";
import type { SchedulingContext } from "./scheduling-context.ts";

/** As many share a birth date or a household's phone at most, by a wide margin. */
const CANDIDATES_MAX = 100;

/** Patients who might be this person, likeliest first (SCH-3). */
export async function scoredDuplicates(
  { tx }: SchedulingContext,
  person: PersonKeys,
): Promise<(PatientMatch & DuplicateScore)[]> {
  const rows = await duplicateCandidates(
    tx,
    {
      names: allNames(person).map(({ family, given }) => [
        ...new Set(`${nameKey(family)} ${nameKey(given)}`.trim().split(" ")),
      ]),
      birthDates: person.birthDate === null ? [] : nearDates(person.birthDate),
      phones: numbersOf(person),
    },
    CANDIDATES_MAX,
  );
  return rows
    .map((row) => {
      const match = toMatch(row);
      const also = wholeAbout(row.about);
      const other = {
        family: row.family,
        given: row.given,
        birthDate: row.birth_date,
        phone: row.phone,
        otherPhones: row.other_phones,
        also,
      };
      return { ...match, ...scoreDuplicate(person, other) };
    })
    .sort((a, b) => b.score - a.score || (a.patientId < b.patientId ? -1 : 1));
}

/** The day itself, its neighbours, and day and month swapped: the slips of typing that still count. */
function nearDates(date: LocalDate): LocalDate[] {
  const swapped = `${date.slice(0, 4)}-${date.slice(8)}-${date.slice(5, 7)}`;
  return [...new Set([date, addDays(date, 1), addDays(date, -1), ...(isLocalDate(swapped) ? [swapped] : [])])];
}
