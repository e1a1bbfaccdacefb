/**
 * A fax line, as billing sees it. `node/folder-fax.ts` gives pages to a fax server or a service that watches a folder;
 * `memory-fax.ts` serves tests and the sandbox. One instance serves one practice.
 */
export interface FaxLine {
  /** Hands a fax over. The same name again is the same fax: it is not sent twice. */
  send(fax: Fax): Promise<void>;
}

export interface Fax {
  /** Safe as a file's name, without an ending. */
  readonly name: string;
  /** Ten digits. */
  readonly to: string;
  /** The pages: a PDF, in base64. */
  readonly pdf: string;
}
