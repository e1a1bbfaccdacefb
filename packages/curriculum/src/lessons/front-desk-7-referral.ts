import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import type { ReferralStep } from "@practicum/contracts/charting/referrals";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { deedAbout } from "../kit/deed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { alreadyRegistered, fullName } from "../kit/people.ts";
import { knownOffice, referralOf, referred, type Office } from "../kit/referrals.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { covered, memberOf } from "../kit/visits.ts";
import { done } from "../kit/world-view.ts";

/** Two patients are sent to an ear, nose and throat office: one plan wants to be asked first, the other does not. */
interface Facts extends Pair {
  readonly number: string;
  readonly member: string;
  readonly from: LocalDate;
  readonly until: LocalDate;
  /** What the office of the plan can offer: within the number's days, and after them. */
  readonly offered: LocalDate;
  readonly late: LocalDate;
}

const brooks = staffByKey("brooks");
const desk = actorOf(brooks);
/** A plan that names a primary care provider, and one that names none. */
const HMO = "SHARP";
const PPO = "62308";

const coast: Office = {
  key: "fd.07/coast",
  name: "Dr. Kofi Mensah",
  practice: "Coast Ear, Nose and Throat",
  specialty: "ent",
  phone: "6195550161",
};
const pier: Office = {
  key: "fd.07/pier",
  name: "Dr. Ruth Lindqvist",
  practice: "Pier Sinus Center",
  specialty: "ent",
  phone: "6195550163",
};

