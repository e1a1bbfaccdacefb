import { addMs, dateIn, epochMs } from "@practicum/kernel/instant";
import { actorOf } from "@practicum/seed/practice";
import { encounterOf, openedNote, wrote } from "../kit/encounters.ts";
import { lookUp } from "../kit/find.ts";
import { isWith, PROVIDERS } from "../kit/handed.ts";
import type { PathStep } from "../kit/lesson.ts";
import { fullName } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { advanced, WELL } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";
import { alvarez, idFor, ramirez, threadOf, visitOf, type Day, type Pressure, type Who } from "./cast.ts";
import { patientOf, type Part } from "./part.ts";

const REST_MS = 5 * 60_000;
const actor = actorOf(ramirez);
const ALLERGY =
  "A reaction that is not written down is met again: by whoever orders next, and by the checks of the product.";

const talk = (view: WorldView, day: Day, who: "answer" | "refill") =>
  view.ask("messaging", "getThread", { threadId: threadOf(day, who) });

const measured = (pressure: Pressure, set: { readonly systolic: number | null; readonly diastolic: number | null }) =>
  set.systolic === pressure[0] && set.diastolic === pressure[1];

async function standing(view: WorldView, day: Day, who: Who) {
  const encounter = await encounterOf(view, visitOf(day, who));
  return {
    encounter,
    sets: (encounter?.vitals ?? []).filter((one) => !one.enteredInError),
    route: `/p/${encounter?.patientId ?? (await patientOf(view, day, who))}/rooming`,
    record: `Vital signs of ${fullName(day.people[who])}`,
  };
}

