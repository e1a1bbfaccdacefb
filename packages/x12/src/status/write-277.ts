import type { Result } from "@practicum/kernel/result";
import { sameValue } from "../core/equal.ts";
import { date8, time4 } from "../core/interchange.ts";
import { procedureField, putContact, putName, putRange, putRef, putReferences } from "../core/put.ts";
import { amountText, optNumberText, writeInterchange, type SegmentSink, type WriteOptions } from "../core/writer.ts";
import type { Finding, Interchange } from "../types.ts";
import { putStatuses } from "./read-parts.ts";
import { CODEC_277 } from "./read-277.ts";
import type { StatusClaim, StatusEntity, StatusResponse, Transaction277 } from "./types.ts";

/**
 * Writes an interchange of claim status answers (X12 005010X212, 277). Neighbours with equal payer, receiver, provider and
 * people share those levels. Strict: any error gives findings and no text.
 */
export function write277(
  value: Interchange<Transaction277>,
  options?: WriteOptions,
): Result<string, readonly Finding[]> {
  return writeInterchange(CODEC_277, value, putTransaction, options);
}

interface Levels {
  last: number;
  payer: number;
  receiver: number;
  provider: number;
  subscriber: number;
}

function putTransaction(sink: SegmentSink, transaction: Transaction277): void {
  sink.put("BHT", "0010", "08", transaction.referenceId, date8(transaction.date), time4(transaction.time), "DG");
  const levels: Levels = { last: 0, payer: 0, receiver: 0, provider: 0, subscriber: 0 };
  let before: StatusResponse | undefined;
  for (const response of transaction.responses) {
    putLevels(sink, levels, before, response);
    if (response.claim) putClaim(sink, response.claim);
    before = response;
  }
}

function putStatus(sink: SegmentSink, traceType: string, status: StatusResponse["receiverStatus"]): void {
  if (!status) return;
  sink.put("TRN", traceType, status.trace);
  putStatuses(sink, status.statuses);
}

/** The levels in which an answer differs from the one before it, from the outermost on. */
function putLevels(
  sink: SegmentSink,
  levels: Levels,
  before: StatusResponse | undefined,
  response: StatusResponse,
): void {
  const { payer, receiver, provider, subscriber, dependent } = response;
  let open = !before || !sameValue(before.payer, payer);
  if (open) {
    levels.payer = levels.last += 1;
    sink.put("HL", String(levels.payer), undefined, "20", "1");
    putName(sink, "PR", payer.name, payer.id);
    if (payer.contact) putContact(sink, "IC", payer.contact);
  }
  open ||= response.receiverStatus !== undefined || differs(before?.receiver, receiver, before?.provider, provider);
  if (open && receiver) {
    levels.receiver = levels.last += 1;
    sink.put("HL", String(levels.receiver), String(levels.payer), "21", provider ? "1" : "0");
    putName(sink, "41", receiver.name, receiver.id);
    putStatus(sink, "2", response.receiverStatus);
  }
  open ||= response.providerStatus !== undefined || differs(before?.provider, provider, before?.subscriber, subscriber);
  if (open && provider) {
    levels.provider = levels.last += 1;
    sink.put("HL", String(levels.provider), String(levels.receiver), "19", subscriber ? "1" : "0");
    putName(sink, "1P", provider.name, provider.id);
    putStatus(sink, "1", response.providerStatus);
  }
  open ||= differs(before?.subscriber, subscriber, before?.dependent, dependent);
  if (open && subscriber) {
    levels.subscriber = levels.last += 1;
    sink.put("HL", String(levels.subscriber), String(levels.provider), "22", dependent ? "1" : "0");
    putName(sink, "IL", subscriber.name, subscriber.id);
  }
  if (dependent && (open || !sameValue(before?.dependent, dependent))) {
    levels.last += 1;
    sink.put("HL", String(levels.last), String(levels.subscriber), "23");
    putName(sink, "QC", dependent.name, dependent.id);
  }
}

/** A level is not shared either when one of the two has something under it and the other has not. */
function differs(
  before: StatusEntity | undefined,
  now: StatusEntity | undefined,
  underBefore: StatusEntity | undefined,
  underNow: StatusEntity | undefined,
): boolean {
  return !sameValue(before, now) || (underBefore === undefined) !== (underNow === undefined);
}

function putClaim(sink: SegmentSink, claim: StatusClaim): void {
  sink.put("TRN", "2", claim.trace);
  putStatuses(sink, claim.statuses);
  putReferences(sink, claim.references);
  putRange(sink, "472", claim.serviceDates);
  for (const line of claim.lines ?? []) {
    sink.put(
      "SVC",
      procedureField(line.procedure),
      amountText(line.charge),
      amountText(line.paid),
      line.revenueCode,
      undefined,
      undefined,
      optNumberText(line.quantity),
    );
    putStatuses(sink, line.statuses);
    putRef(sink, "FJ", line.controlNumber);
    putRange(sink, "472", line.serviceDates);
  }
}
