import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import type { Id } from "@practicum/kernel/brand";
import { sql } from "kysely";
import type { MessagingSchema } from "../../sql/tables.ts";
import type { AnnouncementTable } from "./tables.ts";

type T = Tx<MessagingSchema>;

const columns = [
  "announcement_id",
  "name",
  "messages",
  "whom",
  "way",
  "send_from",
  "send_until",
  "weekends",
  "start_on",
  "start_time",
  "state",
  "begins_at",
  "began_at",
  "ended_at",
  "made_at",
  "saved_at",
  "saved_by",
  "sent_by",
  "stopped_by",
  "version",
] as const;

/** @returns false when it is there already. */
export async function insertAnnouncement(tx: T, announcement: AnnouncementTable): Promise<boolean> {
  const added = await tx
    .insertInto("announcement")
    .values(announcement)
    .onConflict((conflict) => conflict.column("announcement_id").doNothing())
    .returning("announcement_id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function updateAnnouncement(
  tx: T,
  announcementId: Id<"announcement">,
  changed: Partial<Omit<AnnouncementTable, "announcement_id" | "made_at">>,
): Promise<void> {
  await tx.updateTable("announcement").set(changed).where("announcement_id", "=", announcementId).execute();
}

export async function selectAnnouncement(tx: T, announcementId: Id<"announcement">): Promise<AnnouncementTable | null> {
  const query = tx.selectFrom("announcement").select(columns).where("announcement_id", "=", announcementId);
  return (await query.executeTakeFirst()) ?? null;
}

/** Kept from others until the transaction ends: what is sent and what stops it go one after the other. */
export async function lockAnnouncement(tx: T, announcementId: Id<"announcement">): Promise<AnnouncementTable | null> {
  const query = tx.selectFrom("announcement").select(columns).where("announcement_id", "=", announcementId);
  return (await query.forUpdate().executeTakeFirst()) ?? null;
}

const order: readonly PlaceForm[] = ["instant", "uuid"];

/** A page of all announcements, the latest first. */
export async function selectAnnouncements(
  tx: T,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly announcements: AnnouncementTable[]; readonly next: string | null }> {
  const after = placeOf(page.before, order);
  let query = tx
    .selectFrom("announcement")
    .select(columns)
    .orderBy("made_at", "desc")
    .orderBy("announcement_id", "desc");
  // A row comparison, so that the next page is one step in the order.
  if (after)
    query = query.where(
      sql<boolean>`(announcement.made_at, announcement.announcement_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`,
    );
  const rows = await query.limit(page.limit + 1).execute();
  const announcements = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? announcements.at(-1) : undefined;
  return { announcements, next: last ? placeAfter([last.made_at, last.announcement_id]) : null };
}

export async function countAnnouncements(tx: T): Promise<number> {
  const query = tx.selectFrom("announcement").select((eb) => eb.fn.countAll<number>().as("count"));
  return (await query.executeTakeFirstOrThrow()).count;
}
