import type { Rule, RuleContext } from "../core/rules.ts";
import { first } from "../core/pick.ts";
import { remarkPositions } from "../core/remark-positions.ts";
import type { Loop, Segment } from "../core/walker.ts";

/** The day that a transaction's codes have to be in force on: of the payment (BPR16), or the day it was made (BHT04). */
function dayOf(loop: Loop): string {
  let root = loop;
  while (root.parent) root = root.parent;
  return first(root, "BPR")?.[16] ?? first(root, "BHT")?.[4] ?? "";
}

/** Gives each code of a loop and its lines with its place. */
function eachCode(
  loop: Loop,
  list: "carc" | "rarc",
  tell: (code: string, where: Loop, at: number, position: number) => void,
): void {
  loop.segments.forEach((segment, at) => {
    for (const position of positionsIn(segment, list)) {
      const code = segment[position];
      if (code) tell(code, loop, at, position);
    }
  });
  for (const inner of loop.loops) eachCode(inner, list, tell);
}

const NONE: readonly number[] = [];
const REASONS = [2, 5, 8, 11, 14, 17];
const REMARK = [2];

function positionsIn(segment: Segment, list: "carc" | "rarc"): readonly number[] {
  const id = segment[0];
  if (list === "carc") return id === "CAS" ? REASONS : NONE;
  if (id === "MOA" || id === "MIA") return remarkPositions(id);
  return id === "LQ" && segment[1] === "HE" ? REMARK : NONE;
}

function exists(kind: "837P" | "835", loopId: string, standard: string, list: "carc" | "rarc"): Rule {
  const words = list === "carc" ? "adjustment reason" : "remark";
  return {
    id: `${kind}-${loopId}-${list.toUpperCase()}`,
    standard,
    loop: loopId,
    segment: "CAS",
    severity: "error",
    message: `This ${words} code is not in the list of codes that was loaded.`,
    check: (loop, fail, context) => {
      const known = context.lists[list];
      if (!known) return;
      eachCode(loop, list, (code, where, at, elementPosition) => {
        if (!known.has(code)) fail(placeOf(where, at, elementPosition));
      });
    },
  };
}

function inForce(kind: "837P" | "835", loopId: string, standard: string, list: "carc" | "rarc"): Rule {
  const words = list === "carc" ? "adjustment reason" : "remark";
  return {
    id: `${kind}-${loopId}-${list.toUpperCase()}-ENDED`,
    standard,
    loop: loopId,
    segment: "CAS",
    severity: "warning",
    message: `This ${words} code was not in force on the day of the file, by the list of codes that was loaded.`,
    check: (loop, fail, context: RuleContext) => {
      const known = context.lists[list];
      const day = known ? dayOf(loop) : "";
      if (!known || day.length !== 8) return;
      eachCode(loop, list, (code, where, at, elementPosition) => {
        const periods = known.get(code);
        if (periods && !periods.some(({ from, to }) => from <= day && (to === undefined || day <= to)))
          fail(placeOf(where, at, elementPosition));
      });
    },
  };
}

function placeOf(where: Loop, at: number, elementPosition: number) {
  return {
    segmentNumber: where.numbers[at] ?? 0,
    segmentId: where.segments[at]?.[0] ?? "",
    elementPosition,
    loop: where.node.id,
  };
}

/** X12-V7: codes exist, and are in force, as far as their list was loaded. */
export const CODE_RULES_835: readonly Rule[] = (["carc", "rarc"] as const).flatMap((list) => [
  exists("835", "2100", "005010X221A1", list),
  inForce("835", "2100", "005010X221A1", list),
]);

/** The same in what an earlier payer decided. */
export const CODE_RULES_837P: readonly Rule[] = (["carc", "rarc"] as const).flatMap((list) => [
  exists("837P", "2300", "005010X222A1", list),
  inForce("837P", "2300", "005010X222A1", list),
]);
