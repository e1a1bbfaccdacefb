import type { Instant } from "@practicum/kernel/instant";
import type { Generated, JSONColumnType } from "kysely";

/** Kept beside a service's own tables, in its schema. The pipeline writes them; a service's code does not. */
export interface PlatformTables {
  /** Events that were committed with their cause. They stay after they were published, so that a range can be sent again. */
  readonly outbox: {
    readonly sequence: Generated<number>;
    readonly event_id: string;
    readonly name: string;
    readonly occurred_at: Instant;
    readonly envelope: JSONColumnType<object>;
    readonly published_at: Instant | null;
  };
  /** Commands that were done, with the reply that a repetition gets. */
  readonly command_inbox: {
    readonly command_id: string;
    readonly operation: string;
    readonly request_hash: string;
    readonly actor_id: string;
    readonly reply: JSONColumnType<object>;
    readonly done_at: Instant;
  };
  /** Events that a consumer has handled. */
  readonly event_inbox: {
    readonly consumer: string;
    readonly event_id: string;
    readonly handled_at: Instant;
  };
  /** Work for later. */
  readonly timer: {
    readonly name: string;
    readonly key: string;
    readonly due_at: Instant;
    /** `due_at`, or later after a failure. */
    readonly fires_at: Instant;
    readonly payload: JSONColumnType<object>;
    readonly attempts: Generated<number>;
    readonly last_error: string | null;
  };
  /** Events and timers whose handler failed as often as it may. A person looks at them and replays them. */
  readonly dead_letter: {
    readonly dead_letter_id: string;
    readonly kind: "event" | "timer";
    readonly handler: string;
    readonly event_id: string | null;
    readonly content: JSONColumnType<object>;
    readonly reason: string;
    readonly attempts: number;
    readonly died_at: Instant;
    readonly replayed_at: Instant | null;
  };
  /** Which process runs a worker now, where there are several. */
  readonly worker_lease: {
    readonly worker: string;
    readonly holder: string;
    readonly until: Instant;
  };
  /** Which event store the outbox was published to, and until when its events are known to be consumed. */
  readonly relay_state: {
    readonly id: Generated<number>;
    readonly store_id: string | null;
    readonly consumed_until: Instant | null;
  };
}
