import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { sql } from "kysely";
import { countAttempt, WINDOW_MINUTES, type Attempts, type LimitKind } from "../domain/sign-in-limit.ts";
import type { IdentitySchema } from "./tables.ts";

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
  const after = countAttempt(before ?? null, now);
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
  await tx.deleteFrom("attempt").where("since", "<", addMinutes(now, -WINDOW_MINUTES)).execute();
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

/** Codes have a few tries, whoever tries (IDN-46). */
const TRIES_MAX = 5;

/** Uses a code up. @returns whether it was the right one, in time. A wrong one costs a try. */
export async function useSignInCode(
  tx: Tx<IdentitySchema>,
  staffId: Id<"staff">,
  code: string,
  now: Instant,
): Promise<boolean> {
  const tried = await tx
    .updateTable("sign_in_code")
    .set({ tries: sql<number>`tries + 1` })
    .where("staff_id", "=", staffId)
    .where("expires_at", ">", now)
    .where("tries", "<", TRIES_MAX)
    .returning("code_hash")
    .executeTakeFirst();
  if (tried?.code_hash !== hashOf(code)) return false;
  await tx.deleteFrom("sign_in_code").where("staff_id", "=", staffId).execute();
  return true;
}
