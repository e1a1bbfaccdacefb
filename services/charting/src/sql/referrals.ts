import {
  specialties,
  type ReferralCounts,
  type ReferralShow,
  type ReferralStep,
} from "@practicum/contracts/charting/referrals";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type ExpressionBuilder, type Selectable } from "kysely";
import type { Written, WrittenBy } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;
export type ReferralRow = Selectable<ChartingTables["referral"]>;
export type ReferralStepRow = Omit<Selectable<ChartingTables["referral_step"]>, "place">;
type NewReferral = Omit<ReferralRow, "place" | "to_id" | "ordered_at" | "ordered_by" | "ordered_by_id">;

export async function insertReferral(
  tx: T,
  { referral_id, ...content }: NewReferral,
  w: WrittenBy,
): Promise<WroteOnce> {
  const { state, due_on, pool, ...ordered } = content;
  const by = { ordered_by: w.by, ordered_by_id: w.byId };
  const now = { state, due_on, pool, to_id: ordered.ordered_to_id };
  const written = await tx
    .insertInto("referral")
    .values({ referral_id, ...ordered, ...now, ...by, ordered_at: w.at })
    .onConflict((conflict) => conflict.column("referral_id").doNothing())
    .returning("referral_id")
    .executeTakeFirst();
  if (written) return "written";
  const same = await tx
    .selectFrom("referral")
    .select("referral_id")
    .where("referral_id", "=", referral_id)
    .where((eb) => isSame(eb, { ...ordered, ...by }))
    .executeTakeFirst();
  return same ? "same" : "other";
}

/** Of one referral, kept from others until the transaction ends. */
export async function lockReferral(tx: T, referralId: string, patientId: string): Promise<ReferralRow | undefined> {
  return tx
    .selectFrom("referral")
    .selectAll()
    .where("referral_id", "=", referralId)
    .where("patient_id", "=", patientId)
    .forUpdate()
    .executeTakeFirst();
}

/** Where it stands now, as it follows from its steps. */
export async function keepReferralNow(
  tx: T,
  referralId: string,
  now: Pick<ReferralRow, "state" | "due_on" | "pool" | "to_id">,
): Promise<void> {
  await tx.updateTable("referral").set(now).where("referral_id", "=", referralId).execute();
}

interface OfPatient {
  readonly patientId: string;
  readonly show: "all" | "open";
  readonly before: string | null;
  readonly limit: number;
}

/** A page of a chart's referrals, or of those that wait alone, the newest first. */
export async function referralsOfPatient(
  tx: T,
  ask: OfPatient,
): Promise<{ readonly rows: ReferralRow[]; readonly next: string | null }> {
  const after = placeOf(ask.before, ["number"]);
  const found = await tx
    .selectFrom("referral")
    .selectAll()
    .where("patient_id", "=", ask.patientId)
    .$if(ask.show === "open", (query) => query.where("due_on", "is not", null))
    .$if(after !== null, (query) => query.where("place", "<", Number(after?.[0])))
    .orderBy("place", "desc")
    // limit: a page, and one more to know whether there is a next one.
    .limit(ask.limit + 1)
    .execute();
  // limit: what is beyond the page is the next one's.
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? placeAfter([last.place]) : null };
}

export async function referralsOfNote(tx: T, encounterId: string): Promise<ReferralRow[]> {
  return tx.selectFrom("referral").selectAll().where("encounter_id", "=", encounterId).orderBy("place").execute();
}

interface Work {
  readonly show: ReferralShow;
  readonly text: string;
  readonly before: string | null;
  readonly limit: number;
  readonly today: LocalDate;
  /** Who asks, for what waits for that person. */
  readonly staffId: string;
  /** Of these patients nothing is told. */
  readonly without: readonly string[];
  /** Nor of these referrals: they are of a part of the chart that is not shown. */
  readonly withoutIds: readonly string[];
}

/** A page of what waits, what is due first; of what has ended the newest first. */
export async function referralWorkPage(tx: T, ask: Work) {
  const ended = ask.show === "ended";
  const after = placeOf(ask.before, ["date", "number"]);
  const found = await workOf(tx, ask)
    .selectAll("r")
    .select(["p.family", "p.given", "p.middle", "p.suffix", "p.birth_date", "p.mrn"])
    .where((eb) => showing(eb, ask))
    .$if(after !== null && ended, (query) => query.where("r.place", "<", Number(after?.[1])))
    .$if(after !== null && !ended, (query) =>
      // A row comparison, so that the next page is one step in the index; the builder has no tuples of values with types.
      query.where(sql<boolean>`(r.due_on, r.place) > (${after?.[0]}::date, ${after?.[1]}::bigint)`),
    )
    .$if(!ended, (query) => query.orderBy("r.due_on"))
    .orderBy("r.place", ended ? "desc" : "asc")
    // limit: a page, and one more to know whether there is a next one.
    .limit(ask.limit + 1)
    .execute();
  // limit: what is beyond the page is the next one's.
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  return { rows, next: last ? placeAfter([last.due_on ?? "infinity", last.place]) : null };
}

