import type { claimStatusOperations } from "@practicum/contracts/billing/claim-status";
import { fail } from "@practicum/contracts/error";
import { must } from "@practicum/kernel/assert";
import { addMs, dateIn, type Instant } from "@practicum/kernel/instant";
import { formatDate } from "@practicum/kernel/local-date";
import { ok } from "@practicum/kernel/result";
import type { InputOf, ReplyOf } from "@practicum/service/handler-types";
import { write276 } from "@practicum/x12/status/write-276";
import { actorName, type BillingContext } from "../../application/context.ts";
import { findPayer } from "../../coverage/sql/payers.ts";
import { nextOutgoing } from "../../exchange/application/outgoing.ts";
import { fileName, interchange, referenceOf } from "../../exchange/domain/interchange.ts";
import { queueFile } from "../../exchange/sql/files.ts";
import { findPractice } from "../../sql/copies.ts";
import { isUnsent } from "../domain/claim-status.ts";
import { ASK_AGAIN_DAYS } from "../domain/status-answer.ts";
import { statusQuestions, traceOfInquiry, whyNotAsked } from "../domain/status-question.ts";
import { lockClaims, type ClaimRow } from "../sql/claims.ts";
import { claimsWithoutAnswer, inquiriesOf, insertInquiries } from "../sql/inquiries.ts";
import { recordClaimEvent, tellClaim } from "./claim-history.ts";

const DAY_MS = 86_400_000;
const TIMER = "claim-status";
/** After so many weeks without a decision somebody has to call. */
const TIMES_MAX = 8;

/** BIL-434: a person asks the payer where a claim stands. */
export async function askClaimStatus(
  context: BillingContext,
  input: InputOf<typeof claimStatusOperations.askClaimStatus>,
): ReplyOf<typeof claimStatusOperations.askClaimStatus> {
  const { tx, now, practice } = context;
  const [claim] = await lockClaims(tx, [input.claimId]);
  if (!claim) return fail("not-found");
  context.auditPatient(claim.patient_id);
  if (isUnsent(claim.status) || claim.status === "voided")
    return fail("claim-not-ready", { detail: { status: claim.status } });
  const [last] = await inquiriesOf(tx, claim.claim_id);
  if (last?.answered_at === null && last.asked_at > addMs(now, -DAY_MS))
    return fail("status-asked", { detail: { date: formatDate(dateIn(last.asked_at, practice.timeZone)) } });
  const problem = await ask(context, [claim]);
  return problem === null ? ok({}) : fail("payer-not-asked", { detail: { because: problem } });
}

/** BIL-437: what goes out is asked after when it has no answer after the payer's days. One timer for a file and payer. */
export async function watchForAnswers(
  context: BillingContext,
  of: { readonly fileId: string | null; readonly claimId: string | null },
  payerIds: ReadonlySet<string>,
): Promise<void> {
  for (const payerId of payerIds) {
    const days = (await findPayer(context.tx, payerId))?.rules.statusAfterDays ?? null;
    if (days !== null) await watch(context, { ...of, payerId, nth: 1 }, days);
  }
}

interface Watched {
  readonly fileId: string | null;
  readonly claimId: string | null;
  readonly payerId: string;
  readonly nth: number;
}

async function watch(context: BillingContext, of: Watched, days: number): Promise<void> {
  const { fileId, claimId, payerId, nth } = of;
  const key = `${fileId ?? claimId ?? ""}:${payerId}${nth === 1 ? "" : `:${nth}`}`;
  await context.schedule(TIMER, key, addMs(context.now, days * DAY_MS), { fileId, claimId, payerId, nth });
}

/** Timer: asks after what of a file has no answer still, and looks again in a week while there is any. */
export async function askWithoutAnswer(
  context: BillingContext,
  { payload }: { readonly payload: { readonly [key: string]: string | number | null } },
): Promise<void> {
  const text = (name: string) => (payload[name] === null ? null : String(payload[name]));
  const nth = Number(payload["nth"]);
  const of: Watched = { fileId: text("fileId"), claimId: text("claimId"), payerId: String(payload["payerId"]), nth };
  // The payer may be asked by hand alone by now.
  if (((await findPayer(context.tx, of.payerId))?.rules.statusAfterDays ?? null) === null) return;
  const notSince = addMs(context.now, -ASK_AGAIN_DAYS * DAY_MS);
  const waiting = await claimsWithoutAnswer(context.tx, { ...of, notSince });
  const claims = await lockClaims(context.tx, waiting.ask);
  const asked = claims.filter((claim) => whyNotAsked(claim.content) === null);
  if (asked.length > 0) await ask(context, asked);
  if (waiting.open > 0 && nth < TIMES_MAX) await watch(context, { ...of, nth: nth + 1 }, ASK_AGAIN_DAYS);
}

/** Writes the questions down and queues one 276 for all. @returns why they can't be asked, or null. */
async function ask(context: BillingContext, claims: readonly ClaimRow[]): Promise<string | null> {
  const { tx, ids, now, actor } = context;
  const obstacle = claims.map((claim) => whyNotAsked(claim.content)).find((one) => one !== null);
  if (obstacle) return obstacle;
  const practice = await findPractice(tx);
  if (!practice) return "The practice's own data has not reached billing yet.";
  const out = await nextOutgoing(context, practice);
  const asked = claims.map((claim) => ({ claim, inquiryId: ids.next<string>() }));
  const questions = asked.map(({ claim, inquiryId }) => ({
    trace: traceOfInquiry(inquiryId),
    number: claim.number,
    payerClaimNumber: claim.payer_claim_number,
    content: claim.content,
  }));
  const written = write276(interchange(out, [statusQuestions(out, questions)]));
  if (!written.ok) return written.error[0]?.message ?? "The question can't be written.";
  const fileId = ids.next<"file">();
  await queueFile(tx, {
    fileId,
    name: fileName("276", out.controlNumber),
    kind: "276",
    content: written.value,
    reference: referenceOf(out.controlNumber, "276"),
    controlNumber: out.controlNumber,
    at: now,
  });
  await insertInquiries(
    tx,
    asked.map(({ claim, inquiryId }) => ({
      inquiry_id: inquiryId,
      claim_id: claim.claim_id,
      trace: traceOfInquiry(inquiryId),
      asked_at: now as Instant,
      asked_by: actorName(actor),
      file_id: must(fileId),
    })),
  );
  for (const { claim } of asked) {
    await recordClaimEvent(context, claim.claim_id, { what: "Payer asked", detail: "Where it stands (276)", fileId });
    tellClaim(context, claim, claim.status);
  }
  context.wake("exchange");
  return null;
}
