import { createHmac, createPrivateKey, createPublicKey, sign, timingSafeEqual, verify } from "node:crypto";
import { assert } from "@practicum/kernel/assert";

/** By what a head of the audit chain that is kept outside is told from a forged one. */
export interface HeadSigning {
  sign(text: string): string;
  isOurs(text: string, signature: string): boolean;
}

/** Ed25519: who keeps the heads has the private key, and who compares with them the public one alone, so that no service can make any. */
export function keySigning(keys: { readonly publicKey: string; readonly privateKey?: string }): HeadSigning {
  const bytes = (text: string) => Buffer.from(text, "base64url");
  const known = createPublicKey({ key: bytes(keys.publicKey), format: "der", type: "spki" });
  return {
    sign(text) {
      assert(keys.privateKey !== undefined, "who has no private key keeps no heads");
      const own = createPrivateKey({ key: bytes(keys.privateKey), format: "der", type: "pkcs8" });
      return sign(null, Buffer.from(text), own).toString("base64url");
    },
    isOurs: (text, signature) => verify(null, Buffer.from(text), known, bytes(signature)),
  };
}

/** HMAC-SHA-256: where one process does everything, nobody in it could be kept from a private key. */
export function secretSigning(secret: string): HeadSigning {
  const of = (text: string) => createHmac("sha256", secret).update(text).digest("hex");
  return {
    sign: of,
    isOurs(text, signature) {
      const [expected, given] = [Buffer.from(of(text)), Buffer.from(signature)];
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
