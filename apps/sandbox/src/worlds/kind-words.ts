import type { Coming } from "@practicum/world/coming";
import type { Kind } from "@practicum/world/happened";

/** One and many of each kind, those first that somebody must act on. */
export const happenedWords: { readonly [K in Kind]: readonly [string, string] } = {
  denied: ["denial", "denials"],
  rejected: ["rejected claim", "rejected claims"],
  task: ["task", "tasks"],
  "task-done": ["task done", "tasks done"],
  call: ["call answered", "calls answered"],
  refill: ["refill answered", "refills answered"],
  result: ["result told to a patient", "results told to patients"],
  message: ["message", "messages"],
  remittance: ["remittance (835)", "remittances (835)"],
  paid: ["claim paid", "claims paid"],
  accepted: ["claim accepted by the payer", "claims accepted by payers"],
  sent: ["claim sent", "claims sent"],
  statement: ["statement", "statements"],
  payment: ["payment taken", "payments taken"],
  seen: ["patient checked in", "patients checked in"],
  signed: ["note signed", "notes signed"],
  missed: ["no-show", "no-shows"],
  cancelled: ["cancelled visit", "cancelled visits"],
  booked: ["visit booked", "visits booked"],
  reminder: ["reminder sent", "reminders sent"],
};

export const comingWords: { readonly [K in Coming["kind"]]: readonly [string, string] } = {
  visits: ["visit begins", "visits"],
  reminders: ["reminder to a patient", "reminders to patients"],
  eligibility: ["answer about eligibility (271)", "answers about eligibility (271)"],
  acknowledgement: ["acknowledgement of a file (999)", "acknowledgements of files (999)"],
  "claim-status": ["clearinghouse answer (277CA)", "clearinghouse answers (277CA)"],
  remittance: ["payer decision (835)", "payer decisions (835)"],
  other: ["other work", "other work"],
};

/** `3 denials`. */
export function counted(count: number, [one, many]: readonly [string, string]): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
