import { fail, type DomainError } from "@practicum/contracts/error";
import type { AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import { ok, type Result } from "@practicum/kernel/result";

/** The steps of a visit in order; the diagram stands in SPEC.md. */
const FLOW = ["booked", "arrived", "rooming", "ready", "with-provider", "checkout", "done"] as const;

/** Words for the person, in "The visit is {status}". */
export const statusWords: { readonly [S in AppointmentStatus]: string } = {
  booked: "booked",
  arrived: "in the waiting room",
  rooming: "being roomed",
  ready: "ready for the provider",
  "with-provider": "with the provider",
  checkout: "at checkout",
  done: "done",
  "no-show": "a no-show",
  cancelled: "cancelled",
};

/** In these the patient sits in a room. */
export function isInRoom(status: AppointmentStatus): boolean {
  return status === "rooming" || status === "ready" || status === "with-provider";
}

/** Whether a step needs a clinical role: who rooms, hands over and sees the patient (SCH-42). */
export function needsClinicalRole(to: AppointmentStatus): boolean {
  return isInRoom(to);
}

/**
 * One step along the flow, or one back (SCH-40, SCH-41). Into `arrived` forward goes only the check-in; a cancellation and a
 * no-show have commands of their own.
 */
export function decideStep(from: AppointmentStatus, to: AppointmentStatus): Result<undefined, DomainError> {
  const [here, there] = [place(from), place(to)];
  const allowed =
    here !== -1 && there !== -1 && Math.abs(there - here) === 1 && !(from === "booked" && to === "arrived");
  return allowed ? ok() : fail("wrong-flow-step", { detail: { status: statusWords[from] } });
}

/** Moving, cancelling, a no-show and the check-in start from `booked` alone. */
export function requireBooked(status: AppointmentStatus): Result<undefined, DomainError> {
  return status === "booked" ? ok() : fail("appointment-not-open", { detail: { status: statusWords[status] } });
}

/** What can be taken back: a cancellation or a no-show (SCH-34). */
export function requireReinstatable(status: AppointmentStatus): Result<undefined, DomainError> {
  return status === "cancelled" || status === "no-show"
    ? ok()
    : fail("appointment-not-open", { detail: { status: statusWords[status] } });
}

function place(status: AppointmentStatus): number {
  return FLOW.findIndex((step) => step === status);
}

/** Has come, and has not been brought to the checkout yet. */
export function isBeforeCheckout(status: AppointmentStatus): boolean {
  return status === "arrived" || isInRoom(status);
}

/** Has come, and has not gone yet. */
export function isUnderWay(status: AppointmentStatus): boolean {
  return status === "arrived" || isInRoom(status) || status === "checkout";
}
