import { dateOf } from "../core/interchange.ts";
import { all, idOf, nameOf, opt, optCents } from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import { date8 } from "../core/interchange.ts";
import { optAmountText, type Field, type SegmentSink } from "../core/writer.ts";
import type { StatusCode, StatusEntity, StatusInformation } from "./types.ts";

/** STC and NM1, which the 276, 277 and 277CA have in common. */

export function statusesOf(loop: Loop, component: string): readonly StatusInformation[] {
  return all(loop, "STC").map((stc) => statusOf(stc, component));
}

/** STC03 is only used by the 277CA. */
function statusOf(stc: Segment, component: string): StatusInformation {
  return {
    codes: [stc[1], stc[10], stc[11]].filter((text) => text).map((text) => statusCode(text as string, component)),
    date: dateOf(stc[2]),
    action: opt(stc[3]),
    charge: optCents(stc[4]),
    paid: optCents(stc[5]),
    adjudicationDate: dateOf(stc[6]),
    paymentMethod: opt(stc[7]),
    paymentDate: dateOf(stc[8]),
    paymentNumber: opt(stc[9]),
    message: opt(stc[12]),
  };
}

function statusCode(text: string, component: string): StatusCode {
  const parts = text.split(component);
  return { category: parts[0] ?? "", status: parts[1] ?? "", entity: opt(parts[2]), codeList: opt(parts[3]) };
}

export function entityOf(loop: Loop | undefined): StatusEntity | undefined {
  const nm1 = loop?.segments[0];
  return nm1 && { name: nameOf(nm1), id: idOf(nm1) };
}

export const NO_ENTITY: StatusEntity = { name: { kind: "organization", name: "" } };

export function putStatuses(sink: SegmentSink, list: readonly StatusInformation[] | undefined): void {
  for (const status of list ?? [])
    sink.put(
      "STC",
      codeField(status.codes[0]),
      status.date && date8(status.date),
      status.action,
      optAmountText(status.charge),
      optAmountText(status.paid),
      status.adjudicationDate && date8(status.adjudicationDate),
      status.paymentMethod,
      status.paymentDate && date8(status.paymentDate),
      status.paymentNumber,
      codeField(status.codes[1]),
      codeField(status.codes[2]),
      status.message,
    );
}

function codeField(code: StatusCode | undefined): Field {
  return code && [code.category, code.status, code.entity, code.codeList];
}
