import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { NotePhrase } from "@practicum/contracts/charting/note-phrases";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import { offeredPhrases } from "@practicum/note-templates/phrase-faults";
import type { SlashEntry } from "../../chart/note/slash-menu.tsx";
import { vitalsText } from "../../chart/units.ts";

/** What this person may do from the menu; absent what not. */
export interface Doings {
  readonly onDiagnosis?: (() => void) | undefined;
  readonly onProcedure?: (() => void) | undefined;
  readonly onOrder?: (() => void) | undefined;
  readonly onInHouse?: (() => void) | undefined;
  readonly onTests?: (() => void) | undefined;
  readonly onCarry?: ((section: NoteSection) => void) | undefined;
  readonly onPhrases?: () => void;
}

export type NoteDiagnoses = readonly Encounter["diagnoses"][number][];

export type SlashOffers = { readonly [S in NoteSection]: readonly SlashEntry[] };

const whose = { own: "yours", practice: "practice", packs: undefined } as const;
const languages = { en: null, es: "Spanish" } as const;

/** What "/" offers in each section: what this person may do, the visit's vital signs, the section's phrases. */
export function slashEntries(
  { vitals, diagnoses }: Pick<Encounter, "vitals"> & { readonly diagnoses: NoteDiagnoses },
  { onDiagnosis, onProcedure, onOrder, onInHouse, onTests, onCarry, onPhrases }: Doings,
  phrases: readonly NotePhrase[] = [],
): SlashOffers {
  const latest = vitals.find((set) => !set.enteredInError);
  const of = (section: NoteSection): readonly SlashEntry[] => [
    ...(onDiagnosis ? [{ label: "Diagnosis…", run: onDiagnosis }] : []),
    ...(onProcedure ? [{ label: "Procedure or visit code…", run: onProcedure }] : []),
    ...(onOrder ? [{ label: "Medication order…", run: onOrder }] : []),
    ...(onInHouse ? [{ label: "Test or injection here…", run: onInHouse }] : []),
    ...(onTests ? [{ label: "Laboratory test or imaging…", run: onTests }] : []),
    ...(onCarry ? [{ label: "Lines of an earlier note…", run: () => onCarry(section) }] : []),
    { label: "Vital signs of the visit", text: latest ? vitalsText(latest) : "Vitals: not taken." },
    ...(diagnoses.length > 0 && (section === "assessment" || section === "plan")
      ? [{ label: "Each diagnosis, to be assessed", text: listed(diagnoses) }]
      : []),
    ...offeredPhrases(section, phrases).map(({ name, text, of: scope, language }): SlashEntry => {
      const tag = [whose[scope], languages[language]].filter(Boolean).join(", ");
      return { label: name, text, ...(tag === "" ? {} : { of: tag }) };
    }),
    ...(onPhrases ? [{ label: "Write or change phrases…", run: onPhrases }] : []),
  ];
  return {
    reason: of("reason"),
    hpi: of("hpi"),
    ros: of("ros"),
    exam: of("exam"),
    assessment: of("assessment"),
    plan: of("plan"),
  };
}

/** A line a diagnosis, to be written behind. */
function listed(diagnoses: NoteDiagnoses): string {
  return diagnoses.map(({ label }, index) => `${index + 1}. ${label}: `).join("\n");
}
