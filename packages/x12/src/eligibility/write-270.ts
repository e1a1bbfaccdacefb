import type { Result } from "@practicum/kernel/result";
import { sameValue } from "../core/equal.ts";
import { date8, time4 } from "../core/interchange.ts";
import { procedureField, putAmount, putRange } from "../core/put.ts";
import { writeInterchange, type SegmentSink, type WriteOptions } from "../core/writer.ts";
import type { Finding, Interchange } from "../types.ts";
import { CODEC_270 } from "./read-270.ts";
import type { EligibilityInquiry, Transaction270 } from "./types.ts";
import { putDates, putPerson, putReceiver, putSource, putTraces } from "./write-parts.ts";

/**
 * Writes an interchange of eligibility questions (X12 005010X279A1, 270). Neighbours with equal source and receiver share
 * those levels. Strict: any error gives findings and no text.
 */
export function write270(
  value: Interchange<Transaction270>,
  options?: WriteOptions,
): Result<string, readonly Finding[]> {
  return writeInterchange(CODEC_270, value, putTransaction, options);
}

function putTransaction(sink: SegmentSink, transaction: Transaction270): void {
  sink.put(
    "BHT",
    "0022",
    transaction.purpose,
    transaction.referenceId,
    date8(transaction.date),
    time4(transaction.time),
    transaction.transactionType,
  );
  let level = 0;
  let sourceLevel = 0;
  let receiverLevel = 0;
  let before: EligibilityInquiry | undefined;
  for (const inquiry of transaction.inquiries) {
    const newSource = !before || !sameValue(before.source, inquiry.source);
    if (newSource) {
      sourceLevel = level += 1;
      sink.put("HL", String(level), undefined, "20", "1");
      putSource(sink, inquiry.source);
    }
    if (newSource || !sameValue(before?.receiver, inquiry.receiver)) {
      receiverLevel = level += 1;
      sink.put("HL", String(level), String(sourceLevel), "21", "1");
      putReceiver(sink, inquiry.receiver);
    }
    level = putInquiry(sink, level, receiverLevel, inquiry);
    before = inquiry;
  }
}

/** Gives the last level number used. */
function putInquiry(sink: SegmentSink, before: number, parent: number, inquiry: EligibilityInquiry): number {
  const subscriberLevel = before + 1;
  const dependent = inquiry.dependent;
  sink.put("HL", String(subscriberLevel), String(parent), "22", dependent ? "1" : "0");
  if (!dependent) putTraces(sink, inquiry.traces);
  putPerson(sink, inquiry.subscriber, false);
  if (dependent) {
    sink.put("HL", String(subscriberLevel + 1), String(subscriberLevel), "23", "0");
    putTraces(sink, inquiry.traces);
    putPerson(sink, dependent, true);
  }
  putDates(sink, inquiry.dates);
  for (const request of inquiry.requests) {
    sink.put(
      "EQ",
      request.serviceTypes.length > 0 ? { repeat: request.serviceTypes } : undefined,
      request.procedure && procedureField(request.procedure),
      request.coverageLevel,
    );
    putAmount(sink, "R", request.spendDown);
    putRange(sink, "291", request.dates);
  }
  return dependent ? subscriberLevel + 1 : subscriberLevel;
}
