import type { RecallCallOutcome, RecallState } from "@practicum/contracts/messaging/recalls";
import { addMinutes, atLocal, type Instant, type TimeZone } from "@practicum/kernel/instant";
import type { LocalDate } from "@practicum/kernel/local-date";
import { maySend, sendTime, type SendHours } from "../../domain/send-hours.ts";
import type { Reach } from "./recall-fate.ts";

/**
 * The course of one patient's recall:
 *
 *   due --told--> sent --told again--> sent --no answer--> to-call --no answer, often--> unreachable
 *   due, sent, to-call --wants a visit--> answered
 *   any of these --a visit in the schedule--> booked --cancelled or missed--> to-call
 *   any of these --> declined, opted-out, stopped
 */
export const OPEN_STATES = ["due", "sent", "answered", "to-call"] as const satisfies readonly RecallState[];

export function isOpen(state: RecallState): boolean {
  return (OPEN_STATES as readonly RecallState[]).includes(state);
}

const DAY_MINUTES = 24 * 60;

export interface Course extends SendHours {
  readonly steps: readonly { readonly by: "sms" | "email"; readonly afterDays: number }[];
  readonly callAfterDays: number;
  readonly callsMax: number;
}

function nextStep(course: Course, from: number, reach: Reach): number | null {
  const found = course.steps.findIndex((step, index) => index >= from && reach[step.by]);
  return found === -1 ? null : found;
}

/** When a new recall's first message goes, or that the patient is called (MSG-116, MSG-117). */
export function beginning(course: Course, reach: Reach, now: Instant, zone: TimeZone): Standing {
  const first = nextStep(course, 0, reach);
  if (first === null) return { state: "to-call", step: course.steps.length, nextAt: null };
  const after = addMinutes(now, (course.steps[first]?.afterDays ?? 0) * DAY_MINUTES);
  return { state: "due", step: first, nextAt: sendTime(course, after, zone) };
}

export interface Standing {
  readonly state: RecallState;
  readonly step: number;
  readonly nextAt: Instant | null;
}

export type Move =
  | { readonly kind: "wait"; readonly until: Instant }
  | { readonly kind: "send"; readonly step: number; readonly by: "sms" | "email" }
  | { readonly kind: "call" };

/** What is done when a recall's moment has come: by the first way from its step on that reaches the patient, within the hours (MSG-116, MSG-117). */
export function decideMove(course: Course, step: number, reach: Reach, now: Instant, zone: TimeZone): Move {
  const next = nextStep(course, step, reach);
  const way = next === null ? undefined : course.steps[next];
  if (next === null || way === undefined) return { kind: "call" };
  if (!maySend(course, now, zone)) return { kind: "wait", until: sendTime(course, now, zone) };
  return { kind: "send", step: next, by: way.by };
}

/** After a message went out: when the next one is due, or when the patient is to be called. */
export function afterSending(course: Course, step: number, reach: Reach, now: Instant, zone: TimeZone): Standing {
  const next = nextStep(course, step + 1, reach);
  const days = next === null ? course.callAfterDays : (course.steps[next]?.afterDays ?? 0);
  const at = addMinutes(now, days * DAY_MINUTES);
  return { state: "sent", step: step + 1, nextAt: next === null ? at : sendTime(course, at, zone) };
}

/** After a call: where the patient stands (MSG-119). */
export function afterCall(
  course: Course,
  calls: number,
  said: { readonly outcome: RecallCallOutcome; readonly laterOn: LocalDate | null },
  zone: TimeZone,
): Standing {
  const step = course.steps.length;
  const end = (state: RecallState): Standing => ({ state, step, nextAt: null });
  switch (said.outcome) {
    case "no-answer":
    case "left-message":
      return end(calls >= course.callsMax ? "unreachable" : "to-call");
    case "wrong-number":
      return end("unreachable");
    case "wants-visit":
      return end("answered");
    case "declined":
      return end("declined");
    case "no-recalls":
      return end("opted-out");
    case "later":
      return { state: "sent", step, nextAt: said.laterOn === null ? null : atLocal(said.laterOn, "00:00", zone) };
  }
}
