import type { GlassReason } from "@practicum/contracts/charting/restrictions";
import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { dateIn } from "@practicum/kernel/instant";
import { pick, seededRandom } from "@practicum/kernel/random";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { deedAbout } from "../kit/deed.ts";
import { idOf } from "../kit/find.ts";
import { handedOn, holderOf } from "../kit/handed.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { alreadyRegistered, fullName, person, type Person } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done, type WorldView } from "../kit/world-view.ts";

/** Two restricted charts: one has to be opened for who calls about it, one is only talked about. */
interface Facts {
  readonly seed: string;
  readonly patient: Person;
  readonly known: Person;
  readonly today: LocalDate;
  /** What the colleague gave on Friday: it stands in the chart alone. */
  readonly medicine: string;
}

type Who = "patient" | "known";

const chen = staffByKey("chen");
const covering = actorOf(chen);
const alvarez = staffByKey("alvarez");
const manager = actorOf(staffByKey("whitfield"));
const MEDICINES = ["Amoxicillin 500 mg capsule", "Cephalexin 500 mg capsule", "Cefuroxime 250 mg tablet"];
const HONEST: readonly GlassReason[] = ["covering", "treating-now"];
const RASH = ["rash", "hives", "itch"];

const nameOf = (medicine: string): string => medicine.split(" ")[0] ?? medicine;

async function openingsOf(view: WorldView, one: Person) {
  const patientId = (await idOf(view, one)) ?? "";
  const page = patientId === "" ? null : await view.ask("charting", "glassOfPatient", { patientId });
  return {
    route: `/p/${patientId}/access`,
    mine: (page?.entries ?? []).filter((entry) => entry.staffId === chen.staffId),
  };
}

