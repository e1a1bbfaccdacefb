import { depositChanged, type depositOperations } from "@practicum/contracts/billing/deposits";
import { fail, type DomainError } from "@practicum/contracts/error";
import { formatCents } from "@practicum/kernel/money";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { takeMoney } from "../../ledger/application/take-payment.ts";
import { nextNumber } from "../../sql/counters.ts";
import { checkDeposit } from "../domain/check-deposit.ts";
import {
  findDeposit,
  findSameCheck,
  findUnbanked,
  insertDeposit,
  lockMatching,
  payerOfRemittance,
} from "../sql/deposits.ts";
import { matchCheck } from "./match-deposit.ts";

type Input = InputOf<typeof depositOperations.recordDeposit>;

/**
 * BIL-100: what the bank shows, once. A payer's check waits for its 835 or its EOB, and is joined with an 835 that is here already;
 * a patient's check is that patient's payment at once.
 */
export async function recordDeposit(
  context: BillingContext,
  input: Input,
): ReplyOf<typeof depositOperations.recordDeposit> {
  const { tx, today } = context;
  const before = await findDeposit(tx, input.depositId);
  if (before) {
    const same = before.amount === input.amount && before.deposited_on === input.depositedOn && !before.voided_because;
    return same ? ok({ number: before.number, matched: 0 }) : fail("already-recorded", { field: "depositId" });
  }
  const checked = checkDeposit(input, today);
  if (!checked.ok) return checked;
  // Two people with the same bank statement wait for each other here.
  await lockMatching(tx);
  for (const [index, one] of input.checks.entries()) {
    const known = await findSameCheck(tx, one);
    if (known) {
      const detail = {
        number: one.number,
        amount: formatCents(one.amount),
        deposit: known.number,
        date: known.deposited_on,
      };
      return fail("check-recorded", { field: `checks.${index}.number`, detail });
    }
    if (one.payerId !== null && !(await findPayer(tx, one.payerId)))
      return fail("not-found", { field: `checks.${index}.payerId` });
    const taken = await takePatientCheck(context, one);
    if (!taken.ok) return taken;
  }
  const number = await write(context, input);
  let matched = 0;
  for (const one of input.checks) if (await matchCheck(context, one.checkId)) matched += 1;
  return ok({ number, matched });
}

async function write(context: BillingContext, input: Input): Promise<string> {
  const { tx, now, actor } = context;
  const number = `D${String(await nextNumber(tx, "deposit")).padStart(6, "0")}`;
  await insertDeposit(
    tx,
    {
      deposit_id: input.depositId,
      number,
      kind: input.kind,
      deposited_on: input.depositedOn,
      amount: input.amount,
      reference: input.reference || null,
      entered_by: actorName(actor),
      entered_at: now,
      voided_because: null,
    },
    input.checks.map((one) => ({
      check_id: one.checkId,
      payer_id: one.payerId,
      patient_id: one.patientId,
      number: one.number,
      amount: one.amount,
    })),
  );
  context.emit(depositChanged, { depositId: input.depositId, at: now });
  return number;
}

async function takePatientCheck(
  context: BillingContext,
  check: Input["checks"][number],
): Promise<Result<unknown, DomainError>> {
  if (check.patientId === null) return ok();
  return takeMoney(
    context,
    {
      paymentId: check.checkId as string,
      patientId: check.patientId,
      amount: check.amount,
      method: "check",
      reference: check.number.slice(0, 40),
      purpose: "balance",
      appointmentId: null,
    },
    "bank",
  );
}

/** BIL-102: the bank shows what an 835 announced; both are joined at once. */
export async function bankRemittance(
  context: BillingContext,
  input: InputOf<typeof depositOperations.bankRemittance>,
): ReplyOf<typeof depositOperations.bankRemittance> {
  const { tx } = context;
  if (input.depositedOn > context.today) return fail("in-the-future", { field: "depositedOn" });
  const remittance = await findUnbanked(tx, input.remittanceId);
  if (!remittance) return fail("already-posted");
  const payerId = await payerOfRemittance(tx, input.remittanceId);
  await write(context, {
    depositId: input.depositId,
    kind: "eft",
    depositedOn: input.depositedOn,
    amount: remittance.total,
    reference: "",
    checks: [
      {
        checkId: input.checkId,
        payerId,
        patientId: null,
        number: remittance.trace,
        amount: remittance.total,
      },
    ],
  });
  await lockMatching(tx);
  return (await matchCheck(context, input.checkId, input.remittanceId)) ? ok({}) : fail("already-posted");
}
