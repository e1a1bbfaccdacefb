import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import type { OwnPasskey, PasskeyCreated, PasskeyShown } from "@practicum/contracts/auth";
import { isFresh } from "@practicum/contracts/fresh";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import {
  deletePasskey,
  hasAuthenticator,
  insertPasskey,
  selectPasskeys,
  setTwoFactorByWhatIs,
  updatePasskey,
} from "../sql/passkeys.ts";
import { displayName, lockStaff } from "../sql/staff.ts";
import type { PasskeyTable } from "../sql/tables.ts";
import { newChallenge, type Challenged } from "./passkey-challenge.ts";
import { challengedFor, hostOf, isOfChallenge, isUsedUp, whatIsShown } from "./passkey-shown.ts";
import {
  actorOf,
  asked,
  findAnySession,
  findSession,
  refused,
  type Answered,
  type Asked,
  type Endpoint,
  type PracticeAuth,
} from "./practice-auth.ts";
import { isFactorNeeded } from "./second-factor-policy.ts";
import { auditSignIn } from "./sign-in-audit.ts";
import { begun } from "./sign-in.ts";
import { tellByDoor } from "./tell-by-door.ts";

const PASSKEYS_MAX = 10;
/** Ed25519, ECDSA on P-256, RSA: what authenticators make. */
const ALGORITHMS = [-8, -7, -257];

/** The person's own, and whether one can be added at this address. */
export const listPasskeys: Endpoint<object> = async (at, request) => {
  const found = await findAnySession(at, request.cookie);
  if (!found) return refused({ code: "not-signed-in" });
  const rows = await at.db.transact((tx) => selectPasskeys(tx, found.staff.staffId), { readOnly: true });
  return done({ passkeys: rows.map(asSeen), here: hostOf(request) });
};

/** What the browser makes one by: for a person who has just shown who it is (IDN-131). */
export const newPasskey: Endpoint<object> = async (at, request) => {
  const may = await mayChange(at, request);
  if ("setCookies" in may) return may;
  const { found, host } = may;
  const own = await at.db.transact((tx) => selectPasskeys(tx, found.staff.staffId), { readOnly: true });
  if (own.length >= PASSKEYS_MAX) return refused({ code: "passkeys-full" });
  const options = await generateRegistrationOptions({
    rpName: at.practice.name,
    rpID: host,
    userName: found.staff.email,
    userDisplayName: displayName(found.staff),
    userID: new TextEncoder().encode(found.staff.staffId),
    challenge: bytesOf(newChallenge(at.secret, challengeOfAdding(at, found.sessionId, host), at.clock.now())),
    attestationType: "none",
    excludeCredentials: own.filter((one) => one.host === host).map(({ passkey_id }) => ({ id: passkey_id })),
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
    supportedAlgorithmIDs: ALGORITHMS,
  });
  return done({ options });
};

