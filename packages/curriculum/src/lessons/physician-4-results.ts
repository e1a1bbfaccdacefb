import { addMs, atLocal, type Instant } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import type { Id } from "@practicum/kernel/brand";
import { actorOf, resourceOf, staffByKey, visitTypeByKey } from "@practicum/seed/practice";
import type { ScriptedPractice } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { deedAbout } from "../kit/deed.ts";
import { encounterOf } from "../kit/encounters.ts";
import { idOf } from "../kit/find.ts";
import { CLINICAL, handedOn, holderOf, isWith, saysNumber } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { alreadyRegistered, fullName, type Person } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { appointmentId, broughtTo, freeTime } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Two results of one morning: one that must not wait, and one that is as it should be. */
interface Facts extends Pair {
  readonly begins: Instant;
  /** The end of today. */
  readonly tonight: Instant;
  readonly values: { readonly patient: string; readonly other: string };
  /** Of the patient's finger this morning, in mg/dL. */
  readonly sugar: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** By when the blood is drawn again. */
const AGAIN_DAYS = 3;
const alvarez = staffByKey("alvarez");
const physician = actorOf(alvarez);
const TABLETS = "Potassium chloride 20 mEq tablet";

const taskId = ({ seed }: Facts, key: OfPair["key"]) => seededId<"task">(seed, `md.04/${key}/result`);
const messagesOf = (patientId: string) => `/p/${patientId}/messages`;

async function tabletsOf(view: WorldView, one: Person) {
  const patientId = (await idOf(view, one)) ?? "";
  const chart = await view.ask("charting", "getChart", { patientId });
  return { patientId, found: chart?.medications.entries.find((entry) => mentions(entry.name, ["potassium"])) };
}

export const tellTheResults = lesson<Facts>({
  id: "md.04",
  version: 2,
  role: "physician",
  as: "alvarez",
  title: "Two results, and who hears of them",
  minutes: 10,
  teaches: [
    "can read a result against the chart, and act on what does not fit",
    "can see to it that each patient hears of each result, the good ones too",
  ],
  words: ["result", "reference range", "closing the loop"],
  facts(stage) {
    const random = seededRandom(`${stage.seed}/md.04`);
    const pair = pairOf("md.04", stage, [55, 80]);
    return {
      ...pair,
      begins: stage.now,
      tonight: atLocal(pair.today, "17:00", stage.timeZone),
      sugar: String(randomInt(random, 231, 289)),
      values: { patient: `5.${randomInt(random, 7, 9)}`, other: `4.${randomInt(random, 1, 5)}` },
    };
  },
  async setUp(practice, facts) {
    for (const [key, one] of [["patient", facts.patient] as const, ["other", facts.other] as const]) {
      const patientId = await alreadyRegistered(practice, one, "md.04");
      const potassium = { kind: "observation" as const, loinc: "2823-3", name: "Potassium", unit: "mmol/L" };
      const tablets = { kind: "medication" as const, rxnorm: null, startedOn: null, stoppedOn: null, active: true };
      await practice.run(
        "charting",
        "importChart",
        {
          patientId,
          system: "Harbor Laboratory",
          entries: [
            { ...potassium, sourceId: `${key}/before`, value: "4.2", at: addMs(facts.begins, -90 * DAY_MS) },
            { ...potassium, sourceId: `${key}/now`, value: facts.values[key], at: addMs(facts.begins, -HOUR_MS) },
            { ...tablets, sourceId: `${key}/potassium`, name: TABLETS, directions: "1 tablet by mouth once a day" },
            {
              ...tablets,
              sourceId: `${key}/lisinopril`,
              name: "Lisinopril 20 mg tablet",
              directions: "1 tablet by mouth once a day",
            },
          ],
        },
        actorOf(staffByKey("whitfield")),
      );
      await practice.run(
        "messaging",
        "createTask",
        {
          taskId: taskId(facts, key),
          title: `Result is in: potassium of ${fullName(one)}`,
          detail: "From Harbor Laboratory, this morning. The patient has not been told.",
          patientId,
          ownerId: alvarez.staffId,
          pool: null,
          dueOn: facts.today,
          priority: "normal",
          about: null,
        },
        actorOf(staffByKey("kim")),
      );
      if (key === "patient") await measured(practice, facts, patientId);
    }
  },
  story: ({ patient, other, sugar }) => [
    `${fullName(patient)} was here this morning: Grace Kim measured the sugar at the bench, ${sugar} mg/dL. You talked about it, the pills are changed; the result still waits for your word that you have seen it.`,
    `Two more have come: potassium of ${fullName(patient)}, and of ${fullName(other)}. Both take lisinopril and potassium tablets. Each lies as a task on your desk.`,
    "Read each beside its chart. Decide, see that the patient hears of it from somebody, and close what is done.",
  ],
  goal: "What is dangerous is acted on today, both patients hear their own number, and nothing lies on the desk.",
  materials: () => [
    {
      kind: "paper",
      title: "On the wall beside your desk",
      lines: [
        "Potassium, adults: 3.5 to 5.1 mmol/L",
        "5.5 and more with a medicine that raises it: stop the potassium today, draw again within three days",
        "6.5 and more, or weakness, or a slow pulse: emergency department, now",
      ],
    },
  ],
  outcomes: [
    {
      id: "stopped",
      label: "What raises the potassium is stopped, in the chart of the one whose potassium is high",
      counts: "safety",
      hints: [
        "What does the patient take that makes this number higher every day?",
        "The patient's Meds: the tablets stand there beside lisinopril.",
        "Stop the potassium tablets, with the result as the reason.",
      ],
      async check(view, { patient }) {
        const { patientId, found } = await tabletsOf(view, patient);
        if (found?.status === "stopped") return met("potassium is stopped");
        return open({
          record: `Medications of ${fullName(patient)}`,
          field: "Potassium chloride",
          found: found?.status === "entered-in-error" ? "called an error, though it was taken" : "still active",
          principle:
            "A result is read beside the list of medicines: lisinopril keeps potassium in the body, and tablets add to it.",
          route: `/p/${patientId}/meds`,
        });
      },
    },
    {
      id: "told",
      label: "The patient hears today of the number, and that the tablets are to be stopped",
      counts: "safety",
      guide: [
        { at: "conversation.new", says: "Begin a conversation about this patient." },
        { at: "conversation.send", says: "Write what was said, choose whom it goes to and until when; then send it." },
      ],
      hints: [
        "How will the patient know not to take the tablet tonight?",
        "The patient's Messages, New conversation: what was found, what is to be done, who calls, until when.",
        "Write the number and that the tablets are to be stopped, give it to the medical assistants, due today.",
      ],
      async check(view, { patient, values, today }) {
        const { patientId, list } = await handedOn(view, patient);
        const record = `Messages of ${fullName(patient)}`;
        const route = messagesOf(patientId);
        const talks = list.filter((one) => one.kind === "conversation");
        const talk = talks.find((one) => saysNumber(one.text, values.patient)) ?? talks[0];
        const principle =
          "A patient who is not told takes the next tablet. The chart alone warns nobody who does not open it.";
        if (talk === undefined) return open({ record, field: "Conversation", found: "none", principle, route });
        if (!saysNumber(talk.text, values.patient))
          return open({ record, field: "Message", found: "not the number that was found", principle, route });
        if (!mentions(talk.text, ["stop", "no more potassium", "do not take"]))
          return open({ record, field: "Message", found: "no word of what the patient is to do", principle, route });
        if (!isWith(talk, CLINICAL))
          return open({
            record,
            field: "For",
            found: holderOf(talk),
            principle: "The patient will ask back. Who calls must be somebody who may answer.",
            route,
          });
        if (talk.dueOn === null || talk.dueOn > today)
          return open({
            record,
            field: "Due",
            found: talk.dueOn ?? "no time",
            principle: "The next tablet is tonight's: what has no time waits its turn.",
            route,
          });
        return met("with somebody who calls today");
      },
    },
    {
      id: "again",
      label: "The blood is drawn again within three days: a task or a visit says so",
      counts: "time",
      hints: [
        "How will you know that stopping was enough?",
        "A task about the patient with a day, or a visit.",
        "Make a task for the medical assistants, due within three days: draw potassium again.",
      ],
      async check(view, { patient, today }) {
        const { patientId, list } = await handedOn(view, patient);
        const last = addDays(today, AGAIN_DAYS);
        const soon = list.some(
          (one) =>
            one.kind === "task" &&
            one.dueOn !== null &&
            one.dueOn <= last &&
            isWith(one, CLINICAL) &&
            mentions(one.text, ["again", "repeat", "recheck", "redraw"]),
        );
        const visits = (await view.ask("scheduling", "patientAppointments", { patientId })) ?? [];
        const booked = visits.some(
          (one) => one.date > today && one.date <= last && ["booked", "confirmed"].includes(one.status),
        );
        if (soon || booked) return met(booked ? "a visit is booked" : "a task says so");
        return open({
          record: `Tasks of ${fullName(patient)}`,
          field: "Potassium again",
          found: "no day is set",
          principle: "What was changed is measured again. Without a day and a person nobody remembers.",
          route: "/inbox/tasks",
        });
      },
    },
    {
      id: "seen",
      label: "The sugar that was measured in the house is signed off as seen",
      counts: "correct",
      hints: [
        "Who has read the number that the assistant wrote down?",
        "The result stands in this morning's note, and as a task of yours.",
        "Open it and choose Mark as seen.",
      ],
      async check(view, facts) {
        const encounter = await encounterOf(view, facts.visit);
        const order = encounter?.inHouse.find((one) => one.orderId === sugarId(facts));
        const seen = order?.outcome?.seen ?? null;
        if (seen !== null) return met(`seen by ${seen.by}`);
        return open({
          record: `Sugar of ${fullName(facts.patient)}`,
          field: "Seen",
          found: encounter?.seal ? "signed with the note" : "by nobody",
          principle:
            "A result that is talked about and not signed off is looked for again by everybody who finds it open.",
          route: `/p/${encounter?.patientId ?? ""}/visit`,
        });
      },
    },
    {
      id: "good-news",
      label: "The other patient hears of the good result, too",
      counts: "correct",
      guide: [
        { at: "conversation.new", says: "Begin a conversation about this patient." },
        { at: "conversation.send", says: "Write what was said, choose whom it goes to and until when; then send it." },
      ],
      hints: [
        "What does somebody think who was tested and hears nothing?",
        "The other patient's Messages.",
        "Write the number and that all is well.",
      ],
      async check(view, { other, values }) {
        const { patientId, list } = await handedOn(view, other);
        if (list.some((one) => one.kind === "conversation" && saysNumber(one.text, values.other)))
          return met("told as well");
        return open({
          record: `Messages of ${fullName(other)}`,
          field: "Conversation",
          found: list.some((one) => one.kind === "conversation") ? "not the number that was found" : "none",
          principle: '"No news is good news" is how lost results look, too. Each result is told.',
          route: messagesOf(patientId),
        });
      },
    },
    {
      id: "cleared",
      label: "Both results are off the desk",
      counts: "correct",
      after: ["stopped", "told", "again", "good-news", "seen"],
      hints: [
        "When is a result done with?",
        "Inbox, Tasks: yours of this morning.",
        "Mark both tasks as done, once everything else is.",
      ],
      async check(view, facts) {
        for (const key of ["patient", "other"] as const) {
          const task = await view.ask("messaging", "getTask", { taskId: taskId(facts, key) });
          if (task?.status !== "done")
            return open({
              record: `Result of ${fullName(facts[key])}`,
              field: "Task",
              found: task?.status ?? "none",
              principle: "A list of results that nobody clears hides the next one that can't wait.",
              route: "/inbox/tasks",
            });
        }
        return met("both are done");
      },
    },
  ],
  traps: [
    {
      id: "others-number",
      critical: true,
      costs: "privacy",
      async fellFor(view, { other, values }) {
        const { patientId, list } = await handedOn(view, other);
        if (!list.some((one) => one.kind === "conversation" && saysNumber(one.text, values.patient))) return null;
        const step = done(view, "messaging", "startThread").find((one) => one.input.patientId === patientId);
        return broken(
          {
            record: `Messages of ${fullName(other)}`,
            field: "Message",
            found: "another patient's result",
            principle: "One is told to stop what keeps her well, the other goes on with what harms him. Name first.",
            route: messagesOf(patientId),
          },
          step?.entry ?? null,
        );
      },
    },
    {
      id: "wrong-tablets",
      critical: true,
      costs: "safety",
      async fellFor(view, { other }) {
        const { patientId, found } = await tabletsOf(view, other);
        if (found === undefined || found.status === "active") return null;
        const step = done(view, "charting", "endMedication").find((one) => one.input.patientId === patientId);
        return broken(
          {
            record: `Medications of ${fullName(other)}`,
            field: "Potassium chloride",
            found: found.status,
            principle: "Here the number is well because of the tablets.",
            route: `/p/${patientId}/meds`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: tellTheResultsPath,
  others: [
    (facts) => [
      tell(facts, "other", "other"),
      clear(facts, "other"),
      tell(facts, "patient", "patient"),
      bookAgain(facts),
      see(facts),
      stop(facts, "patient"),
      clear(facts, "patient"),
    ],
  ],
  wrong: [
    {
      name: "clears the desk and tells nobody",
      steps: (facts) => [see(facts), stop(facts, "patient"), clear(facts, "patient"), clear(facts, "other")],
      expect: ["again", "cleared", "good-news", "told"],
    },
    {
      name: "tells the number and not what is to be done",
      steps: (facts) => [
        see(facts),
        stop(facts, "patient"),
        tell(
          facts,
          "patient",
          "patient",
          `Your potassium is ${facts.values.patient}. We will talk at your next visit.`,
        ),
        drawAgain(facts, "patient"),
        tell(facts, "other", "other"),
        clear(facts, "patient"),
        clear(facts, "other"),
      ],
      expect: ["cleared", "told"],
    },
    {
      name: "no news is good news",
      steps: (facts) => [
        see(facts),
        stop(facts, "patient"),
        tell(facts, "patient", "patient"),
        drawAgain(facts, "patient"),
        clear(facts, "patient"),
        clear(facts, "other"),
      ],
      expect: ["cleared", "good-news"],
    },
    {
      name: "acts on everything, and signs off nothing",
      steps: (facts) => tellTheResultsPath(facts).slice(1),
      expect: ["cleared", "seen"],
    },
    {
      name: "writes the high result to the other patient",
      steps: (facts) => [
        see(facts),
        stop(facts, "patient"),
        tell(facts, "other", "patient"),
        drawAgain(facts, "patient"),
        clear(facts, "patient"),
        clear(facts, "other"),
      ],
      expect: ["cleared", "good-news", "others-number", "told"],
    },
  ],
  mistaken: (facts) => [
    stop(facts, "other"),
    tell(facts, "other", "patient"),
    drawAgain(facts, "other"),
    tell(facts, "patient", "other"),
    clear(facts, "patient"),
    clear(facts, "other"),
  ],
  undone: (facts) => [takeUp(facts)],
  debrief: () => [
    "A result has four ends: it is read, it is acted on, the patient knows, and somebody looks again. Each end that is left open is where people come to harm.",
    "The good result took you a minute. It is why the patient believes the next call.",
  ],
  next: ["md.08"],
});

function tellTheResultsPath(facts: Facts): readonly PathStep[] {
  return [
    see(facts),
    stop(facts, "patient"),
    tell(facts, "patient", "patient"),
    drawAgain(facts, "patient"),
    tell(facts, "other", "other"),
    clear(facts, "patient"),
    clear(facts, "other"),
  ];
}

const sugarId = ({ seed }: Facts) => seededId<"in-house-order">(seed, "md.04/sugar");
const sugarOutcome = ({ seed }: Facts) => seededId<"in-house-outcome">(seed, "md.04/sugar");

/** The patient's visit of this morning, with a test that was done at the bench. */
async function measured(practice: ScriptedPractice, facts: Facts, patientId: Id<"patient">): Promise<void> {
  const visit = { appointmentId: facts.visit, patientId, provider: alvarez, type: "acute", date: facts.today };
  const encounterId = await broughtTo(practice, { ...visit, squeezed: false, reason: "Thirst" }, "with-provider");
  const order = { orderId: sugarId(facts), encounterId, item: "glucose", dose: null, diagnosis: null };
  const plain = { instructions: "", overrideReason: "", answeredAlerts: [] };
  await practice.run("charting", "orderInHouse", { ...order, ...plain }, physician);
  const kit = { lot: "GM4471", expiresOn: addDays(facts.today, 300), controlLot: "C2208", controlValid: true };
  const values = [{ key: "glucose", value: facts.sugar }];
  const of = { orderId: sugarId(facts), patientId, outcomeId: sugarOutcome(facts) };
  await practice.run("charting", "recordTestResult", { ...of, ...kit, values }, actorOf(staffByKey("kim")));
}

function see(facts: Facts): PathStep {
  return deedAbout(facts.patient, "alvarez", "sign the sugar off as seen", (practice, patientId) =>
    practice.run("charting", "seeInHouseResult", { outcomeId: sugarOutcome(facts), patientId }, physician),
  );
}

function stop(facts: Facts, key: OfPair["key"]): PathStep {
  return deedAbout(facts[key], "alvarez", "stop the potassium", async (practice, patientId) => {
    const { medications } = await practice.run("charting", "getChart", { patientId }, physician);
    const medicationId = medications.entries.find((one) => one.name === TABLETS)?.medicationId ?? "";
    const reason = "Potassium too high";
    await practice.run("charting", "endMedication", { medicationId, patientId, status: "stopped", reason }, physician);
  });
}

/** @param of whose number is written. */
function tell(facts: Facts, key: OfPair["key"], of: OfPair["key"], text?: string): PathStep {
  const value = facts.values[of];
  const body =
    text ??
    (of === "patient"
      ? `Please call today: potassium is ${value}, too high. Stop the potassium tablets from now on; we draw blood again this week.`
      : `Please tell the patient: potassium is ${value}, as it should be. Go on as before.`);
  return deedAbout(facts[key], "alvarez", `tell the ${of}'s result`, (practice, patientId) =>
    practice.run(
      "messaging",
      "startThread",
      {
        threadId: seededId<"thread">(facts.seed, `md.04/${key}/${of}`),
        messageId: seededId<"message">(facts.seed, `md.04/${key}/${of}`),
        patientId,
        subject: "Your potassium",
        body,
        ownerId: null,
        pool: "medical-assistant",
        dueAt: facts.tonight,
      },
      physician,
    ),
  );
}

function drawAgain(facts: Facts, key: OfPair["key"]): PathStep {
  return deedAbout(facts[key], "alvarez", "have the blood drawn again", (practice, patientId) =>
    practice.run(
      "messaging",
      "createTask",
      {
        taskId: seededId<"task">(facts.seed, `md.04/${key}/again`),
        title: "Draw potassium again",
        detail: "After the tablets were stopped.",
        patientId,
        ownerId: null,
        pool: "medical-assistant",
        dueOn: addDays(facts.today, AGAIN_DAYS),
        priority: "high",
        about: null,
      },
      physician,
    ),
  );
}

function bookAgain(facts: Facts): PathStep {
  return deedAbout(facts.patient, "alvarez", "book a visit for the blood", async (practice, patientId) => {
    const day = addDays(facts.today, 1);
    const { date, start } = await freeTime(practice, alvarez, "nurse", day, "08:00");
    await practice.run(
      "scheduling",
      "bookAppointment",
      {
        appointmentId: appointmentId(facts.seed, "md.04/again"),
        patientId,
        visitTypeId: visitTypeByKey("nurse").visitTypeId,
        providerResourceId: resourceOf(alvarez),
        roomResourceId: null,
        date,
        start,
        minutes: null,
        reason: "Potassium again",
        overbookReason: null,
      },
      physician,
    );
  });
}

function clear(facts: Facts, key: OfPair["key"]): PathStep {
  return {
    name: `mark the ${key}'s task as done`,
    async run(practice) {
      const task = { taskId: taskId(facts, key) };
      const { version } = await practice.run("messaging", "getTask", task, physician);
      await practice.run("messaging", "completeTask", { ...task, version }, physician);
    },
  };
}

function takeUp(facts: Facts): PathStep {
  return {
    name: "take the task up again",
    async run(practice) {
      const task = { taskId: taskId(facts, "patient") };
      const { version } = await practice.run("messaging", "getTask", task, physician);
      await practice.run("messaging", "reopenTask", { ...task, version }, physician);
    },
  };
}
