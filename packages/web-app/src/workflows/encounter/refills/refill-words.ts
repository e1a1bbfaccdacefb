import type { Refill, RefillState, RefillStep } from "@practicum/contracts/charting/refills";
import { formatDate } from "@practicum/kernel/local-date";

export const showWords: { readonly [S in RefillState]: string } = {
  waiting: "To decide",
  "to-answer": "To answer",
  ended: "Answered",
};

export function askedText({ askedBy, pharmacy }: Pick<Refill, "askedBy" | "pharmacy">): string {
  if (askedBy === "patient") return "Patient";
  return pharmacy ?? "Pharmacy";
}

export function prescribedText({ lastPrescribed }: Pick<Refill, "lastPrescribed">): string {
  if (lastPrescribed === null) return "never here";
  const { on, by, quantity, quantityUnit, refills } = lastPrescribed;
  return `${formatDate(on)} by ${by}: ${quantity} ${quantityUnit}, ${times(refills, "refill")}`;
}

/** How often an approval that says nothing else may be dispensed: as last prescribed. */
export function fillsOf({ lastPrescribed }: Pick<Refill, "lastPrescribed">): number {
  return (lastPrescribed?.refills ?? 0) + 1;
}

export function stepText(step: RefillStep): string {
  switch (step.kind) {
    case "approved":
      return `Approved, ${times(step.fills, "fill")}`;
    case "denied":
      return `Denied: ${step.reason}`;
    case "visit":
      return step.reason === "" ? "Needs a visit first" : `Needs a visit first: ${step.reason}`;
    case "answered":
      return `Answered: ${step.how}`;
    case "network":
      return `Answered electronically: ${step.to}`;
    case "taken-back":
      return "Took the last step back";
  }
}

function times(count: number, word: string): string {
  return `${count} ${word}${count === 1 ? "" : "s"}`;
}
