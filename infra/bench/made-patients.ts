import { pick } from "@practicum/kernel/random";
import type { Random } from "@practicum/kernel/ports";

/** Names of syllables, so that the vocabulary is as large as a real one's and grows slowly with the patients. */
const SYLLABLES = [
  "ba",
  "cor",
  "del",
  "fen",
  "gar",
  "hol",
  "kim",
  "lan",
  "mor",
  "nes",
  "ol",
  "per",
  "ros",
  "san",
  "tor",
  "vil",
  "wen",
  "zu",
];
const GIVEN = [
  "maria",
  "jose",
  "linda",
  "james",
  "ana",
  "luis",
  "grace",
  "david",
  "elena",
  "omar",
  "ruth",
  "peter",
  "noah",
  "emma",
  "kai",
  "priya",
];

/**
 * The statements that put patients into scheduling's tables, in one transaction with its schema as the search path: registering
 * 100,000 one by one would measure something else.
 */
export function addMadePatients(first: number, last: number): string {
  return `create temporary table made on commit drop as ${madePatients(first, last)};
    insert into patient (patient_id, family, given, birth_date, sex, phone, language, name_key, registered_at)
      select patient_id, initcap(family), initcap(given), birth_date, 'female', phone, 'en', family || ' ' || given, now() from made;
    insert into patient_word (word, rank, name_key, patient_id)
      select family, 0, family || ' ' || given, patient_id from made
      union all select given, 1, family || ' ' || given, patient_id from made;
    with fresh as (insert into name_word select distinct word from patient_word on conflict do nothing returning word)
      insert into name_slip (slip, word) select word, word from fresh union
      select substr(word, 1, at - 1) || substr(word, at + 1), word from fresh, generate_series(1, length(word)) as at
      where length(word) >= 3`;
}

function madePatients(first: number, last: number): string {
  const syllables = `(array[${SYLLABLES.map((one) => `'${one}'`).join(",")}])`;
  const given = `(array[${GIVEN.map((one) => `'${one}'`).join(",")}])`;
  const syllable = (divisor: number) =>
    `${syllables}[1 + (hashint8(n / ${divisor}) & 2147483647) % ${SYLLABLES.length}]`;
  return `select gen_random_uuid() as patient_id, ${syllable(1)} || ${syllable(7)} || ${syllable(49)} as family,
    ${given}[1 + (hashint8(n) & 2147483647) % ${GIVEN.length}] as given, date '1930-01-01' + ((n * 7919) % 33000)::integer as birth_date,
    '619' || lpad((n * 104729 % 10000000)::text, 7, '0') as phone
    from generate_series(${first}::bigint, ${last}) as n`;
}

/** The family name of somebody among them, or of nobody. */
export function familyName(random: Random): string {
  return pick(random, SYLLABLES) + pick(random, SYLLABLES) + pick(random, SYLLABLES);
}

/** A given name that many have. */
export function givenName(random: Random): string {
  return pick(random, GIVEN);
}
