import type { ContractContent, ContractTerm } from "@practicum/contracts/billing/payer-contracts";
import { rulesOfKind } from "@practicum/contracts/billing/payer-rules";
import { dateIn } from "@practicum/kernel/instant";
import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { actorOf, payerId, staffByKey } from "@practicum/seed/practice";
import type { PracticePort } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { billedByHand } from "../kit/by-hand.ts";
import { isWith, tasksMade } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { dollars, priceOf } from "../kit/money.ts";
import { person } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Two offers of one plan: a percentage of every charge, or an amount a member for the visits and more for the rest. */
interface Facts {
  readonly seed: string;
  readonly today: LocalDate;
  /** The day from which the new agreement counts, and by when the plan wants to hear. */
  readonly from: LocalDate;
  readonly answerBy: LocalDate;
  readonly members: number;
  /** Of the charge, in percent: today, by offer A, by offer B for what is no visit. */
  readonly percents: { readonly today: number; readonly all: number; readonly rest: number };
  /** Of each member and month by offer B, in cents. */
  readonly rate: number;
  /** What either is worth in a month like this one, in cents. */
  readonly worth: { readonly [O in Offer]: number };
  readonly better: Offer;
}

type Offer = "A" | "B";

const whitfield = actorOf(staffByKey("whitfield"));
const nair = actorOf(staffByKey("nair"));
const alvarez = staffByKey("alvarez");
const PAYER = "PCRST";
const PLAN = "Pacific Crest Health";
const VISITS = ["99203", "99202", "99204"];
const TESTS = ["94060", "93000"];
const ALL_VISITS = "99202-99215";
const ROUTE = "/money/contracts";
const PRESSURE = { code: "I10", label: "Essential (primary) hypertension" };
const ASTHMA = { code: "J45.20", label: "Mild intermittent asthma, uncomplicated" };
/** An answer in words may round to the dollar. */
const ROUNDED = 100;
/** Of which an agreement is asked what it pays: visits at both ends, and what is none. */
const SAMPLE = ["99202", "99213", "99215", "94010", "93000", "36415"];

const contractId = ({ seed }: Facts) => seededId<"payer-contract">(seed, "pm.07/contract");
const part = (code: string, percent: number) => Math.round((priceOf(code) * percent) / 100);
const sum = (codes: readonly string[], percent: number) =>
  codes.reduce((total, code) => total + part(code, percent), 0);

/** What an agreement allows for the services that it is asked about, one by one; null where it does not say. */
async function allowedBy(view: WorldView, content: ContractContent, on: LocalDate) {
  const lines = SAMPLE.map((code) => ({ code, modifiers: [], units: 1, charge: priceOf(code) }));
  const what = { kind: "lines" as const, serviceDate: on, placeOfService: "11", nonPhysician: false, lines };
  const tried = await view.ask("billing", "tryContract", { content, what });
  return tried?.lines.map((line) => line.allowed) ?? [];
}

/** The same by the paper. */
function byPaper({ percents }: Facts, which: Offer | "today"): readonly number[] {
  const isVisit = (code: string) => code >= "99202" && code <= "99215";
  return SAMPLE.map((code) => {
    if (which !== "B") return part(code, which === "A" ? percents.all : percents.today);
    return isVisit(code) ? 0 : part(code, percents.rest);
  });
}

/** Whether the plan's agreement says on a day what the paper says; with what it says. */
async function standsAs(view: WorldView, facts: Facts, which: Offer | "today", on: LocalDate) {
  const contracts = (await view.ask("billing", "listContracts", { onDate: on })) ?? [];
  const [content, more] = contracts.flatMap((one) =>
    one.payerId === payerId(PAYER) && one.content !== null ? [one.content] : [],
  );
  if (content === undefined) return { is: false, found: "no agreement" };
  if (more !== undefined) return { is: false, found: "two agreements at once" };
  const allowed = await allowedBy(view, content, on);
  const paper = byPaper(facts, which);
  const wrong = SAMPLE.find((_, at) => allowed[at] === null || Math.abs((allowed[at] ?? 0) - (paper[at] ?? 0)) > 1);
  if (wrong === undefined) return { is: true, found: content.name };
  const says = allowed[SAMPLE.indexOf(wrong)];
  return { is: false, found: `${wrong}: ${says == null ? "no price" : dollars(says)}` };
}

