import type { announcementOperations, ReceiverList, ReceiverState } from "@practicum/contracts/messaging/announcements";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type SqlBool } from "kysely";
import type { z } from "zod";
import type { Reader } from "../../domain/clinical.ts";
import { patientsNamed } from "../../sql/patients-named.ts";
import { chartOpenTo } from "../../sql/restrictions.ts";
import type { MessagingSchema } from "../../sql/tables.ts";
import type { ReceiverTable } from "./tables.ts";

type T = Tx<MessagingSchema>;
export type Receiver = z.input<(typeof announcementOperations)["listReceivers"]["output"]>["receivers"][number];

const columns = [
  "receiver_id",
  "announcement_id",
  "patient_id",
  "state",
  "because",
  "channel",
  "address",
  "told_with",
  "attempts",
  "not_before",
  "sent_at",
  "problem",
] as const;

/** Receivers whose moment has come, in the order in which families are told. */
export async function selectDueReceivers(tx: T, now: Instant, limit: number): Promise<ReceiverTable[]> {
  return (
    tx
      .selectFrom("announcement_receiver")
      .select(columns)
      .where("state", "=", "due")
      .where("not_before", "<=", now)
      .orderBy("not_before")
      .orderBy("patient_id")
      // limit: the worker comes back for the rest.
      .limit(limit)
      .execute()
  );
}

export async function lockReceiver(tx: T, receiverId: Id<"announcement-receiver">): Promise<ReceiverTable | null> {
  const query = tx.selectFrom("announcement_receiver").select(columns).where("receiver_id", "=", receiverId);
  return (await query.forUpdate().executeTakeFirst()) ?? null;
}

export async function updateReceiver(
  tx: T,
  receiverId: Id<"announcement-receiver">,
  changed: Partial<Omit<ReceiverTable, "receiver_id" | "announcement_id" | "patient_id">>,
): Promise<void> {
  await tx.updateTable("announcement_receiver").set(changed).where("receiver_id", "=", receiverId).execute();
}

/** Who else of an announcement has a number or an address (MSG-172). */
export async function holderOf(
  tx: T,
  receiver: Pick<ReceiverTable, "receiver_id" | "announcement_id">,
  address: string,
): Promise<Pick<ReceiverTable, "receiver_id" | "state" | "problem"> | null> {
  const row = await tx
    .selectFrom("announcement_receiver")
    .select(["receiver_id", "state", "problem"])
    .where("announcement_id", "=", receiver.announcement_id)
    .where("address", "=", address)
    .where("receiver_id", "<>", receiver.receiver_id)
    .executeTakeFirst();
  return row ?? null;
}

/** What becomes of those who were to be told with one: told by themselves now, or failed with it. */
export async function changeFamily(
  tx: T,
  receiverId: Id<"announcement-receiver">,
  changed: Partial<Pick<ReceiverTable, "state" | "told_with" | "not_before" | "problem">>,
): Promise<void> {
  await tx.updateTable("announcement_receiver").set(changed).where("told_with", "=", receiverId).execute();
}

/** Who was to be told with one that is not told now is not told either. */
export async function stopFamilies(tx: T, announcementId: Id<"announcement">): Promise<void> {
  await tx
    .updateTable("announcement_receiver")
    .set({ state: "not-sent", told_with: null })
    .where("announcement_id", "=", announcementId)
    .where("state", "=", "family")
    .where("told_with", "in", (eb) =>
      eb
        .selectFrom("announcement_receiver as holder")
        .select("holder.receiver_id")
        .where("holder.announcement_id", "=", announcementId)
        .where("holder.state", "=", "due"),
    )
    .execute();
}

/** All of an announcement who are in one state and are in another from now on. */
export async function moveReceivers(
  tx: T,
  announcementId: Id<"announcement">,
  from: ReceiverState,
  changed: Partial<Pick<ReceiverTable, "state" | "not_before">>,
): Promise<void> {
  await tx
    .updateTable("announcement_receiver")
    .set(changed)
    .where("announcement_id", "=", announcementId)
    .where("state", "=", from)
    .execute();
}

/** What waits is not tried before a moment: the hours are over for today. */
export async function postponeReceivers(tx: T, announcementId: Id<"announcement">, until: Instant): Promise<void> {
  await tx
    .updateTable("announcement_receiver")
    .set({ not_before: until })
    .where("announcement_id", "=", announcementId)
    .where("state", "=", "due")
    .where("not_before", "<", until)
    .execute();
}

