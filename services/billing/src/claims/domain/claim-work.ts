import { addDays, type LocalDate } from "@practicum/kernel/local-date";

/** What was on the screen of who hands work over, and what stands there now. */
interface HandOver {
  readonly was: string | null;
  readonly now: { readonly ownerId: string | null; readonly ownerName: string | null };
  readonly to: string | null;
}

/** BIL-425: work is handed over as it was seen: what somebody else took meanwhile stays with that person. @returns why it stays, or null. */
export function whyNotHanded({ was, now, to }: HandOver): string | null {
  if (now.ownerId === to || now.ownerId === was) return null;
  return now.ownerId === null
    ? "Nobody has it any more; look again."
    : `${now.ownerName ?? "Somebody else"} has it by now.`;
}

/** A look further ahead than this is a mistyped year. */
const LOOK_AHEAD_DAYS = 400;

export type FollowUp =
  | { readonly kind: "changed" }
  | { readonly kind: "unchanged" }
  | { readonly kind: "stale" }
  | { readonly kind: "finished" }
  | { readonly kind: "wrong-day"; readonly message: string };

/** BIL-426, BIL-427: the day on which to look again: one that is seen, that comes, and of work that is not finished. */
export function decideFollowUp(of: {
  readonly was: LocalDate | null;
  readonly now: LocalDate | null;
  readonly on: LocalDate | null;
  readonly today: LocalDate;
  readonly finished: boolean;
}): FollowUp {
  const { was, now, on, today } = of;
  if (now === on) return { kind: "unchanged" };
  if (now !== was) return { kind: "stale" };
  if (on !== null && of.finished) return { kind: "finished" };
  if (on !== null && on < today) return { kind: "wrong-day", message: "Enter today or a day that comes." };
  if (on !== null && on > addDays(today, LOOK_AHEAD_DAYS))
    return { kind: "wrong-day", message: "Enter a day within the next thirteen months." };
  return { kind: "changed" };
}