export const comparedOffers = lesson<Facts>({
  id: "pm.07",
  role: "practice-manager",
  as: "whitfield",
  title: "Two offers of one plan",
  minutes: 12,
  teaches: [
    "can compare two agreements on the practice's own claims, an amount by the month among them",
    "can enter an agreement for the day from which it counts, and leave the days before as they are",
  ],
  words: ["allowed amount", "capitation", "fee schedule", "payer contract"],
  facts({ seed, now, timeZone }) {
    const random = seededRandom(`${seed}/pm.07`);
    const today = dateIn(now, timeZone);
    const percents = { today: 72, all: randomInt(random, 74, 80), rest: 85 };
    const members = randomInt(random, 18, 24);
    const better = pick(seededRandom(`${seed}/pm.07/wins`), ["A", "B"] as const);
    const worthA = sum([...VISITS, ...TESTS], percents.all);
    const rest = sum(TESTS, percents.rest);
    // Far enough apart that nobody can tell by feeling alone, and that the answer does not hang on a rounded cent.
    const apart = randomInt(random, 70, 110) * 100 * (better === "A" ? -1 : 1);
    const rate = Math.round((worthA - rest + apart) / members / 25) * 25;
    return {
      seed,
      today,
      from: `${addDays(`${addDays(today, 40).slice(0, 7)}-28`, 5).slice(0, 7)}-01`,
      answerBy: addDays(today, 14),
      members,
      percents,
      rate,
      worth: { A: worthA, B: rest + members * rate },
      better,
    };
  },
  async setUp(practice, facts) {
    await practice.run(
      "billing",
      "savePayer",
      {
        payerId: payerId(PAYER),
        name: PLAN,
        electronicId: PAYER,
        kind: "ppo",
        claimFiling: "12",
        filingDays: 180,
        memberIdPattern: null,
        capitated: false,
        active: true,
        version: null,
        // Nobody stands behind this plan: its claims go by mail, and no answer comes.
        rules: { ...rulesOfKind("ppo"), paperClaims: true },
      },
      whitfield,
    );
    await practice.run(
      "billing",
      "saveContract",
      {
        contractId: contractId(facts),
        payerId: payerId(PAYER),
        version: 0,
        from: `${facts.today.slice(0, 4)}-01-01`,
        content: agreement([everything(facts.percents.today)]),
        because: null,
      },
      whitfield,
    );
    for (const code of [...VISITS, ...TESTS]) await sent(practice, facts, code);
  },
  story: ({ from, members, answerBy }) => [
    `${PLAN} has ${members} members with us and offers a new agreement from ${formatDate(from)} on, in two shapes. It wants to hear by ${formatDate(answerBy)} which.`,
    "Dr. Alvarez asks you for a number, not for a feeling.",
  ],
  goal: "The offer that pays the practice more stands from its day on, today's agreement until then, and Dr. Alvarez knows by how much it is better.",
  materials: ({ percents, rate, members, from, answerBy, today }) => [
    {
      kind: "paper",
      title: `${PLAN}, two offers from ${formatDate(from)} on`,
      lines: [
        `Today: ${percents.today} % of charges, for everything.`,
        `Offer A: ${percents.all} % of charges, for everything.`,
        `Offer B: ${dollars(rate)} for each member a month, for all office visits (99202 to 99215). Everything else: ${percents.rest} % of charges.`,
        `Members who have chosen you: ${members}.`,
        `Please answer by ${formatDate(answerBy)}.`,
      ],
    },
    {
      kind: "says",
      who: "Priya Nair",
      lines: [
        `"All claims of theirs since ${formatDate(addDays(today, -30))} are in, and it was a month like any other. So what they come to is a month."`,
        '"The lab says what an agreement allows for each claim. What comes by the month it can\'t know: add it yourself."',
      ],
    },
    {
      kind: "says",
      who: "Dr. Alvarez",
      lines: [
        `"Make me a task, for me, due by ${formatDate(answerBy)}: which offer, and how many dollars a month it is better than the other one."`,
        '"And enter it at once, so that it is not forgotten. For its own day, please: what is seen until then is paid by the old one."',
      ],
    },
  ],
  outcomes: [
    {
      id: "entered",
      label: "The better offer stands as it was written, from its first day on",
      counts: "money",
      weight: 2,
      guide: [{ at: "contract.compare", says: "Write an offer into the form, and compare it with what stands." }],
      hints: [
        "What would each offer have paid for the claims that there are?",
        `Money, More, Contracts, ${PLAN}: write an offer into the form, and press Compare with what stands. For B add the members' amounts.`,
        "Enter the better one, from the day of the paper on: its terms in their order, visits before everything else, and save it as a new version.",
      ],
      async check(view, facts) {
        const { is, found } = await standsAs(view, facts, facts.better, facts.from);
        if (is) return met(found);
        return open({
          record: `Agreement with ${PLAN} on ${formatDate(facts.from)}`,
          field: "Terms",
          found,
          principle:
            "The higher percentage is not the better offer, nor is the sure amount: what counts is what your own claims come to.",
          route: `${ROUTE}/${contractId(facts)}`,
        });
      },
    },
    {
      id: "told",
      label: "Dr. Alvarez has a task with the difference in dollars, due in time",
      counts: "correct",
      after: ["entered"],
      guide: [
        { at: "task.new", says: "Make the task that the owner asked for." },
        {
          at: "task.create",
          says: "The offer and the dollars a month; for Dr. Alvarez, with the day. Then create it.",
        },
      ],
      hints: [
        "What can an owner decide by?",
        "The lab's sums of both, and the members times their amount.",
        "A task for Dr. Alvarez: the offer, the dollars a month between the two, and the day of the answer.",
      ],
      async check(view, facts) {
        const { better, worth, answerBy } = facts;
        const hers = (await tasksMade(view)).filter((one) => isWith(one, ["owner", "physician"]));
        const texts = hers
          .filter((one) => one.dueOn !== null && one.dueOn <= answerBy)
          .map((one) => `${one.title} ${one.detail}`);
        const right = texts.find((text) => namesOffer(text, better) && saysAmounts(text, worth));
        if (right !== undefined) return met("told");
        return open({
          record: "Tasks of Dr. Alvarez",
          field: "Task",
          found:
            hers.length === 0
              ? "nothing"
              : texts.length === 0
                ? "no day, or too late"
                : "not the offer, or another amount",
          principle: "A number that can be followed is a decision. Without it, it was a mood.",
          route: "/inbox/tasks",
        });
      },
    },
  ],
  traps: [
    {
      id: "before-its-day",
      critical: false,
      costs: "money",
      async fellFor(view, facts) {
        const saves = done(view, "billing", "saveContract").filter((one) => one.input.payerId === payerId(PAYER));
        if (saves.length === 0) return null;
        for (const on of [facts.today, addDays(facts.from, -1)]) {
          const { is, found } = await standsAs(view, facts, "today", on);
          if (is) continue;
          return broken(
            {
              record: `Agreement with ${PLAN} on ${formatDate(on)}`,
              field: "From",
              found,
              principle:
                "Until the new agreement begins the old one is paid. Whoever enters it too early sees underpayments that are none, and misses those that are.",
              route: ROUTE,
            },
            saves.at(-1)?.entry ?? null,
          );
        }
        return null;
      },
    },
  ],
  golden: (facts) => [enter(facts), tell(facts)],
  others: [
    (facts) => [tell(facts, "totals"), compare(facts, "A"), compare(facts, "B"), enter(facts, { inPieces: true })],
  ],
  wrong: [
    {
      name: "takes the offer that sounds better",
      steps: (facts) => [enter(facts, { offer: other(facts.better) }), tell(facts, "difference", other(facts.better))],
      expect: ["entered", "told"],
    },
    {
      name: "enters it from today on",
      steps: (facts) => [enter(facts, { from: facts.today }), tell(facts)],
      expect: ["before-its-day"],
    },
    {
      name: "writes what is for everything first",
      steps: (facts) => [enter(facts, { offer: "B", turned: true }), tell(facts)],
      expect: ["entered", "told"],
    },
    {
      name: "tells a feeling",
      steps: (facts) => [enter(facts), tell(facts, "feeling")],
      expect: ["told"],
    },
    {
      name: "answers when the plan has closed its books",
      steps: (facts) => [enter(facts), tell(facts, "difference", facts.better, 20)],
      expect: ["told"],
    },
  ],
  mistaken: (facts) => [
    enter(facts, { offer: other(facts.better), from: facts.today }),
    tell(facts, "difference", other(facts.better)),
  ],
  undone: (facts) => [takeBack(facts)],
  debrief: ({ worth, better, members, rate }) => [
    `A month like this one is worth ${dollars(worth.A)} by offer A and ${dollars(worth.B)} by offer B, ${dollars(members * rate)} of it for the members. ${better} is better by ${dollars(Math.abs(worth.A - worth.B))}.`,
    "Paid by the month, each visit costs the practice and brings nothing; the amount comes also for those who stay away. The same offer is good where few come and bad where many do: look again each year.",
    "From the day on each payment is compared with what you entered. What is paid too low waits among the underpayments, by itself.",
  ],
  next: ["bi.09"],
});

