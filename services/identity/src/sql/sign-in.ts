import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { sql } from "kysely";
import { countAttempt, WINDOW_MS_MAX, type Attempts, type LimitKind } from "../domain/sign-in-limit.ts";
import type { IdentitySchema } from "./tables.ts";

/** No session is longer. */
const SESSION_MS_MAX = 24 * 60 * 60 * 1000;

export function hashOf(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

function keyOf(kind: LimitKind, what: string): string {
  return hashOf(`${kind} ${what}`);
}

/** Counts an attempt and gives the count with it. Two at once wait for each other, so each sees its own. */
export async function addAttempt(
  tx: Tx<IdentitySchema>,
  kind: LimitKind,
  what: string,
  now: Instant,
): Promise<Attempts> {
  const key = keyOf(kind, what);
  await sql`select pg_advisory_xact_lock(hashtext(${key}))`.execute(tx);
  const before = await tx.selectFrom("attempt").select(["count", "since"]).where("key", "=", key).executeTakeFirst();
  const after = countAttempt(kind, before ?? null, now);
  await tx
    .insertInto("attempt")
    .values({ key, ...after })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ ...after }))
    .execute();
  return after;
}

/** Takes an attempt off again that turned out to be right. */
export async function removeAttempt(tx: Tx<IdentitySchema>, kind: LimitKind, what: string): Promise<void> {
  await tx
    .updateTable("attempt")
    .set({ count: sql<number>`greatest(count - 1, 0)` })
    .where("key", "=", keyOf(kind, what))
    .execute();
}

export async function clearAttempts(tx: Tx<IdentitySchema>, kind: LimitKind, what: string): Promise<void> {
  await tx.deleteFrom("attempt").where("key", "=", keyOf(kind, what)).execute();
}

/** Forgets windows that are over. */
export async function deleteOldAttempts(tx: Tx<IdentitySchema>, now: Instant): Promise<void> {
  await tx.deleteFrom("attempt").where("since", "<", addMs(now, -WINDOW_MS_MAX)).execute();
}

export async function upsertSignInCode(
  tx: Tx<IdentitySchema>,
  staffId: Id<"staff">,
  code: string,
  expiresAt: Instant,
): Promise<void> {
  const kept = { code_hash: hashOf(code), expires_at: expiresAt, tries: 0 };
  await tx
    .insertInto("sign_in_code")
    .values({ staff_id: staffId, ...kept })
    .onConflict((conflict) => conflict.column("staff_id").doUpdateSet(kept))
    .execute();
}

/** Uses a code up. @returns whether it was the right one, in time. A wrong one leaves it: strangers must not burn it (IDN-46). */
export async function useSignInCode(
  tx: Tx<IdentitySchema>,
  staffId: Id<"staff">,
  code: string,
  now: Instant,
): Promise<boolean> {
  const used = await tx
    .deleteFrom("sign_in_code")
    .where("staff_id", "=", staffId)
    .where("expires_at", ">", now)
    .where("code_hash", "=", hashOf(code))
    .returning("staff_id")
    .executeTakeFirst();
  return used !== undefined;
}

export async function isKnownDevice(
  tx: Tx<IdentitySchema>,
  staffId: Id<"staff">,
  deviceHash: string,
  since: Instant,
): Promise<boolean> {
  const found = await tx
    .selectFrom("known_device")
    .select("staff_id")
    .where("staff_id", "=", staffId)
    .where("device_hash", "=", deviceHash)
    .where("seen_at", ">", since)
    .executeTakeFirst();
  return found !== undefined;
}

/** Whether this person was signed in from any browser at all. */
export async function hasDevices(tx: Tx<IdentitySchema>, staffId: Id<"staff">, since: Instant): Promise<boolean> {
  const found = await tx
    .selectFrom("known_device")
    .select("staff_id")
    .where("staff_id", "=", staffId)
    .where("seen_at", ">", since)
    .executeTakeFirst();
  return found !== undefined;
}

export async function isDeviceOfAnybody(tx: Tx<IdentitySchema>, deviceHash: string, since: Instant): Promise<boolean> {
  const found = await tx
    .selectFrom("known_device")
    .select("staff_id")
    .where("device_hash", "=", deviceHash)
    .where("seen_at", ">", since)
    .executeTakeFirst();
  return found !== undefined;
}

export async function upsertKnownDevice(
  tx: Tx<IdentitySchema>,
  staffId: Id<"staff">,
  deviceHash: string,
  now: Instant,
): Promise<void> {
  await tx
    .insertInto("known_device")
    .values({ staff_id: staffId, device_hash: deviceHash, seen_at: now })
    .onConflict((conflict) => conflict.columns(["staff_id", "device_hash"]).doUpdateSet({ seen_at: now }))
    .execute();
}

/** After a password was set by a code, whoever had the old one may have been signed in anywhere. */
export async function forgetDevices(tx: Tx<IdentitySchema>, staffId: Id<"staff">): Promise<void> {
  await tx.deleteFrom("known_device").where("staff_id", "=", staffId).execute();
}

/** When the person of a session showed again who it is, or null; and whether the session is for setting a second factor up alone. */
export async function selectSessionFacts(
  tx: Tx<IdentitySchema>,
  sessionId: string,
): Promise<{ readonly confirmedAt: Instant | null; readonly enrolling: boolean }> {
  const row = await tx
    .selectFrom("auth_session as s")
    .leftJoin("session_confirmation as c", "c.session_id", "s.id")
    .leftJoin("session_enrolment as e", "e.session_id", "s.id")
    .select(["c.confirmed_at", "e.session_id as enrolment"])
    .where("s.id", "=", sessionId)
    .executeTakeFirst();
  return { confirmedAt: row?.confirmed_at ?? null, enrolling: (row?.enrolment ?? null) !== null };
}

/** Keeps it, and forgets those of sessions that are over by now. */
export async function upsertConfirmation(tx: Tx<IdentitySchema>, sessionId: string, now: Instant): Promise<void> {
  await tx.deleteFrom("session_confirmation").where("confirmed_at", "<", addMs(now, -SESSION_MS_MAX)).execute();
  await tx
    .insertInto("session_confirmation")
    .values({ session_id: sessionId, confirmed_at: now })
    .onConflict((conflict) => conflict.column("session_id").doUpdateSet({ confirmed_at: now }))
    .execute();
}

/** A person's sessions that are not over, the newest sign of life first. */
export async function selectSessions(tx: Tx<IdentitySchema>, staffId: Id<"staff">, machineNow: Instant) {
  return tx
    .selectFrom("auth_session")
    .innerJoin("auth_user", "auth_user.id", "auth_session.user_id")
    .select(["auth_session.id", "auth_session.created_at", "auth_session.updated_at", "auth_session.user_agent"])
    .where("auth_user.staff_id", "=", staffId)
    .where("auth_session.expires_at", ">", machineNow)
    .orderBy("auth_session.updated_at", "desc")
    .orderBy("auth_session.id")
    .execute();
}

/** Ends one session of the person, or all; never the one that asks. @returns how many. */
export async function deleteSessions(
  tx: Tx<IdentitySchema>,
  staffId: Id<"staff">,
  { sessionId, but }: { readonly sessionId: string | null; readonly but: string },
): Promise<number> {
  let ending = tx
    .deleteFrom("auth_session")
    .where("id", "!=", but)
    .where("user_id", "in", (of) => of.selectFrom("auth_user").select("id").where("staff_id", "=", staffId));
  if (sessionId !== null) ending = ending.where("id", "=", sessionId);
  const { numDeletedRows } = await ending.executeTakeFirst();
  return Number(numDeletedRows);
}
