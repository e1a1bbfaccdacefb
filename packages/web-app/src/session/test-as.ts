import type { TestAs } from "@practicum/contracts/actor";
import { TEST_AS_HEADER } from "@practicum/api/batch";

/** The role that is tried on in this tab, and nowhere else: a reload is oneself again (IDN-160). */
let tried: TestAs | null = null;
const listeners = new Set<() => void>();

export function startTestAs(role: TestAs): void {
  set(role);
}

export function endTestAs(): void {
  set(null);
}

function set(next: TestAs | null): void {
  tried = next;
  for (const listener of listeners) listener();
}

export function testedRole(): TestAs | null {
  return tried;
}

export function onTestAs(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Each request says so, and the services hold to it. */
export function testAsHeaders(): Record<string, string> {
  return tried === null ? {} : { [TEST_AS_HEADER]: encodeURIComponent(JSON.stringify(tried)) };
}
