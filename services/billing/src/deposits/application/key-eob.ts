import type { depositOperations } from "@practicum/contracts/billing/deposits";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { findClaims } from "../../claims/sql/claims.ts";
import { claimWithDecision } from "../../remittance/sql/family.ts";
import { findCheck, saveDraft } from "../sql/deposits.ts";
import { checkView } from "./list-deposits.ts";

const NOTHING = { claims: [], beside: [] };

/** A check with what is keyed of its EOB, and the lines of the claims in it. */
export async function getEob(
  { tx }: BillingContext,
  input: InputOf<typeof depositOperations.getEob>,
): ReplyOf<typeof depositOperations.getEob> {
  const check = await findCheck(tx, input.checkId);
  if (!check) return fail("not-found");
  const draft = check.draft ?? NOTHING;
  const ids = draft.claims.map((one) => one.claimId);
  const claims = await findClaims(tx, ids);
  const decided = new Map((await claimWithDecision(tx, ids)).map((one) => [one.claimId, one.decision]));
  return ok({
    check: checkView(check),
    draft,
    claims: claims.map((row) => ({
      claimId: row.claim_id,
      number: row.number,
      patientId: row.patient_id,
      patientName: row.content.patient.name,
      payerName: row.payer_name,
      serviceDate: row.service_date,
      total: row.total,
      decidedPaid: decided.get(row.claim_id)?.payment.paid ?? null,
      lines: row.content.lines.map(({ lineNumber, code, label, amount }) => ({ lineNumber, code, label, amount })),
    })),
  });
}

/** BIL-101: nothing that was keyed is lost; two people at one EOB are told of each other. */
export async function saveEob(
  context: BillingContext,
  input: InputOf<typeof depositOperations.saveEob>,
): ReplyOf<typeof depositOperations.saveEob> {
  const { tx } = context;
  const check = await findCheck(tx, input.checkId);
  if (!check) return fail("not-found");
  if (check.state !== "waits") return fail("already-posted");
  const claims = await findClaims(
    tx,
    input.draft.claims.map((one) => one.claimId),
  );
  for (const claim of claims) context.auditPatient(claim.patient_id);
  const missing = input.draft.claims.findIndex((one) => !claims.some((claim) => claim.claim_id === one.claimId));
  if (missing >= 0) return fail("not-found", { field: `claims.${missing}.claimId` });
  const version = await saveDraft(tx, input.checkId, input.version, input.draft);
  return version === null ? fail("stale-version") : ok({ version });
}