export const rooms: Part = {
  role: "medical-assistant",
  as: "ramirez",
  title: "The day in the rooms",
  minutes: 25,
  best: ["ma.01", "ma.02", "ma.03"],
  teaches: [
    "can room two patients at once, and see which one can't wait",
    "can empty an inbox without deciding what is not yours",
  ],
  words: ["rooming", "vital signs", "critical value", "allergy", "refill"],
  story: ({ people }) => [
    `${fullName(people.sinus)} and ${fullName(people.pressure)} have been received and sit in the waiting room, both for Dr. Alvarez.`,
    "Bring both to a room, measure, ask, and hand over. Two conversations lie in the medical assistants' inbox.",
  ],
  goal: "Dr. Alvarez finds two patients who are measured and asked, and knows which one comes first; the inbox is done with.",
  materials: ({ people, calm, first, second }) => [
    {
      kind: "says",
      who: fullName(people.sinus),
      lines: [
        '"Pain in my face for twelve days, and worse since Friday."',
        '"Allergies? No. Well: penicillin gave me hives all over, once."',
      ],
    },
    {
      kind: "paper",
      title: "What the instruments say",
      lines: [
        `${fullName(people.sinus)}: ${calm[0]}/${calm[1]}, pulse ${WELL.pulse}`,
        `${fullName(people.pressure)}: ${first[0]}/${first[1]}; after five minutes of quiet sitting ${second[0]}/${second[1]}. Head is splitting.`,
        "Move the clock while somebody rests.",
      ],
    },
    {
      kind: "paper",
      title: "On the telephone",
      lines: [
        `You reach ${fullName(people.answer)} about the A1c: glad to hear it, has no questions.`,
        `${fullName(people.refill)} does not know the dose either. Who may say yes to a refill?`,
      ],
    },
  ],
  outcomes: [
    {
      id: "measured",
      label: "The one with the sinus pain is measured, with the reason in the patient's words",
      counts: "correct",
      hints: [
        "What will the doctor read at the door?",
        "Rooming, from the flow board or the patient's tabs.",
        "Pressure and pulse as they were read off, and where it hurts since when.",
      ],
      async check(view, day) {
        const { encounter, sets, record, route } = await standing(view, day, "sinus");
        const principle =
          "A number that is off is treated as if it were true; a reason that is missing is asked for again.";
        const set = sets.find((one) => measured(day.calm, one));
        if (set === undefined)
          return open({
            record,
            field: "Blood pressure",
            found: sets.map((one) => `${one.systolic ?? "-"}/${one.diastolic ?? "-"}`).join(", ") || "none",
            principle,
            route,
          });
        if (!mentions(encounter?.sections.reason.text ?? "", ["sinus", "face", "facial"]))
          return open({
            record: `Note of ${fullName(day.people.sinus)}`,
            field: "Reason",
            found: encounter?.sections.reason.text ?? "nothing",
            principle,
            route,
          });
        return met("as it was read off");
      },
    },
    {
      id: "allergy",
      label: "The allergy is listed from the list, with its reaction",
      counts: "safety",
      hints: [
        "The answer began with no. What came after it?",
        "Allergies, on the rooming page or in the chart.",
        "Add penicillin from the list, with hives.",
      ],
      async check(view, day) {
        const patientId = await patientOf(view, day, "sinus");
        const chart = await view.ask("charting", "getChart", { patientId });
        const found = chart?.allergies.entries.find(
          (one) => one.status === "active" && mentions(one.substance, ["penicillin"]),
        );
        const record = `Allergies of ${fullName(day.people.sinus)}`;
        const route = `/p/${patientId}/meds`;
        if (found === undefined)
          return open({
            record,
            field: "Allergies",
            found: chart?.allergies.status ?? "not asked",
            principle: ALLERGY,
            route,
          });
        if (found.substanceCode === null || !mentions(found.reaction, ["hive", "urticaria", "rash"]))
          return open({
            record,
            field: found.substanceCode === null ? "Substance" : "Reaction",
            found: found.substanceCode === null ? "written by hand" : found.reaction || "none",
            principle: ALLERGY,
            route,
          });
        return met("penicillin, hives");
      },
    },
    {
      id: "told",
      label: "The alarming pressure was measured again after five minutes, and Dr. Alvarez was told",
      counts: "safety",
      hints: [
        "Which of the two goes first?",
        "Rooming: vital signs can be recorded more than once. What is critical stands in red.",
        "Record the first, let five minutes pass, record the second, then Told the provider: Dr. Alvarez.",
      ],
      async check(view, day) {
        const { sets, record, route } = await standing(view, day, "pressure");
        const first = sets.find((one) => measured(day.first, one));
        const second = sets.find((one) => measured(day.second, one));
        const principle =
          "An alarming pressure is measured again after five minutes of rest; what stays critical is said aloud to whoever decides.";
        if (first === undefined || second === undefined)
          return open({
            record,
            field: "Blood pressure",
            found: sets.map((one) => `${one.systolic ?? "-"}/${one.diastolic ?? "-"}`).join(", ") || "none",
            principle,
            route,
          });
        if (epochMs(second.takenAt) - epochMs(first.takenAt) < REST_MS)
          return open({ record, field: "Time", found: "less than five minutes between them", principle, route });
        if (second.told === null || !mentions(second.told.to, [alvarez.family]))
          return open({ record, field: "Told to", found: second.told?.to ?? "nobody", principle, route });
        return met(`told ${second.told.to}`);
      },
    },
    {
      id: "handed-over",
      label: "Both are in a room, and ready for the doctor",
      counts: "time",
      hints: [
        "How does the doctor learn whose turn it is?",
        "The flow board.",
        "Each to Rooming with a free room, and at the end to Ready.",
      ],
      async check(view, day) {
        for (const who of ["sinus", "pressure"] as const) {
          const visit = await view.ask("scheduling", "getAppointment", { appointmentId: visitOf(day, who) });
          const isThere = visit !== null && ["ready", "with-provider", "checkout", "done"].includes(visit.status);
          if (!isThere || (visit.status === "ready" && visit.roomResourceId === null))
            return open({
              record: `Visit of ${fullName(day.people[who])}`,
              field: isThere ? "Room" : "Status",
              found: isThere ? "none" : (visit?.status ?? "none"),
              principle: "A patient whose place is not on the board is looked for, or forgotten.",
              route: "/flow",
            });
        }
        return met("both");
      },
    },
    {
      id: "answered",
      label: "The patient with the A1c was called, what was said stands there, and the conversation is done",
      counts: "correct",
      hints: [
        "When is a message answered?",
        "Inbox, Conversations: the A1c.",
        "Write that the patient was reached and what was said, then mark it as done.",
      ],
      async check(view, day) {
        const found = await talk(view, day, "answer");
        const said = (found?.messages.length ?? 0) > 1;
        if (found?.status === "done" && said) return met("called");
        return open({
          record: `Messages of ${fullName(day.people.answer)}`,
          field: said ? "Status" : "Message",
          found: said ? "open" : found?.status === "done" ? "closed without a word" : "nobody has called",
          principle:
            "What was said to a patient is part of the record. A message that is closed without it never happened.",
          route: `/p/${await patientOf(view, day, "answer")}/messages`,
        });
      },
    },
    {
      id: "passed-on",
      label: "The refill is with somebody who may decide on it, due today",
      counts: "safety",
      hints: [
        "Who may say yes to a refill?",
        "Inbox, Conversations: the refill.",
        "Give it to Dr. Alvarez or to the physicians, due today.",
      ],
      async check(view, day) {
        const found = await talk(view, day, "refill");
        const dueOn = found?.dueAt ? dateIn(found.dueAt, view.timeZone) : null;
        const record = `Messages of ${fullName(day.people.refill)}`;
        const principle = "A refill is a prescription. Who may not write one passes it on before the tablets run out.";
        const route = `/p/${await patientOf(view, day, "refill")}/messages`;
        if (found?.status !== "open" || !isWith(found, PROVIDERS))
          return open({
            record,
            field: "For",
            found: found?.status === "open" ? (found.pool ?? "somebody else") : "closed",
            principle,
            route,
          });
        if (dueOn === null || dueOn > day.today)
          return open({ record, field: "Due", found: dueOn ?? "no time", principle, route });
        return met("with somebody who may decide");
      },
    },
  ],
  traps: [
    {
      id: "none-known",
      critical: true,
      costs: "safety",
      async fellFor(view, day) {
        const patientId = await patientOf(view, day, "sinus");
        const chart = await view.ask("charting", "getChart", { patientId });
        const step = done(view, "charting", "setNoKnownAllergies").find((one) => one.input.patientId === patientId);
        if (chart?.allergies.status !== "none-known" || step === undefined) return null;
        return broken(
          {
            record: `Allergies of ${fullName(day.people.sinus)}`,
            field: "Allergies",
            found: "none known",
            principle: ALLERGY,
            route: `/p/${patientId}/meds`,
          },
          step.entry,
        );
      },
    },
    {
      id: "struck",
      critical: true,
      costs: "safety",
      async fellFor(view, day) {
        const encounter = await encounterOf(view, visitOf(day, "pressure"));
        const struck = encounter?.vitals.find((one) => one.enteredInError && measured(day.first, one));
        if (struck === undefined) return null;
        return broken(
          {
            record: `Vital signs of ${fullName(day.people.pressure)}`,
            field: "Entered in error",
            found: `${day.first[0]}/${day.first[1]}`,
            principle: "It was measured. To strike it out hides how high the pressure was.",
            route: `/p/${encounter?.patientId ?? ""}/rooming`,
          },
          done(view, "charting", "strikeVitals").find((one) => one.input.vitalsId === struck.vitalsId)?.entry ?? null,
        );
      },
    },
    {
      id: "wrong-chart",
      critical: true,
      costs: "privacy",
      async fellFor(view, day) {
        const { sets, record, route, encounter } = await standing(view, day, "sinus");
        if (!sets.some((one) => measured(day.first, one) || measured(day.second, one))) return null;
        return broken(
          {
            record,
            field: "Blood pressure",
            found: "what was measured of somebody else",
            principle:
              "Name and birth date before the cuff is on: the chart that is open is not always the patient who sits there.",
            route,
          },
          done(view, "charting", "recordVitals").findLast((one) => one.input.patientId === encounter?.patientId)
            ?.entry ?? null,
        );
      },
    },
  ],
  golden: (day) => [
    toRoom(day, "pressure"),
    measure(day, "pressure", day.first, "first"),
    toRoom(day, "sinus"),
    reason(day),
    measure(day, "sinus", day.calm, "calm"),
    allergic(day),
    ready(day, "sinus"),
    rest,
    measure(day, "pressure", day.second, "second"),
    tell(day),
    ready(day, "pressure"),
    say(day),
    close(day),
    passOn(day),
  ],
  others: [
    (day) => [
      passOn(day, false),
      say(day, "Reached by telephone, told the value; goes on as before."),
      close(day),
      measure(day, "pressure", day.first, "first"),
      rest,
      measure(day, "pressure", day.second, "second"),
      tell(day, "Elena Alvarez, MD"),
      allergic(day),
      reason(day),
      measure(day, "sinus", day.calm, "calm"),
      toRoom(day, "sinus"),
      ready(day, "sinus"),
      toRoom(day, "pressure"),
      ready(day, "pressure"),
    ],
  ],
  wrong: [
    {
      name: "takes the first no for an answer, and does not wait",
      steps: (day) =>
        rooms
          .golden(day)
          .with(5, noneKnown(day))
          .filter((one) => one !== rest),
      expect: ["allergy", "none-known", "told"],
    },
    {
      name: "closes the inbox without a word",
      steps: (day) => [...rooms.golden(day).slice(0, 11), close(day), close(day, "refill")],
      expect: ["answered", "passed-on"],
    },
    {
      name: "measures into the chart that is open",
      steps: (day) =>
        rooms
          .golden(day)
          .with(8, measure(day, "sinus", day.second, "second"))
          .toSpliced(9, 1),
      expect: ["told", "wrong-chart"],
    },
    {
      name: "strikes what alarmed",
      steps: (day) => [...rooms.golden(day), strike(day)],
      expect: ["struck", "told"],
    },
  ],
  mistaken: (day) => [
    measure(day, "pressure", day.calm, "calm"),
    measure(day, "sinus", day.first, "first"),
    rest,
    measure(day, "sinus", day.second, "second"),
    close(day, "refill"),
  ],
  undone: (day) => [strike(day, "second")],
  debrief: ({ people }) => [
    `${fullName(people.pressure)} was measured first, because a splitting head can't wait, and again after five minutes.`,
    `What ${fullName(people.sinus)} said after the no is what the next order is checked against.`,
  ],
};

