import type { DenialView } from "../claim-words.ts";
import { claimHref, dockHref, fieldHref } from "../source-link.ts";

/** Where a step of a denial's lineage can be seen, with the caret in its field. Null for what has no page. */
export function lineageHref(
  step: DenialView["lineage"][number],
  about: { readonly patientId: string; readonly claimId: string },
): string | null {
  const field = step.field ?? "";
  switch (step.screen) {
    case "remittance":
      return step.id ? `/money/era/${step.id}` : null;
    case "claim":
      return claimHref(about, field);
    case "charge":
      return claimHref(about, field, step.id ?? undefined);
    case "coverage":
      return fieldHref(`/p/${about.patientId}/insurance`, field, step.id ?? undefined);
    case "encounter":
      return step.id ? fieldHref(`/p/${about.patientId}/visit/${step.id}`, field) : null;
    case "patient":
      return fieldHref(`/p/${about.patientId}/summary`, field);
    case "practice":
      return fieldHref("/admin/practice", field);
    // Who signed is a name; only where the cause is that person's own field, it is a way to it.
    case "staff":
      return step.id && step.field ? dockHref("/admin/users", "person", field, step.id) : null;
    case "location":
      return step.id ? dockHref("/admin/locations", "site", field, step.id) : null;
    default:
      return null;
  }
}

/** Where a refused claim is corrected: the field that the cause is in, wherever it stands. */
export function correctionHref(denial: DenialView): string {
  const cause = denial.lineage.find((step) => step.mends);
  return (cause && lineageHref(cause, denial)) ?? `/money/claims/${denial.claimId}`;
}
