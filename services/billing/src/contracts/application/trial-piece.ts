import { contractTrialChanged } from "@practicum/contracts/billing/contract-trials";
import type { ContractContent } from "@practicum/contracts/billing/payer-contracts";
import { must } from "@practicum/kernel/assert";
import type { Cents } from "@practicum/kernel/money";
import type { BillingContext } from "../../application/context.ts";
import type { ClaimContent } from "../../claims/domain/claim-content.ts";
import { pastClaims } from "../../claims/sql/replay-claims.ts";
import { decodePlace, encodePlace } from "../../domain/paging.ts";
import { paidLines } from "../../underpayments/domain/paid-lines.ts";
import { periodOn, periodsOf, type Period } from "../domain/contract-in-force.ts";
import { addClaim } from "../domain/contract-trial.ts";
import { expectedAllowed } from "../domain/expected-allowed.ts";
import { allVersions } from "../sql/contracts.ts";
import { decisionsById, lockTrial, writeTrial, type TrialRun } from "../sql/trials.ts";
import { factsOfClaim, keptVersion, pricedLines } from "./contract-of-claim.ts";

/** So many claims are one transaction: part of a second of work, and what is in memory at once. */
export const TRIAL_PIECE = 50;
const TIMER = "contract-trial";

/** The next piece, at once. Its key says how far it is, so that each piece has a cause of its own. */
export async function goOnTrial(context: BillingContext, run: TrialRun): Promise<void> {
  await context.schedule(TIMER, `${run.trial_id}:${run.looked}`, context.now, { trialId: run.trial_id });
}

/** Timer (BIL-394): prices the next past claims by both contracts, as they were first sent. */
export async function trialPiece(
  context: BillingContext,
  timer: { readonly payload: { readonly [key: string]: string | number | null } },
): Promise<void> {
  const { tx } = context;
  const run = await lockTrial(tx, String(timer.payload["trialId"]));
  if (run?.state !== "running") return;
  const claims = await pastClaims(tx, {
    payerId: run.payer_id,
    from: run.sent_from,
    until: run.sent_until,
    after: decodePlace(run.goes_on),
    limit: TRIAL_PIECE,
  });
  const contentOn = await sidesOf(context, run);
  const decisions = await decisionsById(
    tx,
    claims.map((claim) => claim.remittance_claim_id),
  );
  let { tally } = run;
  for (const claim of claims) {
    // A later payer is asked for what the one before left: what a contract allows was decided before.
    if (claim.payer_order !== 1) continue;
    const content = must(claim.content, "a claim has a content");
    const payment = decisions.get(claim.remittance_claim_id ?? "");
    const allowed = payment ? allowedLines(content, claim.number, payment) : new Map<number, Cents>();
    tally = addClaim(tally, { ...(await bothSides(context, content, contentOn)), allowed });
  }
  const last = claims.at(-1);
  const next: TrialRun = {
    ...run,
    tally,
    looked: run.looked + claims.length,
    goes_on: last ? encodePlace({ first: last.submitted_at, second: last.claim_id }) : run.goes_on,
    state: claims.length < TRIAL_PIECE ? "done" : "running",
  };
  await writeTrial(tx, next);
  if (next.state === "running") await goOnTrial(context, next);
  context.emit(contractTrialChanged, { trialId: run.trial_id });
}

type Side = (serviceDate: string) => ContractContent | null;

/** Each side as it stands on a day of service; one that is proposed stands so on every day. */
async function sidesOf({ tx }: BillingContext, { sides }: TrialRun): Promise<{ left: Side; right: Side }> {
  const rows = await allVersions(tx, null);
  const sideOf = ({ side }: TrialRun["sides"]["left"]): Side => {
    if (side.kind === "proposed") return () => side.content;
    const periods: readonly Period[] = periodsOf(
      rows.filter((row) => row.contract_id === side.contractId).map(keptVersion),
    );
    return (day) => periodOn(periods, day)?.content ?? null;
  };
  return { left: sideOf(sides.left), right: sideOf(sides.right) };
}

async function bothSides({ tx }: BillingContext, content: ClaimContent, sides: { left: Side; right: Side }) {
  const lines = pricedLines(content);
  const [one, other] = [sides.left(content.serviceDate), sides.right(content.serviceDate)];
  const facts = await factsOfClaim(
    tx,
    [one, other].flatMap((each) => each ?? []),
    content,
  );
  return {
    lines,
    left: one && expectedAllowed(one, lines, facts),
    right: other && expectedAllowed(other, lines, facts),
  };
}

/** What the payer allowed; a line that it refused was not allowed nothing, it was not decided by a price. */
function allowedLines(
  content: ClaimContent,
  number: string,
  payment: Parameters<typeof paidLines>[1],
): ReadonlyMap<number, Cents> {
  return new Map(
    paidLines({ number, lines: content.lines }, payment)
      .filter((one) => one.refused === 0)
      .map((one) => [one.line.lineNumber, one.allowed]),
  );
}
