import { dateOf } from "../core/interchange.ts";
import { dayOf, first, firstOf, orAbsent, some } from "../core/pick.ts";
import type { Loop } from "../core/walker.ts";
import type { Claim837P, ClaimDates837P } from "./types.ts";

/** DTP of loop 2300. */
export function readDates(loop: Loop): ClaimDates837P | undefined {
  if (!first(loop, "DTP")) return undefined;
  const both = firstOf(loop, "DTP", "314");
  const from = both ? dateOf(both[3]) : dayOf(loop, "360");
  const to = both ? dateOf(both[3]?.slice(9)) : dayOf(loop, "361");
  return orAbsent({
    onset: dayOf(loop, "431"),
    initialTreatment: dayOf(loop, "454"),
    lastSeen: dayOf(loop, "304"),
    acuteManifestation: dayOf(loop, "453"),
    accident: dayOf(loop, "439"),
    lastMenstrualPeriod: dayOf(loop, "484"),
    lastXRay: dayOf(loop, "455"),
    prescription: dayOf(loop, "471"),
    disability: from || to ? { from, to } : undefined,
    lastWorked: dayOf(loop, "297"),
    returnToWork: dayOf(loop, "296"),
    admission: dayOf(loop, "435"),
    discharge: dayOf(loop, "096"),
    assumedCare: dayOf(loop, "090"),
    relinquishedCare: dayOf(loop, "091"),
    firstContact: dayOf(loop, "444"),
    repricerReceived: dayOf(loop, "050"),
  });
}

/** The HI segments: told apart by the qualifier of their first code. */
export function readHealthCodes(
  loop: Loop,
  component: string,
): Pick<Claim837P, "diagnoses" | "anesthesiaProcedures" | "conditionCodes"> {
  const diagnoses: { qualifier: string; code: string }[] = [];
  const anesthesia: string[] = [];
  const conditions: string[] = [];
  for (const hi of loop.segments) {
    if (hi[0] !== "HI") continue;
    for (let at = 1; at < hi.length; at += 1) {
      const [qualifier = "", code = ""] = (hi[at] ?? "").split(component);
      if (code === "") continue;
      if (qualifier === "BP" || qualifier === "BO") anesthesia.push(code);
      else if (qualifier === "BG") conditions.push(code);
      else diagnoses.push({ qualifier, code });
    }
  }
  return { diagnoses, anesthesiaProcedures: some(anesthesia), conditionCodes: some(conditions) };
}
