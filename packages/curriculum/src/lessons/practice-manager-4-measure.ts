import type { Claim } from "@practicum/contracts/billing/claims";
import { codeListed } from "@practicum/contracts/billing/payer-rules";
import type { Payer } from "@practicum/contracts/billing/payers";
import type { Measure } from "@practicum/contracts/billing/reports";
import { addMs, dateIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, demoPayers, payerId, staffByKey } from "@practicum/seed/practice";
import type { PracticePort } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { billedByHand } from "../kit/by-hand.ts";
import { idOf, lookUp } from "../kit/find.ts";
import { isWith, tasksMade } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { fullName, person, type Person } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { memberOf } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** A month of claims: one payer has refused one service each time, and the next such claim is ready to go. */
interface Facts {
  readonly seed: string;
  readonly begins: Instant;
  readonly timeZone: TimeZone;
  readonly today: LocalDate;
  /** Whose claims the month holds, by their key. */
  readonly people: { readonly [K in Key]: Person };
  /** From this day on another payer asks for the same. */
  readonly later: LocalDate;
}

type Key = (typeof REFUSED)[number] | "heart" | "visit" | "tracing" | "waiting";

/** Of one kind: as many as nobody takes for chance. */
const REFUSED = ["first", "second", "third", "fourth", "fifth"] as const;

interface Staged {
  readonly electronicId: string;
  readonly code: string;
  readonly diagnosis: { readonly code: string; readonly label: string };
}

const DAY_MS = 86_400_000;
/** By then each of these payers has decided. */
const UNTIL_DECIDED = 30;
const whitfield = actorOf(staffByKey("whitfield"));
const nair = actorOf(staffByKey("nair"));
const PAYER = "HNET1";
const LATER = "62308";
const SPIROMETRY = "94060";
const TRACING = "93000";
/** What this payer pays without asking first: a rule that stops these stops good claims. */
const GOOD = ["99203", "99213", TRACING, "94010"];
const ASTHMA = { code: "J45.20", label: "Mild intermittent asthma, uncomplicated" };
const PRESSURE = { code: "I10", label: "Essential (primary) hypertension" };
const COLD = { code: "J06.9", label: "Acute upper respiratory infection" };
const BREATHING: Staged = { electronicId: PAYER, code: SPIROMETRY, diagnosis: ASTHMA };
const CLAIMS: { readonly [K in Key]: Staged } = {
  first: BREATHING,
  second: BREATHING,
  third: BREATHING,
  fourth: BREATHING,
  fifth: BREATHING,
  // Refused too, for a reason of its own: one is no pattern.
  heart: { electronicId: "60054", code: TRACING, diagnosis: COLD },
  visit: { electronicId: PAYER, code: "99203", diagnosis: PRESSURE },
  tracing: { electronicId: LATER, code: TRACING, diagnosis: PRESSURE },
  waiting: BREATHING,
};
const SENT: readonly Key[] = [...REFUSED, "heart", "visit", "tracing"];
/** The numbers that would look better at once if only their mark were moved. */
const MEASURES: readonly Measure[] = ["denied-claims", "denied-dollars", "first-pass", "clean-claims"];

const nameOf = (electronicId: string): string =>
  demoPayers.find((one) => one.electronicId === electronicId)?.name ?? electronicId;

async function payerOf(view: WorldView, electronicId: string): Promise<Payer | undefined> {
  return (await view.ask("billing", "listPayers", {}))?.find((one) => one.payerId === payerId(electronicId));
}

async function waitingClaim(view: WorldView, { people }: Facts): Promise<Claim | null> {
  const patientId = await idOf(view, people.waiting);
  if (patientId === null) return null;
  const list = await view.ask("billing", "listClaims", { statuses: [], patientId, before: null, limit: 1 });
  const claimId = list?.claims[0]?.claimId;
  return claimId === undefined ? null : view.ask("billing", "getClaim", { claimId });
}

const payerRoute = (electronicId: string) => `/money/payers/${payerId(electronicId)}`;

