import { depositChanged, type depositOperations } from "@practicum/contracts/billing/deposits";
import { fail } from "@practicum/contracts/error";
import { formatCents } from "@practicum/kernel/money";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import {
  changeCheck,
  findUnbanked,
  lockCheck,
  lockChecksOf,
  lockMatching,
  markDepositVoided,
  unbankedOf,
  waitingChecksOf,
} from "../sql/deposits.ts";

/**
 * BIL-102: joins a check with the 835 of its trace and amount, where exactly one is without a deposit. The caller holds the matching
 * lock. @returns whether it did.
 */
export async function matchCheck(context: BillingContext, checkId: string, remittanceId?: string): Promise<boolean> {
  const check = await lockCheck(context.tx, checkId);
  if (check?.state !== "waits") return false;
  const found = await unbankedOf(context.tx, check);
  const one = remittanceId === undefined ? only(found)?.remittance_id : remittanceId;
  if (one === undefined) return false;
  return changeCheck(context.tx, check, { state: "era", remittance_id: one });
}

/** The same from the other side: an 835 has come, and the bank showed its money before. */
export async function matchRemittance(
  context: BillingContext,
  remittance: { readonly remittanceId: string; readonly trace: string; readonly total: number },
): Promise<void> {
  const { tx, now } = context;
  if (remittance.total <= 0) return;
  await lockMatching(tx);
  const check = only(await waitingChecksOf(tx, { number: remittance.trace, amount: remittance.total }));
  if (!check) return;
  if (await changeCheck(tx, check, { state: "era", remittance_id: remittance.remittanceId }))
    context.emit(depositChanged, { depositId: check.deposit_id, at: now });
}

function only<A>(list: readonly A[]): A | undefined {
  return list.length === 1 ? list[0] : undefined;
}

/** BIL-102: a person says which 835 it is, where the bank wrote the trace otherwise. */
export async function matchDeposit(
  context: BillingContext,
  input: InputOf<typeof depositOperations.matchDeposit>,
): ReplyOf<typeof depositOperations.matchDeposit> {
  const { tx } = context;
  await lockMatching(tx);
  const check = await lockCheck(tx, input.checkId);
  if (!check) return fail("not-found");
  const remittance = await findUnbanked(tx, input.remittanceId);
  if (check.state !== "waits" || !remittance) return fail("already-posted");
  const apart = check.amount - remittance.total;
  if (apart !== 0)
    return fail("not-in-balance", { field: "remittanceId", detail: { difference: formatCents(Math.abs(apart)) } });
  await changeCheck(tx, check, { state: "era", remittance_id: input.remittanceId });
  context.emit(depositChanged, { depositId: check.deposit_id, at: context.now });
  return ok({});
}

export async function unmatchDeposit(
  context: BillingContext,
  input: InputOf<typeof depositOperations.unmatchDeposit>,
): ReplyOf<typeof depositOperations.unmatchDeposit> {
  const check = await lockCheck(context.tx, input.checkId);
  if (!check) return fail("not-found");
  if (check.state !== "era") return fail("already-posted");
  await changeCheck(context.tx, check, { state: "waits", remittance_id: null });
  context.emit(depositChanged, { depositId: check.deposit_id, at: context.now });
  return ok({});
}

/** BIL-100: a deposit that was recorded by mistake is none any more; what was posted of it has to be taken back before. */
export async function voidDeposit(
  context: BillingContext,
  input: InputOf<typeof depositOperations.voidDeposit>,
): ReplyOf<typeof depositOperations.voidDeposit> {
  const checks = await lockChecksOf(context.tx, input.depositId);
  if (checks.length === 0) return fail("not-found");
  for (const one of checks) if (one.patient_id !== null) context.auditPatient(one.patient_id);
  if (checks.some((one) => one.state !== "waits" && one.state !== "era")) return fail("already-posted");
  await markDepositVoided(context.tx, input.depositId, input.because);
  context.emit(depositChanged, { depositId: input.depositId, at: context.now });
  return ok({});
}
