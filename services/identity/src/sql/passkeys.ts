import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { IdentitySchema, PasskeyTable } from "./tables.ts";

/** A person's passkeys, the oldest first. */
export async function selectPasskeys(tx: Tx<IdentitySchema>, staffId: Id<"staff">): Promise<PasskeyTable[]> {
  return tx
    .selectFrom("passkey")
    .selectAll()
    .where("staff_id", "=", staffId)
    .orderBy("added_at")
    .orderBy("passkey_id")
    .execute();
}

export async function selectPasskey(tx: Tx<IdentitySchema>, passkeyId: string): Promise<PasskeyTable | null> {
  const row = await tx
    .selectFrom("passkey")
    .selectAll()
    .where("passkey_id", "=", passkeyId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** @returns whether it was not there yet, with anybody. */
export async function insertPasskey(tx: Tx<IdentitySchema>, passkey: PasskeyTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto("passkey")
    .values(passkey)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows) === 1;
}

export async function updatePasskey(
  tx: Tx<IdentitySchema>,
  passkeyId: string,
  changed: Partial<Pick<PasskeyTable, "name" | "counter" | "synced">> & { readonly used_at?: Instant },
): Promise<void> {
  await tx.updateTable("passkey").set(changed).where("passkey_id", "=", passkeyId).execute();
}

export async function deletePasskey(tx: Tx<IdentitySchema>, passkeyId: string): Promise<void> {
  await tx.deleteFrom("passkey").where("passkey_id", "=", passkeyId).execute();
}

export async function deletePasskeys(tx: Tx<IdentitySchema>, staffId: Id<"staff">): Promise<void> {
  await tx.deleteFrom("passkey").where("staff_id", "=", staffId).execute();
}

/** Whether the person has an authenticator that shows codes, and has shown one. */
export async function hasAuthenticator(tx: Tx<IdentitySchema>, staffId: Id<"staff">): Promise<boolean> {
  const row = await tx
    .selectFrom("auth_two_factor as f")
    .innerJoin("auth_user as u", "u.id", "f.user_id")
    .select("f.user_id")
    .where("u.staff_id", "=", staffId)
    .where("f.verified", "is not", false)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Whether the password alone signs in follows from what there is: an authenticator that was shown, or a passkey (IDN-133). Whoever adds
 * or takes away one of them calls this, in the same transaction where it is ours.
 */
export async function setTwoFactorByWhatIs(tx: Tx<IdentitySchema>, staffId: Id<"staff">): Promise<void> {
  const has = (await hasAuthenticator(tx, staffId)) || (await selectPasskeys(tx, staffId)).length > 0;
  await tx.updateTable("auth_user").set({ two_factor_enabled: has }).where("staff_id", "=", staffId).execute();
}
