import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { sql } from "kysely";
import type { MessagingSchema } from "../../sql/tables.ts";
import { hasVisit } from "./visits.ts";
import type { CallScriptTable, CampaignTable } from "./tables.ts";

const columns = [
  "campaign_id",
  "name",
  "purpose",
  "plan",
  "goal",
  "from_date",
  "until_date",
  "begins_at",
  "max_attempts",
  "pause_hours",
  "call_from",
  "call_until",
  "weekends",
  "open",
  "created_at",
  "created_by",
  "version",
] as const;

const order: readonly PlaceForm[] = ["instant", "uuid"];

export async function selectCampaigns(
  tx: Tx<MessagingSchema>,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly rows: readonly CampaignTable[]; readonly next: string | null }> {
  const after = placeOf(page.before, order);
  let query = tx.selectFrom("campaign").select(columns).orderBy("created_at", "desc").orderBy("campaign_id", "desc");
  // Row comparisons, so that the next page is one step in the order; the builder has no tuples of expressions.
  if (after)
    query = query.where(sql<boolean>`(created_at, campaign_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  const rows = await query.limit(page.limit + 1).execute();
  const shown = rows.slice(0, page.limit);
  const last = rows.length > page.limit ? shown.at(-1) : undefined;
  return { rows: shown, next: last ? placeAfter([last.created_at, last.campaign_id]) : null };
}

export async function selectCampaign(
  tx: Tx<MessagingSchema>,
  campaignId: Id<"campaign">,
): Promise<CampaignTable | null> {
  const row = await tx.selectFrom("campaign").select(columns).where("campaign_id", "=", campaignId).executeTakeFirst();
  return row ?? null;
}

/** Who changes it waits for who changes it now. */
export async function lockCampaign(tx: Tx<MessagingSchema>, campaignId: Id<"campaign">): Promise<CampaignTable | null> {
  const query = tx.selectFrom("campaign").select(columns).where("campaign_id", "=", campaignId);
  return (await query.forUpdate().executeTakeFirst()) ?? null;
}

/** @returns false when it is there already. */
export async function insertCampaign(tx: Tx<MessagingSchema>, campaign: CampaignTable): Promise<boolean> {
  const added = await tx
    .insertInto("campaign")
    .values(campaign)
    .onConflict((conflict) => conflict.column("campaign_id").doNothing())
    .returning("campaign_id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function updateCampaign(
  tx: Tx<MessagingSchema>,
  campaignId: Id<"campaign">,
  changed: Partial<Omit<CampaignTable, "campaign_id">>,
): Promise<void> {
  await tx.updateTable("campaign").set(changed).where("campaign_id", "=", campaignId).execute();
}

/** Other rules of attempts count for who was called already (MSG-72). */
export async function applyMaxAttempts(
  tx: Tx<MessagingSchema>,
  campaignId: Id<"campaign">,
  maxAttempts: number,
): Promise<void> {
  const of = tx.updateTable("member").where("campaign_id", "=", campaignId);
  await of.set({ state: "waiting" }).where("state", "=", "unreachable").where("attempts", "<", maxAttempts).execute();
  await of
    .set({ state: "unreachable" })
    .where("state", "=", "waiting")
    .where("attempts", ">=", maxAttempts)
    // A promised call, and one in a language that was asked for, is made (MSG-81).
    .where("rank", ">", 1)
    .execute();
}

const scriptColumns = ["campaign_id", "version", "en", "es", "at", "by"] as const;

export async function insertScript(tx: Tx<MessagingSchema>, script: CallScriptTable): Promise<void> {
  await tx.insertInto("call_script").values(script).execute();
}

/** The words in force. */
export async function selectScript(tx: Tx<MessagingSchema>, campaignId: Id<"campaign">): Promise<CallScriptTable> {
  const row = await tx
    .selectFrom("call_script")
    .select(scriptColumns)
    .where("campaign_id", "=", campaignId)
    .orderBy("version", "desc")
    // limit: the newest is the one in force.
    .limit(1)
    .executeTakeFirst();
  return must(row, "a campaign is made with its script");
}

/** Counts of a campaign's people, all by one look at its rows (MSG-85). */
export async function selectProgress(tx: Tx<MessagingSchema>, campaign: CampaignTable) {
  const row = await tx
    .selectFrom("member")
    .where("campaign_id", "=", campaign.campaign_id)
    .where("state", "<>", "withdrawn")
    .select((eb) => {
      const count = () => eb.fn.countAll<number>();
      const visit = hasVisit(eb.ref("member.patient_id"), campaign.begins_at);
      return [
        count().as("people"),
        count().filterWhere("state", "=", "waiting").filterWhere("attempts", "=", 0).as("uncalled"),
        count().filterWhere("state", "=", "waiting").filterWhere("attempts", ">", 0).as("again"),
        count().filterWhere("state", "=", "yes").as("yes"),
        count().filterWhere("state", "=", "declined").as("declined"),
        count().filterWhere("state", "=", "unreachable").as("unreachable"),
        count().filterWhere("state", "in", ["no-number", "gone"]).as("closed"),
        count().filterWhere("state", "=", "do-not-call").as("doNotCall"),
        count().filterWhere("reached", "=", true).as("reached"),
        count().filterWhere(visit).as("booked"),
        count().filterWhere("state", "=", "yes").filterWhere(eb.not(visit)).as("yesWithoutVisit"),
        count().filterWhere("state", "=", "waiting").filterWhere("match", "=", "unsure").as("toReview"),
      ];
    })
    .executeTakeFirstOrThrow();
  const called = await tx
    .selectFrom("attempt")
    .where("campaign_id", "=", campaign.campaign_id)
    .where("undone_at", "is", null)
    .select((eb) => eb.fn.countAll<number>().as("attempts"))
    .executeTakeFirstOrThrow();
  return { ...row, ...called };
}
