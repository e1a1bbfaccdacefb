import type { Id } from "@practicum/kernel/brand";
import { dateIn } from "@practicum/kernel/instant";
import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, resourceOf, staffByKey } from "@practicum/seed/practice";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { alreadyRegistered, fullName, person, type Person } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { appointmentId, freeTime, staged } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** One cancels today, another has waited for just that. */
interface Facts {
  readonly cancels: Person;
  readonly waits: Person;
  readonly today: LocalDate;
  /** The visit of today that is given up, and the waiting one's of in ten days. */
  readonly freed: Id<"appointment">;
  readonly waiting: Id<"appointment">;
}

const desk = actorOf(staffByKey("brooks"));
const alvarez = staffByKey("alvarez");

const visit = (view: WorldView, id: Id<"appointment">) =>
  view.ask("scheduling", "getAppointment", { appointmentId: id });

export const fillAFreedTime = lesson<Facts>({
  id: "fd.05",
  version: 2,
  role: "front-desk",
  as: "brooks",
  title: "A time comes free this morning",
  minutes: 6,
  teaches: ["can cancel a visit with its reason", "can give a freed time to somebody who waits, without booking twice"],
  words: ["cancellation", "wait list"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    return {
      cancels: person(seed, "fd.05/cancels", today, [30, 70]),
      waits: person(seed, "fd.05/waits", today, [30, 70]),
      today,
      freed: appointmentId(seed, "fd.05/freed"),
      waiting: appointmentId(seed, "fd.05/waiting"),
    };
  },
  async setUp(practice, { cancels, waits, today, freed, waiting }) {
    const one = { provider: alvarez, type: "follow-up", squeezed: false };
    const cancelsId = await alreadyRegistered(practice, cancels, "fd.05");
    const waitsId = await alreadyRegistered(practice, waits, "fd.05");
    const now = await freeTime(practice, alvarez, "follow-up", today, "10:00");
    const later = await freeTime(practice, alvarez, "follow-up", addDays(today, 10), "08:00");
    await staged(practice, { ...one, ...now, appointmentId: freed, patientId: cancelsId, reason: "Blood pressure" });
    await staged(practice, { ...one, ...later, appointmentId: waiting, patientId: waitsId, reason: "Knee pain" });
  },
  story: ({ cancels, waits }) => [
    `${fullName(cancels)} calls: "My child is ill, I can't come to Dr. Alvarez today."`,
    `On your desk lies a note: ${fullName(waits)} is in pain and would take anything of Dr. Alvarez's that comes free.`,
  ],
  goal: "The visit is cancelled with its reason, and the freed time is the waiting patient's one and only.",
  materials: ({ cancels, waits }) => [
    {
      kind: "says",
      who: fullName(cancels),
      lines: [`"${fullName(cancels)}, born on ${formatDate(cancels.birthDate)}. I'll call for another day."`],
    },
    {
      kind: "paper",
      title: "Note of yesterday",
      lines: [
        `${fullName(waits)}, born on ${formatDate(waits.birthDate)}: has a visit in ten days, can be here within an hour, any time, any day.`,
      ],
    },
  ],
  outcomes: [
    {
      id: "cancelled",
      label: "Today's visit is cancelled, and why stands with it",
      counts: "correct",
      hints: [
        "What will somebody want to know who looks at this visit next month?",
        "Open the visit on the day sheet.",
        "Cancel the visit, with what the caller said as the reason.",
      ],
      async check(view, { cancels, freed }) {
        const found = await visit(view, freed);
        if (found?.status === "cancelled") return met(found.cancelReason ?? "");
        return open({
          record: `Appointment of ${fullName(cancels)}`,
          field: "Status",
          found: found?.status ?? "none",
          principle: "A visit that everybody knows will not happen still holds its time.",
          route: "/desk",
        });
      },
    },
    {
      id: "filled",
      label: "The patient who waited has the freed time",
      counts: "money",
      hints: [
        "Who gains by the time that is free now?",
        "The waiting patient's Appointments: the visit of in ten days.",
        "Move that visit to today, to the time that came free.",
      ],
      async check(view, { waits, freed, today }) {
        const given = await visit(view, freed);
        const [found = null] = await bookedOf(view, waits);
        const diagnosis = {
          record: `Appointments of ${fullName(waits)}`,
          field: "Day and time",
          found: found === null ? "none" : `${formatDate(found.date)}, ${found.start}`,
          principle: "A freed time is worth most on the day itself: an hour later it is lost for everybody.",
          route: "/desk",
        };
        if (found === null || given === null) return open(diagnosis);
        const same = found.date === today && found.start === given.start && found.providerStaffId === alvarez.staffId;
        return same ? met(`seen at ${found.start} today`) : open(diagnosis);
      },
    },
  ],
  traps: [
    {
      id: "twice",
      critical: false,
      costs: "time",
      async fellFor(view, { waits }) {
        const booked = await bookedOf(view, waits);
        if (booked.length < 2) return null;
        return broken(
          {
            record: `Appointments of ${fullName(waits)}`,
            field: "Appointments",
            found: `${booked.length} are booked`,
            principle: "Who is seen today does not need the old time. Nobody comes to it, and it is called a no-show.",
            route: "/desk",
          },
          done(view, "scheduling", "bookAppointment").at(-1)?.entry ?? null,
        );
      },
    },
    {
      id: "no-show",
      critical: false,
      costs: "correct",
      async fellFor(view, { cancels, freed }) {
        const step = done(view, "scheduling", "markNoShow").find((one) => one.input.appointmentId === freed);
        const now = await visit(view, freed);
        if (step === undefined || now?.status !== "no-show") return null;
        return broken(
          {
            record: `Appointment of ${fullName(cancels)}`,
            field: "Status",
            found: "no-show",
            principle: "Who calls ahead did not fail to come. A no-show may cost a fee, and stays in the record.",
            route: "/desk",
          },
          step.entry,
        );
      },
    },
  ],
  golden: (facts) => [cancel(facts.freed), moveInto(facts)],
  // Cancels the later one too, and books anew.
  others: [(facts) => [cancel(facts.freed), cancel(facts.waiting), bookAnew(facts)]],
  wrong: [
    { name: "only cancels", steps: (facts) => [cancel(facts.freed)], expect: ["filled"] },
    {
      name: "books the freed time and leaves the other",
      steps: (facts) => [cancel(facts.freed), bookAnew(facts)],
      expect: ["twice"],
    },
    { name: "calls it a no-show", steps: (facts) => [noShow(facts.freed)], expect: ["cancelled", "filled", "no-show"] },
  ],
  mistaken: (facts) => [cancel(facts.waiting), moveInto(facts)],
  undone: (facts) => [cancel(facts.waiting)],
  debrief: ({ waits }) => [
    `${fullName(waits)} is seen today instead of in ten days, and the doctor's morning has no hole.`,
    "Move rather than book: a moved visit leaves nothing behind.",
  ],
  next: ["fd.06"],
});

