import type {
  ListedTestOrder,
  TestDisposition,
  TestOrder,
  TestPriority,
  TestShow,
  TestStep,
} from "@practicum/contracts/charting/test-orders";
import { formatDate } from "@practicum/kernel/local-date";
import { flagWords, valueWords } from "../in-house/in-house-words.ts";

export const priorityWords: { readonly [P in TestPriority]: string } = {
  routine: "Routine",
  urgent: "Urgent",
  stat: "Stat",
};

export const dispositionWords: { readonly [D in TestDisposition]: string } = {
  normal: "Normal",
  repeat: "Repeat it",
  call: "Call the patient",
  visit: "Visit",
  "no-action": "No action",
};

export const showWords: { readonly [S in TestShow]: string } = {
  review: "To review",
  mine: "Mine to review",
  open: "All open",
  overdue: "Overdue",
  "to-send": "To send",
  sent: "Result awaited",
  "to-tell": "Patient to be told",
  ended: "Ended",
};

const statusWords = { partial: "Part of the report", final: "Report", corrected: "Corrected report" } as const;
const wayWords = { paper: "on paper", fax: "by fax", electronic: "electronically" } as const;

/** What a step says, in one line. */
export function testStepWords(step: TestStep, kind: TestOrder["kind"]): string {
  switch (step.kind) {
    case "signed":
      return "Signed";
    case "sent":
      return `Sent ${wayWords[step.way]} to ${step.to}`;
    case "collected":
      return `${kind === "imaging" ? "Done" : "Collected"} on ${formatDate(step.on)}`;
    case "resulted":
      return `${statusWords[step.status]} of ${formatDate(step.reportedOn)}: ${abnormalText(step.values)}`;
    case "rejected":
      return `Rejected: ${step.reason}`;
    case "reviewed":
      return [
        `Reviewed: ${dispositionWords[step.disposition].toLowerCase()}`,
        step.plan,
        step.message && "message written",
      ]
        .filter(Boolean)
        .join("; ");
    case "told":
      return `The patient was told: ${step.how}`;
    case "cancelled":
      return `Cancelled: ${step.reason}`;
    case "taken-back":
      return `Entered in error: ${step.reason}`;
  }
}

/** What is not as it should be: "Potassium 6.3 mmol/L high"; else that all is. */
export function abnormalText(values: NonNullable<TestOrder["result"]>["values"]): string {
  const off = values.filter((one) => one.flag !== null || one.critical);
  if (off.length === 0) return values.length === 1 ? "normal" : `all ${values.length} normal`;
  return off
    .map((one) =>
      [one.label, valueWords(one), one.flag && one.flag !== "abnormal" ? flagWords[one.flag] : ""].join(" ").trim(),
    )
    .join(", ");
}

/** "Overdue since 11/24/2026, Medical assistants" */
export function testWaits({ waits }: Pick<ListedTestOrder, "waits">): string {
  if (waits === null) return "";
  return `${waits.isOverdue ? "Overdue since" : "Due"} ${formatDate(waits.due)}, ${waits.owner}`;
}

/** What is written to a patient of a result that is as it should be. */
export function normalMessage(label: string): string {
  return `Your result (${label}) is normal. Nothing needs to change. Call us with any question.`;
}
