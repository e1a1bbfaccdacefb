import type { SideTab } from "./side/side-tabs.tsx";

/** The side panel that shows a field of the note's page; null when it is in the note itself. */
export function tabOf(field: string): SideTab | null {
  if (field === "allergies" || field === "medications") return "meds";
  if (field === "histories") return "history";
  return field === "vitals" || field === "problems" ? field : null;
}

/** The field that an item of the gate names: "section:hpi" is "section.hpi". */
export function fieldOf(target: string): string {
  return target.replace(":", ".");
}
