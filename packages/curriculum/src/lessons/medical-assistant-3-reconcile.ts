import type { Id } from "@practicum/kernel/brand";
import { dateIn } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import type { PracticePort } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { idOf, lookUp } from "../kit/find.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { alreadyRegistered, fullName, person, type Person } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { appointmentId, broughtTo } from "../kit/visits.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** What the chart says the patient takes, what is in the bag, and a rash that nobody asked about. */
interface Facts {
  readonly seed: string;
  readonly patient: Person;
  readonly other: Person;
  readonly today: LocalDate;
}

const ramirez = staffByKey("ramirez");
const assistant = actorOf(ramirez);
const colleague = actorOf(staffByKey("kim"));
const alvarez = staffByKey("alvarez");
const WHY = "Every prescription is checked against these lists. What is not on them is checked by nobody.";

async function chartOf(view: WorldView, one: Person) {
  const patientId = (await idOf(view, one)) ?? "";
  return { patientId, chart: await view.ask("charting", "getChart", { patientId }) };
}

export const goThroughTheBag = lesson<Facts>({
  id: "ma.03",
  version: 2,
  role: "medical-assistant",
  as: "ramirez",
  title: "The bag of medicines",
  minutes: 8,
  teaches: [
    "can bring a medication list up to date with the patient",
    "can ask about allergies so that the answer helps",
  ],
  words: ["reconciliation", "allergy", "NKDA"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    return {
      seed,
      patient: person(seed, "ma.03/patient", today, [50, 80]),
      other: person(seed, "ma.03/other", today, [50, 80]),
      today,
    };
  },
  async setUp(practice, { seed, patient, other, today }) {
    for (const [key, one] of [["patient", patient] as const, ["other", other] as const]) {
      const patientId = await alreadyRegistered(practice, one, "ma.03");
      for (const [name, directions] of [
        ["Lisinopril 10 mg tablet", "1 tablet by mouth once a day"],
        ["Naproxen 500 mg tablet", "1 tablet by mouth twice a day"],
      ] as const)
        await listed(practice, `${seed}/ma.03/${key}/${name}`, patientId, name, directions, colleague);
      const visit = appointmentId(seed, `ma.03/${key}`);
      const type = { provider: alvarez, type: "follow-up", date: today, squeezed: false };
      await broughtTo(practice, { ...type, appointmentId: visit, patientId, reason: "Check-up" }, "rooming");
    }
  },
  story: ({ patient }) => [
    `${fullName(patient)} has put a bag on the table: "That is everything I take."`,
    "The list in the chart is two years old. Make the two agree, and ask what the chart does not know.",
  ],
  goal: "The list is what the patient takes, and the allergy list says what was answered.",
  materials: () => [
    {
      kind: "paper",
      title: "In the bag",
      lines: [
        "Lisinopril 10 mg, once a day: nearly empty, as it should be",
        "Metformin 500 mg, twice a day: from another doctor, since spring",
      ],
    },
    {
      kind: "says",
      who: "The patient",
      lines: [
        '"Naproxen? No, my stomach did not like it. I stopped in summer."',
        '"Allergies? No … only once, penicillin gave me hives all over."',
      ],
    },
  ],
  outcomes: [
    {
      id: "stopped",
      label: "What is no longer taken is stopped",
      counts: "correct",
      hints: [
        "What is on the list and not in the bag?",
        "Meds, the line of the medicine.",
        "Stop naproxen, with what the patient said as the reason.",
      ],
      async check(view, { patient }) {
        const { patientId, chart } = await chartOf(view, patient);
        const found = chart?.medications.entries.find((one) => mentions(one.name, ["naproxen"]));
        if (found?.status === "stopped") return met("naproxen is stopped");
        return open({
          record: `Medications of ${fullName(patient)}`,
          field: "Naproxen",
          found: found?.status === "entered-in-error" ? "called an error, though it was taken" : "still active",
          principle: WHY,
          route: `/p/${patientId}/meds`,
        });
      },
    },
    {
      id: "added",
      label: "What is taken and was not known is listed, with how it is taken",
      counts: "correct",
      hints: ["What is in the bag and not on the list?", "Meds, Add.", "Add metformin 500 mg, twice a day."],
      async check(view, { patient }) {
        const { patientId, chart } = await chartOf(view, patient);
        const found = chart?.medications.entries.find(
          (one) => one.status === "active" && mentions(one.name, ["metformin"]),
        );
        const record = `Medications of ${fullName(patient)}`;
        const route = `/p/${patientId}/meds`;
        if (found === undefined)
          return open({ record, field: "Metformin", found: "not listed", principle: WHY, route });
        if (!mentions(found.directions, ["twice", "2 times", "two times", "bid"]))
          return open({
            record,
            field: "Directions",
            found: found.directions || "none",
            principle: "A name without how it is taken can't be checked for its dose.",
            route,
          });
        if (!chart?.medications.entries.some((one) => one.status === "active" && mentions(one.name, ["lisinopril"])))
          return open({ record, field: "Lisinopril", found: "no longer active", principle: WHY, route });
        return met("metformin is listed");
      },
    },
    {
      id: "allergy",
      label: "The allergy is listed with its reaction",
      counts: "safety",
      weight: 2,
      hints: [
        "The patient began with no. What came after it?",
        "Allergies, in the chart.",
        "Add penicillin from the list, with hives as the reaction.",
      ],
      async check(view, { patient }) {
        const { patientId, chart } = await chartOf(view, patient);
        const found = chart?.allergies.entries.find(
          (one) => one.status === "active" && mentions(one.substance, ["penicillin"]),
        );
        const record = `Allergies of ${fullName(patient)}`;
        const route = `/p/${patientId}/meds`;
        if (found === undefined)
          return open({
            record,
            field: "Allergies",
            found: chart?.allergies.status === "none-known" ? "none known" : "not listed",
            principle: WHY,
            route,
          });
        if (!mentions(found.reaction, ["hive", "urticaria", "rash"]))
          return open({
            record,
            field: "Reaction",
            found: found.reaction || "none",
            principle: "Hives or an upset stomach: the reaction decides what may still be given.",
            route,
          });
        if (found.substanceCode === null)
          return open({
            record,
            field: "Substance",
            found: "written by hand",
            principle: "What is chosen from the list is checked against each order. What is only written is not.",
            route,
          });
        return met("penicillin, hives");
      },
    },
    {
      id: "reviewed",
      label: "It stands that the list was gone through today",
      counts: "time",
      after: ["stopped", "added"],
      hints: [
        "How does the doctor know that the list is of today?",
        "Above the list of medicines.",
        "Mark the list as gone through.",
      ],
      async check(view, { patient, today }) {
        const { patientId, chart } = await chartOf(view, patient);
        const at = chart?.medications.reviewedAt ?? null;
        if (at !== null && dateIn(at, view.timeZone) >= today) return met("today");
        return open({
          record: `Medications of ${fullName(patient)}`,
          field: "Gone through",
          found: "not today",
          principle: "A list without a date is believed or not, by mood.",
          route: `/p/${patientId}/meds`,
        });
      },
    },
  ],
  traps: [
    {
      id: "none-known",
      critical: true,
      costs: "safety",
      async fellFor(view, { patient }) {
        const { patientId, chart } = await chartOf(view, patient);
        if (chart?.allergies.status !== "none-known") return null;
        const step = done(view, "charting", "setNoKnownAllergies").find((one) => one.input.patientId === patientId);
        if (step === undefined) return null;
        return broken(
          {
            record: `Allergies of ${fullName(patient)}`,
            field: "Allergies",
            found: "none known",
            principle:
              "The next person who reads this gives penicillin. Ask: what happens when you take it? Not: do you have allergies?",
            route: `/p/${patientId}/meds`,
          },
          step.entry,
        );
      },
    },
  ],
  golden: (facts) => [stop(facts), add(facts), allergic(facts), gone(facts)],
  others: [(facts) => [allergic(facts), add(facts), stop(facts), gone(facts)]],
  wrong: [
    {
      name: "takes the first no for an answer",
      steps: (facts) => [stop(facts), add(facts), noneKnown(facts), gone(facts)],
      expect: ["allergy", "none-known"],
    },
    {
      name: "calls the stopped one an error",
      steps: (facts) => [stop(facts, "entered-in-error"), add(facts), allergic(facts), gone(facts)],
      expect: ["reviewed", "stopped"],
    },
    {
      name: "writes the reaction down nowhere",
      steps: (facts) => [stop(facts), add(facts), allergic(facts, ""), gone(facts)],
      expect: ["allergy"],
    },
  ],
  mistaken: (facts) => {
    const other = { ...facts, patient: facts.other };
    return [stop(other), add(other), allergic(other), gone(other)];
  },
  undone: (facts) => [allergyGone(facts)],
  debrief: () => [
    "The bag knows more than the chart, and the patient more than the bag.",
    '"Do you have allergies?" is answered with no. "What happened the last time you took an antibiotic?" is answered.',
  ],
  next: ["md.01"],
});