export async function isAnyDue(tx: T, announcementId: Id<"announcement">): Promise<boolean> {
  const row = await tx
    .selectFrom("announcement_receiver")
    .select("receiver_id")
    .where("announcement_id", "=", announcementId)
    .where("state", "=", "due")
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export interface StateCount {
  readonly announcement_id: Id<"announcement">;
  readonly state: ReceiverState;
  readonly count: number;
}

/** How many receivers of these announcements are in which state. */
export async function countReceiverStates(
  tx: T,
  announcementIds: readonly Id<"announcement">[],
): Promise<StateCount[]> {
  if (announcementIds.length === 0) return [];
  return tx
    .selectFrom("announcement_receiver")
    .select((eb) => ["announcement_id", "state", eb.fn.countAll<number>().as("count")])
    .where("announcement_id", "in", announcementIds)
    .groupBy(["announcement_id", "state"])
    .execute();
}

export interface WantedReceivers {
  readonly announcementId: Id<"announcement">;
  readonly list: ReceiverList;
  readonly words: readonly string[];
  readonly reader: Reader;
}

/** The receivers of a list whose charts the reader may open, or those alone whose the reader may not (MSG-173). */
function listed(tx: T, { announcementId, list, words, reader }: WantedReceivers, open: boolean) {
  const mayOpen = chartOpenTo("announcement_receiver.patient_id", reader);
  let query = tx
    .selectFrom("announcement_receiver")
    .innerJoin("patient", "patient.patient_id", "announcement_receiver.patient_id")
    .where("announcement_receiver.announcement_id", "=", announcementId)
    .where(open ? mayOpen : sql<SqlBool>`not ${mayOpen}`);
  if (list === "not-reached")
    query = query.where((eb) =>
      eb.or([
        eb("announcement_receiver.state", "=", "failed"),
        eb("announcement_receiver.because", "in", ["said-stop", "refused", "no-address"]),
      ]),
    );
  else if (list !== "all") query = query.where("announcement_receiver.state", "=", list);
  for (const word of words) query = query.where("announcement_receiver.patient_id", "in", patientsNamed(word));
  return query;
}

const order: readonly PlaceForm[] = ["text", "text", "uuid"];
const family = sql<string>`lower(patient.name->>'family')`;
const given = sql<string>`lower(patient.name->>'given')`;

/** A page of receivers, by name. */
export async function selectReceivers(
  tx: T,
  wanted: WantedReceivers,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly receivers: Receiver[]; readonly next: string | null }> {
  const after = placeOf(page.before, order);
  let query = listed(tx, wanted, true)
    .select([
      "announcement_receiver.patient_id as patientId",
      "patient.name",
      "patient.phone",
      "patient.language",
      "announcement_receiver.state",
      "announcement_receiver.because",
      "announcement_receiver.channel",
      "announcement_receiver.attempts",
      "announcement_receiver.not_before as notBefore",
      "announcement_receiver.sent_at as sentAt",
      "announcement_receiver.problem",
    ])
    .orderBy(family)
    .orderBy(given)
    .orderBy("announcement_receiver.patient_id");
  // A row comparison, so that the next page is one step in the order.
  if (after)
    query = query.where(
      sql<boolean>`(${family}, ${given}, announcement_receiver.patient_id)
        > (${after[0]}::text, ${after[1]}::text, ${after[2]}::uuid)`,
    );
  const rows = await query.limit(page.limit + 1).execute();
  const receivers = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? receivers.at(-1) : undefined;
  const place = last && [last.name.family.toLowerCase(), last.name.given.toLowerCase(), last.patientId];
  return { receivers, next: place ? placeAfter(place) : null };
}

export async function countReceivers(
  tx: T,
  wanted: WantedReceivers,
): Promise<{ readonly count: number; readonly restricted: number }> {
  const of = async (open: boolean) =>
    (
      await listed(tx, wanted, open)
        .select((eb) => eb.fn.countAll<number>().as("count"))
        .executeTakeFirstOrThrow()
    ).count;
  return { count: await of(true), restricted: wanted.reader.isService ? 0 : await of(false) };
}
