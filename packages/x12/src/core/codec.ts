import { rulesOf } from "../rules/catalog.ts";
import type { Transaction } from "../spec/compile.ts";
import type { TransactionSpec } from "../spec/describe.ts";
import type { Delimiters, GroupHeader, Interchange, InterchangeHeader, ReadResult } from "../types.ts";
import { collectFindings, type Report } from "./findings.ts";
import { groupHeader, interchangeHeader } from "./interchange.ts";
import { X12Reader, type Place } from "./reader.ts";
import { ruleChecks } from "./rules.ts";
import type { Loop, LoopEnd } from "./walker.ts";

export interface ReadContext {
  readonly delimiters: Delimiters;
  readonly place: Place;
  /** Values made of a loop that several items share, such as a billing provider. */
  readonly shared: WeakMap<Loop, unknown>;
}

/** How one kind of transaction becomes a typed value `T`, with many items `I` in it. */
export interface Codec<T, I> {
  readonly spec: TransactionSpec;
  /** Loops that an item is made of when they end. */
  readonly itemLoops: readonly string[];
  /** Loops that need not be kept when they have ended: nothing later looks into them. */
  readonly dropLoops: readonly string[];
  readonly item: (loop: Loop, context: ReadContext) => I | undefined;
  /** The whole; in a stream `items` is empty, and it is also asked for before the first item. */
  readonly transaction: (root: Loop, items: readonly I[], context: ReadContext) => T;
}

/** Where an item stands. */
export interface ItemPlace<T> {
  readonly interchange: InterchangeHeader;
  readonly group: GroupHeader;
  /** The transaction as far as it was known at its first item: its items are empty. */
  readonly transaction: T;
}

export interface StreamHandlers<T, I> {
  readonly onItem?: (item: I, place: ItemPlace<T>) => void;
  /** At the end of each transaction; its items are empty. */
  readonly onTransaction?: (transaction: T, place: Omit<ItemPlace<T>, "transaction">) => void;
  readonly onFinding?: Report;
}

export interface StreamReader {
  push(chunk: string): void;
  end(): void;
}

/** Reads a file of one kind piece by piece, in constant memory: give it text with `push`, then `end`. */
export function streamReader<T, I>(codec: Codec<T, I>, handlers: StreamHandlers<T, I>): StreamReader {
  const report = handlers.onFinding ?? (() => {});
  let context: ReadContext | undefined;
  let head: { root: Loop; place: ItemPlace<T> } | undefined;
  const reader = new X12Reader({
    report,
    transactionStart(transaction, place) {
      context = { delimiters: place.delimiters, place, shared: new WeakMap() };
      head = undefined;
      return loopEnds(codec, transaction, context, report, (item, loop) => {
        if (!handlers.onItem || !context) return;
        head ??= { root: rootOf(loop), place: itemPlace(codec, rootOf(loop), context) };
        handlers.onItem(item, head.place);
      });
    },
    transactionEnd(root, place, transaction) {
      if (transaction.spec !== codec.spec || !context) return;
      handlers.onTransaction?.(codec.transaction(root, [], context), {
        interchange: interchangeHeader(place.isa),
        group: groupHeader(place.gs),
      });
    },
  });
  return reader;
}

/** Reads all of a text, or of pieces of it. Never throws: what is wrong is in the findings. */
export function readAll<T, I>(
  codec: Codec<T, I>,
  text: string | Iterable<string>,
): ReadResult<readonly Interchange<T>[]> {
  const { findings, report } = collectFindings();
  const interchanges: Interchange<T>[] = [];
  let transactions: T[] = [];
  let items: I[] = [];
  let context: ReadContext | undefined;
  const reader = new X12Reader({
    report,
    groupStart() {
      transactions = [];
    },
    transactionStart(transaction, place) {
      items = [];
      context = { delimiters: place.delimiters, place, shared: new WeakMap() };
      return loopEnds(codec, transaction, context, report, (item) => items.push(item));
    },
    transactionEnd(root, _place, transaction) {
      if (transaction.spec === codec.spec && context) transactions.push(codec.transaction(root, items, context));
      items = [];
    },
    groupEnd(gs, place) {
      if (transactions.length === 0) return;
      interchanges.push({ interchange: interchangeHeader(place.isa), group: groupHeader(gs), transactions });
    },
  });
  if (typeof text === "string") reader.push(text);
  else for (const chunk of text) reader.push(chunk);
  reader.end();
  return { value: interchanges, findings };
}

function loopEnds<T, I>(
  codec: Codec<T, I>,
  transaction: Transaction,
  context: ReadContext,
  report: Report,
  emit: (item: I, loop: Loop) => void,
): (LoopEnd | undefined)[] {
  const checks = ruleChecks(rulesOf(transaction.spec), transaction, context.delimiters, report);
  const mine = transaction.spec === codec.spec;
  if (!mine) {
    report({
      severity: "error",
      segmentNumber: context.place.stNumber,
      segmentId: "ST",
      elementPosition: 1,
      rule: "X12-OTHER-KIND",
      message: `This transaction holds ${transaction.spec.name} (${transaction.spec.short}), not ${codec.spec.name} (${codec.spec.short}).`,
    });
  }
  return transaction.loops.map((node, index) => {
    const check = checks[index];
    const isItem = mine && codec.itemLoops.includes(node.id);
    const drop = isItem || (mine ? codec.dropLoops.includes(node.id) : node.parent?.parent === undefined);
    if (!isItem) return check || drop ? (loop) => (check?.(loop), drop) : undefined;
    return (loop) => {
      check?.(loop);
      const item = codec.item(loop, context);
      if (item !== undefined) emit(item, loop);
      return true;
    };
  });
}

function itemPlace<T, I>(codec: Codec<T, I>, root: Loop, context: ReadContext): ItemPlace<T> {
  return {
    interchange: interchangeHeader(context.place.isa),
    group: groupHeader(context.place.gs),
    transaction: codec.transaction(root, [], context),
  };
}

function rootOf(loop: Loop): Loop {
  let root = loop;
  while (root.parent) root = root.parent;
  return root;
}
