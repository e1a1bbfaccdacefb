import type { Tx } from "@practicum/db/db";
import { sql, type Selectable } from "kysely";
import type { Place } from "../../domain/paging.ts";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
type Row = Selectable<BillingSchema["underpayment"]>;

const OPEN: readonly Row["status"][] = ["open", "disputed"];
const missing = sql<number>`coalesce(u.missing, 0)`;

function underpayments(tx: BillingTx) {
  return tx
    .selectFrom("underpayment as u")
    .innerJoin("claim as c", "c.claim_id", "u.claim_id")
    .innerJoin("remittance_claim as rc", "rc.remittance_claim_id", "u.remittance_claim_id")
    .selectAll("u")
    .select(["c.number", "c.payer_name", "c.service_date", "rc.remittance_id"]);
}

export type UnderpaymentRow = Awaited<ReturnType<ReturnType<typeof underpayments>["executeTakeFirstOrThrow"]>>;

/** The most money first. One more than the limit where there are more. */
export async function underpaymentPage(
  tx: BillingTx,
  ask: { readonly open: boolean; readonly limit: number; readonly after: Place | null },
): Promise<UnderpaymentRow[]> {
  let query = underpayments(tx)
    .where("u.status", ask.open ? "in" : "not in", OPEN)
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

export async function underpaymentTotals(tx: BillingTx, open: boolean): Promise<{ count: number; missing: number }> {
  return tx
    .selectFrom("underpayment as u")
    .where("u.status", open ? "in" : "not in", OPEN)
    .select((eb) => [
      eb.cast<number>(eb.fn.countAll(), "integer").as("count"),
      // A sum of bigint is numeric, which the drivers give as text.
      sql<number>`coalesce(sum(u.missing), 0)::bigint`.as("missing"),
    ])
    .executeTakeFirstOrThrow();
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
