/**
 * The clearinghouse, as billing sees it: files go out, files come in. `node/folder-clearinghouse.ts` is a folder exchange for
 * real ones; `domain/memory-clearinghouse.ts` serves tests and the sandbox. One instance serves one practice.
 */
export interface Clearinghouse {
  /** Hands a file over. The same name again is the same file: it is not sent twice. */
  send(file: ClearinghouseFile): Promise<void>;
  /** Names of the files that wait for us, the oldest first. */
  list(): Promise<string[]>;
  /** The text of a waiting file. Throws when there is none of that name. */
  fetch(name: string): Promise<string>;
  /** Takes a file out of the waiting ones, after it was taken in. A file that is gone already is no error. */
  archive(name: string): Promise<void>;
}

export interface ClearinghouseFile {
  readonly name: string;
  readonly content: string;
}

/** What billing needs of the outside world. One process serves many practices, so a port is asked for by practice. */
export interface BillingPorts {
  readonly clearinghouse: (practiceId: string) => Clearinghouse;
}
