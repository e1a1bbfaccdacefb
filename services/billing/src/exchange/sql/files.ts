import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { sql, type Selectable } from "kysely";
import type { FileKind } from "../domain/exchange-file.ts";
import type { KeptTradingPartner } from "../domain/trading-partner.ts";
import type { Place } from "../../domain/paging.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;

/** SHA-256 of a file, by PostgreSQL itself: this code runs where there is no other. */
function hashOf(content: string) {
  return sql<string>`encode(sha256(convert_to(${content}, 'UTF8')), 'hex')`;
}

/** Puts a file where the exchange worker finds it (BIL-60): it is sent after the commit, never inside it. */
export async function queueFile(
  tx: BillingTx,
  file: {
    readonly fileId: string;
    readonly name: string;
    readonly kind: FileKind;
    readonly content: string;
    readonly reference: string | null;
    readonly controlNumber: number | null;
    readonly at: string;
  },
): Promise<void> {
  await tx
    .insertInto("exchange_file")
    .values({
      file_id: file.fileId,
      name: file.name,
      kind: file.kind,
      direction: "out",
      status: "queued",
      at: file.at,
      problem: null,
      note: null,
      content: file.content,
      content_hash: hashOf(file.content),
      reference: file.reference,
      control_number: file.controlNumber,
    })
    .execute();
}

/**
 * Keeps a file that came in. BIL-61: the same content is kept once; one that was left in quarantine may be taken again.
 * @returns the row to work on, or null when this content was processed before.
 */
export async function keepInbound(
  tx: BillingTx,
  file: {
    readonly fileId: string;
    readonly name: string;
    readonly kind: FileKind;
    readonly content: string;
    readonly at: string;
  },
): Promise<string | null> {
  const row = await tx
    .insertInto("exchange_file")
    .values({
      file_id: file.fileId,
      name: file.name,
      kind: file.kind,
      direction: "in",
      status: "received",
      at: file.at,
      problem: null,
      note: null,
      content: file.content,
      content_hash: hashOf(file.content),
      reference: null,
      control_number: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["direction", "content_hash"])
        .doUpdateSet({ status: "received", at: file.at, problem: null, note: null })
        .where("exchange_file.status", "=", "quarantined"),
    )
    .returning("file_id")
    .executeTakeFirst();
  return row?.file_id ?? null;
}

export async function finishFile(
  tx: BillingTx,
  fileId: string,
  { problem, note }: { readonly problem: string | null; readonly note: string | null },
): Promise<void> {
  await tx
    .updateTable("exchange_file")
    .set({ status: problem === null ? "processed" : "quarantined", problem, note })
    .where("file_id", "=", fileId)
    .execute();
}

/** Files that wait to go out, the oldest first. */
export async function queuedFiles(tx: BillingTx, limit: number) {
  return (
    tx
      .selectFrom("exchange_file")
      .select(["file_id", "name", "content"])
      .where("status", "=", "queued")
      .orderBy("at")
      .orderBy("control_number")
      // limit: the worker comes back for the rest.
      .limit(limit)
      .execute()
  );
}

export async function markSent(tx: BillingTx, fileId: string): Promise<void> {
  await tx
    .updateTable("exchange_file")
    .set({ status: "sent" })
    .where("file_id", "=", fileId)
    .where("status", "=", "queued")
    .execute();
}

/** A file of ours by the number that an acknowledgment gives back. */
export async function findSent(
  tx: BillingTx,
  by: { readonly controlNumber: number } | { readonly reference: string },
): Promise<string | null> {
  const query = tx.selectFrom("exchange_file").select("file_id").where("direction", "=", "out");
  const found =
    "controlNumber" in by
      ? query.where("control_number", "=", by.controlNumber)
      : query.where("reference", "=", by.reference);
  return (await found.executeTakeFirst())?.file_id ?? null;
}

const COLUMNS = ["file_id", "name", "kind", "direction", "status", "at", "problem", "note"] as const;
export type FileRow = Pick<Selectable<BillingSchema["exchange_file"]>, (typeof COLUMNS)[number]>;

/** The newest first, without their content; one more than the limit where there are more. */
export async function filePage(
  tx: BillingTx,
  ask: { readonly kind: FileKind | null; readonly limit: number; readonly after: Place | null },
): Promise<FileRow[]> {
  let query = tx
    .selectFrom("exchange_file")
    .select(COLUMNS)
    .orderBy("at", "desc")
    .orderBy("file_id", "desc")
    .limit(ask.limit + 1);
  if (ask.kind !== null) query = query.where("kind", "=", ask.kind);
  // A row comparison, so that the index gives the next page; the builder has no tuples of expressions.
  if (ask.after)
    query = query.where(sql<boolean>`(at, file_id) < (${ask.after.first}::timestamptz, ${ask.after.second}::uuid)`);
  return query.execute();
}

export async function findFile(tx: BillingTx, fileId: string): Promise<(FileRow & { content: string }) | null> {
  return (
    (await tx
      .selectFrom("exchange_file")
      .select([...COLUMNS, "content"])
      .where("file_id", "=", fileId)
      .executeTakeFirst()) ?? null
  );
}

/** How the practice and its clearinghouse name each other, where that was set. */
export async function findTradingPartner(tx: BillingTx): Promise<KeptTradingPartner | null> {
  return (await tx.selectFrom("trading_partner").select("content").executeTakeFirst())?.content ?? null;
}

/** Sets it where it still has the version that was seen; 0 where nothing was set. @returns false where it has not. */
export async function upsertTradingPartner(tx: BillingTx, content: KeptTradingPartner, seen: number): Promise<boolean> {
  const done =
    seen === 0
      ? await tx
          .insertInto("trading_partner")
          .values({ content: json(content) })
          .onConflict((conflict) => conflict.doNothing())
          .returning("one_row")
          .executeTakeFirst()
      : await tx
          .updateTable("trading_partner")
          .set({ content: json(content) })
          .where(sql<number>`(content->>'version')::int`, "=", seen)
          .returning("one_row")
          .executeTakeFirst();
  return done !== undefined;
}
