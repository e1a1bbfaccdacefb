import { REPLAY_CLAIMS_MAX, type ReplayRow, type ruleReplayOperations } from "@practicum/contracts/billing/rule-replay";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { atLocal, dateIn } from "@practicum/kernel/instant";
import { addMonths } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import type { BillingContext } from "../../application/context.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { patientsById } from "../../sql/copies.ts";
import { newlyStopped } from "../domain/scrub/replay.ts";
import { claimsToReplay } from "../sql/replay-claims.ts";

/** BIL-310: rules are tried on past claims before they are switched on; nothing is changed by it. */
export async function replayRules(
  { tx, today, practice }: BillingContext,
  input: InputOf<typeof ruleReplayOperations.replayRules>,
): ReplyOf<typeof ruleReplayOperations.replayRules> {
  const payer = await findPayer(tx, input.payerId);
  if (!payer) return fail("not-found", { field: "payerId" });
  const { timeZone } = practice;
  const since = atLocal(addMonths(today, -12), "00:00", timeZone);
  const claims = await claimsToReplay(tx, { payerId: payer.payerId, since, limit: REPLAY_CLAIMS_MAX });
  const stopped = claims.flatMap((claim) => {
    const found = newlyStopped(must(claim.content, "a claim has a content"), payer.rules, input.rules);
    return found.length === 0 ? [] : [{ claim, messages: found.map((one) => one.message) }];
  });
  const patients = await patientsById(
    tx,
    stopped.map(({ claim }) => claim.patient_id),
  );
  const rows = stopped.map(({ claim, messages }): ReplayRow => ({
    claimId: claim.claim_id,
    number: claim.number,
    patientId: claim.patient_id,
    patientName: patients.get(claim.patient_id)?.name ?? null,
    serviceDate: claim.service_date,
    total: claim.total,
    outcome: claim.outcome,
    messages,
  }));
  const first = claims.at(-1);
  const count = (outcome: ReplayRow["outcome"]) => rows.filter((row) => row.outcome === outcome).length;
  return ok({
    looked: claims.length,
    since: first ? dateIn(first.submitted_at, timeZone) : null,
    deniedOfAll: claims.filter((claim) => claim.outcome === "denied").length,
    denied: count("denied"),
    passed: count("passed"),
    waiting: count("waiting"),
    rows,
  });
}
