import type { ContactChannel, KioskHistory } from "@practicum/contracts/scheduling/kiosk";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type Selectable, type Updateable } from "kysely";
import type { SchedulingTables } from "./tables.ts";

type T = Tx<SchedulingTables>;
export type HandoverRow = Selectable<SchedulingTables["kiosk_handover"]>;

/** SHA-256 in hex, of a text in UTF-8. */
export async function sha256Of(tx: T, ...texts: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ hash: string }>`select encode(sha256(convert_to(t.text, 'UTF8')), 'hex') as hash
    from unnest(${texts}::text[]) with ordinality as t (text, place) order by t.place`.execute(tx);
  return rows.map((row) => row.hash);
}

/** A hand-over kept from others until the transaction ends. */
export async function lockHandover(tx: T, handoverId: string): Promise<HandoverRow | undefined> {
  return tx
    .selectFrom("kiosk_handover")
    .selectAll()
    .where("handover_id", "=", handoverId)
    .forUpdate()
    .executeTakeFirst();
}

/** The one that a code waits for, kept from others: two who try at once are counted one after the other. */
export async function lockByCode(tx: T, codeHash: string): Promise<HandoverRow | undefined> {
  return tx
    .selectFrom("kiosk_handover")
    .selectAll()
    .where("code_hash", "=", codeHash)
    .where("state", "=", "waiting")
    .forUpdate()
    .executeTakeFirst();
}

/** The hand-over of a tablet's session. */
export async function handoverOfSession(tx: T, sessionId: string): Promise<HandoverRow | undefined> {
  return tx.selectFrom("kiosk_handover").selectAll().where("session_id", "=", sessionId).executeTakeFirst();
}

/** Of a visit: the one that goes on, else the last that was filled in, else the last. */
export async function handoverOfVisit(tx: T, appointmentId: string): Promise<HandoverRow | undefined> {
  const { rows } = await sql<{ id: string }>`select handover_id as id from kiosk_handover
    where appointment_id = ${appointmentId}
    order by case state when 'waiting' then 0 when 'open' then 0 when 'sent' then 1 else 2 end, made_at desc, handover_id desc
    limit 1`.execute(tx); // limit: the one that counts
  const [row] = rows;
  return row && tx.selectFrom("kiosk_handover").selectAll().where("handover_id", "=", row.id).executeTakeFirst();
}

/** Ends what goes on at a visit, and every code that nobody used in time. @returns the hand-overs of the visit that ended. */
export async function endUnfinished(tx: T, appointmentId: string, because: string, now: Instant): Promise<string[]> {
  await sql`update kiosk_handover set state = 'ended', ended_because = 'The code was not used in time.'
    where state = 'waiting' and code_until <= ${now}::timestamptz`.execute(tx);
  const { rows } = await sql<{ id: string }>`update kiosk_handover set state = 'ended', ended_because = ${because}
    where appointment_id = ${appointmentId} and state in ('waiting', 'open') returning handover_id as id`.execute(tx);
  return rows.map((row) => row.id);
}

/** @returns false where another visit has that code. */
export async function insertHandover(
  tx: T,
  row: Pick<
    HandoverRow,
    "handover_id" | "appointment_id" | "patient_id" | "code_hash" | "code_until" | "made_at" | "made_by"
  >,
): Promise<boolean> {
  const made = await tx
    .insertInto("kiosk_handover")
    .values({ ...row, state: "waiting", tries: 0, settled: json({}) })
    .onConflict((conflict) => conflict.doNothing())
    .returning("handover_id")
    .executeTakeFirst();
  return made !== undefined;
}

export async function changeHandover(
  tx: T,
  handoverId: string,
  changes: Updateable<SchedulingTables["kiosk_handover"]>,
): Promise<void> {
  await tx.updateTable("kiosk_handover").set(changes).where("handover_id", "=", handoverId).execute();
}

/** What a patient last said to the clinicians. */
export async function latestSaid(tx: T, patientId: string): Promise<HandoverRow | undefined> {
  return (
    tx
      .selectFrom("kiosk_handover")
      .selectAll()
      .where("patient_id", "=", patientId)
      .where("state", "=", "sent")
      .orderBy("sent_at", "desc")
      // limit: the latest
      .limit(1)
      .executeTakeFirst()
  );
}

