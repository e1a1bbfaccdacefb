import type { AccessReason, RestrictionClass } from "@practicum/contracts/charting/restrictions";
import type { Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";

export const classWords: { readonly [C in RestrictionClass]: string } = {
  "staff-as-patient": "Works here, or is close to somebody who does",
  vip: "Known to the public",
  "patient-request": "The patient's own wish",
};

/** One reason why a chart opens, or does not, as a sentence. */
export function reasonSentence(reason: AccessReason, roles: string, moment: (at: Instant) => string): string {
  switch (reason.kind) {
    case "role":
      return `Your role (${roles}) reads charts, and nobody has restricted this one.`;
    case "treats":
      return `You treat this patient: ${reason.visitTypeName} on ${formatDate(reason.on)}.`;
    case "named":
      return `You are named among those who may open it, by ${reason.by}.`;
    case "glass":
      return `You opened it with a reason. It is open to you until ${moment(reason.until)}.`;
    case "no-role":
      return `Your role (${roles}) reads no charts. What you see of a patient is what your work needs: name, visits, insurance.`;
    case "shut":
      return "The chart is restricted, and you are not among those who may open it.";
  }
}
