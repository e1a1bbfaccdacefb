import { dateIn } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { idOf, lookUp } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { alreadyRegistered, fullName, person, type Person } from "../kit/people.ts";
import { sameNumber } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { coverageInput, memberOf } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Somebody over 65 with Medicare and Medi-Cal, and three cards: one of them is of a plan that has ended. */
interface Facts {
  readonly seed: string;
  readonly patient: Person;
  readonly spouse: Person;
  readonly medicare: string;
  readonly mediCal: string;
  readonly formerPlan: string;
  readonly from: LocalDate;
}

const desk = actorOf(staffByKey("brooks"));
const LAST = "Medi-Cal pays last of all: what another payer owes is billed there first (42 CFR 433.139).";

async function coverages(view: WorldView, one: Person) {
  const patientId = await idOf(view, one);
  if (patientId === null) return { patientId: "", list: [] };
  return { patientId, list: (await view.ask("billing", "listCoverages", { patientId })) ?? [] };
}

function cardOutcome(
  id: string,
  label: string,
  payer: string,
  kind: string,
  number: (facts: Facts) => string,
  place: number,
  hints: readonly [string, string, string],
) {
  return {
    id,
    label,
    counts: "money" as const,
    hints,
    async check(view: WorldView, facts: Facts) {
      const { patientId, list } = await coverages(view, facts.patient);
      const found = list.find((one) => one.payerKind === kind);
      const record = `${payer} of ${fullName(facts.patient)}`;
      const route = `/p/${patientId}/insurance`;
      if (found === undefined)
        return open({
          record,
          field: "Coverage",
          found: "none",
          principle: "A claim goes to the payer that is on record, or to nobody.",
          route,
        });
      if (!sameNumber(found.memberId, number(facts)))
        return open({
          record,
          field: "Member number",
          found: found.memberId,
          principle: "One wrong sign, and the payer does not know the person. Read the number back, sign by sign.",
          route,
        });
      if (found.priority !== place)
        return open({ record, field: "Order", found: `place ${found.priority}`, principle: LAST, route });
      return met(`${payer} is billed at place ${place}`);
    },
  };
}