/** Whether the patient answered the mood questions since a moment. */
export async function answeredPhq2Since(tx: T, patientId: string, since: Instant): Promise<boolean> {
  const { rows } = await sql<{
    history: KioskHistory;
  }>`select history from kiosk_handover where patient_id = ${patientId}
    and state = 'sent' and sent_at > ${since}::timestamptz and jsonb_typeof(history -> 'phq2') = 'object'`.execute(tx);
  return rows.some(({ history: { phq2 } }) => phq2 !== null && phq2.interest !== null && phq2.mood !== null);
}

export interface ContactSaid {
  readonly channel: ContactChannel;
  readonly allowed: boolean;
  readonly saidAt: Instant;
  readonly by: string;
}

/**
 * What the person said last about each way of being reached, whichever of merged records it was said to: a refusal is of the person, while what was
 * allowed was allowed for one record's number and holds where the survivor has the same (SCH-191).
 */
export async function contactSaid(tx: T, patientId: string): Promise<ContactSaid[]> {
  const { rows } = await sql<ContactSaid>`
    select distinct on (c.channel) c.channel, c.allowed, c.said_at as "saidAt", c.by from contact_consent c
    join patient p on p.patient_id = c.patient_id
    join patient s on s.patient_id = ${patientId}
    where p.patient_id = s.patient_id or (p.merged_into = s.patient_id
      and (not c.allowed or case c.channel when 'email' then p.email = s.email else p.phone = s.phone end))
    order by c.channel, c.said_at desc, c.allowed`.execute(tx);
  return rows;
}

export async function contactConsents(tx: T, patientId: string): Promise<Map<ContactChannel, boolean>> {
  return new Map((await contactSaid(tx, patientId)).map((said) => [said.channel, said.allowed]));
}

/** Whether anybody of these records said something about being reached. */
export async function isAnyAskedAboutContact(tx: T, patientIds: readonly string[]): Promise<boolean> {
  const row = await tx
    .selectFrom("contact_consent")
    .select("patient_id")
    .where("patient_id", "in", [...patientIds])
    // limit: one is enough to know.
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Null takes an answer away: nobody asked. */
export async function saveContactConsent(
  tx: T,
  row: {
    readonly patientId: string;
    readonly channel: ContactChannel;
    readonly allowed: boolean | null;
    readonly by: string;
    readonly at: Instant;
  },
): Promise<void> {
  const { allowed } = row;
  if (allowed === null) {
    await tx
      .deleteFrom("contact_consent")
      .where("patient_id", "=", row.patientId)
      .where("channel", "=", row.channel)
      .execute();
    return;
  }
  const said = { allowed, said_at: row.at, by: row.by };
  await tx
    .insertInto("contact_consent")
    .values({ patient_id: row.patientId, channel: row.channel, ...said })
    .onConflict((conflict) => conflict.columns(["patient_id", "channel"]).doUpdateSet(said))
    .execute();
}

export async function insertPicture(
  tx: T,
  row: Selectable<SchedulingTables["kiosk_picture"]>,
): Promise<"taken" | "there"> {
  const made = await tx
    .insertInto("kiosk_picture")
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning("picture_id")
    .executeTakeFirst();
  return made ? "taken" : "there";
}

export async function picturesOf(tx: T, handoverId: string) {
  return tx
    .selectFrom("kiosk_picture")
    .select(["picture_id", "side", "coverage_id", "sha256"])
    .where("handover_id", "=", handoverId)
    .orderBy("taken_at")
    .orderBy("picture_id")
    .execute();
}

export async function pictureOf(tx: T, patientId: string, pictureId: string) {
  return tx
    .selectFrom("kiosk_picture")
    .select(["jpeg", "sha256"])
    .where("picture_id", "=", pictureId)
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
}

/** Whom the visit is with, as the schedule names the column. */
export async function providerNameOf(tx: T, resourceId: string): Promise<string> {
  const row = await tx.selectFrom("resource").select("name").where("resource_id", "=", resourceId).executeTakeFirst();
  return row?.name ?? "";
}
