import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { FoundingTable, IdentitySchema } from "./tables.ts";

/** Whether the practice has a profile and somebody who can sign in: then there is nothing to found. */
export async function isFounded(tx: Tx<IdentitySchema>): Promise<boolean> {
  const profile = await tx.selectFrom("practice_profile").select("version").executeTakeFirst();
  const user = await tx.selectFrom("auth_user").select("id").limit(1).executeTakeFirst();
  return profile !== undefined && user !== undefined;
}

/** A new link in the place of the one before. A browser that opened that one is out. */
export async function replaceLink(
  tx: Tx<IdentitySchema>,
  link: { readonly hash: string; readonly expiresAt: Instant; readonly staffId: Id<"staff"> },
): Promise<void> {
  const kept = {
    link_hash: link.hash,
    link_expires_at: link.expiresAt,
    browser_hash: null,
    browser_expires_at: null,
  };
  await tx
    .insertInto("founding")
    .values({ one: true, staff_id: link.staffId, ...kept })
    .onConflict((conflict) => conflict.column("one").doUpdateSet(kept))
    .execute();
}

/** Uses the link up and remembers the browser. @returns whether it was the right one, in time, and new. */
export async function useLink(
  tx: Tx<IdentitySchema>,
  link: { readonly hash: string; readonly now: Instant },
  browser: { readonly hash: string; readonly expiresAt: Instant },
): Promise<boolean> {
  const used = await tx
    .updateTable("founding")
    .set({ link_hash: null, browser_hash: browser.hash, browser_expires_at: browser.expiresAt })
    .where("link_hash", "=", link.hash)
    .where("link_expires_at", ">", link.now)
    .returning("one")
    .executeTakeFirst();
  return used !== undefined;
}

/** The founding that this browser does, locked for as long as the transaction lasts. */
export async function lockFounding(
  tx: Tx<IdentitySchema>,
  browserHash: string,
  now: Instant,
): Promise<Pick<FoundingTable, "staff_id"> | undefined> {
  return tx
    .selectFrom("founding")
    .select("staff_id")
    .where("browser_hash", "=", browserHash)
    .where("browser_expires_at", ">", now)
    .forUpdate()
    .executeTakeFirst();
}

export async function endFounding(tx: Tx<IdentitySchema>): Promise<void> {
  await tx.deleteFrom("founding").execute();
}
