import { X12Reader } from "./core/reader.ts";
import type { Segment } from "./core/walker.ts";
import type { Delimiters } from "./types.ts";

/** One transaction as a file of its own. */
export interface SplitPart {
  /** Counts the parts from 1. */
  readonly number: number;
  /** ST01. */
  readonly code: string;
  readonly text: string;
}

/**
 * Makes a whole interchange of each transaction of a file: the same ISA and GS, with trailers that count one. TA1 segments
 * are left out.
 */
export function splitter(onPart: (part: SplitPart) => void): { push(chunk: string): void; end(): void } {
  let isa: Segment | undefined;
  let gs: Segment | undefined;
  let delimiters: Delimiters | undefined;
  let body: string[] | undefined;
  let code = "";
  let number = 0;
  const finish = () => {
    if (!body || !isa || !gs || !delimiters) return;
    const { element, segment } = delimiters;
    const line = (...parts: string[]) => parts.join(element) + segment;
    number += 1;
    const text =
      isa.join(element) +
      segment +
      gs.join(element) +
      segment +
      body.join("") +
      line("GE", "1", gs[6] ?? "") +
      line("IEA", "1", isa[13] ?? "");
    onPart({ number, code, text });
    body = undefined;
  };
  return new X12Reader({
    report: () => {},
    interchangeStart(segment, chosen) {
      isa = segment;
      delimiters = chosen;
    },
    segment(segment) {
      if (segment[0] === "GS") gs = segment;
      if (segment[0] === "ST") {
        finish();
        body = [];
        code = segment[1] ?? "";
      }
      if (segment[0] === "GE" || segment[0] === "IEA") finish();
      if (body && delimiters) body.push(segment.join(delimiters.element) + delimiters.segment);
      if (segment[0] === "SE") finish();
    },
    transactionStart: (transaction) => transaction.loops.map((node) => (node.parent ? () => true : undefined)),
  });
}
