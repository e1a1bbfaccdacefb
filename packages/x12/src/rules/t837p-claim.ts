import { once, type Rule, type RuleContext } from "../core/rules.ts";
import { centsOf, child, first, firstOf } from "../core/pick.ts";
import { isDecimal } from "../core/text.ts";
import type { Loop, Segment } from "../core/walker.ts";

const base = { standard: "005010X222A1", loop: "2300", severity: "error" as const };

export const DIAGNOSIS_LISTS: ReadonlySet<string> = new Set(["ABK", "ABF", "BK", "BF"]);

interface CodedDiagnosis {
  readonly qualifier: string;
  readonly code: string;
  readonly position: number;
  readonly at: number;
}

/** The codes of all diagnosis HI segments of a claim: qualifier, code and the number of the segment. */
export function diagnoses(claim: Loop, context: RuleContext): readonly CodedDiagnosis[] {
  return once(context, claim, readDiagnoses);
}

function readDiagnoses(loop: Loop, { delimiters: { component } }: RuleContext): CodedDiagnosis[] {
  const list: CodedDiagnosis[] = [];
  for (let at = 0; at < loop.segments.length; at += 1) {
    const hi = loop.segments[at] as Segment;
    if (hi[0] !== "HI") continue;
    for (let position = 1; position < hi.length; position += 1) {
      const text = hi[position] as string;
      const end = text.indexOf(component);
      const qualifier = end < 0 ? text : text.slice(0, end);
      if (end < 0 || !DIAGNOSIS_LISTS.has(qualifier)) continue;
      const next = text.indexOf(component, end + 1);
      list.push({ qualifier, code: next < 0 ? text.slice(end + 1) : text.slice(end + 1, next), position, at });
    }
  }
  return list;
}

/** One component of a composite. */
export function part(text: string | undefined, at: number, component: string): string {
  if (!text) return "";
  let from = 0;
  for (let skip = at; skip > 0; skip -= 1) {
    from = text.indexOf(component, from) + 1;
    if (from === 0) return "";
  }
  const end = text.indexOf(component, from);
  return end < 0 ? text.slice(from) : text.slice(from, end);
}

/** CCYYMMDD of the first day that a line of a claim has; "" for none. */
export function firstServiceDay(claim: Loop): string {
  let earliest = "";
  for (const line of claim.loops) {
    const day = line.node.id === "2400" ? (firstOf(line, "DTP", "472")?.[3] ?? "").slice(0, 8) : "";
    if (day !== "" && (earliest === "" || day < earliest)) earliest = day;
  }
  return earliest;
}

/** SBR of the subscriber that a claim stands under. */
function subscriberOf(claim: Loop): Loop | undefined {
  return claim.parent?.node.id === "2000C" ? claim.parent.parent : claim.parent;
}

