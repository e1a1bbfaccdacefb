import type { PasskeyShown } from "@practicum/contracts/auth";
import { FRESH_MINUTES, isFresh } from "@practicum/contracts/fresh";
import { fail, type DomainError } from "@practicum/contracts/error";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { mayDo } from "@practicum/contracts/permission";
import { assert } from "@practicum/kernel/assert";
import { countedAddress } from "@practicum/kernel/counted-address";
import { addMinutes } from "@practicum/kernel/instant";
import { err, ok, type Result } from "@practicum/kernel/result";
import { passwordFault, type PasswordFault } from "../domain/password.ts";
import { CODE_VALID_MINUTES, newSignInCode, typedCode } from "../domain/sign-in-code.ts";
import { passwordSteps } from "../domain/sign-in-limit.ts";
import { forgetDevices, upsertConfirmation, upsertSignInCode, useSignInCode } from "../sql/sign-in.ts";
import { selectPasskeys, setTwoFactorByWhatIs } from "../sql/passkeys.ts";
import { displayName, lockStaff, selectStaffMember } from "../sql/staff.ts";
import { beginAttempt, forgiveAttempts } from "./attempts.ts";
import { commonPasswords } from "./common-passwords.ts";
import {
  actorOf,
  asked,
  findAnySession,
  findSession,
  personOf,
  refused,
  type Asked,
  type Endpoint,
  type Found,
  type PracticeAuth,
} from "./practice-auth.ts";
import { mayMakeCode } from "./code-by-two.ts";
import { whatIsShown } from "./passkey-shown.ts";
import { setPassword } from "./provision.ts";
import { isFactorNeeded } from "./second-factor-policy.ts";
import { begun } from "./sign-in.ts";
import { auditSignIn } from "./sign-in-audit.ts";
import { tellByDoor } from "./tell-by-door.ts";

/** Ends this session, at once and everywhere (IDN-45). Who is not signed in is told the same. */
export const signOut: Endpoint<object> = async (at, { cookie }) => {
  const found = await findSession(at, cookie);
  const done = await asked(at.auth.api.signOut({ headers: new Headers({ cookie }), returnHeaders: true }));
  if (found) {
    await auditSignIn(at, "sign-out", found, "ok");
    at.sessionsEnded(found.staff.staffId);
  }
  return { setCookies: done?.setCookies ?? [], result: { ok: true, value: {} } };
};

/** A sign of life: someone is at the screen (IDN-44). */
export const activity: Endpoint<object> = async (at, { cookie }) => {
  const found = await findSession(at, cookie, true);
  if (!found) return refused({ code: "not-signed-in" });
  return { setCookies: [], result: { ok: true, value: { expiresAt: found.expiresAt } } };
};

/** Why this person may not have this password here, or null (IDN-42, IDN-61, IDN-107). */
export async function faultOf(
  at: PracticeAuth,
  password: string,
  email: string,
  person: Pick<StaffMember, "given" | "family"> | null,
): Promise<PasswordFault | null> {
  const listed = await commonPasswords();
  const names = [at.practice.name, at.practice.slug, person?.given ?? "", person?.family ?? ""];
  return passwordFault(password, { email, names }, (word) => listed.has(word));
}

/** Changes one's own password. Wrong guesses count like a sign-in's; all other sessions of the person end. */
export const changePassword: Endpoint<{ currentPassword: string; newPassword: string }> = async (at, request, body) => {
  const found = await findSession(at, request.cookie);
  if (!found) return refused({ code: "not-signed-in" });
  // Who has a session is counted by it: guesses of others at the door keep nobody from looking after the own account.
  const counted = passwordSteps(found.staff.email.toLowerCase(), "", found.sessionId);
  const blocked = await beginAttempt(at, counted);
  if (blocked) {
    await auditSignIn(at, "change-password", found, blocked.code);
    return refused(blocked);
  }
  const fault = await faultOf(at, body.newPassword, found.staff.email, found.staff);
  if (fault) return refused({ code: fault, field: "newPassword" });
  const done = await asked(
    at.auth.api.changePassword({
      body: { ...body, revokeOtherSessions: true },
      headers: new Headers({ cookie: request.cookie }),
      returnHeaders: true,
    }),
  );
  await auditSignIn(at, "change-password", found, done ? "ok" : "bad-credentials");
  if (!done) return refused({ code: "bad-credentials", field: "currentPassword" });
  await forgiveAttempts(at, counted);
  at.sessionsEnded(found.staff.staffId);
  return { setCookies: done.setCookies, result: { ok: true, value: {} } };
};

