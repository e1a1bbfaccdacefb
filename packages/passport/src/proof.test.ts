import { base58 } from "@scure/base";
import { expect, test } from "vitest";
import { didOf, publicKeyOf } from "./did-key.ts";
import { newKeys, signed, signedBy, signerOf, type Signer } from "./proof.ts";

/** W3C, Data Integrity EdDSA Cryptosuites 1.0, appendix B.2: representation eddsa-jcs-2022. */
const SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq";
const PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2";
const PROOF = "z2HnFSSPPBzR36zdDgK8PbEHeXbR56YF24jwMpt3R1eHXQzJDMWS93FCzpvJpwTWd3GAVFuUfjoJdcnTMuVor51aX";
const DOCUMENT = {
  "@context": ["https://www.w3.org/ns/credentials/v2", "https://www.w3.org/ns/credentials/examples/v2"],
  id: "urn:uuid:58172aac-d8ba-11ed-83dd-0b3aef56cc33",
  type: ["VerifiableCredential", "AlumniCredential"],
  name: "Alumni Credential",
  description: "A minimum viable example of an Alumni Credential.",
  issuer: "https://vc.example/issuers/5678",
  validFrom: "2023-01-01T00:00:00Z",
  credentialSubject: { id: "did:example:abcdefgh", alumniOf: "The School of Examples" },
};

async function signerOfSecret(): Promise<Signer> {
  const seed = base58.decode(SECRET.slice(1)).slice(2);
  // PKCS #8 of an Ed25519 seed (RFC 8410).
  const head = Uint8Array.fromHex("302e020100300506032b657004220420");
  const key = await crypto.subtle.importKey("pkcs8", Uint8Array.of(...head, ...seed), "Ed25519", false, ["sign"]);
  return {
    did: `did:key:${PUBLIC}`,
    sign: async (bytes) => new Uint8Array(await crypto.subtle.sign("Ed25519", key, bytes)),
  };
}

test("CUR-25: the proof of the specification's example is the specification's", async () => {
  const document = await signed(DOCUMENT, await signerOfSecret(), "2023-02-24T23:36:38Z");
  expect(document.proof.proofValue).toBe(PROOF);
  expect(await signedBy(document)).toBe(`did:key:${PUBLIC}`);
});

test("CUR-25: a did:key is its public key, and no other text is", () => {
  const key = publicKeyOf(`did:key:${PUBLIC}`);
  expect(key).toHaveLength(32);
  expect(didOf(key ?? new Uint8Array())).toBe(`did:key:${PUBLIC}`);
  for (const other of ["", "did:key:", "did:web:example.org", `did:key:${PUBLIC.slice(0, -1)}`, "did:key:z0OIl"])
    expect(publicKeyOf(other)).toBeNull();
});

test("CUR-27: a signed document that was changed anywhere is signed by nobody", async () => {
  const signer = await signerOf(await newKeys());
  const document = await signed(DOCUMENT, signer, "2026-11-29T02:00:00Z");
  expect(await signedBy(document)).toBe(signer.did);
  const { proof } = document;
  const other = await signerOf(await newKeys());
  const changed = [
    { ...document, name: "Another name" },
    { ...document, added: true },
    { ...document, "@context": DOCUMENT["@context"].slice(1) },
    { ...document, proof: { ...proof, created: "2026-11-30T02:00:00Z" } },
    { ...document, proof: { ...proof, proofPurpose: "authentication" } },
    { ...document, proof: { ...proof, cryptosuite: "eddsa-rdfc-2022" } },
    { ...document, proof: { ...proof, verificationMethod: signer.did } },
    {
      ...document,
      proof: { ...proof, verificationMethod: `${other.did}#${other.did.slice(8)}` },
    },
    { ...document, proof: { ...proof, proofValue: "z111" } },
    { ...document, proof: { ...proof, proofValue: "no base58" } },
    DOCUMENT,
  ];
  for (const one of changed) expect(await signedBy(one), JSON.stringify(one)).toBeNull();
});
