import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { memberNumber } from "./member-number.ts";
import { cities, familyNames, givenNames, streets } from "./names.ts";
import type { Registered } from "./plan-day.ts";

/** A line of the plan's list of members. */
export interface ListedMember {
  readonly line: number;
  readonly memberNumber: string;
  readonly name: { family: string; given: string; middle: null; suffix: null };
  readonly birthDate: LocalDate;
  readonly sex: "female" | "male";
  readonly phones: string[];
  readonly language: string;
  readonly address: { line1: string; line2: null; city: string; state: string; zip: string };
}

/** How many of a list are patients already, and how many may be. */
const KNOWN = 3;
const ALIKE = 2;

/**
 * The list of members that a plan hands to the practice: made-up people, a few of whom are patients here, and a few who only look like one.
 *
 * @param registered the practice's patients: the last ones stand on the list, too.
 */
export function planRoster(
  seed: string,
  count: number,
  today: LocalDate,
  registered: readonly Registered[],
): readonly ListedMember[] {
  const known = registered.slice(-KNOWN - ALIKE);
  return Array.from({ length: count }, (_, index): ListedMember => {
    const random = seededRandom(`${seed}/outreach/${index}`);
    const sex = pick(random, ["female", "male"] as const);
    const [city, zip] = pick(random, cities);
    const made: ListedMember = {
      line: index + 2,
      memberNumber: memberNumber(random, "MCALS"),
      name: { family: pick(random, familyNames), given: pick(random, givenNames[sex]), middle: null, suffix: null },
      birthDate: addDays(today, -randomInt(random, 400, 28_000)),
      sex,
      // Each of the list has numbers of their own: who asks not to be called bars nobody else.
      phones: Array.from({ length: random.next() < 0.25 ? 2 : 1 }, (_p, at) => `858555${1000 + index * 2 + at}`),
      language: pick(random, ["en", "en", "en", "es", "es", "vi"] as const),
      address: {
        line1: `${randomInt(random, 100, 9900)} ${pick(random, streets)} St`,
        line2: null,
        city,
        state: "CA",
        zip,
      },
    };
    const patient = known[index]?.patient;
    if (!patient) return made;
    const name = { family: patient.family, given: patient.given, middle: null, suffix: null };
    if (index < KNOWN)
      return { ...made, name, birthDate: patient.birthDate, sex: patient.sex, phones: [patient.phone] };
    // The same family and birth date, another first name: a twin, or the same person written otherwise.
    return { ...made, name: { ...name, given: made.name.given }, birthDate: patient.birthDate };
  });
}
