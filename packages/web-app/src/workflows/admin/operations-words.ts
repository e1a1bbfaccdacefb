import type { operations } from "@practicum/contracts/operations";
import type { ServiceName } from "@practicum/contracts/services";
import type { z } from "zod";

type Status = z.output<typeof operations.opsStatus.output>;

/** The parts of the system as a practice knows them. */
export const partNames: { readonly [service in ServiceName]: string } = {
  identity: "Sign-in and audit trail",
  scheduling: "Schedule and patients",
  charting: "Charts",
  billing: "Billing",
  messaging: "Messages, tasks and reminders",
};

const mergeWords = {
  "patients-merged": "Bring a merged record's entries together",
  "patients-unmerged": "Bring an unmerged record's entries home",
  "merge-settles": "Look again at merged records",
};

const stepWords: { readonly [service in ServiceName]: { readonly [handler: string]: string } } = {
  identity: {
    "record-identity": "Write the audit trail of sign-ins and accounts",
    "record-scheduling": "Write the audit trail of the schedule",
    "record-charting": "Write the audit trail of the charts",
    "record-billing": "Write the audit trail of billing",
    "record-messaging": "Write the audit trail of messages and tasks",
    "patients-merged": "Name merged records in the audit trail",
    "patients-unmerged": "Name a record again by itself in the audit trail",
  },
  scheduling: {
    "staff-names": "Take over a changed name of the staff",
    "location-names": "Take over a changed site",
    "coverage-pcp": "Take over a changed insurance",
    "duplicate-sweep": "Look for records of one person",
    "visits-ahead": "Tell whose insurance is to be verified for the next days",
    "merge-settles": "Look again at merged records",
    "moved-here": "Note what a merge moved in the schedule",
    "moved-charting": "Note what a merge moved in the charts",
    "moved-billing": "Note what a merge moved in billing",
    "moved-messaging": "Note what a merge moved in messages and tasks",
  },
  charting: {
    "check-ins": "Open the note of a checked-in visit",
    "visits-not-held": "Put away the note of a visit that did not happen",
    patients: "Take over a changed patient",
    staff: "Take over a changed name of the staff",
    ...mergeWords,
  },
  billing: {
    "keep-patient": "Take over a changed patient",
    "keep-staff": "Take over a changed name of the staff",
    "keep-location": "Take over a changed site",
    "keep-practice": "Take over the changed facts of the practice",
    "ask-on-booking": "Ask the payer about a booked visit",
    "ask-ahead": "Ask payers about the visits of the next days",
    "capture-charges": "Make the charges of a signed note",
    "keep-cosignature": "Note a co-signature for the claim",
    "eligibility-late": "Mark a question to a payer as unanswered",
    "eligibility-retry": "Ask a payer again",
    ...mergeWords,
  },
  messaging: {
    "keep-patient": "Take over a changed patient",
    "keep-staff": "Take over a changed name of the staff",
    "plan-booked": "Plan the reminder of a booked visit",
    "plan-changed": "Change the reminder of a moved or cancelled visit",
    "raise-denial-task": "Make the task for a denied claim",
    "close-denial-task": "Close the task of a settled denial",
    "follow-hold": "Make and close the task of returned mail or a disputed bill",
    "note-statement": "Note a statement that was sent",
    remind: "Send a reminder",
    ...mergeWords,
  },
};

/** What a step of a part does; its own name where no words are known. */
export function stepName(service: ServiceName, handler: string): string {
  return stepWords[service][handler] ?? handler;
}

/** What a part still has to do, in a sentence. */
export function stateWords({ unpublished, timersDue, timersWaiting, deadLetters }: Status): string {
  const behind = unpublished + timersDue;
  return [
    behind === 0 ? "Up to date." : `${count(behind, "step waits", "steps wait")} to be done; that should take moments.`,
    timersWaiting > 0 ? `${count(timersWaiting, "step is", "steps are")} planned for later.` : "",
    deadLetters > 0 ? `${count(deadLetters, "step failed and needs", "steps failed and need")} you.` : "",
  ]
    .filter(Boolean)
    .join(" ");
}

function count(number: number, one: string, more: string): string {
  return `${number} ${number === 1 ? one : more}`;
}
