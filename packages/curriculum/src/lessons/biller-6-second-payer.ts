import type { mspAnswers } from "@practicum/contracts/billing/coordination";
import type { Claim } from "@practicum/contracts/billing/claims";
import type { Id } from "@practicum/kernel/brand";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { cents } from "@practicum/kernel/money";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import type { z } from "zod";
import { bothSeen, claimed, NEW_VISIT } from "../kit/billed.ts";
import { encounterOf } from "../kit/encounters.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { claimsOfVisit } from "../kit/lines.ts";
import { accountOf, dollars } from "../kit/money.ts";
import { pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { covered, memberOf } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Two of Medicare age with a plan of the employer's, which has decided. The second payer does not have the claim yet. */
interface Facts extends Pair {
  readonly begins: Instant;
  /** The day on which the first payer's decisions lie there. */
  readonly again: LocalDate;
}

type Answers = z.output<typeof mspAnswers>;

const DAY_MS = 86_400_000;
/** The first payer answers from day 12 to 22. */
const UNTIL_DECIDED = 28;
/** Medicare from day 14 to 17. */
const UNTIL_SECOND = 30;
const nair = actorOf(staffByKey("nair"));
const FIRST = "60055";
const SECOND = "MCRSD";
const OUT = ["submitted", "acknowledged", "accepted", "paid", "partly-denied"];
const WORKS: Answers = { accidentOrWork: false, presentJob: true, largeEmployer: true, kidneyFailure: false };

async function secondClaim(view: WorldView, visit: Id<"appointment">): Promise<Claim | null> {
  const encounter = await encounterOf(view, visit);
  const { patientId = "", encounterId = "" } = encounter ?? {};
  const list = await view.ask("billing", "listClaims", { statuses: [], patientId, before: null, limit: 50 });
  for (const { claimId, order } of list?.claims ?? []) {
    if (order !== 2) continue;
    const claim = await view.ask("billing", "getClaim", { claimId });
    if (claim?.encounterId === encounterId) return claim;
  }
  return null;
}

const routeOf = (claim: Claim | null) => (claim === null ? "/money/claims" : `/money/claims/${claim.claimId}`);

export const billTheSecondPayer = lesson<Facts>({
  id: "bi.06",
  version: 2,
  role: "biller",
  as: "nair",
  title: "What the first payer left",
  minutes: 8,
  teaches: [
    "can bill a second payer with what the first decided",
    "can find out why Medicare pays second, and say it on the claim",
  ],
  words: ["secondary payer", "Medicare secondary payer", "coordination of benefits"],
  facts(stage) {
    const pair = pairOf("bi.06", stage, [66, 70]);
    return { ...pair, begins: stage.now, again: addDays(pair.today, UNTIL_DECIDED) };
  },
  async setUp(practice, facts) {
    const both = await bothSeen(
      practice,
      "bi.06",
      facts,
      () => [NEW_VISIT],
      async ({ key, patientId }) => {
        for (const [priority, electronicId] of [[1, FIRST] as const, [2, SECOND] as const])
          await covered(practice, {
            coverageId: seededId<"coverage">(facts.seed, `bi.06/${key}/${electronicId}`),
            patientId,
            electronicId,
            memberId: memberOf(facts.seed, `bi.06/${key}/${electronicId}`, electronicId),
            priority,
            from: `${Number(facts.today.slice(0, 4)) - 1}-01-01`,
            copay: null,
            pcp: null,
          });
      },
    );
    for (const { encounterId, patientId } of both) await claimed(practice, encounterId, patientId);
    await practice.advanceTo(addMs(facts.begins, UNTIL_DECIDED * DAY_MS));
  },
  story: ({ patient, other }) => [
    `${fullName(patient)} and ${fullName(other)} are past 65 and have two insurances each: Aetna by an employer, and Medicare. Aetna has decided on both visits and left a part.`,
    `That part is not the patient's yet: it is Medicare's turn. ${fullName(patient)}'s claim to Medicare does not leave the house. ${fullName(other)} has not answered your call; leave that one as it is.`,
  ],
  goal: "Medicare has the patient's claim, with what Aetna decided and why Medicare is not first, and the patient was asked for nothing.",
  materials: ({ patient }) => [
    {
      kind: "says",
      who: `${fullName(patient)}, on the telephone`,
      lines: [
        '"Yes, I still work, the insurance is from my job. We are about sixty people."',
        '"No accident, nothing from work. My kidneys? They are fine, thank you."',
      ],
    },
  ],
  outcomes: [
    {
      id: "asked",
      label: "The answers that decide who pays first stand in the record as the patient gave them",
      counts: "correct",
      hints: [
        "Why does Medicare not pay first here?",
        "The claim names the field: the patient's Insurance, the Medicare questions.",
        "A present job, an employer of more than twenty, no accident, no kidney failure.",
      ],
      async check(view, { patient, visit, again }) {
        const encounter = await encounterOf(view, visit);
        const patientId = encounter?.patientId ?? "";
        const order = await view.ask("billing", "coverageOrder", { patientId, day: again });
        const answers = order?.msp?.answers ?? null;
        const right =
          answers !== null && (Object.keys(WORKS) as (keyof Answers)[]).every((key) => answers[key] === WORKS[key]);
        if (right) return met("asked and answered");
        return open({
          record: `Insurance of ${fullName(patient)}`,
          field: "Medicare questions",
          found: answers === null ? "not asked" : "other answers than the patient's",
          principle:
            "Medicare pays second only for a reason, and asks for it (42 CFR 411.20). The patient knows it; nobody may guess.",
          route: `/p/${patientId}/insurance`,
        });
      },
    },
    {
      id: "sent",
      label: "The second claim is sent, with the reason and what Aetna decided",
      counts: "correct",
      after: ["asked"],
      hints: [
        "Who has to see what Aetna paid?",
        "Money, Claims: the patient's second claim, and what stops it.",
        "Check it again, and send.",
      ],
      async check(view, { patient, visit }) {
        const claim = await secondClaim(view, visit);
        if (claim !== null && OUT.includes(claim.status)) return met(claim.number);
        return open({
          record: `Second claim of ${fullName(patient)}'s visit`,
          field: "Status",
          found: claim?.status ?? "none",
          principle: "A second payer has its own filing time, and it runs from the first one's decision.",
          route: routeOf(claim),
        });
      },
    },
    {
      id: "decided",
      label: "A month later Medicare has decided too",
      counts: "money",
      after: ["sent"],
      ahead: true,
      hints: [
        "What does the patient owe when both have decided?",
        "The claim shows both payers, one beneath the other.",
        "Say that you are done: time passes in a copy of the practice.",
      ],
      async check(view, { patient, visit }) {
        const claim = await secondClaim(await view.after(UNTIL_SECOND), visit);
        if (claim !== null && claim.payers.every((payer) => payer.decided !== null))
          return met(`${dollars(claim.paid)} paid by the second`);
        return open({
          record: `Second claim of ${fullName(patient)}'s visit, a month from now`,
          field: "Status",
          found: claim?.status ?? "none",
          principle: "What is left after every payer is the patient's, and not a cent before.",
          route: routeOf(claim),
        });
      },
    },
  ],
  traps: [
    {
      id: "asked-the-patient",
      critical: false,
      costs: "money",
      async fellFor(view, { patient, visit }) {
        const account = await accountOf(view, patient);
        const encounter = await encounterOf(view, visit);
        const step =
          done(view, "billing", "moveBalance").find((one) => one.input.patientId === encounter?.patientId) ??
          done(view, "billing", "issueStatement").find((one) => one.input.patientId === encounter?.patientId);
        if (account === null || step === undefined) return null;
        return broken(
          {
            record: `Account of ${fullName(patient)}`,
            field: "Owed by the patient",
            found: "what Medicare has not decided on",
            principle:
              "A patient with Medicare may not be asked for what Medicare was never asked for, and seldom knows it.",
            route: `/p/${encounter?.patientId ?? ""}/ledger`,
          },
          step.entry,
        );
      },
    },
    {
      id: "made-up",
      critical: true,
      costs: "money",
      async fellFor(view, { other, others, again }) {
        const patientId = (await encounterOf(view, others))?.patientId ?? "";
        const order = await view.ask("billing", "coverageOrder", { patientId, day: again });
        if (order?.msp == null) return null;
        return broken(
          {
            record: `Insurance of ${fullName(other)}`,
            field: "Medicare questions",
            found: "answers that nobody gave",
            principle: "Nobody spoke with this patient. A made-up answer to Medicare is a false statement.",
            route: `/p/${patientId}/insurance`,
          },
          done(view, "billing", "answerMsp").find((one) => one.input.patientId === patientId)?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [answer(facts, "patient"), refresh(facts, "patient"), send(facts, "patient")],
  others: [
    // Misheard at first, and corrected before the claim leaves.
    (facts) => [
      answer(facts, "patient", { ...WORKS, largeEmployer: false }),
      answer(facts, "patient"),
      refresh(facts, "patient"),
      send(facts, "patient"),
    ],
  ],
  wrong: [
    {
      name: "answers what was not said, so that it passes",
      steps: (facts) => [
        answer(facts, "patient", { ...WORKS, presentJob: false, kidneyFailure: true }),
        refresh(facts, "patient"),
        send(facts, "patient"),
      ],
      expect: ["asked", "decided", "sent"],
    },
    { name: "asks, and sends nothing", steps: (facts) => [answer(facts, "patient")], expect: ["decided", "sent"] },
    {
      name: "answers for the other one too",
      steps: (facts) => [
        answer(facts, "patient"),
        refresh(facts, "patient"),
        send(facts, "patient"),
        answer(facts, "other"),
      ],
      expect: ["made-up"],
    },
    {
      name: "asks the patient for what Aetna left",
      steps: (facts) => [toPatient(facts)],
      expect: ["asked", "asked-the-patient", "decided", "sent"],
    },
  ],
  mistaken: (facts) => [answer(facts, "other"), refresh(facts, "other"), send(facts, "other")],
  undone: { none: "A claim that was sent can't be called back: the payer has it." },
  debrief: () => [
    "Twenty people make the difference: with a smaller employer Medicare would have paid first, and Aetna second.",
    "The second claim is the first one with its answer: same services, same prices, and what was decided line by line.",
  ],
  next: ["bi.07"],
});

function answer(facts: Facts, key: OfPair["key"], answers: Answers = WORKS): PathStep {
  return {
    name: `keep the ${key}'s answers`,
    async run(practice) {
      const [claim] = await claimsOfVisit(practice, key === "patient" ? facts.visit : facts.others);
      await practice.run("billing", "answerMsp", { patientId: claim?.patientId ?? "", answers }, nair);
    },
  };
}

function onSecond(
  facts: Facts,
  key: OfPair["key"],
  name: string,
  run: (practice: Parameters<PathStep["run"]>[0], claim: Claim) => Promise<unknown>,
): PathStep {
  return {
    name,
    async run(practice) {
      const [, claim] = await claimsOfVisit(practice, key === "patient" ? facts.visit : facts.others);
      if (claim === undefined) throw new Error("there is no second claim");
      await run(practice, claim);
    },
  };
}

const refresh = (facts: Facts, key: OfPair["key"]) =>
  onSecond(facts, key, "check the second claim again", (practice, { claimId }) =>
    practice.run("billing", "refreshClaim", { claimId }, nair),
  );

const send = (facts: Facts, key: OfPair["key"]) =>
  onSecond(facts, key, "send the second claim", (practice, { claimId }) =>
    practice.run("billing", "submitClaims", { claimIds: [claimId] }, nair),
  );

const toPatient = (facts: Facts) =>
  onSecond(facts, "patient", "ask the patient for it", (practice, { claimId, patientId, payers }) =>
    practice.run(
      "billing",
      "moveBalance",
      {
        adjustmentId: seededId<"adjustment">(facts.seed, "bi.06/to-patient"),
        patientId,
        claimId,
        to: "patient",
        amount: cents(payers[0]?.decided?.patientResponsibility ?? 0),
        reason: "other",
        note: "Aetna left it",
      },
      nair,
    ),
  );
