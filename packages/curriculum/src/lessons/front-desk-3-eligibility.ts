import type { Id } from "@practicum/kernel/brand";
import { addMs, dateIn, type Instant } from "@practicum/kernel/instant";
import { addDays, dayOfWeek, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { idOf, lookUp } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { alreadyRegistered, fullName, person, type Person } from "../kit/people.ts";
import { broken, met, open, type Verdict } from "../kit/verdict.ts";
import { appointmentId, covered, freeTime, memberOf, staged } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Three patients of the next working day: one insured as the card says, one whose plan has ended, one whom nobody knows about. */
interface Facts {
  readonly seed: string;
  readonly begins: Instant;
  readonly day: LocalDate;
  readonly people: Readonly<Record<Who, Person>>;
  readonly members: Readonly<Record<Who, string>>;
}

type Who = "insured" | "ended" | "silent";
const ALL: readonly Who[] = ["insured", "ended", "silent"];
const ENDINGS = { insured: "ordinary", ended: "97", silent: "99" } as const;
const PAYER = "62308";
const ANSWER_MS = 20 * 60_000;
const desk = actorOf(staffByKey("brooks"));
const thompson = staffByKey("thompson");

const coverageOf = (seed: string, who: Who) => seededId<"coverage">(seed, `fd.03/${who}`);
const visitOf = (seed: string, who: Who) => appointmentId(seed, `fd.03/visit/${who}`);

async function tasksOf(view: WorldView, one: Person) {
  const patientId = (await idOf(view, one)) ?? "";
  const tasks =
    (await view.ask("messaging", "listTasks", { scope: "patient", patientId, status: "open" }))?.tasks ?? [];
  return { patientId, tasks };
}

/** A task of today or tomorrow for the desk about this patient. */
function toCall(who: "ended" | "silent", label: string, principle: string, hints: readonly [string, string, string]) {
  return {
    id: who,
    label,
    counts: "money" as const,
    after: ["asked"],
    hints,
    async check(view: WorldView, { people, day }: Facts): Promise<Verdict> {
      const { patientId, tasks } = await tasksOf(view, people[who]);
      const made = new Set(done(view, "messaging", "createTask").map((step) => step.input.taskId));
      const task = tasks.find((one) => made.has(one.taskId));
      const record = `Tasks about ${fullName(people[who])}`;
      const route = `/p/${patientId}/insurance`;
      if (task === undefined) return open({ record, field: "Task", found: "none", principle, route });
      if (task.dueOn === null || task.dueOn > day)
        return open({
          record,
          field: "Due",
          found: task.dueOn === null ? "no day" : formatDate(task.dueOn),
          principle: "After the visit it is too late: the person has gone, with or without a coverage.",
          route,
        });
      if (task.ownerId === null && task.pool === null)
        return open({
          record,
          field: "For",
          found: "nobody",
          principle: "What is for nobody is done by nobody.",
          route,
        });
      return met(task.title);
    },
  };
}

export const askThePayer = lesson<Facts>({
  id: "fd.03",
  role: "front-desk",
  as: "brooks",
  title: "What the payer says, and what it does not",
  minutes: 8,
  teaches: [
    "can verify eligibility before the visit",
    "can tell active, inactive and unknown apart, and do what each needs",
  ],
  words: ["eligibility", "270", "271", "inactive"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    let day = addDays(today, 1);
    while (dayOfWeek(day) > 5) day = addDays(day, 1);
    const each = <T>(make: (who: Who) => T) => ({
      insured: make("insured"),
      ended: make("ended"),
      silent: make("silent"),
    });
    return {
      seed,
      begins: now,
      day,
      people: each((who) => person(seed, `fd.03/${who}`, today, [25, 60])),
      members: each((who) => memberOf(seed, `fd.03/${who}`, PAYER, ENDINGS[who])),
    };
  },
  async setUp(practice, { seed, day, people, members }) {
    for (const who of ALL) {
      const patientId = await alreadyRegistered(practice, people[who], "fd.03");
      const plan = {
        electronicId: PAYER,
        priority: 1 as const,
        from: `${Number(day.slice(0, 4)) - 2}-01-01`,
        copay: null,
        pcp: null,
      };
      await covered(practice, { ...plan, coverageId: coverageOf(seed, who), patientId, memberId: members[who] });
      const time = await freeTime(practice, thompson, "acute", day, "08:00");
      const visit = {
        provider: thompson,
        type: "acute",
        squeezed: false,
        appointmentId: visitOf(seed, who),
        patientId,
      };
      await staged(practice, { ...visit, ...time, reason: "Sore throat" });
    }
  },
  story: ({ people, day }) => [
    `Three visits with Maya Thompson on ${formatDate(day)}: ${ALL.map((who) => fullName(people[who])).join(", ")}. All three have shown a card of Cigna.`,
    "Ask the payer about each. The answers take a while: move the clock.",
  ],
  goal: "Each payer was asked for the day of the visit, and whoever has to be called stands on somebody's list, before the visit.",
  materials: () => [
    {
      kind: "paper",
      title: "Habit of the house",
      lines: [
        "Active: nothing to do.",
        "Inactive: call the patient for a newer card.",
        "No answer: ask again before the visit; it says neither yes nor no.",
      ],
    },
  ],
  outcomes: [
    {
      id: "asked",
      label: "All three coverages were verified for the day of the visit",
      counts: "correct",
      guide: [
        { at: "insurance.verify", says: "Ask the payer whether this coverage is in force on the day of the visit." },
      ],
      hints: [
        "Does a card say that it still holds?",
        "The patient's Insurance tab, Verify eligibility.",
        "For each of the three, with the day of the visit.",
      ],
      async check(view, { seed, people, day }) {
        const asked = done(view, "billing", "checkEligibility").filter((step) => step.input.serviceDate === day);
        const missing = ALL.find((who) => !asked.some((step) => step.input.coverageId === coverageOf(seed, who)));
        if (missing === undefined) return met("three were asked");
        return open({
          record: `Coverage of ${fullName(people[missing])}`,
          field: "Eligibility",
          found: "not asked for that day",
          principle: "A coverage holds on a day. That it held last month says nothing of the day of the visit.",
          route: `/p/${(await idOf(view, people[missing])) ?? ""}/insurance`,
        });
      },
    },
    toCall(
      "ended",
      "The patient whose plan has ended is to be called before the visit",
      "An inactive plan found before the visit costs a call. Found after it, it costs the visit.",
      [
        "Whose answer says that the plan has ended?",
        "The patient's page, then a task.",
        "Make a task: call for a newer card, due by the visit, for the front desk.",
      ],
    ),
    toCall(
      "silent",
      "The payer that did not answer is asked again before the visit",
      "No answer is not no. Who takes it for no sends an insured person home.",
      [
        "One payer has said nothing. What do you know now?",
        "The patient's page, then a task.",
        "Make a task: verify again, due by the visit, for the front desk.",
      ],
    ),
  ],
  traps: [
    {
      id: "unknown-as-no",
      critical: true,
      costs: "safety",
      async fellFor(view, { seed, people }) {
        for (const who of ALL) {
          const visit = await view.ask("scheduling", "getAppointment", { appointmentId: visitOf(seed, who) });
          if (visit?.status !== "cancelled") continue;
          const step = done(view, "scheduling", "cancelAppointment").find(
            (one) => one.input.appointmentId === visitOf(seed, who),
          );
          return broken(
            {
              record: `Appointment of ${fullName(people[who])}`,
              field: "Status",
              found: "cancelled",
              principle:
                "Nobody is sent away over a question of insurance that a call can settle, and least of all over silence.",
              route: "/desk",
            },
            step?.entry ?? null,
          );
        }
        return null;
      },
    },
  ],
  golden: (facts) => [
    ask(facts, ALL),
    task(facts, "ended", "Call for a newer card"),
    task(facts, "silent", "Verify again"),
  ],
  others: [
    (facts) => [
      ask(facts, ["silent"]),
      task(facts, "silent", "Ask Cigna again by telephone"),
      ask(facts, ["ended", "insured"]),
      task(facts, "ended", "Plan inactive: call the patient"),
    ],
  ],
  wrong: [
    { name: "asks and leaves it there", steps: (facts) => [ask(facts, ALL)], expect: ["ended", "silent"] },
    {
      name: "asks about two",
      steps: (facts) => [ask(facts, ["insured", "ended"]), task(facts, "ended", "Call"), task(facts, "silent", "Call")],
      expect: ["asked", "ended", "silent"],
    },
    {
      name: "takes silence for no",
      steps: (facts) => [ask(facts, ALL), task(facts, "ended", "Call"), cancel(facts, "silent")],
      expect: ["silent", "unknown-as-no"],
    },
  ],
  mistaken: (facts) => [
    ask(facts, ALL),
    task(facts, "insured", "Call for a newer card"),
    task(facts, "insured", "Verify again", "second"),
  ],
  undone: (facts) => [finish(facts, "ended")],
  debrief: () => [
    "Active, inactive, unknown: three answers, three things to do. Unknown is the one that is forgotten.",
    "Asked the evening before, each of them is a telephone call. Asked afterwards, each is a lost visit.",
  ],
  next: ["fd.04"],
});

function ask({ seed, begins, day, people }: Facts, whom: readonly Who[]): PathStep {
  return {
    name: "verify eligibility",
    async run(practice) {
      for (const who of whom) {
        const patientId = await lookUp(practice, people[who]);
        const eligibilityId = seededId<"eligibility">(seed, `fd.03/asked/${who}`);
        const asked = { eligibilityId, coverageId: coverageOf(seed, who), patientId, serviceDate: day };
        await practice.run("billing", "checkEligibility", asked, desk);
      }
      await practice.advanceTo(addMs(begins, ANSWER_MS));
    },
  };
}

const taskOf = (seed: string, who: Who, key: string): Id<"task"> => seededId<"task">(seed, `fd.03/task/${who}/${key}`);

function task({ seed, day, people }: Facts, who: Who, title: string, key = "first"): PathStep {
  return {
    name: `put ${who} on the list`,
    async run(practice) {
      const patientId = await lookUp(practice, people[who]);
      const whose = {
        patientId,
        ownerId: null,
        pool: "front-desk" as const,
        dueOn: day,
        priority: "normal" as const,
        about: null,
      };
      await practice.run(
        "messaging",
        "createTask",
        { taskId: taskOf(seed, who, key), title, detail: "", ...whose },
        desk,
      );
    },
  };
}

function finish({ seed, people }: Facts, who: Who): PathStep {
  return {
    name: "mark the task done",
    async run(practice) {
      const patientId = await lookUp(practice, people[who]);
      const { tasks } = await practice.run(
        "messaging",
        "listTasks",
        { scope: "patient", patientId, status: "open" },
        desk,
      );
      const taskId = taskOf(seed, who, "first");
      const version = tasks.find((one) => one.taskId === taskId)?.version ?? 1;
      await practice.run("messaging", "completeTask", { taskId, version }, desk);
    },
  };
}

function cancel({ seed }: Facts, who: Who): PathStep {
  return {
    name: "cancel the visit",
    async run(practice) {
      const id = visitOf(seed, who);
      const { version } = await practice.run("scheduling", "getAppointment", { appointmentId: id }, desk);
      await practice.run(
        "scheduling",
        "cancelAppointment",
        { appointmentId: id, version, reason: "Not insured" },
        desk,
      );
    },
  };
}
