import type { Session } from "@practicum/contracts/auth";
import type { DomainError } from "@practicum/contracts/error";
import type { StaffMember } from "@practicum/contracts/identity/staff";
import { allPermissions } from "@practicum/contracts/own-role";
import { mayDo } from "@practicum/contracts/permission";
import type { Actor } from "@practicum/contracts/actor";
import type { Db } from "@practicum/db/db";
import { epochMs, instantFromMs, type Instant } from "@practicum/kernel/instant";
import type { Clock, Ids, Random } from "@practicum/kernel/ports";
import type { Result } from "@practicum/kernel/result";
import type { Practice, PracticeFacts } from "@practicum/service/define-service";
import { isAPIError } from "better-auth/api";
import { hasAuthenticator } from "../sql/passkeys.ts";
import { selectSessionFacts } from "../sql/sign-in.ts";
import { displayName, selectStaffByEmail, selectStaffMember } from "../sql/staff.ts";
import type { IdentitySchema } from "../sql/tables.ts";
import type { Auth } from "./auth-options.ts";

/** What the endpoints of one practice work with. */
export interface PracticeAuth {
  /** As it is called now: founding gives a name to what had none. */
  readonly practice: Practice;
  /** Its facts from now on. */
  readonly changed: (facts: Partial<PracticeFacts>) => void;
  readonly auth: Auth;
  readonly db: Db<IdentitySchema>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly random: Random;
  /** Signs challenges of passkeys. */
  readonly secret: string;
  readonly idleMinutes: number;
  /** Whether people come by https. */
  readonly secureCookies: boolean;
  /** Tells every gateway that sessions of a person ended. */
  readonly sessionsEnded: (staffId: string) => void;
}

/** What an endpoint is asked with. */
export interface Asked {
  readonly cookie: string;
  /** As it is counted: see `countedAddress`. */
  readonly address: string;
  readonly agent?: string | undefined;
  /** The page's own address, one of ours; null or absent where it is not known. */
  readonly origin?: string | null | undefined;
}

export interface Answered {
  readonly setCookies: readonly string[];
  readonly result: Result<{ readonly [key: string]: unknown }, DomainError>;
}

export type Endpoint<Body> = (at: PracticeAuth, asked: Asked, body: Body) => Promise<Answered>;

export function refused(error: DomainError, setCookies: readonly string[] = []): Answered {
  return { setCookies, result: { ok: false, error } };
}

/** A session as better-auth finds it by its cookie, with the person as of now. */
export interface Found {
  readonly sessionId: string;
  readonly token: string;
  readonly expiresAt: Instant;
  readonly staff: StaffMember;
  readonly twoFactor: boolean;
  /** Whether there is an authenticator that shows codes. */
  readonly authenticator: boolean;
  /** When the person last showed who it is: at sign-in, or since (IDN-59). */
  readonly verifiedAt: Instant;
}

/** However busy a person is, after this long the password is asked again (IDN-44). */
const LIFETIME_MS = 12 * 60 * 60 * 1000;

/** Whose session the cookie is, or null. With `extend` it is a sign of life and moves the end (IDN-44). */
export async function findSession(at: PracticeAuth, cookie: string, extend = false): Promise<Found | null> {
  const found = await findAnySession(at, cookie, extend);
  return found?.enrolling === true ? null : found;
}

/** The same, with those sessions that are good for nothing but to set a second factor up (IDN-127). */
export async function findAnySession(
  at: PracticeAuth,
  cookie: string,
  extend = false,
): Promise<(Found & { readonly enrolling: boolean }) | null> {
  if (cookie === "") return null;
  const found = await at.auth.api.getSession({
    headers: new Headers({ cookie }),
    query: { disableRefresh: !extend },
  });
  if (!found) return null;
  if (Date.now() - found.session.createdAt.getTime() >= LIFETIME_MS) return null;
  const { staff, facts, authenticator } = await at.db.transact(
    async (tx) => ({
      staff: await selectStaffMember(tx, found.user.staffId),
      facts: await selectSessionFacts(tx, found.session.id),
      authenticator: await hasAuthenticator(tx, found.user.staffId),
    }),
    { readOnly: true },
  );
  if (!staff?.active) return null;
  const { confirmedAt, enrolling } = facts;
  const signedInAt = instantFromMs(found.session.createdAt.getTime() + aheadMs(at.clock));
  return {
    sessionId: found.session.id,
    token: found.session.token,
    expiresAt: instantFromMs(found.session.expiresAt.getTime() + aheadMs(at.clock)),
    staff,
    twoFactor: found.user.twoFactorEnabled === true,
    authenticator,
    verifiedAt: confirmedAt !== null && confirmedAt > signedInAt ? confirmedAt : signedInAt,
    enrolling,
  };
}

/**
 * How far the installation's clock is ahead of the machine's, by which sessions last. In whole seconds: the two are read one
 * after the other, and the moment between must not move the end of a session from one answer to the next.
 */
export function aheadMs(clock: Clock): number {
  return Math.round((epochMs(clock.now()) - Date.now()) / 1000) * 1000;
}

export function sessionOf(at: PracticeAuth, found: Found): Session {
  const { id, slug, name } = at.practice;
  return {
    sessionId: found.sessionId,
    practice: { id, slug, name },
    staff: found.staff,
    permissions: allPermissions.filter((permission) => mayDo(found.staff, permission)),
    twoFactor: found.twoFactor,
    authenticator: found.authenticator,
    expiresAt: found.expiresAt,
    idleMinutes: at.idleMinutes,
  };
}

export function actorOf({ staff, sessionId, verifiedAt }: Pick<Found, "staff" | "sessionId" | "verifiedAt">): Actor {
  const { staffId, roles, granted, withheld } = staff;
  const own = { ...(granted ? { granted } : {}), ...(withheld ? { withheld } : {}) };
  return { kind: "staff", staffId, name: displayName(staff), roles, ...own, sessionId, verifiedAt };
}

/** The person of an e-mail, whether active or not. */
export async function personOf(at: PracticeAuth, email: string): Promise<StaffMember | null> {
  return at.db.transact((tx) => selectStaffByEmail(tx, email), { readOnly: true });
}

/**
 * Calls better-auth and gives its cookies, or null where it refused. The cookie of the session gets no age of its own: the
 * server alone knows when a session ends, and the browser forgets it when it is closed.
 */
export async function asked<T>(
  call: Promise<{ readonly headers: Headers; readonly response: T }>,
): Promise<{ readonly setCookies: readonly string[]; readonly response: T } | null> {
  try {
    const { headers, response } = await call;
    return { setCookies: headers.getSetCookie().map(withoutAge), response };
  } catch (error) {
    if (isAPIError(error)) return null;
    throw error;
  }
}

function withoutAge(setCookie: string): string {
  const forgets = /;\s*max-age=0\b/i.test(setCookie);
  if (forgets || !/^[^=]*session_token=/.test(setCookie)) return setCookie;
  return setCookie.replace(/;\s*(max-age|expires)=[^;]*/gi, "");
}

/** Follow-up requests of the same flow need the cookies that were just set. Of one name the last one set counts, as in a browser. */
export function withCookies(cookie: string, setCookies: readonly string[]): string {
  const pairs = setCookies.map((set) => set.split(";")[0] ?? "");
  const byName = new Map(pairs.map((pair) => [pair.slice(0, pair.indexOf("=")), pair]));
  return [cookie, ...byName.values()].filter((pair) => pair !== "").join("; ");
}
