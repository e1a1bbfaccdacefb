import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { encounterOf, openedNote } from "../kit/encounters.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { bothBrought, pairOf, type OfPair, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { sameNumber, sameText } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Two strep tests are ordered: one is done with the second kit, for the first one's control failed; the other patient wants none. */
interface Facts extends Pair {
  readonly kit: Kit;
  readonly failed: Kit;
}

interface Kit {
  readonly lot: string;
  readonly expiresOn: LocalDate;
  readonly controlLot: string;
}

const ramirez = staffByKey("ramirez");
const assistant = actorOf(ramirez);
const alvarez = staffByKey("alvarez");
const POSITIVE = "Positive";

const orderId = ({ seed }: Facts, key: OfPair["key"]) => seededId<"in-house-order">(seed, `ma.06/${key}`);

async function testOf(view: WorldView, facts: Facts, key: OfPair["key"]) {
  const encounter = await encounterOf(view, key === "patient" ? facts.visit : facts.others);
  return {
    order: encounter?.inHouse.find((one) => one.orderId === orderId(facts, key)),
    record: `Strep test of ${fullName(facts[key])}`,
    route: `/p/${encounter?.patientId ?? ""}/rooming`,
  };
}

export const readACassette = lesson<Facts>({
  id: "ma.06",
  role: "medical-assistant",
  as: "ramirez",
  title: "A test at the bench",
  minutes: 6,
  teaches: [
    "can read a kit by its control, and say which kit a result is of",
    "can write down that a test was refused, and leave no result where there is none",
  ],
  words: ["CLIA-waived", "control", "lot"],
  facts(stage) {
    const random = seededRandom(`${stage.seed}/ma.06`);
    const pair = pairOf("ma.06", stage, [19, 50]);
    const kit = (letter: string): Kit => ({
      lot: `${letter}${randomInt(random, 1000, 9999)}`,
      expiresOn: addDays(pair.today, randomInt(random, 60, 400)),
      controlLot: `C${randomInt(random, 100, 999)}`,
    });
    return { ...pair, failed: kit("SA"), kit: kit("SB") };
  },
  async setUp(practice, facts) {
    const how = { provider: alvarez, type: "acute", reasons: ["Sore throat", "Sore throat"], to: "ready" } as const;
    for (const { key, encounterId } of await bothBrought(practice, "ma.06", facts, how))
      await practice.run(
        "charting",
        "orderInHouse",
        {
          orderId: orderId(facts, key),
          encounterId,
          item: "strep",
          dose: null,
          diagnosis: null,
          instructions: "",
          overrideReason: "",
          answeredAlerts: [],
        },
        actorOf(alvarez),
      );
  },
  story: ({ patient, other }) => [
    `Two sore throats, ${fullName(patient)} and ${fullName(other)}, and Dr. Alvarez has ordered a rapid strep test for each.`,
    "You have swabbed. The first cassette did something odd, so you took one from another box.",
  ],
  goal: "Each order says what became of it: a result with the kit that it is of, or why there is none.",
  materials: ({ patient, other, kit, failed }) => [
    {
      kind: "paper",
      title: `On the bench, for ${fullName(patient)}`,
      lines: [
        `First cassette: lot ${failed.lot}, expires ${formatDate(failed.expiresOn)}. No line at C, no line at T.`,
        `Second cassette: lot ${kit.lot}, expires ${formatDate(kit.expiresOn)}. A line at C, and a line at T.`,
        `The control swab of that box, lot ${kit.controlLot}, was as it must be.`,
      ],
    },
    {
      kind: "paper",
      title: "In the kit's leaflet",
      lines: ["C and T: positive. C alone: negative. No line at C: no result; repeat with another cassette."],
    },
    { kind: "says", who: fullName(other), lines: ['"No, thank you. The last time I gagged for an hour. No swab."'] },
  ],
  outcomes: [
    {
      id: "read",
      label: "The result is what the valid cassette shows, in its own patient's visit",
      counts: "correct",
      hints: [
        "Which of the two cassettes says anything?",
        "Rooming: the tests that wait.",
        "Positive, for the one who was swabbed.",
      ],
      async check(view, facts) {
        const { order, record, route } = await testOf(view, facts, "patient");
        const [value] = order?.outcome?.values ?? [];
        if (order?.state === "done" && value?.value === POSITIVE) return met(POSITIVE);
        return open({
          record,
          field: "Result",
          found: value?.value ?? order?.state ?? "none",
          principle: "A line at C says that the cassette works. Only then the line at T says something of the patient.",
          route,
        });
      },
    },
    {
      id: "kit",
      label: "The kit that the result is of can be traced: its lot, its last day, its control",
      counts: "safety",
      after: ["read"],
      hints: [
        "If this box is recalled next month, whose results are worth nothing?",
        "Below the result: the kit.",
        "Lot and expiry of the second cassette, and the lot of its control.",
      ],
      async check(view, facts) {
        const { order, record, route } = await testOf(view, facts, "patient");
        const { kit } = facts;
        const found = order?.outcome ?? null;
        const principle = "A waived test is only as good as its box. Lot and control are how anybody finds out later.";
        if (found === null) return open({ record, field: "Lot", found: "none", principle, route });
        if (!sameText(found.lot, kit.lot)) return open({ record, field: "Lot", found: found.lot, principle, route });
        if (found.expiresOn !== kit.expiresOn)
          return open({
            record,
            field: "Expires",
            found: found.expiresOn === null ? "none" : formatDate(found.expiresOn),
            principle,
            route,
          });
        if (!sameNumber(found.controlLot, kit.controlLot))
          return open({ record, field: "Control lot", found: found.controlLot || "none", principle, route });
        return met(found.lot);
      },
    },
    {
      id: "refused",
      label: "The other order says that it was refused, and why",
      counts: "correct",
      hints: [
        "What does the doctor need to know of a test that was not done?",
        "The other patient's rooming: the same list.",
        "Refused, with what the patient said.",
      ],
      async check(view, facts) {
        const { order, record, route } = await testOf(view, facts, "other");
        if (order?.state === "refused" && (order.outcome?.reason ?? "") !== "") return met(order.outcome?.reason ?? "");
        return open({
          record,
          field: "State",
          found: order?.state ?? "none",
          principle:
            "A test that waits for ever looks like one that was forgotten. That somebody said no is a finding, too.",
          route,
        });
      },
    },
  ],
  traps: [
    {
      id: "failed-kit",
      critical: true,
      costs: "safety",
      async fellFor(view, facts) {
        const { order, record, route } = await testOf(view, facts, "patient");
        const found = order?.outcome ?? null;
        if (found === null || !sameText(found.lot, facts.failed.lot)) return null;
        return broken(
          {
            record,
            field: "Lot",
            found: `${found.lot}, whose control failed`,
            principle:
              "No line at C: the cassette does not work, whatever it shows at T. A negative of it sends a strep home.",
            route,
          },
          done(view, "charting", "recordTestResult").find((one) => one.input.outcomeId === found.outcomeId)?.entry ??
            null,
        );
      },
    },
    {
      id: "others-result",
      critical: true,
      costs: "privacy",
      async fellFor(view, facts) {
        const { order, record, route } = await testOf(view, facts, "other");
        if (order?.state !== "done") return null;
        return broken(
          {
            record,
            field: "Result",
            found: "a result of somebody who was not swabbed",
            principle: "One is treated for what another has. The name on the cassette, then the name above the form.",
            route,
          },
          done(view, "charting", "recordTestResult").find((one) => one.input.orderId === order.orderId)?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [result(facts, "patient"), refuse(facts, "other")],
  others: [(facts) => [refuse(facts, "other"), result(facts, "patient")]],
  wrong: [
    {
      name: "takes the first cassette for a negative",
      steps: (facts) => [result(facts, "patient", facts.failed, "Negative"), refuse(facts, "other")],
      expect: ["failed-kit", "kit", "read"],
    },
    {
      name: "types the lot of the box that lies beside it",
      steps: (facts) => [
        result(facts, "patient", { ...facts.kit, lot: facts.failed.controlLot }),
        refuse(facts, "other"),
      ],
      expect: ["kit"],
    },
    {
      name: "writes into the chart that is open",
      steps: (facts) => [result(facts, "other"), refuse(facts, "patient")],
      expect: ["kit", "others-result", "read", "refused"],
    },
    { name: "leaves the other order waiting", steps: (facts) => [result(facts, "patient")], expect: ["refused"] },
  ],
  mistaken: (facts) => [result(facts, "other"), refuse(facts, "patient")],
  undone: (facts) => [strike(facts)],
  debrief: () => [
    "Control first, patient second: a kit that does not work says nothing, and says it quietly.",
    "The abnormal result went to Dr. Alvarez by itself, as her task. What you owe her is that it is true.",
  ],
  next: ["ma.07"],
});

const outcomeId = ({ seed }: Facts, key: OfPair["key"]) => seededId<"in-house-outcome">(seed, `ma.06/${key}`);

async function ofOrder(facts: Facts, key: OfPair["key"], practice: Parameters<PathStep["run"]>[0]) {
  const visit = key === "patient" ? facts.visit : facts.others;
  const { patientId } = await openedNote(practice, visit, ramirez);
  return { orderId: orderId(facts, key), patientId, outcomeId: outcomeId(facts, key) };
}

function result(facts: Facts, key: OfPair["key"], kit = facts.kit, value = POSITIVE): PathStep {
  return {
    name: `record the result of the ${key}`,
    async run(practice) {
      const what = { ...kit, controlValid: true, values: [{ key: "strep", value }] };
      await practice.run(
        "charting",
        "recordTestResult",
        { ...(await ofOrder(facts, key, practice)), ...what },
        assistant,
      );
    },
  };
}

function refuse(facts: Facts, key: OfPair["key"]): PathStep {
  return {
    name: `write down that the ${key} refused`,
    async run(practice) {
      const why = { kind: "refused" as const, reason: "Wants no swab, gagged the last time" };
      await practice.run("charting", "recordNotDone", { ...(await ofOrder(facts, key, practice)), ...why }, assistant);
    },
  };
}

function strike(facts: Facts): PathStep {
  return {
    name: "strike the result",
    async run(practice) {
      const reason = "Wrong one";
      await practice.run(
        "charting",
        "strikeInHouse",
        { ...(await ofOrder(facts, "patient", practice)), reason },
        assistant,
      );
    },
  };
}
