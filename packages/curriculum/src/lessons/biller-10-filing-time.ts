import type { Claim } from "@practicum/contracts/billing/claims";
import { addDays, formatDate } from "@practicum/kernel/local-date";
import { cents } from "@practicum/kernel/money";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import type { PracticePort } from "@practicum/seed/practice-port";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { billedByHand } from "../kit/by-hand.ts";
import { idOf, lookUp } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { pairOf, type Pair } from "../kit/pair.ts";
import { fullName, person, type Person } from "../kit/people.ts";
import { sameText } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { memberOf } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Three claims that never left. Of two the time runs out; the third, the dearest, has most of a year. */
interface Facts extends Pair {
  readonly third: Person;
  readonly authorization: string;
}

type Key = "patient" | "other" | "third";

interface Staged {
  readonly key: Key;
  readonly electronicId: string;
  /** How long ago the visit was. */
  readonly days: number;
  readonly code: string;
  readonly diagnosis: { readonly code: string; readonly label: string };
}

const nair = actorOf(staffByKey("nair"));
const OUT = ["submitted", "acknowledged", "accepted", "paid", "partly-denied"];
/** By then a payer has said whether it took a claim in. */
const UNTIL_ACCEPTED = 6;
const MOLE = { code: "D48.5", label: "Neoplasm of uncertain behavior of skin" };
const PRESSURE = { code: "I10", label: "Essential (primary) hypertension" };
/** Aetna takes claims for 120 days and wants an authorization for a biopsy; Cigna for 90; Blue Shield HMO for 365. */
const CLAIMS: readonly Staged[] = [
  { key: "patient", electronicId: "60054", days: 112, code: "11102", diagnosis: MOLE },
  { key: "other", electronicId: "BSCAH", days: 118, code: "99204", diagnosis: PRESSURE },
  { key: "third", electronicId: "62308", days: 84, code: "99203", diagnosis: PRESSURE },
];

async function claimOf(view: WorldView, one: Person): Promise<Claim | null> {
  const patientId = await idOf(view, one);
  if (patientId === null) return null;
  const list = await view.ask("billing", "listClaims", { statuses: [], patientId, before: null, limit: 10 });
  const claimId = list?.claims[0]?.claimId;
  return claimId === undefined ? null : view.ask("billing", "getClaim", { claimId });
}

const routeOf = (claim: Claim | null) => (claim === null ? "/money/claims" : `/money/claims/${claim.claimId}`);

