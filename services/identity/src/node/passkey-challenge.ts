import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { epochMs, type Instant } from "@practicum/kernel/instant";

/** What a browser signs with a passkey, and for what it is good. */
export interface Challenged {
  readonly practiceId: string;
  readonly purpose: "add" | "sign-in" | "second-step" | "confirm";
  /** The session or the person that it was made for; empty where nobody is known yet. */
  readonly about: string;
  readonly host: string;
}

/** As long as a person needs to find the key; a browser gives up earlier. */
export const CHALLENGE_MINUTES = 5;

const NONCE = 16;
const UNTIL = 8;

/**
 * A challenge says itself until when it holds and is signed for one purpose, so that strangers who ask for many fill no table. That
 * it counts once is kept where it is used (IDN-132).
 */
export function newChallenge(secret: string, of: Challenged, now: Instant): Buffer {
  const head = Buffer.alloc(NONCE + UNTIL);
  randomBytes(NONCE).copy(head);
  head.writeBigUInt64BE(BigInt(epochMs(now) + CHALLENGE_MINUTES * 60_000), NONCE);
  return Buffer.concat([head, sign(secret, of, head)]);
}

/** Whether it is one of ours, for this, and not too late. */
export function isChallenge(secret: string, of: Challenged, now: Instant, challenge: string): boolean {
  const bytes = Buffer.from(challenge, "base64url");
  const head = bytes.subarray(0, NONCE + UNTIL);
  const signature = bytes.subarray(NONCE + UNTIL);
  const expected = sign(secret, of, head);
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected)) return false;
  return Number(head.readBigUInt64BE(NONCE)) > epochMs(now);
}

function sign(secret: string, { practiceId, purpose, about, host }: Challenged, head: Buffer): Buffer {
  const what = JSON.stringify(["passkey", practiceId, purpose, about, host]);
  return createHmac("sha256", secret).update(what).update(head).digest();
}
