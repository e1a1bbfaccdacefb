import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { must } from "@practicum/kernel/assert";
import { seededRandom } from "@practicum/kernel/random";
import { readAny, streamAny } from "./any.ts";
import { write837P } from "./837p/write.ts";
import { write835 } from "./835/write.ts";
import { write271 } from "./eligibility/write-271.ts";
import { read835, stream835 } from "./835/read.ts";
import { collectFindings, LIMITS } from "./core/findings.ts";
import { transaction271 } from "./testing/eligibility.ts";
import { interchangeOf } from "./testing/arbitraries.ts";
import { REMITTANCE_FILE } from "./testing/remittance-sample.ts";
import { CLAIM, claimFile } from "./testing/samples.ts";
import { validate } from "./validate.ts";

function textOf(result: { ok: true; value: string } | { ok: false; error: unknown }): string {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const FILES = [
  textOf(write837P(claimFile([CLAIM, { ...CLAIM, id: "ACCT2" }]))),
  textOf(write835(REMITTANCE_FILE)),
  textOf(write271(must(fc.sample(interchangeOf(transaction271), { numRuns: 1, seed: 7 })[0]))),
];

/** What may happen to a file on its way: cut, swapped, removed, repeated, wrong delimiters, noise, one huge element. */
const mutation = fc.record({
  kind: fc.constantFrom("cut", "swap", "remove", "repeat", "delimiter", "noise", "huge", "empty", "shuffle"),
  at: fc.double({ min: 0, max: 0.999, noNaN: true }),
  other: fc.double({ min: 0, max: 0.999, noNaN: true }),
  text: fc.string({ maxLength: 6, unit: "binary" }),
});
type Mutation = typeof mutation extends fc.Arbitrary<infer M> ? M : never;

function mutate(text: string, change: Mutation): string {
  const segments = text.split("~");
  const at = Math.floor(change.at * segments.length);
  const other = Math.floor(change.other * segments.length);
  const position = Math.floor(change.at * text.length);
  switch (change.kind) {
    case "cut":
      return text.slice(0, position);
    case "swap":
      [segments[at], segments[other]] = [segments[other] as string, segments[at] as string];
      return segments.join("~");
    case "remove":
      segments.splice(at, 1 + Math.floor(change.other * 4));
      return segments.join("~");
    case "repeat":
      return [
        ...segments.slice(0, at),
        ...Array.from({ length: 60 }, () => segments[at] as string),
        ...segments.slice(at),
      ].join("~");
    case "delimiter":
      return text.replaceAll("*:~^"[other % 4] as string, change.text[0] ?? "Z");
    case "noise":
      return text.slice(0, position) + change.text + text.slice(position + 1);
    case "huge":
      return text.slice(0, position) + "9".repeat(1_048_576) + text.slice(position);
    case "empty":
      segments[at] = (segments[at] as string).replace(/\*[^*]*/g, "*");
      return segments.join("~");
    case "shuffle": {
      const random = seededRandom(String(change.other));
      return segments
        .map((segment) => ({ segment, key: random.next() }))
        .toSorted((a, b) => a.key - b.key)
        .map((one) => one.segment)
        .join("~");
    }
  }
}

describe("X12-L1 nothing makes a reader throw", () => {
  test("mutated files", { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...FILES),
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        fc.integer({ min: 1, max: 3000 }),
        (file, changes, size) => {
          const text = changes.reduce(mutate, file);
          const whole = readAny(text);
          expect(whole.findings.length).toBeLessThanOrEqual(LIMITS.findings + 1);
          // In pieces it must come out the same: nothing may depend on where a piece ends.
          const pieces: string[] = [];
          const step = text.length > 100_000 ? Math.max(size, 9_999) : size;
          for (let at = 0; at < text.length; at += step) pieces.push(text.slice(at, at + step));
          const parted = readAny(pieces);
          expect(parted.value).toEqual(whole.value);
          const rulesOf = (list: typeof whole.findings) => list.map((one) => `${one.segmentNumber} ${one.rule}`);
          expect(rulesOf(parted.findings)).toEqual(rulesOf(whole.findings));
        },
      ),
      { numRuns: 300 },
    );
  });

  test("any text at all", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: "binary" }), (noise) => {
        expect(readAny(noise).findings.length).toBeGreaterThan(0);
        expect(readAny(`${(FILES[0] as string).slice(0, 106)}${noise}`).value).toEqual([]);
      }),
    );
  });
});

