import { seededRandom, randomInt } from "@practicum/kernel/random";
import type { Role } from "@practicum/contracts/permission";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { formatDate } from "@practicum/kernel/local-date";
import { seededId } from "@practicum/seed/seeded-ids";
import { deedAbout } from "../kit/deed.ts";
import { handedOn, holderOf, isWith, PROVIDERS, saysNumber } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { alreadyRegistered, fullName } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done } from "../kit/world-view.ts";

/** Two results that come on one morning: one by telephone, which can't wait, and one on paper, which can. */
interface Facts extends Pair {
  readonly hemoglobin: string;
  readonly ldl: string;
  /** The laboratory's, to ask back. */
  readonly callBack: string;
}

const assistant = actorOf(staffByKey("ramirez"));
const messagesOf = (patientId: string) => `/p/${patientId}/messages`;

export const passOnAResult = lesson<Facts>({
  id: "ma.09",
  role: "medical-assistant",
  as: "ramirez",
  title: "The laboratory is on the telephone",
  minutes: 7,
  teaches: [
    "can take a critical result by telephone so that a provider can act on it",
    "can tell what must be known now from what is read in its turn",
  ],
  words: ["critical value", "read-back", "triage"],
  facts(stage) {
    const random = seededRandom(`${stage.seed}/ma.09`);
    return {
      ...pairOf("ma.09", stage, [45, 78]),
      hemoglobin: `6.${randomInt(random, 4, 9)}`,
      ldl: String(randomInt(random, 162, 178)),
      callBack: `61955501${randomInt(random, 20, 99)}`,
    };
  },
  async setUp(practice, { patient, other }) {
    await alreadyRegistered(practice, patient, "ma.09");
    await alreadyRegistered(practice, other, "ma.09");
  },
  story: ({ patient, other }) => [
    `The laboratory calls about ${fullName(patient)}. While you listen, the fax brings a page about ${fullName(other)}.`,
    "You neither treat nor advise. You see to it that the right person knows, as soon as it matters.",
  ],
  goal: "Each result is with a provider, in its own patient's record: one now, the other in its turn.",
  materials: ({ patient, other, hemoglobin, ldl, callBack }) => [
    {
      kind: "says",
      who: "Dana, Harbor Laboratory",
      lines: [
        `"A critical hemoglobin: ${fullName(patient)}, born on ${formatDate(patient.birthDate)}: ${hemoglobin} grams. Please read it back to me."`,
        `"Your doctor reaches me at ${callBack.slice(0, 3)} ${callBack.slice(3, 6)} ${callBack.slice(6)}."`,
      ],
    },
    {
      kind: "paper",
      title: "From the fax",
      lines: [
        `${fullName(other)}, born on ${formatDate(other.birthDate)}`,
        `LDL cholesterol ${ldl} mg/dL, high (below 130). Routine.`,
      ],
    },
  ],
  outcomes: [
    {
      id: "now",
      label: "A provider has the critical value, with its number, as urgent and due today",
      counts: "safety",
      weight: 2,
      hints: [
        "Who may decide whether this patient goes to the hospital?",
        "The patient's record: a task, with who has it, until when, and how urgent it is.",
        "A task of high priority for the physicians, due today: hemoglobin, the number, since when.",
      ],
      async check(view, { patient, hemoglobin, today }) {
        const { patientId, list } = await handedOn(view, patient);
        const record = `Tasks of ${fullName(patient)}`;
        const route = messagesOf(patientId);
        const principle =
          "A critical value is told to somebody who decides, at once, and it stands with whom it is. Everybody else only delays it.";
        const it = list.find((one) => saysNumber(one.text, hemoglobin)) ?? list[0];
        if (it === undefined) return open({ record, field: "Task", found: "none", principle, route });
        if (!saysNumber(it.text, hemoglobin))
          return open({
            record,
            field: "Text",
            found: "not the number that was told",
            principle: "It is read back digit by digit and written as it was read: a wrong digit is a wrong treatment.",
            route,
          });
        if (!isWith(it, PROVIDERS)) return open({ record, field: "For", found: holderOf(it), principle, route });
        if (it.dueOn === null || it.dueOn > today)
          return open({ record, field: "Due", found: it.dueOn ?? "no day", principle, route });
        if (it.kind === "task" && !it.high)
          return open({ record, field: "Priority", found: "normal", principle, route });
        return met("a provider knows");
      },
    },
    {
      id: "ask-back",
      label: "Who called, and the number to ask back, stand with it",
      counts: "correct",
      after: ["now"],
      hints: [
        "What does Dr. Alvarez need if she doubts the number?",
        "The text of the task.",
        "Dana, Harbor Laboratory, and her number.",
      ],
      async check(view, { patient, callBack }) {
        const { patientId, list } = await handedOn(view, patient);
        if (list.some((one) => mentions(one.text, ["laboratory", "lab", "dana"]) && mentions(one.text, [callBack])))
          return met("who and where");
        return open({
          record: `Tasks of ${fullName(patient)}`,
          field: "Text",
          found: list.length === 0 ? "nothing" : "not who called, or no number that rings",
          principle: "A value by telephone is worth what can be asked back about it.",
          route: messagesOf(patientId),
        });
      },
    },
    {
      id: "in-turn",
      label: "The other result is with a provider too, in its own patient's record",
      counts: "correct",
      hints: [
        "Who reads it, if you only file it?",
        "The other patient's record.",
        "A task for the physicians: LDL with its number. It can be read in its turn.",
      ],
      async check(view, { other, ldl }) {
        const { patientId, list } = await handedOn(view, other);
        const record = `Tasks of ${fullName(other)}`;
        const route = messagesOf(patientId);
        const principle = "A result that is filed unread is as if it had never been drawn.";
        const it = list.find((one) => saysNumber(one.text, ldl));
        if (it === undefined) return open({ record, field: "Task", found: "not with this number", principle, route });
        if (!isWith(it, PROVIDERS)) return open({ record, field: "For", found: holderOf(it), principle, route });
        return met("it is read in its turn");
      },
    },
  ],
  traps: [
    {
      id: "all-urgent",
      critical: false,
      costs: "time",
      async fellFor(view, { other }) {
        const { patientId, list } = await handedOn(view, other);
        if (!list.some((one) => one.high)) return null;
        return broken(
          {
            record: `Tasks of ${fullName(other)}`,
            field: "Priority",
            found: "high",
            principle: "Where everything is urgent, nothing is: the hemoglobin now lies behind a cholesterol.",
            route: messagesOf(patientId),
          },
          done(view, "messaging", "createTask").find((one) => one.input.patientId === patientId)?.entry ?? null,
        );
      },
    },
    {
      id: "others-record",
      critical: true,
      costs: "privacy",
      async fellFor(view, { other, hemoglobin }) {
        const { patientId, list } = await handedOn(view, other);
        if (!list.some((one) => saysNumber(one.text, hemoglobin))) return null;
        const step = [...done(view, "messaging", "createTask"), ...done(view, "messaging", "startThread")].find(
          (one) => one.input.patientId === patientId,
        );
        return broken(
          {
            record: `Tasks of ${fullName(other)}`,
            field: "Text",
            found: "another patient's critical value",
            principle: "Now the wrong one is sent to the hospital, and the right one stays at home.",
            route: messagesOf(patientId),
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [urgent(facts), routine(facts)],
  others: [(facts) => [routine(facts), said(facts)]],
  wrong: [
    {
      name: "leaves the call with the other medical assistants",
      steps: (facts) => [urgent(facts, { pool: "medical-assistant" }), routine(facts)],
      expect: ["ask-back", "now"],
    },
    {
      name: "lets both wait their turn",
      steps: (facts) => [urgent(facts, { high: false }), routine(facts)],
      expect: ["ask-back", "now"],
    },
    {
      name: "does not write down whom to ask",
      steps: (facts) => [urgent(facts, { detail: `Hemoglobin ${facts.hemoglobin}.` }), routine(facts)],
      expect: ["ask-back"],
    },
    {
      name: "calls both urgent",
      steps: (facts) => [urgent(facts), routine(facts, { high: true })],
      expect: ["all-urgent"],
    },
    { name: "files the fax", steps: (facts) => [urgent(facts)], expect: ["in-turn"] },
  ],
  mistaken: (facts) => [urgent(facts, {}, "other"), routine(facts, {}, "patient")],
  undone: (facts) => [away(facts)],
  debrief: () => [
    "Read it back, write it down, say it to a person: the laboratory may not hang up before the first, and you may not before the last.",
    "The task is the trace, not the telling. In the building you also walk over.",
  ],
  next: ["ma.10"],
});

interface How {
  readonly pool?: Role;
  readonly high?: boolean;
  readonly detail?: string;
}

const taskId = ({ seed }: Facts, what: string, key: OfPair["key"]) => seededId<"task">(seed, `ma.09/${what}/${key}`);

function pass(
  facts: Facts,
  what: "urgent" | "routine",
  key: OfPair["key"],
  title: string,
  how: Required<How>,
): PathStep {
  return deedAbout(facts[key], "ramirez", `pass the ${what} one on`, (practice, patientId) =>
    practice.run(
      "messaging",
      "createTask",
      {
        taskId: taskId(facts, what, key),
        title,
        detail: how.detail,
        patientId,
        ownerId: null,
        pool: how.pool,
        dueOn: what === "urgent" ? facts.today : null,
        priority: how.high ? "high" : "normal",
        about: null,
      },
      assistant,
    ),
  );
}

const caller = ({ callBack }: Facts) =>
  `Dana of Harbor Laboratory, ${callBack.slice(0, 3)}-${callBack.slice(3, 6)}-${callBack.slice(6)}`;

function urgent(facts: Facts, how: How = {}, key: OfPair["key"] = "patient"): PathStep {
  const detail = `Hemoglobin ${facts.hemoglobin}, read back. Called by ${caller(facts)}.`;
  return pass(facts, "urgent", key, "Critical hemoglobin", { pool: "physician", high: true, detail, ...how });
}

function routine(facts: Facts, how: How = {}, key: OfPair["key"] = "other"): PathStep {
  const detail = `LDL ${facts.ldl} mg/dL, from the fax of this morning.`;
  return pass(facts, "routine", key, "LDL to read", { pool: "physician", high: false, detail, ...how });
}

/** The same as a conversation of the record, with the one who sees patients next door. */
function said(facts: Facts): PathStep {
  return deedAbout(facts.patient, "ramirez", "write to Dr. Alvarez", async (practice, patientId) => {
    const { now } = await practice.run("scheduling", "flowBoard", { locationId: null }, assistant);
    await practice.run(
      "messaging",
      "startThread",
      {
        threadId: seededId<"thread">(facts.seed, "ma.09/urgent"),
        messageId: seededId<"message">(facts.seed, "ma.09/urgent"),
        patientId,
        subject: "Critical hemoglobin",
        body: `Told you in person: hemoglobin ${facts.hemoglobin}, read back. ${caller(facts)}.`,
        ownerId: staffByKey("alvarez").staffId,
        pool: null,
        dueAt: now,
      },
      assistant,
    );
  });
}

function away(facts: Facts): PathStep {
  return {
    name: "give it to the front desk",
    async run(practice) {
      const task = { taskId: taskId(facts, "urgent", "patient") };
      const { version } = await practice.run("messaging", "getTask", task, assistant);
      await practice.run("messaging", "assignTask", { ...task, version, ownerId: null, pool: "front-desk" }, assistant);
    },
  };
}
