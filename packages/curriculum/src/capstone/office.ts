import { actorOf, staffByKey } from "@practicum/seed/practice";
import { lookUp } from "../kit/find.ts";
import { handedOn, holderOf, isWith, saysNumber, tasksMade } from "../kit/handed.ts";
import type { PathStep } from "../kit/lesson.ts";
import { dollars } from "../kit/money.ts";
import { fullName } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done } from "../kit/world-view.ts";
import { brooks, idFor, okafor, whitfield, type Day } from "./cast.ts";
import { patientOf, type Part } from "./part.ts";

const actor = actorOf(whitfield);
/** Who had a reason to open the chart. */
const WITH_REASON = ["okafor", "alvarez"];
const familyOf = (key: string): string => staffByKey(key).family;

export const office: Part = {
  role: "practice-manager",
  as: "whitfield",
  title: "The day's end",
  minutes: 15,
  best: ["pm.05"],
  teaches: [
    "can close a day: what is short, what is unsigned, who looked where",
    "can protect a patient without accusing anybody who had a reason",
  ],
  words: ["audit trail", "treatment, payment, operations", "minimum necessary", "day sheet"],
  story: ({ people }) => [
    "The rooms are empty. Before you lock up, three things: a drawer, a note, and a telephone call.",
    `${fullName(people.complaint)} has called: "Somebody of you knows what I told the doctor. Who?"`,
  ],
  goal: "What the day left open is on somebody's list, and nobody reads a chart without a reason tonight.",
  materials: ({ people, short }) => [
    {
      kind: "paper",
      title: "What you know",
      lines: [
        `${fullName(people.complaint)}'s chart was opened this morning by Ngozi Okafor, whose patient it is, and by Dr. Alvarez, whom she had asked for her opinion. Nobody else had anything to do with it.`,
        `Tanya Brooks's drawer was closed ${dollars(short)} short, with a reason. House rule: what is short is looked into by the front desk within the week, as a task with the amount and a day.`,
        `${fullName(people.unsigned)} was seen by Ngozi Okafor, and the note is not signed. House rule: she has a task about the patient, due by tomorrow.`,
      ],
    },
    {
      kind: "paper",
      title: "From the practice's policy",
      lines: [
        "Where a chart was opened without a reason, the access is stopped until the matter is cleared up.",
        "The finding is a task of the privacy officer, Susan Whitfield. It names who, and nobody else, and is no part of the patient's record.",
      ],
    },
  ],
  outcomes: [
    {
      id: "found",
      label: "A task of the privacy officer names who opened the chart without a reason, and nobody else",
      counts: "correct",
      guide: [
        { at: "task.new", says: "Make a task of what you found." },
        { at: "task.create", says: "Write the name and what was done, give it to the manager, then create it." },
      ],
      hints: [
        "Who was in this chart today, and what for?",
        "Admin, Audit: choose the patient and the day.",
        "Inbox, New task, for Susan Whitfield: the name, and that the chart was opened without a reason.",
      ],
      async check(view, day) {
        const texts = (await tasksMade(view))
          .filter((one) => one.ownerId === whitfield.staffId)
          .map((one) => `${one.title} ${one.detail}`);
        const naming = texts.filter((text) => mentions(text, [familyOf(day.snoop)]));
        const principle =
          "The trail tells who and when. What for, only the work of the day tells; who had a reason is not named beside who had none.";
        const record = "Tasks of the privacy officer";
        if (naming.length === 0)
          return open({
            record,
            field: "Task",
            found: texts.length === 0 ? "none" : "somebody else, or nobody",
            principle,
            route: "/inbox",
          });
        const accused = WITH_REASON.find((key) => naming.every((text) => mentions(text, [familyOf(key)])));
        if (accused !== undefined)
          return open({ record, field: "Task", found: `also ${familyOf(accused)}`, principle, route: "/inbox" });
        return met("named");
      },
    },
    {
      id: "access",
      label: "That person's access is stopped until it is cleared up",
      counts: "privacy",
      after: ["found"],
      hints: ["What could be opened tonight?", "Admin, People.", "The person's account: not active."],
      async check(view, { snoop }) {
        const { staffId, given, family } = staffByKey(snoop);
        const found = (await view.ask("identity", "listStaff", {}))?.find((one) => one.staffId === staffId);
        if (found?.active === false) return met("stopped");
        return open({
          record: `Account of ${given} ${family}`,
          field: "Active",
          found: "can sign in",
          principle:
            "Stopped is not punished. It keeps other charts closed, and the person from being suspected of more.",
          route: "/admin/users",
        });
      },
    },
    {
      id: "short",
      label: "What the drawer is short of is looked into: a task of the front desk, with the amount and a day",
      counts: "money",
      hints: [
        "What becomes of a difference that nobody asks about?",
        "Money, Drawers shows the day; Inbox, New task.",
        "For Tanya Brooks: the amount, by a day of this week.",
      ],
      async check(view, day) {
        const task = (await tasksMade(view)).find(
          (one) =>
            saysNumber(`${one.title} ${one.detail}`, dollars(day.short).slice(1)) ||
            saysNumber(`${one.title} ${one.detail}`, String(day.short / 100)),
        );
        const record = "Tasks about the drawer";
        const principle = "Five dollars are no loss. That nobody asks for them is one.";
        if (task === undefined)
          return open({ record, field: "Task", found: "none that names the amount", principle, route: "/inbox/tasks" });
        const isDesk = task.ownerId === brooks.staffId || isWith(task, ["front-desk"]);
        if (!isDesk || task.dueOn === null)
          return open({
            record,
            field: isDesk ? "Due" : "For",
            found: isDesk ? "no day" : holderOf(task),
            principle,
            route: "/inbox/tasks",
          });
        return met(task.title);
      },
    },
    {
      id: "unsigned",
      label: "Ngozi Okafor has the unsigned visit on her list, due by tomorrow",
      counts: "correct",
      hints: [
        "Which visit of today is billed by nobody?",
        "The patient's page, then a task.",
        "For Ngozi Okafor, about this patient: sign the note, due tomorrow.",
      ],
      async check(view, day) {
        const { patientId, list } = await handedOn(view, day.people.unsigned);
        const record = `Tasks about ${fullName(day.people.unsigned)}`;
        const route = `/p/${patientId}/messages`;
        const principle =
          "An unsigned note is billed by nobody and read by everybody. Who wrote it finishes it, while it is remembered.";
        const hers = list.find((one) => one.ownerId === okafor.staffId || one.pool === "physician-assistant");
        if (hers === undefined)
          return open({
            record,
            field: "For",
            found: list[0] === undefined ? "nobody" : holderOf(list[0]),
            principle,
            route,
          });
        if (hers.dueOn === null || hers.dueOn > day.tomorrow)
          return open({ record, field: "Due", found: hers.dueOn ?? "no day", principle, route });
        return met("on her list");
      },
    },
  ],
  traps: [
    {
      id: "innocent",
      critical: true,
      costs: "privacy",
      async fellFor(view, { snoop }) {
        const staff = (await view.ask("identity", "listStaff", {})) ?? [];
        const changed = done(view, "identity", "saveStaff").find(
          (one) =>
            one.input.staffId !== staffByKey(snoop).staffId &&
            staff.some((person) => person.staffId === one.input.staffId && !person.active),
        );
        if (changed === undefined) return null;
        const { given, family } = changed.input;
        return broken(
          {
            record: `Account of ${given} ${family}`,
            field: "Active",
            found: "stopped",
            principle: "This person had a reason. The trail alone accuses nobody.",
            route: "/admin/users",
          },
          changed.entry,
        );
      },
    },
    {
      id: "in-the-record",
      critical: false,
      costs: "privacy",
      async fellFor(view, day) {
        const patientId = await patientOf(view, day, "complaint");
        const step = [...done(view, "messaging", "startThread"), ...done(view, "messaging", "createTask")].find(
          (one) => one.input.patientId === patientId && mentions(JSON.stringify(one.input), [familyOf(day.snoop)]),
        );
        if (step === undefined) return null;
        return broken(
          {
            record: `Record of ${fullName(day.people.complaint)}`,
            field: "Conversation or task",
            found: "the investigation",
            principle:
              "An investigation of staff is no part of a patient's record: whoever opens the chart next would read it.",
            route: `/p/${patientId}/messages`,
          },
          step.entry,
        );
      },
    },
  ],
  golden: (day) => [note(day, [day.snoop]), stop(day.snoop), askDesk(day), askToSign(day)],
  others: [
    (day) => [
      askToSign(day, "Please finish today's note"),
      askDesk(day, false),
      stop(day.snoop),
      note(day, [day.snoop], "Chart opened this morning, with no part in the case:"),
    ],
  ],
  wrong: [
    {
      name: "takes the one whose opinion was asked for",
      steps: (day) => [askToSign(day), askDesk(day), note(day, ["okafor"]), stop("okafor")],
      expect: ["access", "found", "innocent"],
    },
    {
      name: "writes it into the patient's record",
      steps: (day) => office.golden(day).with(0, note(day, [day.snoop], "Opened without a reason:", true)),
      expect: ["in-the-record"],
    },
    {
      name: "names everybody, and lets the drawer be",
      steps: (day) =>
        office
          .golden(day)
          .with(0, note(day, ["okafor", "alvarez", day.snoop]))
          .toSpliced(2, 1),
      expect: ["access", "found", "short"],
    },
  ],
  mistaken: (day) => [note(day, ["alvarez"]), stop("alvarez"), askToSign(day)],
  undone: (day) => [stop(day.snoop, true)],
  debrief: ({ short }) => [
    `${dollars(short)}, one note, one chart: small things, each of which grows when nobody has it on a list.`,
    "Treatment, payment, operations: who can't name one of the three had no reason (45 CFR 164.506).",
  ],
};

