import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import { isIP } from "node:net";
import { createSecureContext } from "node:tls";

/** Where a certificate (with those between it and its authority after it) and its key are: PEM, as every authority gives them. */
export interface CertificateFiles {
  readonly certificateFile: string;
  readonly keyFile: string;
}

export interface Pair {
  readonly cert: string;
  readonly key: string;
}

/** So long before its end people are told (GTW-113). */
export const ENDS_SOON_DAYS = 21;
const DAY_MS = 86_400_000;

export type Judged =
  | { readonly ok: true; readonly pair: Pair; readonly until: Date; readonly state: "ok" | "ends-soon" | "ended" }
  /** A sentence for whoever keeps the machine. It may name a file, and nothing of the key. */
  | { readonly ok: false; readonly why: string };

/** Reads the two files and says whether browsers will take them for these names (GTW-111). */
export async function judgeFiles(files: CertificateFiles, hosts: readonly string[], now: Date): Promise<Judged> {
  const read: string[] = [];
  for (const file of [files.certificateFile, files.keyFile]) {
    try {
      read.push(await readFile(file, "utf8"));
    } catch {
      return { ok: false, why: `${file} cannot be read: is it there, and may this user read it?` };
    }
  }
  const [cert = "", key = ""] = read;
  return judgePair({ cert, key }, hosts, now);
}

export function judgePair(pair: Pair, hosts: readonly string[], now: Date): Judged {
  const no = (why: string): Judged => ({ ok: false, why });
  let leaf: X509Certificate;
  try {
    leaf = new X509Certificate(pair.cert);
  } catch {
    return no("the certificate's file holds no certificate in PEM");
  }
  try {
    if (!leaf.checkPrivateKey(createPrivateKey(pair.key)))
      return no("the key is not the certificate's: they are of two different pairs");
    createSecureContext({ ...pair, minVersion: "TLSv1.2" });
  } catch {
    return no("the key's file holds no private key in PEM that can be used without a passphrase");
  }
  const foreign = hosts.filter((host) => !isFor(leaf, host));
  if (foreign.length > 0) return no(`the certificate is not for ${foreign.join(", ")}`);
  if (leaf.validFromDate > now)
    return no(`the certificate is good from ${leaf.validFromDate.toISOString()} on, and not before`);
  const until = leaf.validToDate;
  const days = (until.getTime() - now.getTime()) / DAY_MS;
  return { ok: true, pair, until, state: days <= 0 ? "ended" : days <= ENDS_SOON_DAYS ? "ends-soon" : "ok" };
}

function isFor(leaf: X509Certificate, host: string): boolean {
  const bare = host.replaceAll(/[[\]]/g, "");
  return (isIP(bare) === 0 ? leaf.checkHost(bare) : leaf.checkIP(bare)) !== undefined;
}

/** What `/health` tells of it: nothing that a certificate does not tell everybody. */
export interface CertificateHealth {
  readonly until: string;
  readonly state: "ok" | "ends-soon" | "ended";
  /** The files hold another pair by now, which is not taken; `practicum doctor` says why. */
  readonly newRefused: boolean;
}

const LOOK_MS = 5000;

export interface CertificateKeeperOptions {
  readonly files: CertificateFiles;
  /** The names that people come by. */
  readonly hosts: readonly string[];
  /** A pair that is good and another than before. */
  readonly onNew: (pair: Pair) => void;
  readonly onRefused: (why: string) => void;
  readonly now?: () => Date;
  readonly lookMs?: number;
}

/**
 * Looks at the files every five seconds, because watching is told by some file systems only, and because authorities' programs change what a
 * link points to. A pair that is good is taken; one that is not changes nothing (GTW-111).
 */
export class CertificateKeeper {
  readonly #options: CertificateKeeperOptions;
  readonly #now: () => Date;
  #used: Extract<Judged, { ok: true }>;
  #refused: string | undefined;
  #timer: NodeJS.Timeout | undefined;

  private constructor(options: CertificateKeeperOptions, first: Extract<Judged, { ok: true }>) {
    this.#options = options;
    this.#now = options.now ?? (() => new Date());
    this.#used = first;
  }

  /** @throws with what is wrong where the files cannot be served at all; a certificate that has ended is better than no door (GTW-112). */
  static async start(options: CertificateKeeperOptions): Promise<CertificateKeeper> {
    const first = await judgeFiles(options.files, options.hosts, (options.now ?? (() => new Date()))());
    if (!first.ok) throw new Error(`the certificate cannot be served: ${first.why}`);
    const keeper = new CertificateKeeper(options, first);
    keeper.#timer = setInterval(() => void keeper.look(), options.lookMs ?? LOOK_MS);
    keeper.#timer.unref();
    return keeper;
  }

  get pair(): Pair {
    return this.#used.pair;
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  async look(): Promise<void> {
    const { files, hosts, onNew, onRefused } = this.#options;
    const found = await judgeFiles(files, hosts, this.#now());
    const why = found.ok ? this.#whyWorse(found) : found.why;
    if (why !== undefined && why !== this.#refused) onRefused(why);
    this.#refused = why;
    if (!found.ok || why !== undefined) return;
    const isNew = found.pair.cert !== this.#used.pair.cert || found.pair.key !== this.#used.pair.key;
    this.#used = found;
    if (isNew) onNew(found.pair);
  }

  health(): CertificateHealth {
    const { pair, until } = this.#used;
    const judged = judgePair(pair, [], this.#now());
    return {
      until: until.toISOString(),
      state: judged.ok ? judged.state : "ended",
      newRefused: this.#refused !== undefined,
    };
  }

  #whyWorse(found: Extract<Judged, { ok: true }>): string | undefined {
    const isOther = found.pair.cert !== this.#used.pair.cert;
    return isOther && found.state === "ended" && this.#used.until > found.until
      ? `the certificate ended on ${found.until.toISOString()}, and the one in use is good for longer`
      : undefined;
  }
}