async function listed(
  practice: PracticePort,
  key: string,
  patientId: Id<"patient">,
  name: string,
  directions: string,
  as: typeof assistant,
): Promise<void> {
  const medicationId = seededId<"medication">(key, "medication");
  await practice.run(
    "charting",
    "addMedication",
    { medicationId, patientId, rxnorm: null, name, directions, startedOn: null },
    as,
  );
}

function deed(
  facts: Facts,
  name: string,
  work: (practice: PracticePort, patientId: Id<"patient">) => Promise<unknown>,
): PathStep {
  return {
    name,
    run: async (practice) => void (await work(practice, await lookUp(practice, facts.patient, "ramirez"))),
  };
}

function stop(facts: Facts, status: "stopped" | "entered-in-error" = "stopped"): PathStep {
  return deed(facts, "stop naproxen", async (practice, patientId) => {
    const { medications } = await practice.run("charting", "getChart", { patientId }, assistant);
    const found = medications.entries.find((one) => mentions(one.name, ["naproxen"]));
    const medicationId = found?.medicationId ?? "";
    await practice.run(
      "charting",
      "endMedication",
      { medicationId, patientId, status, reason: "Upset stomach, stopped in summer" },
      assistant,
    );
  });
}

function add(facts: Facts): PathStep {
  return deed(facts, "list metformin", (practice, patientId) =>
    listed(
      practice,
      `${facts.seed}/ma.03/${patientId}/metformin`,
      patientId,
      "Metformin 500 mg tablet",
      "1 tablet by mouth twice a day",
      assistant,
    ),
  );
}

