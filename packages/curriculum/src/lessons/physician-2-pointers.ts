import type { Encounter } from "@practicum/contracts/charting/encounters";
import { actorOf, staffByKey } from "@practicum/seed/practice";
import type { Id } from "@practicum/kernel/brand";
import { encounterOf, openedNote, wrote } from "../kit/encounters.ts";
import { lesson, type PathStep } from "../kit/lesson.ts";
import { bothBrought, foundWell, pairOf, signed, type Pair } from "../kit/pair.ts";
import { fullName } from "../kit/people.ts";
import { broken, met, open } from "../kit/verdict.ts";
import { done } from "../kit/world-view.ts";

/** Two diagnoses and three services, each of which was done for one of them, or for both. */
type Facts = Pair;

type Codes = readonly { readonly code: string; readonly label: string }[];

const alvarez = staffByKey("alvarez");
const kim = staffByKey("kim");
const DIABETES = /^E11/;
const CHEST = /^R07/;
const VISIT = "99203";
const TRACING = "93000";
const SUGAR = "83036";
const FOUND: Codes = [
  { code: "E11.9", label: "Type 2 diabetes mellitus without complications" },
  { code: "R07.89", label: "Other chest pain" },
];
const WHY =
  "Each service says by its pointer why it was done. A payer that sees a tracing of the heart for a sugar refuses it, and the record says what was not so.";

/** Which of the diagnoses a service points to, by their codes. */
function pointedTo({ diagnoses, procedures }: Encounter, code: string): readonly string[] | null {
  const line = procedures.find((one) => one.code === code);
  return line === undefined ? null : line.pointers.map((place) => diagnoses[place - 1]?.code ?? "");
}