/** A manager makes a code for a person to set a password by (IDN-46). */
export const issueCode: Endpoint<{ staffId: string }> = async (at, { cookie }, { staffId }) => {
  const found = await findSession(at, cookie);
  if (!found) return refused({ code: "not-signed-in" });
  if (!mayDo(found.staff, "staff.manage")) {
    await auditSignIn(at, "issue-code", found, "denied", staffId);
    return refused({ code: "not-allowed" });
  }
  if (!isFresh(actorOf(found), at.clock.now())) return refused({ code: "confirm-identity" });
  const code = newSignInCode(at.random);
  const expiresAt = addMinutes(at.clock.now(), CODE_VALID_MINUTES);
  const outcome = await at.db.transact(async (tx) => {
    await lockStaff(tx);
    const person = await selectStaffMember(tx, staffId);
    if (!person?.active) return "not-found";
    if (!(await mayMakeCode(at, tx, found, person))) return "second-person";
    await upsertSignInCode(tx, staffId, code, expiresAt);
    await tellByDoor(at, tx, actorOf(found), person, { kind: "code-made", by: displayName(found.staff) });
    return "ok";
  });
  await auditSignIn(at, "issue-code", found, outcome, staffId);
  if (outcome !== "ok") return refused({ code: outcome });
  return { setCookies: [], result: { ok: true, value: { code, expiresAt } } };
};

interface SetPasswordBody {
  readonly email: string;
  readonly code: string;
  readonly newPassword: string;
}

/**
 * Sets a password by a manager's code: the first one, or a forgotten one. It does not sign in. Only wrong codes are counted: with 59 bits
 * nobody meets a right one by trying, and what others at the same address tried keeps nobody from theirs (IDN-46).
 */
export const setPasswordByCode: Endpoint<SetPasswordBody> = async (at, { address }, body) => {
  const email = body.email.toLowerCase();
  const person = await personOf(at, email);
  const fault = await faultOf(at, body.newPassword, email, person);
  if (fault) return refused({ code: fault, field: "newPassword" });
  const right =
    person?.active === true &&
    (await at.db.transact((tx) => useSignInCode(tx, person.staffId, typedCode(body.code), at.clock.now())));
  const blocked = right ? null : await beginAttempt(at, [[["address", countedAddress(address)]]]);
  const outcome = right ? "ok" : (blocked?.code ?? "bad-credentials");
  await auditSignIn(at, "set-password", { staff: person, sessionId: null }, outcome);
  if (!right || !person) return refused(blocked ?? { code: "bad-credentials" });
  await setPassword(at.auth, person, body.newPassword);
  await at.db.transact(async (tx) => {
    await forgetDevices(tx, person.staffId);
    // Nobody is signed in: who had the code did it.
    const actor = { kind: "system", name: "sign-in" } as const;
    await tellByDoor(at, tx, actor, person, { kind: "password-set", by: "" });
  });
  at.sessionsEnded(person.staffId);
  return { setCookies: [], result: { ok: true, value: {} } };
};

/** What the right password of who is signed in allows. Right or wrong, it is counted and entered into the trail (IDN-27, IDN-43). */
async function byPassword<T>(
  at: PracticeAuth,
  request: Asked,
  operation: string,
  call: (headers: Headers) => Promise<{ readonly headers: Headers; readonly response: T }>,
  find: (at: PracticeAuth, cookie: string) => Promise<Found | null> = findSession,
): Promise<Result<{ readonly setCookies: readonly string[]; readonly response: T }, DomainError>> {
  const found = await find(at, request.cookie);
  if (!found) return fail("not-signed-in");
  const counted = passwordSteps(found.staff.email.toLowerCase(), "", found.sessionId);
  const blocked = await beginAttempt(at, counted);
  const done = blocked ? null : await asked(call(new Headers({ cookie: request.cookie })));
  await auditSignIn(at, operation, found, done ? "ok" : (blocked?.code ?? "bad-credentials"));
  if (!done) return blocked ? err(blocked) : fail("bad-credentials", { field: "password" });
  await forgiveAttempts(at, counted);
  return ok(done);
}

/** Shows again who one is (IDN-59). For the next minutes the session may do what a screen that was left open may not. */
export const confirm: Endpoint<{ password: string } | { code: string } | { passkey: PasskeyShown }> = async (
  at,
  request,
  body,
) => {
  const done =
    "password" in body
      ? await byPassword(at, request, "confirm", (headers) =>
          at.auth.api.verifyPassword({ body, headers, returnHeaders: true }),
        )
      : "code" in body
        ? await byTotp(at, request, "confirm", body.code)
        : await byPasskey(at, request, "confirm", body.passkey);
  if (!done.ok) return refused(done.error);
  const found = await findSession(at, request.cookie);
  if (!found) return refused({ code: "not-signed-in" });
  await at.db.transact((tx) => upsertConfirmation(tx, found.sessionId, at.clock.now()));
  return { setCookies: [], result: { ok: true, value: { minutes: FRESH_MINUTES } } };
};

