import type { Tx } from "@practicum/db/db";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import { addMonths, type LocalDate } from "@practicum/kernel/local-date";
import { sql } from "kysely";
import type { PrivacyTables } from "./tables-of-privacy.ts";
import type { ChartingTables } from "./tables.ts";

type T = Tx<ChartingTables>;
export type PrivacyRow = PrivacyTables["privacy_request"];

const columns = [
  "r.request_id",
  "r.patient_id",
  "r.kind",
  "r.asked_by",
  "r.asked",
  "r.received_on",
  "r.target",
  "r.paid_in_full",
  "r.from_date",
  "r.until_date",
  "r.due_on",
  "r.extended",
  "r.state",
  "r.ground",
  "r.denied_by",
  "r.disagreed",
  "r.rebutted",
  "r.reviewed",
  "r.owner_id",
  "r.version",
] as const;

/** Somebody still has to answer. */
const WAITS = ["open", "in-review"] as const;

function requests(tx: T) {
  return tx
    .selectFrom("privacy_request as r")
    .innerJoin("patient as p", "p.patient_id", "r.patient_id")
    .leftJoin("staff as s", (join) => join.on(sql<boolean>`s.staff_id = r.owner_id`))
    .select(columns)
    .select(["p.family", "p.given", "p.middle", "p.suffix", "s.display_name as owner_name"]);
}

/** Whose requests are not for who asks: of charts that do not open to this person, but the own ones (CHT-317). */
export interface Left {
  readonly patientIds: readonly string[];
  readonly ownerId: string;
}

function isFor({ patientIds, ownerId }: Left) {
  return patientIds.length === 0
    ? sql<boolean>`true`
    : sql<boolean>`(r.patient_id <> all(${patientIds}::uuid[]) or r.owner_id::text = ${ownerId})`;
}

/** What is open is due first, first; what is done, the last received first. */
export async function privacyPage(
  tx: T,
  ask: {
    readonly which: "open" | "overdue" | "done";
    readonly patientId: string | null;
    readonly words: string;
    readonly left: Left;
    readonly today: LocalDate;
    readonly before: string | null;
    readonly limit: number;
  },
) {
  const isDone = ask.which === "done";
  const by = isDone ? "r.received_on" : "r.due_on";
  const after = placeOf(ask.before, ["date", "uuid"]);
  let query = requests(tx)
    .where("r.state", isDone ? "not in" : "in", WAITS)
    .where(isFor(ask.left))
    .orderBy(by, isDone ? "desc" : "asc")
    .orderBy("r.request_id", isDone ? "desc" : "asc")
    .limit(ask.limit + 1);
  if (ask.which === "overdue") query = query.where("r.due_on", "<", ask.today);
  if (ask.patientId !== null) query = query.where("r.patient_id", "=", ask.patientId);
  for (const word of ask.words.split(/\s+/).filter((one) => one !== "")) {
    const pattern = `%${plainPattern(word)}%`;
    query = query.where((eb) => eb.or([eb("p.family", "ilike", pattern), eb("p.given", "ilike", pattern)]));
  }
  if (after)
    query = query.where(
      isDone
        ? sql<boolean>`(r.received_on, r.request_id) < (${after[0]}::date, ${after[1]}::uuid)`
        : sql<boolean>`(r.due_on, r.request_id) > (${after[0]}::date, ${after[1]}::uuid)`,
    );
  const found = await query.execute();
  const rows = found.slice(0, ask.limit);
  const last = found.length > ask.limit ? rows.at(-1) : undefined;
  const place = last && [isDone ? last.received_on : last.due_on, last.request_id];
  return { rows, next: place ? placeAfter(place) : null };
}

export async function countPrivacy(
  tx: T,
  ask: { readonly left: Left; readonly today: LocalDate },
): Promise<{ open: number; overdue: number }> {
  const row = await tx
    .selectFrom("privacy_request as r")
    .select((eb) => eb.fn.countAll<number>().as("open"))
    .select(sql<number>`count(*) filter (where r.due_on < ${ask.today}::date)`.as("overdue"))
    .where("r.state", "in", WAITS)
    .where(isFor(ask.left))
    .executeTakeFirstOrThrow();
  return { open: Number(row.open), overdue: Number(row.overdue) };
}

export async function privacyById(tx: T, requestId: string) {
  return requests(tx).where("r.request_id", "=", requestId).executeTakeFirst();
}

/** Two who work on one request wait for each other here. */
export async function lockPrivacy(tx: T, requestId: string): Promise<PrivacyRow | undefined> {
  return tx
    .selectFrom("privacy_request as r")
    .select(columns)
    .where("r.request_id", "=", requestId)
    .forUpdate()
    .executeTakeFirst();
}

/** The steps of some requests, in the order in which they were done. */
export async function privacySteps(tx: T, requestIds: readonly string[]) {
  if (requestIds.length === 0) return [];
  return tx
    .selectFrom("privacy_step")
    .select(["request_id", "kind", "words", "ground", "fee_cents", "by_name", "at"])
    .where("request_id", "in", [...requestIds])
    .orderBy("request_id")
    .orderBy("version")
    .execute();
}

/** What the chart has to show: what is open, amendments that were refused, and what is kept from plans (CHT-320). */
export async function privacyOfChart(tx: T, patientId: string) {
  return requests(tx)
    .where("r.patient_id", "=", patientId)
    .where((of) =>
      of.or([
        of("r.state", "in", WAITS),
        of.and([of("r.kind", "=", "amendment"), of("r.state", "=", "denied")]),
        of.and([of("r.target", "=", "health-plan"), of("r.state", "=", "granted")]),
      ]),
    )
    .orderBy("r.due_on")
    .orderBy("r.request_id")
    .execute();
}

/** Whether the patient was given an account in the twelve months before that day, beside this request's (164.528(c)(2)). */
export async function hadAccount(tx: T, row: Pick<PrivacyRow, "request_id" | "patient_id" | "received_on">) {
  const found = await tx
    .selectFrom("privacy_request")
    .select("request_id")
    .where("patient_id", "=", row.patient_id)
    .where("request_id", "<>", row.request_id)
    .where("kind", "=", "accounting")
    .where("state", "=", "granted")
    .where("received_on", "<=", row.received_on)
    .where("received_on", ">", addMonths(row.received_on, -12))
    .limit(1)
    .executeTakeFirst();
  return found !== undefined;
}

export async function insertPrivacy(tx: T, row: PrivacyRow): Promise<void> {
  await tx.insertInto("privacy_request").values(row).execute();
}

export async function updatePrivacy(
  tx: T,
  requestId: string,
  next: Pick<
    PrivacyRow,
    | "due_on"
    | "extended"
    | "state"
    | "ground"
    | "denied_by"
    | "disagreed"
    | "rebutted"
    | "reviewed"
    | "owner_id"
    | "version"
  >,
): Promise<void> {
  await tx.updateTable("privacy_request").set(next).where("request_id", "=", requestId).execute();
}

export async function insertPrivacyStep(tx: T, step: PrivacyTables["privacy_step"]): Promise<void> {
  await tx.insertInto("privacy_step").values(step).execute();
}

/** Whether a person of the practice is here to work on something. */
export async function isActiveStaff(tx: T, staffId: string): Promise<boolean> {
  const row = await tx.selectFrom("staff").select("active").where("staff_id", "=", staffId).executeTakeFirst();
  return row?.active === true;
}