export const sayWhatItWasFor = lesson<Facts>({
  id: "md.02",
  role: "physician",
  as: "alvarez",
  title: "What was done, and for what",
  minutes: 8,
  teaches: [
    "can code what was found, and nothing that was not",
    "can link each service to the diagnosis that it was done for",
  ],
  words: ["diagnosis pointer", "medical necessity", "symptom code"],
  facts: (stage) => pairOf("md.02", stage, [48, 70]),
  async setUp(practice, facts) {
    const how = {
      provider: alvarez,
      type: "new-patient",
      reasons: ["Diabetes, chest tightness", "Diabetes, chest tightness"],
      to: "with-provider",
    } as const;
    for (const one of await bothBrought(practice, "md.02", facts, how)) {
      await foundWell(practice, facts.seed, one);
      await wrote(practice, one.visit, kim, { reason: "Diabetes, and tightness in the chest for two days" });
      await wrote(practice, one.visit, alvarez, {
        hpi: "Diabetes for six years, on metformin elsewhere. For two days tightness at the left ribs, worse on moving, not on stairs.",
        exam: "Ribs tender on pressing at the left, heart regular, lungs clear. Tracing: normal. A1c 7.9 %.",
        assessment: "Type 2 diabetes, above goal. Chest pain from the chest wall; no sign of a disease of the heart.",
        plan: "Metformin twice a day, A1c again in three months. Warmth for the ribs; back at once if it comes with effort.",
      });
    }
  },
  story: ({ patient }) => [
    `You have seen ${fullName(patient)}, who is new here, and the note is written. Diagnoses and services are not in it yet.`,
    "Say what was found, what was done, and for what each thing was done. Then sign.",
  ],
  goal: "Both diagnoses stand as they were found, each service points to what it was for, and the note is signed.",
  materials: ({ patient }) => [
    {
      kind: "paper",
      title: "Done in this visit",
      lines: [
        `${fullName(patient)}, new to the practice`,
        `Office visit of a new patient, for all of it: ${VISIT}`,
        `Tracing of the heart, because of the tightness: ${TRACING}`,
        `Hemoglobin A1c with our waived kit, because of the diabetes: ${SUGAR}, QW`,
      ],
    },
  ],
  outcomes: [
    {
      id: "found",
      label: "Both diagnoses stand as they were found: the diabetes, and the pain in the chest",
      counts: "correct",
      hints: [
        "What did you find, and how sure are you of it?",
        "Diagnoses and procedures, below the note.",
        "E11.9 and R07.89. What you ruled out is no diagnosis.",
      ],
      async check(view, { patient, visit }) {
        const encounter = await encounterOf(view, visit);
        const codes = encounter?.diagnoses.map((one) => one.code) ?? [];
        if ([DIABETES, CHEST].every((kind) => codes.some((code) => kind.test(code)))) return met(codes.join(", "));
        return open({
          record: `Coding of ${fullName(patient)}'s visit`,
          field: "Diagnoses",
          found: codes.join(", ") || "none",
          principle:
            "What the assessment names is coded, as sure as it is and no surer: a pain that has no cause yet is a symptom.",
          route: `/p/${encounter?.patientId ?? ""}/visit`,
        });
      },
    },
    {
      id: "linked",
      label: "Each service points to what it was done for, the visit to both",
      counts: "money",
      after: ["found"],
      hints: [
        "Why did you have the tracing done? Why the A1c?",
        "Beside each procedure stand the letters of the diagnoses.",
        `${TRACING} to the chest pain alone, ${SUGAR} to the diabetes alone, ${VISIT} to both.`,
      ],
      async check(view, { patient, visit }) {
        const encounter = await encounterOf(view, visit);
        const record = `Coding of ${fullName(patient)}'s visit`;
        const route = `/p/${encounter?.patientId ?? ""}/visit`;
        for (const [code, has, hasNot] of [
          [TRACING, [CHEST], [DIABETES]],
          [SUGAR, [DIABETES], [CHEST]],
          [VISIT, [CHEST, DIABETES], []],
        ] as const) {
          const codes = encounter === null ? null : pointedTo(encounter, code);
          const of = (kinds: readonly RegExp[]) => kinds.map((kind) => codes?.some((one) => kind.test(one)) ?? false);
          if (codes === null || of(has).includes(false) || of(hasNot).includes(true))
            return open({
              record,
              field: `Diagnosis pointer of ${code}`,
              found: codes === null ? "no such service" : codes.join(", ") || "none",
              principle: WHY,
              route,
            });
        }
        return met("three services, each with its reason");
      },
    },
    {
      id: "signed",
      label: "The note is signed",
      counts: "time",
      after: ["found", "linked"],
      guide: [{ at: "note.sign", says: "Look once more at what you wrote and coded, then sign." }],
      hints: [
        "What happens to a note that nobody signs?",
        "Sign, at the end of the note: it says what still stands in the way.",
        "Look at the three services once more, and sign.",
      ],
      async check(view, { patient, visit }) {
        const encounter = await encounterOf(view, visit);
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
      id: "invented",
      critical: true,
      costs: "safety",
      async fellFor(view, { patient, visit }) {
        const encounter = await encounterOf(view, visit);
        const heart = encounter?.diagnoses.find((one) => /^I(2[0-5]|50)/.test(one.code));
        if (heart === undefined) return null;
        const step = done(view, "charting", "saveCoding").findLast((one) =>
          one.input.diagnoses.some((diagnosis) => diagnosis.code === heart.code),
        );
        return broken(
          {
            record: `Coding of ${fullName(patient)}'s visit`,
            field: "Diagnoses",
            found: heart.code,
            principle:
              "You looked for it and did not find it. Coded, it stays in every record, every insurer's file and every later decision about this person.",
            route: `/p/${encounter?.patientId ?? ""}/visit`,
          },
          step?.entry ?? null,
        );
      },
    },
    {
      id: "wrong-note",
      critical: true,
      costs: "privacy",
      async fellFor(view, { other, others }) {
        const encounter = await encounterOf(view, others);
        if (encounter === null || encounter.seal === null) return null;
        return broken(
          {
            record: `Note of ${fullName(other)}`,
            field: "Signature",
            found: "signed with another visit's services",
            principle: "A sealed note can't be taken back, only added to. Look at the name above it before you sign.",
            route: `/p/${encounter.patientId}/visit`,
          },
          done(view, "charting", "signEncounter").find((one) => one.input.encounterId === encounter.encounterId)
            ?.entry ?? null,
        );
      },
    },
  ],
  golden: ({ visit }) => path(visit),
  others: [
    // The pain first: the pointers follow.
    ({ visit }) => path(visit, FOUND.toReversed(), { [VISIT]: [1, 2], [TRACING]: [1], [SUGAR]: [2] }),
  ],
  wrong: [
    {
      name: "points everything to the first diagnosis",
      steps: ({ visit }) => path(visit, FOUND, { [VISIT]: [1], [TRACING]: [1], [SUGAR]: [1] }),
      expect: ["linked", "signed"],
    },
    {
      name: "points everything to everything",
      steps: ({ visit }) => path(visit, FOUND, { [VISIT]: [1, 2], [TRACING]: [1, 2], [SUGAR]: [1, 2] }),
      expect: ["linked", "signed"],
    },
    {
      name: "makes a disease of the heart out of a normal tracing",
      steps: ({ visit }) =>
        path(visit, [FOUND[0] ?? { code: "", label: "" }, { code: "I25.10", label: "Coronary artery disease" }]),
      expect: ["found", "invented", "linked", "signed"],
    },
    { name: "leaves it unsigned", steps: ({ visit }) => path(visit).slice(0, -1), expect: ["signed"] },
  ],
  mistaken: ({ others }) => path(others),
  undone: { none: "A signed note is sealed: it can be added to, and nobody takes it back." },
  debrief: () => [
    "The line on the claim reads: this was done, for that. If the two do not fit, nobody asks you: it comes back as CO-50 in three weeks.",
    "What is ruled out has no code. The symptom has one, and it is enough of a reason to look.",
  ],
  next: ["md.03"],
});

type Pointers = { readonly [code: string]: number[] };

function path(
  visit: Id<"appointment">,
  diagnoses: Codes = FOUND,
  pointers: Pointers = { [VISIT]: [1, 2], [TRACING]: [2], [SUGAR]: [1] },
): readonly PathStep[] {
  return [
    coded(visit, "name the diagnoses", () => ({ diagnoses: [...diagnoses] })),
    coded(visit, "list the services", ({ diagnoses: there }) => ({
      diagnoses: there,
      procedures: [
        { code: VISIT, label: "Office visit, new patient", modifiers: [], units: 1, pointers: pointers[VISIT] ?? [] },
        {
          code: TRACING,
          label: "Electrocardiogram with reading",
          modifiers: [],
          units: 1,
          pointers: pointers[TRACING] ?? [],
        },
        { code: SUGAR, label: "Hemoglobin A1c", modifiers: ["QW"], units: 1, pointers: pointers[SUGAR] ?? [] },
      ],
    })),
    signed(visit, alvarez),
  ];
}

function coded(
  visit: Id<"appointment">,
  name: string,
  change: (encounter: Encounter) => Partial<Pick<Encounter, "diagnoses" | "procedures">>,
): PathStep {
  return {
    name,
    async run(practice) {
      const encounter = await openedNote(practice, visit, alvarez);
      const { encounterId, codingVersion, diagnoses, procedures } = encounter;
      await practice.run(
        "charting",
        "saveCoding",
        { encounterId, baseVersion: codingVersion, diagnoses, procedures, ...change(encounter) },
        actorOf(alvarez),
      );
    },
  };
}
