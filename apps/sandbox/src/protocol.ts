import type { Change } from "@practicum/api/live-notes";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";

/** One call of the API by one of the practice's people. */
export interface ApiCall {
  readonly path: string;
  /** The input as JSON; empty when there is none. */
  readonly body: string;
  readonly commandId: string | null;
  readonly staffId: string;
}

/** What the page asks of the worker that hosts the practice. Each request gets one reply with its number. */
export type Request =
  | { readonly kind: "call"; readonly call: ApiCall }
  | { readonly kind: "move-clock"; readonly to: Instant };

export interface NumberedRequest {
  readonly number: number;
  readonly request: Request;
}

export type FromWorker =
  | { readonly kind: "reply"; readonly number: number; readonly value: string }
  | { readonly kind: "failed"; readonly number: number; readonly message: string }
  | { readonly kind: "change"; readonly change: Change }
  /** The clock was moved; comes at every stop on the way. */
  | { readonly kind: "clock"; readonly now: Instant }
  | { readonly kind: "booting"; readonly step: string }
  | { readonly kind: "ready"; readonly now: Instant }
  | { readonly kind: "broken"; readonly message: string };

/** How a prepared practice is described beside its data directory: `seed/about.json`. */
export interface SeedAbout {
  readonly now: Instant;
  /** Names the sources that it was made by. */
  readonly build: string;
  readonly practice: {
    readonly id: Id<"practice">;
    readonly slug: string;
    readonly name: string;
    readonly timeZone: string;
  };
}
