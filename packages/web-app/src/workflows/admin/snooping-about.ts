import type { SnoopFinding } from "@practicum/contracts/identity/snooping";

/** Which access a dock is about: person, patient and day, ids only. */
export function aboutOf({ staffId, patientId, day }: Pick<SnoopFinding, "staffId" | "patientId" | "day">): string {
  return `${staffId}_${patientId}_${day}`;
}

export function readAbout(about: string | null): { staffId: string; patientId: string; day: string } | null {
  const [staffId, patientId, day] = about?.split("_") ?? [];
  return staffId && patientId && day ? { staffId, patientId, day } : null;
}
