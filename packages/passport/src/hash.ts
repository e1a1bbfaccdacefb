import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { must } from "@practicum/kernel/assert";
import canonicalize from "canonicalize";

/** SHA-256 over the UTF-8 of a value's canonical JSON (RFC 8785). */
export function hashBytes(value: unknown): Uint8Array {
  return sha256(utf8ToBytes(canonical(value)));
}

/** The same in hex. */
export function hashOf(value: unknown): string {
  return bytesToHex(hashBytes(value));
}

/** The one JSON text of a value, whatever the order it was written in. */
export function canonical(value: unknown): string {
  return must(canonicalize(value), "what is hashed is a JSON value");
}
