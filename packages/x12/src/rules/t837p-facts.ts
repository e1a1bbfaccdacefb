import { isState } from "../core/check-meaning.ts";
import { child, first, firstOf } from "../core/pick.ts";
import type { Rule } from "../core/rules.ts";
import type { Loop } from "../core/walker.ts";
import { firstServiceDay, part } from "./t837p-claim.ts";

const base = { standard: "005010X222A1", loop: "2300", severity: "error" as const };

function root(loop: Loop): Loop {
  let up = loop;
  while (up.parent) up = up.parent;
  return up;
}

function lastServiceDay(claim: Loop): string {
  let latest = "";
  for (const line of claim.loops) {
    const day = line.node.id === "2400" ? (firstOf(line, "DTP", "472")?.[3] ?? "").slice(-8) : "";
    if (day > latest) latest = day;
  }
  return latest;
}

/** PWK of a claim or a line: what is sent beside it must be found again. */
export function attachmentNumber(loopId: "2300" | "2400"): Rule {
  return {
    ...base,
    id: `837P-${loopId}-PWK06`,
    loop: loopId,
    segment: "PWK",
    message:
      "An attachment that is sent beside the claim (PWK02 BM, EL, EM, FT, FX) needs its number (PWK05 AC, PWK06).",
    check: (loop, fail) => {
      loop.segments.forEach((pwk, at) => {
        if (pwk[0] === "PWK" && SENT_BESIDE.has(pwk[2] ?? "") && !pwk[6])
          fail({ segmentNumber: loop.numbers[at], segmentId: "PWK", elementPosition: 6 });
      });
    },
  };
}
const SENT_BESIDE = new Set(["BM", "EL", "EM", "FT", "FX"]);

const INPATIENT = new Set(["21", "51", "61"]);

/** Rules of a professional claim's circumstances: days, accidents, attachments. */
export const FACT_RULES_837P: readonly Rule[] = [
  attachmentNumber("2300"),
  {
    ...base,
    id: "837P-2300-CLM11-DATE",
    segment: "DTP",
    message: "An accident (CLM11 AA or OA) needs its date (DTP 439).",
    check: (loop, fail, { delimiters }) => {
      const related = loop.segments[0]?.[11];
      if (!related) return;
      const causes = related.split(delimiters.component).slice(0, 3);
      if ((causes.includes("AA") || causes.includes("OA")) && !firstOf(loop, "DTP", "439"))
        fail({ segmentId: "DTP", segmentNumber: loop.numbers[0] });
    },
  },
  {
    ...base,
    id: "837P-2300-CLM11-STATE",
    segment: "CLM",
    element: 11,
    component: 4,
    message: "An auto accident (CLM11 AA) needs the state it happened in (CLM11-4).",
    check: (loop, fail, { delimiters }) => {
      const related = loop.segments[0]?.[11];
      if (!related) return;
      const causes = related.split(delimiters.component);
      if (causes.slice(0, 3).includes("AA") && !causes[3] && !causes[4]) fail();
    },
  },
  {
    ...base,
    id: "837P-2300-CLM11-STATE-CODE",
    segment: "CLM",
    element: 11,
    component: 4,
    message: "The place of an auto accident (CLM11-4) is not a state or province.",
    check: (loop, fail, { delimiters }) => {
      const causes = loop.segments[0]?.[11];
      if (!causes) return;
      const state = part(causes, 3, delimiters.component);
      const country = part(causes, 4, delimiters.component);
      if (state !== "" && (country === "" || country === "US") && !isState(state)) fail();
    },
  },
  {
    ...base,
    id: "837P-2300-DTP439-AFTER",
    segment: "DTP",
    severity: "warning",
    message: "The accident (DTP 439) is after the last date of service.",
    check: (loop, fail) => {
      const accident = firstOf(loop, "DTP", "439");
      const day = accident?.[3] ?? "";
      if (!accident || day.length !== 8) return;
      const served = lastServiceDay(loop);
      if (served.length === 8 && day > served)
        fail({ segmentNumber: loop.numbers[loop.segments.indexOf(accident)], segmentId: "DTP", elementPosition: 3 });
    },
  },
  {
    ...base,
    id: "837P-2300-DTP314",
    segment: "DTP",
    message: "Disability dates as a period (DTP 314) are RD8; a first or last day alone (360, 361) is D8.",
    check: (loop, fail) => {
      loop.segments.forEach((dtp, at) => {
        const one = dtp[0] === "DTP" && (dtp[1] === "314" ? "D8" : dtp[1] === "360" || dtp[1] === "361" ? "RD8" : "");
        if (one && dtp[2] === one) fail({ segmentNumber: loop.numbers[at], segmentId: "DTP", elementPosition: 2 });
      });
    },
  },
  {
    ...base,
    id: "837P-2300-DTP435",
    segment: "DTP",
    severity: "warning",
    message: "A service in a hospital bed (place of service 21, 51 or 61) should have the admission date (DTP 435).",
    check: (loop, fail, { delimiters }) => {
      if (INPATIENT.has(part(loop.segments[0]?.[5], 0, delimiters.component)) && !firstOf(loop, "DTP", "435"))
        fail({ segmentId: "DTP", segmentNumber: loop.numbers[0] });
    },
  },
  {
    ...base,
    id: "837P-2300-DMG-AFTER",
    segment: "DTP",
    message: "The first date of service is before the patient was born (DMG02).",
    check: (loop, fail) => {
      const holder = loop.parent;
      const person = holder && child(holder, holder.node.id === "2000C" ? "2010CA" : "2010BA");
      const at = person?.segments.findIndex((segment) => segment[0] === "DMG") ?? -1;
      const born = person?.segments[at]?.[2] ?? "";
      const served = firstServiceDay(loop);
      if (!person || born.length !== 8 || served.length !== 8 || served >= born) return;
      const made = first(root(loop), "BHT")?.[4] ?? "";
      // A birth after the file was made is the one of the two that cannot be.
      if (made.length === 8 && born > made)
        return fail({ segmentNumber: person.numbers[at], segmentId: "DMG", elementPosition: 2, loop: person.node.id });
      for (const line of loop.loops) {
        const day = line.segments.findIndex((dtp) => dtp[0] === "DTP" && dtp[1] === "472");
        if (!line.segments[day]?.[3]?.startsWith(served)) continue;
        return fail({ segmentNumber: line.numbers[day], segmentId: "DTP", elementPosition: 3, loop: "2400" });
      }
    },
  },
  {
    ...base,
    id: "837P-2300-DTP472-FUTURE",
    segment: "DTP",
    message: "A service is dated after the day the file was made (BHT04).",
    check: (loop, fail) => {
      const made = first(root(loop), "BHT")?.[4] ?? "";
      if (made.length !== 8) return;
      for (const line of loop.loops) {
        const at = line.segments.findIndex((dtp) => dtp[0] === "DTP" && dtp[1] === "472");
        const day = (line.segments[at]?.[3] ?? "").slice(0, 8);
        if (day.length === 8 && day > made)
          fail({ segmentNumber: line.numbers[at], loop: "2400", segmentId: "DTP", elementPosition: 3 });
      }
    },
  },
];
