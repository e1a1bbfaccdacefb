import { daysBetween, type LocalDate } from "@practicum/kernel/local-date";
import { nameKey, type AlsoCalled } from "./name-words.ts";
import { nameSimilarity } from "./name-similarity.ts";
import { areNicknames } from "./nicknames.ts";

/** What is known of a person when duplicates are looked for. */
export interface PersonKeys {
  readonly family: string;
  readonly given: string;
  readonly birthDate: LocalDate | null;
  readonly phone: string | null;
  /** The numbers beside the first one. */
  readonly otherPhones?: readonly { readonly phone: string }[] | undefined;
  /** The preferred name and those of before. */
  readonly also?: AlsoCalled | undefined;
}

export interface DuplicateScore {
  /** 0 to 100. */
  readonly score: number;
  /** In plain words, what speaks for it. */
  readonly because: readonly string[];
}

/** From here on a registration is refused until somebody says that it is another person (SCH-4). */
export const LIKELY_DUPLICATE = 80;
/** Below, it is not worth showing. */
export const POSSIBLE_DUPLICATE = 50;
/** Before the birth date is typed a name is all there is: the same one, or nearly, is shown already (SCH-3). */
const POSSIBLE_BY_NAME = 35;

/** From this score on a record is shown as possibly the same person. */
export function shownFrom({ birthDate }: Pick<PersonKeys, "birthDate">): number {
  return birthDate === null ? POSSIBLE_BY_NAME : POSSIBLE_DUPLICATE;
}

const NAME_POINTS = 45;
const BIRTH_DATE_POINTS = 40;
const PHONE_POINTS = 15;
/** A name less like the other than this says nothing: "Chan" and "Chavez" share a beginning. */
const NAME_ALIKE = 0.8;

/** How likely two records are one person (SCH-3): name 45 points, birth date 40, phone 15. */
export function scoreDuplicate(a: PersonKeys, b: PersonKeys): DuplicateScore {
  const name = compareNames(a, b);
  const birth = compareBirthDates(a.birthDate, b.birthDate);
  const samePhone = numbersOf(a).some((number) => numbersOf(b).includes(number));
  const points = name.share * NAME_POINTS + birth.share * BIRTH_DATE_POINTS + (samePhone ? PHONE_POINTS : 0);
  const because = [name.because, birth.because, samePhone ? "same phone" : null];
  return { score: Math.round(points), because: because.filter((text) => text !== null) };
}

/**
 * Whether two records may be twins (SCH-146): born on the same day, with another first name that is no short form of the other. That they
 * are of one family the caller knows.
 */
export function maybeTwins(a: PersonKeys, b: PersonKeys): boolean {
  const [given, other] = [nameKey(a.given), nameKey(b.given)];
  return (
    a.birthDate !== null &&
    a.birthDate === b.birthDate &&
    given !== other &&
    !areNicknames(firstWord(given), firstWord(other))
  );
}

interface Part {
  readonly share: number;
  readonly because: string | null;
}

const NOTHING: Part = { share: 0, because: null };

/** Every number of somebody. */
export function numbersOf({ phone, otherPhones }: Pick<PersonKeys, "phone" | "otherPhones">): string[] {
  return [...(phone === null ? [] : [phone]), ...(otherPhones ?? []).map((one) => one.phone)];
}

/** A name that is not the legal one of today says a little less. */
const ALSO_CALLED = 0.95;

interface NameOf {
  readonly family: string;
  readonly given: string;
  /** What the name is where it is not the legal one. */
  readonly kind?: string;
}

/** Every name that somebody goes by or went by, the legal one first (SCH-298). */
export function allNames({ family, given, also }: Pick<PersonKeys, "family" | "given" | "also">): NameOf[] {
  return [
    { family, given },
    ...(also?.preferredName ? [{ family, given: also.preferredName, kind: "preferred name" }] : []),
    ...(also?.formerNames ?? []).map((one) => ({
      family: one.family,
      given: one.given || given,
      kind: "former name",
    })),
  ];
}

/** The likest of all their names; of two that are as like the legal ones count. */
function compareNames(a: PersonKeys, b: PersonKeys): Part {
  let best: Part = NOTHING;
  for (const one of allNames(a)) {
    for (const other of allNames(b)) {
      const kind = other.kind ?? one.kind;
      const { share, because } = compareTwo(one, other);
      const part =
        kind === undefined
          ? { share, because }
          : { share: share * ALSO_CALLED, because: because && `${because} (${kind})` };
      if (part.share > best.share) best = part;
    }
  }
  return best;
}

function compareTwo(a: NameOf, b: NameOf): Part {
  const [family, given] = [nameKey(a.family), nameKey(a.given)];
  const [otherFamily, otherGiven] = [nameKey(b.family), nameKey(b.given)];
  if (family === "" || otherFamily === "") return NOTHING;
  if (family === otherFamily && given === otherGiven) return { share: 1, because: "same name" };
  if (family === otherGiven && given === otherFamily) return { share: 0.95, because: "first and last name swapped" };
  const familyAlike = alike(family, otherFamily);
  if (areNicknames(firstWord(given), firstWord(otherGiven))) {
    return familyAlike === 0 ? NOTHING : { share: (familyAlike + 0.95) / 2, because: "nickname of the same name" };
  }
  const givenAlike = alike(given, otherGiven);
  if (familyAlike === 0) return NOTHING;
  if (givenAlike > 0) return { share: (familyAlike + givenAlike) / 2, because: "nearly the same name" };
  return { share: familyAlike * 0.4, because: familyAlike === 1 ? "same last name" : null };
}

/** One word of several counts as much as the whole: "Garcia Lopez" writes herself "Garcia". */
function alike(a: string, b: string): number {
  const partOfOther =
    [a, b].some((text) => text.includes(" ")) && a.split(" ").some((word) => b.split(" ").includes(word));
  const similarity = Math.max(nameSimilarity(a, b), partOfOther ? 0.92 : 0);
  return similarity < NAME_ALIKE ? 0 : similarity;
}

function compareBirthDates(a: LocalDate | null, b: LocalDate | null): Part {
  if (a === null || b === null) return NOTHING;
  if (a === b) return { share: 1, because: "same birth date" };
  const dayAndMonthSwapped =
    a.slice(0, 4) === b.slice(0, 4) && a.slice(5, 7) === b.slice(8) && a.slice(8) === b.slice(5, 7);
  if (dayAndMonthSwapped) return { share: 0.7, because: "day and month of birth swapped" };
  const digitsOff = [...a].filter((digit, i) => digit !== b[i]).length;
  if (digitsOff === 1) return { share: 0.65, because: "birth date one digit off" };
  if (Math.abs(daysBetween(a, b)) === 1) return { share: 0.5, because: "birth date one day off" };
  return NOTHING;
}

function firstWord(key: string): string {
  return key.split(" ")[0] ?? "";
}
