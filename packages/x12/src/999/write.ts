import type { Result } from "@practicum/kernel/result";
import { optNumberText, numberText, writeInterchange, type SegmentSink, type WriteOptions } from "../core/writer.ts";
import type { Finding, Interchange } from "../types.ts";
import { CODEC_999 } from "./read.ts";
import type { Ack999, Context999, SegmentError999 } from "./types.ts";

/** Writes an interchange of implementation acknowledgments (X12 005010X231A1). Strict: any error gives findings and no text. */
export function write999(value: Interchange<Ack999>, options?: WriteOptions): Result<string, readonly Finding[]> {
  return writeInterchange(CODEC_999, value, putAck, options);
}

function putAck(sink: SegmentSink, ack: Ack999): void {
  sink.put("AK1", ack.groupCode, ack.groupControlNumber, ack.version);
  for (const transaction of ack.transactions) {
    sink.put("AK2", transaction.transactionCode, transaction.controlNumber, transaction.version);
    for (const error of transaction.segmentErrors) putSegmentError(sink, error);
    sink.put("IK5", transaction.outcome, ...(transaction.errors ?? []));
  }
  sink.put(
    "AK9",
    ack.outcome,
    numberText(ack.included),
    numberText(ack.received),
    numberText(ack.accepted),
    ...(ack.groupErrors ?? []),
  );
}

function putSegmentError(sink: SegmentSink, error: SegmentError999): void {
  sink.put("IK3", error.segmentId, numberText(error.position), error.loop, error.code);
  for (const context of error.contexts ?? []) putContext(sink, context);
  for (const element of error.elementErrors)
    sink.put(
      "IK4",
      [
        numberText(element.elementPosition),
        optNumberText(element.componentPosition),
        optNumberText(element.repetition),
      ],
      optNumberText(element.elementNumber),
      element.code,
      element.badValue,
    );
}

function putContext(sink: SegmentSink, context: Context999): void {
  sink.put(
    "CTX",
    [context.name, context.value],
    context.segmentId,
    optNumberText(context.position),
    context.loop,
    context.elementPosition === undefined
      ? undefined
      : [numberText(context.elementPosition), optNumberText(context.componentPosition)],
  );
}
