import type { Rule } from "../core/rules.ts";
import { all, centsOf, child, first, firstOf, numberOf } from "../core/pick.ts";
import type { Loop } from "../core/walker.ts";

const error = "error" as const;
const warning = "warning" as const;

const X279 = "005010X279A1";
export const RULES_270: readonly Rule[] = [
  {
    id: "270-2110C-EQ",
    standard: X279,
    loop: "2000C",
    segment: "EQ",
    severity: error,
    message: "Nothing is asked about this subscriber (EQ), and no dependent follows.",
    check: (loop, fail) => {
      const person = child(loop, "2100C");
      if (!loop.hasChildLevel && person && !child(person, "2110C"))
        fail({ segmentId: "EQ", segmentNumber: loop.numbers[0], loop: "2110C" });
    },
  },
  {
    id: "270-2100C-SEARCH",
    standard: X279,
    loop: "2100C",
    segment: "NM1",
    severity: warning,
    message: "Payers find a member by id, or by name and birth date; here are fewer.",
    check: (loop, fail) => {
      const nm1 = loop.segments[0] ?? [];
      if (!nm1[9] && !(nm1[3] && first(loop, "DMG")?.[2])) fail();
    },
  },
];

function pairedLoops(loopId: string, inner: string): Rule {
  return {
    id: `271-${loopId}-LS`,
    standard: X279,
    loop: loopId,
    segment: "LS",
    severity: error,
    message: "Benefit related entities (loop 2120) stand between LS and LE.",
    check: (loop, fail) => {
      const has = child(loop, inner) !== undefined;
      for (const id of ["LS", "LE"])
        if ((first(loop, id) !== undefined) !== has) fail({ segmentId: id, segmentNumber: loop.numbers[0] });
    },
  };
}

function saysSomething(levelId: string, loopId: string): Rule {
  return {
    id: `271-${loopId}-EMPTY`,
    standard: X279,
    loop: levelId,
    segment: "EB",
    severity: error,
    message: "The answer has neither a benefit (EB) nor a reason for rejection (AAA).",
    check: (loop, fail) => {
      const person = child(loop, loopId);
      const answered =
        person?.loops.some((inner) => inner.node.id.startsWith("2110")) || (person && first(person, "AAA"));
      if (person && !answered && !loop.hasChildLevel)
        fail({ segmentId: "EB", segmentNumber: person.numbers[0], loop: loopId });
    },
  };
}

function benefitAmount(loopId: string): Rule {
  return {
    id: `271-${loopId}-EB-VALUE`,
    standard: X279,
    loop: loopId,
    segment: "EB",
    severity: warning,
    message: "A copay, deductible or limit should have its amount (EB07), a coinsurance its percentage (EB08).",
    check: (loop, fail) => {
      const eb = loop.segments[0] ?? [];
      if ((eb[1] === "A" && !eb[8]) || (/^[BCG]$/.test(eb[1] ?? "") && !eb[7] && !eb[8])) fail();
    },
  };
}

export const RULES_271: readonly Rule[] = [
  pairedLoops("2110C", "2120C"),
  pairedLoops("2110D", "2120D"),
  saysSomething("2000C", "2100C"),
  saysSomething("2000D", "2100D"),
  benefitAmount("2110C"),
  benefitAmount("2110D"),
];

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
      const told = status && [firstOf(status, "QTY", "QA"), firstOf(status, "QTY", "QC")];
      if (!status || !told || (!told[0] && !told[1])) return;
      if (numberOf(told[0]?.[2] ?? "0") !== accepted || numberOf(told[1]?.[2] ?? "0") !== rejected)
        fail({ segmentId: "QTY", segmentNumber: status.numbers[0], loop: "2200C" });
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
      const accepted = firstOf(status, "QTY", "90");
      const rejected = firstOf(status, "QTY", "AA");
      if (!accepted && !rejected) return;
      const same =
        numberOf(accepted?.[2] ?? "0") === (context.sums["accepted"] ?? 0) &&
        numberOf(rejected?.[2] ?? "0") === (context.sums["rejected"] ?? 0);
      if (!same) fail({ segmentId: "QTY", segmentNumber: status.numbers[0], loop: "2200B" });
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

const X231 = "005010X231A1";
export const RULES_999: readonly Rule[] = [
  {
    id: "999-2000-IK5",
    standard: X231,
    loop: "2000",
    segment: "IK5",
    element: 1,
    severity: warning,
    message: "A transaction with errors (IK3) is not accepted without remark (IK501 A).",
    check: (loop, fail, context) => {
      const outcome = first(loop, "IK5")?.[1] ?? "";
      context.sums["transactions"] = (context.sums["transactions"] ?? 0) + 1;
      if (outcome === "A" || outcome === "E") context.sums["accepted"] = (context.sums["accepted"] ?? 0) + 1;
      if (outcome === "A" && child(loop, "2100")) fail();
    },
  },
  {
    id: "999-AK904",
    standard: X231,
    loop: "",
    segment: "AK9",
    element: 4,
    severity: error,
    message: "The number of accepted transactions (AK904) is not that of the transactions reported as accepted.",
    check: (root, fail, context) => {
      const ak9 = first(root, "AK9");
      const told = context.sums["transactions"] ?? 0;
      if (ak9 && told > 0 && told === numberOf(ak9[3]) && numberOf(ak9[4]) !== (context.sums["accepted"] ?? 0)) fail();
    },
  },
  {
    id: "999-AK903",
    standard: X231,
    loop: "",
    segment: "AK9",
    element: 4,
    severity: error,
    message: "More transactions are accepted (AK904) than were received (AK903).",
    check: (root, fail) => {
      const ak9 = first(root, "AK9");
      if (ak9 && numberOf(ak9[4]) > numberOf(ak9[3])) fail();
    },
  },
];

const X220 = "005010X220A1";
export const RULES_834: readonly Rule[] = [
  {
    id: "834-2000-INS02",
    standard: X220,
    loop: "2000",
    segment: "INS",
    element: 2,
    severity: error,
    message: "A subscriber (INS01 Y) is self (INS02 18), and a dependent (INS01 N) is not.",
    check: (loop, fail) => {
      const ins = loop.segments[0] ?? [];
      if (ins[2] && (ins[1] === "Y") !== (ins[2] === "18")) fail();
    },
  },
  {
    id: "834-2300-DATES",
    standard: X220,
    loop: "2300",
    segment: "DTP",
    element: 3,
    severity: error,
    message: "The coverage ends (DTP 349) before it begins (DTP 348).",
    check: (loop, fail) => {
      const begin = firstOf(loop, "DTP", "348")?.[3];
      const end = firstOf(loop, "DTP", "349")?.[3];
      if (begin && end && end < begin) fail();
    },
  },
  {
    id: "834-2300-PREMIUM",
    standard: X220,
    loop: "2300",
    segment: "AMT",
    element: 2,
    severity: warning,
    message: "The premium (AMT P3) is negative.",
    check: (loop, fail) => {
      for (const amt of all(loop, "AMT")) if (amt[1] === "P3" && centsOf(amt[2]) < 0) fail();
    },
  },
];