const other = (offer: Offer): Offer => (offer === "A" ? "B" : "A");

/** Amounts of a text, in cents. */
function amountsIn(text: string): readonly number[] {
  return [...text.matchAll(/\d[\d,]*(?:\.\d{1,2})?/g)].map(([number]) =>
    Math.round(Number(number.replaceAll(",", "")) * 100),
  );
}

/** The difference, or what both come to: whoever reads both has it, too. */
function saysAmounts(text: string, worth: Facts["worth"]): boolean {
  const amounts = amountsIn(text);
  const says = (amount: number) => amounts.some((one) => Math.abs(one - amount) <= ROUNDED);
  return says(Math.abs(worth.A - worth.B)) || (says(worth.A) && says(worth.B));
}

/** Whichever words a person uses for it. A text that compares names both. */
function namesOffer(text: string, offer: Offer): boolean {
  return mentions(text, [
    `offer ${offer}`,
    ...(offer === "A"
      ? ["percent", "of charges", "fee for service"]
      : ["capitation", "per member", "each member", "by the month"]),
  ]);
}

function agreement(terms: readonly ContractTerm[]): ContractContent {
  return {
    name: "Agreement",
    plans: [],
    locations: [],
    specialties: [],
    caseRates: [],
    terms: [...terms],
    lesserOfCharge: true,
    multipleProcedures: null,
    bilateralRate: null,
    assistant: null,
    nonPhysicianRate: null,
    sequestrationRate: null,
    tolerance: 100,
  };
}

