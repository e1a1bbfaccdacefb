import type { Appointment } from "@practicum/contracts/scheduling/appointments";
import { useSyncExternalStore } from "react";
import { keptForSession } from "../../session/session-memory.ts";

let wanted: Appointment | null = null;
const listeners = new Set<() => void>();
keptForSession(() => requestMove(null));

/** Asks the day sheet to begin a move: from the appointment's dock, or from the pinboard. */
export function requestMove(visit: Appointment | null): void {
  wanted = visit;
  for (const listener of listeners) listener();
}

export function useMoveRequest(): Appointment | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => wanted,
  );
}