export const addPasskey: Endpoint<{ name: string; created: PasskeyCreated }> = async (
  at,
  request,
  { name, created },
) => {
  const may = await mayChange(at, request);
  if ("setCookies" in may) return may;
  const { found, host, origin } = may;
  const { staffId } = found.staff;
  const challenged = challengeOfAdding(at, found.sessionId, host);
  const refuseIt = async (code: "wrong-passkey" | "passkeys-full"): Promise<Answered> => {
    await auditSignIn(at, "passkey-add", found, code);
    return refused({ code });
  };
  const made = await verifyRegistrationResponse({
    response: {
      id: created.id,
      rawId: created.id,
      type: "public-key",
      clientExtensionResults: {},
      response: { clientDataJSON: created.clientDataJSON, attestationObject: created.attestationObject },
    },
    expectedChallenge: (challenge) => isOfChallenge(at, challenged, challenge),
    expectedOrigin: origin,
    expectedRPID: host,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null);
  if (!made?.verified || (await isUsedUp(at, created.clientDataJSON))) return refuseIt("wrong-passkey");
  const { credential, credentialBackedUp } = made.registrationInfo;
  const now = at.clock.now();
  const outcome = await at.db.transact(async (tx) => {
    await lockStaff(tx);
    if ((await selectPasskeys(tx, staffId)).length >= PASSKEYS_MAX) return "passkeys-full";
    const isNew = await insertPasskey(tx, {
      passkey_id: credential.id,
      staff_id: staffId,
      name,
      host,
      public_key: Buffer.from(credential.publicKey).toString("base64url"),
      counter: credential.counter,
      transports: [...created.transports],
      synced: credentialBackedUp,
      added_at: now,
      used_at: null,
    });
    if (!isNew) return "wrong-passkey";
    await setTwoFactorByWhatIs(tx, staffId);
    await tellByDoor(at, tx, actorOf(found), found.staff, { kind: "passkey-added", by: "", detail: name });
    return "ok";
  });
  if (outcome !== "ok") return refuseIt(outcome);
  await auditSignIn(at, "passkey-add", found, "ok");
  // The practice asked for a second factor before anything else: here it is, and one is signed in (IDN-127).
  if (found.enrolling) return beginFor(at, request, found.staff);
  return done({});
};

export const renamePasskey: Endpoint<{ passkeyId: string; name: string }> = async (
  at,
  request,
  { passkeyId, name },
) => {
  const found = await findSession(at, request.cookie);
  if (!found) return refused({ code: "not-signed-in" });
  const renamed = await at.db.transact(async (tx) => {
    const own = (await selectPasskeys(tx, found.staff.staffId)).some((one) => one.passkey_id === passkeyId);
    if (own) await updatePasskey(tx, passkeyId, { name });
    return own;
  });
  return renamed ? done({}) : refused({ code: "not-found" });
};

/** Where the practice asks for a second factor, the last one stays (IDN-128). Another person's is not found. */
export const removePasskey: Endpoint<{ passkeyId: string }> = async (at, request, { passkeyId }) => {
  const found = await findSession(at, request.cookie);
  if (!found) return refused({ code: "not-signed-in" });
  if (!isFresh(actorOf(found), at.clock.now())) return refused({ code: "confirm-identity" });
  const { staffId } = found.staff;
  const isNeeded = await isFactorNeeded(at, found.staff);
  const outcome = await at.db.transact(async (tx) => {
    await lockStaff(tx);
    const own = await selectPasskeys(tx, staffId);
    const gone = own.find((one) => one.passkey_id === passkeyId);
    if (!gone) return "not-found";
    if (isNeeded && own.length === 1 && !(await hasAuthenticator(tx, staffId))) return "second-factor-needed";
    await deletePasskey(tx, passkeyId);
    await setTwoFactorByWhatIs(tx, staffId);
    await tellByDoor(at, tx, actorOf(found), found.staff, { kind: "passkey-removed", by: "", detail: gone.name });
    return "ok";
  });
  await auditSignIn(at, "passkey-remove", found, outcome);
  return outcome === "ok" ? done({}) : refused({ code: outcome });
};

/** What a browser shows a passkey by. To sign in with nothing else it names nobody, so it tells a stranger nothing (IDN-41). */
export const askForPasskey: Endpoint<{ purpose: "sign-in" | "second-step" | "confirm" }> = async (
  at,
  request,
  { purpose },
) => {
  const host = hostOf(request);
  if (host === null) return refused({ code: "no-passkeys-here" });
  const of = await challengedFor(at, request, purpose, host);
  if (of === null) return refused({ code: purpose === "confirm" ? "not-signed-in" : "sign-in-expired" });
  const { challenged, staff } = of;
  const own = staff && (await at.db.transact((tx) => selectPasskeys(tx, staff.staffId), { readOnly: true }));
  const options = await generateAuthenticationOptions({
    rpID: host,
    challenge: bytesOf(newChallenge(at.secret, challenged, at.clock.now())),
    userVerification: "required",
    ...(own
      ? {
          allowCredentials: own
            .filter((one) => one.host === host)
            .map(({ passkey_id: id, transports }) => ({ id, transports })),
        }
      : {}),
  });
  return done({ options });
};

/** Signs in by a passkey: by it alone, or after the password (IDN-132). It is two factors by itself: its device, and who unlocked it. */
export const signInByPasskey: Endpoint<{
  purpose: "sign-in" | "second-step";
  shown: PasskeyShown;
}> = async (at, request, { purpose, shown }) => {
  const { staff, outcome } = await whatIsShown(at, request, purpose, shown);
  if (outcome !== "ok") {
    await auditSignIn(at, "passkey-sign-in", { staff, sessionId: null }, outcome);
    return refused({
      code: outcome === "no-passkeys-here" || outcome === "sign-in-expired" ? outcome : "wrong-passkey",
    });
  }
  return beginFor(at, request, staff);
};

async function beginFor(at: PracticeAuth, request: Asked, staff: StaffMember): Promise<Answered> {
  const context = await at.auth.$context;
  const user = await context.internalAdapter.findUserByEmail(staff.email.toLowerCase());
  if (!user) return refused({ code: "wrong-passkey" });
  const headers = new Headers(request.agent === undefined ? {} : { "user-agent": request.agent });
  const begunNow = await asked(
    at.auth.api.beginSession({ body: { userId: user.user.id }, headers, returnHeaders: true }),
  );
  return begunNow ? begun(at, request, begunNow.setCookies) : refused({ code: "wrong-passkey" });
}

/** Whoever changes by what means one signs in has shown lately who it is, and stands at an address that passkeys can be for. */
async function mayChange(at: PracticeAuth, request: Asked) {
  const found = await findAnySession(at, request.cookie);
  if (!found) return refused({ code: "not-signed-in" });
  const host = hostOf(request);
  if (host === null || !request.origin) return refused({ code: "no-passkeys-here" });
  if (!isFresh(actorOf(found), at.clock.now())) return refused({ code: "confirm-identity" });
  return { found, host, origin: request.origin };
}

function challengeOfAdding(at: PracticeAuth, sessionId: string, host: string): Challenged {
  return { practiceId: at.practice.id, purpose: "add", about: sessionId, host };
}

/** Over a buffer of its own: the library's types want no shared one. */
function bytesOf(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer);
}

function asSeen({ passkey_id, name, host, added_at, used_at, synced }: PasskeyTable): OwnPasskey {
  return { passkeyId: passkey_id, name, host, addedAt: added_at, usedAt: used_at, synced };
}

function done(value: { readonly [key: string]: unknown }): Answered {
  return { setCookies: [], result: { ok: true, value } };
}