export const fromANumberToItsCause = lesson<Facts>({
  id: "pm.04",
  role: "practice-manager",
  as: "whitfield",
  title: "From a number to its cause",
  minutes: 10,
  teaches: [
    "can go from a measure to the claims that it is made of, and find what they have in common",
    "can end a cause with a rule that was tried on past claims, and leave everything else alone",
  ],
  words: ["denial rate", "denial", "prior authorization", "CO-197", "scrub"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    const who = (key: Key) => person(seed, `pm.04/${key}`, today, [30, 62]);
    return {
      seed,
      begins: now,
      timeZone,
      today: dateIn(addMs(now, UNTIL_DECIDED * DAY_MS), timeZone),
      people: {
        first: who("first"),
        second: who("second"),
        third: who("third"),
        fourth: who("fourth"),
        fifth: who("fifth"),
        heart: who("heart"),
        visit: who("visit"),
        tracing: who("tracing"),
        waiting: who("waiting"),
      },
      later: addDays(today, UNTIL_DECIDED + 90),
    };
  },
  async setUp(practice, facts) {
    const { begins, timeZone, today } = facts;
    const claimIds = [];
    for (const key of SENT) claimIds.push(await billed(practice, facts, key, dateIn(begins, timeZone)));
    await practice.run("billing", "submitClaims", { claimIds }, nair);
    await practice.advanceTo(addMs(begins, UNTIL_DECIDED * DAY_MS));
    await billed(practice, facts, "waiting", today);
  },
  story: ({ people }) => [
    "The measure of denials has jumped this month. The owner wants to know what is new, and that it ends.",
    `${fullName(people.waiting)}'s claim is ready to go this afternoon. Before it goes, know what the others of its kind came to.`,
  ],
  goal: "What the denials come of is found and ended: the next such claim stops here, no good one does, and Priya Nair knows.",
  materials: ({ later, today }) => [
    {
      kind: "says",
      who: "Dr. Alvarez",
      lines: [
        '"Denials, by count: several times as many as the month before. I don\'t want the target moved, I want the reason."',
        '"And not somebody\'s opinion: look at the claims. Then tell Priya in a task, by name: which payer, which service, what is missing."',
      ],
    },
    {
      kind: "paper",
      title: `Letters of payers that lay unopened, ${formatDate(today)}`,
      lines: [
        "Aetna: we have moved. Paper claims and records go to Hartford from now on.",
        `${nameOf(PAYER)}: spirometry before and after a bronchodilator (94060) is paid only with our prior authorization. It is asked for by telephone before the test; the number goes on the claim. In force for a year.`,
        `${nameOf(LATER)}: electrocardiograms (93000) will need our prior authorization from ${formatDate(later)} on.`,
      ],
    },
    {
      kind: "paper",
      title: "How the practice does it",
      lines: [
        "What a payer asks for stands with the payer. A new rule is tried on past claims first: what would it have stopped, and was that denied or paid?",
        "What is ready is checked again by itself when a rule changes. What has left can't be called back.",
      ],
    },
  ],
  outcomes: [
    {
      id: "rule",
      label: "Claims for this service are stopped when they lack what the payer wants",
      counts: "correct",
      guide: [{ at: "measure.rows", says: "Choose the month, and open the claims that the number is made of." }],
      hints: [
        "What have the denied claims in common: the payer, the service, the reason?",
        "Money, More, Reports, Denials, by count: the rows of this month and the last. Open the claims, then look into the letters.",
        `Money, More, Payers, ${nameOf(PAYER)}: 94060 under Authorization for, Try on past claims, and save.`,
      ],
      async check(view) {
        const payer = await payerOf(view, PAYER);
        if (codeListed(payer?.rules.authorizationFor ?? [], SPIROMETRY)) return met(SPIROMETRY);
        return open({
          record: "What payers ask for on a claim",
          field: "Authorization needed for",
          found: "nothing that these claims have in common",
          principle:
            "A denial that is only worked comes again. What ends it is a check before the claim leaves, where its cause is.",
          route: "/money/reports",
        });
      },
    },
    {
      id: "held",
      label: "The claim that was ready is stopped, and has not left",
      counts: "money",
      after: ["rule"],
      hints: [
        "What would become of it if it left as it is?",
        "Money, Claims: look at this one before anybody sends it.",
        "Do not send it. Once the payer asks for the number, the claim stops by itself and says what is missing.",
      ],
      async check(view, facts) {
        const claim = await waitingClaim(view, facts);
        const stops = claim?.findings.some((one) => one.severity === "error" && one.element === "2300 REF*G1") ?? false;
        if (claim?.status === "needs-correction" && stops) return met(claim.number);
        return open({
          record: `Claim of ${fullName(facts.people.waiting)}`,
          field: "Status",
          found: claim?.status ?? "none",
          principle:
            "What leaves before it is complete comes back as a denial in three weeks. What stops is mended today.",
          route: claim === null ? "/money/claims" : `/money/claims/${claim.claimId}`,
        });
      },
    },
    {
      id: "told",
      label: "The biller has a task that names payer, service and reason, with a day",
      counts: "correct",
      guide: [
        { at: "task.new", says: "Make a task of what you found." },
        { at: "task.create", says: "Payer, service, what is missing; for Priya Nair, with a day. Then create it." },
      ],
      hints: [
        "Who writes the authorizations on the claims, and who calls for them?",
        "A task, for Priya Nair or for the billers.",
        `${nameOf(PAYER)}, 94060, prior authorization: ask for it before the test. With a day on which it is done.`,
      ],
      async check(view) {
        const made = await tasksMade(view);
        const hers = made.filter((one) => isWith(one, ["biller"]) && one.dueOn !== null);
        const says = (words: readonly string[]) => hers.filter((one) => mentions(`${one.title} ${one.detail}`, words));
        const right = says([nameOf(PAYER)]).filter((one) => {
          const text = `${one.title} ${one.detail}`;
          return mentions(text, [SPIROMETRY, "spirometr"]) && mentions(text, ["authoriz", "197", "permission"]);
        });
        if (right.length > 0) return met("told");
        return open({
          record: "Tasks of the billers",
          field: "Task",
          found: hers.length === 0 ? "nothing with a day" : "not payer, service and reason",
          principle: "A number becomes better when somebody does something else on Monday. Say who, what, and by when.",
          route: "/inbox/tasks",
        });
      },
    },
  ],
  traps: [
    {
      id: "painted",
      critical: false,
      costs: "correct",
      async fellFor(view) {
        const steps = done(view, "billing", "saveTarget").filter((one) => MEASURES.includes(one.input.measure));
        if (steps.length === 0) return null;
        const only = [...new Set(steps.map((one) => one.input.measure))];
        const list = await view.ask("billing", "listMeasures", { only });
        const moved = list?.measures.find((one) => one.target.own);
        if (moved === undefined) return null;
        return broken(
          {
            record: "Measures",
            field: "Target",
            found: "moved",
            principle: "A thermometer that is held into cold water shows no fever. The denials are as many as before.",
            route: "/money/reports",
          },
          steps.findLast((one) => one.input.measure === moved.measure)?.entry ?? null,
        );
      },
    },
    {
      id: "stops-good",
      critical: false,
      costs: "money",
      async fellFor(view) {
        const payer = await payerOf(view, PAYER);
        const stopped = GOOD.filter((code) => codeListed(payer?.rules.authorizationFor ?? [], code));
        if (stopped.length === 0) return null;
        return broken(
          {
            record: `What ${nameOf(PAYER)} asks for`,
            field: "Authorization needed for",
            found: stopped.join(", "),
            principle:
              "This payer pays these without asking first. Each of them now waits for a number that nobody will ever give.",
            route: payerRoute(PAYER),
          },
          lastSave(view, PAYER),
        );
      },
    },
    {
      id: "too-early",
      critical: false,
      costs: "money",
      async fellFor(view, { later }) {
        const payer = await payerOf(view, LATER);
        if (!codeListed(payer?.rules.authorizationFor ?? [], TRACING)) return null;
        return broken(
          {
            record: `What ${nameOf(LATER)} asks for`,
            field: "Authorization needed for",
            found: TRACING,
            principle: `It is asked for from ${formatDate(later)} on. Until then the rule stops what would be paid; no claim of last month was denied for it.`,
            route: payerRoute(LATER),
          },
          lastSave(view, LATER),
        );
      },
    },
  ],
  golden: (facts) => [tryIt(facts), ask(facts), tell(facts)],
  others: [
    (facts) => [
      tell(facts, nameOf(PAYER).toUpperCase()),
      ask(facts, PAYER, [SPIROMETRY], "The payer's letter says so"),
    ],
  ],
  wrong: [
    {
      name: "does what every letter says, at once",
      steps: (facts) => [
        tryIt(facts),
        ask(facts),
        ask(facts, LATER, [TRACING], "The payer's letter says so"),
        tell(facts),
      ],
      expect: ["too-early"],
    },
    {
      name: "asks this payer for everything",
      steps: (facts) => [ask(facts, PAYER, ["94*", "99*"], "To be on the safe side"), tell(facts)],
      expect: ["stops-good"],
    },
    {
      name: "moves the target",
      steps: (facts) => [moveTarget(400), tell(facts)],
      expect: ["held", "painted", "rule"],
    },
    {
      name: "lets go what was ready",
      steps: (facts) => [send(facts), tryIt(facts), ask(facts), tell(facts)],
      expect: ["held"],
    },
    {
      name: "mends it and tells nobody",
      steps: (facts) => [tryIt(facts), ask(facts)],
      expect: ["told"],
    },
  ],
  mistaken: (facts) => [ask(facts, "60054", [SPIROMETRY], "Because it was denied"), tell(facts, nameOf("60054"))],
  undone: (facts) => [ask(facts, PAYER, [], null)],
  debrief: () => [
    "A measure is a sum. It says that something is wrong, never what: that stands in its rows. Go down until the rows have one thing in common.",
    "One denial in between had a reason of its own, and others are older. One claim is a case and is worked as one; a pattern gets a rule.",
    "The trial told beforehand what the rule would have stopped, and that those were denied. A rule that stops paid claims costs more than the denials.",
  ],
  next: ["pm.06"],
});

