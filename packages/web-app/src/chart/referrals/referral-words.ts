import {
  specialties,
  type OutsideProvider,
  type Referral,
  type ReferralState,
  type ReferralStep,
} from "@practicum/contracts/charting/referrals";
import { formatDate } from "@practicum/kernel/local-date";

export const referralStateWords: { readonly [S in ReferralState]: string } = {
  "to-send": "To be sent",
  "to-schedule": "No appointment known",
  "awaiting-report": "Report awaited",
  "to-file": "Report to be filed",
  "to-review": "Report to review",
  "to-decide": "Came to nothing: to decide",
  closed: "Closed",
  cancelled: "Cancelled",
};

export const wayWords = {
  fax: "by fax",
  mail: "by mail",
  hand: "given to the patient",
  phone: "by telephone",
  portal: "by their portal",
} as const;

export const dispositionWords = {
  agree: "Agreed, go on as advised",
  "no-action": "Nothing is to be done",
  "follow-up": "To be followed up",
  "send-again": "Send again",
} as const;

/** "Bay Heart Center, Bay Heart Group"; without anybody the specialty is all that is known. */
export function officeWords(to: OutsideProvider | null): string {
  if (to === null) return "nobody chosen yet";
  return to.practice === "" ? to.name : `${to.name}, ${to.practice}`;
}

/** "Cardiology: Bay Heart Center" */
export function referralTitle({ specialty, to }: Pick<Referral, "specialty" | "to">): string {
  return to === null ? specialties[specialty] : `${specialties[specialty]}: ${officeWords(to)}`;
}

/** "Due 11/24/2026, Front desk" */
export function referralWaits({ waits }: Pick<Referral, "waits">): string {
  if (waits === null) return "";
  return `${waits.isOverdue ? "Overdue since" : "Due"} ${formatDate(waits.due)}, ${waits.owner}`;
}

/** A step whose content is not for who asks. */
const HIDDEN: { readonly [kind: string]: string } = {
  letter: "A letter was begun",
  reviewed: "Decided by a provider",
  cancelled: "Cancelled by a provider",
  "taken-back": "A step was entered in error",
};

/** What a step says, in one line. */
export function referralStepWords({
  kind,
  step,
  office,
}: Pick<Referral["steps"][number], "kind" | "step" | "office">): string {
  return step === null ? (HIDDEN[kind] ?? kind) : wordsOf(step, office);
}

/** @param office as it was named then: what was sent keeps the name that it was sent to (CHT-275). */
function wordsOf(step: ReferralStep, office: string | null): string {
  switch (step.kind) {
    case "authorization":
      return authorizationWords(step);
    case "directed":
      return office === null ? "Another office was chosen" : `Directed to ${office}`;
    case "letter":
      return "A letter was begun";
    case "sent": {
      const to = [office ?? "", step.to].filter((one) => one !== "").join(", ");
      return `Sent ${wayWords[step.way]}${to === "" ? "" : step.way === "hand" ? `, for ${to}` : ` to ${to}`}`;
    }
    case "appointment":
      return `Appointment on ${formatDate(step.on)}, told by the ${step.toldBy}${step.note === "" ? "" : `: ${step.note}`}`;
    case "received":
      return `Report came on ${formatDate(step.on)}: ${step.where}`;
    case "filed":
      return "The report is among the documents";
    case "declined":
      return `Declined: ${step.reason}`;
    case "not-seen":
      return `The patient was not seen: ${step.reason}`;
    case "reviewed":
      return `${dispositionWords[step.disposition]}${step.plan === "" ? "" : `: ${step.plan}`}${followUpWords(step)}`;
    case "cancelled":
      return `Cancelled: ${step.reason}`;
    case "taken-back":
      return `Entered in error: ${step.reason}`;
  }
}

export const followUpByWords = { provider: "Who ordered it", assistants: "Medical assistants" } as const;

function followUpWords({ followUp }: Extract<ReferralStep, { kind: "reviewed" }>): string {
  if (followUp === undefined) return "";
  return ` (${followUpByWords[followUp.by].toLowerCase()}, by ${formatDate(followUp.due)})`;
}

/** What the plan allows, in words; nobody having said anything is not "none needed". */
export function authorizationWords(
  authorization: Pick<NonNullable<Referral["authorization"]>, "number" | "period">,
): string {
  const { number, period } = authorization;
  if (number === "") return "The plan asks for no referral number";
  return period === null
    ? `Referral number ${number}`
    : `Referral number ${number}, ${formatDate(period.from)} to ${formatDate(period.until)}`;
}
