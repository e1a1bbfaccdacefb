import type { AlertLevel, AlertRule } from "@practicum/contracts/charting/alert-budget";
import type { Id } from "@practicum/kernel/brand";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import type { PracticePort } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { isWith, PROVIDERS, tasksMade } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { bothBrought, foundWell, pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** One rule everybody goes past, one that changes orders, and one that is overridden and could kill. */
interface Facts extends Pair {
  readonly begins: Instant;
}

const DAY_MS = 86_400_000;
const alvarez = staffByKey("alvarez");
const doctor = actorOf(alvarez);
const manager = actorOf(staffByKey("whitfield"));
/** Raised whenever the dose of what is taken already is changed. */
const NOISE: AlertRule = "duplicate-drug";
/** After it orders were dropped. */
const USEFUL: AlertRule = "pair-warn";
const ROUTE = "/reports/alerts";

const TAKEN = ["Lisinopril 10 mg tablet", "Atorvastatin 20 mg tablet", "Metformin 500 mg tablet"];
/** The same three, stronger: what the rule of the same drug is raised by. */
const STRONGER = ["Lisinopril 20 mg tablet", "Atorvastatin 40 mg tablet", "Metformin 1000 mg tablet"];
const THINNER = { patient: "Eliquis 5 mg tablet", other: "Warfarin 5 mg tablet" } as const;
/** Thought of beside the one, and not written after the alert. */
const DROPPED = ["Ibuprofen 600 mg tablet", "Naproxen 500 mg tablet", "Meloxicam 15 mg tablet"];
/** Written beside the other, with a reason. */
const OVERRIDDEN = ["Metronidazole 500 mg tablet"];

async function levelOf(view: WorldView, rule: AlertRule): Promise<AlertLevel | undefined> {
  return (await view.ask("charting", "alertRules", {}))?.find((one) => one.rule === rule)?.level;
}

const lastSet = (view: WorldView, rule: AlertRule): number | null =>
  done(view, "charting", "setAlertRule").findLast((one) => one.input.rule === rule)?.entry ?? null;

export const alertsThatCount = lesson<Facts>({
  id: "pm.06",
  role: "practice-manager",
  as: "whitfield",
  title: "Alerts that count",
  minutes: 8,
  teaches: [
    "can tell an alert that helps from one that everybody goes past, by what became of the orders",
    "can make a rule quieter with a reason, leave the others alone, and tell who will no longer be asked",
  ],
  words: ["alert", "alert fatigue"],
  facts: (stage) => ({ ...pairOf("pm.06", stage, [55, 75]), begins: stage.now }),
  async setUp(practice, facts) {
    const how = {
      provider: alvarez,
      type: "follow-up",
      reasons: ["Blood pressure and diabetes", "Blood pressure and diabetes"],
      to: "with-provider",
    } as const;
    for (const one of await bothBrought(practice, "pm.06", facts, how)) {
      // With the allergies known there is nothing that can't be checked.
      await foundWell(practice, facts.seed, one);
      for (const name of [...TAKEN, THINNER[one.key]]) await takes(practice, facts, one, name);
      for (const name of STRONGER) await orders(practice, facts, one, name);
      for (const name of one.key === "patient" ? DROPPED : []) await thinksOf(practice, facts, one, name);
      for (const name of one.key === "other" ? OVERRIDDEN : []) await orders(practice, facts, one, name);
    }
    // By then everybody knows that what was not written is not written.
    await practice.advanceTo(addMs(facts.begins, DAY_MS));
  },
  story: () => [
    'Dr. Alvarez: "The program asks me about everything. I press it away before I have read it. One day I will press away the one that counts."',
    "You run the practice. You can make a rule quieter; you can't know from your desk which one, unless you look at what became of the orders.",
  ],
  goal: "The rule that nobody ever changed an order for informs and asks for nothing, with the reason written down; all others are as they were; the providers know.",
  materials: () => [
    {
      kind: "says",
      who: "Dr. Alvarez",
      lines: [
        '"The worst is when I only change a dose. Then it tells me that the patient takes the drug already. Of course the patient does."',
        '"Those about anticoagulants annoy me too. Though I did not write the ibuprofen in the end."',
      ],
    },
    {
      kind: "paper",
      title: "How the practice tunes alerts",
      lines: [
        "A rule is judged by the orders that were changed or dropped after it, never by how often it is seen.",
        "Passive before off: what informs costs no key. A rule is off only after it was passive for a quarter.",
        "Who prescribes is told what is no longer asked, by a task with the day on which it is looked at again.",
      ],
    },
  ],
  outcomes: [
    {
      id: "quiet",
      label: "The rule that helped with no order is passive, with a reason",
      counts: "correct",
      hints: [
        "Which rule is raised often, and how many orders were changed or dropped after it?",
        "Alerts, in the menu on the left: compare Raised with Useful, rule by rule. Press one to see what it would have done.",
        "The same drug twice: Passive, with the reason, and Save.",
      ],
      async check(view) {
        const level = await levelOf(view, NOISE);
        if (level === "passive") return met("passive");
        return open({
          record: "Rules of alerts",
          field: "The same drug twice",
          found: level === "off" ? "off" : "as usual",
          principle:
            "An alert that nobody changes an order for teaches everybody to go past the next one. What it says stays worth reading: it informs, and asks for nothing.",
          route: ROUTE,
        });
      },
    },
    {
      id: "told",
      label: "The providers have a task that says which rule is quieter, with a day to look at it again",
      counts: "safety",
      guide: [
        { at: "task.new", says: "Make a task for those who prescribe." },
        { at: "task.create", says: "The rule, what it does now, and the day of the next look. Then create it." },
      ],
      hints: [
        "Who relies on being asked?",
        "A task, for a provider or for the physicians.",
        "Name the rule, the same drug twice, and give it a day on which its numbers are looked at again.",
      ],
      async check(view) {
        const made = (await tasksMade(view)).filter((one) => isWith(one, PROVIDERS));
        const says = made.filter((one) => mentions(`${one.title} ${one.detail}`, ["same drug", "duplicate"]));
        if (says.some((one) => one.dueOn !== null)) return met("told");
        return open({
          record: "Tasks of the providers",
          field: made.length === 0 || says.length === 0 ? "Task" : "Due",
          found: made.length === 0 ? "none" : says.length === 0 ? "another rule" : "no day",
          principle:
            "Who was always asked takes silence for safety. What is no longer asked is said, and looked at again.",
          route: "/inbox/tasks",
        });
      },
    },
  ],
  traps: [
    {
      id: "deaf",
      critical: false,
      costs: "safety",
      async fellFor(view) {
        const level = await levelOf(view, USEFUL);
        if (level === "usual" || level === undefined) return null;
        return broken(
          {
            record: "Rules of alerts",
            field: "Pair of drugs to watch",
            found: level,
            principle:
              "After this one orders were dropped: an anti-inflammatory beside an anticoagulant bleeds. That it annoys is no measure; that it changes what is ordered is.",
            route: ROUTE,
          },
          lastSet(view, USEFUL),
        );
      },
    },
    {
      id: "silent",
      critical: false,
      costs: "safety",
      async fellFor(view) {
        if ((await levelOf(view, NOISE)) !== "off") return null;
        return broken(
          {
            record: "Rules of alerts",
            field: "The same drug twice",
            found: "off",
            principle:
              "Off is for what was passive and missed by nobody. Once in a hundred times two doctors do write the same drug, and then somebody should be able to see it.",
            route: ROUTE,
          },
          lastSet(view, NOISE),
        );
      },
    },
  ],
  golden: (facts) => [quieter(NOISE, "passive"), tell(facts)],
  others: [
    (facts) => [
      tell(facts, "Duplicate drug alerts no longer ask for anything"),
      quieter(NOISE, "passive", "No order was changed after it"),
    ],
    (facts) => [quieter(NOISE, "off"), quieter(NOISE, "passive", "Off was too much"), tell(facts)],
  ],
  wrong: [
    { name: "turns it off", steps: (facts) => [quieter(NOISE, "off"), tell(facts)], expect: ["quiet", "silent"] },
    {
      name: "quiets what annoys too",
      steps: (facts) => [quieter(NOISE, "passive"), quieter(USEFUL, "passive"), tell(facts)],
      expect: ["deaf"],
    },
    {
      name: "quiets the one that helps",
      steps: (facts) => [quieter(USEFUL, "passive"), tell(facts)],
      expect: ["deaf", "quiet"],
    },
    { name: "tells nobody", steps: () => [quieter(NOISE, "passive")], expect: ["told"] },
    {
      name: "tells them without a day",
      steps: (facts) => [quieter(NOISE, "passive"), tell(facts, undefined, false)],
      expect: ["told"],
    },
  ],
  mistaken: (facts) => [quieter("dose-warn", "passive"), tell(facts, "Doses over the limit are passive now")],
  undone: () => [quieter(NOISE, "usual", "As before")],
  debrief: () => [
    "Most alerts of most programs are overridden. It is no fault of those who press them away: they were taught to, by the others.",
    "A rule whose silence could kill can't be made quieter here at all, however often it is overridden: a contraindicated pair, an allergy to the drug, a dose twice the limit.",
    "Look again in three months. A quieter rule is an experiment, and it has a day on which it ends.",
  ],
  next: ["pm.07"],
});

const keyOf = (one: OfPair, name: string) => `pm.06/${one.key}/${name}`;

async function takes(practice: PracticePort, { seed }: Facts, one: OfPair, name: string): Promise<void> {
  const medicationId = seededId<"medication">(seed, keyOf(one, name));
  const taken = { medicationId, patientId: one.patientId, rxnorm: null, name, directions: "1 tablet a day" };
  await practice.run("charting", "addMedication", { ...taken, startedOn: null }, doctor);
}

function written(seed: string, one: OfPair, name: string) {
  const orderId: Id<"order"> = seededId<"order">(seed, keyOf(one, name));
  return { orderId, encounterId: one.encounterId, rxnorm: null, name, directions: "1 tablet a day" };
}

/** It is shown what the order would raise, and the order is never written. */
async function thinksOf(practice: PracticePort, { seed }: Facts, one: OfPair, name: string): Promise<void> {
  await practice.run("charting", "noteAlerts", written(seed, one, name), doctor);
}

/** Ordered whatever was raised, with a reason where one is wanted. */
async function orders(practice: PracticePort, { seed }: Facts, one: OfPair, name: string): Promise<void> {
  const order = written(seed, one, name);
  const alerts = await practice.run("charting", "checkMedicationOrder", order, doctor);
  const stops = alerts.filter(({ severity }) => severity === "stop").map(({ alertId }) => alertId);
  await practice.run("charting", "noteAlerts", order, doctor);
  await practice.run(
    "charting",
    "orderMedication",
    {
      ...order,
      quantity: 30,
      quantityUnit: "tablets",
      daysSupply: 30,
      refills: 0,
      substitution: true,
      overrideReason: stops.length === 0 ? null : "Will monitor",
      answeredAlerts: stops,
    },
    doctor,
  );
}

function quieter(rule: AlertRule, level: AlertLevel, reason = "Six times raised, no order changed after it"): PathStep {
  return {
    name: `${rule} ${level}`,
    async run(practice) {
      const rules = await practice.run("charting", "alertRules", {}, manager);
      const baseVersion = rules.find((one) => one.rule === rule)?.version ?? 0;
      await practice.run("charting", "setAlertRule", { rule, level, reason, baseVersion }, manager);
    },
  };
}

function tell(facts: Facts, title = "The rule of the same drug twice is passive now", withDay = true): PathStep {
  return {
    name: "tell the providers",
    async run(practice) {
      const taskId = seededId<"task">(facts.seed, "pm.06/told");
      const detail = "It informs and asks for nothing. Its numbers are looked at again on the day of this task.";
      const to = { ownerId: null, pool: "physician" as const, dueOn: withDay ? addDays(facts.today, 90) : null };
      const task = { taskId, title, detail, patientId: null, priority: "normal" as const, about: null, ...to };
      await practice.run("messaging", "createTask", task, manager);
    },
  };
}
