import type { SensitiveReason } from "@practicum/contracts/charting/sensitive";
import type { SensitiveClass } from "@practicum/contracts/charting/sensitive-classes";
import type { Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";

/** The classes as a row has room for them. */
export const shortClass: { readonly [C in SensitiveClass]: string } = {
  "substance-use": "Part 2",
  "minors-care": "Minor’s own",
  reproductive: "Sexual health",
};

/** One reason why a sensitive part of a chart is shown, as a sentence. */
export function sensitiveSentence(reason: SensitiveReason, roles: string, moment: (at: Instant) => string): string {
  switch (reason.kind) {
    case "own":
      return "It is your own record.";
    case "role":
      return `Your role (${roles}) sees it in every chart that opens to you.`;
    case "treats":
      return `You treat this patient: ${reason.visitTypeName} on ${formatDate(reason.on)}.`;
    case "visit-today":
      return "The patient is here today, and you room patients.";
    case "glass":
      return `You opened it with a reason. It is open to you until ${moment(reason.until)}.`;
  }
}
