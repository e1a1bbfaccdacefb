import { dateOf } from "../core/interchange.ts";
import { addressOf, amountsOf, children, first, idOf, nameOf, opt, references, some } from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import { datesOf } from "./dates.ts";
import type { Coverage834, OtherCoverage834, Provider834 } from "./types.ts";

/** Loop 2300. */
export function readCoverage(loop: Loop, repetition: string): Coverage834 {
  const hd: Segment = loop.segments[0] ?? ["HD"];
  return {
    maintenanceType: hd[1] ?? "",
    insuranceLine: hd[3] ?? "",
    planDescription: opt(hd[4]),
    coverageLevel: opt(hd[5]),
    lateEnrollment: hd[9] ? hd[9] === "Y" : undefined,
    dates: datesOf(loop),
    amounts: amountsOf(loop),
    references: references(loop),
    providers: some(children(loop, "2310").map(readProvider)),
    otherCoverages: some(children(loop, "2320").map((inner) => readOtherCoverage(inner, repetition))),
  };
}

function readProvider(loop: Loop): Provider834 {
  const nm1: Segment = first(loop, "NM1") ?? ["NM1"];
  const pla = first(loop, "PLA");
  return {
    role: nm1[1] ?? "",
    name: nameOf(nm1),
    id: idOf(nm1),
    patientRelationship: nm1[10] ?? "",
    address: addressOf(loop),
    change: pla && { action: pla[1] ?? "", date: dateOf(pla[3]) ?? "1900-01-01", reason: pla[5] ?? "" },
  };
}

function readOtherCoverage(loop: Loop, repetition: string): OtherCoverage834 {
  const cob: Segment = loop.segments[0] ?? ["COB"];
  const types = cob[4] ?? "";
  return {
    responsibility: cob[1] ?? "",
    policyNumber: opt(cob[2]),
    coordination: cob[3] ?? "",
    serviceTypes: types === "" ? undefined : repetition === "" ? [types] : types.split(repetition),
    references: references(loop),
    dates: some(datesOf(loop)),
    parties: some(
      children(loop, "2330").map((inner) => {
        const nm1: Segment = inner.segments[0] ?? ["NM1"];
        return { role: nm1[1] ?? "", name: opt(nm1[3]), id: idOf(nm1) };
      }),
    ),
  };
}