function note(
  day: Day,
  whom: readonly string[],
  words = "Opened a chart without a reason:",
  inRecord = false,
): PathStep {
  return {
    name: "write the finding down",
    async run(practice) {
      const patientId = inRecord ? await lookUp(practice, day.people.complaint, "whitfield") : null;
      const detail = `${words} ${whom.map((key) => `${staffByKey(key).given} ${staffByKey(key).family}`).join(", ")}.`;
      const to = { ownerId: whitfield.staffId, pool: null, dueOn: null, priority: "high" as const, about: null };
      const taskId = idFor<"task">(day, "finding");
      await practice.run("messaging", "createTask", { taskId, patientId, title: "Privacy", detail, ...to }, actor);
    },
  };
}

function stop(who: string, active = false): PathStep {
  return {
    name: active ? "let the person in again" : "stop the access",
    async run(practice) {
      const all = await practice.run("identity", "listStaff", {}, actor);
      const found = all.find((one) => one.staffId === staffByKey(who).staffId);
      if (found === undefined) throw new Error("nobody of this name works here");
      await practice.run("identity", "saveStaff", { ...found, active }, actor);
    },
  };
}

/** @param byName for Tanya Brooks, or for the front desk. */
function askDesk(day: Day, byName = true): PathStep {
  return {
    name: "have the drawer looked into",
    async run(practice) {
      const title = `Drawer of today: ${dollars(day.short)} short`;
      const to = byName ? { ownerId: brooks.staffId, pool: null } : { ownerId: null, pool: "front-desk" as const };
      const more = { detail: "", patientId: null, dueOn: day.tomorrow, priority: "normal" as const, about: null };
      await practice.run(
        "messaging",
        "createTask",
        { taskId: idFor<"task">(day, "short"), title, ...more, ...to },
        actor,
      );
    },
  };
}

function askToSign(day: Day, title = "Sign the note of this morning"): PathStep {
  return {
    name: "ask for the signature",
    async run(practice) {
      const patientId = await lookUp(practice, day.people.unsigned, "whitfield");
      const to = { ownerId: okafor.staffId, pool: null, dueOn: day.tomorrow, priority: "normal" as const, about: null };
      const taskId = idFor<"task">(day, "sign");
      await practice.run("messaging", "createTask", { taskId, title, detail: "", patientId, ...to }, actor);
    },
  };
}
