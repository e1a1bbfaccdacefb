import {
  contractTrialChanged,
  TRIAL_MONTHS,
  type contractTrialOperations,
  type TrialSide,
} from "@practicum/contracts/billing/contract-trials";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { atLocal } from "@practicum/kernel/instant";
import { addMonths } from "@practicum/kernel/local-date";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { countPastClaims } from "../../claims/sql/replay-claims.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { resultOf } from "../domain/contract-trial.ts";
import { trialCsv } from "../domain/trial-csv.ts";
import { allVersions } from "../sql/contracts.ts";
import { findTrial, insertTrial, stopTrials, type TrialRun } from "../sql/trials.ts";
import { goOnTrial } from "./trial-piece.ts";

/** BIL-394: a comparison of two contracts begins; pieces of it follow, each in a transaction of its own. */
export async function startContractTrial(
  context: BillingContext,
  input: InputOf<typeof contractTrialOperations.startContractTrial>,
): ReplyOf<typeof contractTrialOperations.startContractTrial> {
  const { tx, now, today, practice } = context;
  const { trialId, payerId } = input;
  const since = input.since ?? addMonths(today, -TRIAL_MONTHS);
  if (since > today) return fail("in-the-future", { field: "since" });
  if (payerId !== null && !(await findPayer(tx, payerId))) return fail("not-found", { field: "payerId" });
  const left = await named(context, input.left, "left");
  if (!left.ok) return left;
  const right = await named(context, input.right, "right");
  if (!right.ok) return right;
  const startedBy = actorName(context.actor);
  for (const stopped of await stopTrials(tx, startedBy)) context.emit(contractTrialChanged, { trialId: stopped });
  const from = atLocal(since, "00:00", practice.timeZone);
  const claims = await countPastClaims(tx, { payerId, from, until: now });
  const run: TrialRun = {
    trial_id: trialId,
    payer_id: payerId,
    sides: { left: left.value, right: right.value },
    since,
    sent_from: from,
    sent_until: now,
    state: claims === 0 ? "done" : "running",
    goes_on: null,
    claims,
    looked: 0,
    tally: {},
    started_at: now,
    started_by: startedBy,
  };
  if (!(await insertTrial(tx, run))) return fail("already-recorded");
  if (claims > 0) await goOnTrial(context, run);
  return ok({ claims });
}

/** A side with its name, so that the answer can be read later too. */
async function named(
  { tx }: BillingContext,
  side: TrialSide,
  field: "left" | "right",
): Promise<Result<TrialRun["sides"]["left"], DomainError>> {
  if (side.kind === "proposed") return ok({ side, name: `${side.content.name} (proposed)` });
  const own = (await allVersions(tx, null)).filter((row) => row.contract_id === side.contractId);
  const name = own.findLast((row) => row.content !== null)?.content?.name;
  return name === undefined
    ? fail("not-found", { field: `${field}.contractId` })
    : ok({ side, name: `${must(own[0]).payer_name}: ${name}` });
}

/** limit: what a screen shows of the codes; the file has all of them. */
const CODES_SHOWN = 100;

export async function getContractTrial(
  { tx }: BillingContext,
  { trialId }: InputOf<typeof contractTrialOperations.getContractTrial>,
): ReplyOf<typeof contractTrialOperations.getContractTrial> {
  const run = await findTrial(tx, trialId);
  if (!run) return fail("not-found", { field: "trialId" });
  const { codes, ...result } = resultOf(run.tally);
  return ok({
    trialId,
    left: run.sides.left.name,
    right: run.sides.right.name,
    payerId: run.payer_id,
    state: run.state,
    since: run.since,
    startedAt: run.started_at,
    startedBy: run.started_by,
    claims: run.claims,
    looked: run.looked,
    ...result,
    codes: codes.slice(0, CODES_SHOWN),
  });
}

/** BIL-395: code by code, as a file. */
export async function exportContractTrial(
  { tx }: BillingContext,
  { trialId }: InputOf<typeof contractTrialOperations.exportContractTrial>,
): ReplyOf<typeof contractTrialOperations.exportContractTrial> {
  const run = await findTrial(tx, trialId);
  if (!run) return fail("not-found", { field: "trialId" });
  const { left, right } = run.sides;
  const csv = trialCsv(resultOf(run.tally).codes, { left: left.name, right: right.name });
  return ok({ name: `contracts-since-${run.since}${run.state === "done" ? "" : "-not-finished"}.csv`, csv });
}
