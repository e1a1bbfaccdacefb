import type { ClearinghouseLink, LinkFault } from "@practicum/contracts/billing/clearinghouse-link";

/** Carries files between the folders of the exchange and the clearinghouse's own server: `node/sftp-courier.ts`. */
export interface Courier {
  /** The public half of the key that we sign in with, as OpenSSH writes one; null where none was made here. */
  publicKey(way: KeyKind): Promise<string | null>;
  /** Makes a key in place of the one before, which is kept. */
  makeKey(way: KeyKind): Promise<void>;
  /** Takes the key before the last into use again. @returns false where there is none. */
  takeKeyBack(way: KeyKind): Promise<boolean>;
  /** Our files that wait to be carried, by their names. */
  waiting(): Promise<readonly string[]>;
  /**
   * Connects, and lets go when `work` has ended or `msMax` are over. The server's key is looked at before anything of ours is said.
   *
   * @throws {CourierFault} where the server can't be reached, is not the trusted one, or does not let us do it.
   */
  visit<T>(
    link: ClearinghouseLink,
    trusted: string | null,
    work: (server: CourierVisit) => Promise<T>,
    msMax?: number,
  ): Promise<T>;
}

export type KeyKind = "ed25519" | "rsa";

export interface CourierVisit {
  /** Looks that both folders are there and can be listed. */
  check(): Promise<void>;
  /** Carries one of ours. Cut off anywhere, and done again, it goes once; `direct` ones may go twice, whole, under the same name. */
  send(name: string): Promise<void>;
  /** What is there for us and nobody writes to any more, the oldest first. */
  list(): Promise<readonly RemoteFile[]>;
  /** Puts one where the exchange finds it. */
  take(file: RemoteFile): Promise<void>;
  remove(file: RemoteFile): Promise<void>;
}

export interface RemoteFile {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds of the server's clock. */
  readonly changedAt: number;
}

/** Why it does not go. The server's own words stay out: they are for a log that nobody looks at, and may name anything. */
export class CourierFault extends Error {
  override readonly name = "CourierFault";
  readonly fault: LinkFault;
  readonly about: string | null;
  /** The fingerprint that the server showed, where that is why. */
  readonly shown: string | null;

  constructor(
    fault: LinkFault,
    { about = null, shown = null, cause }: { about?: string | null; shown?: string | null; cause?: unknown } = {},
  ) {
    super(`files can't be carried: ${fault}`, { cause });
    this.fault = fault;
    this.about = about;
    this.shown = shown;
  }
}
