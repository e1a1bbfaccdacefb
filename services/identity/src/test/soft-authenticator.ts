import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import type { PasskeyCreated, PasskeyShown } from "@practicum/contracts/auth";

/** An authenticator of tests: ES256 keys, no attestation (WebAuthn Level 3, 6.5 and 8.7). It obeys where a real one would not. */
export class SoftAuthenticator {
  id = randomBytes(16);
  #keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
  counter = 0;
  /** Whether it says that it knows its person. */
  verifies = true;
  /** What it says of the page, where that is not what is asked. */
  origin: string | null = null;
  rpId: string | null = null;
  userHandle: string | null = null;

  get passkeyId(): string {
    return this.id.toString("base64url");
  }

  create(
    options: { readonly challenge: string; readonly rp: { readonly id?: string } },
    origin: string,
  ): PasskeyCreated {
    const data = this.#authData(options.rp.id ?? "", 0x40, this.#credential());
    const text = (of: string) => Buffer.concat([Buffer.from([0x60 + of.length]), Buffer.from(of)]);
    const object = Buffer.concat([
      Buffer.from([0xa3]),
      text("fmt"),
      text("none"),
      text("attStmt"),
      Buffer.from([0xa0]),
      text("authData"),
      Buffer.from([0x59, data.length >> 8, data.length & 0xff]),
      data,
    ]);
    return {
      id: this.passkeyId,
      clientDataJSON: this.#clientData("webauthn.create", options.challenge, origin),
      attestationObject: object.toString("base64url"),
      transports: ["usb"],
    };
  }

  show(options: { readonly challenge: string; readonly rpId?: string }, origin: string): PasskeyShown {
    this.counter += 1;
    const data = this.#authData(options.rpId ?? "", 0, Buffer.alloc(0));
    const client = this.#clientData("webauthn.get", options.challenge, origin);
    const hash = createHash("sha256").update(Buffer.from(client, "base64url")).digest();
    return {
      id: this.passkeyId,
      clientDataJSON: client,
      authenticatorData: data.toString("base64url"),
      signature: sign("sha256", Buffer.concat([data, hash]), this.#keys.privateKey).toString("base64url"),
      userHandle: this.userHandle,
    };
  }

  /** Another device with the same key, as it stands now. */
  copy(): SoftAuthenticator {
    const other = new SoftAuthenticator();
    other.id = this.id;
    other.#keys = this.#keys;
    other.counter = this.counter;
    return other;
  }

  #clientData(type: string, challenge: string, origin: string): string {
    const data = { type, challenge, origin: this.origin ?? origin, crossOrigin: false };
    return Buffer.from(JSON.stringify(data)).toString("base64url");
  }

  #authData(rpId: string, flags: number, more: Buffer): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(this.counter);
    const seen = Buffer.from([flags | 0x01 | (this.verifies ? 0x04 : 0)]);
    return Buffer.concat([
      createHash("sha256")
        .update(this.rpId ?? rpId)
        .digest(),
      seen,
      count,
      more,
    ]);
  }

  #credential(): Buffer {
    const length = Buffer.from([0, this.id.length]);
    return Buffer.concat([Buffer.alloc(16), length, this.id, coseKey(this.#keys.publicKey)]);
  }
}

function coseKey(key: KeyObject): Buffer {
  const { x = "", y = "" } = key.export({ format: "jwk" }) as { x?: string; y?: string };
  const head = Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20]);
  return Buffer.concat([
    head,
    Buffer.from(x, "base64url"),
    Buffer.from([0x22, 0x58, 0x20]),
    Buffer.from(y, "base64url"),
  ]);
}
