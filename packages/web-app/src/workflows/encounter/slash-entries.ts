import type { Encounter } from "@practicum/contracts/charting/encounters";
import type { NoteSection } from "@practicum/contracts/charting/notes";
import type { SlashEntry } from "../../chart/note/slash-menu.tsx";
import { vitalsText } from "../../chart/units.ts";
import { phrases } from "./phrases.ts";

interface Doings {
  readonly onDiagnosis?: () => void;
  readonly onProcedure?: () => void;
  readonly onOrder?: () => void;
  readonly onInHouse?: () => void;
  readonly onCarry?: (section: NoteSection) => void;
}

/** What "/" offers in each section: what this person may do, the visit's vital signs, the section's phrases. */
export function slashEntries(
  { vitals, diagnoses }: Pick<Encounter, "vitals" | "diagnoses">,
  { onDiagnosis, onProcedure, onOrder, onInHouse, onCarry }: Doings,
): { readonly [S in NoteSection]: readonly SlashEntry[] } {
  const latest = vitals.find((set) => !set.enteredInError);
  const of = (section: NoteSection): readonly SlashEntry[] => [
    ...(onDiagnosis ? [{ label: "Diagnosis…", run: onDiagnosis }] : []),
    ...(onProcedure ? [{ label: "Procedure or visit code…", run: onProcedure }] : []),
    ...(onOrder ? [{ label: "Medication order…", run: onOrder }] : []),
    ...(onInHouse ? [{ label: "Test or injection here…", run: onInHouse }] : []),
    ...(onCarry ? [{ label: "Lines of an earlier note…", run: () => onCarry(section) }] : []),
    { label: "Vital signs of the visit", text: latest ? vitalsText(latest) : "Vitals: not taken." },
    ...(diagnoses.length > 0 && (section === "assessment" || section === "plan")
      ? [{ label: "Each diagnosis, to be assessed", text: listed(diagnoses) }]
      : []),
    ...phrases[section],
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
function listed(diagnoses: Encounter["diagnoses"]): string {
  return diagnoses.map(({ label }, index) => `${index + 1}. ${label}: `).join("\n");
}