/** Situational and arithmetical rules of a professional claim as a whole. */
export const CLAIM_RULES_837P: readonly Rule[] = [
  {
    ...base,
    id: "837P-2300-COUNT",
    segment: "CLM",
    message: "",
    check: (_loop, _fail, context) => {
      context.sums["claims"] = (context.sums["claims"] ?? 0) + 1;
    },
  },
  {
    ...base,
    id: "837P-2300-CLM01-LONG",
    segment: "CLM",
    element: 1,
    severity: "warning",
    message: "The patient account number (CLM01) is longer than 20 characters: payers need not give back more.",
    check: (loop, fail) => {
      if ((loop.segments[0]?.[1]?.length ?? 0) > 20) fail();
    },
  },
  {
    ...base,
    id: "837P-2300-CLM01-TWICE",
    segment: "CLM",
    element: 1,
    severity: "warning",
    message: "The patient account number (CLM01) is used by an earlier claim of the transaction.",
    check: (loop, fail, context) => {
      if (context.used.again(loop.segments[0]?.[1] ?? "")) fail();
    },
  },
  {
    ...base,
    id: "837P-2300-CLM02-SUM",
    segment: "CLM",
    element: 2,
    message: "The claim's total charge (CLM02) is not the sum of its lines' charges (SV102).",
    check: (loop, fail) => {
      const total = loop.segments[0]?.[2];
      if (!total || !isDecimal(total) || !child(loop, "2400")) return;
      let sum = 0;
      for (const line of loop.loops) if (line.node.id === "2400") sum += centsOf(first(line, "SV1")?.[2]);
      if (sum !== centsOf(total)) fail();
    },
  },
  {
    ...base,
    id: "837P-2300-CLM02-NEGATIVE",
    segment: "CLM",
    element: 2,
    message: "The claim's total charge (CLM02) must not be negative.",
    check: (loop, fail) => {
      if (loop.segments[0]?.[2]?.startsWith("-")) fail();
    },
  },
  {
    ...base,
    id: "837P-2300-CLM05-F8",
    segment: "REF",
    message: "A replacement or void (CLM05-3 is 7 or 8) needs the payer's number of the original claim (REF F8).",
    check: (loop, fail, { delimiters }) => {
      const frequency = part(loop.segments[0]?.[5], 2, delimiters.component);
      if ((frequency === "7" || frequency === "8") && !firstOf(loop, "REF", "F8"))
        fail({ segmentId: "REF", segmentNumber: loop.numbers[0] });
    },
  },
  {
    ...base,
    id: "837P-2300-CLM05-POS",
    segment: "CLM",
    element: 5,
    component: 1,
    message: "The place of service (CLM05-1) must be two digits.",
    check: (loop, fail, { delimiters }) => {
      const place = part(loop.segments[0]?.[5], 0, delimiters.component);
      if (place !== "" && !/^\d\d$/.test(place)) fail();
    },
  },
  {
    ...base,
    id: "837P-2300-CLM05-FREQUENCY",
    segment: "CLM",
    element: 5,
    component: 3,
    message: "The claim frequency (CLM05-3) of a professional claim is 1, 6, 7 or 8.",
    check: (loop, fail, { delimiters }) => {
      const frequency = part(loop.segments[0]?.[5], 2, delimiters.component);
      if (frequency !== "" && !"1678".includes(frequency)) fail();
    },
  },
  {
    ...base,
    id: "837P-2300-HI-FORM",
    segment: "HI",
    message: "This is not in the form of a diagnosis code (no dot, three to seven characters).",
    check: (loop, fail, context) => {
      for (const dx of diagnoses(loop, context)) {
        const form = dx.qualifier.startsWith("A") ? /^[A-Z]\d[0-9A-Z]{1,5}$/ : /^[0-9EV]\d{2,4}$/;
        if (!form.test(dx.code))
          fail({ segmentNumber: loop.numbers[dx.at], elementPosition: dx.position, componentPosition: 2 });
      }
    },
  },
  {
    ...base,
    id: "837P-2300-HI-VERSION",
    segment: "HI",
    message: "ICD-9 (BK, BF) and ICD-10 (ABK, ABF) diagnoses must not be mixed in a claim.",
    check: (loop, fail, context) => {
      const list = diagnoses(loop, context);
      const tenth = list[0]?.qualifier.startsWith("A");
      const other = list.find((dx) => dx.qualifier.startsWith("A") !== tenth);
      if (other) fail({ segmentNumber: loop.numbers[other.at], elementPosition: other.position, componentPosition: 1 });
    },
  },
  {
    ...base,
    id: "837P-2300-HI-ICD9",
    segment: "HI",
    message: "For services since October 1, 2015 diagnoses are ICD-10-CM (ABK, ABF), not ICD-9 (BK, BF).",
    check: (loop, fail, context) => {
      const old = diagnoses(loop, context).find((dx) => !dx.qualifier.startsWith("A"));
      if (old && firstServiceDay(loop) >= "20151001")
        fail({ segmentNumber: loop.numbers[old.at], elementPosition: old.position, componentPosition: 1 });
    },
  },
  {
    ...base,
    id: "837P-2300-HI-TWICE",
    segment: "HI",
    message: "The same diagnosis stands twice in the claim.",
    check: (loop, fail, context) => {
      const seen = new Set<string>();
      for (const dx of diagnoses(loop, context)) {
        if (seen.has(dx.code)) fail({ segmentNumber: loop.numbers[dx.at], elementPosition: dx.position });
        seen.add(dx.code);
      }
    },
  },
  {
    ...base,
    id: "837P-2300-HI-EXTERNAL",
    segment: "HI",
    element: 1,
    message: "An external cause (ICD-10-CM V00 to Y99) must not be the first diagnosis.",
    check: (loop, fail, context) => {
      const [dx] = diagnoses(loop, context);
      if (dx?.qualifier === "ABK" && /^[V-Y]/.test(dx.code)) fail({ segmentNumber: loop.numbers[dx.at] });
    },
  },
  {
    ...base,
    id: "837P-2300-SBR01-TWICE",
    segment: "SBR",
    element: 1,
    message: "Two payers of the claim have the same rank (SBR01): primary, secondary and tertiary may come once each.",
    check: (loop, fail) => {
      if (!child(loop, "2320")) return;
      const own = subscriberOf(loop);
      const seen = new Set([own ? (first(own, "SBR")?.[1] ?? "") : ""]);
      for (const other of loop.loops) {
        if (other.node.id !== "2320") continue;
        const rank = other.segments[0]?.[1] ?? "";
        if (rank !== "U" && seen.has(rank)) fail({ segmentNumber: other.numbers[0], loop: "2320" });
        seen.add(rank);
      }
    },
  },
  {
    ...base,
    id: "837P-2300-SBR01-OTHERS",
    segment: "SBR",
    message: "The claim goes to a secondary or later payer: the payers before it (loop 2320) are needed.",
    check: (loop, fail) => {
      const own = subscriberOf(loop);
      const rank = (own && first(own, "SBR")?.[1]) ?? "P";
      if ((rank === "S" || rank === "T") && !child(loop, "2320"))
        fail({ segmentNumber: loop.numbers[0], segmentId: "SBR", loop: "2320" });
    },
  },
  {
    ...base,
    id: "837P-2320-AMT-D",
    segment: "AMT",
    message:
      "The other payer has decided (CAS, its lines, or DTP 573): what it paid (AMT D) is needed, also when it is zero.",
    check: (loop, fail) => {
      for (const other of loop.loops) {
        if (other.node.id !== "2320" || firstOf(other, "AMT", "D")) continue;
        const payer = child(other, "2330B");
        const payerId = payer?.segments[0]?.[9];
        const hasDecided =
          first(other, "CAS") !== undefined ||
          (payer && firstOf(payer, "DTP", "573")) !== undefined ||
          loop.loops.some((line) =>
            line.loops.some((inner) => inner.node.id === "2430" && inner.segments[0]?.[1] === payerId),
          );
        if (hasDecided) fail({ segmentNumber: other.numbers[0], segmentId: "AMT", elementPosition: 2, loop: "2320" });
      }
    },
  },
  {
    ...base,
    id: "837P-2300-COB-BALANCE",
    segment: "AMT",
    message:
      "What the other payer paid (AMT D) and all its adjustments (CAS) do not sum to the claim's charge (CLM02).",
    check: (loop, fail) => {
      const charge = centsOf(loop.segments[0]?.[2]);
      for (const other of loop.loops) {
        if (other.node.id !== "2320") continue;
        const paid = firstOf(other, "AMT", "D");
        if (!paid) continue;
        const payerId = child(other, "2330B")?.segments[0]?.[9];
        let adjusted = sumOfCas(other);
        for (const line of loop.loops)
          for (const decided of line.loops)
            if (decided.node.id === "2430" && decided.segments[0]?.[1] === payerId) adjusted += sumOfCas(decided);
        if (centsOf(paid[2]) + adjusted !== charge)
          fail({
            segmentNumber: other.numbers[other.segments.indexOf(paid)],
            segmentId: "AMT",
            elementPosition: 2,
            loop: "2320",
          });
      }
    },
  },
];

/** Sum of the amounts of all CAS triples in a loop, in cents. */
export function sumOfCas(loop: Loop): number {
  let sum = 0;
  for (const cas of loop.segments) if (cas[0] === "CAS") sum += sumOfOne(cas);
  return sum;
}

function sumOfOne(cas: Segment): number {
  let sum = 0;
  for (let at = 3; at < cas.length; at += 3) sum += centsOf(cas[at]);
  return sum;
}
