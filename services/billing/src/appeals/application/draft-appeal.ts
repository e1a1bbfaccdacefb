import type { appealOperations, AppealGrounds } from "@practicum/contracts/billing/appeals";
import { fail, type DomainError } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { ok, type Result } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { actorName, type BillingContext } from "../../application/context.ts";
import { recordClaimEvent } from "../../claims/application/claim-history.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { waitingSubjects } from "../../approvals/sql/approvals.ts";
import { lockPatients } from "../../sql/counters.ts";
import { findDenial, lockDenial, type DenialRow } from "../../denials/sql/denials.ts";
import { groundsOf, PAPERS } from "../domain/appeal-grounds.ts";
import { letterKindOf, nextLevel, notFrom } from "../domain/appeal-state.ts";
import { draftLetter } from "../domain/draft-letter.ts";
import { decisionOf, refusedClaim } from "../sql/filings.ts";
import { appealsFor, changeAppeal, findAppeal, insertAppeal, lockAppeal, type AppealRecord } from "../sql/appeals.ts";
import { earlierLevels, letterFacts } from "./letter-facts.ts";
import { tellAppeal } from "./tell-appeal.ts";

/** BIL-180, BIL-181: an appeal at the level that comes next, drafted from the record, owned by who began it. */
export async function draftAppeal(
  context: BillingContext,
  input: InputOf<typeof appealOperations.draftAppeal>,
): ReplyOf<typeof appealOperations.draftAppeal> {
  const { tx, now, today, actor } = context;
  const seen = await findDenial(tx, input.denialId);
  if (!seen) return fail("not-found");
  context.auditPatient(seen.patient_id);
  await lockPatients(tx, [seen.patient_id]);
  const denial = must(await lockDenial(tx, input.denialId));
  if (denial.status !== "open") return fail("claim-not-ready", { detail: { status: denial.status } });
  if ((await waitingSubjects(tx, [input.denialId])).has(input.denialId))
    return fail("claim-not-ready", { detail: { status: "waiting for the approval of a write-off" } });
  const drafted = await draftOf(context, seen);
  if (!drafted.ok) return drafted;
  const { level, grounds, body } = drafted.value;
  const owner = actor.kind === "staff" ? actor : null;
  const written = await insertAppeal(tx, {
    appeal_id: input.appealId,
    denial_id: input.denialId,
    claim_id: seen.claim_id,
    patient_id: seen.patient_id,
    level: level.level,
    level_name: level.name,
    grounds,
    status: "draft",
    body,
    authorization_number: null,
    papers: [...PAPERS[grounds]],
    due_on: level.dueOn,
    follow_up_on: today,
    owner_id: owner?.staffId ?? null,
    owner_name: owner ? actorName(actor) : null,
    sent_on: null,
    outcome: null,
    opened_at: now,
    opened_by: actorName(actor),
    version: 1,
  });
  if (!written) return fail("already-recorded");
  await recordClaimEvent(context, seen.claim_id, { what: "Appeal: drafted", detail: level.name });
  tellAppeal(context, must(await lockAppeal(tx, input.appealId)));
  return ok({ status: "draft", version: 1 });
}

async function draftOf(context: BillingContext, denial: DenialRow) {
  const { tx } = context;
  const refusal = await refusalOf(context, denial);
  const before = await appealsFor(tx, {
    claimId: denial.claim_id,
    group: denial.adjustment_group,
    reason: denial.reason,
  });
  const payer = must(await findPayer(tx, denial.content.payer.payerId), "a claim has a payer");
  const { payment_date: decidedOn } = await decisionOf(tx, refusal.remittance_claim_id);
  const level = nextLevel(payer.appeals, await earlierLevels(context, before), decidedOn);
  if (level === null)
    return fail("no-level-left", {
      detail: { payer: denial.payer_name, level: before.at(-1)?.level_name ?? "the last one" },
    });
  const grounds = groundsOf(denial.adjustment_group, denial.reason, denial.remarks);
  const facts = await letterFacts(context, refusal, level, before);
  return ok({ level, grounds, body: draftLetter(grounds, facts, null) });
}

async function refusalOf({ tx }: BillingContext, denial: DenialRow) {
  const { remittance_claim_id, total, payer_claim_number } = await refusedClaim(tx, denial.denial_id);
  return { ...denial, remittance_claim_id, total, payer_claim_number };
}

/** BIL-180: what is written is kept, with its grounds and papers; a letter that was sent is not touched by it. */
export async function saveAppeal(
  context: BillingContext,
  input: InputOf<typeof appealOperations.saveAppeal>,
): ReplyOf<typeof appealOperations.saveAppeal> {
  const held = await holdForWriting(context, input);
  if (!held.ok) return held;
  const version = await changeAppeal(context.tx, input.appealId, {
    grounds: input.grounds,
    body: input.body,
    authorization_number: input.authorization,
    papers: [...new Set(input.papers)],
  });
  return ok({ version });
}

export async function redraftAppeal(
  context: BillingContext,
  input: InputOf<typeof appealOperations.redraftAppeal>,
): ReplyOf<typeof appealOperations.redraftAppeal> {
  const held = await holdForWriting(context, input);
  if (!held.ok) return held;
  const row = must(await findAppeal(context.tx, input.appealId));
  const before = await appealsFor(context.tx, {
    claimId: row.claim_id,
    group: row.adjustment_group,
    reason: row.reason,
  });
  const facts = await letterFacts(context, row, { level: row.level, name: row.level_name }, before);
  const grounds: AppealGrounds = input.grounds;
  const version = await changeAppeal(context.tx, input.appealId, {
    grounds,
    body: draftLetter(grounds, facts, row.authorization_number),
    papers: [...PAPERS[grounds]],
  });
  return ok({ version });
}

/** The appeal whose next letter is written: in the version that was seen, and one that a letter can still go out of. */
export async function holdForWriting(
  context: BillingContext,
  of: { readonly appealId: string; readonly version: number },
): Promise<Result<AppealRecord, DomainError>> {
  const row = await lockAppeal(context.tx, of.appealId);
  if (!row) return fail("not-found");
  context.auditPatient(row.patient_id);
  if (row.version !== of.version) return fail("stale-version");
  return letterKindOf(row.status) === null ? notFrom(row.status) : ok(row);
}
