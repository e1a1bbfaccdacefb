import type { Appointment, AppointmentStatus } from "@practicum/contracts/scheduling/appointments";
import { minutesBetween, type Instant } from "@practicum/kernel/instant";

/** The board's columns, in the order of a visit. */
export const flowColumns = [
  { status: "arrived", label: "Arrived" },
  { status: "rooming", label: "Rooming" },
  { status: "ready", label: "Ready" },
  { status: "with-provider", label: "With provider" },
  { status: "checkout", label: "Checkout" },
] as const satisfies readonly { readonly status: AppointmentStatus; readonly label: string }[];

/** What the one button of a card does. */
export interface NextStep {
  readonly to: AppointmentStatus;
  readonly label: string;
}

/** The next step of a visit on the board; null when there is none. */
export function nextStep(status: AppointmentStatus): NextStep | null {
  switch (status) {
    case "arrived":
      return { to: "rooming", label: "Room" };
    case "rooming":
      return { to: "ready", label: "Ready" };
    case "ready":
      return { to: "with-provider", label: "Start visit" };
    case "with-provider":
      return { to: "checkout", label: "To checkout" };
    case "checkout":
      return { to: "done", label: "Done" };
    case "booked":
    case "done":
    case "no-show":
    case "cancelled":
      return null;
  }
}

/** In these the patient sits in a room; only clinical staff bring a visit there. */
export function isInRoom(status: AppointmentStatus): boolean {
  return status === "rooming" || status === "ready" || status === "with-provider";
}

/** One step back, for a wrong click; null from the first column. */
export function stepBack(status: AppointmentStatus): AppointmentStatus | null {
  const index = flowColumns.findIndex((column) => column.status === status);
  return flowColumns[index - 1]?.status ?? null;
}

export interface Waits {
  /** Minutes in the present state. */
  readonly inState: number;
  /** Minutes since arrival. */
  readonly total: number;
}

export function waitsOf(visit: Pick<Appointment, "statusSince" | "arrivedAt">, now: Instant): Waits {
  return {
    inState: Math.max(0, minutesBetween(visit.statusSince, now)),
    total: Math.max(0, minutesBetween(visit.arrivedAt ?? visit.statusSince, now)),
  };
}

/** The visits of the board as one list, column by column, longest in the house first: the order of J and K. */
export function inBoardOrder(visits: readonly Appointment[]): readonly Appointment[] {
  return flowColumns.flatMap((column) =>
    visits
      .filter((visit) => visit.status === column.status)
      .toSorted((a, b) => (arrivalOrder(a) < arrivalOrder(b) ? -1 : 1)),
  );
}

function arrivalOrder(visit: Appointment): string {
  return `${visit.arrivedAt ?? visit.statusSince} ${visit.appointmentId}`;
}