export const beforeTheTimeIsUp = lesson<Facts>({
  id: "bi.10",
  version: 2,
  role: "biller",
  as: "nair",
  title: "Before the time is up",
  minutes: 10,
  teaches: [
    "can choose what to work on first by the day on which it is lost",
    "can tell a claim that was sent from one that a payer has taken in",
  ],
  words: ["timely filing", "prior authorization", "CO-29"],
  facts(stage) {
    const pair = pairOf("bi.10", stage, [40, 64]);
    return {
      ...pair,
      third: person(stage.seed, "bi.10/third", pair.today, [40, 64]),
      authorization: `AE${randomInt(seededRandom(`${stage.seed}/bi.10`), 1_000_000, 9_999_999)}`,
    };
  },
  async setUp(practice, facts) {
    for (const one of CLAIMS) await left(practice, facts, one);
  },
  story: ({ patient, other, third }) => [
    "A drawer has been opened: three visits of last season were charged, and their claims never left the house. You have this hour.",
    `They are ${fullName(patient)}'s, ${fullName(other)}'s and ${fullName(third)}'s. Two of them are lost within days, and one of these two can't leave as it is.`,
  ],
  goal: "The two whose time runs out are with their payers, as they have to be, and nobody else pays for the drawer.",
  materials: ({ patient, authorization }) => [
    {
      kind: "paper",
      title: "From Aetna, found in the same drawer",
      lines: [`Authorization ${authorization} for ${fullName(patient)}: skin biopsy, one, by Dr. Alvarez. Approved.`],
    },
    {
      kind: "paper",
      title: "How long payers take a first claim",
      lines: ["Cigna: 90 days from the visit", "Aetna: 120 days", "Blue Shield HMO: a year"],
    },
  ],
  outcomes: [
    {
      id: "authorized",
      label: "The claim that needs a permission has it, as the payer gave it",
      counts: "correct",
      hints: [
        "Why can this one not leave?",
        "Money, Claims: filing time runs out; open the one with an error.",
        "Write the number from Aetna's paper as the authorization.",
      ],
      async check(view, { patient, authorization }) {
        const claim = await claimOf(view, patient);
        const found = claim?.facts.authorization ?? null;
        if (sameText(found, authorization)) return met(authorization);
        return open({
          record: `Claim of ${fullName(patient)}'s visit`,
          field: "Authorization",
          found: found ?? "none",
          principle:
            "Without the number the payer refuses the service (CO-197), and the time to send it right is gone.",
          route: routeOf(claim),
        });
      },
    },
    ...(["patient", "third"] as const).map((key) => ({
      id: `sent-${key}`,
      label:
        key === "patient" ? "The claim with the authorization is sent" : "The claim with the fewest days left is sent",
      counts: "money" as const,
      ...(key === "patient" ? { after: ["authorized"] } : {}),
      hints: [
        "Which day is the last one?",
        "Money, Claims: filing time runs out, the nearest day first.",
        "Choose it, look that nothing stops it, and send.",
      ] as const,
      async check(view: WorldView, facts: Facts) {
        const claim = await claimOf(view, facts[key]);
        if (claim !== null && OUT.includes(claim.status)) return met(claim.number);
        return open({
          record: `Claim of ${fullName(facts[key])}'s visit`,
          field: "Status",
          found: claim?.status ?? "none",
          principle: `Its last day is ${claim?.filing.by === undefined ? "near" : formatDate(claim.filing.by)}. Not the largest claim is first, but the one that is lost first.`,
          route: routeOf(claim),
        });
      },
    })),
    {
      id: "in-time",
      label: "Within the week both payers say that they have taken it in, before its last day",
      counts: "time",
      after: ["sent-patient", "sent-third"],
      ahead: true,
      hints: [
        "What proves that a claim was filed?",
        "The claim shows the day of its acceptance.",
        "Say that you are done: time passes in a copy of the practice.",
      ],
      async check(view, facts) {
        const later = await view.after(UNTIL_ACCEPTED);
        for (const key of ["patient", "third"] as const) {
          const claim = await claimOf(later, facts[key]);
          const proof = claim?.filing.proof ?? null;
          if (claim === null || proof === null || proof.on > claim.filing.by)
            return open({
              record: `Claim of ${fullName(facts[key])}'s visit, a week from now`,
              field: "Accepted",
              found: proof === null ? "not taken in" : formatDate(proof.on),
              principle:
                "That we sent it proves nothing. The payer's own acceptance does, with its day: it is what an appeal against CO-29 needs.",
              route: routeOf(claim),
            });
        }
        return met("both were taken in");
      },
    },
  ],
  traps: [
    {
      id: "patient-pays",
      critical: true,
      costs: "money",
      async fellFor(view, facts) {
        for (const { key } of CLAIMS) {
          const patientId = await idOf(view, facts[key]);
          const step = done(view, "billing", "moveBalance").find(
            (one) => one.input.patientId === patientId && one.input.to === "patient",
          );
          if (step === undefined) continue;
          return broken(
            {
              record: `Account of ${fullName(facts[key])}`,
              field: "Owed by the patient",
              found: "what the practice forgot to send",
              principle:
                "Late is the practice's loss, by every contract. A patient who is asked for it is asked for what is not owed.",
              route: `/p/${step.input.patientId}/ledger`,
            },
            step.entry,
          );
        }
        return null;
      },
    },
    {
      id: "others-number",
      critical: false,
      costs: "privacy",
      async fellFor(view, { other, third, authorization }) {
        for (const one of [other, third]) {
          const claim = await claimOf(view, one);
          if (claim === null || !sameText(claim.facts.authorization ?? "", authorization)) continue;
          return broken(
            {
              record: `Claim of ${fullName(one)}'s visit`,
              field: "Authorization",
              found: "another patient's",
              principle: "A permission is one person's, for one service.",
              route: routeOf(claim),
            },
            done(view, "billing", "saveClaimFacts").findLast((step) => step.input.claimId === claim.claimId)?.entry ??
              null,
          );
        }
        return null;
      },
    },
  ],
  golden: (facts) => [authorize(facts, "patient"), send(facts, "patient"), send(facts, "third")],
  others: [
    // The third of them may go too: it only did not have to be first.
    (facts) => [
      send(facts, "third"),
      authorize(facts, "patient", facts.authorization.toLowerCase()),
      send(facts, "patient"),
      send(facts, "other"),
    ],
  ],
  wrong: [
    {
      name: "begins with the largest, and the hour is over",
      steps: (facts) => [send(facts, "other"), send(facts, "third")],
      expect: ["authorized", "in-time", "sent-patient"],
    },
    {
      name: "makes a number up, so that it leaves",
      steps: (facts) => [authorize(facts, "patient", "AE000"), send(facts, "patient"), send(facts, "third")],
      expect: ["authorized", "in-time", "sent-patient"],
    },
    {
      name: "asks the patient for what can't be sent",
      steps: (facts) => [toPatient(facts), send(facts, "third")],
      expect: ["authorized", "in-time", "patient-pays", "sent-patient"],
    },
    {
      name: "writes the number on the wrong claim",
      steps: (facts) => [authorize(facts, "third"), send(facts, "third")],
      expect: ["authorized", "in-time", "others-number", "sent-patient"],
    },
  ],
  mistaken: (facts) => [authorize(facts, "other"), send(facts, "other")],
  undone: { none: "A claim that was sent can't be called back: the payer has it." },
  debrief: () => [
    "Work by the last day, then by the money. A large claim with ten months can wait until tomorrow.",
    "The proof of filing is the payer's acceptance. It is kept beside the claim, for the day on which somebody says that it came too late.",
  ],
  next: ["bi.07"],
});

