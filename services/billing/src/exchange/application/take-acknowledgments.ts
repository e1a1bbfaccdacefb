import type { Interchange } from "@practicum/x12/types";
import type { Ack999 } from "@practicum/x12/999/types";
import type { Transaction277CA } from "@practicum/x12/277ca/types";
import type { Ta1 } from "@practicum/x12/ta1/types";
import {
  readClaimAck,
  readFileAck,
  readGroupAck,
  readTransactionAck,
  type AckReading,
} from "../domain/acknowledgment.ts";
import { kindOfClaim } from "../../claims/domain/write-claims.ts";
import { contentsIn, latestFilesOf } from "../../claims/sql/submissions.ts";
import { findSent } from "../sql/files.ts";
import { answerClaims, type ClaimAnswer } from "../../claims/application/answer-claims.ts";
import type { BillingContext } from "../../application/context.ts";

/** A TA1 answers the whole file: only a refusal says something about its claims. */
export async function takeTa1(
  context: BillingContext,
  answers: readonly Ta1[],
  fileId: string,
): Promise<string | null> {
  for (const ta1 of answers) {
    const sent = await findSent(context.tx, { controlNumber: ta1.controlNumber });
    if (!sent) return `No file of ours has the control number ${ta1.controlNumber}.`;
    if (ta1.outcome !== "R") continue;
    const detail = `The receiver could not open the file (TA1, note ${ta1.note}).`;
    await answerClaims(context, sent, fileId, () => ({ answer: "rejected", detail }));
  }
  return null;
}

/** A 999 answers transactions: each claim is answered by the one it went out in. */
export async function take999(
  context: BillingContext,
  interchanges: readonly Interchange<Ack999>[],
  fileId: string,
): Promise<string | null> {
  for (const ack of interchanges.flatMap((one) => one.transactions)) {
    const sent = await findSent(context.tx, { controlNumber: Number(ack.groupControlNumber) });
    if (!sent) return `No file of ours has the control number ${ack.groupControlNumber}.`;
    const group = readGroupAck(ack);
    const byTransaction = new Map(ack.transactions.map((one) => [one.controlNumber, readTransactionAck(one)]));
    const transactionOf = await transactionsOfClaims(context, sent);
    await answerClaims(context, sent, fileId, (number): AckReading => {
      const own = byTransaction.get(transactionOf.get(number) ?? "");
      return own ?? group;
    });
  }
  return null;
}

/** ST02 of each claim in a file of ours: one transaction for claims, a second one for encounters when there are both. */
async function transactionsOfClaims(context: BillingContext, sentFileId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await contentsIn(context.tx, sentFileId);
  const kinds = ["CH", "RP"].filter((kind) => rows.some((row) => kindOfClaim(row.content) === kind));
  return new Map(rows.map((row) => [row.number, String(kinds.indexOf(kindOfClaim(row.content)) + 1).padStart(4, "0")]));
}

/** A 277CA answers claim by claim, or refuses the whole file. */
export async function take277CA(
  context: BillingContext,
  interchanges: readonly Interchange<Transaction277CA>[],
  fileId: string,
): Promise<string | null> {
  for (const ack of interchanges.flatMap((one) => one.transactions)) {
    const sent = await findSent(context.tx, { reference: ack.receiver.trace });
    const whole = readFileAck(ack);
    const claims = new Map(
      ack.receiver.providers
        .flatMap((provider) => provider.claims)
        .map((claim): [string, ClaimAnswer] => [
          claim.claimId,
          { ...readClaimAck(claim), ...(claim.payerClaimNumber ? { payerClaimNumber: claim.payerClaimNumber } : {}) },
        ]),
    );
    // Where the file's reference was not given back, the claims' numbers say which files are meant: their latest ones.
    const files = sent ? [sent] : await latestFilesOf(context.tx, [...claims.keys()]);
    if (files.length === 0) return "It answers no file and no claim of ours.";
    for (const one of files) await answerClaims(context, one, fileId, (number) => whole ?? claims.get(number) ?? null);
  }
  return null;
}
