import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import type { Id } from "@practicum/kernel/brand";
import { bothSeen, NEW_VISIT } from "../kit/billed.ts";
import { openedNote } from "../kit/encounters.ts";
import { idOf } from "../kit/find.ts";
import { linesOf } from "../kit/lines.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { pairOf, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { covered, memberOf } from "../kit/visits.ts";
import { done } from "../kit/world-view.ts";

/** A signed visit that nobody charged for, beside one that is as it should be. */
type Facts = Pair;

const nair = actorOf(staffByKey("nair"));
const PAYER = "BSCAH";
const VISIT = "99203";
const STREP = "87880";

export const findWhatIsMissing = lesson<Facts>({
  id: "bi.01",
  version: 2,
  role: "biller",
  as: "nair",
  title: "A visit that nobody charged for",
  minutes: 8,
  teaches: ["can find signed visits without a charge", "can charge what the provider says was done, and nothing else"],
  words: ["charge", "CPT", "CLIA-waived", "modifier", "diagnosis pointer", "upcoding"],
  facts: (stage) => pairOf("bi.01", stage, [20, 50]),
  async setUp(practice, facts) {
    const { seed, today } = facts;
    await bothSeen(
      practice,
      "bi.01",
      facts,
      (key) => (key === "patient" ? [] : [NEW_VISIT]),
      ({ key, patientId }) =>
        covered(practice, {
          coverageId: seededId<"coverage">(seed, `bi.01/${key}/coverage`),
          patientId,
          electronicId: PAYER,
          memberId: memberOf(seed, `bi.01/${key}`, PAYER),
          priority: 1,
          from: `${Number(today.slice(0, 4)) - 1}-01-01`,
          copay: null,
          pcp: "alvarez",
        }),
    );
  },
  story: ({ patient, other }) => [
    "Two of Dr. Alvarez's visits of this morning are signed. One of them has no charge at all.",
    `You asked her. It is ${fullName(patient)}'s; ${fullName(other)}'s is complete.`,
  ],
  goal: "What was done in that visit is charged as the provider says, for its diagnosis, and released to a claim.",
  materials: ({ patient }) => [
    {
      kind: "paper",
      title: "Dr. Alvarez's answer to your query",
      lines: [
        `${fullName(patient)}: sorry, I signed without the codes.`,
        `Office visit, new patient, ${VISIT}. Rapid strep test with our kit, negative: ${STREP}.`,
        "Both for the diagnosis in the note. Nothing else was done.",
      ],
    },
    {
      kind: "paper",
      title: "On the lid of the kit",
      lines: ["Waived under CLIA", "Bill with modifier QW"],
    },
  ],
  outcomes: [
    {
      id: "charged",
      label: "The visit and the test are charged, each for the visit's diagnosis",
      counts: "money",
      hints: [
        "Which visits of today have a note and no charge?",
        "Money, Charges: signed visits without a charge stand by themselves.",
        `Charge ${VISIT} and ${STREP}, each pointing to diagnosis A.`,
      ],
      async check(view, { patient, visit }) {
        const { lines } = await linesOf(view, visit);
        const record = `Charges of ${fullName(patient)}'s visit`;
        const principle =
          "What is not charged is not paid, and after the filing limit it never is. The provider says what was done; the biller sees that it is billed.";
        for (const code of [VISIT, STREP]) {
          const line = lines.find((one) => one.code === code);
          if (line === undefined)
            return open({
              record,
              field: code,
              found: lines.length === 0 ? "nothing is charged" : "not charged",
              principle,
              route: "/money/charges",
            });
          if (line.units !== 1)
            return open({ record, field: "Units", found: String(line.units), principle, route: "/money/charges" });
          if (!line.pointers.includes(1))
            return open({
              record,
              field: `Diagnosis pointer of ${code}`,
              found: "none",
              principle: "A service that points to no diagnosis has no reason, and is not paid.",
              route: "/money/charges",
            });
        }
        return met(`${VISIT} and ${STREP}`);
      },
    },
    {
      id: "waived",
      label: "The test says that it was done with a waived kit",
      counts: "correct",
      hints: [
        "What may a practice without a laboratory test?",
        "Modifiers, with the charge.",
        "QW on the test, nothing on the visit.",
      ],
      async check(view, { patient, visit }) {
        const { lines } = await linesOf(view, visit);
        const line = lines.find((one) => one.code === STREP);
        if (line?.modifiers.includes("QW") === true) return met("QW");
        return open({
          record: `Charges of ${fullName(patient)}'s visit`,
          field: `Modifiers of ${STREP}`,
          found: line === undefined ? "no such charge" : line.modifiers.join(", ") || "none",
          principle:
            "A practice with a certificate of waiver may do waived tests alone, and says with QW that this was one. Without it the test is denied.",
          route: "/money/charges",
        });
      },
    },
    {
      id: "released",
      label: "The visit is released, and its claim is there",
      counts: "correct",
      after: ["charged", "waived"],
      guide: [{ at: "charges.release", says: "Choose this visit in the list, then release it." }],
      hints: ["When does a charge become a claim?", "Money, Charges: Release.", "Release this visit."],
      async check(view, { patient, visit }) {
        const { claim } = await linesOf(view, visit);
        if (claim !== null) return met(claim.number);
        return open({
          record: `Charges of ${fullName(patient)}'s visit`,
          field: "Release",
          found: "still in review",
          principle: "A charge in review is no claim, and the days of the filing limit go on.",
          route: "/money/charges",
        });
      },
    },
  ],
  traps: [
    {
      id: "upcoded",
      critical: true,
      costs: "money",
      async fellFor(view, { patient, visit }) {
        const { encounterId, lines } = await linesOf(view, visit);
        const extra = lines.find((one) => one.code !== VISIT && one.code !== STREP);
        if (extra === undefined) return null;
        const step = done(view, "billing", "addCharge").find(
          (one) => one.input.encounterId === encounterId && one.input.code === extra.code,
        );
        return broken(
          {
            record: `Charges of ${fullName(patient)}'s visit`,
            field: "Procedure",
            found: extra.code,
            principle:
              "Nobody said that this was done. To bill it is a false claim (31 USC 3729), whoever typed it. Ask the provider; never guess upward.",
            route: "/money/charges",
          },
          step?.entry ?? null,
        );
      },
    },
    {
      id: "charged-twice",
      critical: false,
      costs: "money",
      async fellFor(view, { other, others }) {
        const { encounterId, patientId, lines } = await linesOf(view, others);
        if (lines.length < 2) return null;
        const step = done(view, "billing", "addCharge").find((one) => one.input.encounterId === encounterId);
        return broken(
          {
            record: `Charges of ${fullName(other)}'s visit`,
            field: "Procedure",
            found: "somebody else's service",
            principle: "That visit was complete. Now one person is billed for what another one had.",
            route: patientId === "" ? "/money/charges" : `/p/${(await idOf(view, other)) ?? ""}/ledger`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [add(facts, VISIT), add(facts, STREP, ["QW"]), release(facts.visit)],
  others: [
    // Released first: what is added to a claim that was not sent goes with it.
    (facts) => [add(facts, STREP, ["QW"]), release(facts.visit), add(facts, VISIT)],
  ],
  wrong: [
    {
      name: "charges the visit alone",
      steps: (facts) => [add(facts, VISIT), release(facts.visit)],
      expect: ["charged", "released", "waived"],
    },
    {
      name: "forgets that the kit is waived",
      steps: (facts) => [add(facts, VISIT), add(facts, STREP), release(facts.visit)],
      expect: ["released", "waived"],
    },
    {
      name: "bills a higher level than was said",
      steps: (facts) => [add(facts, "99204"), add(facts, STREP, ["QW"]), release(facts.visit)],
      expect: ["charged", "released", "upcoded"],
    },
  ],
  mistaken: (facts) => [
    add(facts, VISIT, [], facts.others),
    add(facts, STREP, ["QW"], facts.others),
    release(facts.others),
  ],
  undone: (facts) => [takeOff(facts, STREP)],
  debrief: () => [
    "Signed visits without a charge are looked for each day: a practice loses more by what it forgets than by what is denied.",
    "Where the note and the codes do not agree, or there are none, the provider is asked. The answer is kept.",
  ],
  next: ["bi.03"],
});

function add(facts: Facts, code: string, modifiers: string[] = [], visit = facts.visit): PathStep {
  return {
    name: `charge ${code}`,
    async run(practice) {
      const { encounterId } = await openedNote(practice, visit, staffByKey("alvarez"));
      const charge = { code, modifiers, units: 1, pointers: [1], because: "The provider's answer of today" };
      const chargeId = seededId<"charge">(facts.seed, `bi.01/${code}/${visit}`);
      await practice.run("billing", "addCharge", { chargeId, encounterId, ...charge }, nair);
    },
  };
}

function release(visit: Id<"appointment">): PathStep {
  return {
    name: "release the visit",
    async run(practice) {
      const { encounterId } = await openedNote(practice, visit, staffByKey("alvarez"));
      const { left } = await practice.run("billing", "releaseCharges", { encounterIds: [encounterId] }, nair);
      if (left[0] !== undefined) throw new Error(left[0].because);
    },
  };
}

function takeOff(facts: Facts, code: string): PathStep {
  return {
    name: `take ${code} off`,
    async run(practice) {
      const chargeId = seededId<"charge">(facts.seed, `bi.01/${code}/${facts.visit}`);
      const { claims } = await practice.run(
        "billing",
        "listClaims",
        {
          statuses: [],
          patientId: (await openedNote(practice, facts.visit, staffByKey("alvarez"))).patientId,
          before: null,
          limit: 10,
        },
        nair,
      );
      const claim = await practice.run("billing", "getClaim", { claimId: claims[0]?.claimId ?? "" }, nair);
      const version = claim.lines.find((one) => one.charge?.chargeId === chargeId)?.charge?.version ?? 1;
      await practice.run("billing", "voidCharge", { chargeId, version, because: "Not done after all" }, nair);
    },
  };
}
