import { addMs, epochMs } from "@practicum/kernel/instant";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { encounterOf, openedNote } from "../kit/encounters.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { bothBrought, pairOf, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { WELL } from "../kit/visits.ts";
import { done } from "../kit/world-view.ts";

/** A pressure that can't stand as it is, and what it is after five minutes of rest. */
interface Facts extends Pair {
  readonly first: readonly [systolic: number, diastolic: number];
  readonly second: readonly [systolic: number, diastolic: number];
}

const REST_MS = 5 * 60_000;
const ramirez = staffByKey("ramirez");
const assistant = actorOf(ramirez);
const alvarez = staffByKey("alvarez");

export const measureAgain = lesson<Facts>({
  id: "ma.02",
  role: "medical-assistant",
  as: "ramirez",
  title: "A pressure of 190",
  minutes: 6,
  teaches: [
    "can measure an alarming value again, as it should be",
    "can tell a provider of it in person, and write that down",
  ],
  words: ["critical value", "vital signs"],
  facts(stage) {
    const random = seededRandom(`${stage.seed}/ma.02`);
    return {
      ...pairOf("ma.02", stage, [45, 75]),
      first: [randomInt(random, 188, 198), randomInt(random, 122, 128)],
      second: [randomInt(random, 181, 186), randomInt(random, 120, 121)],
    };
  },
  async setUp(practice, facts) {
    const how = { provider: alvarez, type: "acute", reasons: ["Headache", "Cold"], to: "rooming" } as const;
    await bothBrought(practice, "ma.02", facts, how);
  },
  story: ({ patient, first: [systolic, diastolic] }) => [
    `${fullName(patient)} came up the stairs in a hurry, with a headache. The cuff says ${systolic}/${diastolic}.`,
    "What is measured in the first minute is not yet the truth. What it is after five minutes of rest, is.",
  ],
  goal: "Both measurements are in the chart, and Dr. Alvarez knows of them.",
  materials: ({ first, second }) => [
    {
      kind: "paper",
      title: "What the cuff says",
      lines: [
        `At once: ${first[0]}/${first[1]}, pulse ${WELL.pulse}`,
        `After five minutes of quiet sitting: ${second[0]}/${second[1]}, pulse ${WELL.pulse}`,
        "Move the clock while the patient rests.",
      ],
    },
  ],
  outcomes: [
    {
      id: "both",
      label: "Both measurements are there, the second at least five minutes after the first",
      counts: "correct",
      hints: [
        "Would you treat somebody by one number after a run up the stairs?",
        "Rooming: vital signs can be recorded more than once.",
        "Record the first, move the clock by five minutes or more, record the second. Strike neither.",
      ],
      async check(view, { patient, visit, first, second }) {
        const encounter = await encounterOf(view, visit);
        const sets = (encounter?.vitals ?? []).filter((one) => !one.enteredInError);
        const of = ([systolic, diastolic]: readonly [number, number]) =>
          sets.find((one) => one.systolic === systolic && one.diastolic === diastolic);
        const [a, b] = [of(first), of(second)];
        const diagnosis = {
          record: `Vital signs of ${fullName(patient)}`,
          field: "Blood pressure",
          found: sets.map((one) => `${one.systolic ?? "-"}/${one.diastolic ?? "-"}`).join(", ") || "none",
          principle:
            "An alarming pressure is measured again after five minutes of rest, and both are kept: the first is not wrong, it is first.",
          route: `/p/${encounter?.patientId ?? ""}/rooming`,
        };
        if (a === undefined || b === undefined) return open(diagnosis);
        if (epochMs(b.takenAt) - epochMs(a.takenAt) < REST_MS)
          return open({ ...diagnosis, field: "Time", found: "less than five minutes between them" });
        return met("both are there");
      },
    },
    {
      id: "told",
      label: "It is written down that Dr. Alvarez was told",
      counts: "safety",
      after: ["both"],
      hints: [
        "Who has to decide what happens now?",
        "The alarming value stands in red, on the card of the flow board and in the chart.",
        "Choose Told the provider, and write Dr. Alvarez.",
      ],
      async check(view, { patient, visit, second }) {
        const encounter = await encounterOf(view, visit);
        const sets = (encounter?.vitals ?? []).filter((one) => !one.enteredInError);
        const critical = sets.filter((one) => one.abnormal.some((value) => value.critical));
        const diagnosis = {
          record: `Vital signs of ${fullName(patient)}`,
          field: "Told to",
          found: "nobody",
          principle:
            "A critical value that lies in the chart and that nobody says aloud is a critical value that nobody knows.",
          route: `/p/${encounter?.patientId ?? ""}/rooming`,
        };
        const last = critical.find((one) => one.systolic === second[0]);
        if (last?.told === null || last === undefined) return open(diagnosis);
        if (!mentions(last.told.to, ["Alvarez"])) return open({ ...diagnosis, found: last.told.to });
        return met(`told ${last.told.to}`);
      },
    },
  ],
  traps: [
    {
      id: "struck",
      critical: true,
      costs: "safety",
      async fellFor(view, { patient, visit, first }) {
        const encounter = await encounterOf(view, visit);
        const struck = encounter?.vitals.find((one) => one.enteredInError && one.systolic === first[0]);
        if (struck === undefined) return null;
        const step = done(view, "charting", "strikeVitals").find((one) => one.input.vitalsId === struck.vitalsId);
        return broken(
          {
            record: `Vital signs of ${fullName(patient)}`,
            field: "Entered in error",
            found: `${struck.systolic ?? ""}/${struck.diastolic ?? ""}`,
            principle:
              "It was measured. To strike it out hides how high the pressure was; error means that it was never so.",
            route: `/p/${encounter?.patientId ?? ""}/rooming`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [record(facts, "first"), rest, record(facts, "second"), tell(facts, "Dr. Alvarez")],
  others: [
    (facts) => [
      record(facts, "first"),
      tell(facts, "Dr. Alvarez", "first"),
      rest,
      record(facts, "second"),
      tell(facts, "Elena Alvarez, MD"),
    ],
  ],
  wrong: [
    {
      name: "does not wait",
      steps: (facts) => [record(facts, "first"), record(facts, "second"), tell(facts, "Dr. Alvarez")],
      expect: ["both", "told"],
    },
    {
      name: "tells nobody",
      steps: (facts) => [record(facts, "first"), rest, record(facts, "second")],
      expect: ["told"],
    },
    {
      name: "strikes the first one",
      steps: (facts) => [
        record(facts, "first"),
        rest,
        record(facts, "second"),
        tell(facts, "Dr. Alvarez"),
        strike(facts, "first"),
      ],
      expect: ["both", "struck", "told"],
    },
  ],
  mistaken: (facts) => [
    record(facts, "first", facts.others),
    rest,
    record(facts, "second", facts.others),
    tell(facts, "Dr. Alvarez", "second", facts.others),
  ],
  undone: (facts) => [strike(facts, "second")],
  debrief: () => [
    "Five minutes, feet on the floor, back leaned, arm at the height of the heart, nobody talks: then it counts.",
    "Above 180 or 120, with a headache, the provider hears it from you in person, now, whatever else goes on.",
  ],
  next: ["ma.03"],
});

const vitalsOf = (facts: Facts, which: "first" | "second") => seededId<"vitals">(facts.seed, `ma.02/${which}`);

const rest: PathStep = {
  name: "let the patient rest",
  async run(practice) {
    const { now } = await practice.run("scheduling", "flowBoard", { locationId: null }, assistant);
    await practice.advanceTo(addMs(now, REST_MS));
  },
};

function record(facts: Facts, which: "first" | "second", visit = facts.visit): PathStep {
  return {
    name: `record the ${which} measurement`,
    async run(practice) {
      const { encounterId, patientId } = await openedNote(practice, visit, ramirez);
      const [systolic, diastolic] = facts[which];
      const set = { vitalsId: vitalsOf(facts, which), patientId, encounterId, ...WELL, systolic, diastolic };
      await practice.run("charting", "recordVitals", set, assistant);
    },
  };
}

function tell(facts: Facts, to: string, which: "first" | "second" = "second", visit = facts.visit): PathStep {
  return {
    name: "tell the provider",
    async run(practice) {
      const { patientId } = await openedNote(practice, visit, ramirez);
      await practice.run("charting", "tellCritical", { vitalsId: vitalsOf(facts, which), patientId, to }, assistant);
    },
  };
}

function strike(facts: Facts, which: "first" | "second"): PathStep {
  return {
    name: `strike the ${which} measurement`,
    async run(practice) {
      const { patientId } = await openedNote(practice, facts.visit, ramirez);
      const reason = "Too high, patient was in a hurry";
      await practice.run(
        "charting",
        "strikeVitals",
        { vitalsId: vitalsOf(facts, which), patientId, reason },
        assistant,
      );
    },
  };
}
