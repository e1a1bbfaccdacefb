import type { Tx } from "@practicum/db/db";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type SqlBool } from "kysely";
import type { MessagingSchema } from "../../sql/tables.ts";
import type { QueueFacts } from "../domain/no-card.ts";

/** Who takes a card, and until when it is kept. */
export interface Holder {
  readonly staffId: Id<"staff">;
  readonly name: string;
  readonly until: Instant;
}

/** A caller in two windows takes one card after the other: each sees what the other one took (MSG-78). */
export async function takeTurns(tx: Tx<MessagingSchema>, staffId: Id<"staff">): Promise<void> {
  // The builder has no calls of functions without a table.
  await sql`select pg_advisory_xact_lock(hashtext(${`card ${staffId}`}))`.execute(tx);
}

/** The card that a caller has open, where it is still kept. */
export async function cardHeldBy(tx: Tx<MessagingSchema>, staffId: Id<"staff">, now: Instant) {
  return tx
    .selectFrom("member")
    .select(["member_id", "campaign_id"])
    .where("held_by", "=", staffId)
    .where("held_until", ">", now)
    .executeTakeFirst();
}

const free = { held_by: null, held_name: null, held_until: null } as const;

/** Gives back whatever a caller has open. @returns whether there was any. */
export async function releaseCards(
  tx: Tx<MessagingSchema>,
  staffId: Id<"staff">,
  only?: Id<"member">,
): Promise<boolean> {
  let update = tx.updateTable("member").set(free).where("held_by", "=", staffId);
  if (only !== undefined) update = update.where("member_id", "=", only);
  return (await update.returning("member_id").execute()).length > 0;
}

export async function holdMember(tx: Tx<MessagingSchema>, memberId: Id<"member">, holder: Holder): Promise<void> {
  await tx
    .updateTable("member")
    .set({ held_by: holder.staffId, held_name: holder.name, held_until: holder.until })
    .where("member_id", "=", memberId)
    .execute();
}

interface Ask {
  readonly campaignId: Id<"campaign">;
  readonly languages: readonly string[];
  readonly now: Instant;
}

/** As the index `member_queue` has it, word for word: with parameters it would not be known to be the same. */
const callable = sql<SqlBool>`member.state = 'waiting' and member.match in ('new', 'matched')`;

/** MSG-217: nobody is called whose record is closed, or who has died. */
const notDied = sql<SqlBool>`not exists (
  select 1 from patient where patient.patient_id = member.patient_id and not patient.active)`;

/** The language without its region. */
const spoken = sql<string>`split_part(member.language, '-', 1)`;

/**
 * The next person of the queue (MSG-76), kept from the others who ask at the same moment: they skip a row that is being taken, and see a
 * taken one as taken (MSG-78). The index `member_queue` has the order, so few rows are read however many there are.
 */
export async function takeNext(tx: Tx<MessagingSchema>, ask: Ask, holder: Holder): Promise<Id<"member"> | null> {
  let query = tx
    .selectFrom("member")
    .select("member_id")
    .where("campaign_id", "=", ask.campaignId)
    .where(callable)
    .where("not_before", "<=", ask.now)
    .where(notDied)
    .where((eb) => eb.or([eb("held_until", "is", null), eb("held_until", "<=", ask.now)]))
    .orderBy("rank")
    .orderBy("not_before")
    .orderBy("member_id")
    // limit: one card.
    .limit(1)
    .forUpdate()
    .skipLocked();
  if (ask.languages.length > 0) query = query.where(spoken, "in", ask.languages);
  const next = await query.executeTakeFirst();
  if (!next) return null;
  await holdMember(tx, next.member_id, holder);
  return next.member_id;
}

/** Why there may be none (MSG-79). */
export async function queueFacts(tx: Tx<MessagingSchema>, ask: Ask): Promise<QueueFacts> {
  const row = await tx
    .selectFrom("member")
    .where("campaign_id", "=", ask.campaignId)
    .where("state", "=", "waiting")
    .select((eb) => {
      const due = eb.and([callable, notDied, eb("not_before", "<=", ask.now)]);
      const held = eb.and([due, eb("held_until", ">", ask.now)]);
      const other = ask.languages.length === 0 ? eb.lit(false) : eb(spoken, "not in", ask.languages);
      return [
        eb.fn.countAll<number>().filterWhere(held).as("held"),
        eb.fn.min("held_until").filterWhere(held).as("held_until"),
        eb.fn
          .countAll<number>()
          .filterWhere(eb.and([due, other]))
          .as("other"),
        eb.fn
          .min("not_before")
          .filterWhere(eb.and([callable, notDied, eb("not_before", ">", ask.now)]))
          .as("next_at"),
        eb.fn.countAll<number>().filterWhere("match", "in", ["unsure", "pending"]).as("review"),
      ];
    })
    .executeTakeFirstOrThrow();
  return {
    held: row.held,
    heldUntil: row.held_until,
    otherLanguage: row.other,
    nextAt: row.next_at,
    toReview: row.review,
  };
}
