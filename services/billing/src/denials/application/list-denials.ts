import type { denialOperations } from "@practicum/contracts/billing/denials";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { claimWords } from "../../claims/domain/claim-search.ts";
import { patientsById } from "../../sql/copies.ts";
import { waitingSubjects } from "../../approvals/sql/approvals.ts";
import { findDenial } from "../sql/denials.ts";
import { denialPage, denialTotals } from "../sql/find-denials.ts";
import type { BillingContext } from "../../application/context.ts";
import { claimNotes } from "../../claims/sql/claim-events.ts";
import { denialView } from "./denial-view.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

export async function listDenials(
  { tx, today }: BillingContext,
  input: InputOf<typeof denialOperations.listDenials>,
): ReplyOf<typeof denialOperations.listDenials> {
  const { open, sort, limit, before } = input;
  const wanted = { open, words: claimWords(input.text), whose: input.whose, dueBy: input.due ? today : null };
  const { rows: page, next } = await denialPage(tx, { ...wanted, sort, today, limit, before });
  const patients = await patientsById(
    tx,
    page.map((row) => row.patient_id),
  );
  const waiting = await waitingSubjects(
    tx,
    page.map((row) => row.denial_id),
  );
  return ok({
    denials: page.map((row) => denialView(row, patients.get(row.patient_id), waiting.has(row.denial_id))),
    next,
    all: before === null ? await denialTotals(tx, wanted) : null,
  });
}

export async function getDenial(
  { tx }: BillingContext,
  input: InputOf<typeof denialOperations.getDenial>,
): ReplyOf<typeof denialOperations.getDenial> {
  const row = await findDenial(tx, input.denialId);
  if (!row) return fail("not-found");
  const patients = await patientsById(tx, [row.patient_id]);
  const waiting = await waitingSubjects(tx, [row.denial_id]);
  return ok({
    ...denialView(row, patients.get(row.patient_id), waiting.has(row.denial_id)),
    notes: await claimNotes(tx, row.claim_id),
  });
}
