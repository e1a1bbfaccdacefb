import type { DomainError } from "@practicum/contracts/error";
import { describeFields } from "../api/domain-error.ts";

/**
 * What is said where the first send arrived after all, though its answer did not, and something was changed before the next.
 * The screen keeps what was typed and gives it an id of its own, so that sending it once more is a decision.
 */
const arrivedBefore = {
  order:
    "An order was already added from here, as it was before your last change; it is in the note’s orders. Take it out there if it is wrong. Press “Add the order” again to add this one too.",
  vitals:
    "Vital signs were already saved from here, as they were before your last change; they are in the list. Mark them there as entered in error if they are wrong. Press “Save vital signs” again to save these too.",
  addendum:
    "An addendum was already added from here, as it was before your last change; you can read it above, and it stays. Press “Add addendum” again to add this one too.",
} as const;

/** Why it was not saved, and what to do. */
export function failedText(error: DomainError, what: keyof typeof arrivedBefore): string {
  return error.code === "already-recorded" ? arrivedBefore[what] : describeFields(error);
}
