import type { Rule } from "../core/rules.ts";
import { centsOf, firstOf } from "../core/pick.ts";
import { claimPaymentOf } from "../835/read-claim.ts";
import type { ServicePayment835 } from "../835/types.ts";

const base = { standard: "005010X221A1", loop: "2100" };
/** The patient's share of what is allowed: deductible, coinsurance, copay, and what the first blood costs. */
const OF_ALLOWED: ReadonlySet<string> = new Set(["1", "2", "3", "66"]);
/** What the contract takes off, or puts on where it pays above the charge. */
const OF_CONTRACT: ReadonlySet<string> = new Set(["45", "94"]);

/** What the parts of a line leave for the amount allowed: at least what is owed of it, at most the charge less what the contract takes off. */
function allowedBetween(line: ServicePayment835): readonly [number, number] {
  let least = line.paid;
  let most = line.charge;
  for (const { group, reason, amount } of line.adjustments) {
    if (group === "PR" && OF_ALLOWED.has(reason)) least += amount;
    if (OF_CONTRACT.has(reason)) most -= amount;
  }
  return [least, Math.max(least, most)];
}

/** X12-V5: what a remittance says of dates and of the amount allowed. */
export const LINE_RULES_835: readonly Rule[] = [
  {
    ...base,
    id: "835-2100-DATE",
    segment: "DTM",
    severity: "warning",
    message: "The claim has no date: neither of its own (DTM 232, 233) nor at each of its lines (DTM 472, 150).",
    check: (loop, fail) => {
      if (firstOf(loop, "DTM", "232") ?? firstOf(loop, "DTM", "233")) return;
      const dated = (line: (typeof loop.loops)[number]) => firstOf(line, "DTM", "472") ?? firstOf(line, "DTM", "150");
      if (loop.loops.length === 0) return fail({ segmentId: "DTM", segmentNumber: loop.numbers[0] ?? 0 });
      for (const line of loop.loops)
        if (!dated(line)) fail({ segmentId: "DTM", segmentNumber: line.numbers[0] ?? 0, loop: "2110" });
    },
  },
  {
    ...base,
    id: "835-2110-AMT-B6",
    segment: "AMT",
    severity: "warning",
    message:
      "The amount allowed (AMT B6) does not fit the line: it is at least payment plus deductible, coinsurance and copay, and at most the charge less what the contract takes off (45).",
    check: (loop, fail, context) => {
      const claim = claimPaymentOf(loop, context);
      // A reversal repeats the amounts with a minus, or with none: there is nothing to compare.
      if (claim.status === "22") return;
      claim.lines.forEach((line, index) => {
        const inner = loop.loops[index];
        const at = inner?.segments.findIndex((amt) => amt[0] === "AMT" && amt[1] === "B6") ?? -1;
        if (!inner || at < 0) return;
        const allowed = centsOf(inner.segments[at]?.[2]);
        const [least, most] = allowedBetween(line);
        if (allowed < least || allowed > most)
          fail({ segmentNumber: inner.numbers[at] ?? 0, segmentId: "AMT", elementPosition: 2, loop: "2110" });
      });
    },
  },
];
