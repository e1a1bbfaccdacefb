import type { Contradiction } from "@practicum/contracts/charting/contradictions";

type Place = Contradiction["sides"][number]["place"];

/** How grave one is, in a few words. */
export const severityWords: { readonly [severity in Contradiction["severity"]]: string } = {
  hard: "Stops the signature",
  soft: "To mend",
  hint: "To look at",
};

/**
 * Where a side is mended.
 *
 * @param noteId the note that is open: what its page shows beside it is mended there, and nobody leaves the note.
 */
export function linkTo(
  patientId: string,
  place: Place,
  noteId: string | undefined,
): { readonly to: string; readonly search: { readonly field?: string } } {
  const search = place.field === null ? {} : { field: place.field };
  const note = (id: string) => ({ to: `/p/${patientId}/visit/${id}`, search });
  switch (place.at) {
    case "note":
      return note(place.encounterId ?? noteId ?? "");
    case "problems":
      return noteId === undefined ? { to: `/p/${patientId}/chart`, search } : note(noteId);
    case "medications":
    case "allergies":
      return noteId === undefined ? { to: `/p/${patientId}/meds`, search } : note(noteId);
    case "registration":
      return { to: `/p/${patientId}/summary`, search };
    case "results":
      return { to: `/p/${patientId}/results`, search };
    case "histories":
      return noteId === undefined ? { to: `/p/${patientId}/chart`, search } : note(noteId);
    case "past-procedures":
      return { to: `/p/${patientId}/chart`, search };
  }
}
