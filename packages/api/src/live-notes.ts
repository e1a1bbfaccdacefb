import type { LiveNote } from "@practicum/bus/bus";

/** Told when changes were lost: whoever listens asks again for all it shows. */
export const MISSED: LiveNote = { name: "live.missed", keys: {} };
/** Told first, so that who listens knows the position before anything changes. */
export const HERE: LiveNote = { name: "live.here", keys: {} };

export type { LiveNote };

/** A change with its position in the stream, as clients get it. */
export interface Change {
  readonly id: string;
  readonly data: LiveNote;
}
