import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import type { Id } from "@practicum/kernel/brand";
import { dateIn } from "@practicum/kernel/instant";
import { formatDate, type LocalDate, type LocalTime } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { ever, of } from "../kit/never.ts";
import { alreadyRegistered, fullName, person, type Person } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { appointmentId, freeTime, staged } from "../kit/visits.ts";
import type { WorldView } from "../kit/world-view.ts";

/** Somebody says that she comes this morning. Somebody of the same last name comes too, and has not called. */
interface Facts {
  readonly caller: Person;
  readonly other: Person;
  readonly today: LocalDate;
  readonly visit: Id<"appointment">;
  readonly otherVisit: Id<"appointment">;
}

const desk = actorOf(staffByKey("brooks"));
const alvarez = staffByKey("alvarez");

const seen = (view: WorldView, id: Id<"appointment">): Promise<Appointment | null> =>
  view.ask("scheduling", "getAppointment", { appointmentId: id });

/** For who has never had such a program before them: what is to be pressed stands in the story, between quotation marks. */
export const takeYourFirstCall = lesson<Facts>({
  id: "fd.00",
  role: "front-desk",
  as: "brooks",
  title: "Your first call",
  minutes: 3,
  teaches: ["can find a visit on the day sheet", "can write down that the patient comes"],
  words: ["day sheet", "confirmed"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    const caller = person(seed, "fd.00/caller", today, [30, 60]);
    const other = person(seed, "fd.00/other", today, [30, 60]);
    // Another first name, so that one look tells them apart.
    const given = other.given === caller.given ? `${other.given}-Lee` : other.given;
    return {
      caller,
      other: { ...other, given, family: caller.family },
      today,
      visit: appointmentId(seed, "fd.00/visit"),
      otherVisit: appointmentId(seed, "fd.00/other"),
    };
  },
  async setUp(practice, { caller, other, today, visit, otherVisit }) {
    const callerId = await alreadyRegistered(practice, caller, "fd.00");
    const otherId = await alreadyRegistered(practice, other, "fd.00");
    const one = { provider: alvarez, type: "follow-up", date: today };
    const at = async (orElse: LocalTime) => {
      const { date, start } = await freeTime(practice, alvarez, "follow-up", today, "09:30");
      // Where her morning is full already, it is put over another visit.
      return date === today ? { start, squeezed: false } : { start: orElse };
    };
    const first = { appointmentId: visit, patientId: callerId, reason: "Knee pain" };
    await staged(practice, { ...one, ...first, ...(await at("10:30")) });
    const second = { appointmentId: otherVisit, patientId: otherId, reason: "Cough" };
    await staged(practice, { ...one, ...second, ...(await at("11:15")) });
  },
  story: ({ caller }) => [
    "You sit at the front desk, and the telephone rings. The page beside this text is the day sheet: each box is one patient's visit of today, each column one doctor.",
    `1. Dr. Alvarez, in the second column, sees the caller this morning. Each box begins with the last name, in capitals. Press on the box of “${listed(caller)}”.`,
    "2. Beside the day sheet opens what the practice knows of this visit. Is it the birth date that the caller says? Then press “Confirm”.",
    "3. That was all. Come back to this text and press “I am done”.",
  ],
  goal: "Whoever looks at the day sheet sees that the caller comes.",
  materials: ({ caller }) => [
    {
      kind: "says",
      who: fullName(caller),
      lines: [
        `"Good morning, this is ${fullName(caller)}, born on ${formatDate(caller.birthDate)}."`,
        `"You asked me to call back: yes, I'm coming this morning."`,
      ],
    },
  ],
  outcomes: [
    {
      id: "confirmed",
      label: "The caller's visit is confirmed",
      counts: "correct",
      guide: [{ at: "visit.confirm", says: "Is it the birth date that the caller said? Then press Confirm." }],
      hints: [
        "Each box on the day sheet has a name. Which name did the caller say?",
        "The box is in the column of Dr. Alvarez, further down. Press on it.",
        "In what has opened, press Confirm.",
      ],
      async check(view, { caller, visit }) {
        const found = await seen(view, visit);
        if (found !== null && found.confirmedAt !== null) return met(`confirmed for ${found.start}`);
        return open({
          record: `Appointment of ${fullName(caller)}`,
          field: "Status",
          found: "booked, and not confirmed",
          principle: "Who has confirmed need not be called again, and the doctor's day is known to be full.",
          route: "/desk",
        });
      },
    },
  ],
  traps: [
    {
      id: "somebody-else",
      critical: false,
      costs: "privacy",
      async fellFor(view, { other, otherVisit }) {
        const found = await seen(view, otherVisit);
        if (found === null || found.confirmedAt === null) return null;
        const step = ever(
          view,
          of("scheduling.confirmAppointment", (input: { appointmentId: string }) => input.appointmentId === otherVisit),
        );
        return broken(
          {
            record: `Appointment of ${fullName(other)}`,
            field: "Status",
            found: "confirmed, by nobody's word",
            principle:
              "Two people can have one last name. Look at the first name, and at the birth date, before you press.",
            route: "/desk",
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: ({ visit }) => [say(visit, true)],
  others: [({ visit, otherVisit }) => [say(otherVisit, true), say(otherVisit, false), say(visit, true)]],
  wrong: [
    {
      name: "takes the other one of this last name",
      steps: ({ otherVisit }) => [say(otherVisit, true)],
      expect: ["confirmed", "somebody-else"],
    },
    {
      name: "confirms both, to be on the safe side",
      steps: ({ visit, otherVisit }) => [say(visit, true), say(otherVisit, true)],
      expect: ["somebody-else"],
    },
  ],
  mistaken: ({ otherVisit }) => [say(otherVisit, true)],
  undone: ({ visit }) => [say(visit, false)],
  debrief: ({ caller }) => [
    `That is how all of it goes: somebody says something, you find the record it is about, and write it down where everybody looks. ${fullName(caller)} is expected now, and nobody will call a second time.`,
    "Nothing you press here can harm anybody, and nearly everything has an Undo. The next lesson takes two callers, and one of them is wrong about something.",
  ],
  next: ["fd.01"],
});

function say(appointment: Id<"appointment">, confirmed: boolean): PathStep {
  return {
    name: confirmed ? "confirm" : "take the confirmation back",
    async run(practice) {
      const { version } = await practice.run("scheduling", "getAppointment", { appointmentId: appointment }, desk);
      const input = { appointmentId: appointment, version, confirmed };
      await practice.run("scheduling", "confirmAppointment", input, desk);
    },
  };
}

/** As boxes and lists have a name. */
function listed({ family, given }: Person): string {
  return `${family.toUpperCase()}, ${given}`;
}
