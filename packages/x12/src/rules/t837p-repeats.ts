import type { Rule } from "../core/rules.ts";
import { child, first, firstOf } from "../core/pick.ts";
import { part } from "./t837p-claim.ts";

const base = { standard: "005010X222A1", loop: "2300", segment: "SV1" };

/** Says of itself that the service was done again: SCRUB-44 of billing knows the same. */
const REPEATED: ReadonlySet<string> = new Set(["76", "77", "91"]);
/** Numbers of "not otherwise classified" that do not end in 99 (CMS, HCPCS Level II), and unlisted vaccines. */
const OTHERS_UNLISTED: ReadonlySet<string> = new Set(["J3490", "J3590", "K0108", "90749"]);
const ENDS_IN_99 = /^[0-9A-Z]\d{2}99$/;

/** A code that stands for what has none. Those that we do not know by their form are not asked about. */
function isUnlisted(code: string): boolean {
  return ENDS_IN_99.test(code) || OTHERS_UNLISTED.has(code);
}

/** X12-V6: lines that say the same twice, or say nothing. */
export const REPEAT_RULES_837P: readonly Rule[] = [
  {
    ...base,
    id: "837P-2300-LINE-TWICE",
    severity: "warning",
    message:
      "Two lines have the same service, modifiers and day: count it by units, or say by a modifier (76, 77, 91) that it was done again.",
    check: (loop, fail, { delimiters }) => {
      const seen = new Set<string>();
      for (const line of loop.loops) {
        if (line.node.id !== "2400") continue;
        const parts = (first(line, "SV1")?.[1] ?? "").split(delimiters.component).slice(0, 6);
        if (parts.length < 2 || parts.some((modifier, at) => at > 1 && REPEATED.has(modifier))) continue;
        const [kind, code, ...modifiers] = parts;
        // The parts of an infusion are lines of one code with a drug each.
        const drug = child(line, "2410")?.segments[0]?.[3];
        const day = firstOf(line, "DTP", "472")?.[3];
        const key = [kind, code, ...modifiers.filter(Boolean).toSorted(), day, drug].join(" ");
        if (seen.has(key)) fail({ segmentNumber: line.numbers[1] ?? 0, segmentId: "SV1", loop: "2400" });
        seen.add(key);
      }
    },
  },
  {
    ...base,
    id: "837P-2300-REF6R-TWICE",
    segment: "REF",
    severity: "error",
    message: "Two lines of the claim have the same number (REF 6R): the payer's answer could not tell them apart.",
    check: (loop, fail) => {
      const seen = new Set<string>();
      for (const line of loop.loops) {
        const at = line.segments.findIndex((ref) => ref[0] === "REF" && ref[1] === "6R");
        const number = line.segments[at]?.[2];
        if (line.node.id !== "2400" || !number) continue;
        if (seen.has(number))
          fail({ segmentNumber: line.numbers[at] ?? 0, segmentId: "REF", elementPosition: 2, loop: "2400" });
        seen.add(number);
      }
    },
  },
  {
    ...base,
    loop: "2400",
    id: "837P-2400-SV101-DESCRIPTION",
    segment: "SV1",
    element: 1,
    component: 7,
    severity: "warning",
    message: "The code stands for what has no code of its own: say in words what was done (SV101-7).",
    check: (loop, fail, { delimiters }) => {
      const procedure = first(loop, "SV1")?.[1] ?? "";
      // A drug that has no code is named by its NDC (loop 2410).
      if (!procedure.startsWith("HC") || child(loop, "2410")) return;
      const code = part(procedure, 1, delimiters.component);
      if (isUnlisted(code) && part(procedure, 6, delimiters.component) === "") fail();
    },
  },
];
