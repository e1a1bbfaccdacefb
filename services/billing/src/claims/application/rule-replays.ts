import type { RuleReplay, ruleReplayOperations } from "@practicum/contracts/billing/rule-replay";
import { fail } from "@practicum/contracts/error";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { z } from "zod";
import type { BillingContext } from "../../application/context.ts";
import { patientsById } from "../../sql/copies.ts";
import { findReplay, stoppedClaims } from "../sql/rule-replays.ts";

/** What a trial has found so far. */
export async function getRuleReplay(
  { tx }: BillingContext,
  { replayId }: InputOf<typeof ruleReplayOperations.getRuleReplay>,
): ReplyOf<typeof ruleReplayOperations.getRuleReplay> {
  const run = await findReplay(tx, replayId);
  if (!run) return fail("not-found");
  const replay: z.input<typeof ruleReplayOperations.getRuleReplay.output> = {
    replayId,
    subject: run.subject,
    state: run.state,
    since: run.since,
    startedAt: run.started_at,
    startedBy: run.started_by,
    claims: run.claims,
    looked: run.looked,
    deniedOfAll: run.denied_of_all,
    stopped: run.stopped,
    denied: run.denied,
    paid: run.paid,
    rejected: run.rejected,
    waiting: run.waiting,
    reasons: run.reasons satisfies RuleReplay["reasons"],
  };
  return ok(replay);
}

/** BIL-376: the claims that would have been stopped, page after page. */
export async function listRuleReplayRows(
  { tx }: BillingContext,
  { replayId, outcome, before, limit }: InputOf<typeof ruleReplayOperations.listRuleReplayRows>,
): ReplyOf<typeof ruleReplayOperations.listRuleReplayRows> {
  if (!(await findReplay(tx, replayId))) return fail("not-found");
  const after = /^\d{1,9}$/.test(before ?? "") ? Number(before) : 0;
  const found = await stoppedClaims(tx, { replayId, outcome, after, limit });
  const page = found.slice(0, limit);
  const patients = await patientsById(
    tx,
    page.map((row) => row.patient_id),
  );
  const last = found.length > limit ? page.at(-1) : undefined;
  return ok({
    rows: page.map((row) => ({
      claimId: row.claim_id,
      number: row.number,
      patientId: row.patient_id,
      patientName: patients.get(row.patient_id)?.name ?? null,
      payerName: row.payer_name,
      serviceDate: row.service_date,
      total: row.total,
      outcome: row.outcome,
      reasons: row.reasons,
      messages: row.messages,
    })),
    next: last ? String(last.place) : null,
  });
}
