import type { Session } from "@practicum/contracts/auth";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { countedAddress } from "@practicum/kernel/counted-address";
import { deviceName } from "../domain/device-name.ts";
import { passwordSteps, secondStepSteps } from "../domain/sign-in-limit.ts";
import { hasAuthenticator } from "../sql/passkeys.ts";
import { selectStaffOfUser } from "../sql/staff.ts";
import { beginAttempt, forgiveAttempts } from "./attempts.ts";
import { hashPassword } from "./auth-options.ts";
import { isNewBrowser, knownDevice, rememberDevice } from "./known-device.ts";
import {
  actorOf,
  asked,
  findAnySession,
  findSession,
  personOf,
  refused,
  sessionOf,
  withCookies,
  type Answered,
  type Asked,
  type Endpoint,
  type Found,
  type PracticeAuth,
} from "./practice-auth.ts";
import { mustSetUp } from "./second-factor-policy.ts";
import { auditSignIn } from "./sign-in-audit.ts";
import { tellByDoor } from "./tell-by-door.ts";

/** E-mail and password. With two-factor sign-in on, the answer is `twoFactor` and no session yet. */
export const signIn: Endpoint<{ email: string; password: string }> = async (at, { cookie, address, agent }, body) => {
  const email = body.email.toLowerCase();
  const person = await personOf(at, email);
  const device = await knownDevice(at, cookie, person?.staffId);
  const counted = passwordSteps(email, countedAddress(address), device);
  const blocked = await beginAttempt(at, counted);
  if (blocked) {
    await auditSignIn(at, "sign-in", { staff: person, sessionId: null }, blocked.code);
    return refused(blocked);
  }
  const signedIn =
    person?.active === false
      ? await asNobody(body.password)
      : await askPassword(at, { email, password: body.password }, agent);
  if (!signedIn) {
    await auditSignIn(at, "sign-in", { staff: person, sessionId: null }, "bad-credentials");
    return refused({ code: "bad-credentials" });
  }
  await forgiveAttempts(at, counted);
  if (signedIn.twoFactor) {
    // Which of them: the password was right, so this tells nobody else.
    const code =
      person !== null && (await at.db.transact((tx) => hasAuthenticator(tx, person.staffId), { readOnly: true }));
    return { setCookies: signedIn.setCookies, result: { ok: true, value: { twoFactor: true, code } } };
  }
  return begun(at, { cookie, address, agent }, signedIn.setCookies);
};

async function askPassword(
  at: PracticeAuth,
  body: { readonly email: string; readonly password: string },
  agent: string | undefined,
) {
  const headers = headersOf({ agent });
  const done = await asked(at.auth.api.signInEmail({ body, headers, returnHeaders: true }));
  return done && { setCookies: done.setCookies, twoFactor: "twoFactorRedirect" in done.response };
}

/** Signs in whoever just got the password that they gave. */
export async function signInAsFirst(at: PracticeAuth, request: Asked, body: { email: string; password: string }) {
  const signedIn = await askPassword(at, body, request.agent);
  return signedIn === null ? refused({ code: "bad-credentials" }) : begun(at, request, signedIn.setCookies);
}

/** What the session is begun with: it keeps what the browser calls itself (IDN-62). */
function headersOf({ cookie, agent }: { readonly cookie?: string; readonly agent?: string | undefined }): Headers {
  return new Headers({
    ...(cookie === undefined ? {} : { cookie }),
    ...(agent === undefined ? {} : { "user-agent": agent }),
  });
}

/** Costs what a password costs and lets nobody in (IDN-41). */
async function asNobody(password: string): Promise<null> {
  await hashPassword(password);
  return null;
}

/**
 * The session that a sign-in just began. A session that the browser had before it is over: nobody's cookie is kept. Where a second
 * factor is asked for and missing, the answer is `enrol`: see `second-factor-policy.ts`.
 */
export async function begun(
  at: PracticeAuth,
  { cookie, agent }: Asked,
  setCookies: readonly string[],
): Promise<Answered> {
  const before = await findAnySession(at, cookie);
  const found = await findSession(at, withCookies("", setCookies));
  if (!found) return refused({ code: "bad-credentials" });
  if (before && before.sessionId !== found.sessionId) await endSession(at, before.token);
  if (await mustSetUp(at, found)) {
    await auditSignIn(at, "sign-in", found, "second-factor-needed");
    return { setCookies, result: { ok: true, value: { enrol: true } } };
  }
  await auditSignIn(at, "sign-in", found, "ok");
  await tellOfNewBrowser(at, { cookie, agent }, found);
  const session: Session = sessionOf(at, found);
  const device = await rememberDevice(at, cookie, found.staff.staffId);
  return { setCookies: [...setCookies, device], result: { ok: true, value: { session } } };
}

