import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nameSimilarity, slipsOf } from "./domain/name-similarity.ts";
import { fullNameKey, nameWords } from "./domain/name-words.ts";
import { openPractice, personInput, value, type Person, type TestPractice } from "./test/practice.ts";

const LIMIT = 20;
const ENOUGH = 5;
/** Names that are one slip, or the beginning, of another; of three letters too. */
const FAMILIES =
  "Anders Ander Sander Andres Lee Leo Elle Kim Kin Ikm Mora Morales Moralez Roma Garcia Gracia Gracias Vo".split(" ");
const GIVEN = "Ana Nana Anna Ann Mario Maria Marian Al".split(" ");
const BIRTHS = ["1981-03-04", "1990-12-31", "2001-07-08", "1955-10-02", "1967-05-17"];

interface Patient extends Person {
  readonly patientId: string;
  readonly words: readonly string[];
  readonly key: string;
}

/** What SCH-11 and SCH-13 say, patient by patient, without an index. Null where nobody fits, and shared letters decide. */
function found(patients: readonly Patient[], typed: readonly string[], birthDate: string | null): Patient[] | null {
  const begins = (patient: Patient, word: string) => patient.words.some((one) => one.startsWith(word));
  const born = patients.filter((patient) => birthDate === null || patient.birthDate === birthDate);
  const exact = born.filter((patient) => typed.every((word) => begins(patient, word)));
  const first = must(typed[0]);
  const place = (patient: Patient) =>
    birthDate === null ? orderOf(patient, first) : `${patient.key}\n${patient.patientId}`;
  exact.sort((a, b) => (place(a) < place(b) ? -1 : 1));
  if (exact.length >= ENOUGH) return exact;
  const vocabulary = new Set(patients.flatMap(({ words }) => words));
  const alike = new Map(typed.map((word) => [word, [...vocabulary].filter((other) => isSlip(word, other))]));
  const known = (word: string) => [...vocabulary].some((other) => other.startsWith(word));
  const may = typed.filter((word) => must(alike.get(word)).length > 0);
  const driver = may.find((word) => !known(word)) ?? may[0];
  const similar = born.filter((patient) => {
    if (driver === undefined || exact.includes(patient)) return false;
    const drives = [...must(alike.get(driver)), ...(known(driver) ? [driver] : [])];
    const others = typed.filter((word) => word !== driver);
    const fits = (word: string) => [word, ...must(alike.get(word))].some((one) => begins(patient, one));
    return drives.some((word) => patient.words.includes(word)) && others.every(fits);
  });
  const likeness = ({ words }: Patient) =>
    typed.reduce((sum, word) => sum + Math.max(...words.map((one) => nameSimilarity(word, one))), 0);
  similar.sort(
    (a, b) => likeness(b) - likeness(a) || (`${a.key}\n${a.patientId}` < `${b.key}\n${b.patientId}` ? -1 : 1),
  );
  const all = [...exact, ...similar];
  return all.length === 0 ? null : all;
}

/** As a list of patients is read: the last word that fits, last names first, the whole name. */
function orderOf(patient: Patient, typed: string): string {
  const name = { family: patient.family, given: patient.given, middle: null, suffix: null };
  const fitting = nameWords(name).filter(({ word }) => word.startsWith(typed));
  return (
    fitting
      .map(({ word, rank }) => `${word} ${rank} ${patient.key}\n${patient.patientId}`)
      .sort()
      .at(-1) ?? ""
  );
}

/** A letter more, less, another, or two swapped; of longer words also one that stands elsewhere. */
function isSlip(typed: string, word: string): boolean {
  const keys = new Set(slipsOf(typed));
  if (typed === word || !slipsOf(word).some((key) => keys.has(key))) return false;
  if (typed.length > 3 || word.length > 3) return true;
  const other = [0, 1, 2].filter((i) => typed[i] !== word[i]);
  const [a = 0, b = 0] = other;
  return other.length === 1 || (other.length === 2 && b === a + 1 && typed[a] === word[b] && typed[b] === word[a]);
}

describe.each(databaseKinds)("search on %s", (database) => {
  let practice: TestPractice;
  const patients: Patient[] = [];
  beforeAll(async () => {
    practice = await openPractice(database);
    const random = seededRandom("search");
    for (let count = 0; count < 70; count += 1) {
      const person = { family: pick(random, FAMILIES), given: pick(random, GIVEN), birthDate: pick(random, BIRTHS) };
      const likely = patients.filter(({ birthDate }) => birthDate === person.birthDate);
      const input = { ...personInput(person), notDuplicateOf: likely.map(({ patientId }) => patientId) };
      const { patientId } = value(await practice.call("registerPatient", input));
      patients.push({ ...person, patientId, key: keyOf(person), words: keyOf(person).split(" ") });
    }
  });
  afterAll(() => practice.kit.stop());

  const keyOf = ({ family, given }: Person) => fullNameKey({ family, given, middle: null, suffix: null });
  const search = async (text: string) =>
    value(await practice.call("searchPatients", { text, limit: LIMIT })).map(({ patientId }) => patientId);

  test("SCH-11, SCH-13 who fits and then who was misspelt, the likest first, as read from all patients one by one", async () => {
    const random = seededRandom("typed");
    let misspelt = 0;
    for (let count = 0; count < 300; count += 1) {
      const { family, given, birthDate } = pick(random, patients);
      const one = () => typedAs(random, pick(random, [family, given]).toLowerCase());
      const words = [
        ...new Set(
          random.next() < 0.5 ? [one()] : [typedAs(random, family.toLowerCase()), typedAs(random, given.toLowerCase())],
        ),
      ];
      words.sort((a, b) => b.length - a.length);
      const born = random.next() < 0.2 ? birthDate : null;
      const expected = found(patients, words, born);
      // Shared letters decide then: another test's.
      if (expected === null) continue;
      if (!words.every((word) => patients.some((patient) => patient.words.some((name) => name.startsWith(word)))))
        misspelt += 1;
      const text = [
        ...words,
        ...(born === null ? [] : [`${born.slice(5, 7)}/${born.slice(8)}/${born.slice(0, 4)}`]),
      ].join(" ");
      expect([text, await search(text)]).toEqual([text, expected.slice(0, LIMIT).map(({ patientId }) => patientId)]);
    }
    expect(misspelt, "the test has misspelt names").toBeGreaterThan(50);
  });
});

/** As it is, its beginning, or with a slip. */
function typedAs(random: ReturnType<typeof seededRandom>, word: string): string {
  const at = randomInt(random, 0, word.length - 2);
  const letters = [...word];
  const [here = "", next = ""] = [letters[at], letters[at + 1]];
  return pick(random, [
    word,
    word.slice(0, 3 + randomInt(random, 0, word.length)),
    letters.toSpliced(at, 1).join(""),
    letters.toSpliced(at, 0, "r").join(""),
    letters.with(at, "n").join(""),
    letters.toSpliced(at, 2, next, here).join(""),
  ]);
}
