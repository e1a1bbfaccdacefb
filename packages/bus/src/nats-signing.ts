import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hash,
  sign,
  verify,
  type KeyObject,
} from "node:crypto";

/** What a key may sign. The gateway and the operator ask, services tell; nobody does both. */
export type Signs = "requests" | "events";

/** A private key of one's own. */
export interface SigningKey {
  readonly keyId: string;
  /** PKCS #8, DER, base64url. */
  readonly privateKey: string;
}

/** A public key that everybody knows, and whose it is. */
export interface TrustedKey {
  readonly keyId: string;
  /** The NATS user: a service, "gateway", "operator". */
  readonly owner: string;
  readonly signs: readonly Signs[];
  /** SPKI, DER, base64url. */
  readonly publicKey: string;
  /** Of a key that was replaced: until when what it signed is taken. Null for the one in use. */
  readonly acceptedUntil: string | null;
}

/** What a process signs by, and whom it believes. */
export interface Keys {
  readonly own: SigningKey;
  readonly trusted: readonly TrustedKey[];
}

/** What is signed of a message: its subject is the operation or the event, its text holds practice, actor and body. */
export interface SignedMessage {
  readonly subject: string;
  readonly text: string | Uint8Array;
}

/** A request is served while its signature is this young; clocks of two machines may differ by less than that. */
const REQUEST_AGE_MS_MAX = 120_000;
/** Signatures that were found good, so that the events of one signature cost one check. */
const KNOWN_MAX = 256;

/**
 * Signs what this process sends, and tells who signed what it gets (Ed25519, RFC 8032). One signature stands for all messages
 * that are sent together: it is made over the list of their hashes, and each carries that list.
 *
 * A signature is the text `<key id> <time, ms> <signature> [<hash>,<hash>...]`; the list is left out where it would have one.
 */
export class Signer {
  readonly #keyId: string;
  readonly #private: KeyObject;
  readonly #trusted: ReadonlyMap<string, TrustedKey & { readonly key: KeyObject }>;
  readonly #known = new Set<string>();
  readonly #nowMs: () => number;

  constructor({ own, trusted }: Keys, nowMs: () => number = Date.now) {
    this.#keyId = own.keyId;
    this.#private = createPrivateKey({ key: bytesOf(own.privateKey), format: "der", type: "pkcs8" });
    this.#trusted = new Map(
      trusted.map((each) => [
        each.keyId,
        { ...each, key: createPublicKey({ key: bytesOf(each.publicKey), format: "der", type: "spki" }) },
      ]),
    );
    this.#nowMs = nowMs;
  }

  /** @returns the signature that each of the messages carries. */
  sign(what: Signs, messages: readonly SignedMessage[]): string {
    const hashes = messages.map(hashOf).join(",");
    const at = String(this.#nowMs());
    const signature = sign(null, contentOf(what, at, hashes), this.#private).toString("base64url");
    const list = messages.length > 1 ? ` ${hashes}` : "";
    return `${this.#keyId} ${at} ${signature}${list}`;
  }

  /** @returns whose key signed the message, or undefined where nobody's that may and is still believed. */
  signerOf(what: Signs, message: SignedMessage, signed: string): string | undefined {
    const [keyId = "", at = "", signature = "", list] = signed.split(" ");
    const trusted = this.#trusted.get(keyId);
    if (!trusted?.signs.includes(what) || !this.#isBelieved(trusted) || !this.#isInTime(what, at)) return undefined;
    const own = hashOf(message);
    const hashes = list ?? own;
    if (list !== undefined && !list.split(",").includes(own)) return undefined;
    const content = contentOf(what, at, hashes);
    const known = `${keyId} ${signature} ${content.toString()}`;
    if (this.#known.has(known)) return trusted.owner;
    if (!verify(null, content, trusted.key, bytesOf(signature))) return undefined;
    // A request comes alone; what was sent together is asked about together.
    if (list !== undefined) this.#remember(known);
    return trusted.owner;
  }

  #isBelieved({ acceptedUntil }: TrustedKey): boolean {
    return acceptedUntil === null || this.#nowMs() < Date.parse(acceptedUntil);
  }

  /** An event may wait for its consumer as long as the store keeps it; a request is for now. */
  #isInTime(what: Signs, at: string): boolean {
    return what === "events" || Math.abs(this.#nowMs() - Number(at)) <= REQUEST_AGE_MS_MAX;
  }

  #remember(known: string): void {
    if (this.#known.size >= KNOWN_MAX) this.#known.clear();
    this.#known.add(known);
  }
}

/** A new key pair: the private half for its owner, the public one for everybody. */
export function makeKeyPair(
  owner: string,
  keyId: string,
  signs: readonly Signs[],
): { readonly own: SigningKey; readonly known: TrustedKey } {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519", {
    privateKeyEncoding: { format: "der", type: "pkcs8" },
    publicKeyEncoding: { format: "der", type: "spki" },
  });
  return {
    own: { keyId, privateKey: privateKey.toString("base64url") },
    known: { keyId, owner, signs, publicKey: publicKey.toString("base64url"), acceptedUntil: null },
  };
}

function hashOf({ subject, text }: SignedMessage): string {
  return hash("sha256", `${subject}\n${hash("sha256", text, "base64url")}`, "base64url");
}

function contentOf(what: Signs, at: string, hashes: string): Buffer {
  return Buffer.from(`practicum ${what}\n${at}\n${hashes}`);
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, "base64url");
}
