import type { ledgerOperations } from "@practicum/contracts/billing/ledger";
import { addDays, daysBetween } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import { sql } from "kysely";
import type { z } from "zod";
import { patientsDue } from "../ledger/sql/account.ts";
import type { BillingContext } from "./context.ts";
import type { ReplyOf } from "./operation-types.ts";

type Queue = z.input<typeof ledgerOperations.workQueues.output>[number];
type Counted = { count: number; amount: number; oldest: string | null };

/** Days after which somebody who owes gets the next statement. */
const STATEMENT_CYCLE_DAYS = 30;

/** What waits for the biller. Each count is the number of rows of the list behind it. */
export async function workQueues(context: BillingContext): ReplyOf<typeof ledgerOperations.workQueues> {
  const { today } = context;
  const queue = (name: Queue["queue"], of: Counted): Queue => ({
    queue: name,
    count: of.count,
    amount: of.amount,
    oldestDays: of.oldest === null ? null : Math.max(0, daysBetween(of.oldest, today)),
  });
  const claims = await claimsByStatus(context);
  const none: Counted = { count: 0, amount: 0, oldest: null };
  return ok([
    queue("charges", await charges(context)),
    queue("claims-to-fix", claims.get("needs-correction") ?? none),
    queue("claims-to-send", claims.get("ready") ?? none),
    queue("rejections", claims.get("rejected") ?? none),
    queue("denials", await openDenials(context)),
    queue("exceptions", await exceptions(context)),
    queue("statements", await statements(context)),
  ]);
}

async function charges({ tx }: BillingContext): Promise<Counted> {
  return tx
    .selectFrom("visit as v")
    .leftJoin("charge as c", "c.encounter_id", "v.encounter_id")
    .where("v.released_at", "is", null)
    .select([
      sql<number>`count(distinct v.encounter_id)::int`.as("count"),
      sql<number>`coalesce(sum(c.amount), 0)::bigint`.as("amount"),
      sql<string | null>`min(v.service_date)`.as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

async function claimsByStatus({ tx }: BillingContext): Promise<Map<string, Counted>> {
  const rows = await tx
    .selectFrom("claim")
    .where("status", "in", ["needs-correction", "ready", "rejected"])
    .groupBy("status")
    .select([
      "status",
      sql<number>`count(*)::int`.as("count"),
      sql<number>`sum(total)::bigint`.as("amount"),
      sql<string | null>`min(service_date)`.as("oldest"),
    ])
    .execute();
  return new Map(rows.map((row) => [row.status, row]));
}

async function openDenials({ tx }: BillingContext): Promise<Counted> {
  return tx
    .selectFrom("denial as d")
    .innerJoin("claim as c", "c.claim_id", "d.claim_id")
    .where("d.status", "in", ["open", "appealed"])
    .select([
      sql<number>`count(*)::int`.as("count"),
      sql<number>`coalesce(sum(d.amount), 0)::bigint`.as("amount"),
      sql<string | null>`min(d.opened_at)::date`.as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

async function exceptions({ tx }: BillingContext): Promise<Counted> {
  return tx
    .selectFrom("remittance_claim as c")
    .innerJoin("remittance as r", "r.remittance_id", "c.remittance_id")
    .where("c.posted", "=", false)
    .where("c.set_aside_because", "is", null)
    .select([
      sql<number>`count(*)::int`.as("count"),
      sql<number>`coalesce(sum(c.paid), 0)::bigint`.as("amount"),
      sql<string | null>`min(r.payment_date)`.as("oldest"),
    ])
    .executeTakeFirstOrThrow();
}

async function statements(context: BillingContext): Promise<Counted> {
  const { tx, today } = context;
  const due = await patientsDue(tx);
  const recent = await tx
    .selectFrom("statement")
    .select("patient_id")
    .where("date", ">", addDays(today, -STATEMENT_CYCLE_DAYS))
    .distinct()
    .execute();
  const had = new Set(recent.map((row) => row.patient_id));
  const waiting = due.filter((one) => !had.has(one.patientId));
  return { count: waiting.length, amount: waiting.reduce((sum, one) => sum + one.due, 0), oldest: null };
}
