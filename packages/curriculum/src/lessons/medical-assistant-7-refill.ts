import { dateIn } from "@practicum/kernel/instant";
import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import type { PracticePort } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { deedAbout } from "../kit/deed.ts";
import { idOf } from "../kit/find.ts";
import { handedOn, holderOf, isWith, PROVIDERS } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { demographics, fullName, person, type Person } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** A caller who asks for three medicines, and a patient of the same name with the same list. */
interface Facts {
  readonly seed: string;
  readonly today: LocalDate;
  readonly patient: Person;
  /** Of the same name, born on another day. */
  readonly other: Person;
}

type Key = "patient" | "other";
type Drug = keyof typeof DRUGS;

const DRUGS = {
  pressure: { name: "Lisinopril 10 mg tablet", directions: "1 tablet a day" },
  pain: { name: "Tramadol 50 mg tablet", directions: "1 tablet every 6 hours as needed for pain" },
  sugar: { name: "Metformin 500 mg tablet", directions: "1 tablet twice a day" },
} as const;

const assistant = actorOf(staffByKey("ramirez"));
const kim = actorOf(staffByKey("kim"));
const SUGAR = ["metformin"];

const medicationId = ({ seed }: Facts, key: Key, drug: Drug) => seededId<"medication">(seed, `ma.07/${key}/${drug}`);

/** What was asked for somebody, by the names of the medicines. */
async function askedFor(view: WorldView, one: Person): Promise<{ patientId: string; names: readonly string[] }> {
  const patientId = (await idOf(view, one)) ?? "";
  const work = await view.ask("charting", "refillWork", { show: "waiting", before: null, limit: 200 });
  const own = work?.refills.filter((refill) => refill.patientId === patientId) ?? [];
  return { patientId, names: own.map((refill) => refill.name) };
}

async function isAsked(view: WorldView, { patient }: Facts, drug: Drug, principle: string) {
  const { patientId, names } = await askedFor(view, patient);
  if (names.includes(DRUGS[drug].name)) return met("it waits for the provider");
  return open({
    record: `Refills of ${fullName(patient)}`,
    field: DRUGS[drug].name,
    found: names.length === 0 ? "nothing was asked" : `asked: ${names.join(", ")}`,
    principle,
    route: `/p/${patientId}/meds`,
  });
}