const term = (name: string, codes: readonly string[], pay: ContractTerm["pay"]): ContractTerm => ({
  name,
  codes: [...codes],
  modifiers: [],
  places: [],
  pay,
});

const everything = (percent: number) => term("Everything", [], { by: "charge", rate: percent * 100 });
const visitsByMonth = (codes: readonly string[]) =>
  codes.map((one) => term(`Visits ${one}`, [one], { by: "capitated" }));

/** An offer as terms; the visits in one range or in pieces, or in the order that leaves them nothing. */
function termsOf({ percents }: Facts, offer: Offer, inPieces = false, turned = false): readonly ContractTerm[] {
  if (offer === "A") return [everything(percents.all)];
  const visits = visitsByMonth(inPieces ? ["99202-99205", "99211-99215"] : [ALL_VISITS]);
  return turned ? [everything(percents.rest), ...visits] : [...visits, everything(percents.rest)];
}

async function sent(practice: PracticePort, { seed, today }: Facts, code: string): Promise<void> {
  const claimId = await billedByHand(practice, {
    seed,
    lesson: "pm.07",
    key: code,
    patient: person(seed, `pm.07/${code}`, today, [30, 60]),
    electronicId: PAYER,
    memberId: `PC${randomInt(seededRandom(`${seed}/pm.07/${code}`), 1_000_000, 9_999_999)}`,
    on: addDays(today, -1),
    code,
    diagnosis: TESTS.includes(code) && code !== "93000" ? ASTHMA : PRESSURE,
    because: "Written on the day sheet",
  });
  const { version } = await practice.run("billing", "getClaim", { claimId }, nair);
  await practice.run("billing", "printClaim", { claimId, version }, nair);
}

