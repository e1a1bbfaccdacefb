import type { Tx } from "@practicum/db/db";
import { sql, type ExpressionBuilder, type Selectable } from "kysely";
import type { Place } from "../../domain/paging.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
type Row = Selectable<BillingSchema["underpayment"]>;

/** What a decision was found to lack, before it stands in the queue. */
export type FoundShort = Omit<
  Row,
  | "underpayment_id"
  | "claim_id"
  | "remittance_claim_id"
  | "patient_id"
  | "status"
  | "note"
  | "opened_at"
  | "version"
  | "left_queue"
>;

/** As it stands in the queue, or stood there. */
export type UnderpaymentStanding = Row;

const OPEN: readonly Row["status"][] = ["open", "disputed"];
const missing = sql<number>`coalesce(u.missing, 0)`;

function underpayments(tx: BillingTx) {
  return tx
    .selectFrom("underpayment as u")
    .innerJoin("claim as c", "c.claim_id", "u.claim_id")
    .innerJoin("remittance_claim as rc", "rc.remittance_claim_id", "u.remittance_claim_id")
    .leftJoin("payer_contract_version as v", (join) =>
      join.onRef("v.contract_id", "=", "u.contract_id").onRef("v.version", "=", "u.contract_version"),
    )
    .selectAll("u")
    .select(["c.number", "c.payer_id", "c.payer_name", "c.service_date", "rc.remittance_id"])
    .leftJoinLateral(latestLetter, (join) => join.onTrue())
    .select(["l.letter_id", "l.way", "l.sent_on", "l.status as letter_status"])
    .select(sql<string | null>`v.content ->> 'name'`.as("contract_name"));
}

/** The latest letter about the line `u`. */
function latestLetter(eb: ExpressionBuilder<BillingSchema & { u: BillingSchema["underpayment"] }, "u">) {
  return (
    eb
      .selectFrom("underpayment_letter_line as ll")
      .innerJoin("underpayment_letter as ul", "ul.letter_id", "ll.letter_id")
      .whereRef("ll.underpayment_id", "=", "u.underpayment_id")
      .orderBy("ul.sequence", "desc")
      // limit: the latest one.
      .limit(1)
      .select(["ul.letter_id", "ul.way", "ul.sent_on", "ul.status"])
      .as("l")
  );
}

export type UnderpaymentRow = Awaited<ReturnType<ReturnType<typeof underpayments>["executeTakeFirstOrThrow"]>>;

/** The most money first. One more than the limit where there are more. */
export async function underpaymentPage(
  tx: BillingTx,
  ask: {
    readonly open: boolean;
    readonly payerId: string | null;
    readonly limit: number;
    readonly after: Place | null;
  },
): Promise<UnderpaymentRow[]> {
  let query = underpayments(tx)
    .where("u.status", ask.open ? "in" : "not in", OPEN)
    .$if(ask.payerId !== null, (all) => all.where("c.payer_id", "=", ask.payerId ?? ""))
    .orderBy(missing, "desc")
    .orderBy("u.underpayment_id")
    .limit(ask.limit + 1);
  // A row comparison, so that the next page is one step in the order; the builder has no tuples of expressions.
  if (ask.after)
    query = query.where(
      sql<boolean>`(-${missing}, u.underpayment_id) > (${-Number(ask.after.first)}::bigint, ${ask.after.second}::uuid)`,
    );
  return query.execute();
}

/** How many there are and what they come to, payer by payer, the most money first; and of those what was paid as another service. */
export async function underpaymentTotals(tx: BillingTx, open: boolean) {
  // A sum of bigint is numeric, which the drivers give as text.
  return tx
    .selectFrom("underpayment as u")
    .innerJoin("claim as c", "c.claim_id", "u.claim_id")
    .innerJoin("payer as p", "p.payer_id", "c.payer_id")
    .where("u.status", open ? "in" : "not in", OPEN)
    .groupBy(["p.payer_id", "p.name"])
    .select([
      "p.payer_id",
      "p.name",
      sql<number>`count(*)::int`.as("count"),
      sql<number>`coalesce(sum(u.missing), 0)::bigint`.as("missing"),
      sql<number>`(count(*) filter (where u.paid_code <> u.billed_code))::int`.as("downcoded"),
      sql<number>`coalesce(sum(u.missing) filter (where u.paid_code <> u.billed_code), 0)::bigint`.as(
        "downcoded_missing",
      ),
    ])
    .orderBy(sql`coalesce(sum(u.missing), 0)`, "desc")
    .orderBy("p.name")
    .execute();
}

export async function insertUnderpayments(tx: BillingTx, rows: readonly Row[]): Promise<void> {
  if (rows.length > 0)
    await tx
      .insertInto("underpayment")
      .values([...rows])
      .execute();
}

/** One of them, kept from others until the transaction ends. */
export async function lockUnderpayment(
  tx: BillingTx,
  underpaymentId: string,
): Promise<Pick<Row, "claim_id" | "patient_id" | "status" | "version"> | null> {
  const row = await tx
    .selectFrom("underpayment")
    .select(["claim_id", "patient_id", "status", "version"])
    .where("underpayment_id", "=", underpaymentId)
    .forUpdate()
    .executeTakeFirst();
  return row ?? null;
}

/** @returns the version it has now. */
export async function changeUnderpayment(
  tx: BillingTx,
  underpaymentId: string,
  change: Pick<Row, "status" | "note">,
): Promise<number> {
  const row = await tx
    .updateTable("underpayment")
    .set((eb) => ({ ...change, version: eb("version", "+", 1) }))
    .where("underpayment_id", "=", underpaymentId)
    .returning("version")
    .executeTakeFirstOrThrow();
  return row.version;
}

/** The payer took the decision back that they come from. */
export async function closeUnderpayments(tx: BillingTx, claimId: string): Promise<void> {
  await tx
    .updateTable("underpayment")
    .set((eb) => ({ status: "closed", version: eb("version", "+", 1) }))
    .where("claim_id", "=", claimId)
    .where("status", "<>", "closed")
    .execute();
}