function lastSave(view: WorldView, electronicId: string): number | null {
  const saves = done(view, "billing", "savePayer");
  return saves.findLast((one) => one.input.payerId === payerId(electronicId))?.entry ?? null;
}

function billed(practice: PracticePort, { seed, people }: Facts, key: Key, on: LocalDate) {
  const { electronicId, code, diagnosis } = CLAIMS[key];
  return billedByHand(practice, {
    seed,
    lesson: "pm.04",
    key,
    patient: people[key],
    electronicId,
    memberId: memberOf(seed, `pm.04/${key}`, electronicId),
    on,
    code,
    diagnosis,
    because: "Written on the day sheet",
  });
}

const trialId = ({ seed }: Facts) => seededId<"rule-replay">(seed, "pm.04/trial");

/** A payer with what it shall ask for, as its form sends it. */
async function withRules(practice: PracticePort, electronicId: string, authorizationFor: readonly string[]) {
  const all = await practice.run("billing", "listPayers", {}, whitfield);
  const payer = all.find((one) => one.payerId === payerId(electronicId));
  if (payer === undefined) throw new Error("there is no such payer");
  return { ...payer, rules: { ...payer.rules, authorizationFor: [...authorizationFor] } };
}

function tryIt(facts: Facts): PathStep {
  return {
    name: "try the rule on past claims",
    async run(practice) {
      const { rules } = await withRules(practice, PAYER, [SPIROMETRY]);
      const subject = { kind: "payer" as const, payerId: payerId(PAYER), rules };
      await practice.run("billing", "startRuleReplay", { replayId: trialId(facts), subject, since: null }, whitfield);
      await practice.settle();
    },
  };
}

