import type { Id } from "@practicum/kernel/brand";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { bothSeen, NEW_VISIT, released } from "../kit/billed.ts";
import { idOf, lookUp } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { dollars, priceOf } from "../kit/money.ts";
import { pairOf, type Pair } from "../kit/pair.ts";
import { fullName, type Person } from "../kit/people.ts";
import { sameNumber } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Two who pay for themselves: one sends a part with the mail, one was asked five days ago. */
interface Facts extends Pair {
  readonly begins: Instant;
  readonly check: string;
  /** Cents. */
  readonly part: number;
}

const DAY_MS = 86_400_000;
const nair = actorOf(staffByKey("nair"));
const OWED = priceOf(NEW_VISIT.code);

async function statementsOf(view: WorldView, one: Person) {
  const patientId = await idOf(view, one);
  if (patientId === null) return [];
  return (await view.ask("billing", "listStatements", { patientId }))?.statements ?? [];
}

/** Whatever made statements: one, several, or a batch of all that are due. */
function asking(view: WorldView) {
  return [
    ...done(view, "billing", "issueStatement"),
    ...done(view, "billing", "issueStatements"),
    ...done(view, "billing", "startStatementRun"),
  ];
}

export const askForWhatIsOwed = lesson<Facts>({
  id: "bi.07",
  version: 2,
  role: "biller",
  as: "nair",
  title: "A statement, after the mail",
  minutes: 8,
  teaches: [
    "can post a patient's check before asking for the rest",
    "can choose who gets a statement, and who does not yet",
  ],
  words: ["statement", "self-pay", "balance"],
  facts(stage) {
    const random = seededRandom(`${stage.seed}/bi.07`);
    return {
      ...pairOf("bi.07", stage, [25, 60]),
      begins: stage.now,
      check: String(randomInt(random, 1001, 4999)),
      part: pick(random, [4000, 5000, 6000]),
    };
  },
  async setUp(practice, facts) {
    for (const { key, patientId, encounterId } of await bothSeen(practice, "bi.07", facts, () => [NEW_VISIT])) {
      await released(practice, encounterId);
      if (key === "other") {
        const statementId = seededId<"statement">(facts.seed, "bi.07/sent");
        await practice.run("billing", "issueStatement", { statementId, patientId }, nair);
      }
    }
    await practice.advanceTo(addMs(facts.begins, 5 * DAY_MS));
  },
  story: ({ patient, other }) => [
    `Two visits of last week were of people who pay for themselves: ${fullName(patient)} and ${fullName(other)}. Each owes ${dollars(OWED)}.`,
    "In this morning's mail lies a check. The statements go out at noon.",
  ],
  goal: "The check is on the account it belongs to, and a statement asks for what is still owed, once.",
  materials: ({ patient, check, part }) => [
    {
      kind: "paper",
      title: "In the envelope",
      lines: [
        `Check ${check}, ${dollars(part)}, from ${fullName(patient)}`,
        '"Here is a part of it. Please send me a bill for the rest, I have lost the paper."',
      ],
    },
    {
      kind: "paper",
      title: "The practice's rule",
      lines: [
        "One statement a month to each who owes.",
        "What has come with the mail is posted before statements go out.",
      ],
    },
  ],
  outcomes: [
    {
      id: "posted",
      label: "The check is posted to the account of who sent it, with its number",
      counts: "money",
      hints: [
        "Whose money is it?",
        "The patient's ledger, Take a payment.",
        "A check toward the balance, its amount, its number as the reference.",
      ],
      async check(view, { patient, check, part }) {
        const patientId = (await idOf(view, patient)) ?? "";
        const receipts = ((await view.ask("billing", "listReceipts", { patientId })) ?? []).filter(
          (one) => one.reversedAt === null,
        );
        const total = receipts.reduce((sum, one) => sum + one.amount, 0);
        const record = `Payments of ${fullName(patient)}`;
        const principle =
          "A check in a drawer is owed twice: the patient believes it paid, and the account believes it open.";
        const route = `/p/${patientId}/ledger`;
        if (total !== part)
          return open({ record, field: "Amount", found: total === 0 ? "nothing" : dollars(total), principle, route });
        const [receipt] = receipts;
        if (receipt?.method !== "check" || !sameNumber(receipt.reference, check))
          return open({
            record,
            field: "Reference",
            found: receipt?.reference ?? "none",
            principle: "The number is how the bank's list, a bounced check and this receipt are found to be one.",
            route,
          });
        return met(receipt.receiptNumber);
      },
    },
    {
      id: "statement",
      label: "A statement asks for what is left after the check",
      counts: "correct",
      after: ["posted"],
      hints: [
        "How much is owed when the check is in?",
        "Money, Statements; or the patient's ledger.",
        "Send this one patient a statement, after the check is posted.",
      ],
      async check(view, { patient, part }) {
        const all = await statementsOf(view, patient);
        const right = all.find((one) => one.balance === OWED - part);
        if (right !== undefined) return met(right.number);
        return open({
          record: `Statements of ${fullName(patient)}`,
          field: "Balance",
          found: all[0] === undefined ? "none was sent" : dollars(all[0].balance),
          principle: "A statement says what is owed today. If it is wrong once, the next one is not read.",
          route: "/money/statements",
        });
      },
    },
  ],
  traps: [
    {
      id: "asked-too-much",
      critical: false,
      costs: "money",
      async fellFor(view, { patient }) {
        const wrong = (await statementsOf(view, patient)).find((one) => one.balance === OWED);
        if (wrong === undefined) return null;
        const step = asking(view)[0];
        return broken(
          {
            record: `Statements of ${fullName(patient)}`,
            field: "Balance",
            found: dollars(wrong.balance),
            principle: "It asks for money that lies on your desk. First the mail, then the statements.",
            route: `/money/statements/${wrong.statementId}`,
          },
          step?.entry ?? null,
        );
      },
    },
    {
      id: "asked-again",
      critical: false,
      costs: "money",
      async fellFor(view, { other }) {
        const all = await statementsOf(view, other);
        if (all.length < 2) return null;
        const step = asking(view)[0];
        return broken(
          {
            record: `Statements of ${fullName(other)}`,
            field: "Last statement",
            found: "five days ago, and today",
            principle: "Five days is no time to answer. A batch is looked through before it is sent.",
            route: "/money/statements",
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [pay(facts, facts.patient), send(facts, [facts.patient])],
  others: [(facts) => [pay(facts, facts.patient), sendAlone(facts)]],
  wrong: [
    {
      name: "sends the statement before the mail is opened",
      steps: (facts) => [send(facts, [facts.patient]), pay(facts, facts.patient)],
      expect: ["asked-too-much", "statement"],
    },
    {
      name: "sends the whole batch",
      steps: (facts) => [pay(facts, facts.patient), send(facts, [facts.patient, facts.other])],
      expect: ["asked-again"],
    },
    { name: "posts and sends nothing", steps: (facts) => [pay(facts, facts.patient)], expect: ["statement"] },
  ],
  mistaken: (facts) => [pay(facts, facts.other), send(facts, [facts.other])],
  undone: (facts) => [giveBack(facts)],
  debrief: () => [
    "Post, then ask. The number on a statement has to be the one the patient would reach with a pencil.",
    "What a payer has not decided is not on it; what is asked again too soon is not paid sooner.",
  ],
  next: ["bi.08"],
});

const paymentId = (facts: Facts) => seededId<"payment">(facts.seed, "bi.07/check");

function pay(facts: Facts, whom: Person): PathStep {
  return {
    name: "post the check",
    async run(practice) {
      const patientId = await lookUp(practice, whom, "nair");
      const check = { amount: facts.part, method: "check" as const, reference: facts.check };
      const payment = { paymentId: paymentId(facts), patientId, ...check, purpose: "balance" as const };
      await practice.run("billing", "takePayment", { ...payment, appointmentId: null }, nair);
    },
  };
}

function send(facts: Facts, whom: readonly Person[]): PathStep {
  return {
    name: "send the statement",
    async run(practice) {
      const statements: { statementId: Id<"statement">; patientId: Id<"patient"> }[] = [];
      for (const one of whom) {
        const statementId = seededId<"statement">(facts.seed, `bi.07/${fullName(one)}`);
        statements.push({ statementId, patientId: await lookUp(practice, one, "nair") });
      }
      const { left } = await practice.run("billing", "issueStatements", { statements }, nair);
      if (left[0] !== undefined) throw new Error(left[0].because);
    },
  };
}

function sendAlone(facts: Facts): PathStep {
  return {
    name: "send the statement from the ledger",
    async run(practice) {
      const patientId = await lookUp(practice, facts.patient, "nair");
      const statementId = seededId<"statement">(facts.seed, "bi.07/alone");
      await practice.run("billing", "issueStatement", { statementId, patientId }, nair);
    },
  };
}

function giveBack(facts: Facts): PathStep {
  return {
    name: "reverse the check",
    async run(practice) {
      const patientId = await lookUp(practice, facts.patient, "nair");
      await practice.run(
        "billing",
        "reversePayment",
        { paymentId: paymentId(facts), patientId, reason: "Posted by mistake" },
        nair,
      );
    },
  };
}
