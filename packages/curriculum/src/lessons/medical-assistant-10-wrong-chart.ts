import type { Id } from "@practicum/kernel/brand";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { encounterOf, openedNote } from "../kit/encounters.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { alreadyRegistered, fullName, person, type Person } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { appointmentId, broughtTo, WELL } from "../kit/visits.ts";
import { done } from "../kit/world-view.ts";

/** A set of numbers in the chart of the one that was measured of the other. */
interface Facts {
  readonly seed: string;
  readonly owner: Person;
  readonly stranger: Person;
  readonly today: LocalDate;
  readonly owners: Id<"appointment">;
  readonly strangers: Id<"appointment">;
}

const MEASURED = { ...WELL, systolic: 146, diastolic: 88, pulse: 91, weightGrams: 96_200 };
const ramirez = staffByKey("ramirez");
const assistant = actorOf(ramirez);
const kim = staffByKey("kim");
const alvarez = staffByKey("alvarez");

export const numbersInTheWrongChart = lesson<Facts>({
  id: "ma.10",
  role: "medical-assistant",
  as: "ramirez",
  title: "Numbers in the wrong chart",
  minutes: 6,
  teaches: ["can take a wrong entry out of force without hiding it", "can put it where it belongs"],
  words: ["entered in error", "wrong-chart error"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    const owner = person(seed, "ma.10/owner", today, [40, 70]);
    return {
      seed,
      owner,
      stranger: { ...person(seed, "ma.10/stranger", today, [40, 70]), family: owner.family },
      today,
      owners: appointmentId(seed, "ma.10/owner"),
      strangers: appointmentId(seed, "ma.10/stranger"),
    };
  },
  async setUp(practice, { seed, owner, stranger, today, owners, strangers }) {
    const ownerId = await alreadyRegistered(practice, owner, "ma.10");
    const strangerId = await alreadyRegistered(practice, stranger, "ma.10");
    const one = { provider: alvarez, type: "acute", date: today, squeezed: false };
    await broughtTo(practice, { ...one, appointmentId: owners, patientId: ownerId, reason: "Cough" }, "rooming");
    const encounterId = await broughtTo(
      practice,
      { ...one, appointmentId: strangers, patientId: strangerId, reason: "Rash" },
      "rooming",
    );
    const vitalsId = seededId<"vitals">(seed, "ma.10/wrong");
    await practice.run(
      "charting",
      "recordVitals",
      { vitalsId, patientId: strangerId, encounterId, ...MEASURED },
      actorOf(kim),
    );
  },
  story: ({ owner, stranger }) => [
    `Grace Kim, on her way out: "I think I had the wrong ${owner.family} open. I measured ${owner.given}, born on ${formatDate(owner.birthDate)}, and now it stands with ${stranger.given}."`,
    "The doctor goes in to both within the quarter of an hour.",
  ],
  goal: "Each chart says what was measured of its own patient, and what went wrong can still be seen.",
  materials: () => [
    {
      kind: "paper",
      title: "Grace's slip",
      lines: [
        `${MEASURED.systolic}/${MEASURED.diastolic}, pulse ${MEASURED.pulse}, oxygen ${MEASURED.oxygenSaturation} %`,
        "Temperature 98.4 °F, 14 breaths a minute, weight 212 lb",
      ],
    },
  ],
  outcomes: [
    {
      id: "struck",
      label: "The numbers no longer count in the wrong chart, and why stands there",
      counts: "safety",
      hints: [
        "May something be deleted from a chart?",
        "Rooming or Chart of the one who was not measured.",
        "Mark the set as entered in error, with the reason.",
      ],
      async check(view, { stranger, strangers }) {
        const encounter = await encounterOf(view, strangers);
        const wrong = encounter?.vitals.find(
          (one) => one.systolic === MEASURED.systolic && one.pulse === MEASURED.pulse,
        );
        if (wrong?.enteredInError === true) return met("marked as entered in error");
        return open({
          record: `Vital signs of ${fullName(stranger)}`,
          field: "Blood pressure",
          found: `${MEASURED.systolic}/${MEASURED.diastolic}`,
          principle:
            "The doctor will treat what stands there. A wrong entry is marked, never deleted: somebody may have acted on it.",
          route: `/p/${encounter?.patientId ?? ""}/rooming`,
        });
      },
    },
    {
      id: "moved",
      label: "They stand in the chart of the one who was measured",
      counts: "correct",
      hints: [
        "Whose arm was in the cuff?",
        "Rooming of the other one: look at the birth date.",
        "Record the slip's numbers there.",
      ],
      async check(view, { owner, owners }) {
        const encounter = await encounterOf(view, owners);
        const right = encounter?.vitals.find(
          (one) =>
            !one.enteredInError &&
            one.systolic === MEASURED.systolic &&
            one.diastolic === MEASURED.diastolic &&
            one.pulse === MEASURED.pulse,
        );
        if (right !== undefined) return met("recorded");
        return open({
          record: `Vital signs of ${fullName(owner)}`,
          field: "Vital signs",
          found: "none of the slip's numbers",
          principle:
            "A correction has two halves. The second one is forgotten, because the screen looks clean after the first.",
          route: `/p/${encounter?.patientId ?? ""}/rooming`,
        });
      },
    },
  ],
  traps: [
    {
      id: "wrong-again",
      critical: true,
      costs: "privacy",
      async fellFor(view, { stranger, strangers }) {
        const encounter = await encounterOf(view, strangers);
        const step = done(view, "charting", "recordVitals").find((one) => one.input.patientId === encounter?.patientId);
        if (
          step === undefined ||
          encounter?.vitals.find((one) => one.vitalsId === step.input.vitalsId)?.enteredInError === true
        )
          return null;
        return broken(
          {
            record: `Vital signs of ${fullName(stranger)}`,
            field: "Vital signs",
            found: "another set, of somebody who was not measured",
            principle:
              "Name and birth date, aloud, before each entry: the same slip happens twice to who is in a hurry.",
            route: `/p/${encounter?.patientId ?? ""}/rooming`,
          },
          step.entry,
        );
      },
    },
  ],
  golden: (facts) => [strike(facts, "wrong", facts.strangers), record(facts, facts.owners)],
  others: [(facts) => [record(facts, facts.owners), strike(facts, "wrong", facts.strangers)]],
  wrong: [
    { name: "only takes them out", steps: (facts) => [strike(facts, "wrong", facts.strangers)], expect: ["moved"] },
    { name: "only copies them", steps: (facts) => [record(facts, facts.owners)], expect: ["struck"] },
    {
      name: "records them in the same chart again",
      steps: (facts) => [strike(facts, "wrong", facts.strangers), record(facts, facts.strangers)],
      expect: ["moved", "struck", "wrong-again"],
    },
  ],
  mistaken: (facts) => [record(facts, facts.strangers)],
  undone: (facts) => [strike(facts, "right", facts.owners)],
  debrief: () => [
    "Entered in error, then entered where it belongs: two halves, each with its name and time.",
    "Tell the provider too. A number that was read cannot be unread.",
  ],
  next: [],
});

function strike(facts: Facts, key: "wrong" | "right", visit: Id<"appointment">): PathStep {
  return {
    name: "mark as entered in error",
    async run(practice) {
      const { patientId } = await openedNote(practice, visit, ramirez);
      const vitalsId = seededId<"vitals">(facts.seed, `ma.10/${key}`);
      await practice.run(
        "charting",
        "strikeVitals",
        { vitalsId, patientId, reason: "Measured of another patient" },
        assistant,
      );
    },
  };
}

function record(facts: Facts, visit: Id<"appointment">): PathStep {
  return {
    name: "record the numbers",
    async run(practice) {
      const { encounterId, patientId } = await openedNote(practice, visit, ramirez);
      const vitalsId = seededId<"vitals">(facts.seed, "ma.10/right");
      await practice.run("charting", "recordVitals", { vitalsId, patientId, encounterId, ...MEASURED }, assistant);
    },
  };
}
