import type { attempt } from "@practicum/contracts/messaging/rosters";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import type { Id } from "@practicum/kernel/brand";
import { sql } from "kysely";
import type { z } from "zod";
import type { MessagingSchema } from "../../sql/tables.ts";
import type { AttemptRow } from "../domain/attempts-csv.ts";
import type { NewAttempt, CampaignTable, MemberTable } from "./tables.ts";
import { firstVisit } from "./visits.ts";

export type Attempt = z.input<typeof attempt>;

/** @returns false when it is there already. */
export async function insertAttempt(tx: Tx<MessagingSchema>, one: NewAttempt): Promise<boolean> {
  const added = await tx
    .insertInto("attempt")
    .values({ ...one, before: json(one.before) })
    .onConflict((conflict) => conflict.column("attempt_id").doNothing())
    .returning("attempt_id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function lockAttempt(tx: Tx<MessagingSchema>, attemptId: Id<"attempt">) {
  const query = tx
    .selectFrom("attempt")
    .select(["attempt_id", "campaign_id", "member_id", "staff_id", "before", "undone_at"])
    .where("attempt_id", "=", attemptId);
  return (await query.forUpdate().executeTakeFirst()) ?? null;
}

/** The last attempt at a person that counts. */
export async function lastAttempt(tx: Tx<MessagingSchema>, memberId: Id<"member">) {
  return (
    tx
      .selectFrom("attempt")
      .select("attempt_id")
      .where("member_id", "=", memberId)
      .where("undone_at", "is", null)
      .orderBy("place", "desc")
      // limit: the last one.
      .limit(1)
      .executeTakeFirst()
  );
}

export async function strikeAttempt(
  tx: Tx<MessagingSchema>,
  attemptId: Id<"attempt">,
  undone: Pick<NewAttempt, "undone_at" | "undone_by">,
): Promise<void> {
  await tx.updateTable("attempt").set(undone).where("attempt_id", "=", attemptId).execute();
}

/** All attempts at a person, the newest first: a person has few. */
export async function selectHistory(tx: Tx<MessagingSchema>, memberId: Id<"member">): Promise<readonly Attempt[]> {
  const rows = await tx
    .selectFrom("attempt")
    .select(["attempt_id", "at", "by", "phone", "outcome", "callback_at", "note", "undone_at", "undone_by"])
    .where("member_id", "=", memberId)
    .orderBy("place", "desc")
    .execute();
  return rows.map((row) => ({
    attemptId: row.attempt_id,
    at: row.at,
    by: row.by,
    phone: row.phone,
    outcome: row.outcome,
    callbackAt: row.callback_at,
    note: row.note,
    undoneAt: row.undone_at,
    undoneBy: row.undone_by,
  }));
}

/** Bars the numbers and the patient of somebody who asked not to be called (MSG-84), in every campaign. @returns whose campaigns. */
export async function barCalls(
  tx: Tx<MessagingSchema>,
  member: MemberTable,
  attemptId: Id<"attempt">,
): Promise<readonly Id<"campaign">[]> {
  const barred = [
    ...member.phones.map((phone) => ({ attempt_id: attemptId, phone, patient_id: null })),
    ...(member.patient_id === null ? [] : [{ attempt_id: attemptId, phone: null, patient_id: member.patient_id }]),
  ];
  if (barred.length > 0) await tx.insertInto("do_not_call").values(barred).execute();
  const rows = await tx
    .updateTable("member")
    .set({ state: "do-not-call", stopped_by: attemptId })
    .where("state", "=", "waiting")
    .where("member_id", "<>", member.member_id)
    .where((eb) =>
      eb.or([
        // The builder has no overlap of arrays.
        sql<boolean>`phones && ${member.phones}::text[]`,
        ...(member.patient_id === null ? [] : [eb("patient_id", "=", member.patient_id)]),
      ]),
    )
    .returning("campaign_id")
    .execute();
  return [...new Set(rows.map((row) => row.campaign_id))];
}

/** Takes that back: who was stopped by it alone is called as before. @returns whose campaigns. */
export async function unbarCalls(
  tx: Tx<MessagingSchema>,
  attemptId: Id<"attempt">,
): Promise<readonly Id<"campaign">[]> {
  await tx.deleteFrom("do_not_call").where("attempt_id", "=", attemptId).execute();
  const rows = await tx
    .updateTable("member")
    .set({ state: "waiting", stopped_by: null })
    .where("stopped_by", "=", attemptId)
    .where("state", "=", "do-not-call")
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("do_not_call")
            .select("do_not_call.attempt_id")
            .where((inner) =>
              inner.or([
                sql<boolean>`do_not_call.phone = any (member.phones)`,
                inner("do_not_call.patient_id", "=", inner.ref("member.patient_id")),
              ]),
            ),
        ),
      ),
    )
    .returning("campaign_id")
    .execute();
  return [...new Set(rows.map((row) => row.campaign_id))];
}

/** Whether somebody asked that this patient is called no more: by which attempt. */
export async function barOf(tx: Tx<MessagingSchema>, patientId: Id<"patient">): Promise<Id<"attempt"> | null> {
  const row = await tx
    .selectFrom("do_not_call")
    .select("attempt_id")
    .where("patient_id", "=", patientId)
    .executeTakeFirst();
  return row?.attempt_id ?? null;
}

/** All attempts of a campaign, struck ones too, the earliest first (MSG-90). */
export async function selectProof(
  tx: Tx<MessagingSchema>,
  campaign: CampaignTable,
): Promise<readonly (AttemptRow & { readonly patientId: Id<"patient"> | null })[]> {
  const rows = await tx
    .selectFrom("attempt")
    .innerJoin("member", "member.member_id", "attempt.member_id")
    .select([
      "member.member_number",
      "member.name",
      "member.birth_date",
      "member.patient_id",
      "attempt.at",
      "attempt.by",
      "attempt.phone",
      "attempt.outcome",
      "attempt.callback_at",
      "attempt.undone_at",
      "attempt.undone_by",
    ])
    .select((eb) => firstVisit(eb.ref("member.patient_id"), campaign.begins_at).as("visit_at"))
    .where("attempt.campaign_id", "=", campaign.campaign_id)
    .orderBy("attempt.place")
    .execute();
  return rows.map((row) => ({
    memberNumber: row.member_number,
    family: row.name.family,
    given: row.name.given,
    birthDate: row.birth_date,
    patientId: row.patient_id,
    at: row.at,
    by: row.by,
    phone: row.phone,
    outcome: row.outcome,
    callbackAt: row.callback_at,
    undoneAt: row.undone_at,
    undoneBy: row.undone_by,
    visitAt: row.visit_at,
  }));
}
