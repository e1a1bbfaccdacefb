import type { sentLink } from "@practicum/contracts/messaging/booking-links";
import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import type { z } from "zod";
import type { MessagingSchema } from "../../sql/tables.ts";
import type { SentLinkTable } from "./tables.ts";

type T = Tx<MessagingSchema>;

/** @returns false where a link of this id is there. */
export async function insertLink(tx: T, link: SentLinkTable): Promise<boolean> {
  const added = await tx
    .insertInto("sent_link")
    .values(link)
    .onConflict((conflict) => conflict.column("link_id").doNothing())
    .returning("link_id")
    .executeTakeFirst();
  return added !== undefined;
}

/** SHA-256 in hex: all that scheduling gets of what opens a link. */
export async function markOf(tx: T, token: string): Promise<string> {
  const { rows } = await sql<{
    mark: string;
  }>`select encode(sha256(convert_to(${token}::text, 'UTF8')), 'hex') as mark`.execute(tx);
  return rows[0]?.mark ?? "";
}

export async function lockLink(tx: T, linkId: Id<"booking-link">): Promise<SentLinkTable | null> {
  const query = tx.selectFrom("sent_link").selectAll().where("link_id", "=", linkId);
  return (await query.forUpdate().executeTakeFirst()) ?? null;
}

export async function updateLink(
  tx: T,
  linkId: Id<"booking-link">,
  changed: Partial<Omit<SentLinkTable, "link_id" | "patient_id">>,
): Promise<void> {
  await tx.updateTable("sent_link").set(changed).where("link_id", "=", linkId).execute();
}

/** Links whose message waits and whose moment has come, the longest waiting first. */
export async function selectDueLinks(tx: T, now: Instant, limit: number): Promise<SentLinkTable[]> {
  return (
    tx
      .selectFrom("sent_link")
      .selectAll()
      .where("sending", "=", "due")
      .where("not_before", "<=", now)
      .orderBy("not_before")
      .orderBy("link_id")
      // limit: the worker comes back for the rest.
      .limit(limit)
      .execute()
  );
}

const SHOWN_MAX = 50;

/** A patient's links, the latest first. */
export async function selectLinksOf(tx: T, patientId: Id<"patient">): Promise<z.input<typeof sentLink>[]> {
  const rows = await tx
    .selectFrom("sent_link")
    .selectAll()
    .where("patient_id", "=", patientId)
    .orderBy("made_at", "desc")
    .orderBy("link_id")
    // limit: what is older is over.
    .limit(SHOWN_MAX)
    .execute();
  return rows.map((row) => ({
    linkId: row.link_id,
    patientId: row.patient_id,
    visitTypeName: row.visit_type_name,
    channel: row.channel,
    sending: row.sending,
    notBefore: row.not_before,
    sentAt: row.sent_at,
    problem: row.problem,
    state: row.state,
    until: row.until,
    visitAt: row.visit_at,
    madeAt: row.made_at,
    madeBy: row.made_by,
  }));
}