const toRoom = (day: Day, who: Who): PathStep => ({
  name: `bring ${who} to a room`,
  run: (practice) => advanced(practice, visitOf(day, who), "rooming", ramirez),
});

const ready = (day: Day, who: Who): PathStep => ({
  name: `hand ${who} over`,
  run: (practice) => advanced(practice, visitOf(day, who), "ready", ramirez),
});

const reason = (day: Day): PathStep => ({
  name: "write the reason down",
  run: (practice) =>
    wrote(practice, visitOf(day, "sinus"), ramirez, { reason: "Sinus pain for twelve days, worse since Friday" }),
});

const vitalsId = (day: Day, key: string) => idFor<"vitals">(day, `vitals/${key}`);

function measure(day: Day, who: "sinus" | "pressure", [systolic, diastolic]: Pressure, key: string): PathStep {
  return {
    name: `record the ${key} pressure`,
    async run(practice) {
      const { encounterId, patientId } = await openedNote(practice, visitOf(day, who), ramirez);
      const set = { vitalsId: vitalsId(day, key), patientId, encounterId, ...WELL, systolic, diastolic };
      await practice.run("charting", "recordVitals", set, actor);
    },
  };
}

const rest: PathStep = {
  name: "let the patient rest",
  async run(practice) {
    const { now } = await practice.run("scheduling", "flowBoard", { locationId: null }, actor);
    await practice.advanceTo(addMs(now, REST_MS));
  },
};

