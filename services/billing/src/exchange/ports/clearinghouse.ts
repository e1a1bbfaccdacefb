import type { FaxLine } from "../../appeals/ports/fax-line.ts";
import type { Courier } from "./courier.ts";
import type { FileReader } from "./file-reader.ts";

/**
 * The clearinghouse, as billing sees it: files go out, files come in. `node/folder-clearinghouse.ts` is a folder exchange for
 * real ones; `memory-clearinghouse.ts` serves tests and the sandbox. One instance serves one practice.
 */
export interface Clearinghouse {
  /** Where a person finds the files, if they wait in a folder. */
  readonly folder?: string;
  /** Hands a file over. The same name again is the same file: it is not sent twice. */
  send(file: ClearinghouseFile): Promise<void>;
  /** Names of the files that wait for us, the oldest first. */
  list(): Promise<string[]>;
  /** The text of a waiting file. Throws `UnusableFile` where asking again will not help, another error where it may. */
  fetch(name: string): Promise<string>;
  /** Takes a file out of the waiting ones, after it was taken in. A file that is gone already is no error. */
  archive(name: string): Promise<void>;
}

export interface ClearinghouseFile {
  readonly name: string;
  readonly content: string;
}

/** A waiting file that can't be taken in: a person must look at it. */
export class UnusableFile extends Error {
  override readonly name = "UnusableFile";
  /** In words for that person. */
  readonly problem: string;
  /** What could be read of it. */
  readonly start: string;

  constructor(problem: string, start: string) {
    super("a waiting file can't be used");
    this.problem = problem;
    this.start = start;
  }
}

/** What billing needs of the outside world. One process serves many practices, so a port is asked for by practice. */
export interface BillingPorts {
  readonly clearinghouse: (practiceId: string) => Clearinghouse;
  /** Who carries the exchange's files to the clearinghouse's server; none where nobody could. */
  readonly courier?: (practiceId: string) => Courier;
  readonly files: FileReader;
  readonly fax: (practiceId: string) => FaxLine;
}
