import type { Result } from "@practicum/kernel/result";
import { sameValue } from "../core/equal.ts";
import { date8, time4 } from "../core/interchange.ts";
import { procedureField, putAddress, putContacts, putName, putReferences } from "../core/put.ts";
import {
  numberText,
  optAmountText,
  optNumberText,
  writeInterchange,
  type SegmentSink,
  type WriteOptions,
} from "../core/writer.ts";
import type { Finding, Interchange } from "../types.ts";
import { CODEC_271 } from "./read-271.ts";
import type { Benefit271, EligibilityResponse, Transaction271 } from "./types.ts";
import { putDates, putPerson, putReceiver, putRejections, putSource, putTraces } from "./write-parts.ts";

/**
 * Writes an interchange of eligibility answers (X12 005010X279A1, 271). Neighbours with equal source and receiver share
 * those levels. Strict: any error gives findings and no text.
 */
export function write271(
  value: Interchange<Transaction271>,
  options?: WriteOptions,
): Result<string, readonly Finding[]> {
  return writeInterchange(CODEC_271, value, putTransaction, options);
}

interface Levels {
  last: number;
  source: number;
  receiver: number;
}

function putTransaction(sink: SegmentSink, transaction: Transaction271): void {
  sink.put(
    "BHT",
    "0022",
    transaction.purpose,
    transaction.referenceId,
    date8(transaction.date),
    time4(transaction.time),
  );
  const levels: Levels = { last: 0, source: 0, receiver: 0 };
  let before: EligibilityResponse | undefined;
  transaction.responses.forEach((response) => {
    const newSource = !before || !sharesSource(before, response);
    if (newSource) {
      levels.source = levels.last += 1;
      sink.put("HL", String(levels.source), undefined, "20", response.receiver ? "1" : "0");
      putSource(sink, response.source);
      putContacts(sink, "IC", response.source.contacts);
      putRejections(sink, response.sourceRejections);
    }
    if (response.receiver && (newSource || !before || !sharesReceiver(before, response))) {
      levels.receiver = levels.last += 1;
      const code = response.subscriber ? "1" : "0";
      sink.put("HL", String(levels.receiver), String(levels.source), "21", code);
      putReceiver(sink, response.receiver, response.receiverRejections);
    }
    if (response.subscriber) levels.last = putPersons(sink, levels, response, response.subscriber);
    before = response;
  });
}

/** A level without anything under it is not shared: it is an answer of its own. */
function sharesSource(a: EligibilityResponse, b: EligibilityResponse): boolean {
  return (
    a.receiver !== undefined &&
    b.receiver !== undefined &&
    sameValue(a.source, b.source) &&
    sameValue(a.sourceRejections, b.sourceRejections)
  );
}

function sharesReceiver(a: EligibilityResponse, b: EligibilityResponse): boolean {
  return (
    a.subscriber !== undefined &&
    b.subscriber !== undefined &&
    sameValue(a.receiver, b.receiver) &&
    sameValue(a.receiverRejections, b.receiverRejections)
  );
}

/** Gives the last level number used. */
function putPersons(
  sink: SegmentSink,
  levels: Levels,
  response: EligibilityResponse,
  subscriber: NonNullable<EligibilityResponse["subscriber"]>,
): number {
  const own = levels.last + 1;
  const dependent = response.dependent;
  sink.put("HL", String(own), String(levels.receiver), "22", dependent ? "1" : "0");
  if (!dependent) putTraces(sink, response.traces);
  putPerson(sink, subscriber, false, subscriber.rejections);
  if (dependent) {
    sink.put("HL", String(own + 1), String(own), "23", "0");
    putTraces(sink, response.traces);
    putPerson(sink, dependent, true, dependent.rejections);
  }
  putDates(sink, response.dates);
  for (const benefit of response.benefits) putBenefit(sink, benefit);
  return dependent ? own + 1 : own;
}

function putBenefit(sink: SegmentSink, benefit: Benefit271): void {
  sink.put(
    "EB",
    benefit.kind,
    benefit.coverageLevel,
    benefit.serviceTypes && { repeat: benefit.serviceTypes },
    benefit.insuranceType,
    benefit.planDescription,
    benefit.period,
    optAmountText(benefit.amount),
    optNumberText(benefit.percent),
    benefit.quantityQualifier,
    optNumberText(benefit.quantity),
    benefit.authorizationRequired,
    benefit.inNetwork,
    benefit.procedure && procedureField(benefit.procedure),
    benefit.diagnosisPointers?.map(numberText),
  );
  for (const delivery of benefit.delivery ?? [])
    sink.put("HSD", ...[1, 2, 3, 4, 5, 6, 7, 8].map((position) => delivery[position]));
  putReferences(sink, benefit.references);
  putDates(sink, benefit.dates);
  putRejections(sink, benefit.rejections);
  for (const message of benefit.messages ?? []) sink.put("MSG", message);
  for (const one of benefit.additional ?? [])
    sink.put("III", one.qualifier, one.code, one.text === undefined ? undefined : "44", one.text);
  if (!benefit.entities?.length) return;
  sink.put("LS", "2120");
  for (const entity of benefit.entities) {
    putName(sink, entity.role, entity.name, entity.id);
    putAddress(sink, entity.address);
    putContacts(sink, "IC", entity.contacts);
    if (entity.provider) sink.put("PRV", entity.provider.role, entity.provider.idQualifier, entity.provider.id);
  }
  sink.put("LE", "2120");
}
