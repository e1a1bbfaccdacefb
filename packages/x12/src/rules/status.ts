import type { At, Rule } from "../core/rules.ts";
import { child, first, firstOf, numberOf } from "../core/pick.ts";
import type { Loop } from "../core/walker.ts";

const error = "error" as const;
const warning = "warning" as const;

const X214 = "005010X214";

/** Every STC of a loop: category codes of the 277CA begin with A; A3 and A6 to A8 are rejections. */
function statusRule(loopId: string): Rule[] {
  return [
    {
      id: `277CA-${loopId}-STC01`,
      standard: X214,
      loop: loopId,
      segment: "STC",
      element: 1,
      severity: error,
      message: "The category of a claim acknowledgment (STC01-1) is A0 to A8.",
      check: (loop, fail) => {
        loop.segments.forEach((stc, at) => {
          if (stc[0] === "STC" && stc[1] && !/^(?:A[0-8]|DR)/.test(stc[1])) fail({ segmentNumber: loop.numbers[at] });
        });
      },
    },
    {
      id: `277CA-${loopId}-STC03`,
      standard: X214,
      loop: loopId,
      segment: "STC",
      element: 3,
      severity: warning,
      message: "A rejection (A3, A6, A7, A8) goes with the action U, an acceptance (A1, A2, A5) with WQ.",
      check: (loop, fail) => {
        loop.segments.forEach((stc, at) => {
          const category = stc[0] === "STC" ? (stc[1] ?? "").slice(0, 2) : "";
          const rejected = /^A[3678]$/.test(category);
          const accepted = /^A[125]$/.test(category);
          if ((rejected && stc[3] === "WQ") || (accepted && stc[3] === "U")) fail({ segmentNumber: loop.numbers[at] });
        });
      },
    },
  ];
}

/** A claim's verdict, from its first STC: the action, or else the category. */
function isRejected(claim: Loop): boolean {
  const stc = first(claim, "STC");
  return stc?.[3] === "U" || (stc?.[3] !== "WQ" && /^A[3678]/.test(stc?.[1] ?? ""));
}

/** QTY01 and what it must count; where none of them is sent nothing was told. */
function checkTotals(status: Loop, counts: Readonly<Record<string, number>>, fail: (at: At) => void): void {
  const told = Object.keys(counts).some((kind) => firstOf(status, "QTY", kind));
  if (!told) return;
  for (const [kind, count] of Object.entries(counts)) {
    const at = status.segments.findIndex((segment) => segment[0] === "QTY" && segment[1] === kind);
    const place = { segmentId: "QTY", loop: status.node.id };
    if (at >= 0 && numberOf(status.segments[at]?.[2]) !== count)
      fail({ ...place, segmentNumber: status.numbers[at] ?? 0, elementPosition: 2 });
    else if (at < 0 && count > 0) fail({ ...place, segmentNumber: status.numbers[0] ?? 0 });
  }
}

export const RULES_277CA: readonly Rule[] = [
  ...statusRule("2200B"),
  ...statusRule("2200C"),
  ...statusRule("2200D"),
  {
    id: "277CA-2200D-COUNT",
    standard: X214,
    loop: "2200D",
    segment: "STC",
    severity: warning,
    message: "",
    check: (loop, _fail, context) => {
      const key = isRejected(loop) ? "providerRejected" : "providerAccepted";
      context.sums[key] = (context.sums[key] ?? 0) + 1;
    },
  },
  {
    id: "277CA-2000C-TOTALS",
    standard: X214,
    loop: "2000C",
    segment: "QTY",
    severity: warning,
    message: "The provider's numbers of accepted and rejected claims (QTY) are not those of the claims that follow.",
    check: (loop, fail, context) => {
      const accepted = context.sums["providerAccepted"] ?? 0;
      const rejected = context.sums["providerRejected"] ?? 0;
      context.sums["providerAccepted"] = 0;
      context.sums["providerRejected"] = 0;
      context.sums["accepted"] = (context.sums["accepted"] ?? 0) + accepted;
      context.sums["rejected"] = (context.sums["rejected"] ?? 0) + rejected;
      const status = child(loop, "2200C");
      if (status) checkTotals(status, { QA: accepted, QC: rejected }, fail);
    },
  },
  {
    id: "277CA-2000B-TOTALS",
    standard: X214,
    loop: "2000B",
    segment: "QTY",
    severity: warning,
    message: "The numbers of accepted and rejected claims (QTY) are not those of the claims that follow.",
    check: (loop, fail, context) => {
      const status = child(loop, "2200B");
      if (!status || (!context.sums["accepted"] && !context.sums["rejected"])) return;
      checkTotals(status, { 90: context.sums["accepted"] ?? 0, AA: context.sums["rejected"] ?? 0 }, fail);
    },
  },
];

const X212 = "005010X212";
export const RULES_276: readonly Rule[] = [
  {
    id: "276-2200D-COUNT",
    standard: X212,
    loop: "2200D",
    segment: "TRN",
    severity: warning,
    message: "",
    check: (_loop, _fail, context) => {
      context.sums["asked"] = 1;
    },
  },
  {
    id: "276-2200D-MISSING",
    standard: X212,
    loop: "2000D",
    segment: "TRN",
    severity: error,
    message: "Nothing is asked about this subscriber (TRN), and no dependent follows.",
    check: (loop, fail, context) => {
      if (!loop.hasChildLevel && !context.sums["asked"])
        fail({ segmentId: "TRN", segmentNumber: loop.numbers[0], loop: "2200D" });
      context.sums["asked"] = 0;
    },
  },
  {
    id: "276-2000D-DMG",
    standard: X212,
    loop: "2000D",
    segment: "DMG",
    severity: error,
    message: "The subscriber is the patient: the birth date (DMG) is needed.",
    check: (loop, fail) => {
      if (!loop.hasChildLevel && !first(loop, "DMG")) fail({ segmentId: "DMG", segmentNumber: loop.numbers[0] });
    },
  },
];

/** Every STC of a loop: the form of a status category code. Which of them exist is the business of their own list. */
function statusCategory(loopId: string): Rule {
  return {
    id: `277-${loopId}-STC01`,
    standard: X212,
    loop: loopId,
    segment: "STC",
    element: 1,
    component: 1,
    severity: "error",
    message: "This is not in the form of a claim status category (STC01-1), such as A1, F1 or P1.",
    check: (loop, fail, { delimiters }) => {
      loop.segments.forEach((stc, at) => {
        const category = stc[0] === "STC" ? (stc[1] ?? "").split(delimiters.component)[0] : "";
        if (category && !STATUS_CATEGORY.test(category)) fail({ segmentNumber: loop.numbers[at] });
      });
    },
  };
}
const STATUS_CATEGORY = /^(?:[AEFPR]\d{1,3}|F3[FN]|D0|DR\d{2}|RQ|X0)$/;

export const RULES_277: readonly Rule[] = ["2200B", "2200C", "2200D", "2220D", "2200E", "2220E"].map(statusCategory);
