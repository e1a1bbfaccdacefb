import type { depositCheck, depositOperations } from "@practicum/contracts/billing/deposits";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import type { BillingContext } from "../../application/context.ts";
import { checkPage, checkTotals, unbankedPage, unbankedTotals, type CheckRow } from "../sql/deposits.ts";

const place = (before: string | null) => (before === null ? null : Number(before) || 0);

export async function listDeposits(
  { tx }: BillingContext,
  input: InputOf<typeof depositOperations.listDeposits>,
): ReplyOf<typeof depositOperations.listDeposits> {
  const rows = await checkPage(tx, { waiting: input.waiting, limit: input.limit, from: place(input.before) });
  const page = rows.slice(0, input.limit);
  const totals = input.before === null ? await checkTotals(tx) : null;
  return ok({
    checks: page.map(checkView),
    next: rows.length > input.limit ? String(page.at(-1)?.sequence) : null,
    all: totals && { count: totals.count, total: totals.total },
  });
}

export async function listUnbanked(
  { tx }: BillingContext,
  input: InputOf<typeof depositOperations.listUnbanked>,
): ReplyOf<typeof depositOperations.listUnbanked> {
  const { limit, amount = null } = input;
  const rows = await unbankedPage(tx, { limit, after: place(input.before), amount });
  const page = rows.slice(0, input.limit);
  return ok({
    remittances: page.map((row) => ({
      remittanceId: row.remittance_id,
      payerName: row.payer_name,
      trace: row.trace,
      paymentDate: row.payment_date,
      total: row.total,
    })),
    next: rows.length > input.limit ? String(page.at(-1)?.sequence) : null,
    all: input.before === null ? await unbankedTotals(tx, amount) : null,
  });
}

export function checkView(row: CheckRow): z.input<typeof depositCheck> {
  return {
    checkId: row.check_id,
    depositId: row.deposit_id,
    depositNumber: row.deposit_number,
    depositKind: row.deposit_kind,
    depositedOn: row.deposited_on,
    payerId: row.payer_id,
    payerName: row.payer_name ?? row.remittance_payer ?? "Patient",
    capitated: row.capitated ?? false,
    patientId: row.patient_id,
    number: row.number,
    amount: row.amount,
    // What was voided is in no list and found by no id.
    state: row.state === "voided" ? "waits" : row.state,
    remittanceId: row.remittance_id,
    month: row.month,
    begun: (row.draft?.claims.length ?? 0) > 0,
    version: row.version,
  };
}
