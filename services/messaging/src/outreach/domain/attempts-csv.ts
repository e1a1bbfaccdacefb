import type { AttemptOutcome } from "@practicum/contracts/messaging/rosters";
import { dateIn, timeIn, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { csvOf } from "../../domain/csv.ts";

/** An attempt as a plan is shown it. */
export interface AttemptRow {
  readonly memberNumber: string;
  readonly family: string;
  readonly given: string;
  readonly birthDate: string;
  readonly at: Instant;
  readonly by: string;
  readonly phone: string | null;
  readonly outcome: AttemptOutcome;
  readonly callbackAt: Instant | null;
  readonly undoneAt: Instant | null;
  readonly undoneBy: string | null;
  readonly visitAt: Instant | null;
}

const outcomes: { readonly [O in AttemptOutcome]: string } = {
  booked: "Reached: wants a visit",
  declined: "Reached: declined",
  callback: "Reached: asked to be called back",
  "left-message": "Left a message",
  "no-answer": "No answer",
  "wrong-number": "Wrong number",
  "language-needed": "Another language needed",
  gone: "Moved away or died",
  "do-not-call": "Reached: asked not to be called",
};

const HEAD = [
  "Member number",
  "Last name",
  "First name",
  "Birth date",
  "Date",
  "Time",
  "Called by",
  "Number called",
  "Outcome",
  "Call back at",
  "Visit on",
  "Entered in error",
];

/**
 * MSG-90: the proof of the calls as CSV (RFC 4180), the earliest first. A struck attempt is in it and says so. The callers' notes are not:
 * they are the practice's own.
 */
export function attemptsCsv(rows: readonly AttemptRow[], zone: TimeZone): string {
  const lines = rows.map((row) => [
    row.memberNumber,
    row.family,
    row.given,
    row.birthDate,
    dateIn(row.at, zone),
    timeIn(row.at, zone),
    row.by,
    row.phone ?? "",
    outcomes[row.outcome],
    row.callbackAt === null ? "" : `${dateIn(row.callbackAt, zone)} ${timeIn(row.callbackAt, zone)}`,
    row.visitAt === null ? "" : dateIn(row.visitAt, zone),
    row.undoneAt === null ? "" : `${dateIn(row.undoneAt, zone)} by ${row.undoneBy ?? "?"}`,
  ]);
  return csvOf([HEAD, ...lines]);
}
