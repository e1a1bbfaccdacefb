import type { SignInPolicy } from "@practicum/contracts/identity/account";
import type { AccountRequest } from "@practicum/contracts/identity/second-person";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import { addMinutes, type Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import { AGREED_MINUTES, OPEN_MINUTES, type Deciders } from "../domain/second-person.ts";
import { deletePasskeys } from "./passkeys.ts";
import { selectStaff } from "./staff.ts";
import type { AccountRequestTable, IdentitySchema, OwnRoleWish } from "./tables.ts";

/** Who could decide; ask under {@link lockStaff}. */
export async function selectDeciders(tx: Tx<IdentitySchema>, now: Instant): Promise<Deciders> {
  const users = await tx.selectFrom("auth_user").select("staff_id").execute();
  const lately = await tx.selectFrom("staff").select("staff_id").where("decided_until", ">", now).execute();
  return {
    everybody: await selectStaff(tx),
    signIns: new Set(users.map((user) => user.staff_id)),
    lingering: new Set(lately.map((person) => person.staff_id)),
  };
}

/** Until when a person who cannot decide any more is counted as one who could. */
export async function setDecidedUntil(tx: Tx<IdentitySchema>, staffId: Id<"staff">, until: Instant): Promise<void> {
  await tx.updateTable("staff").set({ decided_until: until }).where("staff_id", "=", staffId).execute();
}

/** Asks; what the same person asked for already, and nobody decided yet, is that. @returns the request's id. */
export async function insertRequest(
  tx: Tx<IdentitySchema>,
  request: AccountRequestTable,
): Promise<Id<"account-request">> {
  const asked = await tx
    .selectFrom("account_request")
    .select("request_id")
    .where("kind", "=", request.kind)
    .where("staff_id", "is not distinct from", request.staff_id)
    .where("own_role_id", "is not distinct from", request.own_role_id ?? null)
    .where("asked_by_id", "=", request.asked_by_id)
    .where("status", "=", "open")
    .where("asked_at", ">", addMinutes(request.asked_at, -OPEN_MINUTES))
    .executeTakeFirst();
  const { request_id, ...rest } = request;
  const wanted =
    request.wanted === null ? null : sql<AccountRequestTable["wanted"]>`${JSON.stringify(request.wanted)}::jsonb`;
  const policy = request.policy ? sql<SignInPolicy>`${JSON.stringify(request.policy)}::jsonb` : null;
  const own_role = request.own_role ? sql<OwnRoleWish>`${JSON.stringify(request.own_role)}::jsonb` : null;
  if (asked) {
    await tx
      .updateTable("account_request")
      .set({ wanted, policy, own_role })
      .where("request_id", "=", asked.request_id)
      .execute();
    return asked.request_id;
  }
  await tx
    .insertInto("account_request")
    .values({ request_id, ...rest, wanted, policy, own_role })
    .execute();
  return request_id;
}

export async function selectRequest(
  tx: Tx<IdentitySchema>,
  requestId: Id<"account-request">,
): Promise<AccountRequestTable | null> {
  const row = await tx.selectFrom("account_request").selectAll().where("request_id", "=", requestId).executeTakeFirst();
  return row ?? null;
}

/** What is open, the oldest first, then what was decided within a week, the newest first. */
export async function selectRequests(tx: Tx<IdentitySchema>, now: Instant) {
  const since = addMinutes(now, -OPEN_MINUTES);
  return tx
    .selectFrom("account_request")
    .leftJoin("staff", "staff.staff_id", "account_request.staff_id")
    .selectAll("account_request")
    .select(["staff.family", "staff.given", "staff.credential"])
    .where((eb) =>
      eb.or([
        eb("decided_at", ">", since),
        eb.and([eb("account_request.status", "=", "open"), eb("asked_at", ">", since)]),
      ]),
    )
    .orderBy(sql`account_request.status <> 'open'`)
    .orderBy("decided_at", "desc")
    .orderBy("asked_at")
    .orderBy("request_id")
    .execute();
}

/** How many requests wait that this person did not make: the counter of the navigation. */
export async function countOpenFor(tx: Tx<IdentitySchema>, staffId: Id<"staff">, now: Instant): Promise<number> {
  const { count } = await tx
    .selectFrom("account_request")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("status", "=", "open")
    .where("asked_by_id", "<>", staffId)
    .where("asked_at", ">", addMinutes(now, -OPEN_MINUTES))
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function updateRequest(
  tx: Tx<IdentitySchema>,
  requestId: Id<"account-request">,
  decision: Pick<AccountRequestTable, "decided_by_id" | "decided_by" | "decided_at"> & {
    readonly status: AccountRequest["status"];
  },
): Promise<void> {
  await tx.updateTable("account_request").set(decision).where("request_id", "=", requestId).execute();
}

/** Uses up what was agreed to, for who asked for it. @returns whether there was such an agreement, not too old. */
export async function useAgreement(
  tx: Tx<IdentitySchema>,
  {
    kind,
    staffId,
    askedById,
  }: { readonly kind: AccountRequest["kind"]; readonly staffId: Id<"staff">; readonly askedById: Id<"staff"> },
  now: Instant,
): Promise<boolean> {
  const used = await tx
    .updateTable("account_request")
    .set({ status: "used" })
    .where("kind", "=", kind)
    .where("staff_id", "=", staffId)
    .where("asked_by_id", "=", askedById)
    .where("status", "=", "approved")
    .where("decided_at", ">", addMinutes(now, -AGREED_MINUTES))
    .returning("request_id")
    .execute();
  return used.length > 0;
}

/** Ends a person's authenticator, passkeys and every session; what is known of the person's browsers goes with it. */
export async function endSecondFactor(tx: Tx<IdentitySchema>, staffId: Id<"staff">): Promise<void> {
  const ofPerson = tx.selectFrom("auth_user").select("id").where("staff_id", "=", staffId);
  await tx.deleteFrom("auth_two_factor").where("user_id", "in", ofPerson).execute();
  await tx.deleteFrom("auth_session").where("user_id", "in", ofPerson).execute();
  await deletePasskeys(tx, staffId);
  await tx.deleteFrom("known_device").where("staff_id", "=", staffId).execute();
  await tx.updateTable("auth_user").set({ two_factor_enabled: false }).where("staff_id", "=", staffId).execute();
}

export async function selectSignIns(tx: Tx<IdentitySchema>) {
  const rows = await tx
    .selectFrom("auth_user")
    .select(["staff_id", "two_factor_enabled"])
    .orderBy("staff_id")
    .execute();
  return rows.map((row) => ({ staffId: row.staff_id, twoFactor: row.two_factor_enabled === true }));
}
