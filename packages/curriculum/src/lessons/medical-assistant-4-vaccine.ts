import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { idOf, lookUp } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { bothBrought, pairOf, type Pair } from "../kit/pair.ts";
import { fullName, type Person } from "../kit/people.ts";
import { sameText } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** A tetanus booster, and two boxes in the refrigerator of which one is over. */
interface Facts extends Pair {
  readonly lot: string;
  readonly expiresOn: LocalDate;
  readonly oldLot: string;
  readonly oldExpiredOn: LocalDate;
  readonly visEdition: LocalDate;
}

const ramirez = staffByKey("ramirez");
const assistant = actorOf(ramirez);
const TDAP = "115";
const HALF_ML = 50;

async function doseOf(view: WorldView, one: Person) {
  const patientId = (await idOf(view, one)) ?? "";
  const chart = await view.ask("charting", "getChart", { patientId });
  const dose = chart?.immunizations.find((entry) => entry.cvx === TDAP && entry.here && entry.status === "given");
  return { patientId, chart, dose };
}

export const giveAVaccine = lesson<Facts>({
  id: "ma.04",
  version: 2,
  role: "medical-assistant",
  as: "ramirez",
  title: "A tetanus booster",
  minutes: 7,
  teaches: ["can ask what has to be asked before a vaccine", "can record a dose so that it can be traced to its lot"],
  words: ["lot", "VIS", "CVX", "NKDA"],
  facts(stage) {
    const pair = pairOf("ma.04", stage, [25, 60]);
    const random = seededRandom(`${stage.seed}/ma.04`);
    return {
      ...pair,
      lot: `B${randomInt(random, 20, 49)}K${randomInt(random, 10, 99)}`,
      expiresOn: addDays(pair.today, randomInt(random, 200, 500)),
      oldLot: `B${randomInt(random, 50, 79)}K${randomInt(random, 10, 99)}`,
      oldExpiredOn: addDays(pair.today, -randomInt(random, 5, 40)),
      visEdition: "2025-01-31",
    };
  },
  async setUp(practice, facts) {
    const provider = staffByKey("alvarez");
    await bothBrought(practice, "ma.04", facts, {
      provider,
      type: "acute",
      reasons: ["Cut on the hand", "Cut on the foot"],
      to: "with-provider",
    });
  },
  story: ({ patient }) => [
    `Dr. Alvarez has cleaned the cut on ${fullName(patient)}'s hand. The last tetanus shot was eleven years ago.`,
    "She asks you for a Tdap, half a milliliter into the left deltoid. You have given it. Now it goes into the record.",
  ],
  goal: "The chart says what was asked before, and which dose of which lot this person has in the arm.",
  materials: ({ patient, lot, expiresOn, oldLot, oldExpiredOn, visEdition, today }) => [
    {
      kind: "says",
      who: fullName(patient),
      lines: [
        '"No, I am allergic to nothing, and no shot ever did anything to me."',
        '"Yes, you gave me the sheet. I read it."',
      ],
    },
    {
      kind: "paper",
      title: "The box in your hand",
      lines: [
        "Tdap (Boostrix), GlaxoSmithKline, bought by the practice",
        `Lot ${lot}, expires ${formatDate(expiresOn)}`,
        "0.5 mL, into the muscle",
      ],
    },
    {
      kind: "paper",
      title: "The box behind it, with a red cross on it",
      lines: [`Tdap (Boostrix), lot ${oldLot}, expired ${formatDate(oldExpiredOn)}`],
    },
    {
      kind: "paper",
      title: "At the foot of the information sheet",
      lines: [`Tdap vaccine information statement, edition ${formatDate(visEdition)}, given ${formatDate(today)}`],
    },
  ],
  outcomes: [
    {
      id: "asked",
      label: "What the patient said about allergies was written down before the dose",
      counts: "safety",
      hints: [
        "What has to be known before anything goes into an arm?",
        "Allergies, on the rooming page or in Meds.",
        "The patient was asked and knows of none: No known drug allergies.",
      ],
      async check(view, { patient }) {
        const { patientId, chart } = await doseOf(view, patient);
        const record = `Allergies of ${fullName(patient)}`;
        const principle =
          "Who has had a bad reaction to a vaccine or a part of it must not have it again. That is asked before, and written down before.";
        const route = `/p/${patientId}/rooming`;
        const none = done(view, "charting", "setNoKnownAllergies").find((one) => one.input.patientId === patientId);
        const dose = done(view, "charting", "recordImmunization").find((one) => one.input.patientId === patientId);
        if (none === undefined || chart?.allergies.status !== "none-known")
          return open({ record, field: "Allergies", found: "not asked", principle, route });
        if (dose !== undefined && dose.entry < none.entry)
          return broken({ record, field: "Allergies", found: "asked after the dose", principle, route }, dose.entry);
        return met("asked before");
      },
    },
    {
      id: "given",
      label: "The vaccine, its amount and where it went stand in the chart",
      counts: "correct",
      hints: [
        "What was given, how much, and into what?",
        "Immunizations, Record a vaccine.",
        "Tdap, 0.5 mL, intramuscular, left deltoid.",
      ],
      async check(view, { patient }) {
        const { patientId, dose } = await doseOf(view, patient);
        const record = `Immunizations of ${fullName(patient)}`;
        const principle = "A record that leaves out the arm is of no use when the arm swells.";
        const route = `/p/${patientId}/rooming`;
        if (dose === undefined) return open({ record, field: "Tdap", found: "none given here", principle, route });
        if (dose.doseHundredthsMl !== HALF_ML)
          return open({
            record,
            field: "Dose",
            found: `${((dose.doseHundredthsMl ?? 0) / 100).toFixed(2)} mL`,
            principle,
            route,
          });
        const site = dose.site ?? "";
        if (dose.route !== "intramuscular" || !/deltoid|arm/i.test(site) || !/left|\bL\b|^L/i.test(site))
          return open({ record, field: "Site", found: `${dose.route ?? ""}, ${site}`, principle, route });
        return met("recorded");
      },
    },
    {
      id: "traceable",
      label: "The dose can be traced: maker, lot and expiry of the box it came from",
      counts: "safety",
      after: ["given"],
      hints: [
        "What if this lot is recalled next month?",
        "Lot and expiry, printed on the box.",
        "Type the lot and the date of the box in your hand.",
      ],
      async check(view, { patient, lot, expiresOn }) {
        const { patientId, dose } = await doseOf(view, patient);
        const record = `Immunizations of ${fullName(patient)}`;
        const principle =
          "When a lot is recalled, the practice has to find everybody who had it. Maker and lot are the law's too (42 USC 300aa-25).";
        const route = `/p/${patientId}/rooming`;
        if (!sameText(dose?.lot ?? null, lot))
          return open({ record, field: "Lot", found: dose?.lot ?? "none", principle, route });
        if (dose?.expiresOn !== expiresOn)
          return open({ record, field: "Expires", found: dose?.expiresOn ?? "nothing", principle, route });
        return met(`lot ${lot}`);
      },
    },
    {
      id: "informed",
      label: "The information sheet that was given is named by its edition",
      counts: "privacy",
      after: ["given"],
      hints: [
        "How can it be told later what the patient was told?",
        "Information statement, with the vaccine.",
        "The edition's date stands at the foot of the sheet; it was given today.",
      ],
      async check(view, { patient, visEdition, today }) {
        const { patientId, dose } = await doseOf(view, patient);
        if (dose?.vis?.editionOn === visEdition && dose.vis.givenOn === today) return met("edition and day");
        return open({
          record: `Immunizations of ${fullName(patient)}`,
          field: "Information statement",
          found: dose?.vis === null || dose === undefined ? "none" : dose.vis.editionOn,
          principle:
            "The sheet is given before the dose, each time, and the record names its edition and the day (42 USC 300aa-26).",
          route: `/p/${patientId}/rooming`,
        });
      },
    },
  ],
  traps: [
    {
      id: "expired",
      critical: true,
      costs: "safety",
      async fellFor(view, { patient, oldLot }) {
        const { patientId, dose } = await doseOf(view, patient);
        if (!sameText(dose?.lot ?? null, oldLot)) return null;
        const step = done(view, "charting", "recordImmunization").findLast((one) => one.input.patientId === patientId);
        return broken(
          {
            record: `Immunizations of ${fullName(patient)}`,
            field: "Lot",
            found: oldLot,
            principle:
              "That lot has expired: by this record the patient has no protection and has to come again. A box that is over leaves the refrigerator.",
            route: `/p/${patientId}/rooming`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [askAllergies(facts.patient), record(facts)],
  others: [(facts) => [askAllergies(facts.patient), record(facts, { site: "L arm, deltoid" })]],
  wrong: [
    {
      name: "asks when it is done",
      steps: (facts) => [record(facts), askAllergies(facts.patient)],
      expect: ["asked"],
    },
    {
      name: "types the lot of the box behind it",
      steps: (facts) => [askAllergies(facts.patient), record(facts, { lot: facts.oldLot })],
      expect: ["expired", "traceable"],
    },
    {
      name: "leaves the sheet out",
      steps: (facts) => [askAllergies(facts.patient), record(facts, { vis: null })],
      expect: ["informed"],
    },
    {
      name: "gives ten times as much",
      steps: (facts) => [askAllergies(facts.patient), record(facts, { doseHundredthsMl: 500 })],
      expect: ["given", "informed", "traceable"],
    },
  ],
  mistaken: (facts) => [askAllergies(facts.other), record(facts, {}, facts.other)],
  undone: (facts) => [strike(facts)],
  debrief: () => [
    "Ask, look at the box, give, record: lot and expiry are read from the box, never from memory or from the last patient's record.",
    "The record goes to the state's registry too. What is right here is right there.",
  ],
  next: ["ma.10"],
});

const immunizationOf = (facts: Facts) => seededId<"immunization">(facts.seed, "ma.04/dose");

function askAllergies(whom: Person): PathStep {
  return {
    name: "write down that no allergy is known",
    async run(practice) {
      const patientId = await lookUp(practice, whom, "ramirez");
      await practice.run("charting", "setNoKnownAllergies", { patientId }, assistant);
    },
  };
}

function record(
  facts: Facts,
  otherwise: {
    readonly lot?: string;
    readonly site?: string;
    readonly vis?: null;
    readonly doseHundredthsMl?: number;
  } = {},
  whom = facts.patient,
): PathStep {
  return {
    name: "record the dose",
    async run(practice) {
      const patientId = await lookUp(practice, whom, "ramirez");
      const { lot, expiresOn, visEdition, today } = facts;
      await practice.run(
        "charting",
        "recordImmunization",
        {
          immunizationId: immunizationOf(facts),
          patientId,
          cvx: TDAP,
          givenOn: today,
          lot,
          expiresOn,
          manufacturer: "GlaxoSmithKline",
          site: "Left deltoid",
          route: "intramuscular",
          doseHundredthsMl: HALF_ML,
          funding: "private",
          vis: { editionOn: visEdition, givenOn: today },
          ndc: null,
          ...otherwise,
        },
        assistant,
      );
    },
  };
}

function strike(facts: Facts): PathStep {
  return {
    name: "strike the dose",
    async run(practice) {
      const patientId = await lookUp(practice, facts.patient, "ramirez");
      const immunizationId = immunizationOf(facts);
      await practice.run(
        "charting",
        "strikeImmunization",
        { immunizationId, patientId, reason: "Not given" },
        assistant,
      );
    },
  };
}
