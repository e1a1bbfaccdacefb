import type { Claim } from "@practicum/contracts/billing/claims";
import type { Id } from "@practicum/kernel/brand";
import { addMs, dateIn, type Instant } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { claimed, NEW_VISIT, seenAndSigned } from "../kit/billed.ts";
import { idOf, lookUp } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { alreadyRegistered, fullName, person, type Person } from "../kit/people.ts";
import { sameNumber } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { appointmentId, covered, memberOf } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Two of a family at one insurer, and the one's claim under the other's number. */
interface Facts {
  readonly seed: string;
  readonly patient: Person;
  readonly spouse: Person;
  readonly rightNumber: string;
  readonly spousesNumber: string;
  readonly today: LocalDate;
  readonly begins: Instant;
  readonly coverage: Id<"coverage">;
  readonly spousesCoverage: Id<"coverage">;
}

const DAY_MS = 86_400_000;
/** A payer answers from day 10 to 30. */
const UNTIL_PAID = 40;
const nair = actorOf(staffByKey("nair"));
const alvarez = staffByKey("alvarez");
const PAYER = "60055";

async function claimsOf(view: WorldView, one: Person): Promise<readonly Claim[]> {
  const patientId = (await idOf(view, one)) ?? "";
  const list = await view.ask("billing", "listClaims", { statuses: [], patientId, before: null, limit: 50 });
  const claims = await Promise.all(
    (list?.claims ?? []).map(({ claimId }) => view.ask("billing", "getClaim", { claimId })),
  );
  return claims.filter((claim) => claim !== null);
}

