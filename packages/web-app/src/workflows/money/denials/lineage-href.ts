import type { DenialView } from "../claim-words.ts";

/** Where a step of a denial's lineage can be seen. Null for what has no page. */
export function lineageHref(
  step: DenialView["lineage"][number],
  about: { readonly patientId: string; readonly claimId: string },
): string | null {
  switch (step.screen) {
    case "remittance":
      return step.id ? `/money/era/${step.id}` : null;
    case "claim":
    case "charge":
      return `/money/claims/${about.claimId}`;
    case "coverage":
      return `/p/${about.patientId}/insurance`;
    case "encounter":
      return step.id ? `/p/${about.patientId}/visit/${step.id}` : null;
    default:
      return null;
  }
}
