import { dateIn } from "@practicum/kernel/instant";
import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import type { Id } from "@practicum/kernel/brand";
import { actorOf, resourceOf, staffByKey, visitTypeByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { idOf, lookUp } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { ever, of } from "../kit/never.ts";
import { alreadyRegistered, fullName, person, type Person } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** A follow-up with one's own doctor, in the afternoon, before a day. */
interface Facts {
  readonly seed: string;
  readonly patient: Person;
  readonly relative: Person;
  readonly today: LocalDate;
  readonly latest: LocalDate;
}

const desk = actorOf(staffByKey("brooks"));
const alvarez = staffByKey("alvarez");
const FROM = "13:00";

async function bookings(view: WorldView, one: Person) {
  const patientId = await idOf(view, one);
  const list = patientId === null ? [] : ((await view.ask("scheduling", "patientAppointments", { patientId })) ?? []);
  return { patientId: patientId ?? "", list: list.filter((visit) => visit.status === "booked") };
}

export const bookOnTheTelephone = lesson<Facts>({
  id: "fd.04",
  version: 2,
  role: "front-desk",
  as: "brooks",
  title: "A visit that suits both",
  minutes: 6,
  teaches: ["can find a time by provider, kind and part of the day", "can book without putting one visit over another"],
  words: ["slot", "overbooking", "follow-up"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    const patient = person(seed, "fd.04/patient", today, [28, 75]);
    return {
      seed,
      patient,
      relative: { ...person(seed, "fd.04/relative", today, [28, 75]), family: patient.family },
      today,
      latest: addDays(today, 14),
    };
  },
  async setUp(practice, { patient, relative }) {
    await alreadyRegistered(practice, patient, "fd.04");
    await alreadyRegistered(practice, relative, "fd.04");
  },
  story: ({ patient }) => [
    `${fullName(patient)} calls. Dr. Alvarez wants to see how the new tablets do.`,
    "Mornings are impossible: the bus comes after lunch.",
  ],
  goal: "The caller has one follow-up with Dr. Alvarez that suits both, and nobody else's time was touched.",
  materials: ({ patient, latest }) => [
    {
      kind: "says",
      who: fullName(patient),
      lines: [
        `"${fullName(patient)}, born on ${formatDate(patient.birthDate)}."`,
        `"Dr. Alvarez said to come back for a follow-up, by ${formatDate(latest)} at the latest."`,
        '"I can only come in the afternoon, from one o\'clock on."',
      ],
    },
  ],
  outcomes: [
    {
      id: "booked",
      label: "A follow-up with Dr. Alvarez is booked for the caller",
      counts: "correct",
      weight: 2,
      hints: [
        "What decides how long a visit takes, and whose column it stands in?",
        "Book, then the patient: choose the kind of visit and the provider before the time.",
        "Follow-up, Dr. Alvarez: the list offers the free times.",
      ],
      async check(view, { patient }) {
        const { patientId, list } = await bookings(view, patient);
        const record = `Appointments of ${fullName(patient)}`;
        const route = `/p/${patientId}/appointments`;
        const principle =
          "The kind of visit sets its length, and the doctor who knows the story should see how it goes on.";
        const [visit] = list;
        if (visit === undefined) return open({ record, field: "Appointment", found: "none", principle, route });
        if (visit.providerStaffId !== alvarez.staffId)
          return open({ record, field: "Provider", found: "another provider", principle, route });
        if (visit.visitTypeId !== visitTypeByKey("follow-up").visitTypeId)
          return open({ record, field: "Visit type", found: visit.visitTypeName, principle, route });
        return met(`booked for ${formatDate(visit.date)}`);
      },
    },
    {
      id: "in-time",
      label: "It is in the afternoon, and before the day that the doctor named",
      counts: "correct",
      after: ["booked"],
      hints: [
        "What did the caller say about the time of day?",
        "The list of times goes on: look further than the first ones.",
        "Choose a time from 1:00 PM on.",
      ],
      async check(view, { patient, latest }) {
        const { patientId, list } = await bookings(view, patient);
        const record = `Appointments of ${fullName(patient)}`;
        const route = `/p/${patientId}/appointments`;
        const [visit] = list;
        if (visit === undefined)
          return open({
            record,
            field: "Appointment",
            found: "none",
            principle: "A time that does not suit becomes a no-show.",
            route,
          });
        if (visit.start < FROM)
          return open({
            record,
            field: "Time",
            found: visit.start,
            principle: "A time that does not suit becomes a no-show.",
            route,
          });
        if (visit.date > latest)
          return open({
            record,
            field: "Day",
            found: formatDate(visit.date),
            principle: "A follow-up that comes too late is care that did not happen.",
            route,
          });
        return met(visit.start);
      },
    },
  ],
  traps: [
    {
      id: "overbooked",
      critical: false,
      costs: "time",
      async fellFor(view, { patient }) {
        const { patientId, list } = await bookings(view, patient);
        const over = list.find((visit) => visit.overbookReason !== null);
        if (over === undefined) return null;
        return broken(
          {
            record: `Appointments of ${fullName(patient)}`,
            field: "Overbooking",
            found: `over another visit at ${over.start}`,
            principle:
              "Two patients at one time means that both wait, and one is seen in a hurry. There were free times.",
            route: `/p/${patientId}/appointments`,
          },
          done(view, "scheduling", "bookAppointment").find((step) => step.input.overbookReason !== null)?.entry ?? null,
        );
      },
    },
    {
      id: "second-booking",
      critical: false,
      costs: "time",
      async fellFor(view, { patient }) {
        const { patientId, list } = await bookings(view, patient);
        if (list.length < 2) return null;
        return broken(
          {
            record: `Appointments of ${fullName(patient)}`,
            field: "Appointments",
            found: `${list.length} are booked`,
            principle: "A time that nobody comes to is taken from somebody who would.",
            route: `/p/${patientId}/appointments`,
          },
          done(view, "scheduling", "bookAppointment").at(-1)?.entry ?? null,
        );
      },
    },
    {
      id: "somebody-else",
      critical: false,
      costs: "privacy",
      async fellFor(view, { relative }) {
        const { patientId, list } = await bookings(view, relative);
        if (list.length === 0) return null;
        const step = ever(
          view,
          of("scheduling.bookAppointment", (input: { patientId: string }) => input.patientId === patientId),
        );
        return broken(
          {
            record: `Appointments of ${fullName(relative)}`,
            field: "Patient",
            found: "a visit that another person asked for",
            principle:
              "The same last name is not the same person. Reminders would go to somebody who knows nothing of it.",
            route: `/p/${patientId}/appointments`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [book(facts, facts.patient, (slot) => slot.start >= FROM)],
  others: [
    (facts) => [book(facts, facts.patient, (slot) => slot.start < FROM), move(facts, (slot) => slot.start >= FROM)],
  ],
  wrong: [
    {
      name: "takes the first time that is free",
      steps: (facts) => [book(facts, facts.patient, (slot) => slot.start < FROM)],
      expect: ["in-time"],
    },
    {
      name: "books another time and leaves the first",
      steps: (facts) => [
        book(facts, facts.patient, (slot) => slot.start >= FROM),
        book(facts, facts.patient, (slot) => slot.start >= "14:30", "second"),
      ],
      expect: ["second-booking"],
    },
  ],
  mistaken: (facts) => [book(facts, facts.relative, (slot) => slot.start >= FROM)],
  undone: (facts) => [cancel(facts)],
  debrief: () => [
    "Provider and kind of visit first, then the part of the day: so the list is short, and its first line is mostly right.",
    "A freed time is worth most on the day itself: the next lessons fill one.",
  ],
  next: ["fd.05"],
});

interface Slot {
  readonly date: LocalDate;
  readonly start: string;
}

const visitId = (facts: Facts, key: string): Id<"appointment"> => seededId<"appointment">(facts.seed, `fd.04/${key}`);

async function slots(
  practice: Parameters<PathStep["run"]>[0],
  facts: Facts,
  patientId: string,
): Promise<readonly Slot[]> {
  const found = await practice.run(
    "scheduling",
    "findSlots",
    {
      patientId,
      visitTypeId: visitTypeByKey("follow-up").visitTypeId,
      providerResourceId: resourceOf(alvarez),
      locationId: null,
      from: addDays(facts.today, 1),
      limit: 50,
    },
    desk,
  );
  return found.slots;
}

function book(facts: Facts, whom: Person, suits: (slot: Slot) => boolean, key = "visit"): PathStep {
  return {
    name: "book",
    async run(practice) {
      const patientId = await lookUp(practice, whom);
      const slot = (await slots(practice, facts, patientId)).find(suits);
      if (slot === undefined) throw new Error("no time suits");
      await practice.run(
        "scheduling",
        "bookAppointment",
        {
          appointmentId: visitId(facts, key),
          patientId,
          visitTypeId: visitTypeByKey("follow-up").visitTypeId,
          providerResourceId: resourceOf(alvarez),
          roomResourceId: null,
          date: slot.date,
          start: slot.start,
          minutes: null,
          reason: "Follow-up, new tablets",
          overbookReason: null,
        },
        desk,
      );
    },
  };
}

function move(facts: Facts, suits: (slot: Slot) => boolean): PathStep {
  return {
    name: "move to a time that suits",
    async run(practice) {
      const appointmentId = visitId(facts, "visit");
      const { version, patientId } = await practice.run("scheduling", "getAppointment", { appointmentId }, desk);
      const slot = (await slots(practice, facts, patientId)).find(suits);
      if (slot === undefined) throw new Error("no time suits");
      const to = { providerResourceId: resourceOf(alvarez), date: slot.date, start: slot.start, minutes: null };
      await practice.run(
        "scheduling",
        "moveAppointment",
        { appointmentId, version, ...to, overbookReason: null },
        desk,
      );
    },
  };
}

function cancel(facts: Facts): PathStep {
  return {
    name: "cancel",
    async run(practice) {
      const appointmentId = visitId(facts, "visit");
      const { version } = await practice.run("scheduling", "getAppointment", { appointmentId }, desk);
      await practice.run(
        "scheduling",
        "cancelAppointment",
        { appointmentId, version, reason: "Booked by mistake" },
        desk,
      );
    },
  };
}
