import { ruleChecks, type CodeLists } from "./core/rules.ts";
import { collectFindings, type Report } from "./core/findings.ts";
import { X12Reader } from "./core/reader.ts";
import { rulesOf } from "./rules/catalog.ts";
import type { Finding } from "./types.ts";

export interface Validator {
  push(chunk: string): void;
  end(): void;
}

/**
 * Checks X12 text of any kind, given piece by piece, in constant memory. With `lists`, adjustment reason and remark codes are
 * looked up too (X12-V7).
 */
export function validator(report: Report, lists?: CodeLists): Validator {
  return new X12Reader({
    report,
    transactionStart(transaction, place, to) {
      const checks = ruleChecks(rulesOf(transaction.spec), transaction, place.delimiters, to, lists);
      // Loops that repeat without limit are let go as they end; rules have looked at them by then.
      return transaction.loops.map((node, index) => {
        const check = checks[index];
        const drop = node.entries.length > 1 && repeats(node.id);
        return check || drop ? (loop) => (check?.(loop), drop) : undefined;
      });
    },
  });
}

const REPEATING = new Set(["2000", "2000A", "2000B", "2000C", "2000D", "2000E", "2100", "2300"]);
function repeats(id: string): boolean {
  return REPEATING.has(id);
}

/**
 * Everything that is off in a text, in the order of the file. No finding of severity "error": it is valid.
 *
 * @internal For tests; the product streams.
 */
export function validate(text: string | Iterable<string>, lists?: CodeLists): readonly Finding[] {
  const { findings, report } = collectFindings();
  const reader = validator(report, lists);
  if (typeof text === "string") reader.push(text);
  else for (const chunk of text) reader.push(chunk);
  reader.end();
  return findings.toSorted((a, b) => a.segmentNumber - b.segmentNumber);
}
