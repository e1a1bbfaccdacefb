import { verifyAuthenticationResponse } from "@simplewebauthn/server";
import type { PasskeyShown } from "@practicum/contracts/auth";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { selectPasskey, updatePasskey } from "../sql/passkeys.ts";
import { selectStaffMember } from "../sql/staff.ts";
import type { PasskeyTable } from "../sql/tables.ts";
import { beginAttempt } from "./attempts.ts";
import { isChallenge, type Challenged } from "./passkey-challenge.ts";
import { findSession, type Asked, type PracticeAuth } from "./practice-auth.ts";
import { personInBetween } from "./sign-in.ts";
import { tellByDoor } from "./tell-by-door.ts";

export type Purpose = Exclude<Challenged["purpose"], "add">;

/**
 * The name that a passkey made at this page is for: that of the address, as our own settings have it (GTW-103). Null where browsers make
 * none: at a bare number, or without https at another machine.
 */
export function hostOf({ origin }: Asked): string | null {
  if (!origin) return null;
  const { hostname, protocol } = new URL(origin);
  if (hostname === "localhost") return hostname;
  const isNumber = /^[\d.]+$/.test(hostname) || hostname.startsWith("[");
  return protocol === "https:" && !isNumber ? hostname : null;
}

/** For whom a passkey is asked: nobody yet, who gave the password just now, or whose session it is. Null where that is over. */
export async function challengedFor(
  at: PracticeAuth,
  { cookie }: Asked,
  purpose: Purpose,
  host: string,
): Promise<{ readonly challenged: Challenged; readonly staff: StaffMember | null } | null> {
  const of = { practiceId: at.practice.id, purpose, host };
  if (purpose === "sign-in") return { challenged: { ...of, about: "" }, staff: null };
  if (purpose === "second-step") {
    const staff = await personInBetween(at, cookie);
    return staff && { challenged: { ...of, about: staff.staffId }, staff };
  }
  const found = await findSession(at, cookie);
  return found && { challenged: { ...of, about: found.sessionId }, staff: found.staff };
}

export function isOfChallenge(at: PracticeAuth, challenged: Challenged, challenge: string): boolean {
  return isChallenge(at.secret, challenged, at.clock.now(), challenge);
}

/** Each challenge counts once: what was overheard of it opens nothing a second time (IDN-132). */
export async function isUsedUp(at: PracticeAuth, clientDataJSON: string): Promise<boolean> {
  return (await beginAttempt(at, [[["code-used", `passkey ${clientDataJSON}`]]])) !== null;
}

export type Shown =
  | { readonly outcome: "ok"; readonly staff: StaffMember }
  | {
      readonly outcome: "no-passkeys-here" | "sign-in-expired" | "wrong-passkey" | "passkey-copied";
      /** Whose it is or was to be, where that is known. */
      readonly staff: StaffMember | null;
    };

/** Whether what a browser showed is a passkey of a person who may sign in, shown now, here and for this. */
export async function whatIsShown(
  at: PracticeAuth,
  request: Asked,
  purpose: Purpose,
  shown: PasskeyShown,
): Promise<Shown> {
  const host = hostOf(request);
  if (host === null || !request.origin) return { outcome: "no-passkeys-here", staff: null };
  const of = await challengedFor(at, request, purpose, host);
  if (of === null) return { outcome: "sign-in-expired", staff: null };
  const { passkey, staff } = await at.db.transact(async (tx) => {
    const found = await selectPasskey(tx, shown.id);
    return { passkey: found, staff: found && (await selectStaffMember(tx, found.staff_id)) };
  });
  const wrong = { outcome: "wrong-passkey", staff: of.staff ?? staff } as const;
  if (passkey === null || !staff?.active) return wrong;
  // Who gave the password shows the own passkey, not a colleague's.
  if (of.staff !== null && of.staff.staffId !== staff.staffId) return wrong;
  if (shown.userHandle !== null && Buffer.from(shown.userHandle, "base64url").toString() !== staff.staffId)
    return wrong;
  const verified = await verify(at, { shown, passkey, challenged: of.challenged, origin: request.origin, host });
  if (verified === null || (await isUsedUp(at, shown.clientDataJSON))) return wrong;
  return keepCount(at, passkey, staff, verified);
}

interface ToVerify {
  readonly shown: PasskeyShown;
  readonly passkey: PasskeyTable;
  readonly challenged: Challenged;
  readonly origin: string;
  readonly host: string;
}

async function verify(at: PracticeAuth, { shown, passkey, challenged, origin, host }: ToVerify) {
  const { id, clientDataJSON, authenticatorData, signature } = shown;
  const done = await verifyAuthenticationResponse({
    response: {
      id,
      rawId: id,
      type: "public-key",
      clientExtensionResults: {},
      response: { clientDataJSON, authenticatorData, signature },
    },
    expectedChallenge: (challenge) => isOfChallenge(at, challenged, challenge),
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: true,
    // Counted below, so that a copy is told from a mistake.
    credential: { id, publicKey: new Uint8Array(Buffer.from(passkey.public_key, "base64url")), counter: 0 },
  }).catch(() => null);
  return done?.verified === true && passkey.host === host ? done.authenticationInfo : null;
}

/**
 * An authenticator that counts its uses has counted on since the last time; where it has not, there are two of it, and one is in the wrong
 * hands (WebAuthn Level 3, 6.1.1). Then it opens nothing, and its person is told (IDN-134).
 */
async function keepCount(
  at: PracticeAuth,
  { passkey_id }: PasskeyTable,
  staff: StaffMember,
  { newCounter, credentialBackedUp }: { readonly newCounter: number; readonly credentialBackedUp: boolean },
): Promise<Shown> {
  return at.db.transact(async (tx): Promise<Shown> => {
    const now = await selectPasskey(tx, passkey_id);
    if (now === null) return { outcome: "wrong-passkey", staff };
    if ((now.counter > 0 || newCounter > 0) && newCounter <= now.counter) {
      const actor = { kind: "system", name: "sign-in" } as const;
      await tellByDoor(at, tx, actor, staff, { kind: "passkey-copied", by: "", detail: now.name });
      return { outcome: "passkey-copied", staff };
    }
    await updatePasskey(tx, passkey_id, { counter: newCounter, synced: credentialBackedUp, used_at: at.clock.now() });
    return { outcome: "ok", staff };
  });
}
