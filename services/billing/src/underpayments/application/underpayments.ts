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
  const { open, limit } = input;
  const rows = await underpaymentPage(tx, { open, limit, after: decodePlace(input.before) });
  const page = rows.slice(0, limit);
  const last = rows.length > limit ? page.at(-1) : undefined;
  const patients = await patientsById(
    tx,
    page.map((row) => row.patient_id),
  );
  return ok({
    underpayments: page.map((row) => viewOf(row, patients.get(row.patient_id)?.name)),
    next: last ? encodePlace({ first: String(last.missing ?? 0), second: last.underpayment_id }) : null,
    all: input.before === null ? await underpaymentTotals(tx, open) : null,
  });
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
    status: row.status,
    note: row.note,
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
