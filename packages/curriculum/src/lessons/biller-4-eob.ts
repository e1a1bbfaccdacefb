import { formatDate } from "@practicum/kernel/local-date";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { pick, randomInt, seededRandom } from "@practicum/kernel/random";
import { actorOf, payerId, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { bothSeen, NEW_VISIT, released } from "../kit/billed.ts";
import { lookUp } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { accountOf, dollars, priceOf } from "../kit/money.ts";
import { pairOf, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { sameNumber } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { covered } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** A payer's decision on paper: of each line what is paid, what the contract takes off, and what is the patient's. In cents. */
interface Facts extends Pair {
  readonly begins: Instant;
  readonly check: string;
  readonly number: string;
  readonly memberIds: readonly [patient: string, other: string];
  readonly lines: readonly [visit: EobLine, test: EobLine];
}

interface EobLine {
  readonly code: string;
  readonly billed: number;
  readonly contractual: number;
  /** PR-1 of the visit, PR-2 of the test. */
  readonly patient: number;
  readonly paid: number;
}

const DAY_MS = 86_400_000;
const nair = actorOf(staffByKey("nair"));
const PAYER = "TRIWE";
const TEST = { code: "87880", label: "Rapid strep test", modifiers: ["QW"] };
const sum = (lines: Facts["lines"], of: "paid" | "patient" | "contractual") => lines[0][of] + lines[1][of];

async function checkOf(view: WorldView, { check }: Facts) {
  const list = await view.ask("billing", "listDeposits", { waiting: false, before: null, limit: 100 });
  return (list?.checks ?? []).find((one) => sameNumber(one.number, check) && one.payerId === payerId(PAYER));
}

export const postAnEob = lesson<Facts>({
  id: "bi.04",
  version: 2,
  role: "biller",
  as: "nair",
  title: "A check with a paper EOB",
  minutes: 10,
  teaches: [
    "can post a payer's decision line by line so that it comes to zero",
    "can tell what the contract takes off from what is the patient's",
  ],
  words: ["EOB", "835", "CO-45", "deductible", "coinsurance", "balance billing"],
  facts(stage) {
    const pair = pairOf("bi.04", stage, [25, 60]);
    const random = seededRandom(`${stage.seed}/bi.04`);
    const line = (code: string, allowed: number, patient: number): EobLine => {
      const billed = priceOf(code);
      return { code, billed, contractual: billed - allowed, patient, paid: allowed - patient };
    };
    const allowed = randomInt(random, 70, 90) * 100;
    return {
      ...pair,
      begins: stage.now,
      check: `00${randomInt(random, 40_000, 89_999)}`,
      number: `TW${randomInt(random, 1_000_000, 9_999_999)}`,
      memberIds: [String(randomInt(random, 10_000_000, 49_999_999)), String(randomInt(random, 50_000_000, 99_999_999))],
      lines: [line("99202", allowed, pick(random, [2000, 2500, 3000])), line(TEST.code, 1500, 300)],
    };
  },
  async setUp(practice, facts) {
    const both = await bothSeen(
      practice,
      "bi.04",
      facts,
      () => [NEW_VISIT, TEST],
      ({ key, patientId }) =>
        covered(practice, {
          coverageId: seededId<"coverage">(facts.seed, `bi.04/${key}/coverage`),
          patientId,
          electronicId: PAYER,
          memberId: facts.memberIds[key === "patient" ? 0 : 1],
          priority: 1,
          from: `${Number(facts.today.slice(0, 4)) - 1}-01-01`,
          copay: null,
          pcp: null,
        }),
    );
    for (const { encounterId } of both) await released(practice, encounterId);
    await practice.advanceTo(addMs(facts.begins, 21 * DAY_MS));
  },
  story: ({ patient, lines }) => [
    `Three weeks ago the claim for ${fullName(patient)}'s visit went to TRICARE on paper. Today there is a check in the mail, and its explanation of benefits.`,
    `The bank has ${dollars(sum(lines, "paid"))} this evening. Until you say what it is for, it is money that nobody can explain.`,
  ],
  goal: "The check is recorded and explained to the cent, and the account says who owes what.",
  materials: ({ patient, today, check, number, memberIds, lines }) => [
    {
      kind: "paper",
      title: "TRICARE West, explanation of benefits",
      lines: [
        `Check ${check}, ${dollars(sum(lines, "paid"))}`,
        `${fullName(patient)}, member ${memberIds[0]}, service ${formatDate(today)}, their claim ${number}`,
        ...lines.map(
          ({ code, billed, contractual, patient: own, paid }, index) =>
            `${code}: billed ${dollars(billed)}, CO-45 ${dollars(contractual)}, PR-${index + 1} ${dollars(own)}, paid ${dollars(paid)}`,
        ),
      ],
    },
  ],
  outcomes: [
    {
      id: "banked",
      label: "The check is recorded as a deposit from this payer, with its number and amount",
      counts: "money",
      guide: [{ at: "deposit.new", says: "Record the check that came." }],
      hints: [
        "What does the bank show this evening?",
        "Money, Deposits, Record a deposit.",
        "Kind check, TRICARE West, number and amount as they are printed.",
      ],
      async check(view, facts) {
        const found = await checkOf(view, facts);
        const record = `Check ${facts.check}`;
        const principle = "What the bank shows and what is posted have to be the same money. It begins with the check.";
        if (found === undefined)
          return open({ record, field: "Deposit", found: "none", principle, route: "/money/deposits" });
        if (found.amount !== sum(facts.lines, "paid"))
          return open({ record, field: "Amount", found: dollars(found.amount), principle, route: "/money/deposits" });
        return met("recorded");
      },
    },
    {
      id: "posted",
      label: "The decision is posted line by line, with nothing left to explain",
      counts: "correct",
      after: ["banked"],
      hints: [
        "Billed, less what is taken off, less what is paid: what should be left?",
        "The check's own page: add the claim, then key each line.",
        "Paid as printed, CO 45 and PR 1 or PR 2 as printed; then Post.",
      ],
      async check(view, facts) {
        const found = await checkOf(view, facts);
        const remittanceId = found?.remittanceId ?? null;
        const record = `Check ${facts.check}`;
        const route = found === undefined ? "/money/deposits" : `/money/deposits/${found.checkId}`;
        const principle =
          "Each line's charge is what was paid and what was taken off, to the cent. Then, and only then, it is posted.";
        if (remittanceId === null) return open({ record, field: "Matched to", found: "nothing yet", principle, route });
        const remittance = await view.ask("billing", "getRemittance", { remittanceId });
        if (remittance === null || remittance.variance !== 0 || remittance.status !== "closed")
          return open({ record, field: "Variance", found: remittance?.status ?? "none", principle, route });
        const lines = remittance.claims.flatMap((one) => one.lines);
        for (const { code, paid, contractual } of facts.lines) {
          const line = lines.find((one) => one.code === code);
          const taken = (line?.adjustments ?? [])
            .filter((one) => one.group === "CO" && one.reason === "45")
            .reduce((total, one) => total + one.amount, 0);
          if (line?.paid !== paid)
            return open({ record, field: `${code}, paid`, found: dollars(line?.paid ?? 0), principle, route });
          if (taken !== contractual)
            return open({ record, field: `${code}, CO-45`, found: dollars(taken), principle, route });
        }
        return met("posted, variance zero");
      },
    },
    {
      id: "owed",
      label: "The patient owes what the payer left to the patient, and the payer nothing",
      counts: "money",
      after: ["posted"],
      hints: [
        "Who owes the deductible?",
        "The patient's ledger.",
        "What was keyed under PR is the patient's; CO is nobody's.",
      ],
      async check(view, facts) {
        const account = await accountOf(view, facts.patient);
        const due = sum(facts.lines, "patient");
        if (account?.patientDue === due && account.insurancePending === 0) return met(dollars(due));
        return open({
          record: `Account of ${fullName(facts.patient)}`,
          field: account?.insurancePending === 0 ? "Patient owes" : "Payer owes",
          found: dollars(account?.insurancePending === 0 ? account.patientDue : (account?.insurancePending ?? 0)),
          principle:
            "PR is the patient's share, CO is what the contract gives away, and neither may stand for the other.",
          route: "/money/deposits",
        });
      },
    },
  ],
  traps: [
    {
      id: "balance-billed",
      critical: true,
      costs: "money",
      async fellFor(view, facts) {
        const account = await accountOf(view, facts.patient);
        if ((account?.patientDue ?? 0) <= sum(facts.lines, "patient")) return null;
        const step = done(view, "billing", "postEob").at(-1);
        return broken(
          {
            record: `Account of ${fullName(facts.patient)}`,
            field: "Patient owes",
            found: dollars(account?.patientDue ?? 0),
            principle:
              "CO-45 is the difference to the price of the contract. The practice gave it up when it signed, and may not ask the patient for it.",
            route: "/money/deposits",
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [deposit(facts), key(facts)],
  others: [(facts) => [deposit(facts, "lockbox"), key(facts)]],
  wrong: [
    { name: "records the check and keys nothing", steps: (facts) => [deposit(facts)], expect: ["owed", "posted"] },
    {
      name: "gives the patient what the contract takes off: the product does not post it by itself",
      steps: (facts) => [deposit(facts), key(facts, { contractual: ["PR", "45"] })],
      expect: ["owed", "posted"],
    },
    {
      name: "calls all that is taken off the deductible",
      steps: (facts) => [deposit(facts), key(facts, { contractual: ["PR", "1"] })],
      expect: ["balance-billed", "owed", "posted"],
    },
    {
      name: "gives the deductible away",
      steps: (facts) => [deposit(facts), key(facts, { patient: "CO" })],
      expect: ["owed"],
    },
  ],
  mistaken: (facts) => [deposit(facts), key(facts, {}, facts.other)],
  undone: (facts) => [takeBack(facts)],
  debrief: () => [
    "CO-45 is the contract's, PR-1 the deductible, PR-2 coinsurance, PR-3 a copay. The group before the number says whose it is.",
    "An 835 does the same by itself. Who has keyed one by hand can read what it did.",
  ],
  next: ["bi.07"],
});

const checkId = (facts: Facts) => seededId<"deposit-check">(facts.seed, "bi.04/check");

function deposit(facts: Facts, kind: "check" | "lockbox" = "check"): PathStep {
  return {
    name: "record the check",
    async run(practice) {
      const amount = sum(facts.lines, "paid");
      const { now } = await practice.run("scheduling", "flowBoard", { locationId: null }, nair);
      const checks = [
        { checkId: checkId(facts), payerId: payerId(PAYER), patientId: null, number: facts.check, amount },
      ];
      const depositId = seededId<"deposit">(facts.seed, "bi.04/deposit");
      const what = { depositId, kind, depositedOn: now.slice(0, 10), amount, reference: "", checks };
      await practice.run("billing", "recordDeposit", what, nair);
    },
  };
}

function key(
  facts: Facts,
  groups: { readonly contractual?: readonly ["PR", string]; readonly patient?: "CO" } = {},
  whom = facts.patient,
): PathStep {
  return {
    name: "key the EOB and post it",
    async run(practice) {
      const patientId = await lookUp(practice, whom, "nair");
      const { claims } = await practice.run(
        "billing",
        "listClaims",
        { statuses: [], patientId, before: null, limit: 10 },
        nair,
      );
      const { version } = (await practice.run("billing", "getEob", { checkId: checkId(facts) }, nair)).check;
      const [group, reason] = groups.contractual ?? (["CO", "45"] as const);
      const lines = facts.lines.map(({ paid, contractual, patient }, index) => ({
        lineNumber: index + 1,
        paid,
        adjustments: [
          { group, reason, amount: contractual },
          { group: groups.patient ?? ("PR" as const), reason: String(index + 1), amount: patient },
        ],
        remarks: [],
      }));
      const claim = { claimId: claims[0]?.claimId ?? "", takeBack: false, payerClaimNumber: facts.number };
      await practice.run(
        "billing",
        "postEob",
        { checkId: checkId(facts), claims: [{ ...claim, adjustments: [], lines }], beside: [], version },
        nair,
      );
    },
  };
}

function takeBack(facts: Facts): PathStep {
  return {
    name: "take the EOB back",
    run: async (practice) => {
      await practice.run("billing", "reverseEob", { checkId: checkId(facts), because: "Keyed wrong" }, nair);
    },
  };
}
