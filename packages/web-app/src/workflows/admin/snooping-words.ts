import type { SnoopReasonKind } from "@practicum/contracts/identity/snooping";

/** Each reason as a sentence about the access. */
export const snoopReasonWords: { readonly [K in SnoopReasonKind]: string } = {
  "own-record": "It is the record of a patient with the person's own name",
  colleague: "The patient has the name of a colleague",
  "same-family-name": "The patient has the same last name as the person",
  "same-address": "The patient lives where the person is registered as a patient",
  restricted: "The chart is restricted",
  "break-glass": "The person opened the restricted chart with a reason",
  "no-work": "There was no visit, and nobody worked on the record, around that day",
  "after-hours": "It was after hours",
  "many-at-once": "The person opened many records within ten minutes",
};
