import type {
  recallOperations,
  RecallCallOutcome,
  RecallFate,
  RecallState,
} from "@practicum/contracts/messaging/recalls";
import type { z } from "zod";

export type Recall = z.output<typeof recallOperations.listRecalls.output>["recalls"][number];
export type RecallRule = z.output<typeof recallOperations.getRecallRule.output>;
export type RecallRuleHead = z.output<typeof recallOperations.listRecallRules.output>[number];
export type RecallMatch = z.output<typeof recallOperations.listRecallMatches.output>["matches"][number];

export const stateWords: { readonly [S in RecallState]: string } = {
  due: "To be told",
  sent: "Told",
  answered: "Wants a visit",
  "to-call": "To call",
  booked: "Booked",
  declined: "Declined",
  unreachable: "Not reached",
  stopped: "Stopped",
  "opted-out": "Wants no recalls",
};

/** What becomes of a patient whom a rule means, in the order in which they are counted. */
export const fateWords: { readonly [F in RecallFate]: string } = {
  sms: "Text message",
  email: "E-mail",
  call: "Call: no telephone for texts, no e-mail",
  joined: "Added to the recall under way",
  "asked-already": "Is asked already",
  "asked-lately": "Was asked lately",
  "has-visit": "Has a visit ahead",
  "no-recalls": "Wants no recalls",
  inactive: "Record is closed or deceased",
};

export const callWords: { readonly [O in RecallCallOutcome]: string } = {
  "no-answer": "No answer",
  "left-message": "Left a message",
  "wants-visit": "Wants a visit",
  later: "Call later",
  declined: "Declined",
  "wrong-number": "Wrong number",
  "no-recalls": "Wants no recalls",
};

const entryWords: { readonly [what: string]: string } = {
  found: "Found by the rule",
  "sent-sms": "Text message sent",
  "sent-email": "E-mail sent",
  "no-answer-yet": "No answer: to be called",
  "no-way-to-write": "Can't be written to: to be called",
  booked: "Visit booked",
  "booked-by-link": "The patient booked by the link",
  "visit-cancelled": "The visit was cancelled or missed",
  "reply-yes": "Answered by text: yes",
  "reply-no": "Answered by text: no",
  stopped: "Stopped",
};

/** What an entry of the history says. */
export function entryWord(what: string): string {
  const outcome = what.startsWith("call-") ? what.slice(5) : null;
  const called = outcome === null ? undefined : callWords[outcome as RecallCallOutcome];
  return called === undefined ? (entryWords[what] ?? what) : `Called: ${called.toLowerCase()}`;
}
