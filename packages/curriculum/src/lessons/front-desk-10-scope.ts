import type { Id } from "@practicum/kernel/brand";
import { atLocal } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import type { Role } from "@practicum/contracts/permission";
import { actorOf, staffByKey, type DemoStaff } from "@practicum/seed/practice";
import { Refused } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { deedAbout } from "../kit/deed.ts";
import { idOf } from "../kit/find.ts";
import { CLINICAL, handedOn, holderOf, isWith } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { alreadyRegistered, fullName } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { freeTime, staged, WELL } from "../kit/visits.ts";
import { done } from "../kit/world-view.ts";

/** Somebody with too much to do asks the front desk for what it may not do. */
interface Facts extends Pair {
  /** The end of today. */
  readonly tonight: string;
}

const brooks = staffByKey("brooks");
const desk = actorOf(brooks);
const alvarez = staffByKey("alvarez");
/** What the desk records of no patient. */
const CLINICAL_WORK = ["charting.recordVitals", "charting.recordImmunization", "charting.recordPastImmunization"];

export const sayNoAndPassItOn = lesson<Facts>({
  id: "fd.10",
  role: "front-desk",
  as: "brooks",
  title: "Can you just do it for me?",
  minutes: 6,
  teaches: [
    "can tell what the front desk may do from what it may not, whoever asks",
    "can say no so that the patient still gets what is due",
  ],
  words: ["scope of practice", "check-in", "least privilege"],
  facts(stage) {
    const pair = pairOf("fd.10", stage, [30, 65]);
    return { ...pair, tonight: atLocal(pair.today, "17:00", stage.timeZone) };
  },
  async setUp(practice, facts) {
    for (const [key, one] of [["patient", facts.patient] as const, ["other", facts.other] as const]) {
      const patientId = await alreadyRegistered(practice, one, "fd.10");
      const time = await freeTime(practice, alvarez, "nurse", facts.today, "08:00");
      await staged(practice, {
        ...time,
        appointmentId: key === "patient" ? facts.visit : facts.others,
        patientId,
        provider: alvarez,
        type: "nurse",
        reason: "Blood pressure, flu shot",
        squeezed: false,
      });
    }
  },
  story: ({ patient }) => [
    `${fullName(patient)} stands at your counter for a nurse visit. Luis Ramirez, the medical assistant, leans out of a room, his hands full, and puts a note on your desk.`,
    "Your own work is yours to do. His is not, however easy it looks.",
  ],
  goal: "The patient is received, nothing clinical was done by the desk, and somebody who may do it knows what is still to be done.",
  materials: ({ patient }) => [
    {
      kind: "paper",
      title: "From Luis, on a yellow slip",
      lines: [
        `"Tanya, I'm drowning. ${fullName(patient)} is only a blood pressure and a flu shot, the cuff is automatic and the syringe is drawn up in Room 2. Can you just do it and put it in? My screen is still open."`,
      ],
    },
    {
      kind: "says",
      who: fullName(patient),
      lines: [
        `"${fullName(patient)}, born on ${formatDate(patient.birthDate)}. I pay for it myself, as always, and I signed your form. I have an hour."`,
      ],
    },
  ],
  outcomes: [
    {
      id: "received",
      label: "The patient is checked in, by two identifiers",
      counts: "correct",
      guide: [
        { at: "visit.check-in", says: "Is it the visit of whoever stands before you? Then check in." },
        { at: "check-in.done", says: "Tick what was done, and only that; then check in." },
      ],
      hints: [
        "What of all this is your work?",
        "The visit on the day sheet, Check in.",
        "Tick name and birth date, the coverage and the consent, then Check in.",
      ],
      async check(view, { visit, patient }) {
        const found = await view.ask("scheduling", "getAppointment", { appointmentId: visit });
        const step = done(view, "scheduling", "checkIn").find((one) => one.input.appointmentId === visit);
        if (step !== undefined && found !== null && !["booked", "confirmed"].includes(found.status))
          return met("checked in");
        return open({
          record: `Visit of ${fullName(patient)}`,
          field: "Status",
          found: found?.status ?? "none",
          principle: "Who is not checked in stands on nobody's board: no is said to a task, never to the patient.",
          route: "/desk",
        });
      },
    },
    {
      id: "passed-on",
      label: "Clinical people know today that pressure and vaccine are still to be done",
      counts: "safety",
      hints: [
        "Luis thinks that you do it. Who does it, if nobody tells him?",
        "The patient's Messages, or a task: whom it goes to, and until when.",
        "For the medical assistants, due today: blood pressure and flu shot are still to be done.",
      ],
      async check(view, { patient, today }) {
        const { patientId, list } = await handedOn(view, patient);
        const record = `Messages of ${fullName(patient)}`;
        const route = `/p/${patientId}/messages`;
        const principle = "A no that nobody hears leaves a patient waiting for a colleague who thinks that it is done.";
        const [first] = list;
        if (first === undefined) return open({ record, field: "Conversation", found: "none", principle, route });
        const it =
          list.find(
            (one) =>
              mentions(one.text, ["pressure", "vitals", "bp"]) && mentions(one.text, ["shot", "vaccin", "inject"]),
          ) ?? null;
        if (it === null)
          return open({ record, field: "Text", found: "not both that are still to be done", principle, route });
        if (!isWith(it, CLINICAL)) return open({ record, field: "For", found: holderOf(it), principle, route });
        if (it.dueOn === null || it.dueOn > today)
          return open({ record, field: "Due", found: it.dueOn ?? "no time", principle, route });
        return met("they know");
      },
    },
  ],
  traps: [
    {
      id: "did-it",
      critical: true,
      costs: "safety",
      async fellFor(view, { patient }) {
        const step = view.steps.find((one) => CLINICAL_WORK.includes(one.path) && one.staffId === brooks.staffId);
        if (step === undefined) return null;
        return broken(
          {
            record: `Chart of ${fullName(patient)}`,
            field: "Vital signs, vaccines",
            found: step.refused === null ? "recorded by the front desk" : "tried by the front desk, and refused",
            principle:
              "Who injects has been trained to do it, and to know what to do if it goes wrong. That a colleague asked is no licence.",
            route: "/desk",
          },
          step.entry,
        );
      },
    },
    {
      id: "borrowed",
      critical: true,
      costs: "privacy",
      async fellFor(view, { patient }) {
        const step = view.steps.find(
          (one) => CLINICAL_WORK.includes(one.path) && one.refused === null && one.staffId !== brooks.staffId,
        );
        if (step === undefined) return null;
        return broken(
          {
            record: `Chart of ${fullName(patient)}`,
            field: "Recorded by",
            found: "somebody else's name",
            principle:
              "Under another's name the chart says that somebody measured who was not there. Both of you answer for it (45 CFR 164.312(d)).",
            route: `/p/${(await idOf(view, patient)) ?? ""}/rooming`,
          },
          step.entry,
        );
      },
    },
  ],
  golden: (facts) => [checkIn(facts, "patient"), pass(facts, "patient")],
  others: [(facts) => [task(facts), checkIn(facts, "patient")]],
  wrong: [
    {
      name: "does it, to be nice",
      steps: (facts) => [checkIn(facts, "patient"), measure(facts, brooks)],
      expect: ["did-it", "passed-on"],
    },
    {
      name: "does it on the screen that is still open",
      steps: (facts) => [checkIn(facts, "patient"), measure(facts, staffByKey("ramirez"))],
      expect: ["borrowed", "passed-on"],
    },
    { name: "only says no", steps: (facts) => [checkIn(facts, "patient")], expect: ["passed-on"] },
    {
      name: "keeps it at the front desk",
      steps: (facts) => [checkIn(facts, "patient"), pass(facts, "patient", "front-desk")],
      expect: ["passed-on"],
    },
  ],
  mistaken: (facts) => [checkIn(facts, "other"), pass(facts, "other")],
  undone: { none: "What is with clinical people is theirs: the desk neither reads it nor closes it." },
  debrief: () => [
    "The product would have refused you, and it let Luis's open screen do it under his name. The rule is yours, not the program's.",
    '"I may not, and I have put it on your list for now" takes ten seconds, and nobody is left waiting.',
  ],
  next: ["ma.01"],
});

