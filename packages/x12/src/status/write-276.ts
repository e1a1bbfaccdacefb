import type { Result } from "@practicum/kernel/result";
import { sameValue } from "../core/equal.ts";
import { date8, time4 } from "../core/interchange.ts";
import { procedureField, putAmount, putName, putRange, putRef, putReferences } from "../core/put.ts";
import { amountText, optNumberText, writeInterchange, type SegmentSink, type WriteOptions } from "../core/writer.ts";
import type { Finding, Interchange } from "../types.ts";
import { CODEC_276 } from "./read-276.ts";
import type { StatusInquiry, StatusPerson, Transaction276 } from "./types.ts";

/**
 * Writes an interchange of claim status questions (X12 005010X212, 276). Neighbours with equal payer, receiver, provider
 * and people share those levels. Strict: any error gives findings and no text.
 */
export function write276(
  value: Interchange<Transaction276>,
  options?: WriteOptions,
): Result<string, readonly Finding[]> {
  return writeInterchange(CODEC_276, value, putTransaction, options);
}

interface Levels {
  last: number;
  payer: number;
  receiver: number;
  provider: number;
  subscriber: number;
}

function putTransaction(sink: SegmentSink, transaction: Transaction276): void {
  sink.put("BHT", "0010", "13", transaction.referenceId, date8(transaction.date), time4(transaction.time));
  const levels: Levels = { last: 0, payer: 0, receiver: 0, provider: 0, subscriber: 0 };
  let before: StatusInquiry | undefined;
  for (const inquiry of transaction.inquiries) {
    putLevels(sink, levels, before, inquiry);
    putClaim(sink, inquiry);
    before = inquiry;
  }
}

/** The levels in which an inquiry differs from the one before it, from the outermost on. */
function putLevels(sink: SegmentSink, levels: Levels, before: StatusInquiry | undefined, inquiry: StatusInquiry): void {
  let open = before === undefined;
  const opens = (part: "payer" | "receiver" | "provider") => {
    open ||= !sameValue(before?.[part], inquiry[part]);
    return open;
  };
  if (opens("payer")) {
    levels.payer = levels.last += 1;
    sink.put("HL", String(levels.payer), undefined, "20", "1");
    putName(sink, "PR", inquiry.payer.name, inquiry.payer.id);
  }
  if (opens("receiver")) {
    levels.receiver = levels.last += 1;
    sink.put("HL", String(levels.receiver), String(levels.payer), "21", "1");
    putName(sink, "41", inquiry.receiver.name, inquiry.receiver.id);
  }
  if (opens("provider")) {
    levels.provider = levels.last += 1;
    sink.put("HL", String(levels.provider), String(levels.receiver), "19", "1");
    putName(sink, "1P", inquiry.provider.name, inquiry.provider.id);
  }
  const { subscriber, dependent } = inquiry;
  const hadDependent = before?.dependent !== undefined;
  if (open || hadDependent !== (dependent !== undefined) || !sameValue(before?.subscriber, subscriber)) {
    open = true;
    levels.subscriber = levels.last += 1;
    sink.put("HL", String(levels.subscriber), String(levels.provider), "22", dependent ? "1" : "0");
    putBirth(sink, subscriber);
    putName(sink, "IL", subscriber.name, subscriber.id);
  }
  if (dependent && (open || !sameValue(before?.dependent, dependent))) {
    levels.last += 1;
    sink.put("HL", String(levels.last), String(levels.subscriber), "23");
    putBirth(sink, dependent);
    putName(sink, "QC", dependent.name, dependent.id);
  }
}

function putBirth(sink: SegmentSink, person: StatusPerson): void {
  if (person.birthDate || person.sex) sink.put("DMG", "D8", person.birthDate && date8(person.birthDate), person.sex);
}

function putClaim(sink: SegmentSink, inquiry: StatusInquiry): void {
  sink.put("TRN", "1", inquiry.trace);
  putReferences(sink, inquiry.references);
  putAmount(sink, "T3", inquiry.charge);
  putRange(sink, "472", inquiry.serviceDates);
  for (const line of inquiry.lines ?? []) {
    const quantity = optNumberText(line.quantity);
    const procedure = procedureField(line.procedure);
    sink.put("SVC", procedure, amountText(line.charge), undefined, line.revenueCode, undefined, undefined, quantity);
    putRef(sink, "FJ", line.controlNumber);
    putRange(sink, "472", line.serviceDates);
  }
}
