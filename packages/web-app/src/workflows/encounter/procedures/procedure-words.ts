import type { ProcedureOrder, ProcedureState, ProcedureStep } from "@practicum/contracts/charting/procedures";
import { formatDate } from "@practicum/kernel/local-date";

export const stateWords: { readonly [S in ProcedureState]: string } = {
  ordered: "To be done",
  "to-send": "To be sent to the laboratory",
  "at-laboratory": "At the laboratory",
  "to-review": "Report to be reviewed",
  "to-tell": "Patient to be told",
  closed: "Closed",
  "not-done": "Not done",
};

export const categoryWords = {
  benign: "Benign",
  atypical: "Atypical",
  malignant: "Malignant",
  insufficient: "Not enough tissue",
} as const;

/** What a step says, in one line. */
export function stepWords(step: ProcedureStep): string {
  switch (step.kind) {
    case "done":
      return [
        `Done on ${formatDate(step.performedOn)}`,
        `consent: ${step.consent}`,
        step.anesthesia && `anesthesia: ${step.anesthesia}`,
        step.findings,
      ]
        .filter(Boolean)
        .join("; ");
    case "not-done":
      return `Not done: ${step.reason}`;
    case "sent":
      return `Sent to ${step.laboratory}`;
    case "resulted":
      return `${categoryWords[step.category]}: ${step.diagnosis}. ${step.report}`.trim();
    case "reviewed":
      return `Reviewed: ${step.plan}`;
    case "told":
      return `The patient was told: ${step.how}`;
    case "taken-back":
      return `Entered in error: ${step.reason}`;
  }
}

/** "Due 11/24/2026, Medical assistants" */
export function waitsWords({ waits }: Pick<ProcedureOrder, "waits">): string {
  if (waits === null) return "";
  return `${waits.isOverdue ? "Overdue since" : "Due"} ${formatDate(waits.due)}, ${waits.owner}`;
}
