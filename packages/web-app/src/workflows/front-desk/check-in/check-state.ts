/** One thing to settle at the desk: done, or skipped with a reason, or open. */
export interface CheckState {
  readonly done: boolean;
  /** Being typed, or given; null while not skipped. */
  readonly skippedBecause: string | null;
}
export const openCheck: CheckState = { done: false, skippedBecause: null };

export function isSettled(check: CheckState): boolean {
  return check.done || (check.skippedBecause ?? "").trim() !== "";
}
