/** By then the requests that wait for a start are answered; the collection stops everything for some 50 ms. */
const AFTER_MS = 5000;

/**
 * Gives back what starting took: reading the sources leaves a third of the heap empty, and V8 keeps the pages of a program that
 * then does little. Does something only where Node runs with `--expose-gc`, as the launcher starts it.
 */
export function giveBackStartMemory(): void {
  // The flavor that V8 takes when memory runs out: it alone lets go of the empty pages.
  setTimeout(() => globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" }), AFTER_MS).unref();
}
