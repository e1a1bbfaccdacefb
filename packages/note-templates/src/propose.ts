import type { TemplateContent } from "@practicum/contracts/charting/template-content";
import { ageInMonths, type LocalDate } from "@practicum/kernel/local-date";

/** Whether a template is for this kind of visit and for a patient of this age on the day of the visit. */
export function isProposed(
  { visitTypes, ages }: Pick<TemplateContent, "visitTypes" | "ages">,
  visit: { readonly visitTypeName: string; readonly birthDate: LocalDate; readonly serviceDate: LocalDate },
): boolean {
  const name = visit.visitTypeName.trim().toLowerCase();
  if (!visitTypes.some((one) => one.toLowerCase() === name)) return false;
  if (ages === null) return true;
  const months = ageInMonths(visit.birthDate, visit.serviceDate);
  return months >= ages.fromMonths && months < ages.beforeMonths;
}