async function bookedOf(view: WorldView, one: Person) {
  const found = (await view.ask("scheduling", "searchPatients", { text: one.family, limit: 50 })) ?? [];
  const match = found.find((other) => other.birthDate === one.birthDate && other.name.given === one.given);
  const patientId = match?.patientId ?? null;
  const list = patientId === null ? [] : ((await view.ask("scheduling", "patientAppointments", { patientId })) ?? []);
  // The freed time first, where there are several.
  return list.filter((other) => other.status === "booked").toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
}

function cancel(id: Id<"appointment">): PathStep {
  return {
    name: "cancel",
    async run(practice) {
      const { version } = await practice.run("scheduling", "getAppointment", { appointmentId: id }, desk);
      await practice.run(
        "scheduling",
        "cancelAppointment",
        { appointmentId: id, version, reason: "Child is ill" },
        desk,
      );
    },
  };
}

function noShow(id: Id<"appointment">): PathStep {
  return {
    name: "mark as no-show",
    async run(practice) {
      const { version, startsAt } = await practice.run("scheduling", "getAppointment", { appointmentId: id }, desk);
      await practice.advanceTo(startsAt);
      await practice.run("scheduling", "markNoShow", { appointmentId: id, version }, desk);
    },
  };
}

function moveInto({ freed, waiting }: Facts): PathStep {
  return {
    name: "move the waiting patient's visit into the freed time",
    async run(practice) {
      const { date, start } = await practice.run("scheduling", "getAppointment", { appointmentId: freed }, desk);
      const { version } = await practice.run("scheduling", "getAppointment", { appointmentId: waiting }, desk);
      const to = { providerResourceId: resourceOf(alvarez), date, start, minutes: null, overbookReason: null };
      await practice.run("scheduling", "moveAppointment", { appointmentId: waiting, version, ...to }, desk);
    },
  };
}

function bookAnew({ freed, waiting }: Facts): PathStep {
  return {
    name: "book the freed time for the waiting patient",
    async run(practice) {
      const { date, start, visitTypeId } = await practice.run(
        "scheduling",
        "getAppointment",
        { appointmentId: freed },
        desk,
      );
      const { patientId } = await practice.run("scheduling", "getAppointment", { appointmentId: waiting }, desk);
      await practice.run(
        "scheduling",
        "bookAppointment",
        {
          appointmentId: `${waiting.slice(0, -4)}0000`,
          patientId,
          visitTypeId,
          providerResourceId: resourceOf(alvarez),
          roomResourceId: null,
          date,
          start,
          minutes: null,
          reason: "Knee pain",
          overbookReason: null,
        },
        desk,
      );
    },
  };
}
