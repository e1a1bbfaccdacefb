import type { Id } from "@practicum/kernel/brand";
import { dateIn } from "@practicum/kernel/instant";
import { addDays, dayOfWeek, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, resourceOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** A doctor's day off, and a morning on which the whole practice is closed. */
interface Facts {
  readonly seed: string;
  readonly dayOff: LocalDate;
  readonly training: LocalDate;
}

const manager = actorOf(staffByKey("whitfield"));
const chen = resourceOf(staffByKey("chen"));
const alvarez = resourceOf(staffByKey("alvarez"));

const closures = async (view: WorldView, day: LocalDate) =>
  ((await view.ask("scheduling", "listClosures", { from: day })) ?? []).filter(
    (one) =>
      one.date <= day &&
      one.until >= day &&
      one.keptFor.length === 0 &&
      (one.weekdays === null || one.weekdays.includes(dayOfWeek(day))),
  );

export const hoursOfADay = lesson<Facts>({
  id: "pm.02",
  version: 2,
  role: "practice-manager",
  as: "whitfield",
  title: "A day off, and a morning closed",
  minutes: 6,
  teaches: ["can set one provider's hours of a day", "can close the practice for a time, and nothing more"],
  words: ["template", "closure"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    return { seed, dayOff: workday(addDays(today, 21)), training: workday(addDays(today, 28)) };
  },
  async setUp() {},
  story: ({ dayOff, training }) => [
    `Dr. Chen takes ${formatDate(dayOff)} off. Dr. Alvarez works.`,
    `On ${formatDate(training)} everybody has fire training until noon. In the afternoon the practice is open.`,
  ],
  goal: "Nobody can be booked with Dr. Chen on the day off, or with anybody on that morning, and everything else is as it was.",
  materials: ({ dayOff, training }) => [
    { kind: "paper", title: "Request for leave", lines: ["David Chen, MD", `Day: ${formatDate(dayOff)}`] },
    {
      kind: "paper",
      title: "Fire training",
      lines: ["All staff, both sites", `${formatDate(training)}, 8:00 AM to 12:00 noon`],
    },
  ],
  outcomes: [
    {
      id: "off",
      label: "Dr. Chen has no hours on the day off",
      counts: "correct",
      hints: [
        "Whose day is it?",
        "Admin, Hours, Dr. Chen; or a closure of that column alone.",
        "Add a day with other hours: none.",
      ],
      async check(view, { dayOff }) {
        const hours = await view.ask("scheduling", "resourceHours", { resourceId: chen });
        const exception = hours?.exceptions.find((one) => one.date === dayOff);
        const closed = (await closures(view, dayOff)).some((one) => one.resourceId === chen && one.start === null);
        if (exception?.hours.length === 0 || closed) return met("no hours");
        return open({
          record: "Hours of Dr. Chen",
          field: formatDate(dayOff),
          found: exception === undefined ? "as every week" : `${exception.hours.length} spans`,
          principle: "A column that looks open is booked. The patient learns of it at the locked door.",
          route: "/admin/hours",
        });
      },
    },
    {
      id: "closed",
      label: "The whole practice is closed that morning, and open in the afternoon",
      counts: "correct",
      hints: [
        "Who is away, and for how long?",
        "Admin, Closures.",
        "The whole practice, that day, from 8:00 to 12:00.",
      ],
      async check(view, { training }) {
        const found = (await closures(view, training)).filter(
          (one) => one.locationId === null && one.resourceId === null,
        );
        const diagnosis = {
          record: "Closures",
          field: formatDate(training),
          found: found.length === 0 ? "none of the whole practice" : "another time",
          principle: "An hour too much turns patients away, an hour too little leaves them at the door.",
          route: "/admin/closures",
        };
        const right = found.find((one) => one.start !== null && one.start <= "08:00" && one.end === "12:00");
        return right === undefined || right.date !== right.until ? open(diagnosis) : met("closed until noon");
      },
    },
  ],
  traps: [
    {
      id: "all-closed",
      critical: false,
      costs: "money",
      async fellFor(view, { dayOff }) {
        const found = (await closures(view, dayOff)).find((one) => one.resourceId === null);
        if (found === undefined) return null;
        const step = done(view, "scheduling", "addClosure").find((one) => one.input.closureId === found.closureId);
        return broken(
          {
            record: "Closures",
            field: formatDate(dayOff),
            found: found.locationId === null ? "the whole practice" : "a whole site",
            principle: "One doctor is away. Whoever else works that day could see twenty patients.",
            route: "/admin/closures",
          },
          step?.entry ?? null,
        );
      },
    },
    {
      id: "wrong-doctor",
      critical: false,
      costs: "correct",
      async fellFor(view, { dayOff }) {
        const hours = await view.ask("scheduling", "resourceHours", { resourceId: alvarez });
        if (!hours?.exceptions.some((one) => one.date === dayOff)) return null;
        const step = done(view, "scheduling", "saveHoursException").find((one) => one.input.resourceId === alvarez);
        return broken(
          {
            record: "Hours of Dr. Alvarez",
            field: formatDate(dayOff),
            found: "other hours",
            principle: "Dr. Alvarez works that day.",
            route: "/admin/hours",
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [noHours(facts, chen), close(facts, "training", { start: "08:00", end: "12:00" })],
  others: [
    (facts) => [
      close(facts, "training", { start: "08:00", end: "12:00" }),
      close(facts, "dayOff", { start: null, end: null }, chen),
    ],
  ],
  wrong: [
    {
      name: "closes the practice for the doctor's day off",
      steps: (facts) => [
        close(facts, "dayOff", { start: null, end: null }),
        close(facts, "training", { start: "08:00", end: "12:00" }),
      ],
      expect: ["all-closed", "off"],
    },
    {
      name: "closes the whole day",
      steps: (facts) => [noHours(facts, chen), close(facts, "training", { start: null, end: null })],
      expect: ["closed"],
    },
  ],
  mistaken: (facts) => [noHours(facts, alvarez), close(facts, "training", { start: "08:00", end: "12:00" })],
  undone: (facts) => [openAgain(facts)],
  debrief: () => [
    "Weekly hours are the rule, a day with other hours is the exception, a closure is for all. The smallest one that fits does no harm.",
    "Where visits are booked already, the list says how many: each of them is a call to make.",
  ],
  next: [],
});

function workday(day: LocalDate): LocalDate {
  return dayOfWeek(day) > 5 ? addDays(day, 8 - dayOfWeek(day)) : day;
}

const closureOf = (facts: Facts, key: string): Id<"closure"> => seededId<"closure">(facts.seed, `pm.02/${key}`);

function noHours(facts: Facts, resourceId: Id<"resource">): PathStep {
  return {
    name: "give the day off",
    async run(practice) {
      const day = { resourceId, date: facts.dayOff, hours: [], reason: "Day off" };
      await practice.run("scheduling", "saveHoursException", day, manager);
    },
  };
}

function close(
  facts: Facts,
  key: "dayOff" | "training",
  times: { readonly start: string | null; readonly end: string | null },
  resourceId: Id<"resource"> | null = null,
): PathStep {
  return {
    name: `close on ${key}`,
    async run(practice) {
      const of = {
        closureId: closureOf(facts, key),
        locationId: null,
        resourceId,
        date: facts[key],
        until: facts[key],
      };
      await practice.run("scheduling", "addClosure", { ...of, ...times, reason: "Closed" }, manager);
    },
  };
}

function openAgain(facts: Facts): PathStep {
  return {
    name: "open again",
    async run(practice) {
      await practice.run("scheduling", "removeClosure", { closureId: closureOf(facts, "training") }, manager);
    },
  };
}
