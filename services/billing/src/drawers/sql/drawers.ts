import { json } from "@practicum/db/json";
import type { Tx } from "@practicum/db/db";
import { must } from "@practicum/kernel/assert";
import { sql, type Insertable, type Selectable } from "kysely";
import type { BillingSchema } from "../../sql/schema.ts";

type BillingTx = Tx<BillingSchema>;
export type DrawerRow = Selectable<BillingSchema["drawer"]>;
export type NewLine = Insertable<BillingSchema["drawer_line"]>;

const COLUMNS = [
  "drawer_id",
  "person_id",
  "person",
  "day",
  "number",
  "state",
  "opening_float",
  "counted_in",
  "closing",
  "version",
] as const;

/**
 * Waits until nobody else puts into these people's drawers, or closes them. Taken after the patients' locks. Sorted, so that two callers
 * can't lock each other out.
 */
export async function lockDrawers(tx: BillingTx, personIds: readonly string[]): Promise<void> {
  for (const personId of [...new Set(personIds)].toSorted())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`drawer ${personId}`}, 0))`.execute(tx);
}

export async function findDrawer(tx: BillingTx, drawerId: string): Promise<DrawerRow | null> {
  return (await tx.selectFrom("drawer").select(COLUMNS).where("drawer_id", "=", drawerId).executeTakeFirst()) ?? null;
}

/** A person's drawers of a day, the last one first. */
export async function drawersOfPerson(tx: BillingTx, personId: string, day: string): Promise<DrawerRow[]> {
  return tx
    .selectFrom("drawer")
    .select(COLUMNS)
    .where("person_id", "=", personId)
    .where("day", "=", day)
    .orderBy("number", "desc")
    .execute();
}

/** The last drawer of a person that was closed, of whatever day. */
export async function lastClosedOf(tx: BillingTx, personId: string): Promise<DrawerRow | null> {
  const row = await tx
    .selectFrom("drawer")
    .select(COLUMNS)
    .where("person_id", "=", personId)
    .where("state", "=", "closed")
    .orderBy("day", "desc")
    .orderBy("number", "desc")
    // limit: the last one.
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

export async function drawersOn(tx: BillingTx, day: string): Promise<DrawerRow[]> {
  return tx
    .selectFrom("drawer")
    .select(COLUMNS)
    .where("day", "=", day)
    .orderBy("person")
    .orderBy("number")
    .orderBy("drawer_id")
    .execute();
}

/** Never closed, of days before one: of a person, or of all. The oldest first. */
export async function unclosedBefore(tx: BillingTx, day: string, personId: string | null): Promise<DrawerRow[]> {
  let query = tx
    .selectFrom("drawer")
    .select(COLUMNS)
    .where("state", "=", "open")
    .where("day", "<", day)
    .orderBy("day")
    .orderBy("person");
  if (personId !== null) query = query.where("person_id", "=", personId);
  return query.execute();
}

export async function insertDrawer(tx: BillingTx, row: Omit<DrawerRow, "version" | "closing">): Promise<void> {
  await tx
    .insertInto("drawer")
    .values({ ...row, closing: null })
    .execute();
}

/** Changes a drawer that the caller has locked; its version counts on. */
export async function changeDrawer(
  tx: BillingTx,
  drawerId: string,
  change: Partial<Pick<DrawerRow, "state" | "closing" | "opening_float" | "counted_in">> = {},
): Promise<void> {
  const { closing, ...rest } = change;
  await tx
    .updateTable("drawer")
    .set((eb) => ({
      ...rest,
      ...(closing === undefined ? {} : { closing: closing && json(closing) }),
      version: eb("version", "+", 1),
    }))
    .where("drawer_id", "=", drawerId)
    .execute();
}

export async function insertLine(tx: BillingTx, row: NewLine): Promise<void> {
  await tx.insertInto("drawer_line").values(row).execute();
}

export async function insertDrawerEvent(tx: BillingTx, row: Insertable<BillingSchema["drawer_event"]>): Promise<void> {
  await tx
    .insertInto("drawer_event")
    .values({ ...row, closing: row.closing && json(row.closing) })
    .execute();
}

export async function eventsOf(tx: BillingTx, drawerId: string) {
  return tx
    .selectFrom("drawer_event")
    .select(["what", "at", "by_name", "because"])
    .where("drawer_id", "=", drawerId)
    .orderBy("sequence", "desc")
    .execute();
}

/** What was taken and given, in its order, with receipts. */
export async function linesOf(tx: BillingTx, drawerIds: readonly string[]) {
  if (drawerIds.length === 0) return [];
  return tx
    .selectFrom("drawer_line as l")
    .leftJoin("payment as p", "p.payment_id", "l.payment_id")
    .leftJoin("drawer_line as u", "u.of_line_id", "l.line_id")
    .where("l.drawer_id", "in", drawerIds)
    .orderBy("l.sequence")
    .select([
      "l.line_id",
      "l.drawer_id",
      "l.at",
      "l.kind",
      "l.method",
      "l.amount",
      "l.payment_id",
      "l.because",
      "p.reference",
      "p.receipt_number",
      "p.patient_id",
      "u.line_id as undone_by",
    ])
    .execute();
}
export type LineRow = Awaited<ReturnType<typeof linesOf>>[number];

/** The drawer into which a payment was taken, or out of which a refund was given; null where it was in none. */
export async function drawerOf(
  tx: BillingTx,
  of: { readonly paymentId: string } | { readonly refundId: string },
): Promise<DrawerRow | null> {
  const line = tx.selectFrom("drawer_line").select("drawer_id");
  const row = await tx
    .selectFrom("drawer")
    .select(COLUMNS)
    .where(
      "drawer_id",
      "in",
      "paymentId" in of
        ? line.where("payment_id", "=", of.paymentId).where("kind", "=", "payment")
        : line.where("adjustment_id", "=", of.refundId).where("kind", "=", "refund"),
    )
    .executeTakeFirst();
  return row ?? null;
}

/** Whether a payment is a patient's check that the bank's deposit brought. */
export async function cameByBank(tx: BillingTx, paymentId: string): Promise<boolean> {
  const row = await tx
    .selectFrom("deposit_check")
    .select("check_id")
    .where("check_id", "=", paymentId)
    .executeTakeFirst();
  return row !== undefined;
}

/** What the ledger has of patients' payments on a day: all of it, and what of it came by the bank or was in no drawer. */
export async function ledgerOfPayments(
  tx: BillingTx,
  day: string,
): Promise<{ all: number; banked: number; outside: number }> {
  const { rows } = await sql<{ all: number; banked: number; outside: number }>`
    select coalesce(sum(amount), 0)::bigint as all,
      coalesce(sum(amount) filter (where by_bank), 0)::bigint as banked,
      coalesce(sum(amount) filter (where not by_bank and not in_drawer), 0)::bigint as outside
    from (
      select e.amount,
        t.posting_key ~ '^payment' and exists (select from deposit_check k where k.check_id = t.source_id::uuid) as by_bank,
        exists (
          select from drawer_line l where l.payment_id = t.source_id::uuid and t.posting_key = case l.kind
            when 'payment' then 'payment:' || l.payment_id
            when 'reversal' then 'payment-reversal:' || l.payment_id
            when 'late-reversal' then 'payment-reversal:' || l.payment_id
            when 'refund' then 'adjustment:' || l.adjustment_id
            when 'refund-undone' then 'adjustment-undone:' || l.adjustment_id
          end
        ) as in_drawer
      from ledger_entry e
      join ledger_transaction t on t.transaction_id = e.transaction_id
      where e.account = 'cash' and t.source_kind = 'payment' and t.date = ${day}
    ) as moved`.execute(tx);
  return must(rows[0]);
}
