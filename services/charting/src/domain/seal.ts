import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";

export interface Sealed {
  /** Canonical JSON (keys sorted, no blanks, RFC 8785 for what occurs here): what was signed, for ever readable. */
  readonly content: string;
  /** SHA-256 of the content's UTF-8 bytes, in hex. */
  readonly seal: string;
}

/** Seals what is signed (CHT-61). */
export function sealOf(value: object): Sealed {
  const content = canonicalJson(value);
  return { content, seal: sealOfText(content) };
}

/** The seal that a content must have. */
export function sealOfText(content: string): string {
  return bytesToHex(sha256(utf8ToBytes(content)));
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === "object" && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
