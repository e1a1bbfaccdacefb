import type { Rule } from "../core/rules.ts";
import { all, centsOf, child, first, firstOf, numberOf } from "../core/pick.ts";

const error = "error" as const;
const warning = "warning" as const;

const X279 = "005010X279A1";

/** X12-V8: EQ01 is repeated where nothing but the service type differs. */
function asksAtOnce(loopId: "2100C" | "2100D", inner: string): Rule {
  return {
    id: `270-${inner}-EQ-ONE`,
    standard: X279,
    loop: loopId,
    segment: "EQ",
    element: 1,
    severity: warning,
    message:
      "This differs from an earlier question (EQ) in its service type alone: one EQ with both types in EQ01 suffices.",
    check: (loop, fail) => {
      const seen = new Set<string>();
      for (const asked of loop.loops) {
        const eq = asked.segments[0];
        if (asked.node.id !== inner || !eq?.[1]) continue;
        const others = asked.segments.slice(1).map((segment) => segment.join(" "));
        const key = [...eq.slice(2), "", ...others].join(" ");
        if (seen.has(key))
          fail({ segmentNumber: asked.numbers[0] ?? 0, segmentId: "EQ", elementPosition: 1, loop: inner });
        seen.add(key);
      }
    },
  };
}

export const RULES_270: readonly Rule[] = [
  asksAtOnce("2100C", "2110C"),
  asksAtOnce("2100D", "2110D"),
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

const X231 = "005010X231A1";
export const RULES_999: readonly Rule[] = [
  {
    id: "999-AK901",
    standard: X231,
    loop: "",
    segment: "AK9",
    element: 1,
    severity: error,
    message: "The group is accepted (AK901 A or E), but fewer transactions were accepted (AK904) than came (AK902).",
    check: (root, fail) => {
      const ak9 = first(root, "AK9");
      const accepted = ak9?.[1] === "A" || ak9?.[1] === "E";
      if (accepted && numberOf(ak9[4]) < numberOf(ak9[2])) fail();
    },
  },
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
