const forgetters = new Set<() => void>();

/**
 * For what a screen keeps beyond its own life (a draft of a dock, a notice, a visit held aside): it belongs to one person's
 * session, and `forget` takes it away when that ends.
 */
export function keptForSession(forget: () => void): void {
  forgetters.add(forget);
}

/** The session is over: nothing of it may meet the next person. */
export function forgetSession(): void {
  for (const forget of forgetters) forget();
}
