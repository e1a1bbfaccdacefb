import type { RecallState } from "@practicum/contracts/messaging/recalls";

const words: { readonly [S in RecallState]: string } = {
  due: "to be told",
  sent: "told",
  answered: "wants a visit",
  "to-call": "to be called",
  booked: "has a visit",
  declined: "declined",
  unreachable: "not reached",
  stopped: "stopped",
  "opted-out": "wants no recalls",
};

/** What is said of a recall in a refusal. */
export function stateWord(state: RecallState): string {
  return words[state];
}
