import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { deedAbout } from "../kit/deed.ts";
import { idOf } from "../kit/find.ts";
import { handedOn, holderOf, isWith, PROVIDERS } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { bothBrought, pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { fullName, type Person } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** What is due of somebody with diabetes: one thing was done elsewhere, one is declined, one is nobody's to close but the provider's. */
interface Facts extends Pair {
  /** When the eyes were looked at. */
  readonly eyesOn: LocalDate;
}

const assistant = actorOf(staffByKey("ramirez"));
const alvarez = staffByKey("alvarez");
const A1C = ["a1c", "hemoglobin", "hba1c"];

async function careOf(view: WorldView, one: Person, rule: string) {
  const patientId = (await idOf(view, one)) ?? "";
  const care = await view.ask("charting", "preventiveCare", { patientId });
  return { patientId, item: care?.items.find((found) => found.rule === rule), route: `/p/${patientId}/summary` };
}

export const closeTheGaps = lesson<Facts>({
  id: "ma.08",
  role: "medical-assistant",
  as: "ramirez",
  title: "What is due, and what is only not on record",
  minutes: 8,
  teaches: [
    "can tell what was done elsewhere from what was never done, and write down what proves it",
    "can write down a no so that it is asked again in its time, and pass on what needs an order",
  ],
  words: ["preventive care", "care gap", "hemoglobin A1c"],
  facts(stage) {
    const pair = pairOf("ma.08", stage, [51, 64]);
    return { ...pair, eyesOn: addDays(pair.today, -randomInt(seededRandom(`${stage.seed}/ma.08`), 40, 120)) };
  },
  async setUp(practice, facts) {
    const how = {
      provider: alvarez,
      type: "follow-up",
      reasons: ["Diabetes check-up", "Diabetes check-up"],
      to: "rooming",
    } as const;
    for (const { key, patientId } of await bothBrought(practice, "ma.08", facts, how))
      await practice.run(
        "charting",
        "importChart",
        {
          patientId,
          system: "Earlier practice",
          entries: [
            {
              kind: "problem",
              sourceId: `${key}/diabetes`,
              code: "E11.9",
              codeSystem: "ICD-10-CM",
              label: "Type 2 diabetes",
              onsetOn: null,
              resolvedOn: null,
            },
          ],
        },
        actorOf(staffByKey("whitfield")),
      );
  },
  story: ({ patient }) => [
    `${fullName(patient)} is in the room for the diabetes check-up, and has brought a letter.`,
    "The chart names three things that matter here: eyes, bowel, hemoglobin A1c. Close what the patient can prove, write down what the patient says, and pass on what only the provider may order.",
  ],
  goal: "The chart says of each of the three what is true, and Dr. Alvarez knows of the one that is due.",
  materials: ({ patient, eyesOn }) => [
    {
      kind: "paper",
      title: "Letter from Bayside Eye Clinic",
      lines: [
        `${fullName(patient)}, born on ${formatDate(patient.birthDate)}`,
        `Dilated eye examination on ${formatDate(eyesOn)}: no retinopathy. Again in a year.`,
      ],
    },
    {
      kind: "says",
      who: fullName(patient),
      lines: [
        '"The bowel test? No, I do not want that. Not now. Maybe next year."',
        '"The three-month sugar? I think that was a year ago, somewhere else. I have no paper."',
      ],
    },
  ],
  outcomes: [
    {
      id: "eyes",
      label: "The eye examination is on record with the day of the letter",
      counts: "correct",
      hints: [
        "On which day was it done: today, or on the day that the letter names?",
        "The patient's Summary, Preventive care: the line of the eyes.",
        "Done elsewhere, eye examination, on the letter's day.",
      ],
      async check(view, { patient, eyesOn }) {
        const { item, route } = await careOf(view, patient, "retina");
        const answer = item?.answers.find((one) => one.kind === "done");
        const diagnosis = {
          record: `Preventive care of ${fullName(patient)}`,
          field: "Eye examination",
          found: answer === undefined ? (item?.status ?? "none") : `done on ${formatDate(answer.on)}`,
          principle: "A year is counted from the day it was done. Today's day would let it be missed by months.",
          route,
        };
        return answer?.on === eyesOn ? met(formatDate(eyesOn)) : open(diagnosis);
      },
    },
    {
      id: "declined",
      label: "It stands that the bowel screening was offered and declined",
      counts: "correct",
      hints: [
        "Is a no the same as: does not apply?",
        "Summary, Preventive care: the line of colorectal cancer.",
        "Declined, today, with what the patient said.",
      ],
      async check(view, { patient }) {
        const { item, route } = await careOf(view, patient, "colorectal");
        if (item?.status === "declined") return met("declined");
        return open({
          record: `Preventive care of ${fullName(patient)}`,
          field: "Colorectal cancer",
          found: item?.status ?? "none",
          principle:
            "A no is an answer, and is asked again in a year. What is called not applicable is never asked again.",
          route,
        });
      },
    },
    {
      id: "passed-on",
      label: "Who may order it knows that the hemoglobin A1c is due",
      counts: "safety",
      hints: [
        "Who may order a test?",
        "A task or a conversation about the patient.",
        "Make a task for Dr. Alvarez, due today: hemoglobin A1c is due, last one unknown.",
      ],
      async check(view, { patient }) {
        const { patientId, list } = await handedOn(view, patient);
        const about = list.filter((one) => mentions(one.text, A1C));
        const route = `/p/${patientId}/messages`;
        const record = `Tasks of ${fullName(patient)}`;
        const principle =
          "What is due and told to nobody stays due. An order is the provider's; that it is asked for is yours.";
        const [first] = about;
        if (first === undefined)
          return open({ record, field: "Hemoglobin A1c", found: "told to nobody", principle, route });
        if (!about.some((one) => isWith(one, PROVIDERS)))
          return open({ record, field: "For", found: holderOf(first), principle, route });
        return met("a provider knows");
      },
    },
  ],
  traps: [
    {
      id: "made-up",
      critical: true,
      costs: "safety",
      async fellFor(view, { patient }) {
        const { patientId, item, route } = await careOf(view, patient, "a1c");
        const answer = item?.answers[0];
        if (answer === undefined) return null;
        const step = done(view, "charting", "answerPreventiveCare").find(
          (one) => one.input.patientId === patientId && one.input.rule === "a1c",
        );
        return broken(
          {
            record: `Preventive care of ${fullName(patient)}`,
            field: "Hemoglobin A1c",
            found: answer.kind,
            principle:
              '"I think so, somewhere" is no result. A gap that is closed without one hides a sugar that nobody looks at.',
            route,
          },
          step?.entry ?? null,
        );
      },
    },
    {
      id: "others-letter",
      critical: true,
      costs: "privacy",
      async fellFor(view, { other }) {
        const { patientId, item, route } = await careOf(view, other, "retina");
        if (!item?.answers.some((one) => one.kind === "done")) return null;
        return broken(
          {
            record: `Preventive care of ${fullName(other)}`,
            field: "Eye examination",
            found: "another patient's letter",
            principle: "The letter names whose eyes they are. Here somebody's eyes are now looked at by nobody.",
            route,
          },
          done(view, "charting", "answerPreventiveCare").find((one) => one.input.patientId === patientId)?.entry ??
            null,
        );
      },
    },
  ],
  golden: (facts) => [eyes(facts), no(facts), pass(facts)],
  others: [(facts) => [write(facts), no(facts), eyes(facts)]],
  wrong: [
    {
      name: "writes today's day for the eyes",
      steps: (facts) => [eyes(facts, "patient", facts.today), no(facts), pass(facts)],
      expect: ["eyes"],
    },
    {
      name: "says that the screening does not apply",
      steps: (facts) => [eyes(facts), no(facts, "patient", "not-applicable"), pass(facts)],
      expect: ["declined"],
    },
    {
      name: "believes what the patient thinks, and closes the A1c",
      steps: (facts) => [eyes(facts), no(facts), sugar(facts)],
      expect: ["made-up", "passed-on"],
    },
    {
      name: "leaves a note for the other medical assistants",
      steps: (facts) => [eyes(facts), no(facts), pass(facts, "patient", "medical-assistant")],
      expect: ["passed-on"],
    },
  ],
  mistaken: (facts) => [eyes(facts, "other"), no(facts, "other"), pass(facts, "other")],
  undone: (facts) => [withdraw(facts)],
  debrief: () => [
    '"Not on record" is not "never done". A letter, a date and a name close it; a memory does not.',
    "A no that is written down is a no that was asked for: next year it is asked again, and nobody nags until then.",
  ],
  next: ["ma.09"],
});

const answerId = ({ seed }: Facts, key: OfPair["key"], rule: string) =>
  seededId<"preventive-answer">(seed, `ma.08/${key}/${rule}`);

function eyes(facts: Facts, key: OfPair["key"] = "patient", on = facts.eyesOn): PathStep {
  return deedAbout(facts[key], "ramirez", "write the eye examination down", (practice, patientId) =>
    practice.run(
      "charting",
      "answerPreventiveCare",
      {
        answerId: answerId(facts, key, "retina"),
        patientId,
        rule: "retina",
        kind: "done",
        way: "retina",
        on,
        note: "Letter of Bayside Eye Clinic",
      },
      assistant,
    ),
  );
}

function no(facts: Facts, key: OfPair["key"] = "patient", kind: "declined" | "not-applicable" = "declined"): PathStep {
  return deedAbout(facts[key], "ramirez", "write the no down", (practice, patientId) =>
    practice.run(
      "charting",
      "answerPreventiveCare",
      {
        answerId: answerId(facts, key, "colorectal"),
        patientId,
        rule: "colorectal",
        kind,
        way: null,
        on: facts.today,
        note: "Does not want it now, maybe next year",
      },
      assistant,
    ),
  );
}

function sugar(facts: Facts): PathStep {
  return deedAbout(facts.patient, "ramirez", "close the A1c", (practice, patientId) =>
    practice.run(
      "charting",
      "answerPreventiveCare",
      {
        answerId: answerId(facts, "patient", "a1c"),
        patientId,
        rule: "a1c",
        kind: "done",
        way: "a1c",
        on: facts.today,
        note: "Says that it was done",
      },
      assistant,
    ),
  );
}

function pass(
  facts: Facts,
  key: OfPair["key"] = "patient",
  pool: "physician" | "medical-assistant" = "physician",
): PathStep {
  return deedAbout(facts[key], "ramirez", "pass the A1c on", (practice, patientId) =>
    practice.run(
      "messaging",
      "createTask",
      {
        taskId: seededId<"task">(facts.seed, `ma.08/${key}/a1c`),
        title: "Hemoglobin A1c is due",
        detail: "The last one is unknown. Please order it.",
        patientId,
        ownerId: null,
        pool,
        dueOn: facts.today,
        priority: "normal",
        about: null,
      },
      assistant,
    ),
  );
}

/** The same as a conversation of the record. */
function write(facts: Facts): PathStep {
  return deedAbout(facts.patient, "ramirez", "write to Dr. Alvarez", (practice, patientId) =>
    practice.run(
      "messaging",
      "startThread",
      {
        threadId: seededId<"thread">(facts.seed, "ma.08/a1c"),
        messageId: seededId<"message">(facts.seed, "ma.08/a1c"),
        patientId,
        subject: "A1c",
        body: "A1c is due and not on record. Please order.",
        ownerId: alvarez.staffId,
        pool: null,
        dueAt: null,
      },
      assistant,
    ),
  );
}

function withdraw(facts: Facts): PathStep {
  return deedAbout(facts.patient, "ramirez", "take the eye examination back", (practice, patientId) =>
    practice.run(
      "charting",
      "withdrawPreventiveAnswer",
      { answerId: answerId(facts, "patient", "retina"), patientId },
      assistant,
    ),
  );
}
