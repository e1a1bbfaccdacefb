import { dateOf } from "../core/interchange.ts";
import {
  addressOf,
  all,
  child,
  first,
  idOf,
  idOrEmpty,
  nameOf,
  opt,
  personOf,
  rangeOf,
  references,
  sexOf,
  some,
} from "../core/pick.ts";
import type { Loop, Segment } from "../core/walker.ts";
import type {
  EligibilityPerson,
  InformationReceiver,
  InformationSource,
  QualifiedDates,
  Rejection271,
  Trace,
} from "./types.ts";

/** What the 270 and the 271 have in common. */

export function readSource(level: Loop): InformationSource {
  const nm1 = child(level, "2100A")?.segments[0];
  return {
    role: nm1?.[1] ?? "",
    name: nm1 ? nameOf(nm1) : { kind: "organization", name: "" },
    id: idOrEmpty(nm1),
  };
}

export function readReceiver(level: Loop): InformationReceiver {
  const loop = child(level, "2100B");
  const nm1 = loop?.segments[0];
  const prv = loop && first(loop, "PRV");
  return {
    role: nm1?.[1] ?? "",
    name: nm1 ? nameOf(nm1) : { kind: "organization", name: "" },
    id: idOrEmpty(nm1),
    secondaryIds: loop && references(loop),
    address: loop && addressOf(loop),
    provider: prv && { role: prv[1] ?? "", taxonomy: prv[3] ?? "" },
  };
}

/** Loops 2100C and 2100D. */
export function readPerson(loop: Loop | undefined, component: string): EligibilityPerson {
  if (!loop) return { name: { kind: "person", last: "" } };
  const nm1: Segment = loop.segments[0] ?? ["NM1"];
  const dmg = first(loop, "DMG");
  const prv = first(loop, "PRV");
  const diagnoses = (first(loop, "HI") ?? []).slice(1).flatMap((text) => {
    const [qualifier = "", code = ""] = text.split(component);
    return code === "" ? [] : [{ qualifier, code }];
  });
  return {
    name: personOf(nm1),
    id: idOf(nm1),
    references: references(loop),
    address: addressOf(loop),
    birthDate: dateOf(dmg?.[2]),
    sex: sexOf(dmg?.[3]),
    relationship: opt(first(loop, "INS")?.[2]),
    provider: prv && { role: prv[1] ?? "", idQualifier: prv[2] ?? "", id: prv[3] ?? "" },
    diagnoses: some(diagnoses),
  };
}

export function readTraces(loop: Loop): readonly Trace[] | undefined {
  return some(
    all(loop, "TRN").map((trn) => ({
      type: trn[1] ?? "",
      number: trn[2] ?? "",
      originatorId: trn[3] ?? "",
      supplemental: opt(trn[4]),
    })),
  );
}

export function readDates(loop: Loop): readonly QualifiedDates[] | undefined {
  const list: QualifiedDates[] = [];
  for (const dtp of all(loop, "DTP")) {
    const range = rangeOf(dtp);
    if (range) list.push({ qualifier: dtp[1] ?? "", ...range });
  }
  return some(list);
}

export function readRejections(loop: Loop | undefined): readonly Rejection271[] | undefined {
  if (!loop) return undefined;
  return some(all(loop, "AAA").map((aaa) => ({ valid: aaa[1] === "Y", reason: aaa[3] ?? "", followUp: aaa[4] ?? "" })));
}
