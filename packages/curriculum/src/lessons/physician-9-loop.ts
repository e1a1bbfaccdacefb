import type { ReferralStep } from "@practicum/contracts/charting/referrals";
import { atLocal, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import type { ScriptedPractice } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { deedAbout } from "../kit/deed.ts";
import { idOf } from "../kit/find.ts";
import { CLINICAL, handedOn, holderOf, isWith } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { paperAsPdf } from "../kit/pdf.ts";
import { alreadyRegistered, fullName } from "../kit/people.ts";
import { knownOffice, referralOf, referred, type Office } from "../kit/referrals.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";

/** Two urgent referrals of this morning: a report that asks for something, and a patient who was not seen. */
interface Facts extends Pair {
  /** The end of today. */
  readonly tonight: Instant;
  /** What the patient reacted to there. It stands in the report alone. */
  readonly contrast: string;
  /** How narrow the vessel is, in percent. */
  readonly narrowing: string;
}

const alvarez = staffByKey("alvarez");
const physician = actorOf(alvarez);
const assistant = actorOf(staffByKey("kim"));
const desk = actorOf(staffByKey("haddad"));
const CONTRASTS = ["Iohexol", "Iopamidol", "Iodixanol"];
const HIVES = ["hives", "urticaria", "rash", "wheals"];
/** The cholesterol tablet that the report asks for. */
const STATINS = ["statin"];

const heart: Office = {
  key: "md.09/heart",
  name: "Dr. Ines Caldera",
  practice: "Seawall Heart Center",
  specialty: "cardiology",
  phone: "6195550167",
};

const reportOf = ({ patient, today, contrast, narrowing }: Facts): readonly string[] => [
  "Seawall Heart Center, Dr. Ines Caldera",
  `Report on ${fullName(patient)}, born ${formatDate(patient.birthDate)}. Seen today, ${formatDate(today)}.`,
  "Question: pressure in the chest on the stairs for two weeks.",
  `CT of the coronary arteries with contrast (${contrast}): one vessel narrowed by ${narrowing} percent, no more.`,
  "No admission. Please begin a statin this week, and see the patient within two weeks.",
  `After the contrast hives on both arms, gone after an antihistamine. ${contrast}: not again without preparation.`,
];

export const closeTheLoop = lesson<Facts>({
  id: "md.09",
  role: "physician",
  as: "alvarez",
  title: "The letter that came back, and the one that did not",
  minutes: 10,
  teaches: [
    "can carry what another office found into the chart, to the patient, and into what is done next",
    "can see that a referral which came to nothing is not at its end",
  ],
  words: ["referral", "closing the loop", "allergy"],
  facts(stage) {
    const random = seededRandom(`${stage.seed}/md.09`);
    const pair = pairOf("md.09", stage, [50, 75]);
    return {
      ...pair,
      tonight: atLocal(pair.today, "17:00", stage.timeZone),
      contrast: pick(random, CONTRASTS),
      narrowing: String(randomInt(random, 22, 38)),
    };
  },
  async setUp(practice, facts) {
    const { seed, today } = facts;
    await knownOffice(practice, seed, heart);
    for (const key of ["patient", "other"] as const) {
      const patientId = await alreadyRegistered(practice, facts[key], "md.09");
      const referralId = await referred(practice, {
        seed,
        key: `md.09/${key}`,
        patientId,
        visit: key === "patient" ? facts.visit : facts.others,
        today,
        specialty: "cardiology",
        to: heart,
        urgency: "urgent",
        reason: "Pressure in the chest on the stairs for two weeks, none at rest. Please see today.",
        diagnosis: "R07.89",
      });
      const said = (name: string, step: Extract<ReferralStep, { kind: "sent" | "received" | "not-seen" }>) =>
        practice.run(
          "charting",
          "recordReferralStep",
          { referralId, patientId, stepId: seededId<"referral-step">(seed, `md.09/${key}/${name}`), step },
          desk,
        );
      await said("sent", { kind: "sent", way: "phone", to: "" });
      if (key === "other") {
        const reason = "Did not come at 11:00. The number on our sheet reaches nobody.";
        await said("not-seen", { kind: "not-seen", reason });
        continue;
      }
      await said("received", { kind: "received", on: today, where: "Fax tray" });
      const documentId = seededId<"document">(seed, "md.09/report");
      await practice.run(
        "charting",
        "addDocument",
        {
          documentId,
          patientId,
          kind: "outside-record",
          title: "Report of Seawall Heart Center",
          takenOn: today,
          bodySite: "",
          encounterId: null,
          procedureOrderId: null,
          content: paperAsPdf(reportOf(facts)),
        },
        assistant,
      );
      const stepId = seededId<"referral-step">(seed, "md.09/filed");
      await practice.run("charting", "fileReferralReport", { referralId, patientId, stepId, documentId }, assistant);
    }
  },
  story: ({ patient, other }) => [
    `This morning you sent two people to the heart center: ${fullName(patient)} and ${fullName(other)}, both with pressure in the chest on the stairs. Their notes are still open.`,
    `One report is here, filed by Grace Kim. Of ${fullName(other)} the heart center says that nobody came.`,
    "Both wait for your word. A referral is at its end when nothing of it is left to do.",
  ],
  goal: "What the report says has reached the chart and the patient, its advice is on its way, and the patient who was not seen is sent again and reached today.",
  materials: (facts) => [
    { kind: "paper", title: "Report of Seawall Heart Center", lines: [...reportOf(facts)] },
    {
      kind: "says",
      who: "Seawall Heart Center, by telephone",
      lines: [
        `"${fullName(facts.other)} did not come at eleven, and the number on your sheet reaches nobody. We have a place tomorrow at nine."`,
      ],
    },
  ],
  outcomes: [
    {
      id: "allergy",
      label: "What the patient reacted to stands among the allergies, with what it did",
      counts: "safety",
      hints: [
        "Which line of the report will matter in five years, when nobody looks for this report?",
        "The patient's Summary: the allergies.",
        "Add the contrast medium as an allergy, with hives as its reaction.",
      ],
      async check(view, { patient, contrast }) {
        const patientId = (await idOf(view, patient)) ?? "";
        const chart = await view.ask("charting", "getChart", { patientId });
        const active = chart?.allergies.entries.filter((one) => one.status === "active") ?? [];
        const found = active.find((one) => mentions(one.substance, [contrast, "contrast"]));
        const at = { record: `Allergies of ${fullName(patient)}`, route: `/p/${patientId}/summary` };
        const principle =
          "A filed report warns nobody. What it says of a reaction belongs into the list that the alerts read.";
        if (found === undefined)
          return open({ ...at, field: "Substance", found: active[0]?.substance ?? "nothing", principle });
        if (!mentions(found.reaction, HIVES))
          return open({ ...at, field: "Reaction", found: found.reaction || "nothing", principle });
        return met(`${found.substance}: ${found.reaction}`);
      },
    },
    {
      id: "reviewed",
      label: "The report is reviewed, as one that is to be followed up, and your words say what by",
      counts: "correct",
      hints: [
        "Does the report ask you for something?",
        "The patient's Referrals, Review…",
        "To be followed up: a statin this week, a visit within two weeks.",
      ],
      async check(view, { patient }) {
        const { referral, record, route } = await referralOf(view, patient, "cardiology");
        const last = referral?.steps.findLast((one) => one.kind === "reviewed" && !one.takenBack)?.step;
        const principle =
          "Agreed means that nothing is left for you. This report gives you two things to do, and the next reader sees from your words which.";
        if (referral?.state !== "closed" || last?.kind !== "reviewed")
          return open({ record, field: "Review", found: "not yet", principle, route });
        if (last.disposition !== "follow-up")
          return open({ record, field: "What follows", found: last.disposition, principle, route });
        if (!mentions(last.plan, [...STATINS, "visit", "two weeks", "2 weeks"]))
          return open({ record, field: "In words", found: last.plan, principle, route });
        return met("to be followed up");
      },
    },
    {
      id: "told",
      label: "The patient hears today of what was found, and of the statin",
      counts: "correct",
      guide: [
        { at: "conversation.new", says: "Begin a conversation about this patient." },
        {
          at: "conversation.send",
          says: "Write what was found and what begins, choose whom it goes to and until when; then send it.",
        },
      ],
      hints: [
        "Who tells the patient what the heart center found? They wrote to you.",
        "The patient's Messages, New conversation.",
        "The narrowing in percent and the statin, for the medical assistants, due today.",
      ],
      async check(view, { patient, today }) {
        const { patientId, list } = await handedOn(view, patient);
        const at = { record: `Messages of ${fullName(patient)}`, route: `/p/${patientId}/messages` };
        const principle =
          "Each of two offices thinks that the other one tells. Whoever asked the question gives the answer.";
        const talks = list.filter((one) => one.kind === "conversation");
        const talk = talks.find((one) => mentions(one.text, STATINS)) ?? talks[0];
        if (talk === undefined) return open({ ...at, field: "Conversation", found: "none", principle });
        if (!mentions(talk.text, STATINS))
          return open({ ...at, field: "Message", found: "no word of the statin", principle });
        if (!isWith(talk, CLINICAL)) return open({ ...at, field: "For", found: holderOf(talk), principle });
        if (talk.dueOn === null || talk.dueOn > today)
          return open({ ...at, field: "Due", found: talk.dueOn ?? "no time", principle });
        return met("with somebody who calls today");
      },
    },
    {
      id: "again",
      label: "The patient who was not seen is sent again",
      counts: "safety",
      hints: [
        "Has the pressure in the chest gone because nobody looked?",
        "The other patient's Referrals: it came to nothing, and you decide.",
        "Decide…: send again, with what has changed.",
      ],
      async check(view, { other }) {
        const { referral, record, route } = await referralOf(view, other, "cardiology");
        if (referral !== null && ["to-send", "to-schedule", "awaiting-report"].includes(referral.state))
          return met("sent again");
        return open({
          record,
          field: "What follows",
          found: referral?.state === "to-decide" ? "not decided" : (referral?.state ?? "none"),
          principle: "Not seen is not healthy. What was urgent this morning is urgent still.",
          route,
        });
      },
    },
    {
      id: "reached",
      label: "Somebody of the practice reaches that patient today, and finds the right number",
      counts: "safety",
      hints: [
        "Sent again to whom, if nobody knows the number?",
        "The other patient's Messages, or a task about the patient.",
        "A task for front desk or medical assistants, due today: find the right telephone number, tomorrow at nine.",
      ],
      async check(view, { other, today }) {
        const { patientId, list } = await handedOn(view, other);
        // What the product asks for by itself is about the order, and calls nobody.
        const about = list.filter((one) => mentions(one.text, ["number", "call", "phone", "telephone", "reach"]));
        const at = { record: `Messages of ${fullName(other)}`, route: `/p/${patientId}/messages` };
        const principle = "The order can go out a second time and meet the same wrong number. Find the patient first.";
        const [first] = about;
        if (first === undefined) return open({ ...at, field: "Conversation, tasks", found: "none", principle });
        const due = about.find((one) => one.dueOn !== null && one.dueOn <= today);
        if (due === undefined) return open({ ...at, field: "Due", found: first.dueOn ?? "no time", principle });
        return met("somebody calls today");
      },
    },
  ],
  traps: [
    {
      id: "wrong-chart",
      critical: true,
      costs: "safety",
      async fellFor(view, { other, contrast }) {
        const patientId = (await idOf(view, other)) ?? "";
        const chart = await view.ask("charting", "getChart", { patientId });
        const found = chart?.allergies.entries.find(
          (one) => one.status === "active" && mentions(one.substance, [contrast, "contrast"]),
        );
        if (found === undefined) return null;
        return broken(
          {
            record: `Allergies of ${fullName(other)}`,
            field: "Substance",
            found: found.substance,
            principle:
              "Who was not seen had no contrast medium. Now one chart warns in vain, and the other one is silent.",
            route: `/p/${patientId}/summary`,
          },
          null,
        );
      },
    },
  ],
  golden: (facts) => [
    allergy(facts, "patient"),
    review(facts, "follow-up", "Statin this week, visit with me within two weeks."),
    tell(facts, "patient"),
    decide(facts, "send-again"),
    reach(facts, "other"),
  ],
  others: [
    (facts) => [
      decide(facts, "send-again"),
      reach(facts, "other", "conversation"),
      tell(facts, "patient"),
      review(facts, "follow-up", "Begin rosuvastatin; here again in 2 weeks."),
      allergy(facts, "patient"),
    ],
  ],
  wrong: [
    {
      name: "agrees, and files the report away",
      steps: (facts) => [
        review(facts, "agree", ""),
        tell(facts, "patient"),
        decide(facts, "send-again"),
        reach(facts, "other"),
      ],
      expect: ["allergy", "reviewed"],
    },
    {
      name: "decides that nothing is to be done about who did not come",
      steps: (facts) => [
        allergy(facts, "patient"),
        review(facts, "follow-up", "Statin this week, visit within two weeks."),
        tell(facts, "patient"),
        decide(facts, "no-action"),
      ],
      expect: ["again", "reached"],
    },
    {
      name: "sends again, to the number that reaches nobody",
      steps: (facts) => [
        allergy(facts, "patient"),
        review(facts, "follow-up", "Statin this week, visit within two weeks."),
        tell(facts, "patient"),
        decide(facts, "send-again"),
      ],
      expect: ["reached"],
    },
    {
      name: "writes the reaction into the other chart",
      steps: (facts) => [
        allergy(facts, "other"),
        review(facts, "follow-up", "Statin this week, visit within two weeks."),
        tell(facts, "patient"),
        decide(facts, "send-again"),
        reach(facts, "other"),
      ],
      expect: ["allergy", "wrong-chart"],
    },
    {
      name: "leaves it to the heart center to tell the patient",
      steps: (facts) => [
        allergy(facts, "patient"),
        review(facts, "follow-up", "Statin this week, visit within two weeks."),
        decide(facts, "send-again"),
        reach(facts, "other"),
      ],
      expect: ["told"],
    },
  ],
  mistaken: (facts) => [
    allergy(facts, "other"),
    tell(facts, "other"),
    decide(facts, "follow-up"),
    reach(facts, "patient"),
  ],
  undone: (facts) => [strike(facts)],
  debrief: ({ contrast, narrowing }) => [
    `The report answered the question (${narrowing} percent, no admission) and said two things that nobody had asked: a statin, and ${contrast}. The loop is closed when all three have arrived.`,
    "The one who was not seen is the riskier of the two: the report that never comes looks like a report that is late.",
  ],
  next: ["md.04"],
});

type Key = OfPair["key"];

function allergy(facts: Facts, key: Key): PathStep {
  return deedAbout(facts[key], "alvarez", `write the reaction down, ${key}`, (practice, patientId) =>
    practice.run(
      "charting",
      "addAllergy",
      {
        allergyId: seededId<"allergy">(facts.seed, `md.09/${key}`),
        patientId,
        substanceCode: null,
        substance: `${facts.contrast} (contrast medium)`,
        reaction: "Hives on both arms",
        severity: "moderate",
      },
      physician,
    ),
  );
}

function strike(facts: Facts): PathStep {
  return deedAbout(facts.patient, "alvarez", "take the allergy back", (practice, patientId) =>
    practice.run(
      "charting",
      "endAllergy",
      {
        allergyId: seededId<"allergy">(facts.seed, "md.09/patient"),
        patientId,
        status: "entered-in-error",
        reason: "Typed by mistake",
      },
      physician,
    ),
  );
}

type Reviewed = Extract<ReferralStep, { kind: "reviewed" }>;

function say(facts: Facts, key: Key, step: Reviewed) {
  return (practice: ScriptedPractice, patientId: Parameters<Parameters<typeof deedAbout>[3]>[1]) =>
    practice.run(
      "charting",
      "decideReferral",
      {
        referralId: seededId<"referral">(facts.seed, `md.09/${key}`),
        patientId,
        stepId: seededId<"referral-step">(facts.seed, `md.09/${key}/decided`),
        step,
      },
      physician,
    );
}

const review = (facts: Facts, disposition: Reviewed["disposition"], plan: string): PathStep =>
  deedAbout(
    facts.patient,
    "alvarez",
    "review the report",
    say(facts, "patient", { kind: "reviewed", disposition, plan }),
  );

const decide = (facts: Facts, disposition: Reviewed["disposition"]): PathStep => {
  const plan = "Place tomorrow at nine; the number was wrong.";
  const step = { kind: "reviewed", disposition, plan } as const;
  return deedAbout(facts.other, "alvarez", "decide about who was not seen", say(facts, "other", step));
};

function tell(facts: Facts, key: Key): PathStep {
  return deedAbout(facts[key], "alvarez", `tell the ${key}`, (practice, patientId) =>
    talk(practice, facts, `tell/${key}`, {
      patientId,
      subject: "Result of the heart center",
      body: `Please call: one vessel narrowed by ${facts.narrowing} percent, no operation. A statin begins this week; visit here within two weeks.`,
    }),
  );
}

function talk(
  practice: ScriptedPractice,
  facts: Facts,
  key: string,
  what: {
    readonly patientId: Parameters<Parameters<typeof deedAbout>[3]>[1];
    readonly subject: string;
    readonly body: string;
  },
) {
  return practice.run(
    "messaging",
    "startThread",
    {
      threadId: seededId<"thread">(facts.seed, `md.09/${key}`),
      messageId: seededId<"message">(facts.seed, `md.09/${key}`),
      ...what,
      ownerId: null,
      pool: "medical-assistant",
      dueAt: facts.tonight,
    },
    physician,
  );
}

const FIND =
  "Find the right telephone number and reach the patient today: the heart center has a place tomorrow at nine.";

function reach(facts: Facts, key: Key, by: "task" | "conversation" = "task"): PathStep {
  return deedAbout(facts[key], "alvarez", `have the ${key} called`, (practice, patientId) =>
    by === "conversation"
      ? talk(practice, facts, `reach/${key}`, { patientId, subject: "Was not seen", body: FIND })
      : practice.run(
          "messaging",
          "createTask",
          {
            taskId: seededId<"task">(facts.seed, `md.09/reach/${key}`),
            title: "Not seen at the heart center",
            detail: FIND,
            patientId,
            ownerId: null,
            pool: "front-desk",
            dueOn: facts.today,
            priority: "high",
            about: null,
          },
          physician,
        ),
  );
}
