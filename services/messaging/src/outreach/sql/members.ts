import type { member, rosterOperations } from "@practicum/contracts/messaging/rosters";
import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf, type PlaceForm } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import { sql, type Expression, type ExpressionBuilder, type SqlBool } from "kysely";
import type { z } from "zod";
import type { MessagingSchema } from "../../sql/tables.ts";
import type { CampaignTable, MemberTable } from "./tables.ts";
import { firstVisit, hasVisit } from "./visits.ts";

export type Member = z.input<typeof member>;
export type MemberList = z.output<typeof rosterOperations.listMembers.input>["list"];

const columns = [
  "member.member_id",
  "member.campaign_id",
  "member.roster_id",
  "member.line",
  "member.member_number",
  "member.name",
  "member.birth_date",
  "member.sex",
  "member.phones",
  "member.language",
  "member.address",
  "member.match",
  "member.candidates",
  "member.patient_id",
  "member.state",
  "member.rank",
  "member.attempts",
  "member.not_before",
  "member.reached",
  "member.last_at",
  "member.last_outcome",
  "member.stopped_by",
  "member.held_by",
  "member.held_name",
  "member.held_until",
  "member.version",
] as const;

export async function lockMember(tx: Tx<MessagingSchema>, memberId: Id<"member">): Promise<MemberTable | null> {
  const query = tx.selectFrom("member").select(columns).where("member_id", "=", memberId);
  return (await query.forUpdate().executeTakeFirst()) ?? null;
}

type Changed = Partial<Omit<MemberTable, "member_id" | "version">>;

/** Changes a person, whose version grows by one. */
export async function updateMember(tx: Tx<MessagingSchema>, before: MemberTable, changed: Changed): Promise<number> {
  const version = before.version + 1;
  const { phones, candidates: _, ...rest } = changed;
  await tx
    .updateTable("member")
    .set({ ...rest, version, ...(phones && { phones: sql<readonly string[]>`${phones}::text[]` }) })
    .where("member_id", "=", before.member_id)
    .execute();
  return version;
}

/** People as they are shown, with the visit that was booked since the campaign began. */
function shown(tx: Tx<MessagingSchema>) {
  return tx
    .selectFrom("member")
    .innerJoin("campaign", "campaign.campaign_id", "member.campaign_id")
    .select([...columns])
    .select((eb) => firstVisit(eb.ref("member.patient_id"), eb.ref("campaign.begins_at")).as("visit_at"));
}

export async function findMember(
  tx: Tx<MessagingSchema>,
  memberId: Id<"member">,
  now: Instant,
): Promise<Member | null> {
  const row = await shown(tx).where("member.member_id", "=", memberId).executeTakeFirst();
  return row ? memberOf(row, now) : null;
}

interface Wanted {
  readonly campaign: CampaignTable;
  readonly list: MemberList;
  readonly words: readonly string[];
}

const order: readonly PlaceForm[] = ["number", "uuid"];

/** People of a campaign in the order of their lists. */
export async function selectMembers(
  tx: Tx<MessagingSchema>,
  wanted: Wanted,
  page: { readonly before: string | null; readonly limit: number },
  now: Instant,
): Promise<{ readonly members: readonly Member[]; readonly next: string | null }> {
  const after = placeOf(page.before, order);
  let query = shown(tx)
    .where((eb) => eb.and(conditions(eb, wanted)))
    .orderBy("member.line")
    .orderBy("member.member_id");
  // Row comparisons, so that the next page is one step in the order; the builder has no tuples of expressions.
  if (after)
    query = query.where(sql<boolean>`(member.line, member.member_id) > (${after[0]}::integer, ${after[1]}::uuid)`);
  const rows = await query.limit(page.limit + 1).execute();
  const members = rows.slice(0, page.limit).map((row) => memberOf(row, now));
  const last = rows.length > page.limit ? members.at(-1) : undefined;
  return { members, next: last ? placeAfter([last.line, last.memberId]) : null };
}

