import type { TestCounts, TestShow } from "@practicum/contracts/charting/test-orders";
import { testCounted } from "@practicum/contracts/charting/test-orders";
import type { Tx } from "@practicum/db/db";
import { json } from "@practicum/db/json";
import { placeAfter, placeOf } from "@practicum/db/list-place";
import { plainPattern } from "@practicum/db/list-search";
import type { LocalDate } from "@practicum/kernel/local-date";
import { sql, type ExpressionBuilder, type Selectable } from "kysely";
import type { WrittenBy } from "./change-lists.ts";
import type { ChartingTables } from "./tables.ts";
import { isSame, type WroteOnce } from "./write-once.ts";

type T = Tx<ChartingTables>;
export type TestOrderRow = Selectable<ChartingTables["test_order"]> & { readonly performer: string | null };
type NewTestOrder = Omit<
  Selectable<ChartingTables["test_order"]>,
  "place" | "ordered_at" | "ordered_by" | "ordered_by_id" | "state" | "due_on" | "gravity"
>;

/** Written in an open note: a draft until it is signed. */
export async function insertTestOrder(
  tx: T,
  { order_id, diagnoses, ...content }: NewTestOrder,
  w: WrittenBy,
): Promise<WroteOnce> {
  const by = { ordered_by: w.by, ordered_by_id: w.byId };
  const now = { state: "draft" as const, due_on: null, gravity: null };
  const written = await tx
    .insertInto("test_order")
    .values({ order_id, diagnoses: json(diagnoses), ...content, ...by, ...now, ordered_at: w.at })
    .onConflict((conflict) => conflict.column("order_id").doNothing())
    .returning("order_id")
    .executeTakeFirst();
  if (written) return "written";
  const same = await tx
    .selectFrom("test_order")
    .select("order_id")
    .where("order_id", "=", order_id)
    .where((eb) => eb.and([isSame(eb, { ...content, ...by }), eb("diagnoses", "=", json(diagnoses))]))
    .executeTakeFirst();
  return same ? "same" : "other";
}

function withPerformer(tx: T) {
  return tx
    .selectFrom("test_order as o")
    .leftJoin("outside_provider as d", "d.outside_provider_id", "o.performer_id")
    .selectAll("o")
    .select("d.name as performer");
}

/** Of one order, kept from others until the transaction ends. */
export async function lockTestOrder(tx: T, orderId: string, patientId: string): Promise<TestOrderRow | undefined> {
  return withPerformer(tx)
    .where("o.order_id", "=", orderId)
    .where("o.patient_id", "=", patientId)
    .forUpdate("o")
    .executeTakeFirst();
}

export async function testOrderOf(tx: T, orderId: string, patientId: string): Promise<TestOrderRow | undefined> {
  return withPerformer(tx).where("o.order_id", "=", orderId).where("o.patient_id", "=", patientId).executeTakeFirst();
}

/** By its id alone, as a report from outside names it; whoever asks looks whose it is. */
export async function testOrderByNumber(tx: T, orderId: string): Promise<TestOrderRow | undefined> {
  return withPerformer(tx).where("o.order_id", "=", orderId).executeTakeFirst();
}

/** Where it stands now, as it follows from its steps. */
export async function keepTestOrderNow(
  tx: T,
  orderId: string,
  now: Pick<TestOrderRow, "state" | "due_on" | "gravity">,
): Promise<void> {
  await tx.updateTable("test_order").set(now).where("order_id", "=", orderId).execute();
}

export async function testOrdersOfNote(tx: T, encounterId: string): Promise<TestOrderRow[]> {
  return withPerformer(tx).where("o.encounter_id", "=", encounterId).orderBy("o.place").execute();
}

interface OfPatient {
  readonly patientId: string;
  readonly encounterId: string | null;
  readonly before: string | null;
  readonly limit: number;
}

/** A page of a chart's orders, or of those of one note, the newest first. */
export async function testOrdersOfPatient(tx: T, ask: OfPatient) {
  const after = placeOf(ask.before, ["number"]);
  const found = await withPerformer(tx)
    .where("o.patient_id", "=", ask.patientId)
    .$if(ask.encounterId !== null, (query) => query.where("o.encounter_id", "=", ask.encounterId ?? ""))
    .$if(after !== null, (query) => query.where("o.place", "<", Number(after?.[0])))
    .orderBy("o.place", "desc")
    // limit: a page, and one more to know whether there is a next one.
    .limit(ask.limit + 1)
    .execute();
  return page(found, ask.limit, (last) => [last.place]);
}

function page<R>(found: readonly R[], limit: number, place: (last: R) => (string | number)[]) {
  // limit: what is beyond the page is the next one's.
  const rows = found.slice(0, limit);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return { rows, next: last === undefined ? null : placeAfter(place(last)) };
}

