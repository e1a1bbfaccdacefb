import type { Result } from "@practicum/kernel/result";
import { date8, time4 } from "../core/interchange.ts";
import { procedureField, putAmount, putDay, putName, putRange, putRef, putReferences } from "../core/put.ts";
import { sameValue } from "../core/equal.ts";
import {
  amountText,
  numberText,
  optNumberText,
  writeInterchange,
  type SegmentSink,
  type WriteOptions,
} from "../core/writer.ts";
import { putStatuses } from "../status/read-parts.ts";
import type { Finding, Interchange } from "../types.ts";
import { CODEC_277CA } from "./read.ts";
import type { AcknowledgedTotals, ClaimAck277CA, LineAck277CA, Provider277CA, Transaction277CA } from "./types.ts";

/** Writes an interchange of claim acknowledgments (X12 005010X214). Strict: any error gives findings and no text. */
export function write277CA(
  value: Interchange<Transaction277CA>,
  options?: WriteOptions,
): Result<string, readonly Finding[]> {
  return writeInterchange(CODEC_277CA, value, putTransaction, options);
}

function putTransaction(sink: SegmentSink, transaction: Transaction277CA): void {
  const { source, receiver } = transaction;
  sink.put("BHT", "0085", "08", transaction.referenceId, date8(transaction.date), time4(transaction.time), "TH");
  sink.put("HL", "1", undefined, "20", "1");
  putName(sink, source.role, source.name, source.id);
  sink.put("TRN", "1", transaction.sourceTrace);
  putDay(sink, "050", transaction.receivedOn);
  putDay(sink, "009", transaction.processedOn);
  sink.put("HL", "2", "1", "21", receiver.providers.length > 0 ? "1" : "0");
  putName(sink, "41", receiver.name, receiver.id);
  sink.put("TRN", "2", receiver.trace);
  putStatuses(sink, receiver.statuses);
  putTotals(sink, receiver.totals, "90", "AA");
  let level = 2;
  for (const provider of receiver.providers) level = putProvider(sink, level, provider);
}

function putTotals(
  sink: SegmentSink,
  totals: AcknowledgedTotals | undefined,
  accepted: string,
  rejected: string,
): void {
  if (!totals) return;
  if (totals.acceptedCount !== undefined) sink.put("QTY", accepted, numberText(totals.acceptedCount));
  if (totals.rejectedCount !== undefined) sink.put("QTY", rejected, numberText(totals.rejectedCount));
  putAmount(sink, "YU", totals.acceptedAmount);
  putAmount(sink, "YY", totals.rejectedAmount);
}

/** Gives the last level number used. */
function putProvider(sink: SegmentSink, before: number, provider: Provider277CA): number {
  const own = before + 1;
  let level = own;
  sink.put("HL", String(own), "2", "19", provider.claims.length > 0 ? "1" : "0");
  putName(sink, "85", provider.name, provider.id);
  if (provider.trace !== undefined) {
    sink.put("TRN", "1", provider.trace);
    putStatuses(sink, provider.statuses);
    putReferences(sink, provider.secondaryIds);
    putTotals(sink, provider.totals, "QA", "QC");
  }
  let patient: ClaimAck277CA["patient"] | undefined;
  for (const claim of provider.claims) {
    if (!patient || !sameValue(patient, claim.patient)) {
      patient = claim.patient;
      level += 1;
      sink.put("HL", String(level), String(own), "PT");
      putName(sink, "QC", patient.name, patient.id);
    }
    putClaim(sink, claim);
  }
  return level;
}

function putClaim(sink: SegmentSink, claim: ClaimAck277CA): void {
  sink.put("TRN", "2", claim.claimId);
  putStatuses(sink, claim.statuses);
  putRef(sink, "1K", claim.payerClaimNumber);
  putReferences(sink, claim.references);
  putRange(sink, "472", claim.serviceDates);
  for (const line of claim.lines ?? []) putLine(sink, line);
}

function putLine(sink: SegmentSink, line: LineAck277CA): void {
  sink.put(
    "SVC",
    procedureField(line.procedure),
    amountText(line.charge),
    undefined,
    line.revenueCode,
    undefined,
    undefined,
    optNumberText(line.quantity),
  );
  putStatuses(sink, line.statuses);
  putRef(sink, "FJ", line.controlNumber);
  putRange(sink, "472", line.serviceDates);
}