interface Entered {
  readonly offer?: Offer;
  readonly from?: LocalDate;
  readonly inPieces?: boolean;
  readonly turned?: boolean;
}

async function versionOf(practice: PracticePort, facts: Facts): Promise<number> {
  const contracts = await practice.run("billing", "listContracts", { onDate: facts.today }, whitfield);
  return contracts.find((one) => one.contractId === contractId(facts))?.version ?? 0;
}

function enter(facts: Facts, how: Entered = {}): PathStep {
  const { offer = facts.better, from = facts.from, inPieces, turned } = how;
  return {
    name: `enter offer ${offer} from ${from} on`,
    async run(practice) {
      await practice.run(
        "billing",
        "saveContract",
        {
          contractId: contractId(facts),
          payerId: payerId(PAYER),
          version: await versionOf(practice, facts),
          from,
          content: agreement(termsOf(facts, offer, inPieces, turned)),
          because: `Offer ${offer}`,
        },
        whitfield,
      );
    },
  };
}

function compare(facts: Facts, offer: Offer): PathStep {
  return {
    name: `compare offer ${offer} with what stands`,
    async run(practice) {
      await practice.run(
        "billing",
        "startContractTrial",
        {
          trialId: seededId<"contract-trial">(facts.seed, `pm.07/trial/${offer}`),
          left: { kind: "contract", contractId: contractId(facts) },
          right: { kind: "proposed", content: agreement(termsOf(facts, offer)) },
          payerId: payerId(PAYER),
          since: null,
        },
        whitfield,
      );
      await practice.settle();
    },
  };
}

function tell(
  { seed, worth, better, today }: Facts,
  what: "difference" | "totals" | "feeling" = "difference",
  offer: Offer = better,
  days = 10,
): PathStep {
  const words = {
    difference: `Better by ${dollars(Math.abs(worth.A - worth.B))} a month.`,
    totals: `A comes to ${dollars(worth.A)} a month, B to ${dollars(worth.B)}.`,
    feeling: "It seems the better one to me.",
  };
  return {
    name: "tell the owner",
    async run(practice) {
      await practice.run(
        "messaging",
        "createTask",
        {
          taskId: seededId<"task">(seed, "pm.07/told"),
          title: `${PLAN}: take offer ${offer}`,
          detail: words[what],
          patientId: null,
          ownerId: alvarez.staffId,
          pool: null,
          dueOn: addDays(today, days),
          priority: "normal",
          about: null,
        },
        whitfield,
      );
    },
  };
}

function takeBack(facts: Facts): PathStep {
  return {
    name: "take the new agreement back",
    async run(practice) {
      const version = await versionOf(practice, facts);
      await practice.run("billing", "undoContract", { contractId: contractId(facts), version }, whitfield);
    },
  };
}
