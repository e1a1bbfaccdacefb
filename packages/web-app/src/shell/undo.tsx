import { notifications } from "@mantine/notifications";
import { UndoToast, undoForMs } from "@practicum/ui/undo-toast.tsx";
import { keptForSession } from "../session/session-memory.ts";

interface Offer {
  readonly id: string;
  /** The patient whose matter it is: the record that was open when it was made, unless its maker said another. */
  readonly about: string | null;
  readonly undo: () => void;
}

/** What is offered now, the newest last. */
const offers: Offer[] = [];
let counter = 0;
/** The patient whose record is open. */
let record: string | null = null;

keptForSession(takeNoticesDown);

/**
 * Says what was done and offers to take it back for ten seconds: by the button, or by Ctrl+Z outside of text. Lists and desks
 * say whom it is about: then the offer stays where that patient's record is opened next.
 */
export function offerUndo(
  message: string,
  undo: () => void,
  { tone = "done", about = record }: { readonly tone?: "done" | "danger"; readonly about?: string | null } = {},
): void {
  const id = `undo-${(counter += 1)}`;
  const once = () => {
    forget(id);
    notifications.hide(id);
    undo();
  };
  offers.push({ id, about, undo: once });
  notifications.show({
    id,
    message: <UndoToast message={message} onUndo={once} />,
    // What is saved and alarming is no success.
    ...(tone === "danger" ? { color: "red", role: "alert" as const } : {}),
    autoClose: undoForMs,
    withCloseButton: true,
    closeButtonProps: { "aria-label": "Dismiss" },
    onClose: () => {
      forget(id);
    },
  });
}

function forget(id: string): void {
  const at = offers.findIndex((offer) => offer.id === id);
  if (at !== -1) offers.splice(at, 1);
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
  const latest = offers.at(-1);
  if (!latest) return false;
  latest.undo();
  return true;
}

/**
 * Called as records are opened and left. In a record nobody takes back by Ctrl+Z what is another patient's matter, and what is
 * not known to be this one's counts as another's. Who goes from one record to the next leaves all notices behind.
 */
export function nowInRecord(patientId: string | null): void {
  const before = record;
  record = patientId;
  if (patientId === null || patientId === before) return;
  if (before !== null) {
    takeNoticesDown();
    return;
  }
  for (const offer of offers.filter(({ about }) => about !== patientId)) notifications.hide(offer.id);
}

/** Takes all notices and the offer to undo away: who comes next must neither read them nor act by them. */
export function takeNoticesDown(): void {
  offers.length = 0;
  notifications.clean();
  notifications.cleanQueue();
}
