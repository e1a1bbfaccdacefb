import { formatDate } from "@practicum/kernel/local-date";
import type { Due } from "./due-types.ts";

/** What a list of who owes shows. */
export const dueShows = [
  { id: "now", label: "To send now" },
  { id: "later", label: "Asked, waiting" },
  { id: "stopped", label: "Stopped" },
  { id: "collections", label: "For collections" },
  { id: "small", label: "Small balances" },
  { id: "all", label: "All" },
] as const;
export type DueShow = (typeof dueShows)[number]["id"];

export function fits(show: DueShow, { state }: Due): boolean {
  if (show === "now") return state.next !== null && state.because === null;
  if (show === "later") return state.because === "asked" || state.because === "below-minimum";
  if (show === "stopped")
    return (
      state.next === null && state.because !== null && state.because !== "final" && state.because !== "nothing-due"
    );
  if (show === "collections") return state.toCollections > 0;
  return show === "small" ? state.small > 0 : true;
}

/** Why nothing goes out now, in a few words. */
export function whyNot({ state }: Due): string {
  switch (state.because) {
    case "asked":
      return state.on ? `not before ${formatDate(state.on)}` : "";
    case "dispute":
      return "Disputed";
    case "returned-mail":
      return "Mail came back";
    case "insurance-pending":
      return "Insurance pending";
    case "below-minimum":
      return "Below the minimum";
    case "plan-kept":
      return "Payment plan is kept";
    case "final":
      return state.toCollections > 0 ? "Final notice over" : "Final notice sent";
    case "nothing-due":
    case null:
      return "";
  }
}
