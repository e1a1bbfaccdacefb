import type { At, Rule } from "../core/rules.ts";
import { child, first, firstOf, numberOf } from "../core/pick.ts";
import type { Loop } from "../core/walker.ts";

const standard = "005010X222A1";

function root(loop: Loop): Loop {
  let up = loop;
  while (up.parent) up = up.parent;
  return up;
}

/** PAT of a level with where it stands, and the person's DMG. */
function patientOf(loop: Loop, inner: string) {
  const at = loop.segments.findIndex((segment) => segment[0] === "PAT");
  const person = child(loop, inner);
  const where = (elementPosition: number): At => ({
    segmentNumber: loop.numbers[at] ?? 0,
    segmentId: "PAT",
    elementPosition,
  });
  return { pat: loop.segments[at], dmg: person && first(person, "DMG"), where };
}

/** X12-V6: what PAT says of the patient, who is the subscriber (loop 2000B) or a dependent (2000C). */
function rulesAt(loopId: "2000B" | "2000C", inner: string): readonly Rule[] {
  const base = { standard, loop: loopId, segment: "PAT", severity: "error" as const };
  return [
    {
      ...base,
      id: `837P-${loopId}-PAT06`,
      message: "The day the patient died (PAT06) is before the birth (DMG02), or after the file was made (BHT04).",
      check: (loop, fail) => {
        const { pat, dmg, where } = patientOf(loop, inner);
        const died = pat?.[6] ?? "";
        if (died.length !== 8) return;
        const made = first(root(loop), "BHT")?.[4] ?? "";
        const born = dmg?.[2] ?? "";
        if ((born.length === 8 && died < born) || (made.length === 8 && died > made)) fail(where(6));
      },
    },
    {
      ...base,
      id: `837P-${loopId}-PAT08`,
      message: "The patient's weight (PAT08) is a number of pounds above zero, 2,000 at most.",
      check: (loop, fail) => {
        const { pat, where } = patientOf(loop, inner);
        const weight = pat?.[8];
        if (weight && !(numberOf(weight) > 0 && numberOf(weight) <= 2_000)) fail(where(8));
      },
    },
    {
      ...base,
      id: `837P-${loopId}-PAT09`,
      message: "A patient whose sex is male (DMG03 M) is said to be pregnant (PAT09).",
      check: (loop, fail) => {
        const { pat, dmg, where } = patientOf(loop, inner);
        if (pat?.[9] === "Y" && dmg?.[3] === "M") fail(where(9));
      },
    },
  ];
}

export const PATIENT_RULES_837P: readonly Rule[] = [
  ...rulesAt("2000B", "2010BA"),
  ...rulesAt("2000C", "2010CA"),
  {
    standard,
    loop: "2300",
    id: "837P-2300-PAT06-SERVED",
    segment: "DTP",
    severity: "warning",
    message: "A service is dated after the day the patient died (PAT06).",
    check: (loop, fail) => {
      const died = (loop.parent && first(loop.parent, "PAT")?.[6]) ?? "";
      if (died.length !== 8) return;
      for (const line of loop.loops) {
        const day = line.node.id === "2400" ? (firstOf(line, "DTP", "472")?.[3] ?? "").slice(0, 8) : "";
        if (day.length !== 8 || day <= died) continue;
        const at = line.segments.findIndex((dtp) => dtp[0] === "DTP" && dtp[1] === "472");
        fail({ segmentNumber: line.numbers[at] ?? 0, segmentId: "DTP", elementPosition: 3, loop: "2400" });
      }
    },
  },
];