export async function countMembers(tx: Tx<MessagingSchema>, wanted: Wanted): Promise<number> {
  const row = await tx
    .selectFrom("member")
    .where((eb) => eb.and(conditions(eb, wanted)))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return row.count;
}

type MemberExpressions = ExpressionBuilder<MessagingSchema, "member">;

function conditions(eb: MemberExpressions, { campaign, list, words }: Wanted): Expression<SqlBool>[] {
  return [
    eb("member.campaign_id", "=", campaign.campaign_id),
    inList(eb, list, campaign),
    ...words.map((word) => meanings(word)),
  ];
}

function inList(eb: MemberExpressions, list: MemberList, campaign: CampaignTable): Expression<SqlBool> {
  switch (list) {
    case "all":
      return eb("member.state", "<>", "withdrawn");
    case "waiting":
    case "yes":
    case "declined":
    case "do-not-call":
      return eb("member.state", "=", list);
    case "review":
      return eb.and([eb("member.state", "=", "waiting"), eb("member.match", "=", "unsure")]);
    case "yes-no-visit":
      return eb.and([
        eb("member.state", "=", "yes"),
        eb.not(hasVisit(eb.ref("member.patient_id"), campaign.begins_at)),
      ]);
    case "closed":
      return eb("member.state", "in", ["unreachable", "no-number", "gone"]);
  }
}

/** A word is the beginning of a name, or stands in the member number or a telephone number. */
function meanings(word: string): Expression<SqlBool> {
  const plain = plainPattern(word);
  // The parts of a name lie in one column, and the builder has no element-of-array.
  return sql<SqlBool>`(member.name->>'family' ilike ${`${plain}%`} or member.name->>'given' ilike ${`${plain}%`}
    or member.member_number ilike ${`%${plain}%`} or array_to_string(member.phones, ' ') like ${`%${plain}%`})`;
}

type MemberRow = MemberTable & { readonly visit_at: Instant | null };

function memberOf(row: MemberRow, now: Instant): Member {
  const held = row.held_until !== null && row.held_until > now;
  return {
    memberId: row.member_id,
    campaignId: row.campaign_id,
    line: row.line,
    memberNumber: row.member_number,
    name: row.name,
    birthDate: row.birth_date,
    sex: row.sex,
    phones: [...row.phones],
    language: row.language,
    address: row.address,
    match: row.match,
    candidates: [...row.candidates],
    patientId: row.patient_id,
    state: row.state,
    attempts: row.attempts,
    notBefore: row.not_before,
    callback: row.rank === 0,
    lastAt: row.last_at,
    lastOutcome: row.last_outcome,
    visitAt: row.visit_at,
    heldBy: held ? row.held_name : null,
    version: row.version,
  };
}

/** Who of open campaigns is this patient and has a visit now, is not called for one (MSG-86). @returns whose campaigns. */
export async function settleVisit(
  tx: Tx<MessagingSchema>,
  patientId: Id<"patient">,
): Promise<readonly Id<"campaign">[]> {
  const rows = await tx
    .updateTable("member")
    .from("campaign")
    .set({ state: "yes" })
    .whereRef("campaign.campaign_id", "=", "member.campaign_id")
    .where("member.patient_id", "=", patientId)
    .where("member.state", "in", ["waiting", "unreachable"])
    .where((eb) => hasVisit(eb.ref("member.patient_id"), eb.ref("campaign.begins_at")))
    .returning("member.campaign_id")
    .execute();
  return [...new Set(rows.map((row) => row.campaign_id))];
}

/** In which campaigns a patient is. */
export async function campaignsOf(
  tx: Tx<MessagingSchema>,
  patientId: Id<"patient">,
): Promise<readonly Id<"campaign">[]> {
  const rows = await tx
    .selectFrom("member")
    .select("campaign_id")
    .distinct()
    .where("patient_id", "=", patientId)
    .where("state", "<>", "withdrawn")
    .execute();
  return rows.map((row) => row.campaign_id);
}
