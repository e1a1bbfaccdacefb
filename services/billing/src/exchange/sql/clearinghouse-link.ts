import type { ClearinghouseLink, LinkFault } from "@practicum/contracts/billing/clearinghouse-link";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";
import type { RemoteFile } from "../ports/courier.ts";

type BillingTx = Tx<BillingSchema>;

export type KeptLink = Selectable<BillingSchema["clearinghouse_link"]>;

export async function findLink(tx: BillingTx): Promise<KeptLink | null> {
  return (await tx.selectFrom("clearinghouse_link").selectAll().executeTakeFirst()) ?? null;
}

/**
 * Sets it where it still has the version that was seen; 0 where nothing was set.
 *
 * @returns false where it has not.
 */
export async function upsertLink(
  tx: BillingTx,
  link: { readonly content: ClearinghouseLink; readonly seen: number; readonly forgetsHostKey: boolean },
): Promise<boolean> {
  const version = link.seen + 1;
  const content = json(link.content);
  if (link.seen === 0) {
    const row = await tx
      .insertInto("clearinghouse_link")
      .values({ content, version })
      .onConflict((conflict) => conflict.doNothing())
      .returning("version")
      .executeTakeFirst();
    return row !== undefined;
  }
  const row = await tx
    .updateTable("clearinghouse_link")
    .set({
      content,
      version,
      // What was wrong before may be right now: it is tried again.
      ...NO_FAULT,
      ...(link.forgetsHostKey ? { trusted_host_key: null, shown_host_key: null } : {}),
    })
    .where("version", "=", link.seen)
    .returning("version")
    .executeTakeFirst();
  return row !== undefined;
}

const NO_FAULT = { fault: null, fault_about: null, fault_since: null };

export async function askForTry(tx: BillingTx, at: Instant): Promise<void> {
  await tx.updateTable("clearinghouse_link").set({ asked_at: at }).execute();
}

/** @returns false where the server showed another key last. */
export async function trustShownKey(tx: BillingTx, fingerprint: string, at: Instant): Promise<boolean> {
  const row = await tx
    .updateTable("clearinghouse_link")
    .set({ trusted_host_key: fingerprint, asked_at: at, ...NO_FAULT })
    .where("shown_host_key", "=", fingerprint)
    .returning("version")
    .executeTakeFirst();
  return row !== undefined;
}

/** How a try ended: what it carried, or why it did not. Whoever asked before it began has an answer. */
export async function endTry(
  tx: BillingTx,
  end: {
    readonly began: Instant;
    readonly at: Instant;
    readonly version: number;
    readonly shown: string | null;
    readonly result:
      | { readonly sent: number; readonly taken: number }
      | { readonly fault: LinkFault; readonly about: string | null };
  },
): Promise<void> {
  const { result, at } = end;
  await tx
    .updateTable("clearinghouse_link")
    .set({
      tried_at: at,
      asked_at: sql<Instant | null>`case when asked_at > ${end.began} then asked_at end`,
      ...(end.shown === null ? {} : { shown_host_key: end.shown }),
      ...("fault" in result
        ? {
            fault: result.fault,
            fault_about: result.about,
            fault_since: sql<Instant>`coalesce(fault_since, ${at}::timestamptz)`,
          }
        : { ...NO_FAULT, fine_at: at, sent: result.sent, taken: result.taken }),
    })
    // What was set meanwhile has not been tried.
    .where("version", "=", end.version)
    .execute();
}

/** Of these files of the clearinghouse, those that were not carried yet. Forgets the ones that are not there any more. */
export async function notCarriedYet(tx: BillingTx, files: readonly RemoteFile[]): Promise<readonly RemoteFile[]> {
  const there = new Set(files.map(markOf));
  const known = await tx.selectFrom("clearinghouse_taken").selectAll().execute();
  const carried = new Set<string>();
  for (const row of known) {
    const mark = markOf({ name: row.name, bytes: row.bytes, changedAt: row.changed_at });
    if (there.has(mark)) carried.add(mark);
    else
      await tx
        .deleteFrom("clearinghouse_taken")
        .where("name", "=", row.name)
        .where("bytes", "=", row.bytes)
        .where("changed_at", "=", row.changed_at)
        .execute();
  }
  return files.filter((file) => !carried.has(markOf(file)));
}

export async function markCarried(tx: BillingTx, file: RemoteFile, at: Instant): Promise<void> {
  await tx
    .insertInto("clearinghouse_taken")
    .values({ name: file.name, bytes: file.bytes, changed_at: file.changedAt, at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

function markOf({ name, bytes, changedAt }: RemoteFile): string {
  return `${bytes} ${changedAt} ${name}`;
}
