import { ruleReplayChanged, type ReplayOutcome } from "@practicum/contracts/billing/rule-replay";
import { dateIn } from "@practicum/kernel/instant";
import { must } from "@practicum/kernel/assert";
import type { BillingContext } from "../../application/context.ts";
import { inForce } from "../../coverage/domain/in-force.ts";
import { coveragesOf } from "../../coverage/sql/coverages.ts";
import { decodePlace, encodePlace } from "../../domain/paging.ts";
import { codeFacts } from "../domain/code-facts.ts";
import { CATALOGUE } from "../domain/scrub/catalogue.ts";
import type { Finding, ScrubContext } from "../domain/scrub/finding.ts";
import { newlyStopped, NO_CODES, stoppedByRule } from "../domain/scrub/replay.ts";
import { addToTally } from "../domain/scrub/replay-tally.ts";
import type { RuleSettings } from "../domain/scrub/settings.ts";
import { neighbourClaims } from "../sql/claim-facts.ts";
import { knownCodes } from "../sql/known-codes.ts";
import { pastClaims, refusedFor } from "../sql/replay-claims.ts";
import { lockReplay, writePiece, type ReplayRun, type StoppedClaim } from "../sql/rule-replays.ts";
import { ruleSettings } from "../sql/scrub-rules.ts";

/** So many claims are one transaction: part of a second of work, and what is in memory at once. */
export const REPLAY_PIECE = 25;
const TIMER = "replay-rule";

type PastClaim = Awaited<ReturnType<typeof pastClaims>>[number];

/** The next piece, at once. Its key says how far the trial is, so that each piece has a cause of its own. */
export async function goOnReplay(context: BillingContext, run: ReplayRun): Promise<void> {
  await context.schedule(TIMER, `${run.replay_id}:${run.looked}`, context.now, { replayId: run.replay_id });
}

/** Timer: looks at the next past claims, and writes down what would have been stopped. */
export async function replayPiece(
  context: BillingContext,
  timer: { readonly payload: { readonly [key: string]: string | number | null } },
): Promise<void> {
  const { tx } = context;
  const run = await lockReplay(tx, String(timer.payload["replayId"]));
  if (run?.state !== "running") return;
  const claims = await pastClaims(tx, {
    payerId: run.payer_id,
    from: run.sent_from,
    until: run.sent_until,
    after: decodePlace(run.goes_on),
    limit: REPLAY_PIECE,
  });
  const settings = await ruleSettings(tx);
  const refused = await refusedFor(
    tx,
    claims.map((claim) => claim.remittance_claim_id),
  );
  let next = run;
  const stopped: StoppedClaim[] = [];
  for (const claim of claims) {
    const found = await wouldStop(context, run, claim, settings);
    const outcome: ReplayOutcome = claim.outcome;
    const reasons = outcome === "denied" ? [...(refused.get(claim.remittance_claim_id ?? "") ?? [])] : [];
    next = addToTally(next, { outcome, reasons, stopped: found.length > 0 });
    if (found.length === 0) continue;
    const messages = [...new Set(found.map((one) => one.message))];
    stopped.push({ place: next.stopped, claim_id: claim.claim_id, outcome, reasons, messages });
  }
  const last = claims.at(-1);
  next = {
    ...next,
    goes_on: last ? encodePlace({ first: last.submitted_at, second: last.claim_id }) : run.goes_on,
    state: claims.length < REPLAY_PIECE ? "done" : "running",
  };
  await writePiece(tx, next, stopped);
  if (next.state === "running") await goOnReplay(context, next);
  context.emit(ruleReplayChanged, { replayId: run.replay_id });
}

async function wouldStop(
  context: BillingContext,
  { subject, before }: ReplayRun,
  claim: PastClaim,
  settings: RuleSettings,
): Promise<Finding[]> {
  const content = must(claim.content, "a claim has a content");
  if (subject.kind === "payer")
    return "rules" in before ? newlyStopped(content, before.rules, subject.rules, settings) : [];
  if (!("setting" in before)) return [];
  return stoppedByRule(content, await thenKnown(context, claim, subject.rule), {
    rule: subject.rule,
    before: before.setting,
    tried: subject.setting,
  });
}

/** What the rules know beside a claim's content, as far as it is known of the day on which it went out. */
async function thenKnown({ tx, practice }: BillingContext, claim: PastClaim, rule: string): Promise<ScrubContext> {
  const content = must(claim.content, "a claim has a content");
  const { patient, serviceDate, payer } = content;
  const coverages = await coveragesOf(tx, patient.patientId);
  const codes = CATALOGUE.get(rule)?.codes ? codeFacts(await knownCodes(tx, content, claim.encounter_id)) : NO_CODES;
  return {
    today: dateIn(claim.submitted_at, practice.timeZone),
    number: claim.number,
    frequency: "1",
    order: claim.payer_order,
    // The ledger's total of then is not kept; that it is the sum of the lines is a rule that nobody switches.
    total: content.lines.reduce((sum, line) => sum + line.amount, 0) as ScrubContext["total"],
    prioritiesInForce: coverages.filter((one) => inForce(one, serviceDate)).map((one) => one.priority),
    supervised: claim.supervisor_id !== null,
    codes,
    neighbours: await neighbourClaims(tx, {
      patientId: patient.patientId,
      serviceDate,
      payerId: payer.payerId,
      encounterId: claim.encounter_id,
      sentBefore: claim.submitted_at,
    }),
  };
}