export const breakTheGlass = lesson<Facts>({
  id: "md.11",
  role: "physician",
  as: "chen",
  title: "Behind the glass",
  minutes: 8,
  teaches: [
    "can tell when a restricted chart has to be opened, and say so in words that a manager and the patient may read",
    "can leave a chart shut that nothing asks for, and write down what was learned where it belongs",
  ],
  words: ["restricted chart", "break the glass", "minimum necessary", "allergy", "treatment, payment, operations"],
  facts({ seed, now, timeZone }) {
    const today = dateIn(now, timeZone);
    return {
      seed,
      patient: person(seed, "md.11/patient", today, [25, 60]),
      known: person(seed, "md.11/known", today, [35, 65]),
      today,
      medicine: pick(seededRandom(`${seed}/md.11`), MEDICINES),
    };
  },
  async setUp(practice, { seed, patient, known, today, medicine }) {
    for (const [key, one, name, reason] of [
      [
        "patient",
        patient,
        medicine,
        "Works at our front desk on weekends, and asked that colleagues do not read along.",
      ],
      ["known", known, "Loratadine 10 mg tablet", "Reads the evening news; the town asks about every visit."],
    ] as const) {
      const patientId = await alreadyRegistered(practice, one, "md.11");
      const list = { sourceId: `${key}/medicine`, rxnorm: null, name, directions: "1 by mouth twice a day" };
      const taken = {
        kind: "medication" as const,
        ...list,
        startedOn: addDays(today, -3),
        stoppedOn: null,
        active: true,
      };
      const chart = { patientId, system: "Urgent visit of Dr. Alvarez", entries: [taken] };
      await practice.run("charting", "importChart", chart, manager);
      await practice.run(
        "charting",
        "restrictChart",
        {
          restrictionId: seededId<"restriction">(seed, `md.11/${key}`),
          patientId,
          class: key === "patient" ? "staff-as-patient" : "vip",
          shuts: "others",
          staffIds: [alvarez.staffId],
          roles: [],
          reason,
          replaces: null,
        },
        manager,
      );
    }
  },
  story: ({ patient, known }) => [
    `Dr. Alvarez has a day off, and you cover. ${fullName(patient)}, who works at our desk on weekends, is on the telephone.`,
    `At the coffee machine Grace Kim asks: "${fullName(known)} from the evening news was here on Friday. Can you see what it was?"`,
  ],
  goal: "What the caller reacted to is known to all who will ever prescribe here, Dr. Alvarez knows of it, and nobody's chart was opened for less than that.",
  materials: ({ patient }) => [
    {
      kind: "says",
      who: fullName(patient),
      lines: [
        `"${fullName(patient)}, ${formatDate(patient.birthDate)}. Dr. Alvarez gave me something for my throat on Friday. Since last night I have a rash all over, and it itches. I breathe well, nothing is swollen."`,
        '"What it is called? I have thrown the box away. It must stand in my chart."',
        "You say that the medicine is to be stopped now, and that you will look which one it is.",
      ],
    },
    {
      kind: "paper",
      title: "From the practice's policy",
      lines: [
        "A restricted chart is opened for the patient's care and for nothing else. Choose the reason that is true, and say what you do for the patient.",
        "An emergency is what can't wait for a question. What you learn is written down in the chart; who treats the patient hears of it on the same day.",
      ],
    },
  ],
  outcomes: [
    {
      id: "opened",
      label: "You opened the caller's chart by the reason that is true",
      counts: "privacy",
      guide: [
        { at: "glass.open", says: "Choose why you need it, say what you do for the patient, and open the chart." },
      ],
      hints: [
        "What can you do for the caller without knowing the medicine's name? Nothing that lasts.",
        "The patient's Meds: the chart says that it is restricted, and what you may do.",
        "I am covering for the treating provider; in your words: a rash after the medicine of Friday, you look which one it was.",
      ],
      async check(view, { patient }) {
        const { mine, route } = await openingsOf(view, patient);
        const record = `Chart of ${fullName(patient)}`;
        const principle =
          "Who covers needs the chart, and says so. A manager reads the reason, and the patient may: one that is bigger than the truth is not believed the next time.";
        if (mine.length === 0) return open({ record, field: "Opened", found: "not by you", principle, route });
        const [first] = mine;
        if (first !== undefined && !mine.some((one) => HONEST.includes(one.reason)))
          return open({ record, field: "Why you need it", found: first.reason, principle, route });
        return met("opened to cover");
      },
    },
    {
      id: "said",
      label: "Your words say what you did for the patient",
      counts: "correct",
      guide: [{ at: "glass.open", says: "Say in your words what you do for the patient." }],
      hints: [
        "Would the patient understand from your words why you were there?",
        "The words stand with the chart, under Who may open this chart.",
        "Name the call and the rash. If the first words said nothing, they stay; that is why they matter.",
      ],
      async check(view, { patient }) {
        const { mine, route } = await openingsOf(view, patient);
        if (mine.some((one) => mentions(one.words, RASH))) return met("the words tell why");
        return open({
          record: `Chart of ${fullName(patient)}`,
          field: "In your words",
          found: mine.length === 0 ? "nothing" : "no word of what the patient called for",
          principle: '"Needed access" is true of everybody. What you did for the patient is true of you.',
          route,
        });
      },
    },
    {
      id: "allergy",
      label: "What the caller reacted to stands among the allergies, with what it did",
      counts: "safety",
      hints: [
        "Who prescribes in a year and has never heard of this call: what will the chart say?",
        "The medicine of Friday stands in Meds; allergies are in the banner and on the Summary.",
        "Add the medicine's substance as an allergy, with the rash as its reaction.",
      ],
      async check(view, { patient, medicine }) {
        const patientId = (await idOf(view, patient)) ?? "";
        const chart = await view.ask("charting", "getChart", { patientId });
        const active = chart?.allergies.entries.filter((one) => one.status === "active") ?? [];
        const found = active.find((one) => mentions(one.substance, [nameOf(medicine)]));
        const record = `Allergies of ${fullName(patient)}`;
        const route = `/p/${patientId}/summary`;
        const principle =
          "A reaction that stands in a message alone is met again by the next prescription. The alert reads the list of allergies, and nothing else.";
        if (found === undefined)
          return open({
            record,
            field: "Substance",
            found: active[0]?.substance ?? "nothing",
            principle,
            route,
          });
        if (!mentions(found.reaction, RASH))
          return open({ record, field: "Reaction", found: found.reaction || "nothing", principle, route });
        return met(`${found.substance}: ${found.reaction}`);
      },
    },
    {
      id: "told",
      label: "Dr. Alvarez knows of the reaction",
      counts: "correct",
      guide: [
        { at: "conversation.new", says: "Begin a conversation about this patient." },
        { at: "conversation.send", says: "Say what happened and what you did; give it to Dr. Alvarez, then send it." },
      ],
      hints: [
        "Who sees the patient next?",
        "The patient's Messages, New conversation; or a task about the patient.",
        "To Dr. Alvarez: a rash after the medicine of Friday, stopped, put among the allergies.",
      ],
      async check(view, { patient, medicine }) {
        const { patientId, list } = await handedOn(view, patient);
        const about = list.filter((one) => mentions(one.text, [...RASH, nameOf(medicine)]));
        const record = `Messages of ${fullName(patient)}`;
        const route = `/p/${patientId}/messages`;
        const principle =
          "Who covers gives the patient back: what happened, what was done, what is still to do. The throat is still ill.";
        const [first] = about;
        if (first === undefined) return open({ record, field: "Conversation", found: "none", principle, route });
        if (!about.some((one) => one.ownerId === alvarez.staffId))
          return open({ record, field: "For", found: holderOf(first), principle, route });
        return met("the treating physician knows");
      },
    },
  ],
  traps: [
    {
      id: "curious",
      critical: true,
      costs: "privacy",
      async fellFor(view, { known }) {
        const { mine, route } = await openingsOf(view, known);
        const [first] = mine;
        if (first === undefined) return null;
        const step = done(view, "charting", "breakGlass").find((one) => one.input.entryId === first.entryId);
        return broken(
          {
            record: `Chart of ${fullName(known)}`,
            field: "Opened",
            found: first.words,
            principle:
              "Nobody called about this chart. To read it is a breach, whatever reason is chosen, and the patient is told who it was.",
            route,
          },
          step?.entry ?? null,
        );
      },
    },
    {
      id: "gossip",
      critical: true,
      costs: "privacy",
      async fellFor(view, { patient }) {
        const patientId = await idOf(view, patient);
        const step = [...done(view, "messaging", "startThread"), ...done(view, "messaging", "createTask")].find(
          (one) => one.input.patientId !== patientId && mentions(JSON.stringify(one.input), [patient.family]),
        );
        if (step === undefined) return null;
        return broken(
          {
            record: "A task or conversation outside of the chart",
            field: "Patient",
            found: `names ${fullName(patient)}`,
            principle:
              "What is written about the patient of a restricted chart belongs into that chart: only there does the restriction keep it from who is shut out.",
            route: "/inbox",
          },
          step.entry,
        );
      },
    },
  ],
  golden: (facts) => [glass(facts), allergy(facts), tell(facts)],
  others: [(facts) => [glass(facts, "patient", "treating-now"), task(facts, "patient"), allergy(facts)]],
  wrong: [
    {
      name: "calls it an emergency",
      steps: (facts) => [glass(facts, "patient", "emergency"), allergy(facts), tell(facts)],
      expect: ["opened"],
    },
    {
      name: "writes that access was needed",
      steps: (facts) => [glass(facts, "patient", "covering", "Access needed."), allergy(facts), tell(facts)],
      expect: ["said"],
    },
    {
      name: "looks at the other chart, too",
      steps: (facts) => [
        glass(facts),
        allergy(facts),
        tell(facts),
        glass(facts, "known", "covering", "Saw on Friday?"),
      ],
      expect: ["curious"],
    },
    { name: "reads the name and leaves it at that", steps: (facts) => [glass(facts)], expect: ["allergy", "told"] },
    {
      name: "guesses the medicine without looking",
      steps: (facts) => [tell(facts)],
      expect: ["opened", "said", "allergy"],
    },
    {
      name: "puts it into a task that is about no patient",
      steps: (facts) => [glass(facts), allergy(facts), task(facts, null)],
      expect: ["told", "gossip"],
    },
  ],
  mistaken: (facts) => [glass(facts, "known"), allergy(facts, "known"), tell(facts, "known")],
  undone: (facts) => [strike(facts)],
  debrief: ({ known }) => [
    "The glass opens to treatment: you cover, somebody reacts to a medicine, and its name stands nowhere else. One chart, four hours, and words that the patient may read.",
    `Of ${fullName(known)} you needed nothing. "I can't look, and you should not ask" is the whole answer to Grace Kim.`,
    "A manager reads each opening and says whether it was appropriate. The audit trail has the attempts, too, also those that the glass kept out.",
  ],
  next: ["pm.05"],
});

