import type { DenialView } from "../claim-words.ts";
import { claimHref, fieldHref } from "../source-link.ts";

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
    default:
      return null;
  }
}

/** Where a refused claim is corrected: the line's field when a line is the cause, else the claim's box. */
export function correctionHref(denial: DenialView): string {
  const cause =
    denial.lineage.find((step) => step.screen === "charge") ?? denial.lineage.find((step) => step.screen === "claim");
  return (cause && lineageHref(cause, denial)) ?? `/money/claims/${denial.claimId}`;
}