const visitOf = (facts: Facts, key: OfPair["key"]): Id<"appointment"> =>
  key === "patient" ? facts.visit : facts.others;

function checkIn(facts: Facts, key: OfPair["key"]): PathStep {
  return {
    name: "check in",
    async run(practice) {
      const visit = { appointmentId: visitOf(facts, key) };
      const { version } = await practice.run("scheduling", "getAppointment", visit, desk);
      const yes = { done: true, skippedBecause: null };
      const copay = { done: false, skippedBecause: "Nothing due today" };
      await practice.run(
        "scheduling",
        "checkIn",
        { ...visit, version, identifiers: ["name", "birth-date"], coverageReview: yes, consent: yes, copay },
        desk,
      );
    },
  };
}

const WHAT = "Blood pressure and flu shot are still to be done: I may not do them. Arrived, waits at the front.";

function pass(facts: Facts, key: OfPair["key"], pool: Role = "medical-assistant"): PathStep {
  return deedAbout(facts[key], "brooks", "pass it on", (practice, patientId) =>
    practice.run(
      "messaging",
      "startThread",
      {
        threadId: seededId<"thread">(facts.seed, `fd.10/${key}`),
        messageId: seededId<"message">(facts.seed, `fd.10/${key}`),
        patientId,
        subject: "Nurse visit",
        body: WHAT,
        ownerId: null,
        pool,
        dueAt: facts.tonight,
      },
      desk,
    ),
  );
}

/** The same as a task for the one who asked. */
function task(facts: Facts): PathStep {
  return deedAbout(facts.patient, "brooks", "make a task of it", (practice, patientId) =>
    practice.run(
      "messaging",
      "createTask",
      {
        taskId: seededId<"task">(facts.seed, "fd.10/task"),
        title: "Nurse visit: pressure and vaccine",
        detail: WHAT,
        patientId,
        ownerId: staffByKey("ramirez").staffId,
        pool: null,
        dueOn: facts.today,
        priority: "high",
        about: null,
      },
      desk,
    ),
  );
}

/** Under whosever name: the practice refuses the desk, and can't know who sits before an open screen. */
function measure(facts: Facts, as: DemoStaff): PathStep {
  return deedAbout(facts.patient, "brooks", "measure the pressure", async (practice, patientId) => {
    const vitalsId = seededId<"vitals">(facts.seed, `fd.10/vitals/${as.key}`);
    const set = { vitalsId, patientId, encounterId: null, ...WELL };
    try {
      await practice.run("charting", "recordVitals", set, actorOf(as));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
    }
  });
}