export const askThePlanFirst = lesson<Facts>({
  id: "fd.07",
  role: "front-desk",
  as: "brooks",
  title: "Before the ear doctor sees anybody",
  minutes: 9,
  teaches: [
    "can see which plan wants to be asked before another office sees its member, and which does not",
    "can match office, number and day of a referral so that the visit is paid for",
  ],
  words: ["referral", "closing the loop", "prior authorization"],
  facts(stage) {
    const pair = pairOf("fd.07", stage, [30, 60]);
    const random = seededRandom(`${stage.seed}/fd.07`);
    const from = addDays(pair.today, 1);
    return {
      ...pair,
      number: `ENT${randomInt(random, 100_000, 999_999)}`,
      member: memberOf(stage.seed, "fd.07/patient", HMO),
      from,
      until: addDays(from, 29),
      offered: addDays(pair.today, 8 + randomInt(random, 0, 3)),
      late: addDays(pair.today, 45),
    };
  },
  async setUp(practice, facts) {
    const { seed, today } = facts;
    for (const office of [coast, pier]) await knownOffice(practice, seed, office);
    for (const key of ["patient", "other"] as const) {
      const patientId = await alreadyRegistered(practice, facts[key], "fd.07");
      const isHmo = key === "patient";
      await covered(practice, {
        coverageId: seededId<"coverage">(seed, `fd.07/${key}`),
        patientId,
        electronicId: isHmo ? HMO : PPO,
        memberId: isHmo ? facts.member : memberOf(seed, "fd.07/other", PPO),
        priority: 1,
        from: `${Number(today.slice(0, 4)) - 1}-01-01`,
        copay: null,
        pcp: isHmo ? "alvarez" : null,
      });
      await referred(practice, {
        seed,
        key: `fd.07/${key}`,
        patientId,
        visit: isHmo ? facts.visit : facts.others,
        today,
        specialty: "ent",
        to: null,
        urgency: "routine",
        reason: "Third sinus infection this year. Please look for what drains badly, and advise.",
        diagnosis: "J32.9",
      });
    }
  },
  story: ({ patient, other }) => [
    `Dr. Alvarez has just sent two people to an ear, nose and throat office: ${fullName(patient)}, whose plan is an HMO, and ${fullName(other)}, whose plan names no doctor. Both orders lie with the front desk.`,
    `The HMO was asked this morning, and its answer is in your tray. ${fullName(patient)} is on the telephone.`,
    "Send both on their way, so that both visits are paid for.",
  ],
  goal: "Each referral is on its way to an office that may see the patient, the HMO's with the plan's number and a day on which it is good.",
  materials: ({ patient, other, number, member, from, until, offered, late }) => [
    {
      kind: "paper",
      title: "From Sharp Health Plan, by fax",
      lines: [
        `Member ${fullName(patient)}, ${member}. Approved: consultation, ear, nose and throat, 2 visits.`,
        `Authorization ${number}, good from ${formatDate(from)} to ${formatDate(until)}.`,
        "For Coast Ear, Nose and Throat (Dr. Mensah) alone. Nothing is paid to an office without a contract, and nothing before the number or after it.",
      ],
    },
    {
      kind: "says",
      who: fullName(patient),
      lines: [
        '"Pier Sinus Center could see me tomorrow already, a friend works there!"',
        `"At Coast they have ${formatDate(offered)} or ${formatDate(late)}. On ${formatDate(late)} my daughter could drive me. Whatever you think."`,
      ],
    },
    {
      kind: "paper",
      title: "On the desk, in Dr. Alvarez's hand",
      lines: [
        `${fullName(other)}: the plan asks for nothing. Pier or Coast, whoever is free; please call it through today.`,
      ],
    },
  ],
  outcomes: [
    {
      id: "office",
      label: "The HMO's patient is sent to the office for which the number is good",
      counts: "money",
      hints: [
        "For whom did the plan approve the visit?",
        "The patient's Referrals: nobody is chosen yet. The directory has both offices.",
        "Choose Dr. Mensah, Coast Ear, Nose and Throat.",
      ],
      async check(view, facts) {
        const { referral, record, route } = await referralOf(view, facts.patient, "ent");
        if (referral?.to?.outsideProviderId === officeIdOf(facts, coast)) return met("to the office of the contract");
        return open({
          record,
          field: "To",
          found: referral?.to?.practice ?? "nobody chosen",
          principle: "An HMO pays its own offices. Tomorrow at another one is sooner, and the patient pays all of it.",
          route,
        });
      },
    },
    {
      id: "number",
      label: "The plan's number stands with its referral, with the days on which it is good",
      counts: "money",
      guide: [
        { at: "referral.number", says: "Type the number as the plan wrote it, from when and until when it is good." },
      ],
      hints: [
        "What will the other office put on its claim?",
        "The patient's Referrals: what the plan allows.",
        "The plan gave a number: the number of the fax, with both days.",
      ],
      async check(view, { patient, number, from, until }) {
        const { referral, record, route } = await referralOf(view, patient, "ent");
        const said = referral?.authorization ?? null;
        const principle =
          "The number is what the other office is paid by. Typed with its days, everybody who moves the visit sees when it ends.";
        if (said === null) return open({ record, field: "What the plan allows", found: "nothing", principle, route });
        if (said.number !== number)
          return open({ record, field: "Number", found: said.number || "the plan asks for none", principle, route });
        if (said.period?.from !== from || said.period.until !== until)
          return open({
            record,
            field: "Good until",
            found: said.period === null ? "no days" : formatDate(said.period.until),
            principle,
            route,
          });
        return met(`${said.number} with its days`);
      },
    },
    {
      id: "sent",
      label: "The office of the HMO's patient has been told",
      counts: "correct",
      hints: [
        "How does the other office know that somebody comes?",
        "The patient's Referrals, Sent…",
        "Say how it went out: by telephone needs no letter.",
      ],
      async check(view, { patient }) {
        const { referral, record, route } = await referralOf(view, patient, "ent");
        if (referral !== null && !["to-send", "cancelled"].includes(referral.state)) return met("sent");
        return open({
          record,
          field: "Sent",
          found: "not yet",
          principle: "An order that stays in the chart brings nobody to anybody.",
          route,
        });
      },
    },
    {
      id: "day",
      label: "The appointment is known, and lies within the number's days",
      counts: "money",
      after: ["sent"],
      hints: [
        "Until when is the number good, and what was offered?",
        "The patient's Referrals, Appointment…",
        "Of the two days of the office the first one.",
      ],
      async check(view, { patient, from, until }) {
        const { referral, record, route } = await referralOf(view, patient, "ent");
        const day = referral?.appointmentOn ?? null;
        const principle =
          "A number ends. A day after it is a visit that nobody pays, unless the plan is asked again before.";
        if (day === null) return open({ record, field: "Day of the appointment", found: "none", principle, route });
        if (day < from || day > until)
          return open({ record, field: "Day of the appointment", found: formatDate(day), principle, route });
        return met(formatDate(day));
      },
    },
    {
      id: "other",
      label: "The other patient's referral went out today, without waiting for a number",
      counts: "time",
      hints: [
        "What does this plan ask for?",
        "The other patient's Referrals.",
        "The plan asks for none; choose an office, then Sent… by telephone.",
      ],
      async check(view, { other }) {
        const { referral, record, route } = await referralOf(view, other, "ent");
        const isOut = referral !== null && !["to-send", "cancelled"].includes(referral.state);
        if (isOut && referral.authorization?.number === "") return met("sent, and no number is asked for");
        return open({
          record,
          field: isOut ? "What the plan allows" : "Sent",
          found: isOut ? (referral.authorization?.number ?? "nothing said") : "not yet",
          principle:
            "Who waits for a number that nobody will ever give waits for ever. That none is asked for is said, so that the next one need not ask again.",
          route,
        });
      },
    },
  ],
  traps: [
    {
      id: "early",
      critical: false,
      costs: "money",
      async fellFor(view, { patient }) {
        const { referral, record, route } = await referralOf(view, patient, "ent");
        const steps = done(view, "charting", "recordReferralStep").filter(
          (one) => one.input.referralId === referral?.referralId,
        );
        const sent = steps.find((one) => one.input.step.kind === "sent");
        const number = steps.find((one) => one.input.step.kind === "authorization");
        if (sent === undefined || (number !== undefined && number.entry < sent.entry)) return null;
        return broken(
          {
            record,
            field: "Sent",
            found: "sent before the plan's number stood with it",
            principle:
              "What goes out without its number is booked without it: the office sees the patient, and the claim comes back.",
            route,
          },
          sent.entry,
        );
      },
    },
  ],
  golden: (facts) => [
    to(facts, "patient", coast),
    plan(facts, "patient"),
    sent(facts, "patient"),
    appointment(facts, facts.offered),
    none(facts, "other"),
    sent(facts, "other"),
  ],
  others: [
    (facts) => [
      none(facts, "other"),
      to(facts, "other", pier),
      sent(facts, "other", "portal"),
      plan(facts, "patient"),
      to(facts, "patient", coast),
      sent(facts, "patient", "portal"),
      appointment(facts, facts.until),
    ],
  ],
  wrong: [
    {
      name: "sends it at once, and adds the number later",
      steps: (facts) => [
        to(facts, "patient", coast),
        sent(facts, "patient"),
        plan(facts, "patient"),
        appointment(facts, facts.offered),
        none(facts, "other"),
        sent(facts, "other"),
      ],
      expect: ["early"],
    },
    {
      name: "takes tomorrow, at the office of the friend",
      steps: (facts) => [
        to(facts, "patient", pier),
        plan(facts, "patient"),
        sent(facts, "patient"),
        appointment(facts, facts.from),
        none(facts, "other"),
        sent(facts, "other"),
      ],
      expect: ["office"],
    },
    {
      name: "books the daughter's day",
      steps: (facts) => [
        to(facts, "patient", coast),
        plan(facts, "patient"),
        sent(facts, "patient"),
        appointment(facts, facts.late),
        none(facts, "other"),
        sent(facts, "other"),
      ],
      expect: ["day"],
    },
    {
      name: "types the member number, and waits for one for the other patient",
      steps: (facts) => [
        to(facts, "patient", coast),
        plan(facts, "patient", facts.member),
        sent(facts, "patient"),
        appointment(facts, facts.offered),
      ],
      expect: ["number", "other"],
    },
    {
      name: "says of both that nothing is asked for",
      steps: (facts) => [
        to(facts, "patient", coast),
        none(facts, "patient"),
        sent(facts, "patient"),
        appointment(facts, facts.offered),
        none(facts, "other"),
        sent(facts, "other"),
      ],
      expect: ["number"],
    },
  ],
  mistaken: (facts) => [
    to(facts, "other", coast),
    plan(facts, "other"),
    sent(facts, "other"),
    none(facts, "patient"),
    sent(facts, "patient"),
  ],
  undone: (facts) => [takenBack(facts)],
  debrief: ({ until }) => [
    `Office, number and day belong together: the number was for one office, until ${formatDate(until)}. Each of the three alone is a visit that somebody has to pay.`,
    "The number stands with the referral and not with the insurance here: it is for the other office's claim, and would be wrong on yours.",
    "The plan that asks for nothing is said to ask for nothing. Unknown and none are two things.",
  ],
  next: ["fd.03"],
});

