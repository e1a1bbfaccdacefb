import { underpaymentsRechecked } from "@practicum/contracts/billing/underpayments";
import type { LocalDate } from "@practicum/kernel/local-date";
import { formatCents } from "@practicum/kernel/money";
import type { BillingContext } from "../../application/context.ts";
import { recordClaimEvent } from "../../claims/application/claim-history.ts";
import { contractPeriods } from "../../contracts/application/contract-of-claim.ts";
import { decodePlace, encodePlace } from "../../domain/paging.ts";
import { downcodedLines } from "../../remittance/domain/decide-posting.ts";
import { claimWithDecision, type FamilyClaim } from "../../remittance/sql/family.ts";
import { lockPatients } from "../../sql/counters.ts";
import { queueChanges } from "../domain/queue-changes.ts";
import { judgedOf, writeJudgedLines, type JudgedRow } from "../sql/judged-lines.ts";
import { decidedSince, leaveQueue, lockUnderpaymentsOf, refreshUnderpayment } from "../sql/recheck.ts";
import type { UnderpaymentStanding } from "../sql/underpayments.ts";
import { judgeDecision, type Judgement } from "./judge-decision.ts";
import { enterQueue } from "./open-underpayments.ts";

/** So many claims are one transaction. */
const PIECE = 25;
const TIMER = "recheck-contract";

interface Recheck {
  /** What made it necessary, and which version of it: two that follow each other don't disturb one another. */
  readonly cause: string;
  readonly payerId: string;
  /** The first day of service for which a contract may say something else. */
  readonly since: LocalDate;
  /** For the history of each claim that changes by it, after "because". */
  readonly why: string;
}

/** BIL-400: what a payer decided is compared with its contracts again, piece after piece, each in a transaction of its own. */
export async function recheckDecided(
  context: BillingContext,
  about: Recheck,
  after: string | null = null,
): Promise<void> {
  await context.schedule(TIMER, `${about.cause}:${after ?? ""}`, context.now, { ...about, after });
}

/** Timer: judges the next decisions by the contracts as they are now; where nothing changes, nothing is written. */
export async function recheckContract(
  context: BillingContext,
  { payload }: { readonly payload: { readonly [key: string]: string | number | null } },
): Promise<void> {
  const { tx } = context;
  const text = (name: string) => String(payload[name]);
  const about: Recheck = { cause: text("cause"), payerId: text("payerId"), since: text("since"), why: text("why") };
  const after = payload["after"] === null ? null : decodePlace(text("after"));
  const piece = await decidedSince(tx, { ...about, after, limit: PIECE });
  // As a posting does: whoever posts to these patients' claims waits, or was waited for.
  await lockPatients(
    tx,
    piece.map((one) => one.patient_id),
  );
  const claims = await claimWithDecision(
    tx,
    piece.map((one) => one.claim_id),
  );
  const before = await standingOf(tx, claims);
  const periods = await contractPeriods(tx, about.payerId);
  let changed = 0;
  for (const claim of claims.toSorted((a, b) => (a.claimId < b.claimId ? -1 : 1))) {
    const { decision, decidedBy } = claim;
    if (decision === null || decidedBy === null) continue;
    const { payment } = decision;
    const downcoded = downcodedLines({ number: claim.number, lines: claim.row.content.lines }, payment);
    const now = await judgeDecision(tx, claim, { remittanceClaimId: decidedBy, payment, downcoded }, periods);
    const lines = before.lines.get(claim.claimId) ?? [];
    if (!sameLines(lines, now.lines)) {
      await writeJudgedLines(tx, claim.claimId, now.lines);
      changed += 1;
    }
    changed += await changeQueue(context, claim, decidedBy, before.queue.get(decidedBy) ?? [], now.short, about.why);
  }
  if (changed > 0) context.emit(underpaymentsRechecked, { payerId: about.payerId });
  const last = piece.at(-1);
  if (piece.length === PIECE && last !== undefined)
    await recheckDecided(context, about, encodePlace({ first: last.service_date, second: last.claim_id }));
}

async function standingOf(tx: BillingContext["tx"], claims: readonly FamilyClaim[]) {
  const lines = new Map<string, JudgedRow[]>();
  for (const row of await judgedOf(
    tx,
    claims.map((one) => one.claimId),
  ))
    lines.set(row.claim_id, [...(lines.get(row.claim_id) ?? []), row]);
  const queue = new Map<string, UnderpaymentStanding[]>();
  for (const row of await lockUnderpaymentsOf(
    tx,
    claims.flatMap((one) => one.decidedBy ?? []),
  ))
    queue.set(row.remittance_claim_id, [...(queue.get(row.remittance_claim_id) ?? []), row]);
  return { lines, queue };
}

const REFRESHED = { "came-back": "Underpayment found again", amount: "Underpayment is another amount" } as const;

/** @returns how many rows of the queue are other than they were. */
async function changeQueue(
  context: BillingContext,
  { claimId, patientId }: FamilyClaim,
  remittanceClaimId: string,
  standing: readonly UnderpaymentStanding[],
  found: Judgement["short"],
  why: string,
): Promise<number> {
  const { tx } = context;
  const { enter, refresh, leave } = queueChanges(standing, found);
  await enterQueue(context, { claimId, patientId, remittanceClaimId }, enter);
  for (const one of refresh) await refreshUnderpayment(tx, one.underpaymentId, one.found);
  const gone = standing.filter((one) => leave.includes(one.underpayment_id));
  for (const one of gone) await leaveQueue(tx, one.underpayment_id, `Nothing is missing any more, because ${why}.`);
  const because = `Because ${why}`;
  const told = (what: string, code: string, missing: number | null) => ({
    what,
    detail: `${code}${missing === null ? "" : `, ${formatCents(missing)}`}. ${because}`,
  });
  await recordClaimEvent(
    context,
    claimId,
    ...enter.map((one) => told("Underpayment found", one.billed_code, one.missing)),
    ...refresh.flatMap(({ found: one, what }) =>
      what === "words" ? [] : [told(REFRESHED[what], one.billed_code, one.missing)],
    ),
    ...gone.map((one) => told("Underpayment left the queue", one.billed_code, null)),
  );
  return enter.length + refresh.length + gone.length;
}

function sameLines(before: readonly JudgedRow[], now: readonly JudgedRow[]): boolean {
  const text = (rows: readonly JudgedRow[]) =>
    JSON.stringify(
      rows
        .toSorted((a, b) => (a.charge_id < b.charge_id ? -1 : 1))
        .map((row) => [
          row.charge_id,
          row.remittance_claim_id,
          row.payer_id,
          row.service_date,
          row.code,
          row.label,
          row.kind,
          row.billed,
          row.expected,
          row.allowed,
          row.paid,
          row.missing,
          row.contract_id,
          row.contract_version,
          row.term,
          row.because,
        ]),
    );
  return text(before) === text(now);
}