/** How many of those that wait each part of the list has. */
export async function countReferralWork(tx: T, ask: Omit<Work, "show" | "before" | "limit">): Promise<ReferralCounts> {
  const shows = [
    "open",
    "overdue",
    "mine",
    "to-send",
    "to-schedule",
    "awaiting-report",
    "to-file",
    "to-review",
  ] as const;
  const row = await workOf(tx, ask)
    .select((eb) =>
      shows.map((show) =>
        eb
          .cast<number>(
            eb.fn.countAll().filterWhere((inner) => showing(inner, { ...ask, show })),
            "integer",
          )
          .as(show),
      ),
    )
    .where("r.due_on", "is not", null)
    .executeTakeFirstOrThrow();
  return row as ReferralCounts;
}

function workOf(tx: T, { text, without, withoutIds }: Pick<Work, "text" | "without" | "withoutIds">) {
  let query = tx
    .selectFrom("referral as r")
    .leftJoin("patient as p", "p.patient_id", "r.patient_id")
    .leftJoin("outside_provider as o", "o.outside_provider_id", "r.to_id");
  if (without.length > 0) query = query.where("r.patient_id", "not in", [...without]);
  if (withoutIds.length > 0) query = query.where("r.referral_id", "not in", [...withoutIds]);
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    const pattern = `%${plainPattern(word)}%`;
    const fields = Object.entries(specialties).flatMap(([key, label]) =>
      label.toLowerCase().includes(word.toLowerCase()) ? [key] : [],
    );
    query = query.where((eb) =>
      eb.or([
        eb("p.family", "ilike", pattern),
        eb("p.given", "ilike", pattern),
        eb("p.mrn", "=", word),
        eb("o.name", "ilike", pattern),
        eb("o.practice", "ilike", pattern),
        sql<boolean>`r.specialty = any(${fields}::text[])`,
      ]),
    );
  }
  return query;
}

type WorkTables = ChartingTables & { readonly r: ChartingTables["referral"] };

/** A decision about what came to nothing waits like a report that waits to be read: both are the provider's. */
function showing(
  eb: ExpressionBuilder<WorkTables, "r">,
  { show, today, staffId }: Pick<Work, "show" | "today" | "staffId">,
) {
  const isTheProviders = eb("r.state", "in", ["to-review", "to-decide"]);
  switch (show) {
    case "ended":
      return eb("r.due_on", "is", null);
    case "open":
      return eb("r.due_on", "is not", null);
    case "overdue":
      return eb("r.due_on", "<", today);
    case "mine":
      return eb.and([isTheProviders, eb("r.ordered_by_id", "=", staffId)]);
    case "to-review":
      return isTheProviders;
    default:
      return eb.and([eb("r.due_on", "is not", null), eb("r.state", "=", show)]);
  }
}

/** All patients whose charts are restricted: few, by an index that holds no others. */
export async function patientsWithRestrictions(tx: T): Promise<string[]> {
  const rows = await tx
    .selectFrom("chart_restriction")
    .select("patient_id")
    .distinct()
    .where("ended_at", "is", null)
    .execute();
  return rows.map((row) => row.patient_id);
}

/** By referral, in the order in which they were said. */
export async function referralSteps(tx: T, referralIds: readonly string[]): Promise<Map<string, ReferralStepRow[]>> {
  const rows =
    referralIds.length === 0
      ? []
      : await tx
          .selectFrom("referral_step")
          .select(["step_id", "referral_id", "content", "office", "at", "by_name"])
          .where("referral_id", "in", [...referralIds])
          .orderBy("place")
          .execute();
  return Map.groupBy(rows, (row) => row.referral_id);
}

interface Said {
  readonly stepId: string;
  readonly referralId: string;
  readonly step: ReferralStep;
}

/** `office`: as the directory has it at that moment (CHT-275). */
export async function insertReferralStep(
  tx: T,
  { stepId, referralId, step }: Said,
  { at, by, office }: Written & { readonly office: string | null },
): Promise<void> {
  await tx
    .insertInto("referral_step")
    .values({ step_id: stepId, referral_id: referralId, content: json(step), at, by_name: by, office })
    .execute();
}

/** The referral of a step that is there already, and whether it is the same one. */
export async function referralStepThere(
  tx: T,
  { stepId, referralId, step }: Said,
  by: string,
): Promise<"same" | "other" | null> {
  const there = await tx
    .selectFrom("referral_step")
    .select((eb) => [
      eb.and([eb("referral_id", "=", referralId), eb("by_name", "=", by), eb("content", "=", json(step))]).as("same"),
    ])
    .where("step_id", "=", stepId)
    .executeTakeFirst();
  if (!there) return null;
  return there.same ? "same" : "other";
}

/** How these letters of referrals stand: to whom each is addressed, and whether it is signed or was struck. */
export async function lettersOfReferrals(
  tx: T,
  letterIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly to: string; readonly isSigned: boolean; readonly isStruck: boolean }>> {
  if (letterIds.length === 0) return new Map();
  const rows = await tx
    .selectFrom("letter")
    .select(["letter_id", "recipient", "signed_at", "struck_at"])
    .where("letter_id", "in", [...letterIds])
    .execute();
  return new Map(
    rows.map(({ letter_id, recipient, signed_at, struck_at }) => [
      letter_id,
      { to: recipient, isSigned: signed_at !== null && struck_at === null, isStruck: struck_at !== null },
    ]),
  );
}
