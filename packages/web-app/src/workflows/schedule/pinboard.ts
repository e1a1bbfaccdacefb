import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { useSyncExternalStore } from "react";
import { keptForSession } from "../../session/session-memory.ts";

let pinned: readonly Appointment[] = [];
const listeners = new Set<() => void>();
keptForSession(() => set([]));

function set(next: readonly Appointment[]): void {
  pinned = next;
  for (const listener of listeners) listener();
}

/** Visits held aside while one looks for another day. In memory alone; the appointment itself stays where it is. */
export function usePinboard() {
  const visits = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => pinned,
  );
  return {
    visits,
    pin: (visit: Appointment) => set([...pinned.filter((v) => v.appointmentId !== visit.appointmentId), visit]),
    unpin: (appointmentId: string) => set(pinned.filter((v) => v.appointmentId !== appointmentId)),
  };
}