const officeIdOf = ({ seed }: Facts, { key }: Office) => seededId<"outside-provider">(seed, key);

function step(
  facts: Facts,
  key: OfPair["key"],
  name: string,
  said: Extract<ReferralStep, { kind: "directed" | "authorization" | "sent" | "appointment" }>,
): PathStep {
  return deedAbout(facts[key], "brooks", `${name}, ${key}`, (practice, patientId) =>
    practice.run(
      "charting",
      "recordReferralStep",
      {
        referralId: seededId<"referral">(facts.seed, `fd.07/${key}`),
        patientId,
        stepId: seededId<"referral-step">(facts.seed, `fd.07/${key}/${said.kind}`),
        step: said,
      },
      desk,
    ),
  );
}

const to = (facts: Facts, key: OfPair["key"], office: Office): PathStep =>
  step(facts, key, "choose the office", { kind: "directed", toId: officeIdOf(facts, office) });

const plan = (facts: Facts, key: OfPair["key"], number = facts.number): PathStep =>
  step(facts, key, "type the plan's number", {
    kind: "authorization",
    permitId: null,
    number,
    period: { from: facts.from, until: facts.until },
  });

const none = (facts: Facts, key: OfPair["key"]): PathStep =>
  step(facts, key, "say that no number is asked for", {
    kind: "authorization",
    permitId: null,
    number: "",
    period: null,
  });

const sent = (facts: Facts, key: OfPair["key"], way: "phone" | "portal" = "phone"): PathStep =>
  step(facts, key, "send it", { kind: "sent", way, to: "Ear, nose and throat" });

const appointment = (facts: Facts, on: LocalDate): PathStep =>
  step(facts, "patient", "say when", { kind: "appointment", on, toldBy: "patient", note: "" });

function takenBack(facts: Facts): PathStep {
  return deedAbout(facts.patient, "brooks", "take the appointment back", (practice, patientId) =>
    practice.run(
      "charting",
      "recordReferralStep",
      {
        referralId: seededId<"referral">(facts.seed, "fd.07/patient"),
        patientId,
        stepId: seededId<"referral-step">(facts.seed, "fd.07/back"),
        step: {
          kind: "taken-back",
          stepId: seededId<"referral-step">(facts.seed, "fd.07/patient/appointment"),
          reason: "Said by mistake",
        },
      },
      desk,
    ),
  );
}
