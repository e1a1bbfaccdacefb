import type { Id } from "@practicum/kernel/brand";
import { formatDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { bothSeen, NEW_VISIT } from "../kit/billed.ts";
import { encounterOf, openedNote } from "../kit/encounters.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { pairOf, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { mentions } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done } from "../kit/world-view.ts";

/** A signed note that leaves something out. */
type Facts = Pair;

const alvarez = staffByKey("alvarez");
const doctor = actorOf(alvarez);

export const addToASealedNote = lesson<Facts>({
  id: "md.08",
  role: "physician",
  as: "alvarez",
  title: "What the signed note leaves out",
  minutes: 5,
  teaches: ["can add to a sealed note so that both stay readable", "can tell what a late entry has to say"],
  words: ["addendum", "seal", "late entry"],
  facts: (stage) => pairOf("md.08", stage, [25, 60]),
  async setUp(practice, facts) {
    await bothSeen(practice, "md.08", facts, () => [NEW_VISIT]);
  },
  story: ({ patient }) => [
    `You have signed the note of ${fullName(patient)}, born on ${formatDate(patient.birthDate)}. Ten minutes later the patient is back at the counter.`,
    "The note is sealed. What you have just learned belongs to it.",
  ],
  goal: "The note of this visit tells what was learned after the signature, and when.",
  materials: ({ patient }) => [
    {
      kind: "says",
      who: fullName(patient),
      lines: ['"I forgot: I was in Arizona with my brother last month, and he is treated for tuberculosis now."'],
    },
    {
      kind: "paper",
      title: "What you do",
      lines: [
        "You order a chest X-ray and a blood test for tuberculosis, and ask the patient to wear a mask until the result.",
      ],
    },
  ],
  outcomes: [
    {
      id: "added",
      label: "An addendum tells of the exposure and of what is done about it",
      counts: "safety",
      guide: [{ at: "addendum.add", says: "Write what was learned and what follows from it, then add it." }],
      hints: [
        "May a sealed note change?",
        "The visit, below the signature.",
        "Addendum: what was learned, and what follows from it.",
      ],
      async check(view, { patient, visit }) {
        const encounter = await encounterOf(view, visit);
        const text = (encounter?.addenda ?? []).map((one) => one.text).join(" ");
        const record = `Note of ${fullName(patient)}`;
        const route = `/p/${encounter?.patientId ?? ""}/visit`;
        if (!mentions(text, ["tuberculosis", "TB exposure", "exposed to TB"]))
          return open({
            record,
            field: "Addenda",
            found: text === "" ? "none" : "no word of the exposure",
            principle: "Who sees this patient next reads the note, and the exposure changes everything in it.",
            route,
          });
        if (!mentions(text, ["x-ray", "xray", "radiograph", "film", "mask", "test", "igra", "quantiferon"]))
          return open({
            record,
            field: "Addenda",
            found: "not what is done about it",
            principle: "A finding without a step is a finding nobody owns.",
            route,
          });
        return met("added, with its time");
      },
    },
  ],
  traps: [
    {
      id: "wrong-note",
      critical: true,
      costs: "privacy",
      async fellFor(view, { other, others }) {
        const encounter = await encounterOf(view, others);
        if (encounter === null || encounter.addenda.length === 0) return null;
        const step = done(view, "charting", "addAddendum").find(
          (one) => one.input.encounterId === encounter.encounterId,
        );
        return broken(
          {
            record: `Note of ${fullName(other)}`,
            field: "Addenda",
            found: "another patient's exposure",
            principle: "An addendum can't be taken back either. Two notes of one morning look alike: read the name.",
            route: `/p/${encounter.patientId}/visit`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => [
    addendum(
      facts,
      facts.visit,
      "Learned after signing: exposed to tuberculosis (brother, last month). Chest X-ray and IGRA ordered, mask until the result.",
    ),
  ],
  others: [
    (facts) => [
      addendum(
        facts,
        facts.visit,
        "Patient returned: brother is treated for tuberculosis, contact last month.",
        "first",
      ),
      addendum(facts, facts.visit, "Chest radiograph and blood test ordered; wears a mask.", "second"),
    ],
  ],
  wrong: [
    {
      name: "writes what was learned and not what follows",
      steps: (facts) => [addendum(facts, facts.visit, "Brother has tuberculosis.")],
      expect: ["added"],
    },
    {
      name: "adds it to the other note",
      steps: (facts) => [addendum(facts, facts.others, "Exposed to tuberculosis, X-ray ordered.")],
      expect: ["added", "wrong-note"],
    },
  ],
  mistaken: (facts) => [addendum(facts, facts.others, "Exposed to tuberculosis, X-ray ordered.")],
  undone: { none: "An addendum is sealed like the note; nobody takes it back." },
  debrief: () => [
    "What is sealed stays. What comes later comes with its own time, so that everybody sees what you knew when you decided.",
  ],
  next: [],
});

function addendum(facts: Facts, visit: Id<"appointment">, text: string, key = "only"): PathStep {
  return {
    name: "add to the note",
    async run(practice) {
      const { encounterId } = await openedNote(practice, visit, alvarez);
      const addendumId = seededId<"addendum">(facts.seed, `md.08/${key}/${encounterId}`);
      await practice.run("charting", "addAddendum", { addendumId, encounterId, text }, doctor);
    },
  };
}
