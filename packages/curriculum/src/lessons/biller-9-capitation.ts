import { addDays } from "@practicum/kernel/local-date";
import { cents } from "@practicum/kernel/money";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import { actorOf, payerId, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { deedAbout } from "../kit/deed.ts";
import { handedOn } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { dollars } from "../kit/money.ts";
import { pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { alreadyRegistered, fullName } from "../kit/people.ts";
import { mentions, sameNumber } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { covered, memberOf } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** A month's check for members, one of whom the payer has left out. */
interface Facts extends Pair {
  readonly check: string;
  readonly members: number;
  /** Of each member and month, in cents. */
  readonly rate: number;
  /** As the payer writes it: 2026-11. */
  readonly month: string;
  readonly memberIds: readonly [patient: string, other: string];
}

const nair = actorOf(staffByKey("nair"));
const PAYER = "CFHP1";
const paid = ({ members, rate }: Facts) => cents(members * rate);

async function checkOf(view: WorldView, { check }: Facts) {
  const list = await view.ask("billing", "listDeposits", { waiting: false, before: null, limit: 100 });
  return (list?.checks ?? []).find((one) => sameNumber(one.number, check));
}

export const reconcileCapitation = lesson<Facts>({
  id: "bi.09",
  version: 2,
  role: "biller",
  as: "nair",
  title: "A check for everybody, and one is missing",
  minutes: 8,
  teaches: [
    "can post a month's capitation to the contract, and to no patient",
    "can compare the payer's list with the practice's own, and ask for who is missing",
  ],
  words: ["capitation", "member list", "CO-24"],
  facts(stage) {
    const pair = pairOf("bi.09", stage, [20, 60]);
    const random = seededRandom(`${stage.seed}/bi.09`);
    return {
      ...pair,
      check: `77${randomInt(random, 10_000, 99_999)}`,
      members: randomInt(random, 38, 61),
      rate: 2100,
      month: pair.today.slice(0, 7),
      memberIds: [memberOf(stage.seed, "bi.09/patient", PAYER), memberOf(stage.seed, "bi.09/other", PAYER)],
    };
  },
  async setUp(practice, facts) {
    for (const [key, one] of [["patient", facts.patient] as const, ["other", facts.other] as const]) {
      const patientId = await alreadyRegistered(practice, one, "bi.09");
      await covered(practice, {
        coverageId: seededId<"coverage">(facts.seed, `bi.09/${key}/coverage`),
        patientId,
        electronicId: PAYER,
        memberId: facts.memberIds[key === "patient" ? 0 : 1],
        priority: 1,
        from: `${Number(facts.today.slice(0, 4)) - 1}-01-01`,
        copay: null,
        pcp: "alvarez",
      });
    }
  },
  story: ({ members }) => [
    `Care First pays a fixed amount for each member a month, whether they come or not. The check of this month lies in the mail, with its list of ${members} names.`,
    `The practice's own list has ${members + 1}. Post the check, and see what becomes of the one who is missing.`,
  ],
  goal: "The check is in the books for its month, on no patient's account, and somebody asks Care First about the member who is missing.",
  materials: (facts) => [
    {
      kind: "paper",
      title: "Care First Health Plan, capitation",
      lines: [
        `Check ${facts.check}, for ${facts.month}: ${facts.members} members at ${dollars(facts.rate)}, ${dollars(paid(facts))}`,
        `… ${fullName(facts.other)}, ${facts.memberIds[1]} …`,
        "Questions about the list within 60 days.",
      ],
    },
    {
      kind: "paper",
      title: "The practice's own list of this month",
      lines: [
        `${facts.members + 1} members with Dr. Alvarez as their physician`,
        `… ${fullName(facts.other)}, ${facts.memberIds[1]} …`,
        `… ${fullName(facts.patient)}, ${facts.memberIds[0]} … not on the payer's list`,
      ],
    },
  ],
  outcomes: [
    {
      id: "banked",
      label: "The check is recorded as Care First's, with its number and what it is truly for",
      counts: "money",
      guide: [{ at: "deposit.new", says: "Record the check that came." }],
      hints: [
        "What will the bank show?",
        "Money, Deposits, Record.",
        "A check from Care First, its number, the amount that stands on it.",
      ],
      async check(view, facts) {
        const check = await checkOf(view, facts);
        const record = `Check ${facts.check}`;
        const principle = "What is recorded is what came. What should have come is a question to the payer.";
        const route = "/money/deposits";
        if (check === undefined) return open({ record, field: "Deposit", found: "not recorded", principle, route });
        if (check.payerId !== payerId(PAYER))
          return open({ record, field: "Payer", found: check.payerName, principle, route });
        if (check.amount !== paid(facts))
          return open({ record, field: "Amount", found: dollars(check.amount), principle, route });
        return met(dollars(check.amount));
      },
    },
    {
      id: "posted",
      label: "It is posted as the capitation of its month",
      counts: "correct",
      after: ["banked"],
      hints: [
        "Which visit is this money for?",
        "Open the check: what explains it.",
        "Post it as capitation, for the month that the payer names.",
      ],
      async check(view, facts) {
        const check = await checkOf(view, facts);
        if (check?.state === "capitation" && check.month === facts.month) return met(facts.month);
        return open({
          record: `Check ${facts.check}`,
          field: "Posted as",
          found: check === undefined ? "nothing" : check.state === "capitation" ? (check.month ?? "") : check.state,
          principle:
            "Capitation is earned by the month, not by the visit. On the wrong month two months look wrong; on a patient's account, all do.",
          route: check === undefined ? "/money/deposits" : `/money/deposits/${check.checkId}`,
        });
      },
    },
    {
      id: "asked",
      label: "A task says that Care First is asked about the missing member, within its 60 days",
      counts: "time",
      hints: [
        "Is this person no longer a member, or did the payer forget?",
        "A task about the patient, with a day.",
        "Ask Care First why the member is not on the list of this month: yours, due in good time.",
      ],
      async check(view, { patient, today }) {
        const { list } = await handedOn(view, patient);
        const task = list.find((one) => mentions(one.text, ["care first", "capitation", "member list", "roster"]));
        const diagnosis = {
          record: `Tasks of ${fullName(patient)}`,
          field: "Capitation",
          found: task === undefined ? "nobody asks" : "no day, or too late",
          principle:
            "One forgotten member is $252 a year, and visits that are paid by nobody: the payer says CO-24, it is in the capitation.",
          route: "/inbox/tasks",
        };
        const inTime = task?.dueOn != null && task.dueOn <= addDays(today, 60);
        return inTime && task !== undefined && (task.ownerId !== null || task.pool !== null)
          ? met("somebody asks")
          : open(diagnosis);
      },
    },
  ],
  traps: [
    {
      id: "on-an-account",
      critical: false,
      costs: "money",
      async fellFor(view, facts) {
        const step = done(view, "billing", "takePayment").find((one) => sameNumber(one.input.reference, facts.check));
        if (step === undefined) return null;
        const receipts = (await view.ask("billing", "listReceipts", { patientId: step.input.patientId })) ?? [];
        if (!receipts.some((one) => one.reversedAt === null && sameNumber(one.reference, facts.check))) return null;
        return broken(
          {
            record: "Payments of a patient",
            field: "Payment",
            found: dollars(step.input.amount),
            principle: "A contract's money on one person's account is a credit that somebody gives back one day.",
            route: `/p/${step.input.patientId}/ledger`,
          },
          step.entry,
        );
      },
    },
  ],
  golden: (facts) => [record(facts), post(facts), ask(facts, "patient")],
  others: [(facts) => [ask(facts, "patient", 30), record(facts), post(facts)]],
  wrong: [
    {
      name: "records what should have come",
      steps: (facts) => [record(facts, facts.members + 1), post(facts), ask(facts, "patient")],
      expect: ["banked", "posted"],
    },
    {
      name: "posts it to the month after",
      steps: (facts) => [record(facts), post(facts, nextMonth(facts)), ask(facts, "patient")],
      expect: ["posted"],
    },
    {
      name: "puts the check on the missing member's account",
      steps: (facts) => [payOn(facts), ask(facts, "patient")],
      expect: ["banked", "on-an-account", "posted"],
    },
    { name: "asks nobody", steps: (facts) => [record(facts), post(facts)], expect: ["asked"] },
  ],
  mistaken: (facts) => [record(facts), post(facts), ask(facts, "other")],
  undone: (facts) => [takeBack(facts)],
  debrief: () => [
    "The list is the claim of capitation: nobody denies it, it is only short. Who does not compare does not know.",
    "A missing member may have moved, chosen another physician, or been forgotten. Until the payer says which, nobody is taken off anything.",
  ],
  next: ["bi.10"],
});

const ids = ({ seed }: Facts) => ({
  depositId: seededId<"deposit">(seed, "bi.09/deposit"),
  checkId: seededId<"deposit-check">(seed, "bi.09/check"),
});

const nextMonth = ({ month }: Facts) => addDays(`${month}-28`, 5).slice(0, 7);

function record(facts: Facts, members = facts.members): PathStep {
  const amount = cents(members * facts.rate);
  const { depositId, checkId } = ids(facts);
  return {
    name: "record the check",
    async run(practice) {
      const check = { checkId, payerId: payerId(PAYER), patientId: null, number: facts.check, amount };
      const deposit = { depositId, kind: "check" as const, depositedOn: facts.today, amount, reference: "" };
      await practice.run("billing", "recordDeposit", { ...deposit, checks: [check] }, nair);
    },
  };
}

function post(facts: Facts, month = facts.month): PathStep {
  return {
    name: "post it as capitation",
    async run(practice) {
      await practice.run("billing", "postCapitation", { checkId: ids(facts).checkId, month }, nair);
    },
  };
}

function takeBack(facts: Facts): PathStep {
  return {
    name: "take the capitation back",
    async run(practice) {
      const because = "For another month after all";
      await practice.run("billing", "reverseCapitation", { checkId: ids(facts).checkId, because }, nair);
    },
  };
}

function ask(facts: Facts, key: OfPair["key"], days = 14): PathStep {
  return deedAbout(facts[key], "nair", "make a task to ask the payer", (practice, patientId) =>
    practice.run(
      "messaging",
      "createTask",
      {
        taskId: seededId<"task">(facts.seed, `bi.09/${key}/ask`),
        title: "Ask Care First: not on the capitation list",
        detail: `Member of ours, missing on the list of ${facts.month}.`,
        patientId,
        ownerId: staffByKey("nair").staffId,
        pool: null,
        dueOn: addDays(facts.today, days),
        priority: "normal",
        about: null,
      },
      nair,
    ),
  );
}

function payOn(facts: Facts): PathStep {
  return deedAbout(facts.patient, "nair", "put the check on an account", (practice, patientId) =>
    practice.run(
      "billing",
      "takePayment",
      {
        paymentId: seededId<"payment">(facts.seed, "bi.09/payment"),
        patientId,
        amount: paid(facts),
        method: "check",
        reference: facts.check,
        purpose: "balance",
        appointmentId: null,
      },
      nair,
    ),
  );
}
