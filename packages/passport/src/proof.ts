import { assert } from "@practicum/kernel/assert";
import { z } from "zod";
import { didOf, fromMultibase, methodOf, multibase, publicKeyOf } from "./did-key.ts";
import { canonical, hashBytes } from "./hash.ts";

/** Data Integrity proofs of the suite `eddsa-jcs-2022` (W3C, Data Integrity EdDSA Cryptosuites 1.0, section 3.3). */

/** Who signs. The secret need not leave where it is kept. */
export interface Signer {
  readonly did: string;
  sign(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array>;
}

const proofShape = z.strictObject({
  type: z.literal("DataIntegrityProof"),
  cryptosuite: z.literal("eddsa-jcs-2022"),
  created: z.iso.datetime(),
  verificationMethod: z.string(),
  proofPurpose: z.literal("assertionMethod"),
  "@context": z.array(z.string()),
  proofValue: z.string(),
});

/** A document that can be signed. */
export interface Unsigned {
  readonly "@context": readonly string[];
  readonly [property: string]: unknown;
}

export type Signed<D extends Unsigned> = D & { readonly proof: z.output<typeof proofShape> };

/** @param created when, as a moment of real time. */
export async function signed<D extends Unsigned>(document: D, signer: Signer, created: string): Promise<Signed<D>> {
  const options = {
    type: "DataIntegrityProof" as const,
    cryptosuite: "eddsa-jcs-2022" as const,
    created,
    verificationMethod: methodOf(signer.did),
    proofPurpose: "assertionMethod" as const,
    "@context": [...document["@context"]],
  };
  const proofValue = multibase(await signer.sign(toSign(options, document)));
  return { ...document, proof: { ...options, proofValue } };
}

/** @returns the `did:key` that signed; null where the proof does not hold. */
export async function signedBy(document: { readonly [property: string]: unknown }): Promise<string | null> {
  const { proof: given, ...unsigned } = document;
  const parsed = proofShape.safeParse(given);
  if (!parsed.success) return null;
  const { proofValue, ...options } = parsed.data;
  const did = options.verificationMethod.split("#")[0] ?? "";
  const publicKey = publicKeyOf(did);
  const signature = fromMultibase(proofValue);
  if (publicKey === null || signature === null || options.verificationMethod !== methodOf(did)) return null;
  // The proof speaks of the document's own words.
  if (canonical(unsigned["@context"] ?? null) !== canonical(options["@context"])) return null;
  const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", true, ["verify"]);
  const holds = await crypto.subtle.verify("Ed25519", key, signature, toSign(options, unsigned));
  return holds ? did : null;
}

function toSign(options: object, document: object): Uint8Array<ArrayBuffer> {
  return Uint8Array.of(...hashBytes(options), ...hashBytes(document));
}

/** A key pair of this browser or program. The secret can't be read out of it. */
export async function newKeys(): Promise<Keys> {
  const keys = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
  assert("privateKey" in keys, "Ed25519 makes pairs");
  return keys;
}

export interface Keys {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

export async function signerOf({ privateKey, publicKey }: Keys): Promise<Signer> {
  const raw = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  return {
    did: didOf(raw),
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign("Ed25519", privateKey, bytes)),
  };
}
