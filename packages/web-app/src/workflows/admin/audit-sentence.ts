import type { auditOperations } from "@practicum/contracts/identity/audit";
import { services } from "@practicum/contracts/services";
import { atLocal, epochMs, type Instant, type TimeZone } from "@practicum/kernel/instant";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import type { z } from "zod";

export type AuditEntry = z.output<typeof auditOperations.auditTrail.output>["entries"][number];

export const periods = ["today", "yesterday", "week", "month", "year"] as const;
export type Period = (typeof periods)[number];

export const periodWords: { readonly [P in Period]: string } = {
  today: "today",
  yesterday: "yesterday",
  week: "in the last 7 days",
  month: "in the last 30 days",
  year: "in the last 365 days",
};

/** The span of time a period means, by the days of the practice. */
export function spanOf(
  period: Period,
  today: LocalDate,
  zone: TimeZone,
): { readonly from: Instant; readonly to: Instant } {
  const start = (date: LocalDate) => atLocal(date, "00:00", zone);
  const tomorrow = start(addDays(today, 1));
  switch (period) {
    case "today":
      return { from: start(today), to: tomorrow };
    case "yesterday":
      return { from: start(addDays(today, -1)), to: start(today) };
    case "week":
      return { from: start(addDays(today, -6)), to: tomorrow };
    case "month":
      return { from: start(addDays(today, -29)), to: tomorrow };
    case "year":
      return { from: start(addDays(today, -364)), to: tomorrow };
  }
}

/** An entry comes within seconds. One that is said to be older waited for a service that was away, or was dated back. */
const SOON_MS = 10 * 60_000;

export function cameMuchLater<E extends Pick<AuditEntry, "at" | "receivedAt">>(
  entry: E,
): entry is E & { readonly receivedAt: Instant } {
  return entry.receivedAt !== null && Math.abs(epochMs(entry.receivedAt) - epochMs(entry.at)) > SOON_MS;
}

const doorWords: { readonly [operation: string]: string } = {
  "sign-in": "Signed in",
  "sign-in-second-step": "Second step of sign-in",
  "sign-out": "Signed out",
  "change-password": "Changed the password",
  "set-password": "Set a password by code",
  "issue-code": "Made a sign-in code",
  "totp-start": "Began two-factor sign-in",
  "totp-confirm": "Turned two-factor sign-in on",
  "totp-stop": "Turned two-factor sign-in off",
  "end-session": "Ended own sessions",
  "person-sessions": "Looked where a person is signed in",
  "end-person-sessions": "Ended a person's sessions",
  confirm: "Showed again who it is",
  "passkey-add": "Added a passkey",
  "passkey-remove": "Removed a passkey",
  "passkey-sign-in": "Tried to sign in by a passkey",
};

/** What an entry says was done, in the words of the contract. */
export function whatWasDone({ service, operation }: Pick<AuditEntry, "service" | "operation">): string {
  const api: { readonly [name: string]: { readonly summary: string } } | undefined = Object.entries(services).find(
    ([name]) => name === service,
  )?.[1];
  return api?.[operation]?.summary ?? doorWords[operation] ?? `${service}: ${operation}`;
}

const outcomeWords: { readonly [outcome: string]: string } = {
  ok: "Done",
  denied: "Denied: the role does not allow it",
  "bad-credentials": "Refused: e-mail or password",
  "too-many-attempts": "Refused: too many attempts",
};

export function outcomeText(outcome: string): string {
  return outcomeWords[outcome] ?? `Refused: ${outcome.replaceAll("-", " ")}`;
}

/** The filters as the question they ask. */
export function sentenceOf(filter: {
  readonly patient: string | null;
  readonly person: string | null;
  readonly period: Period;
}): string {
  const who = filter.person === null ? "Who" : `What did ${filter.person}`;
  const did =
    filter.patient === null
      ? filter.person === null
        ? "did what"
        : "do"
      : `${filter.person === null ? "opened or changed" : "open or change for"} ${filter.patient}`;
  return `${who} ${did} ${periodWords[filter.period]}?`;
}
