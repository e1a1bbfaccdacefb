import { dateIn } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { atLocal } from "@practicum/kernel/instant";
import type { Role } from "@practicum/contracts/permission";
import { idOf, lookUp } from "../kit/find.ts";
import { CLINICAL, holderOf, isWith } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { alreadyRegistered, fullName, person, type Person } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Two calls: one can wait until the afternoon, one can't wait at all. */
interface Facts {
  readonly seed: string;
  readonly urgent: Person;
  readonly refill: Person;
  readonly callBack: string;
  /** The end of today. */
  readonly tonight: string;
}

const desk = actorOf(staffByKey("brooks"));
const ROUTE = "Who answers a call's question is decided by who may: a symptom belongs to somebody clinical, at once.";

async function threads(view: WorldView, one: Person) {
  const patientId = await idOf(view, one);
  const list =
    patientId === null ? [] : ((await view.ask("messaging", "listThreads", { patientId, open: true }))?.threads ?? []);
  return { patientId: patientId ?? "", list };
}

export const passOnACall = lesson<Facts>({
  id: "fd.08",
  version: 2,
  role: "front-desk",
  as: "brooks",
  title: "Two calls, one of them can't wait",
  minutes: 6,
  teaches: [
    "can write a message that somebody can act on",
    "can tell a call that can't wait, and give it to the right people",
  ],
  words: ["triage", "call back", "refill"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    const urgent = person(seed, "fd.08/urgent", today, [52, 78]);
    return {
      seed,
      urgent,
      refill: person(seed, "fd.08/refill", today, [30, 70]),
      callBack: person(seed, "fd.08/neighbour", today, [30, 70]).phone,
      tonight: atLocal(today, "17:00", timeZone),
    };
  },
  async setUp(practice, { urgent, refill }) {
    await alreadyRegistered(practice, urgent, "fd.08");
    await alreadyRegistered(practice, refill, "fd.08");
  },
  story: ({ urgent, refill }) => [
    `Two people are on the line: ${fullName(refill)}, and ${fullName(urgent)}.`,
    "You may not answer a medical question. You may see to it that somebody does.",
  ],
  goal: "Each call lies in its patient's record, with people who can act on it, and in time.",
  materials: ({ urgent, refill, callBack }) => [
    {
      kind: "says",
      who: fullName(refill),
      lines: [
        `"${fullName(refill)}, born on ${formatDate(refill.birthDate)}. I need a refill of my blood pressure tablets, I have four left."`,
      ],
    },
    {
      kind: "says",
      who: fullName(urgent),
      lines: [
        `"${fullName(urgent)}, ${formatDate(urgent.birthDate)}. I have had chest pain since this morning when I climb the stairs. What should I take?"`,
        `"My phone is dead, call my neighbour's: ${callBack.slice(0, 3)} ${callBack.slice(3, 6)} ${callBack.slice(6)}."`,
      ],
    },
  ],
  outcomes: [
    {
      id: "urgent",
      label:
        "The call that can't wait is with clinical people, due today, with the symptom and the number to call back",
      counts: "safety",
      guide: [
        { at: "conversation.new", says: "Begin a conversation about this patient." },
        { at: "conversation.send", says: "Write what was said, choose whom it goes to and until when; then send it." },
      ],
      hints: [
        "Which of the two could be dead by tonight?",
        "The patient's Messages, New conversation: whom it goes to, and until when.",
        "Write the symptom, since when, and the neighbour's number; send it to the physicians, due today.",
      ],
      async check(view, { urgent, callBack, tonight }) {
        const { patientId, list } = await threads(view, urgent);
        const record = `Messages of ${fullName(urgent)}`;
        const route = `/p/${patientId}/messages`;
        const [thread] = list;
        if (thread === undefined)
          return open({ record, field: "Conversation", found: "none", principle: ROUTE, route });
        const text = [thread.subject, ...thread.messages.map((one) => one.body)].join(" ");
        if (!mentions(text, ["chest"]))
          return open({
            record,
            field: "Message",
            found: "no word of the symptom",
            principle: "Who reads it must know how ill the person is without calling you.",
            route,
          });
        if (!mentions(text, [callBack]))
          return open({
            record,
            field: "Message",
            found: "no number to call back",
            principle: "A message without a number that rings is no message.",
            route,
          });
        if (!isWith(thread, CLINICAL))
          return open({ record, field: "For", found: holderOf(thread), principle: ROUTE, route });
        if (thread.dueAt === null || thread.dueAt > tonight)
          return open({
            record,
            field: "Due",
            found: thread.dueAt === null ? "no time" : "a later day",
            principle: "Chest pain is a matter of minutes: what has no time waits its turn.",
            route,
          });
        return met("it lies with people who can act, today");
      },
    },
    {
      id: "refill",
      label: "The refill is asked for in its own patient's record, of clinical people",
      counts: "correct",
      guide: [
        { at: "conversation.new", says: "Begin a conversation about this patient." },
        { at: "conversation.send", says: "Write what was said, choose whom it goes to and until when; then send it." },
      ],
      hints: [
        "Who may say yes to a refill?",
        "The other caller's Messages.",
        "Name the medicine and how many are left; send it to the medical assistants.",
      ],
      async check(view, { refill }) {
        const { patientId, list } = await threads(view, refill);
        const record = `Messages of ${fullName(refill)}`;
        const route = `/p/${patientId}/messages`;
        const thread = list.find((one) =>
          mentions([one.subject, ...one.messages.map((text) => text.body)].join(" "), ["refill"]),
        );
        if (thread === undefined)
          return open({ record, field: "Conversation", found: "no refill asked for", principle: ROUTE, route });
        if (!isWith(thread, CLINICAL))
          return open({ record, field: "For", found: holderOf(thread), principle: ROUTE, route });
        return met("the refill is with people who may decide on it");
      },
    },
  ],
  traps: [
    {
      id: "advice",
      critical: true,
      costs: "safety",
      async fellFor(view, { urgent }) {
        const said = [...done(view, "messaging", "startThread"), ...done(view, "messaging", "postMessage")];
        const advice = said.find((step) =>
          mentions(step.input.body, ["take aspirin", "told to rest", "told to take", "told not to worry"]),
        );
        if (advice === undefined) return null;
        return broken(
          {
            record: `Messages of ${fullName(urgent)}`,
            field: "Message",
            found: "advice from the front desk",
            principle: "Advice is a clinician's to give. A wrong word here is why a heart attack comes too late.",
            route: `/p/${(await idOf(view, urgent)) ?? ""}/messages`,
          },
          advice.entry,
        );
      },
    },
  ],
  golden: (facts) => [callUrgent(facts, "physician"), callRefill(facts, facts.refill)],
  others: [(facts) => [callRefill(facts, facts.refill), callUrgent(facts, "nurse-practitioner")]],
  wrong: [
    {
      name: "keeps the urgent call at the front desk",
      steps: (facts) => [callUrgent(facts, "front-desk"), callRefill(facts, facts.refill)],
      expect: ["urgent"],
    },
    {
      name: "gives advice",
      steps: (facts) => [
        callUrgent(
          facts,
          "physician",
          "Chest pain on the stairs since this morning. Was told to take aspirin and rest.",
        ),
        callRefill(facts, facts.refill),
      ],
      expect: ["advice"],
    },
  ],
  mistaken: (facts) => [callUrgent(facts, "physician"), callRefill(facts, facts.urgent)],
  undone: { none: "What is with a physician is the physician's: the desk neither reads it nor closes it." },
  debrief: () => [
    "Chest pain, trouble breathing, one side weak, a bleeding that does not stop: these go to a clinician now, and in person if nobody reads.",
    "A message that can be acted on has who, what, since when, and a number that rings.",
  ],
  next: ["ma.01"],
});

