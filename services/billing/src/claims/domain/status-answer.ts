import { addDays, formatDate, type LocalDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import type { StatusCode, StatusInformation } from "@practicum/x12/status/types";
import { statusMeaning } from "../../exchange/domain/acknowledgment.ts";

/** What a payer says of a claim, in the words of this practice; a 277 has some hundred categories and codes for it. */
export type StatusOutcome =
  | "received"
  | "pending"
  | "information"
  | "paid"
  | "denied"
  | "finalized"
  | "not-found"
  | "returned"
  | "unclear";

export interface StatusReading {
  readonly outcome: StatusOutcome;
  /** "P1:20 accepted for processing". */
  readonly codes: readonly string[];
  readonly words: string;
}

/** Where one answer has several codes, the one that asks the most of us counts. */
const WEIGHT: readonly StatusOutcome[] = [
  "returned",
  "not-found",
  "information",
  "denied",
  "paid",
  "finalized",
  "pending",
  "received",
  "unclear",
];

/** BIL-435: the category of STC01 says where the claim stands. A category that nobody knows says nothing, and is no answer of any kind. */
export function outcomeOf(category: string): StatusOutcome {
  switch (category) {
    case "A0":
    case "A1":
    case "A2":
      return "received";
    case "A4":
    case "D0":
      return "not-found";
    case "A3":
    case "A6":
    case "A7":
    case "A8":
      return "returned";
    case "F1":
      return "paid";
    case "F2":
      return "denied";
    default:
  }
  if (category.startsWith("P")) return category === "P3" ? "information" : "pending";
  if (category.startsWith("R")) return "information";
  return category.startsWith("F") ? "finalized" : "unclear";
}

/** BIL-435: an answer in our own words, with what the payer decided as far as it says so. */
export function readStatus(statuses: readonly StatusInformation[]): StatusReading {
  const codes = statuses.flatMap((one) => one.codes);
  const outcome = WEIGHT.find((one) => codes.some(({ category }) => outcomeOf(category) === one)) ?? "unclear";
  const about = statuses.find((one) => one.codes.some(({ category }) => outcomeOf(category) === outcome));
  const decided = about?.adjudicationDate ? ` on ${formatDate(about.adjudicationDate)}` : "";
  const paid = about?.paid === undefined ? "" : ` ${formatCents(about.paid)}`;
  const payment = about?.paymentNumber ? `, check or EFT ${about.paymentNumber}` : "";
  const said: { readonly [O in StatusOutcome]: string } = {
    received: "The payer has it and has not begun with it.",
    pending: "The payer is deciding.",
    information: "The payer waits for information.",
    paid: `Paid${paid}${decided}${payment}.`,
    denied: `Denied${decided}.`,
    finalized: `Decided${decided}${payment}.`,
    "not-found": "Not found at the payer.",
    returned: "The payer sent it back and does not decide it.",
    unclear: "The payer did not say where it stands.",
  };
  const message = statuses.map((one) => one.message?.trim()).find((one) => one);
  return {
    outcome,
    codes: [...new Set(codes.map(codeWords))],
    words: message ? `${said[outcome]} It adds: ${message.slice(0, 200)}` : said[outcome],
  };
}

function codeWords({ category, status }: StatusCode): string {
  const meaning = statusMeaning(status);
  return `${category}:${status}${meaning === null ? "" : ` ${meaning}`}`;
}

/** What to do next, and in how many days somebody looks again (BIL-436). */
const NEXT: { readonly [O in StatusOutcome]: { readonly days: number; readonly next: string } } = {
  received: { days: 14, next: "Follow up in 14 days." },
  pending: { days: 14, next: "Follow up in 14 days." },
  information: { days: 0, next: "Send what it asks for, or call and ask what that is." },
  paid: { days: 7, next: "The remittance is on its way; follow up in 7 days if it has not come." },
  denied: { days: 7, next: "The reasons come with the remittance; follow up in 7 days if it has not come." },
  finalized: { days: 7, next: "The remittance is on its way; follow up in 7 days if it has not come." },
  "not-found": { days: 0, next: "Send it again, with the 277CA as proof that it was filed in time." },
  returned: { days: 0, next: "Look for its 277CA, correct what it names and send it again." },
  unclear: { days: 7, next: "Call the payer, or ask again in 7 days." },
};

export const nextOf = (outcome: StatusOutcome): string => NEXT[outcome].next;

/** BIL-436: the day to look again that an answer brings. An earlier one that somebody has set, and that still comes, stands. */
export function followUpAfter(outcome: StatusOutcome, today: LocalDate, stands: LocalDate | null): LocalDate {
  const day = addDays(today, NEXT[outcome].days);
  return stands !== null && stands > today && stands < day ? stands : day;
}

/** BIL-437: who is asked by itself: no answer for so many days, and not asked within a week. */
export const ASK_AGAIN_DAYS = 7;