function glass(
  facts: Facts,
  key: Who = "patient",
  reason: GlassReason = "covering",
  words = "Called about a rash all over since last night, after a medicine of Friday; I look which one it was.",
): PathStep {
  return deedAbout(facts[key], "chen", `open the chart of the ${key}`, (practice, patientId) => {
    const entryId = seededId<"glass">(facts.seed, `md.11/${key}`);
    return practice.run("charting", "breakGlass", { entryId, patientId, reason, words }, covering);
  });
}

const allergyId = ({ seed }: Facts, key: Who) => seededId<"allergy">(seed, `md.11/${key}`);

/** By what the chart says was given. */
function allergy(facts: Facts, key: Who = "patient"): PathStep {
  return deedAbout(facts[key], "chen", "write the reaction down", async (practice, patientId) => {
    const { medications } = await practice.run("charting", "getChart", { patientId }, covering);
    const substance = nameOf(medications.entries[0]?.name ?? "");
    const what = { substanceCode: null, substance, reaction: "Rash all over, itching", severity: "moderate" as const };
    const id = { allergyId: allergyId(facts, key), patientId };
    return practice.run("charting", "addAllergy", { ...id, ...what }, covering);
  });
}

function tell(facts: Facts, key: Who = "patient"): PathStep {
  return deedAbout(facts[key], "chen", "tell Dr. Alvarez", (practice, patientId) => {
    const threadId = seededId<"thread">(facts.seed, `md.11/${key}`);
    const messageId = seededId<"message">(facts.seed, `md.11/${key}`);
    const text = {
      subject: "Reaction to Friday's medicine",
      body: "Rash since last night. Stopped. Throat is still ill.",
    };
    const to = { ownerId: alvarez.staffId, pool: null, dueAt: null };
    return practice.run("messaging", "startThread", { threadId, messageId, patientId, ...text, ...to }, covering);
  });
}

function task(facts: Facts, about: Who | null): PathStep {
  return deedAbout(facts.patient, "chen", "make a task for Dr. Alvarez", (practice, patientId) =>
    practice.run(
      "messaging",
      "createTask",
      {
        taskId: seededId<"task">(facts.seed, "md.11/told"),
        title: `${fullName(facts.patient)}: rash after Friday's medicine`,
        detail: "Stopped, and put among the allergies. The throat is still ill.",
        patientId: about === null ? null : patientId,
        ownerId: alvarez.staffId,
        pool: null,
        dueOn: facts.today,
        priority: "normal",
        about: null,
      },
      covering,
    ),
  );
}

function strike(facts: Facts): PathStep {
  return deedAbout(facts.patient, "chen", "take the allergy back", (practice, patientId) => {
    const why = { status: "entered-in-error" as const, reason: "Typed by mistake" };
    return practice.run(
      "charting",
      "endAllergy",
      { allergyId: allergyId(facts, "patient"), patientId, ...why },
      covering,
    );
  });
}