export const pendARefill = lesson<Facts>({
  id: "ma.07",
  role: "medical-assistant",
  as: "ramirez",
  title: "Three refills on the telephone",
  minutes: 8,
  teaches: [
    "can enter what a caller asks for on the right record, for the provider to decide",
    "can tell what is only written down, what the protocol does not pass, and what was stopped",
  ],
  words: ["refill", "controlled substance", "medication list"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    const patient = person(seed, "ma.07/patient", today, [50, 64]);
    const twin = person(seed, "ma.07/other", today, [35, 45]);
    return { seed, today, patient, other: { ...twin, given: patient.given, family: patient.family, sex: patient.sex } };
  },
  async setUp(practice, facts) {
    const patientId = await registered(practice, facts, "patient", []);
    const otherId = await registered(practice, facts, "other", [patientId]);
    for (const [key, id] of [
      ["patient", patientId],
      ["other", otherId],
    ] as const) {
      for (const drug of ["pressure", "pain", "sugar"] as const) {
        const listed = { medicationId: medicationId(facts, key, drug), patientId: id, rxnorm: null, ...DRUGS[drug] };
        await practice.run("charting", "addMedication", { ...listed, startedOn: addDays(facts.today, -200) }, kim);
      }
      const ended = { medicationId: medicationId(facts, key, "sugar"), patientId: id };
      const reason = "Kidneys: Dr. Alvarez stopped it";
      await practice.run("charting", "endMedication", { ...ended, status: "stopped", reason }, kim);
    }
  },
  story: ({ patient }) => [
    `${fullName(patient)} calls: three medicines run out on Friday. Two patients of this name are on record.`,
    "Write down what is asked for, so that Dr. Alvarez can decide. You approve nothing and promise nothing.",
  ],
  goal: "What may be asked for waits with the provider, on the right record, and the provider knows what the patient still takes.",
  materials: ({ patient }) => [
    {
      kind: "says",
      who: fullName(patient),
      lines: [
        `"I was born on ${formatDate(patient.birthDate)}."`,
        '"The lisinopril for my pressure, the tramadol for my back, and the metformin. Two tablets left of each."',
        '"The metformin? Yes, twice a day, as always. Did somebody stop it?"',
      ],
    },
    {
      kind: "paper",
      title: "How the practice does it",
      lines: [
        "A refill is asked for from its line on the medication list. What the protocol says of it stands with the request: the provider decides.",
        "A controlled substance is written down as well: the provider says whether it needs a visit.",
        "What is stopped is not asked for. A patient who still takes it is a task for a provider, the same day.",
      ],
    },
  ],
  outcomes: [
    {
      id: "asked",
      label: "The refill of the pressure medicine waits on the caller's record",
      counts: "correct",
      hints: [
        "Two records have this name. What did the caller say that only one of them has?",
        "The patient's Meds: the line of lisinopril.",
        "Refill was asked for, by the patient.",
      ],
      check: (view, facts) =>
        isAsked(view, facts, "pressure", "What is asked for on the telephone and stands nowhere is forgotten by noon."),
    },
    {
      id: "controlled",
      label: "The controlled medicine is written down too, for the provider to decide",
      counts: "safety",
      hints: [
        "Whose is it to say no?",
        "The patient's Meds: the line of tramadol.",
        "Enter it as the other. The protocol says by itself that it is controlled; the provider answers.",
      ],
      check: (view, facts) =>
        isAsked(
          view,
          facts,
          "pain",
          "Who says no at the telephone decides about a treatment. Who writes it down lets the provider do so, and see how often it is asked for.",
        ),
    },
    {
      id: "passed-on",
      label: "A provider knows today that the patient still takes what was stopped",
      counts: "safety",
      hints: [
        "Why is metformin not among what the patient takes?",
        "Meds, what was stopped, with the reason. Then a task about the patient.",
        "A task for Dr. Alvarez, due today: still takes metformin, which was stopped.",
      ],
      async check(view, { patient }) {
        const { patientId, list } = await handedOn(view, patient);
        const about = list.filter((one) => mentions(one.text, SUGAR));
        const record = `Tasks of ${fullName(patient)}`;
        const route = `/p/${patientId}/messages`;
        const principle =
          "A medicine that was stopped and is still taken does what it was stopped for. That can't wait.";
        const [first] = about;
        if (first === undefined) return open({ record, field: "Metformin", found: "told to nobody", principle, route });
        if (!about.some((one) => isWith(one, PROVIDERS)))
          return open({ record, field: "For", found: holderOf(first), principle, route });
        return met("a provider knows");
      },
    },
  ],
  traps: [
    {
      id: "others-record",
      critical: true,
      costs: "privacy",
      async fellFor(view, { other }) {
        const { patientId, names } = await askedFor(view, other);
        if (names.length === 0) return null;
        return broken(
          {
            record: `Refills of ${fullName(other)}, born on ${formatDate(other.birthDate)}`,
            field: "Request",
            found: names.join(", "),
            principle:
              "Two people have this name. The birth date says who called; now somebody else gets the medicine.",
            route: `/p/${patientId}/meds`,
          },
          done(view, "charting", "requestRefill").find((one) => one.input.patientId === patientId)?.entry ?? null,
        );
      },
    },
    {
      id: "stopped-asked",
      critical: false,
      costs: "safety",
      async fellFor(view, { patient }) {
        const { patientId, names } = await askedFor(view, patient);
        if (!names.some((name) => mentions(name, SUGAR))) return null;
        return broken(
          {
            record: `Refills of ${fullName(patient)}`,
            field: "Metformin",
            found: "asked for as a refill",
            principle: "A provider stopped it. As one request among thirty it is approved by somebody who is tired.",
            route: "/inbox/refills",
          },
          done(view, "charting", "requestRefill").findLast((one) => one.input.patientId === patientId)?.entry ?? null,
        );
      },
    },
    {
      id: "listed-again",
      critical: true,
      costs: "safety",
      async fellFor(view, { patient }) {
        const patientId = (await idOf(view, patient)) ?? "";
        const chart = await view.ask("charting", "getChart", { patientId });
        const again = chart?.medications.entries.some((one) => one.status === "active" && mentions(one.name, SUGAR));
        if (again !== true) return null;
        return broken(
          {
            record: `Medications of ${fullName(patient)}`,
            field: "Metformin",
            found: "taken again, by the list",
            principle:
              "The list now says that nobody stopped it. The next order is checked against a treatment that nobody wants.",
            route: `/p/${patientId}/meds`,
          },
          done(view, "charting", "addMedication").findLast((one) => one.input.patientId === patientId)?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [ask(facts, "pressure"), ask(facts, "pain"), pass(facts)],
  others: [(facts) => [write(facts), ask(facts, "pain"), ask(facts, "pressure")]],
  wrong: [
    {
      name: "takes the first of that name",
      steps: (facts) => [ask(facts, "pressure", "other"), ask(facts, "pain", "other"), pass(facts)],
      expect: ["asked", "controlled", "others-record"],
    },
    {
      name: "asks for all that the caller names",
      steps: (facts) => [ask(facts, "pressure"), ask(facts, "pain"), ask(facts, "sugar")],
      expect: ["passed-on", "stopped-asked"],
    },
    {
      name: "tells the caller that tramadol is not renewed by telephone",
      steps: (facts) => [ask(facts, "pressure"), pass(facts)],
      expect: ["controlled"],
    },
    {
      name: "lists the metformin again, for it is taken",
      steps: (facts) => [ask(facts, "pressure"), ask(facts, "pain"), relist(facts)],
      expect: ["listed-again", "passed-on"],
    },
    {
      name: "leaves the question with the other medical assistants",
      steps: (facts) => [ask(facts, "pressure"), ask(facts, "pain"), pass(facts, "patient", "medical-assistant")],
      expect: ["passed-on"],
    },
  ],
  mistaken: (facts) => [ask(facts, "pressure", "other"), ask(facts, "pain", "other"), pass(facts, "other")],
  undone: { none: "what was asked for stays on record, and the provider answers it" },
  debrief: () => [
    "You decided nothing, and that was the work: each request stands where the provider sees it, with what the protocol says of it.",
    "The third one was no refill. A patient who takes what was stopped is found at the telephone or not at all.",
  ],
  next: ["ma.08"],
});

/** Two of one name, so the source that each came from is told apart. */
async function registered(practice: PracticePort, facts: Facts, key: Key, notDuplicateOf: readonly string[]) {
  const { patientId } = await practice.run(
    "scheduling",
    "registerPatient",
    {
      ...demographics(facts[key]),
      notDuplicateOf: [...notDuplicateOf],
      source: { system: "lesson ma.07", value: `${key} ${fullName(facts[key])}` },
    },
    actorOf(staffByKey("haddad")),
  );
  return patientId;
}

function ask(facts: Facts, drug: Drug, key: Key = "patient"): PathStep {
  return deedAbout(facts[key], "ramirez", `ask for ${DRUGS[drug].name}`, (practice, patientId) =>
    practice.run(
      "charting",
      "requestRefill",
      {
        requestId: seededId<"refill-request">(facts.seed, `ma.07/${key}/${drug}`),
        patientId,
        medicationId: medicationId(facts, key, drug),
        askedBy: "patient",
        note: "Two tablets left",
      },
      assistant,
    ),
  );
}

function pass(facts: Facts, key: Key = "patient", pool: "physician" | "medical-assistant" = "physician"): PathStep {
  return deedAbout(facts[key], "ramirez", "pass on what is still taken", (practice, patientId) =>
    practice.run(
      "messaging",
      "createTask",
      {
        taskId: seededId<"task">(facts.seed, `ma.07/${key}/metformin`),
        title: "Still takes metformin, which was stopped",
        detail: "Asked for a refill of it by telephone. Please call.",
        patientId,
        ownerId: null,
        pool,
        dueOn: facts.today,
        priority: "high",
        about: null,
      },
      assistant,
    ),
  );
}

/** The same as a conversation of the record. */
function write(facts: Facts): PathStep {
  return deedAbout(facts.patient, "ramirez", "write to Dr. Alvarez", (practice, patientId) =>
    practice.run(
      "messaging",
      "startThread",
      {
        threadId: seededId<"thread">(facts.seed, "ma.07/metformin"),
        messageId: seededId<"message">(facts.seed, "ma.07/metformin"),
        patientId,
        subject: "Metformin",
        body: "Was stopped; the patient still takes metformin twice a day.",
        ownerId: staffByKey("alvarez").staffId,
        pool: null,
        dueAt: null,
      },
      assistant,
    ),
  );
}

function relist(facts: Facts): PathStep {
  return deedAbout(facts.patient, "ramirez", "list the metformin again", (practice, patientId) =>
    practice.run(
      "charting",
      "addMedication",
      {
        medicationId: seededId<"medication">(facts.seed, "ma.07/again"),
        patientId,
        rxnorm: null,
        ...DRUGS.sugar,
        startedOn: null,
      },
      assistant,
    ),
  );
}
