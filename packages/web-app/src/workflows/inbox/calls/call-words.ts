import type { CallerRelation, CallUrgency, phoneOperations, PhoneCall } from "@practicum/contracts/messaging/phone";
import { formatName } from "@practicum/ui/format.ts";
import { ifCalled } from "../../../patient/about-words.ts";
import type { z } from "zod";

export type Call = z.output<typeof phoneOperations.getCall.output>;
export type CallEntry = Call["entries"][number];

export const relationWords: { readonly [R in CallerRelation]: string } = {
  patient: "The patient",
  parent: "Parent",
  spouse: "Spouse or partner",
  child: "Son or daughter",
  guardian: "Guardian",
  caregiver: "Caregiver",
  pharmacy: "Pharmacy",
  facility: "Another office or facility",
  other: "Somebody else",
};

export const urgencyWords: { readonly [U in CallUrgency]: string } = {
  emergency: "Emergency",
  urgent: "Urgent",
  today: "Today",
  routine: "Routine",
};

export const outcomeWords: { readonly [O in NonNullable<CallEntry["outcome"]>]: string } = {
  reached: "Reached",
  "no-answer": "No answer",
  "left-message": "Left a message",
  "wrong-number": "Wrong number",
};

/** Who called: "The patient", "Rosa Lopez (parent)". */
export function callerText({ relation, callerName }: Pick<PhoneCall, "relation" | "callerName">): string {
  const words = relationWords[relation];
  return callerName === null ? words : `${callerName} (${words.toLowerCase()})`;
}

/** About whom: the patient, or the name of who is none yet. */
export function aboutText({
  patientName,
  patientPreferred,
  stranger,
}: Pick<PhoneCall, "patientName" | "patientPreferred" | "stranger">): string {
  if (patientName) return `${formatName(patientName)}${ifCalled(patientPreferred)}`;
  return stranger ? `${stranger.name} (not a patient yet)` : "—";
}

/** The red flags that nobody has ruled out. */
export function standingFlags({ redFlags }: Pick<PhoneCall, "redFlags">) {
  return redFlags.filter((one) => !one.ruledOut);
}
