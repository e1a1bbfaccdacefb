import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { DENIAL_CAUSES, denialSpot } from "./denial-causes.ts";
import { DENIAL_SPOTS } from "./denial-spots.ts";
import { recommendedAction } from "./denial-policy.ts";

/** What a row of the table has to lead to: reason, remark, group, then box and field as a biller looks for them. */
const ROWS = `
16 N418 * 11c coverage.payerId
109 N418 * 11c coverage.payerId
22 N4 * 29 coverage.priority
22 N479 * 29 coverage.priority
22 MA04 * 29 coverage.priority
18 N522 * 29 coverage.priority
197 N475 * 23 claim.facts.referral
197 N476 * 23 claim.facts.referral
197 N489 * 23 claim.facts.referral
197 N490 * 23 claim.facts.referral
96 N115 * 24E charge.pointers
96 N386 * 24E charge.pointers
96 N30 PR 11c coverage.planName
96 - PR 11c coverage.planName
96 - CO 24D charge.code
49 - CO 24D charge.code
204 - PR 11c coverage.planName
49 - PR 11c coverage.planName
119 - PR 11c coverage.planName
227 - PR 11d coverage.priority
any MA27 * 1a coverage.memberId
any MA61 * 1a coverage.memberId
any N382 * 1a coverage.memberId
any MA36 * 2 coverage.subscriber.name.family
any N329 * 3 patient.birthDate
any MA39 * 3 patient.sex
any N340 * 11a coverage.subscriber.birthDate
any MA83 * 11d coverage.priority
any MA92 * 11d coverage.priority
any N245 * 11d coverage.secondaryReason
any M56 * 11c coverage.payerId
any MA04 * 29 coverage.priority
any N4 * 29 coverage.priority
any N479 * 29 coverage.priority
any N30 * 11c coverage.planName
any N130 * 11c coverage.planName
any N425 * 11c coverage.planName
any M44 * 10 claim.facts.accident.cause
any M45 * 10 claim.facts.accident.cause
any N299 * 14 claim.facts.accident.on
any N305 * 14 claim.facts.accident.on
any N264 * 17 claim.facts.ordering.family
any N266 * 17 claim.facts.ordering.family
any N265 * 17b claim.facts.ordering.npi
any N31 * 17b claim.facts.ordering.npi
any M68 * 17b claim.facts.ordering.npi
any N285 * 17 claim.facts.referring.family
any N284 * 17b claim.facts.referring.npi
any N286 * 17b claim.facts.referring.npi
any M47 * 22 claim.payerClaimNumber
any N152 * 22 claim.payerClaimNumber
any M62 * 23 claim.facts.authorization
any N54 * 23 claim.facts.authorization
any N475 * 23 claim.facts.referral
any N476 * 23 claim.facts.referral
any N489 * 23 claim.facts.referral
any N490 * 23 claim.facts.referral
any N335 * 23 claim.facts.referral
any MA120 * 23 practice.clia
any MA63 * 21 encounter.diagnoses.0
any M64 * 21 encounter.diagnoses
any M76 * 21 encounter.diagnoses
any M81 * 21 encounter.diagnoses
any N115 * 24E charge.pointers
any N386 * 24E charge.pointers
any M52 * 24A encounter.serviceDate
any M59 * 24A encounter.serviceDate
any M77 * 24B location.placeOfService
any M97 * 24B location.placeOfService
any N428 * 24B location.placeOfService
any M20 * 24D charge.code
any M51 * 24D charge.code
any N56 * 24D charge.code
any N180 * 24D charge.code
any N657 * 24D charge.code
any MA66 * 24D charge.code
any M67 * 24D charge.code
any N122 * 24D charge.code
any N519 * 24D charge.modifiers
any N822 * 24D charge.modifiers
any N823 * 24D charge.modifiers
any N572 * 24D charge.modifiers
any M15 * 24D charge.modifiers
any M80 * 24D charge.modifiers
any N19 * 24D charge.modifiers
any N20 * 24D charge.modifiers
any N350 * 24 encounter.procedures
any MA95 * 24 encounter.procedures
any M119 * 24 charge.drug.ndc
any M123 * 24 charge.drug.ndc
any N378 * 24 charge.drug.quantity
any M54 * 24F charge.unitPrice
any M79 * 24F charge.unitPrice
any M53 * 24G charge.units
any N362 * 24G charge.units
any N430 * 24G charge.units
any N640 * 24G charge.units
any N289 * 24J staff.npi
any N290 * 24J staff.npi
any N32 * 24J staff.npi
any N288 * 24J staff.taxonomy
any N95 * 24J staff.taxonomy
any N198 * 24J staff.npi
any N570 * 24J staff.npi
any N297 * 17 staff.supervisorId
any N257 * 33a practice.npi
any MA112 * 33a practice.npi
any N255 * 33b practice.taxonomy
any N258 * 33 practice.billingAddress.line1
any MA114 * 32 location.address.line1
any M25 * 19 encounter.procedures
any M60 * 19 encounter.procedures
any M127 * 19 encounter.procedures
any N29 * 19 encounter.procedures
any N225 * 19 encounter.procedures
any N463 * 19 encounter.procedures
any N706 * 19 encounter.procedures
31,32,33,34,140,177 - * 1a coverage.memberId
26 - * 1a coverage.from
27,200 - * 1a coverage.to
22 - * 11d coverage.priority
109,254,B9,258 - * 11c coverage.payerId
129,136,276 - * 29 coverage.priority
227 - * 11d coverage.priority
19,20,21,P4 - * 10 claim.facts.accident.cause
242,243 - * 24J coverage.pcpNpi
15,38,39,95,197,198,210,284,296 - * 23 claim.facts.authorization
288 - * 23 claim.facts.referral
173,184 - * 17b claim.facts.ordering.npi
183 - * 17b claim.facts.referring.npi
4,182 - * 24D charge.modifiers
5,58,171 - * 24B location.placeOfService
6,9,14 - * 3 patient.birthDate
7,10 - * 3 patient.sex
8,12,170,172 - * 24J staff.taxonomy
206,207,208 - * 24J staff.npi
185,B7,B8,147 - * 24J staff.npi
146,167 - * 21 encounter.diagnoses
11,50,55,56 - * 24E charge.pointers
151,222,B14 - * 24G charge.units
112,148,150,152,153,163,164,226,250,251,252,B12 - * 19 encounter.procedures
59,97,231,234,236,249 - * 24D charge.modifiers
18,B13 - * 24 claim.facts.duplicateBecause
29 - * 24A claim.filingDeadline
13,110,238,239,267 - * 24A encounter.serviceDate
16,125,181,189,199,107 - * 24D charge.code
B16 - * 24D charge.code
35,49,51,96,119,149,204,256,269,272,273 - * 11c coverage.planName
`
  .trim()
  .split("\n")
  .flatMap((row) => {
    const [reasons = "", remark = "", group = "", box = "", field = ""] = row.split(" ");
    return reasons.split(",").map((reason) => ({ reason, remark, group, box, field }));
  });

