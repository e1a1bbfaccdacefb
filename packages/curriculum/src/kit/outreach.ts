import type { AttemptOutcome } from "@practicum/contracts/messaging/rosters";
import type { Id } from "@practicum/kernel/brand";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import type { ScriptedPractice } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { person, type Person } from "./people.ts";

/** Somebody of the plan's list, and what is heard when the number is dialled. */
export interface Callee {
  readonly who: Person;
  readonly member: string;
  readonly heard: string;
  /** How it is to be written down; either, where both are true. */
  readonly ends: readonly AttemptOutcome[];
  readonly callbackAt: Instant | null;
  readonly language: string | null;
  /** What the answer is about, for the check that asks for it. */
  readonly kind: "plain" | "callback" | "stranger" | "bar" | "yes";
}

/** A plan's campaign, whose first cards are those of the paper. */
export interface Campaign {
  readonly seed: string;
  readonly campaignId: Id<"campaign">;
  /** When the list comes: within the hours of the calls. */
  readonly begins: Instant;
  /** The first day of the calls. */
  readonly day: LocalDate;
  readonly callees: readonly Callee[];
}

/** How many of the plan's members have come to the list so far. */
const LISTED = 400;
const FILES_APART = 5;
export const PLAN = "Bayside Health Plan";

/** What the twenty say, in the order of the plan's file. */
export function answers(first: Instant, second: Instant): readonly Omit<Callee, "who" | "member">[] {
  const plain = (heard: string, end: AttemptOutcome, language: string | null = null) =>
    ({ heard, ends: [end], callbackAt: null, language, kind: "plain" }) as const;
  const callback = (heard: string, callbackAt: Instant) =>
    ({ heard, ends: ["callback"], callbackAt, language: null, kind: "callback" }) as const;
  const ringing = plain("It rings eight times.", "no-answer");
  const machine = plain("A machine. You leave your name and the practice's number, and nothing else.", "left-message");
  const yes = { ...plain('"Yes, it has been long. Any day, any time."', "booked"), kind: "yes" } as const;
  return [
    ringing,
    yes,
    machine,
    plain('"I have a doctor whom I like. No, thank you."', "declined"),
    callback('"I am driving. Call me on the next working day at half past ten in the morning."', first),
    plain('"There is nobody of that name here, and never was."', "wrong-number"),
    machine,
    {
      ...plain('A man: "My wife is at work. We need none of that, she has no time for doctors."', "left-message"),
      ends: ["left-message", "no-answer"],
      kind: "stranger",
    },
    ringing,
    plain(
      'Somebody answers in Vietnamese and says two words in English: "Vietnamese, please."',
      "language-needed",
      "vi",
    ),
    machine,
    { ...plain('"Take me off that list. Nobody is to call me again, for anything."', "do-not-call"), kind: "bar" },
    ringing,
    plain('A daughter: "We moved my mother to Oregon in March, for good."', "gone"),
    yes,
    plain('"No. I do not go to doctors."', "declined"),
    callback('"I am in class until one. At two, on the next working day, please."', second),
    ringing,
    plain('"This is a shop. You are the third one who asks for that name."', "wrong-number"),
    machine,
  ];
}

/** The campaign and its whole list, as the manager makes them. */
export async function openedCampaign(practice: ScriptedPractice, lesson: string, campaign: Campaign): Promise<void> {
  const { seed, callees, begins, day, campaignId } = campaign;
  const manager = actorOf(staffByKey("whitfield"));
  await practice.run(
    "messaging",
    "saveCampaign",
    {
      campaignId,
      version: 0,
      name: `First visits, ${PLAN}`,
      purpose: "Members who were assigned to us and whom nobody has seen for a year.",
      plan: PLAN,
      goal: 1200,
      from: day,
      until: addDays(day, 90),
      maxAttempts: 5,
      pauseHours: 24,
      callFrom: "08:00",
      callUntil: "19:00",
      weekends: false,
      script: {
        en: "Hello, may I speak with {first} {last}? This is {caller} from {practice}. {plan} has chosen us as your doctors' office, and we would like to see you. Which day suits you?",
        es: "",
      },
    },
    manager,
  );
  const first = callees.map(({ who, member }, index) => rowOf(who, member, index));
  const rest = Array.from({ length: LISTED - callees.length }, (_, index) =>
    rowOf(
      { ...person(seed, `${lesson}/rest/${index}`, day, [20, 85]), phone: phoneOf(callees.length + index) },
      `9${String(1000000 + index)}`,
      callees.length + index,
    ),
  );
  // Who came with the earlier file is called first: these are the twenty of the paper.
  for (const [index, rows] of [first, rest].entries()) {
    await practice.advanceTo(addMinutes(begins, index * FILES_APART));
    const rosterId = seededId<"roster">(seed, `${lesson}/roster/${index}`);
    const file = { rosterId, campaignId, fileName: `bayside-members-${index + 1}.csv` };
    await practice.run("messaging", "importRoster", { ...file, rows, refused: [] }, actorOf(staffByKey("whitfield")));
    await practice.settle();
  }
}

/** Each of the list has a number of their own: who asks not to be called bars nobody else. */
export function phoneOf(index: number): string {
  return `760555${1000 + index}`;
}

function rowOf(who: Person, member: string, index: number) {
  return {
    line: index + 2,
    memberNumber: member,
    name: { family: who.family, given: who.given, middle: null, suffix: null },
    birthDate: who.birthDate,
    sex: who.sex,
    phones: [who.phone],
    language: "en",
    address: who.address,
  };
}
