import type { Interchange } from "@practicum/x12/types";
import type { StatusInformation, StatusResponse, Transaction277 } from "@practicum/x12/status/types";
import type { BillingContext } from "../../application/context.ts";
import { isFinished } from "../domain/claim-status.ts";
import { followUpAfter, nextOf, readStatus } from "../domain/status-answer.ts";
import { lockClaims, placeClaim } from "../sql/claims.ts";
import { lockInquiry, writeInquiryAnswer } from "../sql/inquiries.ts";
import { recordClaimEvent, tellClaim } from "./claim-history.ts";

interface Answer {
  readonly trace: string;
  readonly numbers: readonly string[];
  readonly statuses: readonly StatusInformation[];
}

/**
 * BIL-435, BIL-436: takes answers about claims (277): each stands with its question, in the claim's history, and says when somebody looks again.
 * No state of a claim follows from it: that is what the 277CA and the 835 say. An answer to no question of ours is no fault.
 */
export async function take277(
  context: BillingContext,
  interchanges: readonly Interchange<Transaction277>[],
  fileId: string,
): Promise<null | { readonly note: string }> {
  const answers = interchanges.flatMap((one) => one.transactions).flatMap((one) => one.responses.flatMap(answersIn));
  let taken = 0;
  for (const answer of answers) if (await takeAnswer(context, answer, fileId)) taken += 1;
  return taken === 0 ? { note: "It answers no question of ours; nothing was changed." } : null;
}

/** One of a claim, or one with which the payer gave up at the receiver or the provider. */
function answersIn(response: StatusResponse): Answer[] {
  const { claim, providerStatus, receiverStatus } = response;
  const numbers = (claim?.references ?? []).filter((one) => one.qualifier === "EJ").map((one) => one.value);
  const said = claim ?? providerStatus ?? receiverStatus;
  return said ? [{ trace: said.trace, numbers, statuses: said.statuses }] : [];
}

async function takeAnswer(context: BillingContext, answer: Answer, fileId: string): Promise<boolean> {
  const { tx, now, today } = context;
  const inquiry = await lockInquiry(tx, answer);
  if (!inquiry) return false;
  // The first answer stands; the same one in another file changes nothing.
  if (inquiry.answered_at !== null) return true;
  const [claim] = await lockClaims(tx, [inquiry.claim_id]);
  if (!claim) return false;
  const { outcome, codes, words } = readStatus(answer.statuses);
  await writeInquiryAnswer(tx, inquiry.inquiry_id, { at: now, fileId, outcome, codes, words });
  await recordClaimEvent(context, claim.claim_id, {
    what: "Payer's answer",
    detail: [words, nextOf(outcome), codes.length > 0 ? `(${codes.join("; ")})` : ""].filter(Boolean).join(" "),
    fileId,
  });
  if (!isFinished(claim.status) && isOpenAtPayer(claim.status))
    await placeClaim(tx, claim.claim_id, { follow_up_on: followUpAfter(outcome, today, claim.follow_up_on) });
  tellClaim(context, claim, claim.status);
  return true;
}

/** A denial is followed by itself, and what is open for correction is ours to send. */
function isOpenAtPayer(status: string): boolean {
  return ["submitted", "printed", "acknowledged", "accepted", "rejected"].includes(status);
}