function call(
  facts: Facts,
  key: string,
  whom: Person,
  subject: string,
  body: string,
  pool: Role,
  dueAt: string | null,
): PathStep {
  return {
    name: `write down the ${key} call`,
    async run(practice) {
      const patientId = await lookUp(practice, whom);
      const threadId = seededId<"thread">(facts.seed, `fd.08/${key}`);
      const messageId = seededId<"message">(facts.seed, `fd.08/${key}`);
      await practice.run(
        "messaging",
        "startThread",
        { threadId, messageId, patientId, subject, body, ownerId: null, pool, dueAt },
        desk,
      );
    },
  };
}

function callUrgent(facts: Facts, pool: Role, text = "Chest pain on the stairs since this morning."): PathStep {
  const number = `${facts.callBack.slice(0, 3)}-${facts.callBack.slice(3, 6)}-${facts.callBack.slice(6)}`;
  return call(
    facts,
    "urgent",
    facts.urgent,
    "Chest pain",
    `${text} Call back at ${number}, the neighbour's.`,
    pool,
    facts.tonight,
  );
}

function callRefill(facts: Facts, whom: Person): PathStep {
  return call(
    facts,
    "refill",
    whom,
    "Refill",
    "Asks for a refill of the blood pressure tablets; four are left.",
    "medical-assistant",
    facts.tonight,
  );
}
