import type { LiveNote } from "@practicum/api/live-notes";

/** A query of the cache, as tRPC keys it. */
export interface QueryName {
  readonly path: string;
  readonly input: unknown;
}

/**
 * Whether an event makes a query's answer stale: its contract says of which queries. One that names an id (a patient's chart) is left alone when
 * the event names another.
 */
export function isStaleAfter(note: LiveNote, query: QueryName): boolean {
  // Some changes were lost on the way: anything may be old.
  if (note.name === "live.missed") return true;
  if (!note.stale?.some((path) => query.path === path || query.path.startsWith(`${path}.`))) return false;
  if (typeof query.input !== "object" || query.input === null) return true;
  for (const [key, value] of Object.entries(query.input)) {
    const told = note.keys[key];
    if (typeof value === "string" && told !== undefined && told !== value) return false;
  }
  return true;
}