export const readTheCards = lesson<Facts>({
  id: "fd.02",
  role: "front-desk",
  as: "brooks",
  title: "Two coverages, three cards",
  minutes: 8,
  teaches: ["can enter coverages from the cards", "can put them in the order in which they are billed"],
  words: ["Medicare", "Medi-Cal", "MBI", "coordination of benefits", "payer of last resort"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    return {
      seed,
      patient: person(seed, "fd.02/patient", today, [68, 84]),
      spouse: {
        ...person(seed, "fd.02/spouse", today, [68, 84]),
        family: person(seed, "fd.02/patient", today, [68, 84]).family,
      },
      medicare: memberOf(seed, "fd.02/medicare", "MCRSD"),
      mediCal: memberOf(seed, "fd.02/medi-cal", "MCALS"),
      formerPlan: memberOf(seed, "fd.02/former", "60054"),
      from: `${Number(today.slice(0, 4)) - 1}-01-01`,
    };
  },
  async setUp(practice, { patient, spouse }) {
    await alreadyRegistered(practice, patient, "fd.02");
    await alreadyRegistered(practice, spouse, "fd.02");
  },
  story: ({ patient }) => [
    `${fullName(patient)} is at the counter with three cards in hand and no coverage on record.`,
    `"I don't know which you need. The last one is from before I retired."`,
  ],
  goal: "Each payer that pays today is on record with its number, in the order in which it is billed.",
  materials: ({ patient, medicare, mediCal, formerPlan, from }) => [
    card("Medi-Cal (Department of Health Care Services)", patient, [
      ["Client number", mediCal],
      ["Since", from],
    ]),
    card("Medicare", patient, [
      ["Medicare number", medicare],
      ["Part B since", from],
    ]),
    card("Aetna PPO", patient, [
      ["Member number", formerPlan],
      ["Plan", "Group plan of an employer, ended at retirement"],
    ]),
  ],
  outcomes: [
    cardOutcome(
      "medicare",
      "Medicare is on record and billed first",
      "Medicare",
      "medicare",
      (facts) => facts.medicare,
      1,
      [
        "Who pays for the health care of people over 65?",
        "The patient's Insurance tab, Add a coverage. Medicare's number has letters and digits in turn.",
        "Choose Medicare as the payer, type the number of the red, white and blue card, and put it first.",
      ],
    ),
    cardOutcome(
      "medi-cal",
      "Medi-Cal is on record and billed after Medicare",
      "Medi-Cal",
      "medicaid",
      (facts) => facts.mediCal,
      2,
      [
        "Who pays what nobody else owes?",
        "A second coverage on the same tab.",
        "Choose Medi-Cal as the payer, type the client number, and put it second.",
      ],
    ),
  ],
  traps: [
    {
      id: "ended-plan",
      critical: false,
      costs: "correct",
      async fellFor(view, { patient, formerPlan }) {
        const { patientId, list } = await coverages(view, patient);
        const found = list.find((one) => sameNumber(one.memberId, formerPlan) && one.to === null);
        if (found === undefined) return null;
        const step = done(view, "billing", "addCoverage").find((one) => sameNumber(one.input.memberId, formerPlan));
        return broken(
          {
            record: `Coverages of ${fullName(patient)}`,
            field: "Coverage",
            found: `${found.payerName}, without an end`,
            principle:
              "A card in the hand is no proof of a coverage. A claim to a plan that has ended comes back weeks later.",
            route: `/p/${patientId}/insurance`,
          },
          step?.entry ?? null,
        );
      },
    },
    {
      id: "spouse",
      critical: false,
      costs: "privacy",
      async fellFor(view, { spouse }) {
        const { patientId, list } = await coverages(view, spouse);
        if (list.length === 0) return null;
        return broken(
          {
            record: `Coverages of ${fullName(spouse)}`,
            field: "Coverage",
            found: "another person's numbers",
            principle: "The same last name is not the same person: look at the birth date.",
            route: `/p/${patientId}/insurance`,
          },
          done(view, "billing", "addCoverage")[0]?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [add(facts, "medicare", 1), add(facts, "mediCal", 2)],
  others: [(facts) => [add(facts, "mediCal", 2), add(facts, "medicare", 1)]],
  wrong: [
    {
      name: "enters all three cards",
      steps: (facts) => [add(facts, "medicare", 1), add(facts, "mediCal", 2), add(facts, "formerPlan", 3)],
      expect: ["ended-plan"],
    },
    {
      name: "mistypes the Medicare number's end",
      steps: (facts) => [
        add({ ...facts, medicare: otherEnd(facts.medicare) }, "medicare", 1),
        add(facts, "mediCal", 2),
      ],
      expect: ["medicare"],
    },
  ],
  mistaken: (facts) => [add(facts, "medicare", 1, facts.spouse), add(facts, "mediCal", 2, facts.spouse)],
  undone: { none: "A coverage is ended, not deleted; who ends it today has had it until today." },
  debrief: ({ patient }) => [
    `${fullName(patient)} has Medicare and Medi-Cal. Medicare is billed first and hands the rest over.`,
    "The third card was true once. Eligibility is asked of the payer, not of the card: the next lesson.",
  ],
  next: ["fd.03"],
});

function card(payer: string, { given, family }: Person, lines: readonly (readonly [string, string])[]) {
  return { kind: "card" as const, payer, lines: [["Name", `${given} ${family}`] as const, ...lines] };
}

const PAYERS = { medicare: "MCRSD", mediCal: "MCALS", formerPlan: "60054" } as const;

function add(facts: Facts, which: keyof typeof PAYERS, priority: 1 | 2 | 3, to: Person = facts.patient): PathStep {
  return {
    name: `enter ${which}`,
    async run(practice) {
      const patientId = await lookUp(practice, to);
      const coverageId = seededId<"coverage">(facts.seed, `fd.02/${which}/${patientId}`);
      const electronicId = PAYERS[which];
      await practice.run(
        "billing",
        "addCoverage",
        coverageInput({
          coverageId,
          patientId,
          electronicId,
          memberId: facts[which],
          priority,
          from: facts.from,
          copay: null,
          pcp: null,
        }),
        desk,
      );
    },
  };
}

/** As a slip of the finger: the last two digits in the other order, or one more. */
function otherEnd(number: string): string {
  const [a = "0", b = "0"] = number.slice(-2);
  return number.slice(0, -2) + (a === b ? `${a}${(Number(b) + 1) % 9}` : b + a);
}