function tell(day: Day, to = "Dr. Alvarez"): PathStep {
  return {
    name: "tell the doctor",
    async run(practice) {
      const patientId = await lookUp(practice, day.people.pressure, "ramirez");
      await practice.run("charting", "tellCritical", { vitalsId: vitalsId(day, "second"), patientId, to }, actor);
    },
  };
}

function strike(day: Day, key: "first" | "second" = "first"): PathStep {
  return {
    name: "strike the measurement",
    async run(practice) {
      const patientId = await lookUp(practice, day.people.pressure, "ramirez");
      const why = { vitalsId: vitalsId(day, key), patientId, reason: "Too high" };
      await practice.run("charting", "strikeVitals", why, actor);
    },
  };
}

function allergic(day: Day): PathStep {
  return {
    name: "list the allergy",
    async run(practice) {
      const patientId = await lookUp(practice, day.people.sinus, "ramirez");
      const [match] = await practice.run("charting", "searchAllergens", { text: "penicillin", limit: 5 }, actor);
      const substance = { substanceCode: match?.code ?? null, substance: match?.name ?? "Penicillin" };
      const allergyId = idFor<"allergy">(day, "allergy");
      const what = { allergyId, patientId, ...substance, reaction: "Hives", severity: "moderate" as const };
      await practice.run("charting", "addAllergy", what, actor);
    },
  };
}

export function noneKnown(day: Day): PathStep {
  return {
    name: "say that there are no allergies",
    async run(practice) {
      const patientId = await lookUp(practice, day.people.sinus, "ramirez");
      await practice.run("charting", "setNoKnownAllergies", { patientId }, actor);
    },
  };
}

function say(day: Day, body = "Called: knows that the A1c is 6.9 and goes on as before. No questions."): PathStep {
  return {
    name: "write down what was said",
    async run(practice) {
      const messageId = idFor<"message">(day, "said");
      await practice.run("messaging", "postMessage", { threadId: threadOf(day, "answer"), messageId, body }, actor);
    },
  };
}

function close(day: Day, who: "answer" | "refill" = "answer"): PathStep {
  return {
    name: `mark the conversation of ${who} as done`,
    async run(practice) {
      const threadId = threadOf(day, who);
      const { version, ownerId, pool, dueAt } = await practice.run("messaging", "getThread", { threadId }, actor);
      await practice.run(
        "messaging",
        "routeThread",
        { threadId, version, status: "done", ownerId, pool, dueAt },
        actor,
      );
    },
  };
}

/** @param byName to Dr. Alvarez, or to the physicians. */
function passOn(day: Day, byName = true): PathStep {
  return {
    name: "pass the refill on",
    async run(practice) {
      const threadId = threadOf(day, "refill");
      const { version } = await practice.run("messaging", "getThread", { threadId }, actor);
      const to = byName ? { ownerId: alvarez.staffId, pool: null } : { ownerId: null, pool: "physician" as const };
      const input = { threadId, version, status: "open" as const, ...to, dueAt: day.tonight };
      await practice.run("messaging", "routeThread", input, actor);
    },
  };
}