test.each(ROWS)("BIL-44: $reason with $remark, group $group, leads to box $box and $field", (row) => {
  // A row for any group is tried with one that no row names.
  const group = row.group === "*" ? "OA" : row.group;
  const remarks = row.remark === "-" ? [] : [row.remark];
  const spot = denialSpot(group, row.reason === "any" ? "16" : row.reason, remarks);
  expect(`${spot.box} ${spot.screen}.${spot.field}`).toBe(`${row.box} ${row.field}`);
});

test("BIL-44: every row of the table is among those tested, and none twice", () => {
  const tested = ROWS.map(({ reason, remark, group }) => `${reason} ${remark} ${group}`).toSorted();
  const table = DENIAL_CAUSES.map(([reason, remark, group]) => `${reason} ${remark ?? "-"} ${group ?? "*"}`).toSorted();
  expect(table).toEqual(tested);
  expect(new Set(table).size).toBe(table.length);
});

test("BIL-44: the remark decides only where the reason asks to read it, and the group where it matters", () => {
  // A coverage that had ended stays that, whatever is remarked beside it.
  expect(denialSpot("CO", "27", ["N265"])).toBe(DENIAL_SPOTS["coverage-ends"]);
  expect(denialSpot("CO", "16", ["N265"])).toBe(DENIAL_SPOTS["ordering-npi"]);
  expect(denialSpot("CO", "16", ["N290"])).toBe(DENIAL_SPOTS["rendering-npi"]);
  // Appeal rights and the like are no cause: the next remark is looked at.
  expect(denialSpot("CO", "16", ["MA130", "M119"])).toBe(DENIAL_SPOTS.drug);
  expect(denialSpot("CO", "206", ["N286"])).toBe(DENIAL_SPOTS["referring-npi"]);
  expect(denialSpot("PR", "96", [])).toBe(DENIAL_SPOTS["plan-benefits"]);
  expect(denialSpot("CO", "96", [])).toBe(DENIAL_SPOTS.procedure);
  expect(denialSpot("CO", "999", [])).toBe(DENIAL_SPOTS.unknown);
});

test("BIL-44: a rule that is said to guard stands in the SPEC", () => {
  const spec = readFileSync(new URL("../../../SPEC.md", import.meta.url), "utf8");
  const bil = new Set([...spec.matchAll(/\*\*BIL-(\d+)\*\*/g)].map(([, number]) => number));
  const rows = spec.slice(spec.indexOf("## SCRUB"));
  const scrub = new Set(
    [...rows.matchAll(/^\|?([^\n]*)$/gm)].flatMap(([, line]) =>
      (line ?? "").split("|").flatMap((cell) => (/^[\d, -]+$/.test(cell.trim()) ? numbersOf(cell) : [])),
    ),
  );
  for (const [name, { guard }] of Object.entries(DENIAL_SPOTS)) {
    for (const [, number] of guard.matchAll(/SCRUB-(\d+)/g)) expect(scrub, name).toContain(Number(number));
    for (const [, number] of guard.matchAll(/BIL-(\d+)/g)) expect(bil, name).toContain(number);
  }
});

function numbersOf(cell: string): number[] {
  const [from, to] = cell.split("-").map(Number);
  if (to !== undefined && from !== undefined) return Array.from({ length: to - from + 1 }, (_, at) => from + at);
  return cell.split(",").map(Number);
}

test("BIL-44: what to do first follows the group too", () => {
  expect(recommendedAction("PR", "96")).toBe("bill-patient");
  expect(recommendedAction("CO", "96")).toBe("write-off");
  expect(recommendedAction("CO", "242")).toBe("appeal");
});
