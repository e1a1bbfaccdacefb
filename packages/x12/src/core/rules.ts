import type { Delimiters } from "../types.ts";
import type { Transaction } from "../spec/compile.ts";
import { UsedNumbers } from "./envelope.ts";
import type { Report } from "./findings.ts";
import type { Loop } from "./walker.ts";

/** Where a broken rule is seen, when not at the first segment of its loop. */
export interface At {
  readonly segmentNumber?: number;
  readonly segmentId?: string;
  readonly elementPosition?: number;
  readonly componentPosition?: number;
  readonly loop?: string;
  /** Added to the message: never a value of the file. */
  readonly detail?: string;
}

export interface RuleContext {
  readonly delimiters: Delimiters;
  /** Sums that go over several loops of one transaction. */
  readonly sums: Record<string, number>;
  /** Finds numbers used twice in one transaction. */
  readonly used: UsedNumbers;
  /** Codes of others, as far as their lists were loaded. */
  readonly lists: CodeLists;
  /** What several rules need of the same loop, made once: see {@link once}. */
  readonly memo: { loop: Loop | undefined; value: unknown };
}

/** Days of a code, CCYYMMDD, both ends counted; no end while it is in force. */
export interface CodePeriod {
  readonly from: string;
  readonly to?: string;
}

/**
 * Lists of codes that a user has loaded: X12 licenses the words, so none is shipped. A list that is absent says nothing. A code
 * that was closed and opened again has several periods.
 */
export interface CodeLists {
  /** Claim adjustment reason codes. */
  readonly carc?: ReadonlyMap<string, readonly CodePeriod[]>;
  /** Remittance advice remark codes. */
  readonly rarc?: ReadonlyMap<string, readonly CodePeriod[]>;
}
const NO_LISTS: CodeLists = {};

/** Makes a value of a loop when the first rule asks for it, and gives it to the rules after it. One kind of value only. */
export function once<T>(context: RuleContext, loop: Loop, make: (loop: Loop, context: RuleContext) => T): T {
  const memo = context.memo;
  if (memo.loop !== loop) {
    memo.loop = loop;
    memo.value = make(loop, context);
  }
  return memo.value as T;
}

/**
 * A situational or arithmetical rule, looked at when a loop is complete: everything in the loop can be seen, and what came
 * before it in the loops around it.
 */
export interface Rule {
  /** "837P-2300-CLM02-SUM". */
  readonly id: string;
  /** "005010X222A1". */
  readonly standard: string;
  /** Loop at whose end the rule is looked at; "" the transaction. */
  readonly loop: string;
  readonly segment: string;
  readonly element?: number;
  readonly component?: number;
  readonly severity: "error" | "warning";
  readonly message: string;
  readonly check: (loop: Loop, fail: (at?: At) => void, context: RuleContext) => void;
}

/** Looks at the rules of a loop. */
export type LoopCheck = (loop: Loop) => void;

/** The rules by loop index, ready for one transaction. */
export function ruleChecks(
  rules: readonly Rule[],
  transaction: Transaction,
  delimiters: Delimiters,
  report: Report,
  lists: CodeLists = NO_LISTS,
): (LoopCheck | undefined)[] {
  const context: RuleContext = {
    delimiters,
    lists,
    sums: {},
    used: new UsedNumbers(),
    memo: { loop: undefined, value: undefined },
  };
  // One function for all rules: making one for each rule of each loop is what a long file would spend its time on.
  let current: Rule | undefined;
  let looked: Loop | undefined;
  const fail = (at?: At) => {
    if (current && looked) report(findingOf(current, looked, at));
  };
  return transaction.loops.map((node) => {
    const mine = rules.filter((rule) => rule.loop === node.id);
    if (mine.length === 0) return undefined;
    return (loop) => {
      looked = loop;
      for (const rule of mine) {
        current = rule;
        rule.check(loop, fail, context);
      }
    };
  });
}

function findingOf(rule: Rule, loop: Loop, at: At | undefined) {
  const elementPosition = at?.elementPosition ?? (at?.segmentId ? undefined : rule.element);
  const componentPosition = at?.componentPosition ?? (at?.segmentId ? undefined : rule.component);
  const where = at?.loop ?? rule.loop;
  return {
    severity: rule.severity,
    segmentNumber: at?.segmentNumber ?? numberOfSegment(loop, at?.segmentId ?? rule.segment),
    segmentId: at?.segmentId ?? rule.segment,
    ...(elementPosition === undefined ? {} : { elementPosition }),
    ...(componentPosition === undefined ? {} : { componentPosition }),
    ...(where === "" ? {} : { loop: where }),
    rule: rule.id,
    message: at?.detail ? `${rule.message} ${at.detail}` : rule.message,
  };
}

/** Number in the file of the first segment with an id, or of the loop's first. */
export function numberOfSegment(loop: Loop, id: string): number {
  const at = loop.segments.findIndex((segment) => segment[0] === id);
  return loop.numbers[Math.max(at, 0)] ?? 0;
}