describe("X12-L2 limits hold", () => {
  const [claims, remittance] = FILES as [string, string, string];

  test("a segment of megabytes is passed over, what follows is read", () => {
    const text = claims.replace("NM1*40*", `N3*${"A".repeat(3_000_000)}~NM1*40*`);
    const { findings } = readAny(text);
    expect(findings.map((one) => one.rule)).toContain("X12-LIMIT-SEGMENT");
    expect(findings.some((one) => one.rule === "X12-LOOP-MISSING")).toBe(false);
  });

  test("a file without any terminator is not kept", () => {
    const { findings, report } = collectFindings();
    const reader = streamAny({ onTransaction: () => {}, onFinding: report });
    reader.push(claims.slice(0, 106));
    for (let at = 0; at < 200; at += 1) reader.push("X".repeat(50_000));
    reader.end();
    expect(findings.map((one) => one.rule)).toContain("X12-LIMIT-SEGMENT");
  });

  test("a million loops in one claim are checked, a limited number is kept", { timeout: 60_000 }, () => {
    const line = "LX*1~SV1*HC:99213*1*UN*1***1~DTP*472*D8*20261118~";
    const start = claims.indexOf("LX*1~");
    const end = claims.indexOf("SE*");
    let lines = 0;
    const { findings, report } = collectFindings();
    const reader = streamAny({
      onItem: (_kind, item) => (lines = (item as { lines: unknown[] }).lines.length),
      onTransaction: () => {},
      onFinding: report,
    });
    reader.push(claims.slice(0, start));
    for (let at = 0; at < 1000; at += 1) reader.push(line.repeat(1000));
    reader.push(claims.slice(end));
    reader.end();
    expect(lines).toBe(LIMITS.childrenPerLoop);
    const rules = new Set(findings.map((one) => one.rule));
    expect(rules).toContain("X12-LIMIT-LOOPS");
    expect(rules).toContain("X12-LOOP-REPEAT");
    expect(findings.length).toBeLessThanOrEqual(LIMITS.findings + 1);
  });

  test("a long stream of claims keeps none of them", () => {
    const start = remittance.indexOf("CLP*");
    const end = remittance.indexOf("PLB*");
    const claim = remittance.slice(start, end);
    let items = 0;
    let kept = -1;
    const reader = stream835({
      onItem: () => (items += 1),
      onTransaction: (whole) => (kept = whole.claims.length),
    });
    reader.push(remittance.slice(0, start));
    for (let at = 0; at < 3000; at += 1) reader.push(claim);
    reader.push(remittance.slice(end));
    reader.end();
    expect([items, kept]).toEqual([3000, 0]);
  });

  test("a place tells what a claim belongs to before the end is there", () => {
    const places: [string, string, number][] = [];
    const reader = stream835({
      onItem: (item, place) => places.push([item.id, place.transaction.trace.number, place.transaction.payment.amount]),
    });
    reader.push(remittance);
    reader.end();
    expect(places).toEqual([["ACCT1", "CHECK1", 10_500]]);
  });

  test("findings stop being listed, and say so", () => {
    const findings = validate(claims.replace("HI*", `${"QQ*1~".repeat(LIMITS.findings + 50)}HI*`));
    expect(findings.length).toBe(LIMITS.findings + 1);
    expect(findings.map((one) => one.rule)).toContain("X12-LIMIT-FINDINGS");
  });
});

test("X12-I4 a file of another kind is read as what it is, and said to be none of the wanted kind", () => {
  const { value, findings } = read835(FILES[0] as string);
  expect(value).toEqual([]);
  expect(findings.map((one) => one.rule)).toEqual(["X12-OTHER-KIND"]);
});
