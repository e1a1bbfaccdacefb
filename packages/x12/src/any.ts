import { CODEC_277CA } from "./277ca/read.ts";
import { CODEC_834 } from "./834/read.ts";
import { CODEC_835 } from "./835/read.ts";
import { CODEC_837P } from "./837p/read.ts";
import { CODEC_999 } from "./999/read.ts";
import type { Codec, ReadContext } from "./core/codec.ts";
import { collectFindings, type Report } from "./core/findings.ts";
import { groupHeader, interchangeHeader } from "./core/interchange.ts";
import { X12Reader } from "./core/reader.ts";
import { ruleChecks } from "./core/rules.ts";
import { CODEC_270 } from "./eligibility/read-270.ts";
import { CODEC_271 } from "./eligibility/read-271.ts";
import { rulesOf } from "./rules/catalog.ts";
import type { TransactionSpec } from "./spec/describe.ts";
import { CODEC_276 } from "./status/read-276.ts";
import { CODEC_277 } from "./status/read-277.ts";
import { parseTa1 } from "./ta1/ta1.ts";
import type { GroupHeader, InterchangeHeader, ReadResult } from "./types.ts";

/** A transaction of any kind that we read: "837P", "835", "270", "271", "276", "277", "277CA", "999", "834". */
export interface AnyTransaction {
  readonly kind: string;
  readonly interchange: InterchangeHeader;
  /** Absent for a TA1, which stands outside of groups. */
  readonly group?: GroupHeader;
  /** The typed value of its kind; see the `types` file of each. */
  readonly transaction: unknown;
}

export interface AnyHandlers {
  /** A claim, a claim payment, a member ... as it ends. Without it they are kept and given with their transaction. */
  readonly onItem?: (kind: string, item: unknown) => void;
  readonly onTransaction: (transaction: AnyTransaction) => void;
  readonly onFinding: Report;
}

/** A codec whose types are no longer known: its transactions and items are told apart by `kind`. */
interface AnyCodec {
  readonly itemLoops: readonly string[];
  readonly dropLoops: readonly string[];
  readonly item: (loop: Parameters<Codec<unknown, unknown>["item"]>[0], context: ReadContext) => unknown;
  readonly transaction: (
    root: Parameters<Codec<unknown, unknown>["transaction"]>[0],
    items: readonly unknown[],
    context: ReadContext,
  ) => unknown;
}

const CODECS = new Map<TransactionSpec, AnyCodec>([
  entry(CODEC_837P),
  entry(CODEC_835),
  entry(CODEC_270),
  entry(CODEC_271),
  entry(CODEC_276),
  entry(CODEC_277),
  entry(CODEC_277CA),
  entry(CODEC_999),
  entry(CODEC_834),
]);

/** The items that a codec is given back are those that it made: the cast only forgets and remembers that. */
function entry<T, I>(codec: Codec<T, I>): [TransactionSpec, AnyCodec] {
  return [
    codec.spec,
    { ...codec, transaction: (root, items, context) => codec.transaction(root, items as I[], context) },
  ];
}

/** Reads files of any kind piece by piece; in constant memory when items are taken with `onItem`. */
export function streamAny(handlers: AnyHandlers): { push(chunk: string): void; end(): void } {
  let items: unknown[] = [];
  let context: ReadContext | undefined;
  return new X12Reader({
    report: handlers.onFinding,
    ta1: (ta1, isa) =>
      handlers.onTransaction({ kind: "TA1", interchange: interchangeHeader(isa), transaction: parseTa1(ta1) }),
    transactionStart(transaction, place, report) {
      const codec = CODECS.get(transaction.spec);
      const mine: ReadContext = { delimiters: place.delimiters, place, shared: new WeakMap() };
      context = mine;
      items = [];
      const checks = ruleChecks(rulesOf(transaction.spec), transaction, place.delimiters, report);
      return transaction.loops.map((node, index) => {
        const check = checks[index];
        const isItem = codec?.itemLoops.includes(node.id) ?? false;
        const drop = isItem || (codec?.dropLoops.includes(node.id) ?? false);
        if (!isItem) return check || drop ? (loop) => (check?.(loop), drop) : undefined;
        return (loop) => {
          check?.(loop);
          const item = codec?.item(loop, mine);
          if (item === undefined) return true;
          if (handlers.onItem) handlers.onItem(transaction.spec.short, item);
          else items.push(item);
          return true;
        };
      });
    },
    transactionEnd(root, place, transaction) {
      const codec = CODECS.get(transaction.spec);
      if (!codec || !context) return;
      handlers.onTransaction({
        kind: transaction.spec.short,
        interchange: interchangeHeader(place.isa),
        group: groupHeader(place.gs),
        transaction: codec.transaction(root, items, context),
      });
      items = [];
    },
  });
}

/**
 * Reads all of a text of any kind. Never throws: what is wrong is in the findings.
 *
 * @internal For tests; the product streams.
 */
export function readAny(text: string | Iterable<string>): ReadResult<readonly AnyTransaction[]> {
  const { findings, report } = collectFindings();
  const value: AnyTransaction[] = [];
  const reader = streamAny({ onTransaction: (one) => value.push(one), onFinding: report });
  if (typeof text === "string") reader.push(text);
  else for (const chunk of text) reader.push(chunk);
  reader.end();
  return { value, findings };
}
