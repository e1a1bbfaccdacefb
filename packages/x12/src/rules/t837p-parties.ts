import type { Rule } from "../core/rules.ts";
import { child, first, firstOf } from "../core/pick.ts";

const STANDARD = "005010X222A1";
const base = { standard: STANDARD, severity: "error" as const };

const PO_BOX = /\b(?:P\.?\s*O\.?|POST\s+OFFICE)\s*BOX\b/i;
const MBI = /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y0-9]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/;

/** Situational rules of the people and payers of a professional claim. */
export const PARTY_RULES_837P: readonly Rule[] = [
  {
    ...base,
    id: "837P-1000A-PER",
    loop: "1000A",
    segment: "PER",
    element: 2,
    severity: "warning",
    message: "The submitter's first contact (PER02) should have a name when it is not the submitter's own.",
    check: (loop, fail) => {
      const per = first(loop, "PER");
      if (per && !per[2]) fail();
    },
  },
  {
    ...base,
    id: "837P-2010AA-NPI",
    loop: "2010AA",
    segment: "NM1",
    element: 9,
    severity: "warning",
    message: "The billing provider should have an NPI (NM108 XX, NM109).",
    check: (loop, fail) => {
      if (!loop.segments[0]?.[9]) fail();
    },
  },
  {
    ...base,
    id: "837P-2010AA-N3-POBOX",
    loop: "2010AA",
    segment: "N3",
    element: 1,
    message: "The billing provider's address must be a street address, not a PO box (that goes to the pay-to address).",
    check: (loop, fail) => {
      if (PO_BOX.test(first(loop, "N3")?.[1] ?? "")) fail();
    },
  },
  {
    ...base,
    id: "837P-2010AA-N403-ZIP9",
    loop: "2010AA",
    segment: "N4",
    element: 3,
    message: "The billing provider's ZIP code must have all nine digits.",
    check: (loop, fail) => {
      const n4 = first(loop, "N4");
      if (n4 && !n4[4] && n4[3]?.length !== 9) fail();
    },
  },
  {
    ...base,
    id: "837P-2010AA-REF-TAXID",
    loop: "2010AA",
    segment: "REF",
    element: 2,
    message: "The billing provider's tax id must be nine digits without hyphens.",
    check: (loop, fail) => {
      loop.segments.forEach((ref, at) => {
        if (ref[0] === "REF" && (ref[1] === "EI" || ref[1] === "SY") && !/^\d{9}$/.test(ref[2] ?? ""))
          fail({ segmentNumber: loop.numbers[at] });
      });
    },
  },
  {
    ...base,
    id: "837P-2310C-N403-ZIP9",
    loop: "2310C",
    segment: "N4",
    element: 3,
    severity: "warning",
    message: "The service facility's ZIP code should have all nine digits.",
    check: (loop, fail) => {
      const n4 = first(loop, "N4");
      if (n4 && !n4[4] && n4[3]?.length !== 9) fail();
    },
  },
  {
    ...base,
    id: "837P-2000B-SBR02",
    loop: "2000B",
    segment: "SBR",
    element: 2,
    message:
      "SBR02 must be 18 (self) when the subscriber is the patient, and empty when a patient (loop 2000C) follows.",
    check: (loop, fail) => {
      const sbr = first(loop, "SBR");
      if (sbr && (sbr[2] === "18") === loop.hasChildLevel) fail();
    },
  },
  {
    ...base,
    id: "837P-2000B-SBR05",
    loop: "2000B",
    segment: "SBR",
    element: 5,
    message: "SBR05 (why Medicare is not primary) is needed when Medicare is billed as secondary or later.",
    check: (loop, fail) => {
      const sbr = first(loop, "SBR");
      if (sbr && sbr[1] !== "P" && (sbr[9] === "MB" || sbr[9] === "MA") && !sbr[5]) fail();
    },
  },
  {
    ...base,
    id: "837P-2000B-SBR09",
    loop: "2000B",
    segment: "SBR",
    element: 9,
    message: "SBR09 (kind of insurance) is needed.",
    check: (loop, fail) => {
      if (!first(loop, "SBR")?.[9]) fail();
    },
  },
  {
    ...base,
    id: "837P-2010BA-PATIENT",
    loop: "2000B",
    segment: "NM1",
    message: "The subscriber is the patient: address (N3, N4), birth date and sex (DMG) are needed.",
    check: (loop, fail) => {
      const person = child(loop, "2010BA");
      if (!person || loop.hasChildLevel) return;
      for (const id of ["N3", "N4", "DMG"])
        if (!first(person, id))
          fail({ segmentId: id, segmentNumber: person.numbers[0], loop: "2010BA", detail: `${id} is missing.` });
    },
  },
  {
    ...base,
    id: "837P-2010BA-NM109",
    loop: "2010BA",
    segment: "NM1",
    element: 9,
    message: "The subscriber's member id (NM108 MI, NM109) is needed for a person.",
    check: (loop, fail) => {
      const nm1 = loop.segments[0];
      if (nm1?.[2] === "1" && !nm1[9]) fail();
    },
  },
  {
    ...base,
    id: "837P-2010BA-MBI",
    loop: "2000B",
    segment: "NM1",
    severity: "warning",
    message:
      "For Medicare the member id (NM109) should be a Medicare Beneficiary Identifier: eleven characters of its form.",
    check: (loop, fail) => {
      const nm1 = child(loop, "2010BA")?.segments[0];
      if (first(loop, "SBR")?.[9] === "MB" && nm1?.[9] && !MBI.test(nm1[9]))
        fail({
          segmentId: "NM1",
          elementPosition: 9,
          loop: "2010BA",
          segmentNumber: child(loop, "2010BA")?.numbers[0],
        });
    },
  },
  {
    ...base,
    id: "837P-2000B-CLAIM",
    loop: "2000B",
    segment: "CLM",
    message: "There is no claim under this subscriber.",
    check: (loop, fail, context) => {
      if (!loop.hasChildLevel && !context.sums["claims"]) fail();
      context.sums["claims"] = 0;
    },
  },
  {
    ...base,
    id: "837P-2000C-CLAIM",
    loop: "2000C",
    segment: "CLM",
    message: "There is no claim under this patient.",
    check: (_loop, fail, context) => {
      if (!context.sums["claims"]) fail();
      context.sums["claims"] = 0;
    },
  },
  {
    ...base,
    id: "837P-2320-PAID-DATE",
    loop: "2300",
    segment: "DTP",
    message: "The day the other payer decided (DTP 573) is needed when it paid or adjusted.",
    check: (loop, fail) => {
      for (const other of loop.loops) {
        if (other.node.id !== "2320" || !(firstOf(other, "AMT", "D") || first(other, "CAS"))) continue;
        const payer = child(other, "2330B");
        const payerId = payer?.segments[0]?.[9];
        const onLine = loop.loops.some((line) =>
          line.loops.some((inner) => inner.node.id === "2430" && inner.segments[0]?.[1] === payerId),
        );
        if (payer && !onLine && !firstOf(payer, "DTP", "573"))
          fail({ segmentNumber: payer.numbers[0], segmentId: "DTP", loop: "2330B" });
      }
    },
  },
];
