import { lesson, type AnyLesson, type Lesson, type PathStep } from "../kit/lesson.ts";
import { dayOf, type Day } from "./cast.ts";
import { claims } from "./claims.ts";
import { desk } from "./desk.ts";
import { doctor, order } from "./doctor.ts";
import { morning } from "./morning.ts";
import { office } from "./office.ts";
import type { Part } from "./part.ts";
import { noneKnown, rooms } from "./rooms.ts";

/** One seat after the other, as the day goes. */
const PARTS: readonly Part[] = [desk, rooms, doctor, claims, office];
const SEATS = ["day.01", "day.02", "day.03", "day.04", "day.05"];

/** One seat of the day. Colleagues have the others: whoever comes before has done everything right. */
function seat(part: Part, index: number): AnyLesson {
  // A refusal of weeks ago lies on the biller's desk alone.
  const history = part === claims;
  return lesson<Day>({
    ...part,
    id: SEATS[index] ?? "",
    day: "seat",
    facts: (stage) => dayOf(stage, history),
    async setUp(practice, day) {
      await morning(practice, day, history);
      // What the biller does shows on nobody's desk on the same day.
      for (const before of PARTS.slice(0, index).filter((one) => one !== claims))
        for (const step of before.golden(day)) await step.run(practice);
    },
    next: SEATS.slice(index + 1, index + 2),
  });
}

const goldenOf = (day: Day): readonly PathStep[] => PARTS.flatMap((part) => part.golden(day));

/** The same steps, some of them done otherwise. */
function otherwise(day: Day, changes: { readonly [step: string]: PathStep | null }): readonly PathStep[] {
  return goldenOf(day).flatMap((step) => {
    const change = changes[step.name];
    return change === undefined ? [step] : change === null ? [] : [change];
  });
}

const whole: Lesson<Day> = {
  id: "day.00",
  day: "whole",
  role: "front-desk",
  as: "brooks",
  title: "A whole day, from every seat",
  minutes: 120,
  best: PARTS.flatMap((part) => part.best ?? []),
  teaches: [
    "can do a day of the practice from the counter to the claim",
    "can see what one seat's slip costs at another",
  ],
  words: [...new Set(PARTS.flatMap((part) => part.words))],
  facts: (stage) => dayOf(stage, true),
  setUp: (practice, day) => morning(practice, day, true),
  story: () => [
    "Twenty people want something of the practice today. It is ten; five of them have been seen. The rest is yours, from the counter to the claim: sit down at one seat after the other, in the order that you like.",
    "Leave whenever you like: the day stays as it is, and the list of lessons leads back to it.",
  ],
  goal: "When the lights go out, everybody has been served, nobody has come to harm, and what was done is paid for.",
  materials: (day) =>
    PARTS.flatMap((part) => [
      { kind: "paper" as const, title: part.title, lines: part.story(day), seat: part.as },
      ...part.materials(day).map((one) => ({ ...one, seat: part.as })),
    ]),
  outcomes: PARTS.flatMap((part) => part.outcomes.map((one) => ({ ...one, seat: part.as }))),
  traps: PARTS.flatMap((part) => part.traps),
  golden: goldenOf,
  others: [(day) => [office, desk, rooms, doctor, claims].flatMap((part) => part.others[0]?.(day) ?? [])],
  wrong: [
    {
      name: "leaves the old card at the counter: the claim comes back",
      steps: (day) => otherwise(day, { "end the old coverage": null, "add the coverage of the new card": null }),
      expect: ["card", "paid"],
    },
    {
      name: "takes the first no for an answer in the room: no alert speaks when the doctor orders",
      steps: (day) =>
        otherwise(day, { "list the allergy": noneKnown(day), "order doxycycline": order(day, "amoxicillin") }),
      expect: ["allergy", "antibiotic", "none-known", "penicillin", "signed"],
    },
  ],
  mistaken: (day) => PARTS.flatMap((part) => part.mistaken(day)),
  undone: (day) => PARTS.flatMap(({ undone }) => (typeof undone === "function" ? undone(day) : [])).slice(0, 1),
  debrief: (day) => PARTS.flatMap((part) => part.debrief(day)),
  next: [],
};

/** The whole day, and each of its seats (CUR-74). */
export const theDay: readonly AnyLesson[] = [lesson<Day>(whole), ...PARTS.map(seat)];
