import type { Id } from "@practicum/kernel/brand";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { encounterOf, openedNote, wrote } from "../kit/encounters.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { bothBrought, pairOf, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { advanced, WELL } from "../kit/visits.ts";
import { done } from "../kit/world-view.ts";

/** A patient in the waiting room, and what the instruments say. */
interface Facts extends Pair {
  readonly systolic: number;
  readonly diastolic: number;
  readonly pulse: number;
  readonly pounds: number;
  /** Tenths of a degree Fahrenheit. */
  readonly fahrenheit: number;
}

const ramirez = staffByKey("ramirez");
const assistant = actorOf(ramirez);
const alvarez = staffByKey("alvarez");

export const roomAPatient = lesson<Facts>({
  id: "ma.01",
  role: "medical-assistant",
  as: "ramirez",
  title: "Room a patient",
  minutes: 8,
  teaches: [
    "can bring a patient to a room and note the reason",
    "can record vital signs, and hand over to the provider",
  ],
  words: ["rooming", "vital signs", "chief complaint"],
  facts(stage) {
    const random = seededRandom(`${stage.seed}/ma.01`);
    return {
      ...pairOf("ma.01", stage, [30, 70]),
      systolic: randomInt(random, 118, 138),
      diastolic: randomInt(random, 70, 86),
      pulse: randomInt(random, 62, 88),
      pounds: randomInt(random, 130, 210),
      fahrenheit: randomInt(random, 979, 992),
    };
  },
  async setUp(practice, facts) {
    const how = { provider: alvarez, type: "acute", reasons: ["Cough", "Back pain"], to: "arrived" } as const;
    await bothBrought(practice, "ma.01", facts, how);
  },
  story: ({ patient, other }) => [
    `Two of Dr. Alvarez's patients sit in the waiting room: ${fullName(patient)} and ${fullName(other)}.`,
    `${fullName(patient)} comes first. Bring the patient to a room, measure, ask what brings them, and hand over.`,
  ],
  goal: "The patient is in a room, measured, with the reason written down, and ready for the doctor.",
  materials: ({ patient, systolic, diastolic, pulse, pounds, fahrenheit }) => [
    { kind: "says", who: fullName(patient), lines: ['"I have been coughing for two weeks, worse at night."'] },
    {
      kind: "paper",
      title: "What the instruments say",
      lines: [
        `Blood pressure ${systolic}/${diastolic}, pulse ${pulse}`,
        `Temperature ${(fahrenheit / 10).toFixed(1)} °F, weight ${pounds} lb`,
        "Oxygen 98 %, 14 breaths a minute",
      ],
    },
  ],
  outcomes: [
    {
      id: "measured",
      label: "The vital signs stand in this visit as they were measured",
      counts: "safety",
      hints: [
        "Which numbers will the doctor's decisions lean on?",
        "Rooming, from the flow board or the patient's tabs.",
        "Type pressure, pulse, temperature and weight in the units that you read them in.",
      ],
      async check(view, facts) {
        const encounter = await encounterOf(view, facts.visit);
        const set = encounter?.vitals.findLast((one) => !one.enteredInError);
        const record = `Vital signs of ${fullName(facts.patient)}`;
        const principle = "A number that is off by a digit is treated as if it were true.";
        const route = `/p/${encounter?.patientId ?? ""}/rooming`;
        if (set === undefined) return open({ record, field: "Vital signs", found: "none", principle, route });
        if (set.systolic !== facts.systolic || set.diastolic !== facts.diastolic)
          return open({
            record,
            field: "Blood pressure",
            found: `${set.systolic ?? "-"}/${set.diastolic ?? "-"}`,
            principle,
            route,
          });
        if (set.pulse !== facts.pulse)
          return open({ record, field: "Pulse", found: String(set.pulse ?? "nothing"), principle, route });
        if (!near(set.weightGrams, grams(facts.pounds), 500))
          return open({
            record,
            field: "Weight",
            found: set.weightGrams === null ? "nothing" : "another weight",
            principle,
            route,
          });
        if (!near(set.temperatureHundredthsC, celsius(facts.fahrenheit), 8))
          return open({
            record,
            field: "Temperature",
            found: set.temperatureHundredthsC === null ? "nothing" : "another temperature",
            principle,
            route,
          });
        return met("as measured");
      },
    },
    {
      id: "reason",
      label: "The reason for the visit is written down in the patient's words",
      counts: "correct",
      hints: [
        "What did the patient say?",
        "Reason for visit, on the rooming page.",
        "Write what it is, and since when.",
      ],
      async check(view, facts) {
        const encounter = await encounterOf(view, facts.visit);
        const text = encounter?.sections.reason.text ?? "";
        if (mentions(text, ["cough"])) return met(text);
        return open({
          record: `Note of ${fullName(facts.patient)}`,
          field: "Reason",
          found: text === "" ? "nothing" : "no word of what the patient said",
          principle: "The doctor reads this line at the door.",
          route: `/p/${encounter?.patientId ?? ""}/rooming`,
        });
      },
    },
    {
      id: "ready",
      label: "The visit stands at ready, in a room",
      counts: "time",
      after: ["measured"],
      hints: [
        "How does the doctor learn that it is the doctor's turn?",
        "The flow board.",
        "Move the visit to Rooming with a free room, and at the end to Ready.",
      ],
      async check(view, facts) {
        const visit = await view.ask("scheduling", "getAppointment", { appointmentId: facts.visit });
        const record = `Visit of ${fullName(facts.patient)}`;
        const principle = "A patient whose place is not on the board is looked for, or forgotten.";
        if (visit === null || visit.status === "arrived" || visit.status === "rooming")
          return open({ record, field: "Status", found: visit?.status ?? "none", principle, route: "/flow" });
        if (visit.roomResourceId === null)
          return open({ record, field: "Room", found: "none", principle, route: "/flow" });
        return met("ready");
      },
    },
  ],
  traps: [
    {
      id: "wrong-chart",
      critical: true,
      costs: "privacy",
      async fellFor(view, facts) {
        const encounter = await encounterOf(view, facts.others);
        const set = encounter?.vitals.find(
          (one) => !one.enteredInError && one.systolic === facts.systolic && one.pulse === facts.pulse,
        );
        if (set === undefined) return null;
        const step = done(view, "charting", "recordVitals").find((one) => one.input.patientId === encounter?.patientId);
        return broken(
          {
            record: `Vital signs of ${fullName(facts.other)}`,
            field: "Vital signs",
            found: "what was measured of somebody else",
            principle:
              "Say the name and the birth date before the cuff is on: the chart that is open is not always the patient who sits there.",
            route: `/p/${encounter?.patientId ?? ""}/rooming`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [toRoom(facts.visit), measure(facts), reason(facts.visit), ready(facts.visit)],
  others: [(facts) => [measure(facts), reason(facts.visit), toRoom(facts.visit), ready(facts.visit)]],
  wrong: [
    {
      name: "types the pressure the wrong way round by a digit",
      steps: (facts) => [
        toRoom(facts.visit),
        measure({ ...facts, systolic: facts.systolic + 10 }),
        reason(facts.visit),
        ready(facts.visit),
      ],
      expect: ["measured", "ready"],
    },
    {
      name: "measures and leaves the patient where nobody knows",
      steps: (facts) => [measure(facts), reason(facts.visit)],
      expect: ["ready"],
    },
    {
      name: "measures into the other one's chart",
      steps: (facts) => [toRoom(facts.visit), measure(facts, facts.others), reason(facts.visit), ready(facts.visit)],
      expect: ["measured", "ready", "wrong-chart"],
    },
  ],
  mistaken: (facts) => [toRoom(facts.others), measure(facts, facts.others), reason(facts.others), ready(facts.others)],
  undone: (facts) => [strike(facts)],
  debrief: () => [
    "Room, reason, numbers, hand over: four things, and the doctor comes in prepared.",
    "Values outside of the range show at once. What is critical is told to the provider in person: the next lesson.",
  ],
  next: ["ma.02"],
});

function grams(pounds: number): number {
  return Math.round(pounds * 453.592);
}

function celsius(tenthsFahrenheit: number): number {
  return Math.round(((tenthsFahrenheit / 10 - 32) * 500) / 9);
}

function near(a: number | null, b: number, by: number): boolean {
  return a !== null && Math.abs(a - b) <= by;
}

const vitalsOf = (facts: Facts) => seededId<"vitals">(facts.seed, "ma.01/vitals");

const toRoom = (visit: Id<"appointment">): PathStep => ({
  name: "bring the patient to a room",
  run: (practice) => advanced(practice, visit, "rooming", ramirez),
});

const ready = (visit: Id<"appointment">): PathStep => ({
  name: "hand over",
  run: (practice) => advanced(practice, visit, "ready", ramirez),
});

function measure(facts: Facts, visit = facts.visit): PathStep {
  return {
    name: "measure",
    async run(practice) {
      const { encounterId, patientId } = await openedNote(practice, visit, ramirez);
      const { systolic, diastolic, pulse } = facts;
      const values = { ...WELL, systolic, diastolic, pulse, heightMm: null, pain: null };
      const weighed = { weightGrams: grams(facts.pounds), temperatureHundredthsC: celsius(facts.fahrenheit) };
      await practice.run(
        "charting",
        "recordVitals",
        { vitalsId: vitalsOf(facts), patientId, encounterId, ...values, ...weighed },
        assistant,
      );
    },
  };
}

function reason(visit: Id<"appointment">): PathStep {
  return {
    name: "write the reason down",
    run: (practice) => wrote(practice, visit, ramirez, { reason: "Cough for two weeks, worse at night" }),
  };
}

function strike(facts: Facts): PathStep {
  return {
    name: "strike the vital signs",
    async run(practice) {
      const { patientId } = await openedNote(practice, facts.visit, ramirez);
      await practice.run(
        "charting",
        "strikeVitals",
        { vitalsId: vitalsOf(facts), patientId, reason: "Wrong" },
        assistant,
      );
    },
  };
}
