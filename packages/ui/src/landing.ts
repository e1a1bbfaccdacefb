/**
 * Whether the focus may be taken by what has just appeared: it is nowhere (on the body, or on something that went away), or on the
 * title where a page let it land for want of something better.
 */
export function focusIsFree(): boolean {
  const held = document.activeElement;
  return held === null || held === document.body || held.matches("[data-landing]");
}
