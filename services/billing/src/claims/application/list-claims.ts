import type { claimOperations, claimSummary } from "@practicum/contracts/billing/claims";
import type { LocalDate } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { z } from "zod";
import { decodePlace, encodePlace } from "../../domain/paging.ts";
import { holdOf } from "../domain/claim-hold.ts";
import { claimWords, NO_DEADLINE } from "../domain/claim-search.ts";
import type { ClaimRow } from "../sql/claims.ts";
import { claimPage, claimTotals } from "../sql/find-claims.ts";
import { patientsById } from "../../sql/copies.ts";
import type { BillingContext } from "../../application/context.ts";
import { UNKNOWN_NAME } from "../../charges/application/list-charges.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

/** The nearest deadline first, or the longest overdue to be looked at again (BIL-425); what all of them come to stands on the first page (BIL-81). */
export async function listClaims(
  { tx, today }: BillingContext,
  input: InputOf<typeof claimOperations.listClaims>,
): ReplyOf<typeof claimOperations.listClaims> {
  const soonBy = input.soon ? today : null;
  const wanted = {
    statuses: input.statuses,
    patientId: input.patientId,
    words: claimWords(input.text),
    soonBy,
    whose: input.whose,
    dueBy: input.due ? today : null,
    voidedOpen: input.voidedOpen,
    held: input.held === undefined ? undefined : { is: input.held, on: today },
  };
  const rows = await claimPage(tx, { ...wanted, limit: input.limit, after: decodePlace(input.before) });
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
  const patients = await patientsById(
    tx,
    page.map((row) => row.patient_id),
  );
  return ok({
    claims: page.map((row) => claimSummaryOf(row, today, patients.get(row.patient_id)?.name)),
    all: input.before === null ? await claimTotals(tx, wanted) : null,
    next: last
      ? encodePlace({
          first: (input.due ? last.follow_up_on : last.filing_deadline) ?? NO_DEADLINE,
          second: last.claim_id,
        })
      : null,
  });
}

type Summary = z.input<typeof claimSummary>;

export function claimSummaryOf(
  row: ClaimRow,
  today: LocalDate,
  patientName: Summary["patientName"] = UNKNOWN_NAME,
): Summary {
  return {
    claimId: row.claim_id,
    number: row.number,
    patientId: row.patient_id,
    patientName,
    payerName: row.payer_name,
    order: row.payer_order,
    serviceDate: row.service_date,
    providerName: row.provider_name,
    total: row.total,
    paid: row.paid,
    patientResponsibility: row.patient_responsibility,
    status: row.status,
    statusSince: row.status_since,
    filingDeadline: row.filing_deadline,
    errorCount: row.error_count,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    followUpOn: row.follow_up_on,
    held: holdOf(row, today),
  };
}
