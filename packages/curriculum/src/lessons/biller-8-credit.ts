import type { Id } from "@practicum/kernel/brand";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { pick, seededRandom } from "@practicum/kernel/random";
import { cents, type Cents } from "@practicum/kernel/money";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { bothSeen, claimed, NEW_VISIT } from "../kit/billed.ts";
import { idOf, lookUp } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { accountOf, dollars } from "../kit/money.ts";
import { pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { fullName, type Person } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { covered, memberOf } from "../kit/visits.ts";
import { done } from "../kit/world-view.ts";

/** A copay that a Medi-Cal member should never have been asked for, beside money that was paid ahead. */
interface Facts extends Pair {
  readonly begins: Instant;
  readonly taken: Cents;
}

const DAY_MS = 86_400_000;
/** A payer answers from day 10 to 30. */
const UNTIL_DECIDED = 32;
const nair = actorOf(staffByKey("nair"));
const brooks = actorOf(staffByKey("brooks"));
const PAYER = "MOLCA";
const paymentOf = ({ seed }: Facts, key: OfPair["key"]) => seededId<"payment">(seed, `bi.08/${key}/payment`);
const coverageOf = ({ seed }: Facts, key: OfPair["key"]) => seededId<"coverage">(seed, `bi.08/${key}/coverage`);

export const giveACreditBack = lesson<Facts>({
  id: "bi.08",
  version: 2,
  role: "biller",
  as: "nair",
  title: "Money that is not ours",
  minutes: 8,
  teaches: ["can find why an account has a credit", "can give it back, and mend what made it"],
  words: ["credit balance", "refund", "copay", "Medi-Cal", "capitation"],
  facts: (stage) => ({
    ...pairOf("bi.08", stage, [25, 60]),
    begins: stage.now,
    taken: cents(pick(seededRandom(`${stage.seed}/bi.08`), [1500, 2000, 2500])),
  }),
  async setUp(practice, facts) {
    const both = await bothSeen(
      practice,
      "bi.08",
      facts,
      () => [NEW_VISIT],
      ({ key, patientId }) =>
        covered(practice, {
          coverageId: coverageOf(facts, key),
          patientId,
          electronicId: PAYER,
          memberId: memberOf(facts.seed, `bi.08/${key}`, PAYER),
          priority: 1,
          from: `${Number(facts.today.slice(0, 4)) - 1}-01-01`,
          copay: key === "patient" ? facts.taken : cents(0),
          pcp: "alvarez",
        }),
    );
    for (const { key, patientId, visit, encounterId } of both) {
      const payment = { paymentId: paymentOf(facts, key), patientId, amount: facts.taken, reference: null };
      const copay = { method: "cash", purpose: "copay", appointmentId: visit } as const;
      const ahead = { method: "check", purpose: "prepayment", appointmentId: null } as const;
      await practice.run("billing", "takePayment", { ...payment, ...(key === "patient" ? copay : ahead) }, brooks);
      await claimed(practice, encounterId, patientId);
    }
    await practice.advanceTo(addMs(facts.begins, UNTIL_DECIDED * DAY_MS));
  },
  story: ({ patient, other, taken }) => [
    `Molina has answered for two visits of last month. On two accounts lie ${dollars(taken)} that nobody owes: ${fullName(patient)}'s and ${fullName(other)}'s.`,
    "Find out for each why it is there before you move anything.",
  ],
  goal: "What should never have been taken is given back, and will not be taken again. What is there for a reason stays.",
  materials: ({ other, taken }) => [
    {
      kind: "card",
      payer: "Molina Healthcare",
      lines: [
        ["Plan", "Molina Medi-Cal"],
        ["Office visit", "No copay"],
      ],
    },
    {
      kind: "paper",
      title: "A note of the front desk",
      lines: [
        `${fullName(other)} paid ${dollars(taken)} ahead for a sports form, to be filled in next week. Medi-Cal does not pay for forms.`,
      ],
    },
  ],
  outcomes: [
    {
      id: "returned",
      label: "The copay is given back, all of it",
      counts: "money",
      hints: [
        "What does the plan say that this person pays?",
        "The patient's ledger: the payment, Refund.",
        "Refund the whole of the copay, with the reason.",
      ],
      async check(view, facts) {
        const account = await accountOf(view, facts.patient);
        const patientId = (await idOf(view, facts.patient)) ?? "";
        const receipt = (await view.ask("billing", "listReceipts", { patientId }))?.find(
          (one) => one.paymentId === paymentOf(facts, "patient"),
        );
        const back = receipt?.reversedAt === null ? receipt.refunded : facts.taken;
        if (back === facts.taken && account?.unapplied === 0) return met(dollars(back));
        return open({
          record: `Account of ${fullName(facts.patient)}`,
          field: "Not applied",
          found: dollars(account?.unapplied ?? 0),
          principle:
            "A Medi-Cal member is asked for nothing that Medi-Cal covers (Welf. & Inst. Code 14019.4). What was taken goes back at once, unasked.",
          route: `/p/${patientId}/ledger`,
        });
      },
    },
    {
      id: "cause",
      label: "The coverage no longer says that a copay is due",
      counts: "correct",
      hints: [
        "Why did the front desk ask for money?",
        "The patient's Insurance tab.",
        "The copay of this coverage: none.",
      ],
      async check(view, facts) {
        const patientId = (await idOf(view, facts.patient)) ?? "";
        const coverage = (await view.ask("billing", "listCoverages", { patientId }))?.find(
          (one) => one.coverageId === coverageOf(facts, "patient"),
        );
        if (coverage !== undefined && (coverage.copay ?? 0) === 0) return met("no copay");
        return open({
          record: `Coverage of ${fullName(facts.patient)}`,
          field: "Copay",
          found: dollars(coverage?.copay ?? 0),
          principle: "A refund without its cause comes back with the next visit.",
          route: `/p/${patientId}/insurance`,
        });
      },
    },
  ],
  traps: [
    {
      id: "prepaid",
      critical: false,
      costs: "money",
      async fellFor(view, facts) {
        const patientId = (await idOf(view, facts.other)) ?? "";
        const receipt = (await view.ask("billing", "listReceipts", { patientId }))?.find(
          (one) => one.paymentId === paymentOf(facts, "other"),
        );
        if (receipt === undefined || (receipt.refunded === 0 && receipt.reversedAt === null)) return null;
        const step = [...done(view, "billing", "refundPayment"), ...done(view, "billing", "reversePayment")].find(
          (one) => one.input.patientId === patientId,
        );
        return broken(
          {
            record: `Account of ${fullName(facts.other)}`,
            field: "Prepayment",
            found: "given back",
            principle: "A credit can have a reason. This one was paid for next week, and will now be asked for again.",
            route: `/p/${patientId}/ledger`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [refund(facts, "patient"), mend(facts, "patient")],
  others: [(facts) => [mend(facts, "patient"), refund(facts, "patient", "check")]],
  wrong: [
    { name: "gives back and leaves the cause", steps: (facts) => [refund(facts, "patient")], expect: ["cause"] },
    {
      name: "gives everything back that lies there",
      steps: (facts) => [refund(facts, "patient"), refund(facts, "other"), mend(facts, "patient")],
      expect: ["prepaid"],
    },
    {
      name: "gives back a part",
      steps: (facts) => [refund(facts, "patient", "cash", cents(500)), mend(facts, "patient")],
      expect: ["returned"],
    },
  ],
  mistaken: (facts) => [refund(facts, "other"), mend(facts, "other")],
  undone: (facts) => [takeAgain(facts)],
  debrief: () => [
    "A credit is a question: was too much paid, was it paid ahead, or was something posted wrong? Only the first goes back.",
    "What a federal payer paid too much goes back within 60 days of being found (42 USC 1320a-7k(d)). A patient's money waits for no limit.",
  ],
  next: ["pm.01"],
});

const personOf = (facts: Facts, key: OfPair["key"]): Person => facts[key];
const adjustmentOf = (facts: Facts, key: OfPair["key"]): Id<"adjustment"> =>
  seededId<"adjustment">(facts.seed, `bi.08/${key}/refund`);

function refund(facts: Facts, key: OfPair["key"], method: "cash" | "check" = "cash", amount = facts.taken): PathStep {
  return {
    name: "give the copay back",
    async run(practice) {
      const patientId = await lookUp(practice, personOf(facts, key), "nair");
      const refunded = { adjustmentId: adjustmentOf(facts, key), patientId, paymentId: paymentOf(facts, key), amount };
      const because = "Medi-Cal member, no copay is due";
      await practice.run("billing", "refundPayment", { ...refunded, method, reference: "", because }, nair);
    },
  };
}

function mend(facts: Facts, key: OfPair["key"]): PathStep {
  return {
    name: "take the copay off the coverage",
    async run(practice) {
      const patientId = await lookUp(practice, personOf(facts, key), "nair");
      const all = await practice.run("billing", "listCoverages", { patientId }, nair);
      const found = all.find((one) => one.coverageId === coverageOf(facts, key));
      if (found === undefined) throw new Error("there is no such coverage");
      const { payerName: _, payerKind: __, priority: ___, eligibility: ____, ...coverage } = found;
      await practice.run("billing", "updateCoverage", { ...coverage, copay: 0 }, nair);
    },
  };
}

function takeAgain(facts: Facts): PathStep {
  return {
    name: "take the refund back",
    async run(practice) {
      const patientId = await lookUp(practice, facts.patient, "nair");
      const adjustmentId = adjustmentOf(facts, "patient");
      await practice.run("billing", "reverseAdjustment", { adjustmentId, patientId, because: "By mistake" }, nair);
    },
  };
}
