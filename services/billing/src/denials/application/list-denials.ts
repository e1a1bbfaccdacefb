import type { denialOperations } from "@practicum/contracts/billing/denials";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import { decodePlace, encodePlace } from "../../domain/paging.ts";
import { patientsById } from "../../sql/copies.ts";
import { waitingSubjects } from "../../approvals/sql/approvals.ts";
import { denialPage, findDenial } from "../sql/denials.ts";
import type { BillingContext } from "../../application/context.ts";
import { denialView } from "./denial-view.ts";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";

export async function listDenials(
  { tx }: BillingContext,
  input: InputOf<typeof denialOperations.listDenials>,
): ReplyOf<typeof denialOperations.listDenials> {
  const rows = await denialPage(tx, { open: input.open, limit: input.limit, after: decodePlace(input.before) });
  const page = rows.slice(0, input.limit);
  const last = rows.length > input.limit ? page.at(-1) : undefined;
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
    next: last ? encodePlace({ first: `${last.amount}/${last.deadline ?? ""}`, second: last.denial_id }) : null,
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
  return ok(denialView(row, patients.get(row.patient_id), waiting.has(row.denial_id)));
}
