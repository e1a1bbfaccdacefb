import type { Rule } from "../core/rules.ts";
import { centsOf, child, first, firstOf, numberOf } from "../core/pick.ts";
import type { Loop } from "../core/walker.ts";
import { diagnoses, part, sumOfCas } from "./t837p-claim.ts";
import { attachmentNumber } from "./t837p-facts.ts";

const base = { standard: "005010X222A1", loop: "2400", severity: "error" as const };

/** An element of SV1, which is a line's second segment when all is well. */
function sv1(line: Loop, element: number): string {
  return first(line, "SV1")?.[element] ?? "";
}

function modifiers(line: Loop, component: string): string[] {
  const procedure = sv1(line, 1);
  // Most lines have no modifier: a qualifier and a code only.
  if (procedure.length <= 8) return [];
  return procedure
    .split(component)
    .slice(2, 6)
    .filter((code) => code !== "");
}

function pointers(line: Loop, component: string): string[] {
  const text = sv1(line, 7);
  return text.length < 2 ? [text] : text.split(component);
}

const CERTIFICATE_WAYS = new Set(["AB", "AD", "AF", "AG", "NS"]);

/** Situational and arithmetical rules of a service line. */
export const LINE_RULES_837P: readonly Rule[] = [
  {
    ...base,
    id: "837P-2400-LX01",
    segment: "LX",
    element: 1,
    message: "Service lines are numbered 1, 2, 3 in their claim (LX01).",
    check: (loop, fail) => {
      const siblings = loop.parent?.loops ?? [];
      // It has just ended: it is the last of its claim, and the line before it (there are only lines) the last but one.
      const before = siblings.at(-1) === loop ? siblings.at(-2) : undefined;
      const expected = before?.node.id === "2400" ? numberOf(before.segments[0]?.[1]) + 1 : 1;
      if (numberOf(loop.segments[0]?.[1]) !== expected) fail();
    },
  },
  {
    ...base,
    id: "837P-2400-SV101-CODE",
    segment: "SV1",
    element: 1,
    component: 2,
    message: "A HCPCS or CPT code has five characters (SV101-2).",
    check: (loop, fail, { delimiters }) => {
      const procedure = sv1(loop, 1);
      const code = part(procedure, 1, delimiters.component);
      if (procedure.startsWith("HC") && code !== "" && !/^[0-9A-Z]\d{3}[0-9A-Z]$/.test(code)) fail();
    },
  },
  {
    ...base,
    id: "837P-2400-SV101-MODIFIER-TWICE",
    segment: "SV1",
    element: 1,
    message: "The same modifier stands twice on the line.",
    check: (loop, fail, { delimiters }) => {
      // Two modifiers at least: "HC:99213:25:59".
      if (sv1(loop, 1).length < 14) return;
      const list = modifiers(loop, delimiters.component);
      if (new Set(list).size < list.length) fail();
    },
  },
  {
    ...base,
    id: "837P-2400-SV102-NEGATIVE",
    segment: "SV1",
    element: 2,
    message: "The line's charge (SV102) must not be negative.",
    check: (loop, fail) => {
      if (first(loop, "SV1")?.[2]?.startsWith("-")) fail();
    },
  },
  {
    ...base,
    id: "837P-2400-SV104-UNITS",
    segment: "SV1",
    element: 4,
    message: "The units of service (SV104) must be more than zero.",
    check: (loop, fail) => {
      const units = first(loop, "SV1")?.[4];
      if (units && !(Number(units) > 0)) fail();
    },
  },
  {
    ...base,
    id: "837P-2400-SV107-POINTER",
    segment: "SV1",
    element: 7,
    message: "A diagnosis pointer (SV107) does not point to a diagnosis of the claim.",
    check: (loop, fail, context) => {
      const count = loop.parent ? diagnoses(loop.parent, context).length : 0;
      // A claim without any diagnosis is one fault, told once.
      if (count === 0) return;
      const text = sv1(loop, 7);
      let from = 0;
      for (let component = 1; from >= 0; component += 1) {
        const end = text.indexOf(context.delimiters.component, from);
        const pointer = end < 0 ? text.slice(from) : text.slice(from, end);
        if (pointer !== "" && !(numberOf(pointer) >= 1 && numberOf(pointer) <= count))
          fail({ componentPosition: component });
        from = end < 0 ? -1 : end + 1;
      }
    },
  },
  {
    ...base,
    id: "837P-2400-SV107-TWICE",
    segment: "SV1",
    element: 7,
    severity: "warning",
    message: "The same diagnosis is pointed to twice (SV107).",
    check: (loop, fail, { delimiters }) => {
      if (sv1(loop, 7).length < 3) return;
      const list = pointers(loop, delimiters.component);
      // Most lines have two pointers at most: no set is made for them.
      if (list.length === 2) {
        if (list[0] === list[1] && list[0] !== "") fail();
        return;
      }
      const sent = list.filter((pointer) => pointer !== "");
      if (new Set(sent).size < sent.length) fail();
    },
  },
  attachmentNumber("2400"),
  {
    ...base,
    id: "837P-2400-PWK02",
    segment: "PWK",
    message:
      "How a certificate of medical necessity comes (PWK02 AB, AD, AF, AG, NS) is said of such a certificate (PWK01 CT).",
    check: (loop, fail) => {
      loop.segments.forEach((pwk, at) => {
        if (pwk[0] === "PWK" && pwk[1] !== "CT" && CERTIFICATE_WAYS.has(pwk[2] ?? ""))
          fail({ segmentNumber: loop.numbers[at], segmentId: "PWK", elementPosition: 2 });
      });
    },
  },
  {
    ...base,
    id: "837P-2400-QW-CLIA",
    segment: "REF",
    message: "A waived laboratory test (modifier QW) needs the CLIA number (REF X4).",
    check: (loop, fail, { delimiters }) => {
      if (!sv1(loop, 1).includes("QW", 8)) return;
      const waived = modifiers(loop, delimiters.component).includes("QW");
      if (waived && !firstOf(loop, "REF", "X4") && !(loop.parent && firstOf(loop.parent, "REF", "X4")))
        fail({ segmentId: "REF", segmentNumber: loop.numbers[0] });
    },
  },
  {
    ...base,
    id: "837P-2410-LIN03-NDC",
    loop: "2410",
    segment: "LIN",
    element: 3,
    message: "A National Drug Code (LIN02 N4) has eleven digits and no hyphens.",
    check: (loop, fail) => {
      const lin = loop.segments[0];
      if (lin?.[2] === "N4" && lin[3] && !/^\d{11}$/.test(lin[3])) fail();
    },
  },
  {
    ...base,
    id: "837P-2400-LIN-DRUG",
    segment: "LIN",
    severity: "warning",
    message: "Most payers want the drug's NDC (loop 2410) with a J code.",
    check: (loop, fail, { delimiters }) => {
      const procedure = sv1(loop, 1);
      if (procedure[3] !== "J") return;
      const code = part(procedure, 1, delimiters.component);
      if (procedure.startsWith("HC") && /^J\d{4}$/.test(code) && !child(loop, "2410"))
        fail({ segmentId: "LIN", segmentNumber: loop.numbers[0], loop: "2410" });
    },
  },
  {
    ...base,
    id: "837P-2430-SVD01",
    segment: "SVD",
    element: 1,
    message: "SVD01 must be the id (NM109) of one of the other payers (loop 2330B) of the claim.",
    check: (loop, fail) => {
      for (const decided of loop.loops) {
        if (decided.node.id !== "2430") continue;
        const known = loop.parent?.loops.some(
          (other) => other.node.id === "2320" && child(other, "2330B")?.segments[0]?.[9] === decided.segments[0]?.[1],
        );
        if (!known) fail({ segmentNumber: decided.numbers[0], segmentId: "SVD", elementPosition: 1, loop: "2430" });
      }
    },
  },
  {
    ...base,
    id: "837P-2430-SVD-BALANCE",
    segment: "SVD",
    message: "The line's charge (SV102) is not what the other payer paid (SVD02) and adjusted (CAS) together.",
    check: (loop, fail) => {
      const charge = centsOf(first(loop, "SV1")?.[2]);
      for (const decided of loop.loops) {
        if (decided.node.id !== "2430" || decided.segments[0]?.[6]) continue;
        if (centsOf(decided.segments[0]?.[2]) + sumOfCas(decided) !== charge)
          fail({ segmentNumber: decided.numbers[0], segmentId: "SVD", elementPosition: 2, loop: "2430" });
      }
    },
  },
];
