/**
 * How a kit is sealed. The key is made of the passphrase by PBKDF2-HMAC-SHA-256 (RFC 8018) with 600,000 rounds, what OWASP's password
 * storage notes ask for, and a salt of its own; each part is sealed by AES-256-GCM (NIST SP 800-38D) with a nonce of its own. A part that
 * was changed, or another passphrase, does not open.
 */
export const ROUNDS = 600_000;
/** Whoever finds the file may guess for as long as it likes. */
export const PASSPHRASE_LENGTH_MIN = 12;

/** In base64 all. */
export interface SealedKit {
  readonly rounds: number;
  readonly salt: string;
  readonly front: SealedPart;
  readonly charts: SealedPart;
}

export interface SealedPart {
  readonly nonce: string;
  readonly sealed: string;
}

export interface KitKey {
  readonly salt: string;
  /** AES-256, in base64: charting seals by it what it does not give away. */
  readonly key: string;
}

/** As many bytes of chance as are asked for, good for secrets. */
export type Chance = (bytes: number) => Uint8Array<ArrayBuffer>;

export async function kitKey(passphrase: string, chance: Chance): Promise<KitKey> {
  const salt = chance(16);
  const known = await crypto.subtle.importKey("raw", utf8(passphrase.normalize("NFC")), "PBKDF2", false, [
    "deriveBits",
  ]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt, iterations: ROUNDS };
  const bits = await crypto.subtle.deriveBits(how, known, 256);
  return { salt: salt.toBase64(), key: new Uint8Array(bits).toBase64() };
}

export function newNonce(chance: Chance): string {
  return chance(12).toBase64();
}

export async function sealPart(content: object, { key }: KitKey, nonce: string): Promise<SealedPart> {
  const made = await crypto.subtle.importKey("raw", Uint8Array.fromBase64(key), "AES-GCM", false, ["encrypt"]);
  const how = { name: "AES-GCM", iv: Uint8Array.fromBase64(nonce) };
  const sealed = await crypto.subtle.encrypt(how, made, utf8(JSON.stringify(content)));
  return { nonce, sealed: new Uint8Array(sealed).toBase64() };
}

export function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}
