import type { NoteSection } from "@practicum/contracts/charting/notes";
import type { Id } from "@practicum/kernel/brand";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import { seededId } from "@practicum/seed/seeded-ids";
import { bothSeen, NEW_VISIT } from "../kit/billed.ts";
import { coded, encounterOf, openedNote, wrote } from "../kit/encounters.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { pairOf, signed, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { mentions, sameText } from "../kit/same.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { appointmentId, broughtTo, WELL } from "../kit/visits.ts";
import { done } from "../kit/world-view.ts";

/** A visit of three weeks ago, signed, and the one of today, which is about something else. */
interface Facts extends Pair {
  readonly begins: Instant;
  readonly again: LocalDate;
  readonly visits: { readonly patient: Id<"appointment">; readonly other: Id<"appointment"> };
}

type Texts = { readonly [S in Exclude<NoteSection, "reason" | "ros">]: string };

const DAYS = 21;
const DAY_MS = 86_400_000;
const alvarez = staffByKey("alvarez");
const kim = staffByKey("kim");
const assistant = actorOf(kim);
const SECTIONS = ["hpi", "exam", "assessment", "plan"] as const;
const LEAST = 20;
/** What was true three weeks ago and is not today. */
const STALE = ["throat red", "upper respiratory infection", "a week of cough", "lasts beyond two weeks"];
const EAR = ["ear", "otitis", "drum"];
const TODAY: Texts = {
  hpi: "The cough of the last visit is gone. For three days now the right ear hurts, worse at night; hears less on it.",
  exam: "Right eardrum dull and bulging, left one clear. Throat without finding, lungs clear, temperature normal.",
  assessment: "Otitis media on the right, after a cold that has passed.",
  plan: "Amoxicillin for seven days, acetaminophen for the pain. Back in two days if it is no better.",
};
const OTITIS = { code: "H66.91", label: "Otitis media, unspecified, right ear" };

