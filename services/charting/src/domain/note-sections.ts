import type { NoteSection } from "@practicum/contracts/charting/notes";

/** The sections in the order of the page. */
export const noteSections = [
  "reason",
  "hpi",
  "ros",
  "exam",
  "assessment",
  "plan",
] as const satisfies readonly NoteSection[];

/** How a section is called in a sentence. */
export const sectionLabels: { readonly [S in NoteSection]: string } = {
  reason: "Reason for visit",
  hpi: "History of present illness",
  ros: "Review of systems",
  exam: "Exam",
  assessment: "Assessment",
  plan: "Plan",
};

/** Without these a note is not signed (CHT-51): why the patient came, what happened, what it is, what is done about it. */
export const requiredSections: readonly NoteSection[] = ["reason", "hpi", "assessment", "plan"];

/** What the person who rooms the patient writes; all else is the provider's (CHT-31). */
export function isIntakeSection(section: NoteSection): boolean {
  return section === "reason";
}
