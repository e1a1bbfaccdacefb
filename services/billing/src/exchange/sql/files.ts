import type { Tx } from "@practicum/db/db";
import { sql } from "kysely";
import type { FileKind } from "../domain/exchange-file.ts";
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
    readonly reference: string;
    readonly controlNumber: number;
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
      content: file.content,
      content_hash: hashOf(file.content),
      reference: null,
      control_number: null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["direction", "content_hash"])
        .doUpdateSet({ status: "received", at: file.at, problem: null })
        .where("exchange_file.status", "=", "quarantined"),
    )
    .returning("file_id")
    .executeTakeFirst();
  return row?.file_id ?? null;
}

export async function finishFile(tx: BillingTx, fileId: string, problem: string | null): Promise<void> {
  await tx
    .updateTable("exchange_file")
    .set({ status: problem === null ? "processed" : "quarantined", problem })
    .where("file_id", "=", fileId)
    .execute();
}

/** Files that wait to go out, the oldest first. */
export async function queuedFiles(tx: BillingTx, limit: number) {
  return tx
    .selectFrom("exchange_file")
    .select(["file_id", "name", "content"])
    .where("status", "=", "queued")
    .orderBy("at")
    .orderBy("control_number")
    .limit(limit)
    .execute();
}

export async function markSent(tx: BillingTx, fileId: string): Promise<void> {
  await tx
    .updateTable("exchange_file")
    .set({ status: "sent" })
    .where("file_id", "=", fileId)
    .where("status", "=", "queued")
    .execute();
}