interface Work {
  readonly show: TestShow;
  readonly text: string;
  readonly before: string | null;
  readonly limit: number;
  readonly today: LocalDate;
  /** Who asks, for what waits for that person. */
  readonly staffId: string;
  /** Of these patients nothing is told, nor of these orders. */
  readonly without: readonly string[];
  readonly withoutIds: readonly string[];
}

/** As in the index: a critical result first, then an abnormal one, then what is due. */
const RANK = sql<number>`(case o.gravity when 'critical' then 0 when 'abnormal' then 1 else 2 end)`;

/** A page of what waits, the gravest first, then what is due first; of what has ended the newest first. */
export async function testWorkPage(tx: T, ask: Work) {
  const ended = ask.show === "ended";
  const after = placeOf(ask.before, ["number", "date", "number"]);
  const found = await workOf(tx, ask)
    .selectAll("o")
    .select(["d.name as performer", "p.family", "p.given", "p.middle", "p.suffix", "p.birth_date", "p.mrn"])
    .select(RANK.as("rank"))
    .where((eb) => showing(eb, ask))
    .$if(after !== null && ended, (query) => query.where("o.place", "<", Number(after?.[2])))
    .$if(after !== null && !ended, (query) =>
      // A row comparison, so that the next page is one step in the index; the builder has no tuples of values with types.
      query.where(
        sql<boolean>`(${RANK}, o.due_on, o.place) > (${after?.[0]}::int, ${after?.[1]}::date, ${after?.[2]}::bigint)`,
      ),
    )
    .$if(!ended, (query) => query.orderBy(RANK).orderBy("o.due_on"))
    .orderBy("o.place", ended ? "desc" : "asc")
    // limit: a page, and one more to know whether there is a next one.
    .limit(ask.limit + 1)
    .execute();
  return page(found, ask.limit, (last) => [last.rank, last.due_on ?? "infinity", last.place]);
}

/** How many of those that wait each part of the list has. */
export async function countTestWork(tx: T, ask: Omit<Work, "show" | "before" | "limit">): Promise<TestCounts> {
  const row = await workOf(tx, ask)
    .select((eb) =>
      testCounted.options.map((show) =>
        eb
          .cast<number>(
            eb.fn.countAll().filterWhere((inner) => showing(inner, { ...ask, show })),
            "integer",
          )
          .as(show),
      ),
    )
    .where("o.due_on", "is not", null)
    .executeTakeFirstOrThrow();
  return row as TestCounts;
}

function workOf(tx: T, { text, without, withoutIds }: Pick<Work, "text" | "without" | "withoutIds">) {
  let query = tx
    .selectFrom("test_order as o")
    .leftJoin("patient as p", "p.patient_id", "o.patient_id")
    .leftJoin("outside_provider as d", "d.outside_provider_id", "o.performer_id");
  if (without.length > 0) query = query.where("o.patient_id", "not in", [...without]);
  if (withoutIds.length > 0) query = query.where("o.order_id", "not in", [...withoutIds]);
  for (const word of text.split(/\s+/).filter((one) => one !== "")) {
    const pattern = `%${plainPattern(word)}%`;
    query = query.where((eb) =>
      eb.or([
        eb("p.family", "ilike", pattern),
        eb("p.given", "ilike", pattern),
        eb("p.mrn", "=", word),
        eb("o.label", "ilike", pattern),
        eb("d.name", "ilike", pattern),
      ]),
    );
  }
  return query;
}

type WorkTables = ChartingTables & { readonly o: ChartingTables["test_order"] };

function showing(
  eb: ExpressionBuilder<WorkTables, "o">,
  { show, today, staffId }: Pick<Work, "show" | "today" | "staffId">,
) {
  switch (show) {
    case "ended":
      return eb("o.state", "in", ["closed", "cancelled"]);
    case "open":
      return eb("o.due_on", "is not", null);
    case "overdue":
      return eb("o.due_on", "<", today);
    case "review":
      return eb("o.state", "=", "to-review");
    case "mine":
      return eb.and([eb("o.state", "=", "to-review"), eb("o.ordered_by_id", "=", staffId)]);
    case "to-send":
      return eb("o.state", "in", ["to-send", "rejected"]);
    case "sent":
      return eb("o.state", "in", ["sent", "collected"]);
    case "to-tell":
      return eb("o.state", "=", "to-tell");
  }
}

/** Orders of a test that a report may answer: those that are out, of whomever. */
export async function ordersThatWaitFor(tx: T, item: string) {
  return tx
    .selectFrom("test_order as o")
    .innerJoin("patient as p", "p.patient_id", "o.patient_id")
    .select(["o.order_id", "o.patient_id", "o.state", "o.ordered_at"])
    .select(["p.family", "p.given", "p.middle", "p.suffix", "p.birth_date", "p.sex", "p.mrn"])
    .where("o.item", "=", item)
    .where("o.due_on", "is not", null)
    .where("o.state", "in", ["to-send", "sent", "collected"])
    .orderBy("o.place")
    .execute();
}