export const cureARejection = lesson<Facts>({
  id: "bi.03",
  role: "biller",
  as: "nair",
  title: "A claim that never arrived",
  minutes: 10,
  teaches: [
    "can read a rejection and find what is behind it",
    "can mend it at its source and send the claim again, once",
  ],
  words: ["837P", "277CA", "rejection", "denial", "subscriber"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    const patient = person(seed, "bi.03/patient", today, [30, 60]);
    return {
      seed,
      patient,
      spouse: { ...person(seed, "bi.03/spouse", today, [30, 60]), family: patient.family },
      rightNumber: memberOf(seed, "bi.03/right", PAYER),
      spousesNumber: memberOf(seed, "bi.03/spouse", PAYER),
      today,
      begins: now,
      coverage: seededId<"coverage">(seed, "bi.03/coverage"),
      spousesCoverage: seededId<"coverage">(seed, "bi.03/spouses-coverage"),
    };
  },
  async setUp(practice, facts) {
    const patientId = await alreadyRegistered(practice, facts.patient, "bi.03");
    const spouseId = await alreadyRegistered(practice, facts.spouse, "bi.03");
    const plan = {
      electronicId: PAYER,
      priority: 1 as const,
      from: `${Number(facts.today.slice(0, 4)) - 1}-01-01`,
      copay: null,
      pcp: null,
    };
    await covered(practice, {
      ...plan,
      coverageId: facts.spousesCoverage,
      patientId: spouseId,
      memberId: facts.spousesNumber,
    });
    // The payer has met the spouse under this number, so it knows whose it is.
    const eligibilityId = seededId<"eligibility">(facts.seed, "bi.03/asked");
    await practice.run(
      "billing",
      "checkEligibility",
      { eligibilityId, coverageId: facts.spousesCoverage, patientId: spouseId, serviceDate: facts.today },
      actorOf(staffByKey("brooks")),
    );
    await practice.advanceTo(addMs(facts.begins, 5 * 60_000));
    await covered(practice, { ...plan, coverageId: facts.coverage, patientId, memberId: facts.spousesNumber });
    const visit = {
      appointmentId: appointmentId(facts.seed, "bi.03/visit"),
      patientId,
      provider: alvarez,
      date: facts.today,
      type: "acute",
      reason: "Cough",
      squeezed: false,
    };
    const encounterId = await seenAndSigned(practice, facts.seed, visit, NEW_VISIT);
    await claimed(practice, encounterId, patientId);
    await practice.advanceTo(addMs(facts.begins, 5 * DAY_MS));
  },
  story: ({ patient }) => [
    `Five days ago you sent a claim for ${fullName(patient)}'s visit. Its answer lies in the work queue, and it is no payment.`,
    "A rejection is no denial: the payer never took the claim in, nobody looked at it, and nobody will.",
  ],
  goal: "The claim is at the payer under the right person's number, sent once more, and on its way to be paid.",
  materials: ({ patient, spouse, rightNumber, spousesNumber }) => [
    {
      kind: "paper",
      title: "Copies of the family's cards",
      lines: [`${fullName(spouse)}: ${spousesNumber}`, `${fullName(patient)}: ${rightNumber}`],
    },
  ],
  outcomes: [
    {
      id: "mended",
      label: "The patient's coverage has the patient's own number",
      counts: "correct",
      hints: [
        "What does the payer say it can't find?",
        "Open the claim: what came back stands with it. Compare the member number with the copies.",
        "The patient's Insurance tab: write the number of the patient's own card.",
      ],
      async check(view, { patient, rightNumber, coverage }) {
        const patientId = (await idOf(view, patient)) ?? "";
        const found = (await view.ask("billing", "listCoverages", { patientId }))?.find(
          (one) => one.coverageId === coverage,
        );
        if (sameNumber(found?.memberId ?? null, rightNumber)) return met("the card's number");
        return open({
          record: `Coverage of ${fullName(patient)}`,
          field: "Member number",
          found: found?.memberId ?? "none",
          principle:
            "A claim is mended where its data come from. What is mended in the claim alone is wrong again at the next visit.",
          route: `/p/${patientId}/insurance`,
        });
      },
    },
    {
      id: "sent",
      label: "The same claim has been sent again, as an original",
      counts: "correct",
      after: ["mended"],
      hints: [
        "Has the payer a first claim that this one could replace?",
        "The claim, Correct and resend.",
        "Correct, look at the number in it, and submit.",
      ],
      async check(view, { patient, rightNumber }) {
        const claims = await claimsOf(view, patient);
        const sent = claims.find((claim) => ["submitted", "acknowledged", "accepted", "paid"].includes(claim.status));
        const [claim] = claims;
        const diagnosis = {
          record: `Claim ${claim?.number ?? ""}`,
          field: "Status",
          found: claim?.status ?? "none",
          principle:
            "A rejected claim was never received: it goes out again as it was, an original, and the days until the filing limit go on.",
          route: claim === undefined ? "/money/claims" : `/money/claims/${claim.claimId}`,
        };
        if (sent === undefined) return open(diagnosis);
        if (!sameNumber(sent.subscriber.memberId, rightNumber))
          return open({ ...diagnosis, field: "Member number", found: sent.subscriber.memberId });
        return met(sent.number);
      },
    },
    {
      id: "paid",
      label: "Six weeks later the payer has decided and paid",
      counts: "money",
      after: ["sent"],
      ahead: true,
      hints: [
        "What would you look at in six weeks?",
        "The claim's history tells what came.",
        "Say that you are done: time passes in a copy of the practice.",
      ],
      async check(view, { patient }) {
        const later = await view.after(UNTIL_PAID);
        const claims = await claimsOf(later, patient);
        const decided = claims.find((claim) => claim.paid > 0 || claim.patientResponsibility > 0);
        if (decided !== undefined) return met(`$${(decided.paid / 100).toFixed(2)} paid`);
        const [claim] = claims;
        return open({
          record: `Claim ${claim?.number ?? ""}, six weeks from now`,
          field: "Status",
          found: claim?.status ?? "none",
          principle: "A claim is done when its money is where it belongs, not when it is sent.",
          route: claim === undefined ? "/money/claims" : `/money/claims/${claim.claimId}`,
        });
      },
    },
  ],
  traps: [
    {
      id: "spouse",
      critical: false,
      costs: "privacy",
      async fellFor(view, { spouse, spousesCoverage, spousesNumber }) {
        const patientId = (await idOf(view, spouse)) ?? "";
        const found = (await view.ask("billing", "listCoverages", { patientId }))?.find(
          (one) => one.coverageId === spousesCoverage,
        );
        if (found === undefined || sameNumber(found.memberId, spousesNumber)) return null;
        const step = done(view, "billing", "updateCoverage").find((one) => one.input.coverageId === spousesCoverage);
        return broken(
          {
            record: `Coverage of ${fullName(spouse)}`,
            field: "Member number",
            found: found.memberId,
            principle: "That number was right. Now the other one's claims come back too.",
            route: `/p/${patientId}/insurance`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [mend(facts), correct(facts), send(facts)],
  others: [(facts) => [correct(facts), mend(facts), refresh(facts), send(facts)]],
  wrong: [
    { name: "mends the coverage and forgets the claim", steps: (facts) => [mend(facts)], expect: ["paid", "sent"] },
    {
      name: "mends the spouse's",
      steps: (facts) => [mend(facts, facts.spouse, facts.spousesCoverage)],
      expect: ["mended", "paid", "sent", "spouse"],
    },
  ],
  mistaken: (facts) => [mend(facts, facts.spouse, facts.spousesCoverage), correct(facts), send(facts)],
  undone: (facts) => [mend({ ...facts, rightNumber: facts.spousesNumber })],
  debrief: () => [
    "Rejected at the door (999, 277CA): mend and send again as an original. Denied by the payer (835): a corrected claim or an appeal.",
    "The cause was made at the counter, weeks ago, by two cards that look alike. What is found here is told there.",
  ],
  next: ["pm.01"],
});

function mend(facts: Facts, whom = facts.patient, coverageId = facts.coverage): PathStep {
  return {
    name: "write the card's number",
    async run(practice) {
      const patientId = await lookUp(practice, whom, "nair");
      const all = await practice.run("billing", "listCoverages", { patientId }, nair);
      const found = all.find((one) => one.coverageId === coverageId);
      if (found === undefined) throw new Error("there is no such coverage");
      const { payerName: _, payerKind: __, priority: ___, eligibility: ____, ...coverage } = found;
      await practice.run("billing", "updateCoverage", { ...coverage, memberId: facts.rightNumber }, nair);
    },
  };
}

function onTheClaim(
  facts: Facts,
  name: string,
  work: (
    practice: Parameters<PathStep["run"]>[0],
    claim: { readonly claimId: Id<"claim">; readonly version: number },
  ) => Promise<unknown>,
): PathStep {
  return {
    name,
    async run(practice) {
      const patientId = await lookUp(practice, facts.patient, "nair");
      const { claims } = await practice.run(
        "billing",
        "listClaims",
        { statuses: [], patientId, before: null, limit: 10 },
        nair,
      );
      const claim = await practice.run("billing", "getClaim", { claimId: claims[0]?.claimId ?? "" }, nair);
      await work(practice, claim);
    },
  };
}

const correct = (facts: Facts) =>
  onTheClaim(facts, "take the claim up again", (practice, { claimId, version }) =>
    practice.run("billing", "correctClaim", { claimId, version }, nair),
  );

const refresh = (facts: Facts) =>
  onTheClaim(facts, "build the claim again", (practice, { claimId }) =>
    practice.run("billing", "refreshClaim", { claimId }, nair),
  );

const send = (facts: Facts) =>
  onTheClaim(facts, "send it", (practice, { claimId }) =>
    practice.run("billing", "submitClaims", { claimIds: [claimId] }, nair),
  );
