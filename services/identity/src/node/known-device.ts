import { randomBytes } from "node:crypto";
import type { Id } from "@practicum/kernel/brand";
import { addMinutes } from "@practicum/kernel/instant";
import { DEVICE_DAYS } from "../sql/forget-sign-ins.ts";
import { hasDevices, hashOf, isDeviceOfAnybody, isKnownDevice, upsertKnownDevice } from "../sql/sign-in.ts";
import type { PracticeAuth } from "./practice-auth.ts";

/** The browser's own mark, which says nothing by itself: who was signed in with it stands in the practice's database. */
const COOKIE = "practicum.device";

/** The browser, as it is kept, where this person was signed in from it before; else null. */
export async function knownDevice(
  at: PracticeAuth,
  cookie: string,
  staffId: Id<"staff"> | undefined,
): Promise<string | null> {
  const mark = markIn(cookie);
  if (mark === null || staffId === undefined) return null;
  const hash = hashOf(`device ${mark}`);
  const since = addMinutes(at.clock.now(), -DEVICE_DAYS * 24 * 60);
  const known = await at.db.transact((tx) => isKnownDevice(tx, staffId, hash, since), { readOnly: true });
  return known ? hash : null;
}

/** Whether the person is told of a sign-in from here: there are browsers that are known, and this is none of them (IDN-118). */
export async function isNewBrowser(at: PracticeAuth, cookie: string, staffId: Id<"staff">): Promise<boolean> {
  if ((await knownDevice(at, cookie, staffId)) !== null) return false;
  const since = addMinutes(at.clock.now(), -DEVICE_DAYS * 24 * 60);
  return at.db.transact((tx) => hasDevices(tx, staffId, since), { readOnly: true });
}

/** Whether anybody of the practice was signed in from this browser. */
export async function isKnownBrowser(at: PracticeAuth, cookie: string): Promise<boolean> {
  const mark = markIn(cookie);
  if (mark === null) return false;
  const since = addMinutes(at.clock.now(), -DEVICE_DAYS * 24 * 60);
  return at.db.transact((tx) => isDeviceOfAnybody(tx, hashOf(`device ${mark}`), since), { readOnly: true });
}

/** Remembers that this person is signed in from this browser. @returns the cookie to set. */
export async function rememberDevice(at: PracticeAuth, cookie: string, staffId: Id<"staff">): Promise<string> {
  const mark = markIn(cookie) ?? randomBytes(24).toString("base64url");
  await at.db.transact((tx) => upsertKnownDevice(tx, staffId, hashOf(`device ${mark}`), at.clock.now()));
  const secure = at.secureCookies ? "; Secure" : "";
  return `${COOKIE}=${mark}; Path=/api/auth; Max-Age=${DEVICE_DAYS * 86_400}; HttpOnly; SameSite=Strict${secure}`;
}

function markIn(cookie: string): string | null {
  const found = /(?:^|;\s*)practicum\.device=([\w-]{32})(?:;|$)/.exec(cookie);
  return found?.[1] ?? null;
}