/** A visit that was charged, released, and forgotten. */
async function left(practice: PracticePort, { seed, today, ...people }: Facts, one: Staged): Promise<void> {
  const { key, electronicId, days, code, diagnosis } = one;
  await billedByHand(practice, {
    seed,
    lesson: "bi.10",
    key,
    patient: people[key],
    electronicId,
    memberId: memberOf(seed, `bi.10/${key}`, electronicId),
    on: addDays(today, -days),
    code,
    diagnosis,
    because: "Paper superbill of the day, found in a drawer",
  });
}

function onClaim(
  facts: Facts,
  key: Key,
  name: string,
  run: (practice: Parameters<PathStep["run"]>[0], claim: Claim) => Promise<unknown>,
): PathStep {
  return {
    name,
    async run(practice) {
      const patientId = await lookUp(practice, facts[key], "nair");
      const input = { statuses: [], patientId, before: null, limit: 10 };
      const { claims } = await practice.run("billing", "listClaims", input, nair);
      await run(practice, await practice.run("billing", "getClaim", { claimId: claims[0]?.claimId ?? "" }, nair));
    },
  };
}

const authorize = (facts: Facts, key: Key, authorization = facts.authorization) =>
  onClaim(facts, key, "write the authorization", (practice, { claimId, version, facts: there }) =>
    practice.run("billing", "saveClaimFacts", { claimId, version, facts: { ...there, authorization } }, nair),
  );

const send = (facts: Facts, key: Key) =>
  onClaim(facts, key, `send the ${key}'s claim`, async (practice, { claimId }) => {
    const { left: stays } = await practice.run("billing", "submitClaims", { claimIds: [claimId] }, nair);
    if (stays[0] !== undefined) throw new Error(stays[0].because);
  });

const toPatient = (facts: Facts) =>
  onClaim(facts, "patient", "ask the patient for it", (practice, { claimId, patientId, lines }) =>
    practice.run(
      "billing",
      "moveBalance",
      {
        adjustmentId: seededId<"adjustment">(facts.seed, "bi.10/to-patient"),
        patientId,
        claimId,
        to: "patient",
        amount: cents(lines[0]?.amount ?? 0),
        reason: "other",
        note: "Can't be sent in time",
      },
      nair,
    ),
  );
