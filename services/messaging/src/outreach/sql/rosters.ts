import type { rosterOperations } from "@practicum/contracts/messaging/rosters";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import type { Id } from "@practicum/kernel/brand";
import { sql } from "kysely";
import type { z } from "zod";
import type { MessagingSchema } from "../../sql/tables.ts";
import type { LikePatient, MemberMatch, MemberTable, RosterTable } from "./tables.ts";

type Roster = z.input<typeof rosterOperations.listRosters.output>["rosters"][number];

/** @returns false when it is there already. */
export async function insertRoster(tx: Tx<MessagingSchema>, roster: RosterTable): Promise<boolean> {
  const added = await tx
    .insertInto("roster")
    .values({ ...roster, refused: json(roster.refused) })
    .onConflict((conflict) => conflict.column("roster_id").doNothing())
    .returning("roster_id")
    .executeTakeFirst();
  return added !== undefined;
}

export async function lockRoster(tx: Tx<MessagingSchema>, rosterId: Id<"roster">) {
  const query = tx
    .selectFrom("roster")
    .select(["roster_id", "campaign_id", "undone_at"])
    .where("roster_id", "=", rosterId);
  return (await query.forUpdate().executeTakeFirst()) ?? null;
}

export async function updateRoster(
  tx: Tx<MessagingSchema>,
  rosterId: Id<"roster">,
  changed: Partial<Pick<RosterTable, "added" | "already" | "undone_at" | "undone_by">>,
): Promise<void> {
  await tx.updateTable("roster").set(changed).where("roster_id", "=", rosterId).execute();
}

/** Rows of one statement: a statement has 65,535 parameters at most. */
const AT_ONCE = 500;

/** Adds people, but for those whose number is on the campaign's list (MSG-74). @returns who came. */
export async function insertMembers(
  tx: Tx<MessagingSchema>,
  members: readonly MemberTable[],
): Promise<ReadonlySet<Id<"member">>> {
  const added = new Set<Id<"member">>();
  for (let at = 0; at < members.length; at += AT_ONCE) {
    const rows = await tx
      .insertInto("member")
      .values(
        members.slice(at, at + AT_ONCE).map((one) => ({
          ...one,
          // An array parameter needs its type said: PostgreSQL takes an empty one for text.
          phones: sql<readonly string[]>`${one.phones}::text[]`,
          candidates: json(one.candidates),
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(["campaign_id", "member_number"])
          // As the index has it, word for word: a parameter would not be known to be the same.
          .where(sql<boolean>`state <> 'withdrawn'`)
          .doNothing(),
      )
      .returning("member_id")
      .execute();
    for (const row of rows) added.add(row.member_id);
  }
  return added;
}

/** Of people who just came: numbers that nobody may call (MSG-84). */
export async function stopBarred(tx: Tx<MessagingSchema>, rosterId: Id<"roster">): Promise<void> {
  await tx
    .updateTable("member")
    .from("do_not_call")
    .set((eb) => ({ state: "do-not-call", stopped_by: eb.ref("do_not_call.attempt_id") }))
    .where("member.roster_id", "=", rosterId)
    .where("member.state", "=", "waiting")
    // The builder has no element-of-array.
    .where(sql<boolean>`do_not_call.phone = any (member.phones)`)
    .execute();
}

/** Nobody of it is called any more; what was called stays on record (MSG-75). @returns how many that are. */
export async function withdrawMembers(tx: Tx<MessagingSchema>, rosterId: Id<"roster">): Promise<number> {
  const rows = await tx
    .updateTable("member")
    .set({ state: "withdrawn", held_by: null, held_name: null, held_until: null })
    .where("roster_id", "=", rosterId)
    .where("state", "<>", "withdrawn")
    .returning("member_id")
    .execute();
  return rows.length;
}

/** What scheduling found about a person of a list (MSG-73). Only the first word counts: a person may have decided since. */
export async function saveMatch(
  tx: Tx<MessagingSchema>,
  memberId: Id<"member">,
  found: {
    readonly match: MemberMatch;
    readonly candidates: readonly LikePatient[];
    readonly patientId: Id<"patient"> | null;
  },
): Promise<void> {
  await tx
    .updateTable("member")
    .set({ match: found.match, candidates: json(found.candidates), patient_id: found.patientId })
    .where("member_id", "=", memberId)
    .where("match", "=", "pending")
    .execute();
}

const order: readonly PlaceForm[] = ["instant", "uuid"];

export async function selectRosters(
  tx: Tx<MessagingSchema>,
  campaignId: Id<"campaign">,
  page: { readonly before: string | null; readonly limit: number },
): Promise<{ readonly rosters: readonly Roster[]; readonly next: string | null }> {
  const after = placeOf(page.before, order);
  let query = tx
    .selectFrom("roster")
    .select((eb) => {
      const of = () =>
        eb
          .selectFrom("member")
          .whereRef("member.roster_id", "=", "roster.roster_id")
          .select((inner) => inner.fn.countAll<number>().as("count"));
      return [
        "roster.roster_id",
        "roster.file_name",
        "roster.at",
        "roster.by",
        "roster.added",
        "roster.already",
        "roster.refused",
        "roster.undone_at",
        "roster.undone_by",
        of().where("match", "=", "pending").as("pending"),
        of().where("match", "=", "matched").as("matched"),
        of().where("match", "=", "unsure").as("to_review"),
        of().where("attempts", ">", 0).as("called"),
      ];
    })
    .where("roster.campaign_id", "=", campaignId)
    .orderBy("roster.at", "desc")
    .orderBy("roster.roster_id", "desc");
  // Row comparisons, so that the next page is one step in the order; the builder has no tuples of expressions.
  if (after)
    query = query.where(sql<boolean>`(roster.at, roster.roster_id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`);
  const rows = await query.limit(page.limit + 1).execute();
  const rosters = rows.slice(0, page.limit).map((row): Roster => ({
    rosterId: row.roster_id,
    fileName: row.file_name,
    at: row.at,
    by: row.by,
    added: row.added,
    already: row.already,
    pending: row.pending ?? 0,
    matched: row.matched ?? 0,
    toReview: row.to_review ?? 0,
    called: row.called ?? 0,
    refused: [...row.refused],
    undoneAt: row.undone_at,
    undoneBy: row.undone_by,
  }));
  const last = rows.length > page.limit ? rosters.at(-1) : undefined;
  return { rosters, next: last ? placeAfter([last.at, last.rosterId]) : null };
}

/** Who is on a campaign's list, by their numbers; whoever was taken off it is not. */
export async function membersOnList(tx: Tx<MessagingSchema>, campaignId: Id<"campaign">) {
  return tx
    .selectFrom("member")
    .select(["member_id", "patient_id", "member_number", "name"])
    .where("campaign_id", "=", campaignId)
    .where("state", "<>", "withdrawn")
    .orderBy("member_number")
    .execute();
}
