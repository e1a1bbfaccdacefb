import { addMs, type Instant } from "@practicum/kernel/instant";
import { pick, seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { bothSeen, claimed, NEW_VISIT } from "../kit/billed.ts";
import { idOf } from "../kit/find.ts";
import { tasksMade } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { pairOf, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { covered, memberOf } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Somebody has read a chart without a reason; several others with one. */
interface Facts extends Pair {
  readonly begins: Instant;
  /** A key of the practice's people. */
  readonly snoop: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const whitfield = staffByKey("whitfield");
const manager = actorOf(whitfield);
/** Who had a reason: the visit, the rooming, the claim, an opinion that was asked for. */
const WITH_REASON = ["alvarez", "kim", "nair", "brooks", "haddad", "chen"];
const CLINICAL = ["ramirez", "okafor", "thompson"];
const familyOf = (key: string): string => staffByKey(key).family;

async function findings(view: WorldView): Promise<readonly string[]> {
  return (await tasksMade(view)).map((one) => `${one.title} ${one.detail}`);
}

export const whoLookedIn = lesson<Facts>({
  id: "pm.05",
  version: 2,
  role: "practice-manager",
  as: "whitfield",
  title: "Who looked in?",
  minutes: 9,
  teaches: [
    "can tell from the audit trail who opened a chart, and who had a reason",
    "can stop an access and write down what was found, without accusing anybody else",
  ],
  words: ["audit trail", "breach", "minimum necessary", "treatment, payment, operations"],
  facts: (stage) => ({
    ...pairOf("pm.05", stage, [25, 60]),
    begins: stage.now,
    snoop: pick(seededRandom(`${stage.seed}/pm.05`), CLINICAL),
  }),
  async setUp(practice, facts) {
    const both = await bothSeen(
      practice,
      "pm.05",
      facts,
      () => [NEW_VISIT],
      ({ key, patientId }) =>
        covered(practice, {
          coverageId: seededId<"coverage">(facts.seed, `pm.05/${key}/coverage`),
          patientId,
          electronicId: "BSCAH",
          memberId: memberOf(facts.seed, `pm.05/${key}`, "BSCAH"),
          priority: 1,
          from: `${Number(facts.today.slice(0, 4)) - 1}-01-01`,
          copay: null,
          pcp: "alvarez",
        }),
    );
    for (const { key, patientId, encounterId } of both) {
      await claimed(practice, encounterId, patientId);
      if (key === "other") continue;
      await practice.advanceTo(addMs(facts.begins, 5 * HOUR_MS));
      await practice.run("charting", "getChart", { patientId }, actorOf(staffByKey("chen")));
      await practice.advanceTo(addMs(facts.begins, 10 * HOUR_MS));
      await practice.run("charting", "getChart", { patientId }, actorOf(staffByKey(facts.snoop)));
      await practice.run("charting", "getEncounter", { encounterId }, actorOf(staffByKey(facts.snoop)));
    }
    await practice.advanceTo(addMs(facts.begins, DAY_MS));
  },
  story: ({ patient }) => [
    `${fullName(patient)} is on the telephone: "Yesterday I was with Dr. Alvarez, and this morning my neighbor asks me how my cough is. Who of you talks?"`,
    "You say that you will look into it today. You do not say what you think.",
  ],
  goal: "You know who opened the chart without a reason, that person can't open another one, and it is written down for the investigation.",
  materials: () => [
    {
      kind: "paper",
      title: "Who worked on this visit",
      lines: [
        "Front desk: Tanya Brooks and Omar Haddad. Rooming: Grace Kim. Visit: Dr. Alvarez. Claim: Priya Nair.",
        "Dr. Alvarez asked Dr. Chen at noon for his opinion. He had a reason.",
        "Nobody else had anything to do with it.",
      ],
    },
    {
      kind: "paper",
      title: "From the practice's policy",
      lines: [
        "Where a chart was opened without a reason, the access is stopped until the matter is cleared up.",
        "The finding is a task of the privacy officer, Susan Whitfield. It names who, and nobody else.",
        "It is no part of the patient's record.",
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
        "Who was in this chart yesterday, and what for?",
        "Admin, Audit: choose the patient and the day. Compare with who worked on the visit.",
        "Inbox, New task, for Susan Whitfield: the name, and that the chart was opened without a reason.",
      ],
      async check(view, { snoop }) {
        const texts = await findings(view);
        const record = "Tasks of the privacy officer";
        const route = "/inbox";
        const naming = texts.filter((text) => mentions(text, [familyOf(snoop)]));
        if (naming.length === 0)
          return open({
            record,
            field: "Task",
            found: texts.length === 0 ? "none" : "somebody else, or nobody",
            principle:
              "The trail tells who, when and what. What for, only the work of the day tells: the two are laid side by side.",
            route,
          });
        const accused = [...WITH_REASON, ...CLINICAL].find(
          (key) => key !== snoop && naming.every((text) => mentions(text, [familyOf(key)])),
        );
        if (accused !== undefined)
          return open({
            record,
            field: "Task",
            found: `also ${familyOf(accused)}`,
            principle: "Who had a reason is not named beside who had none.",
            route,
          });
        return met("named");
      },
    },
    {
      id: "stopped",
      label: "That person's access is stopped until it is cleared up",
      counts: "privacy",
      after: ["found"],
      hints: ["What could be opened while you investigate?", "Admin, People.", "The person's account: not active."],
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
  ],
  traps: [
    {
      id: "innocent",
      critical: true,
      costs: "correct",
      async fellFor(view, { snoop }) {
        const staff = (await view.ask("identity", "listStaff", {})) ?? [];
        const stopped = staff.find((one) => !one.active && one.staffId !== staffByKey(snoop).staffId);
        if (stopped === undefined) return null;
        const step = done(view, "identity", "saveStaff").find((one) => one.input.staffId === stopped.staffId);
        return broken(
          {
            record: `Account of ${stopped.given} ${stopped.family}`,
            field: "Active",
            found: "stopped",
            principle:
              "This person had a reason, or was never there. An access that was right is no finding, however late in the trail it stands.",
            route: "/admin/users",
          },
          step?.entry ?? null,
        );
      },
    },
    {
      id: "in-the-record",
      critical: false,
      costs: "privacy",
      async fellFor(view, { patient, snoop }) {
        const patientId = await idOf(view, patient);
        const step = [...done(view, "messaging", "startThread"), ...done(view, "messaging", "createTask")].find(
          (one) => one.input.patientId === patientId && mentions(JSON.stringify(one.input), [familyOf(snoop)]),
        );
        if (step === undefined) return null;
        return broken(
          {
            record: `Record of ${fullName(patient)}`,
            field: "Conversation or task",
            found: "the investigation",
            principle:
              "An investigation of staff is no part of a patient's record: whoever opens the chart next would read it.",
            route: `/p/${patientId ?? ""}/messages`,
          },
          step.entry,
        );
      },
    },
  ],
  golden: (facts) => [note(facts, facts.snoop), stop(facts.snoop)],
  others: [(facts) => [stop(facts.snoop), note(facts, facts.snoop, "Chart and note were opened in the evening by")]],
  wrong: [
    {
      name: "takes the one whose opinion was asked for",
      steps: (facts) => [note(facts, "chen"), stop("chen")],
      expect: ["found", "innocent", "stopped"],
    },
    {
      name: "names everybody who was in the chart",
      steps: (facts) => [note(facts, facts.snoop, "In the chart were Chen, Kim and"), stop(facts.snoop)],
      expect: ["found", "stopped"],
    },
    {
      name: "writes it into the patient's record",
      steps: (facts) => [note(facts, facts.snoop, undefined, true), stop(facts.snoop)],
      expect: ["in-the-record"],
    },
    { name: "writes it down and lets it run", steps: (facts) => [note(facts, facts.snoop)], expect: ["stopped"] },
  ],
  mistaken: (facts) => [note(facts, "kim"), stop("kim")],
  undone: (facts) => [stop(facts.snoop, true)],
  debrief: () => [
    "Treatment, payment, operations: who can't name one of the three had no reason (45 CFR 164.506). Curiosity is none.",
    "Then the rule of breaches: a risk assessment, and unless the risk is low the patient is told without unreasonable delay, within 60 days at the latest (45 CFR 164.402, 164.404).",
  ],
  next: [],
});

function note(facts: Facts, who: string, words = "Opened a chart without a reason:", inRecord = false): PathStep {
  return {
    name: "write the finding down",
    async run(practice) {
      const { given, family } = staffByKey(who);
      const patientId = inRecord ? await patientOf(facts, practice) : null;
      const task = { title: "Privacy: a chart opened without a reason", detail: `${words} ${given} ${family}.` };
      const to = { ownerId: whitfield.staffId, pool: null, dueOn: null, priority: "high" as const, about: null };
      const taskId = seededId<"task">(facts.seed, "pm.05/finding");
      await practice.run("messaging", "createTask", { taskId, patientId, ...task, ...to }, manager);
    },
  };
}

async function patientOf(facts: Facts, practice: Parameters<PathStep["run"]>[0]) {
  const { patientId } = await practice.run("scheduling", "getAppointment", { appointmentId: facts.visit }, manager);
  return patientId;
}

function stop(who: string, active = false): PathStep {
  return {
    name: active ? "let the person in again" : "stop the access",
    async run(practice) {
      const all = await practice.run("identity", "listStaff", {}, manager);
      const found = all.find((one) => one.staffId === staffByKey(who).staffId);
      if (found === undefined) throw new Error("nobody of this name works here");
      await practice.run("identity", "saveStaff", { ...found, active }, manager);
    },
  };
}
