import type { AccountNotice, SignInPolicy } from "@practicum/contracts/identity/account";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import { NO_POLICY } from "../domain/sign-in-policy.ts";
import type { AccountNoticeTable, IdentitySchema } from "./tables.ts";

export async function insertNotice(tx: Tx<IdentitySchema>, notice: AccountNoticeTable): Promise<void> {
  await tx.insertInto("account_notice").values(notice).execute();
}

/** A place in the list of a person's notices. */
export interface NoticePlace {
  readonly at: Instant;
  readonly noticeId: Id<"account-notice">;
}

/** A person's notices, newest first, after a place in the list. */
export async function selectNotices(
  tx: Tx<IdentitySchema>,
  staffId: Id<"staff">,
  before: NoticePlace | null,
  limit: number,
): Promise<AccountNotice[]> {
  let query = tx
    .selectFrom("account_notice")
    .selectAll()
    .where("staff_id", "=", staffId)
    .orderBy("at", "desc")
    .orderBy("notice_id", "desc")
    // limit: a page; its caller asks for one row more than it shows.
    .limit(limit);
  if (before !== null)
    query = query.where(sql<boolean>`(at, notice_id) < (${before.at}::timestamptz, ${before.noticeId}::uuid)`);
  const rows = await query.execute();
  return rows.map(({ notice_id, kind, by, detail, at, read_at }) => ({
    noticeId: notice_id,
    kind,
    by,
    detail,
    at,
    readAt: read_at,
  }));
}

/** Marks a person's notices up to one of them, and that one, as known. @returns how many, or null where it is not the person's. */
export async function markNoticesRead(
  tx: Tx<IdentitySchema>,
  staffId: Id<"staff">,
  upTo: Id<"account-notice">,
  now: Instant,
): Promise<number | null> {
  const last = await tx
    .selectFrom("account_notice")
    .select("at")
    .where("notice_id", "=", upTo)
    .where("staff_id", "=", staffId)
    .executeTakeFirst();
  if (!last) return null;
  const { numUpdatedRows } = await tx
    .updateTable("account_notice")
    .set({ read_at: now })
    .where("staff_id", "=", staffId)
    .where("read_at", "is", null)
    .where(sql<boolean>`(at, notice_id) <= (${last.at}::timestamptz, ${upTo}::uuid)`)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

export async function countUnread(tx: Tx<IdentitySchema>, staffId: Id<"staff">): Promise<number> {
  const { count } = await tx
    .selectFrom("account_notice")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("staff_id", "=", staffId)
    .where("read_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function selectPolicy(tx: Tx<IdentitySchema>): Promise<SignInPolicy> {
  const row = await tx.selectFrom("sign_in_policy").select(["roles", "grace_days", "version"]).executeTakeFirst();
  return row ? { roles: row.roles, graceDays: row.grace_days, version: row.version } : NO_POLICY;
}

/** @returns whether it followed the version that it names. */
export async function upsertPolicy(tx: Tx<IdentitySchema>, policy: SignInPolicy): Promise<boolean> {
  const changed = { roles: policy.roles, grace_days: policy.graceDays, version: (policy.version ?? 0) + 1 };
  const kept = await tx
    .insertInto("sign_in_policy")
    .values({ one: true, ...changed })
    .onConflict((conflict) =>
      conflict
        .column("one")
        .doUpdateSet(changed)
        .where("sign_in_policy.version", "=", policy.version ?? 0),
    )
    .returning("version")
    .executeTakeFirst();
  return kept !== undefined;
}

/** From when on the person is asked for a second factor: from now, where that is the first time. */
export async function beginGrace(tx: Tx<IdentitySchema>, staffId: Id<"staff">, now: Instant): Promise<Instant> {
  await tx
    .insertInto("second_factor_grace")
    .values({ staff_id: staffId, began_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await selectGrace(tx, staffId)) ?? now;
}

export async function selectGrace(tx: Tx<IdentitySchema>, staffId: Id<"staff">): Promise<Instant | null> {
  const row = await tx
    .selectFrom("second_factor_grace")
    .select("began_at")
    .where("staff_id", "=", staffId)
    .executeTakeFirst();
  return row?.began_at ?? null;
}

/** Whether the person's sign-in has a second factor; null where the person has no sign-in. */
export async function hasSecondFactor(tx: Tx<IdentitySchema>, staffId: Id<"staff">): Promise<boolean | null> {
  const row = await tx
    .selectFrom("auth_user")
    .select("two_factor_enabled")
    .where("staff_id", "=", staffId)
    .executeTakeFirst();
  return row ? row.two_factor_enabled === true : null;
}

/** The session is good for setting a second factor up, and for nothing else. */
export async function insertEnrolment(tx: Tx<IdentitySchema>, sessionId: string): Promise<void> {
  await tx.insertInto("session_enrolment").values({ session_id: sessionId }).execute();
}
