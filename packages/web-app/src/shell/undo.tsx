import { notifications } from "@mantine/notifications";
import { UndoToast, undoForMs } from "@practicum/ui/undo-toast.tsx";
import { keptForSession } from "../session/session-memory.ts";

interface Offer {
  readonly id: string;
  readonly undo: () => void;
}

let latest: Offer | null = null;
let counter = 0;

keptForSession(takeNoticesDown);

/** Says what was done and offers to take it back for ten seconds: by the button, or by Ctrl+Z outside of text. */
export function offerUndo(message: string, undo: () => void, tone: "done" | "danger" = "done"): void {
  const id = `undo-${(counter += 1)}`;
  const once = () => {
    if (latest?.id === id) latest = null;
    notifications.hide(id);
    undo();
  };
  latest = { id, undo: once };
  notifications.show({
    id,
    message: <UndoToast message={message} onUndo={once} />,
    // What is saved and alarming is no success.
    ...(tone === "danger" ? { color: "red", role: "alert" as const } : {}),
    autoClose: undoForMs,
    withCloseButton: true,
    closeButtonProps: { "aria-label": "Dismiss" },
    onClose: () => {
      if (latest?.id === id) latest = null;
    },
  });
}

/** Says what was done where it can't be taken back. */
export function say(message: string): void {
  notifications.show({ message, autoClose: 5000, closeButtonProps: { "aria-label": "Dismiss" } });
}

/** Says what went wrong where there is no form to say it on. */
export function sayError(message: string): void {
  notifications.show({
    message,
    color: "red",
    autoClose: 12_000,
    role: "alert",
    closeButtonProps: { "aria-label": "Dismiss" },
  });
}

/** Ctrl+Z: takes the last offer up. False when there is none. */
export function undoLatest(): boolean {
  if (!latest) return false;
  latest.undo();
  return true;
}

/** Takes all notices and the offer to undo away: who comes next must neither read them nor act by them. */
export function takeNoticesDown(): void {
  latest = null;
  notifications.clean();
  notifications.cleanQueue();
}