/** Before the browser is known, which it is from now on. */
async function tellOfNewBrowser(
  at: PracticeAuth,
  { cookie, agent }: Pick<Asked, "cookie" | "agent">,
  found: Found,
): Promise<void> {
  if (!(await isNewBrowser(at, cookie, found.staff.staffId))) return;
  const detail = deviceName(agent ?? null) ?? "";
  await at.db.transact((tx) =>
    tellByDoor(at, tx, actorOf(found), found.staff, { kind: "new-browser", by: "", detail }),
  );
}

async function endSession(at: PracticeAuth, token: string): Promise<void> {
  const context = await at.auth.$context;
  await context.internalAdapter.deleteSession(token);
}

/** The second step of a sign-in with an authenticator's code. A code that was used is not taken again (RFC 6238, 5.2). */
export const verifyTotp: Endpoint<{ code: string }> = async (at, request, { code }) => {
  const headers = headersOf(request);
  return secondStep(at, request, () => at.auth.api.verifyTOTP({ body: { code }, headers, returnHeaders: true }), code);
};

/** The second step with one of the codes that were given out when two-factor sign-in was turned on. */
export const verifyBackupCode: Endpoint<{ code: string }> = async (at, request, { code }) => {
  const headers = headersOf(request);
  const body = { code, disableSession: false };
  return secondStep(at, request, () => at.auth.api.verifyBackupCode({ body, headers, returnHeaders: true }), null);
};

const BETWEEN_STEPS = /(?:^|;\s*)(?:__Secure-)?practicum\.two_factor=([^;]+)/;

/** Who gave the password and has the second step before them: a refusal of it is entered under their name (IDN-60). */
export async function personInBetween(at: PracticeAuth, cookie: string): Promise<StaffMember | null> {
  const signed = BETWEEN_STEPS.exec(cookie)?.[1];
  if (signed === undefined) return null;
  const value = decodeURIComponent(signed);
  const context = await at.auth.$context;
  // The name of the step is a secret of its own; whoever has it was given it with the password.
  const step = await context.internalAdapter.findVerificationValue(value.slice(0, value.lastIndexOf(".")));
  if (!step || step.expiresAt.getTime() < Date.now()) return null;
  return at.db.transact((tx) => selectStaffOfUser(tx, step.value), { readOnly: true });
}

async function secondStep(
  at: PracticeAuth,
  request: Asked,
  call: () => Promise<{ headers: Headers; response: unknown }>,
  onceOnly: string | null,
): Promise<Answered> {
  const staff = await personInBetween(at, request.cookie);
  // Who gave no password guesses at nobody's code: nothing is looked at, and nothing is counted.
  if (staff === null) {
    await auditSignIn(at, "sign-in-second-step", { staff, sessionId: null }, "sign-in-expired");
    return refused({ code: "sign-in-expired" });
  }
  const counted = secondStepSteps(staff.staffId, await knownDevice(at, request.cookie, staff.staffId));
  const blocked = await beginAttempt(at, counted);
  if (blocked) {
    await auditSignIn(at, "sign-in-second-step", { staff, sessionId: null }, blocked.code);
    return refused(blocked);
  }
  const done = await asked(call());
  const found = done && (await findSession(at, withCookies("", done.setCookies)));
  if (!done || !found) {
    await auditSignIn(at, "sign-in-second-step", { staff, sessionId: null }, "wrong-code");
    return refused({ code: "wrong-code", field: "code" }, done?.setCookies);
  }
  const usedBefore =
    onceOnly !== null && (await beginAttempt(at, [[["code-used", `${found.staff.staffId} ${onceOnly}`]]]));
  if (usedBefore) {
    await endSession(at, found.token);
    await auditSignIn(at, "sign-in-second-step", found, "code-used-before");
    return refused({ code: "wrong-code", field: "code" });
  }
  await forgiveAttempts(at, counted);
  return begun(at, request, done.setCookies);
}