function ask(
  facts: Facts,
  electronicId = PAYER,
  codes: readonly string[] = [SPIROMETRY],
  because: string | null = null,
): PathStep {
  return {
    name: `let ${nameOf(electronicId)} ask for ${codes.join(", ")}`,
    async run(practice) {
      const payer = await withRules(practice, electronicId, codes);
      const replayId = because === null && codes.length > 0 ? trialId(facts) : null;
      await practice.run("billing", "savePayer", { ...payer, tried: { replayId, because } }, whitfield);
    },
  };
}

const onWaiting = (
  { people }: Facts,
  name: string,
  run: (practice: PracticePort, claimId: Claim["claimId"]) => Promise<unknown>,
): PathStep => ({
  name,
  async run(practice) {
    const patientId = await lookUp(practice, people.waiting, "whitfield");
    const input = { statuses: [], patientId, before: null, limit: 1 };
    const { claims } = await practice.run("billing", "listClaims", input, whitfield);
    await run(practice, claims[0]?.claimId ?? "");
  },
});

const send = (facts: Facts) =>
  onWaiting(facts, "send what was ready", (practice, claimId) =>
    practice.run("billing", "submitClaims", { claimIds: [claimId] }, whitfield),
  );

function tell({ seed, today }: Facts, payer = nameOf(PAYER)): PathStep {
  return {
    name: "tell the biller",
    async run(practice) {
      await practice.run(
        "messaging",
        "createTask",
        {
          taskId: seededId<"task">(seed, "pm.04/told"),
          title: `${payer}: 94060 needs a prior authorization`,
          detail: "Ask for it before the test, and work what was denied (CO-197).",
          patientId: null,
          ownerId: staffByKey("nair").staffId,
          pool: null,
          dueOn: addDays(today, 3),
          priority: "normal",
          about: null,
        },
        whitfield,
      );
    },
  };
}

const moveTarget = (value: number): PathStep => ({
  name: "move the target",
  async run(practice) {
    const { measures } = await practice.run("billing", "listMeasures", { only: ["denied-claims"] }, whitfield);
    const version = measures[0]?.target.version ?? 0;
    await practice.run("billing", "saveTarget", { measure: "denied-claims", value, version }, whitfield);
  },
});