function allergic(facts: Facts, reaction = "Hives"): PathStep {
  return deed(facts, "list the allergy", async (practice, patientId) => {
    const found = await practice.run("charting", "searchAllergens", { text: "penicillin", limit: 5 }, assistant);
    const [match] = found;
    const substance = { substanceCode: match?.code ?? null, substance: match?.name ?? "Penicillin" };
    const allergyId = seededId<"allergy">(facts.seed, `ma.03/${patientId}/allergy`);
    await practice.run(
      "charting",
      "addAllergy",
      { allergyId, patientId, ...substance, reaction, severity: "moderate" },
      assistant,
    );
  });
}

function noneKnown(facts: Facts): PathStep {
  return deed(facts, "say that there are none", (practice, patientId) =>
    practice.run("charting", "setNoKnownAllergies", { patientId }, assistant),
  );
}

function gone(facts: Facts): PathStep {
  return deed(facts, "mark the list as gone through", (practice, patientId) =>
    practice.run("charting", "reviewMedications", { patientId }, assistant),
  );
}

function allergyGone(facts: Facts): PathStep {
  return deed(facts, "take the allergy off the list", (practice, patientId) => {
    const allergyId = seededId<"allergy">(facts.seed, `ma.03/${patientId}/allergy`);
    return practice.run(
      "charting",
      "endAllergy",
      { allergyId, patientId, status: "entered-in-error", reason: "Not sure" },
      assistant,
    );
  });
}
