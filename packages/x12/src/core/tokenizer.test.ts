import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Tokenizer } from "./tokenizer.ts";
import type { Segment } from "./walker.ts";

const ISA =
  "ISA*00*          *00*          *ZZ*SENDER         *ZZ*RECEIVER       *260101*0800*^*00501*000000001*0*T*:~";

function segmentsOf(pieces: readonly string[], rules: Set<string> = new Set()): Segment[] {
  const segments: Segment[] = [];
  const tokenizer = new Tokenizer({
    interchange: () => {},
    segment: (segment) => segments.push(segment),
    trouble: (rule) => rules.add(rule),
    interrupted: () => {},
  });
  for (const piece of pieces) tokenizer.push(piece, false);
  tokenizer.push("", true);
  return segments;
}

/** Few characters, so that the same short texts come again; among them NUL and letters of more than seven bits. */
const element = fc.string({ unit: fc.constantFrom("\0", "i", "A", "4", "é", "ĩ", "字"), maxLength: 6 });
const segments = fc.array(fc.array(element, { maxLength: 5 }), { maxLength: 40 });

describe("X12-I1 elements", () => {
  test("are what stands between the separators, however short and whatever came before", () => {
    fc.assert(
      fc.property(segments, (rows) => {
        const sent = rows.map((row) => ["AA", ...row]);
        expect(segmentsOf([ISA + sent.map((row) => `${row.join("*")}~`).join("")])).toEqual(sent);
      }),
    );
  });

  test("X12-I6 are mended alike, whatever else stands in the piece of text that they come in", () => {
    const broken = fc.string({ unit: fc.constantFrom("A", "4", "é", "\n", "\r", "\r\n"), maxLength: 6 });
    const rows = fc.array(fc.tuple(fc.constantFrom("AA", "aa", "Ab", "A\nB"), broken, broken), { maxLength: 12 });
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 40 }), (sent, size) => {
        const text = ISA + sent.map((row) => `${row.join("*")}~`).join("");
        const pieces = text.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
        const [inPieces, whole] = [new Set<string>(), new Set<string>()];
        expect(segmentsOf(pieces, inPieces)).toEqual(segmentsOf([text], whole));
        expect(inPieces).toEqual(whole);
      }),
    );
  });

  test("X12-I6 are the same wherever the text is cut", () => {
    fc.assert(
      fc.property(segments, fc.nat(), (rows, cut) => {
        const text = ISA + rows.map((row) => `${["AA", ...row].join("*")}~`).join("");
        const at = cut % text.length;
        expect(segmentsOf([text.slice(0, at), text.slice(at)])).toEqual(segmentsOf([text]));
      }),
    );
  });
});
