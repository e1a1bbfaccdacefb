import { base58 } from "@scure/base";

/** Multicodec `ed25519-pub` as a varint. */
const ED25519 = [0xed, 0x01];
const PUBLIC_BYTES = 32;

/** The `did:key` of an Ed25519 public key of 32 bytes (W3C CCG, did:key 0.9). */
export function didOf(publicKey: Uint8Array): string {
  return `did:key:${multibase(Uint8Array.of(...ED25519, ...publicKey))}`;
}

/** How a proof names the key of a `did:key`. */
export function methodOf(did: string): string {
  return `${did}#${did.slice("did:key:".length)}`;
}

/** The public key in a `did:key`; null where it is none, or of another kind. */
export function publicKeyOf(did: string): Uint8Array<ArrayBuffer> | null {
  const bytes = did.startsWith("did:key:") ? fromMultibase(did.slice("did:key:".length)) : null;
  if (bytes === null || bytes.length !== ED25519.length + PUBLIC_BYTES) return null;
  return ED25519.every((byte, index) => bytes[index] === byte) ? bytes.slice(ED25519.length) : null;
}

/** base58btc with its prefix. */
export function multibase(bytes: Uint8Array): string {
  return `z${base58.encode(bytes)}`;
}

export function fromMultibase(text: string): Uint8Array<ArrayBuffer> | null {
  if (!text.startsWith("z")) return null;
  try {
    return new Uint8Array(base58.decode(text.slice(1)));
  } catch {
    return null;
  }
}
