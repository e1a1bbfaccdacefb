import type { underpayment, underpaymentOperations } from "@practicum/contracts/billing/underpayments";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { recordClaimEvent } from "../../claims/application/claim-history.ts";
import { UNKNOWN_NAME } from "../../charges/application/list-charges.ts";
import { decodePlace, encodePlace } from "../../domain/paging.ts";
import { patientsById } from "../../sql/copies.ts";
import {
  changeUnderpayment,
  lockUnderpayment,
  underpaymentPage,
  underpaymentTotals,
  type UnderpaymentRow,
} from "../sql/underpayments.ts";
import type { BillingContext } from "../../application/context.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

export async function listUnderpayments(
  { tx }: BillingContext,
  input: InputOf<typeof underpaymentOperations.listUnderpayments>,
): ReplyOf<typeof underpaymentOperations.listUnderpayments> {
  const { open, payerId, limit } = input;
  const rows = await underpaymentPage(tx, { open, payerId, limit, after: decodePlace(input.before) });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const patients = await patientsById(
    tx,
    page.map((row) => row.patient_id),
  );
  return ok({
    underpayments: page.map((row) => viewOf(row, patients.get(row.patient_id)?.name)),
    next: last ? encodePlace({ first: String(last.missing ?? 0), second: last.underpayment_id }) : null,
    all: input.before === null ? totalsOf(await underpaymentTotals(tx, open), payerId) : null,
  });
}

/** Of the payer that was asked for; every payer has its own sum beside it. */
function totalsOf(rows: Awaited<ReturnType<typeof underpaymentTotals>>, payerId: string | null) {
  const own = rows.filter((row) => payerId === null || row.payer_id === payerId);
  const sum = (pick: (row: (typeof rows)[number]) => number) => own.reduce((all, row) => all + pick(row), 0);
  return {
    count: sum((row) => row.count),
    missing: sum((row) => row.missing),
    downcoded: { count: sum((row) => row.downcoded), missing: sum((row) => row.downcoded_missing) },
    payers: rows.map((row) => ({
      payerId: row.payer_id,
      payerName: row.name,
      count: row.count,
      missing: row.missing,
    })),
  };
}

function viewOf(
  row: UnderpaymentRow,
  name: z.input<typeof underpayment>["patientName"] | undefined,
): z.input<typeof underpayment> {
  return {
    underpaymentId: row.underpayment_id,
    claimId: row.claim_id,
    claimNumber: row.number,
    remittanceId: row.remittance_id,
    patientId: row.patient_id,
    patientName: name ?? UNKNOWN_NAME,
    payerId: row.payer_id,
    payerName: row.payer_name,
    serviceDate: row.service_date,
    billedCode: row.billed_code,
    billedLabel: row.billed_label,
    paidCode: row.paid_code,
    announced: row.announced,
    billed: row.billed,
    allowed: row.allowed,
    paid: row.paid,
    missing: row.missing,
    expected: row.expected,
    contractId: row.contract_id,
    contractName: row.contract_name,
    term: row.term,
    because: row.because,
    status: row.status,
    note: row.note,
    letter:
      row.letter_id === null || row.way === null || row.sent_on === null || row.letter_status === null
        ? null
        : { letterId: row.letter_id, way: row.way, sentOn: row.sent_on, status: row.letter_status },
    openedAt: row.opened_at,
    version: row.version,
  };
}

const DONE = {
  open: "Underpayment: open again",
  disputed: "Underpayment: disputed with the payer",
  accepted: "Underpayment: accepted",
} as const;

/** BIL-133: what a person decides about it. What the payer decided anew is closed, and stays so. */
export async function resolveUnderpayment(
  context: BillingContext,
  input: InputOf<typeof underpaymentOperations.resolveUnderpayment>,
): ReplyOf<typeof underpaymentOperations.resolveUnderpayment> {
  const row = await lockUnderpayment(context.tx, input.underpaymentId);
  if (!row) return fail("not-found");
  context.auditPatient(row.patient_id);
  if (row.version !== input.version) return fail("stale-version");
  if (row.status === "closed" || row.status === input.to)
    return fail("claim-not-ready", { detail: { status: row.status } });
  const version = await changeUnderpayment(context.tx, input.underpaymentId, { status: input.to, note: input.because });
  await recordClaimEvent(context, row.claim_id, { what: DONE[input.to], detail: input.because });
  return ok({ status: input.to, version });
}
