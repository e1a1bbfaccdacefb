import type { Id } from "@practicum/kernel/brand";
import { staffByKey } from "@practicum/seed/practice";
import { coded, encounterOf, wrote } from "../kit/encounters.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { bothBrought, foundWell, pairOf, signed, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { advanced } from "../kit/visits.ts";
import { done } from "../kit/world-view.ts";

/** A sore throat, from the story to the signature. */
type Facts = Pair;

const alvarez = staffByKey("alvarez");
const kim = staffByKey("kim");
/** What a sore throat with a negative test may be called. */
const THROAT = /^J(02|06|00|03)/;
const LEAST = 20;

export const writeAndSign = lesson<Facts>({
  id: "md.01",
  role: "physician",
  as: "alvarez",
  title: "From the story to the signature",
  minutes: 10,
  teaches: ["can write a note that stands by itself", "can code a visit and sign it"],
  words: ["SOAP", "ICD-10-CM", "CPT", "E/M", "seal"],
  facts: (stage) => pairOf("md.01", stage, [20, 50]),
  async setUp(practice, facts) {
    const how = {
      provider: alvarez,
      type: "new-patient",
      reasons: ["Sore throat", "Sore throat"],
      to: "rooming",
    } as const;
    for (const one of await bothBrought(practice, "md.01", facts, how)) {
      await foundWell(practice, facts.seed, one);
      await wrote(practice, one.visit, kim, { reason: "Sore throat for three days" });
      await advanced(practice, one.visit, "ready", kim);
    }
  },
  story: ({ patient }) => [
    `${fullName(patient)}, new to the practice, waits in a room. Grace Kim has measured and asked.`,
    "See the patient, write the note, code the visit, sign.",
  ],
  goal: "The note tells the story, what was found, what it is and what is done; it is coded, signed, and the visit goes on.",
  materials: ({ patient }) => [
    {
      kind: "says",
      who: fullName(patient),
      lines: ['"My throat has hurt for three days, worse when I swallow. No fever, no cough. My son had the same."'],
    },
    {
      kind: "paper",
      title: "What you find",
      lines: [
        "Throat red, no pus, tonsils small. No swollen nodes. Lungs clear.",
        "Rapid strep test: negative.",
        "You explain: a virus, fluids, acetaminophen, back if fever or no better in a week.",
      ],
    },
  ],
  outcomes: [
    {
      id: "story",
      label: "The note has story, findings, judgement and plan, each in its section",
      counts: "correct",
      hints: [
        "Could a colleague treat this patient tomorrow by your note alone?",
        "Today, the visit, then section by section.",
        "History, Exam, Assessment and Plan each in a sentence or two.",
      ],
      async check(view, { patient, visit }) {
        const encounter = await encounterOf(view, visit);
        const short = (["hpi", "exam", "assessment", "plan"] as const).find(
          (section) => (encounter?.sections[section].text.trim().length ?? 0) < LEAST,
        );
        if (encounter !== null && short === undefined) return met("four sections");
        return open({
          record: `Note of ${fullName(patient)}`,
          field: short ?? "Note",
          found: encounter === null ? "none" : "next to nothing",
          principle:
            "What is not written was not asked, not seen and not done: so reads it the next doctor, the payer, and the court.",
          route: `/p/${encounter?.patientId ?? ""}/visit`,
        });
      },
    },
    {
      id: "coded",
      label: "A diagnosis that the findings bear, and a visit of a new patient that points to it",
      counts: "money",
      hints: [
        "Has this patient been here in the last three years?",
        "Diagnoses and procedures, below the note.",
        "Acute pharyngitis, and an office visit of a new patient (99202 or 99203) for it.",
      ],
      async check(view, { patient, visit }) {
        const encounter = await encounterOf(view, visit);
        const record = `Coding of ${fullName(patient)}'s visit`;
        const route = `/p/${encounter?.patientId ?? ""}/visit`;
        const first = encounter?.diagnoses[0];
        if (first === undefined || !THROAT.test(first.code))
          return open({
            record,
            field: "Diagnosis",
            found: first?.code ?? "none",
            principle: "The first diagnosis is why the patient came, as sure as you are and no surer.",
            route,
          });
        const visitLine = encounter?.procedures.find((one) => one.code.startsWith("992"));
        if (visitLine === undefined || !["99202", "99203"].includes(visitLine.code))
          return open({
            record,
            field: "Procedure",
            found: visitLine?.code ?? "none",
            principle:
              "New is who was not seen here by this specialty in three years. An established code for a new patient is money given away; too high a level is money to give back.",
            route,
          });
        if (!visitLine.pointers.includes(1))
          return open({
            record,
            field: "Diagnosis pointer",
            found: "none",
            principle: "A visit that points to no diagnosis has no reason, and is not paid.",
            route,
          });
        return met(`${first.code}, ${visitLine.code}`);
      },
    },
    {
      id: "signed",
      label: "The note is signed, and the visit stands at checkout",
      counts: "correct",
      after: ["story", "coded"],
      guide: [{ at: "note.sign", says: "Look once more at what you wrote and coded, then sign." }],
      hints: [
        "When may the note no longer change?",
        "Sign, at the end of the note: it says what still stands in the way.",
        "Sign, and see that the visit has moved on.",
      ],
      async check(view, { patient, visit }) {
        const encounter = await encounterOf(view, visit);
        const appointment = await view.ask("scheduling", "getAppointment", { appointmentId: visit });
        const record = `Note of ${fullName(patient)}`;
        const route = `/p/${encounter?.patientId ?? ""}/visit`;
        if (encounter?.seal === null || encounter === null)
          return open({
            record,
            field: "Signature",
            found: "none",
            principle: "Unsigned is unbilled, and nobody may rely on it.",
            route,
          });
        if (appointment === null || !["checkout", "done"].includes(appointment.status))
          return open({
            record,
            field: "Visit",
            found: appointment?.status ?? "none",
            principle: "A room that the board calls taken is taken, whoever sits in it.",
            route: "/flow",
          });
        return met("sealed");
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
        if (encounter === null || encounter.seal === null) return null;
        const step = done(view, "charting", "signEncounter").find(
          (one) => one.input.encounterId === encounter.encounterId,
        );
        return broken(
          {
            record: `Note of ${fullName(other)}`,
            field: "Signature",
            found: "a note about another person's visit",
            principle: "A sealed note can't be taken back, only added to. Look at the name above it before you sign.",
            route: `/p/${encounter.patientId}/visit`,
          },
          step?.entry ?? null,
        );
      },
    },
  ],
  golden: (facts) => path(facts.visit),
  others: [
    (facts) => {
      const steps = path(facts.visit, { code: "J06.9", label: "Acute upper respiratory infection" }, "99202");
      const goIn = {
        name: "go in",
        run: (practice) => advanced(practice, facts.visit, "with-provider", alvarez),
      } satisfies PathStep;
      // Codes first, then the story.
      return [goIn, ...steps.toSpliced(0, 2, ...steps.slice(0, 2).toReversed())];
    },
  ],
  wrong: [
    {
      name: "codes an established patient",
      steps: (facts) => path(facts.visit, undefined, "99213"),
      expect: ["coded", "signed"],
    },
    { name: "leaves it unsigned", steps: (facts) => path(facts.visit).slice(0, -1), expect: ["signed"] },
    {
      name: "writes a word in each section",
      steps: (facts) => path(facts.visit, undefined, "99203", "ok"),
      expect: ["signed", "story"],
    },
  ],
  mistaken: (facts) => path(facts.others),
  undone: { none: "A signed note is sealed: it can be added to, and nobody takes it back." },
  debrief: () => [
    "Story, findings, judgement, plan: the note can be read in a minute, and used.",
    "New or established, and how much thinking it took: the code follows from the note, never the note from the code.",
  ],
  next: ["md.03"],
});

function path(
  visit: Id<"appointment">,
  diagnosis = { code: "J02.9", label: "Acute pharyngitis" },
  procedure = "99203",
  text?: string,
): readonly PathStep[] {
  return [
    {
      name: "write the note",
      run: (practice) =>
        wrote(practice, visit, alvarez, {
          hpi: text ?? "Three days of sore throat, worse on swallowing; no fever, no cough. Son had the same.",
          exam: text ?? "Pharynx red without exudate, tonsils small, no adenopathy, lungs clear.",
          assessment: text ?? "Acute pharyngitis, likely viral; rapid strep test negative.",
          plan: text ?? "Fluids, acetaminophen as needed. Return for fever or if no better in a week.",
        }),
    },
    {
      name: "code the visit",
      run: (practice) => coded(practice, visit, alvarez, diagnosis, { code: procedure, label: "Office visit" }),
    },
    signed(visit, alvarez),
  ];
}