/** The same by the authenticator, where one is set up. Each code counts once, also across the two uses. */
async function byTotp(
  at: PracticeAuth,
  request: Asked,
  operation: string,
  code: string,
): Promise<Result<true, DomainError>> {
  const found = await findSession(at, request.cookie);
  if (!found) return fail("not-signed-in");
  if (!found.authenticator) return fail("invalid-input", { field: "code" });
  const { staffId } = found.staff;
  const blocked = await beginAttempt(at, [[["code", staffId]]]);
  const headers = new Headers({ cookie: request.cookie });
  const right = !blocked && (await asked(at.auth.api.verifyTOTP({ body: { code }, headers, returnHeaders: true })));
  const usedBefore = right ? await beginAttempt(at, [[["code-used", `${staffId} ${code}`]]]) : null;
  const isRight = Boolean(right) && usedBefore === null;
  await auditSignIn(at, operation, found, isRight ? "ok" : (blocked?.code ?? "wrong-code"));
  if (!isRight) return blocked ? err(blocked) : fail("wrong-code", { field: "code" });
  await forgiveAttempts(at, [[["code", staffId]]]);
  return ok(true);
}

/** The same by one of the person's own passkeys (IDN-132). */
async function byPasskey(
  at: PracticeAuth,
  request: Asked,
  operation: string,
  shown: PasskeyShown,
): Promise<Result<true, DomainError>> {
  const found = await findSession(at, request.cookie);
  if (!found) return fail("not-signed-in");
  const { outcome } = await whatIsShown(at, request, "confirm", shown);
  await auditSignIn(at, operation, found, outcome);
  if (outcome === "ok") return ok(true);
  return fail(outcome === "no-passkeys-here" ? outcome : "wrong-passkey");
}

/** Begins two-factor sign-in: the secret as an address for the authenticator, and codes for a lost telephone (IDN-47). */
export const totpStart: Endpoint<{ password: string }> = async (at, request, { password }) => {
  const enable = async (headers: Headers) => {
    const body = { password, method: "totp" as const };
    const { headers: set, response } = await at.auth.api.enableTwoFactor({ body, headers, returnHeaders: true });
    assert(response.method === "totp", "it was asked for with this method");
    return { headers: set, response };
  };
  const done = await byPassword(at, request, "totp-start", enable, findAnySession);
  if (!done.ok) return refused(done.error);
  const { totpURI, backupCodes } = done.value.response;
  return { setCookies: done.value.setCookies, result: { ok: true, value: { uri: totpURI, backupCodes } } };
};

/** Shows that the authenticator works; from now on sign-in asks for its code. Who had to set it up is signed in by it (IDN-127). */
export const totpConfirm: Endpoint<{ code: string }> = async (at, request, { code }) => {
  const found = await findAnySession(at, request.cookie);
  if (!found) return refused({ code: "not-signed-in" });
  const blocked = await beginAttempt(at, [[["code", found.staff.staffId]]]);
  const headers = new Headers({ cookie: request.cookie });
  const done = blocked ? null : await asked(at.auth.api.verifyTOTP({ body: { code }, headers, returnHeaders: true }));
  await auditSignIn(at, "totp-confirm", found, done ? "ok" : (blocked?.code ?? "wrong-code"));
  if (!done) return refused(blocked ?? { code: "wrong-code", field: "code" });
  // It is used up by this: the same one opens no sign-in in the half minute that is left of it (IDN-47).
  await beginAttempt(at, [[["code-used", `${found.staff.staffId} ${code}`]]]);
  await forgiveAttempts(at, [[["code", found.staff.staffId]]]);
  if (found.enrolling) return begun(at, request, done.setCookies);
  return { setCookies: done.setCookies, result: { ok: true, value: {} } };
};

/** Where the practice asks for one, nobody goes without (IDN-128): a passkey is one. */
export const totpStop: Endpoint<{ password: string }> = async (at, request, { password }) => {
  const found = await findSession(at, request.cookie);
  if (!found) return refused({ code: "not-signed-in" });
  const { staff } = found;
  const passkeys = await at.db.transact((tx) => selectPasskeys(tx, staff.staffId), { readOnly: true });
  if (passkeys.length === 0 && (await isFactorNeeded(at, staff))) return refused({ code: "second-factor-needed" });
  const done = await byPassword(at, request, "totp-stop", (headers) =>
    at.auth.api.disableTwoFactor({ body: { password }, headers, returnHeaders: true }),
  );
  if (!done.ok) return refused(done.error);
  await at.db.transact((tx) => setTwoFactorByWhatIs(tx, staff.staffId));
  return { setCookies: done.value.setCookies, result: { ok: true, value: {} } };
};