export const writeWhatIsToday = lesson<Facts>({
  id: "md.07",
  role: "physician",
  as: "alvarez",
  title: "The second visit is not the first",
  minutes: 9,
  teaches: [
    "can write a follow-up that says what is different today",
    "can use the last note without carrying its findings on",
  ],
  words: ["cloned note", "follow-up", "established patient"],
  facts(stage) {
    const pair = pairOf("md.07", stage, [22, 50]);
    return {
      ...pair,
      begins: stage.now,
      again: addDays(pair.today, DAYS),
      visits: {
        patient: appointmentId(stage.seed, "md.07/again/patient"),
        other: appointmentId(stage.seed, "md.07/again/other"),
      },
    };
  },
  async setUp(practice, facts) {
    const both = await bothSeen(practice, "md.07", facts, () => [NEW_VISIT]);
    await practice.advanceTo(addMs(facts.begins, DAYS * DAY_MS));
    for (const { key, patientId } of both) {
      const encounterId = await broughtTo(
        practice,
        {
          appointmentId: facts.visits[key],
          patientId,
          provider: alvarez,
          type: "follow-up",
          date: facts.again,
          reason: "Ear hurts",
          squeezed: false,
        },
        "with-provider",
      );
      const vitalsId = seededId<"vitals">(facts.seed, `md.07/${key}/vitals`);
      await practice.run("charting", "recordVitals", { vitalsId, patientId, encounterId, ...WELL }, assistant);
      await practice.run("charting", "reviewMedications", { patientId }, assistant);
      await wrote(practice, facts.visits[key], kim, { reason: "Right ear hurts" });
    }
  },
  story: ({ patient, today }) => [
    `${fullName(patient)} was here on ${formatDate(today)} with a cough. The note of that day is signed. Today it is the ear.`,
    "Read what was, write what is, code it, sign. It is quick to copy the last note, and it says what is not so.",
  ],
  goal: "Today's note says what is so today, in each section; it is coded as a visit of an established patient, and signed.",
  materials: ({ patient }) => [
    {
      kind: "says",
      who: fullName(patient),
      lines: ['"The cough has gone. But my right ear has hurt for three days, at night most. I hear less on it."'],
    },
    {
      kind: "paper",
      title: "What you find",
      lines: [
        "Right eardrum dull and bulging, left one clear. Throat without finding, lungs clear.",
        "You explain: an antibiotic for seven days, something for the pain, back in two days if no better.",
      ],
    },
  ],
  outcomes: [
    {
      id: "todays",
      label: "Story, findings, judgement and plan are about today",
      counts: "correct",
      weight: 2,
      hints: [
        "What would a colleague look for who sees this patient in two days?",
        "Today, the visit, then section by section.",
        "The ear in History, the eardrum in Exam, otitis in Assessment, and what you agreed on in Plan.",
      ],
      async check(view, { patient, visits }) {
        const encounter = await encounterOf(view, visits.patient);
        const text = (section: NoteSection) => encounter?.sections[section].text.trim() ?? "";
        const principle = "A note is about its own day: what the patient says, what you find, what you make of it.";
        const record = `Note of ${fullName(patient)}`;
        const route = `/p/${encounter?.patientId ?? ""}/visit`;
        const short = SECTIONS.find((section) => text(section).length < LEAST);
        if (short !== undefined) return open({ record, field: short, found: "next to nothing", principle, route });
        const silent = (["hpi", "exam", "assessment"] as const).find((section) => !mentions(text(section), EAR));
        if (silent !== undefined) return open({ record, field: silent, found: "no word of the ear", principle, route });
        return met("four sections about today");
      },
    },
    {
      id: "nothing-old",
      label: "Nothing of the last visit stands there as if it were today's",
      counts: "safety",
      after: ["todays"],
      hints: [
        "Is the throat red today?",
        "Each section of the note: compare it with the signed one.",
        "Take out what was true three weeks ago: the red throat, the cold, its plan.",
      ],
      async check(view, { patient, visit, visits }) {
        const [encounter, last] = [await encounterOf(view, visits.patient), await encounterOf(view, visit)];
        const old = SECTIONS.find((section) => {
          const text = encounter?.sections[section].text ?? "";
          return mentions(text, STALE) || (text !== "" && sameText(text, last?.sections[section].text ?? ""));
        });
        if (old === undefined) return met("all of it is today's");
        return open({
          record: `Note of ${fullName(patient)}`,
          field: old,
          found: "what was found at the last visit",
          principle:
            "A copied finding is a false one, and nobody can tell which of them are true. Payers and courts call it a cloned note.",
          route: `/p/${encounter?.patientId ?? ""}/visit`,
        });
      },
    },
    {
      id: "coded",
      label: "Coded as it is: the ear, and an established patient's visit that points to it",
      counts: "money",
      hints: [
        "Has this patient been seen here in the last three years?",
        "Diagnoses and procedures, below the note.",
        "H66.91, and 99212 or 99213 for it.",
      ],
      async check(view, { patient, visits }) {
        const encounter = await encounterOf(view, visits.patient);
        const record = `Coding of ${fullName(patient)}'s visit`;
        const route = `/p/${encounter?.patientId ?? ""}/visit`;
        const place = (encounter?.diagnoses ?? []).findIndex((one) => /^H6[56]/.test(one.code)) + 1;
        if (place === 0)
          return open({
            record,
            field: "Diagnosis",
            found: encounter?.diagnoses[0]?.code ?? "none",
            principle: "The first visit's diagnosis is the first visit's reason.",
            route,
          });
        const line = encounter?.procedures.find((one) => one.code.startsWith("992"));
        if (line === undefined || !["99212", "99213", "99214"].includes(line.code) || !line.pointers.includes(place))
          return open({
            record,
            field: "Procedure",
            found: line?.code ?? "none",
            principle: "Who was seen here within three years is established: other codes, other prices.",
            route,
          });
        return met(`${line.code} for the ear`);
      },
    },
    {
      id: "signed",
      label: "The note is signed",
      counts: "time",
      after: ["todays", "nothing-old", "coded"],
      guide: [{ at: "note.sign", says: "Look once more at what you wrote and coded, then sign." }],
      hints: [
        "When may the note no longer change?",
        "Sign: it says how much of the note stands in the last one word by word.",
        "Correct what it says, and sign.",
      ],
      async check(view, { patient, visits }) {
        const encounter = await encounterOf(view, visits.patient);
        if (encounter !== null && encounter.seal !== null) return met("sealed");
        return open({
          record: `Note of ${fullName(patient)}`,
          field: "Signature",
          found: "none",
          principle: "Unsigned is unbilled, and nobody may rely on it.",
          route: `/p/${encounter?.patientId ?? ""}/visit`,
        });
      },
    },
  ],
  traps: [
    {
      id: "sealed-copy",
      critical: true,
      costs: "safety",
      async fellFor(view, { patient, visits }) {
        const encounter = await encounterOf(view, visits.patient);
        if (encounter === null || encounter.seal === null) return null;
        if (!mentions(encounter.sections.exam.text, STALE)) return null;
        return broken(
          {
            record: `Note of ${fullName(patient)}`,
            field: "exam",
            found: "a finding of three weeks ago, signed as today's",
            principle: "Only an addendum can say now that it was not so. What you sign, you saw.",
            route: `/p/${encounter.patientId}/visit`,
          },
          done(view, "charting", "signEncounter").find((one) => one.input.encounterId === encounter.encounterId)
            ?.entry ?? null,
        );
      },
    },
    {
      id: "wrong-note",
      critical: true,
      costs: "privacy",
      async fellFor(view, { other, visits }) {
        const encounter = await encounterOf(view, visits.other);
        if (encounter === null || encounter.seal === null) return null;
        return broken(
          {
            record: `Note of ${fullName(other)}`,
            field: "Signature",
            found: "a note about another person's visit",
            principle: "Two came with an ear this morning. The name stands above the note.",
            route: `/p/${encounter.patientId}/visit`,
          },
          done(view, "charting", "signEncounter").find((one) => one.input.encounterId === encounter.encounterId)
            ?.entry ?? null,
        );
      },
    },
  ],
  golden: ({ visits }) => path(visits.patient),
  others: [
    ({ visits }) => {
      const [write, code, sign] = path(visits.patient, {
        texts: { ...TODAY, assessment: "Acute otitis media, right ear." },
        visit: "99212",
      });
      return [code, write, sign];
    },
  ],
  wrong: [
    {
      name: "copies the last note and adds the ear to the story",
      steps: ({ visit, visits }) => [copy(visit, visits.patient), ...path(visits.patient).slice(1)],
      expect: ["nothing-old", "sealed-copy", "signed", "todays"],
    },
    {
      name: "leaves the old plan standing",
      steps: ({ visits }) =>
        path(visits.patient, {
          texts: { ...TODAY, plan: `${TODAY.plan} Fluids and rest; back if it lasts beyond two weeks.` },
        }),
      expect: ["nothing-old", "signed"],
    },
    {
      name: "codes a new patient",
      steps: ({ visits }) => path(visits.patient, { visit: "99202" }),
      expect: ["coded", "signed"],
    },
    { name: "leaves it unsigned", steps: ({ visits }) => path(visits.patient).slice(0, -1), expect: ["signed"] },
  ],
  mistaken: ({ visits }) => path(visits.other),
  undone: { none: "A signed note is sealed: it can be added to, and nobody takes it back." },
  debrief: () => [
    "Copying saves a minute and costs the note its worth: who reads it no longer knows what was seen and what was left over.",
    "A good follow-up begins with what has changed, and says of the old what became of it.",
  ],
  next: ["md.08"],
});

function path(
  visit: Id<"appointment">,
  { texts = TODAY, visit: code = "99213" }: { readonly texts?: Texts; readonly visit?: string } = {},
): readonly [PathStep, PathStep, PathStep] {
  return [
    { name: "write today's note", run: (practice) => wrote(practice, visit, alvarez, texts) },
    {
      name: "code the visit",
      run: (practice) => coded(practice, visit, alvarez, OTITIS, { code, label: "Office visit" }),
    },
    signed(visit, alvarez),
  ];
}

/** What hurried people do: the last note as it stands, with a line about today. */
function copy(from: Id<"appointment">, to: Id<"appointment">): PathStep {
  return {
    name: "copy the last note",
    async run(practice) {
      const { sections } = await openedNote(practice, from, alvarez);
      await wrote(practice, to, alvarez, {
        hpi: `${sections.hpi.text} Now the right ear hurts.`,
        exam: sections.exam.text,
        assessment: sections.assessment.text,
        plan: sections.plan.text,
      });
    },
  };
}
