import type { Tx } from "@practicum/db/db";
import type { Instant } from "@practicum/kernel/instant";
import type { Selectable, Updateable } from "kysely";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;
export type LinkRow = Selectable<SchedulingTables["booking_link"]>;
type NewLink = Pick<LinkRow, "link_id" | "patient_id" | "visit_type_id" | "mark" | "until" | "made_at">;

/** Keeps a link that was made; what is known of it already stays. */
export async function keepLink(tx: T, link: NewLink): Promise<void> {
  await tx
    .insertInto("booking_link")
    .values({ ...link, state: "made", tries: 0, version: 1 })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The link of a mark, kept from others: two who try at once are counted one after the other. */
export async function lockLinkByMark(tx: T, mark: string): Promise<LinkRow | undefined> {
  return tx.selectFrom("booking_link").selectAll().where("mark", "=", mark).forUpdate().executeTakeFirst();
}

export async function lockLink(tx: T, linkId: string): Promise<LinkRow | undefined> {
  return tx.selectFrom("booking_link").selectAll().where("link_id", "=", linkId).forUpdate().executeTakeFirst();
}

export async function linkOfSession(tx: T, sessionId: string): Promise<LinkRow | undefined> {
  return tx.selectFrom("booking_link").selectAll().where("session_id", "=", sessionId).executeTakeFirst();
}

/** @returns the link as it is then. */
export async function changeLink(
  tx: T,
  { link_id, version }: LinkRow,
  changes: Updateable<SchedulingTables["booking_link"]>,
): Promise<LinkRow> {
  return tx
    .updateTable("booking_link")
    .set({ ...changes, version: version + 1 })
    .where("link_id", "=", link_id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Whether a patient has such a visit ahead, booked by whomever. */
export async function hasVisitAhead(tx: T, patientId: string, visitTypeId: string, now: Instant): Promise<boolean> {
  const row = await tx
    .selectFrom("appointment")
    .select("appointment_id")
    .where("patient_id", "=", patientId)
    .where("visit_type_id", "=", visitTypeId)
    .where("status", "=", "booked")
    .where("starts_at", ">", now)
    // limit: one is enough to know.
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export async function locationNames(tx: T): Promise<Map<string, string>> {
  const rows = await tx.selectFrom("location").select(["location_id", "name"]).execute();
  return new Map(rows.map((row) => [row.location_id, row.name]));
}

/** A kind of visit that is offered. */
export async function offeredType(tx: T, visitTypeId: string) {
  return tx
    .selectFrom("visit_type")
    .select(["name", "minutes"])
    .where("visit_type_id", "=", visitTypeId)
    .where("active", "=", true)
    .executeTakeFirst();
}
