import type { Id } from "@practicum/kernel/brand";
import { atLocal, dateIn, type Instant } from "@practicum/kernel/instant";
import { addDays, dayOfWeek, type LocalDate } from "@practicum/kernel/local-date";
import { cents, type Cents } from "@practicum/kernel/money";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import type { Stage } from "../kit/lesson.ts";
import { person, type Person } from "../kit/people.ts";
import { appointmentId, memberOf } from "../kit/visits.ts";

/** The twenty people of the day, by what each of them is about. */
export const CAST = [
  // Seen before the learner comes.
  "clean",
  "pointer",
  "self-pay",
  "co-sign",
  "unsigned",
  // With a visit this morning: the first goes through all hands.
  "sinus",
  "pressure",
  "hmo",
  "no-show",
  // On the telephone, and at the counter.
  "caller",
  "cancels",
  "waits",
  "silent",
  "namesake",
  // In somebody's inbox.
  "answer",
  "refill",
  "potassium",
  "fine",
  "denied",
  "complaint",
] as const;

export type Who = (typeof CAST)[number];

export type Pressure = readonly [systolic: number, diastolic: number];

/** A day of the practice, as the seed decides it. */
export interface Day {
  readonly seed: string;
  /** The morning on which the lesson begins; the day itself may be weeks later. */
  readonly begins: Instant;
  readonly today: LocalDate;
  readonly tomorrow: LocalDate;
  /** When the learner takes over. */
  readonly ten: Instant;
  readonly tonight: Instant;
  readonly people: { readonly [W in Who]: Person };
  readonly members: { readonly old: string; readonly now: string };
  readonly copays: { readonly sinus: Cents; readonly pressure: Cents };
  /** The caller's number is another one than the record's. */
  readonly callBack: string;
  /** What can't be found in the drawer. */
  readonly short: Cents;
  /** What the cuff says: of the one who is well enough, and of the other, twice. */
  readonly calm: Pressure;
  readonly first: Pressure;
  readonly second: Pressure;
  readonly values: { readonly potassium: string; readonly fine: string };
  /** A key of the practice's people: who opened a chart without a reason. */
  readonly snoop: string;
}

/** Days between a visit and the payer's refusal of a part of it. */
const UNTIL_REFUSED = 28;
/** The lesson's first morning may have begun: its drawers hold money. A week later nobody has touched them. */
const A_WEEK = 7;
/** The drawer's float. */
export const FLOAT = cents(15_000);
export const OLD_PAYER = "62308";
export const NEW_PAYER = "BSCAP";

/** @param history whether the day needs weeks behind it: a refusal of a payer takes as long. */
export function dayOf({ seed, now, timeZone }: Stage, history: boolean): Day {
  const begun = dateIn(now, timeZone);
  const today = addDays(begun, history ? UNTIL_REFUSED : A_WEEK);
  let tomorrow = addDays(today, 1);
  while (dayOfWeek(tomorrow) > 5) tomorrow = addDays(tomorrow, 1);
  const random = seededRandom(`${seed}/day`);
  const sinus = person(seed, "day/sinus", begun, [48, 66]);
  const people = Object.fromEntries(CAST.map((who) => [who, person(seed, `day/${who}`, begun, [48, 74])])) as Record<
    Who,
    Person
  >;
  return {
    seed,
    begins: now,
    today,
    tomorrow,
    ten: atLocal(today, "10:00", timeZone),
    tonight: atLocal(today, "17:00", timeZone),
    people: { ...people, sinus, namesake: { ...people.namesake, family: sinus.family } },
    members: { old: memberOf(seed, "day/old", OLD_PAYER, "97"), now: memberOf(seed, "day/now", NEW_PAYER) },
    copays: { sinus: cents(pick(random, [2000, 2500, 3500])), pressure: cents(pick(random, [1500, 3000, 4000])) },
    callBack: person(seed, "day/neighbor", begun, [30, 60]).phone,
    short: cents(pick(random, [500, 1000, 2000])),
    calm: [randomInt(random, 118, 136), randomInt(random, 70, 84)],
    first: [randomInt(random, 190, 199), randomInt(random, 122, 128)],
    second: [randomInt(random, 182, 187), randomInt(random, 120, 121)],
    values: { potassium: `5.${randomInt(random, 7, 9)}`, fine: `4.${randomInt(random, 1, 5)}` },
    snoop: pick(random, ["chen", "thompson"]),
  };
}

/** The visits of the day and of tomorrow, by whose they are. */
export const visitOf = ({ seed }: Day, who: Who): Id<"appointment"> => appointmentId(seed, `day/${who}`);
/** The visit of the one who waits, which is days away. */
export const laterVisitOf = ({ seed }: Day): Id<"appointment"> => appointmentId(seed, "day/later");
/** Ids that the practice's people give in the course of the day. */
export const idFor = <K extends string>({ seed }: Day, key: string): Id<K> => seededId<K>(seed, `day/${key}`);

export const brooks = staffByKey("brooks");
export const haddad = staffByKey("haddad");
export const ramirez = staffByKey("ramirez");
export const kim = staffByKey("kim");
export const alvarez = staffByKey("alvarez");
export const okafor = staffByKey("okafor");
export const nair = staffByKey("nair");
export const whitfield = staffByKey("whitfield");

/** The potassium tablets of two charts. */
export const TABLETS = "Potassium chloride 20 mEq tablet";
export const resultTask = (day: Day, who: "potassium" | "fine"): Id<"task"> => idFor<"task">(day, `result/${who}`);
export const threadOf = (day: Day, who: "answer" | "refill"): Id<"thread"> => idFor<"thread">(day, `talk/${who}`);

/** Codes and words of the visits that are billed. */
export const VISIT = { code: "99203", label: "Office visit, new patient" };
export const TRACING = { code: "93000", label: "Electrocardiogram with reading" };
export const COUGH = { code: "J06.9", label: "Acute upper respiratory infection, unspecified" };
export const CHEST = { code: "R07.89", label: "Other chest pain" };
export const SINUSITIS = { code: "J01.00", label: "Acute maxillary sinusitis, unspecified" };
export const LIPIDS = { code: "E78.5", label: "Hyperlipidemia, unspecified" };
