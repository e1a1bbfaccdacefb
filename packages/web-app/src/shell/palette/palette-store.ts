import { useSyncExternalStore } from "react";
import { keptForSession } from "../../session/session-memory.ts";

let opened = false;
const listeners = new Set<() => void>();
keptForSession(() => set(false));

function set(next: boolean): void {
  opened = next;
  for (const listener of listeners) listener();
}

export function openPalette(): void {
  set(true);
}
export function closePalette(): void {
  set(false);
}
export function togglePalette(): void {
  set(!opened);
}

export function usePaletteOpened(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => opened,
  );
}
