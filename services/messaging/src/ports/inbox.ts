import type { Practice } from "@practicum/service/define-service";

/** A text message that came to the practice. */
export interface IncomingText {
  /** The same key again is the same message. */
  readonly key: string;
  readonly from: string;
  readonly text: string;
}

/**
 * Where text messages to the practice arrive. Adapters: a folder that a text gateway fills (`node/folder-inbox.ts`), memory (`memory-inbox.ts`).
 */
export interface Inbox {
  /** Some of those that wait, the oldest first. */
  waiting(practice: Practice): Promise<readonly IncomingText[]>;
  /** It was taken in, and waits no more. */
  taken(practice: Practice, key: string): Promise<void>;
}
