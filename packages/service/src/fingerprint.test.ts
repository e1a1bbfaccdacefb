import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalJson, fingerprint } from "./fingerprint.ts";

test("the mark of a text is the same on every machine and version: what is kept is compared with it later", () => {
  expect(["", "a", "practicum", "Zoë 😀"].map(fingerprint)).toEqual([
    "0bdcb81aee8d8310c329583afc3b",
    "1c2ba782c979010432341afdfcd8",
    "0f5325c61b404a1b89d245e23bb1",
    "1cd5710ca43295183f54d81aa0a8",
  ]);
});

test("property: other texts have other marks, also where a sign more or two that are swapped are all the difference", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      expect(fingerprint(a) === fingerprint(b)).toBe(a === b);
      expect(fingerprint(`${a}x`)).not.toBe(fingerprint(a));
    }),
  );
  const many = Array.from({ length: 3000 }, (_, n) => fingerprint(`{"n":${n}}`));
  expect(new Set(many).size).toBe(many.length);
  for (const mark of many) expect(mark).toMatch(/^[0-9a-f]{28}$/);
});

test("equal contents give equal texts, whatever the order of their keys; the order of a list is content", () => {
  expect(canonicalJson({ b: [2, { d: null, c: 1 }], a: "x" })).toBe('{"a":"x","b":[2,{"c":1,"d":null}]}');
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  expect(canonicalJson(null)).toBe("null");
});
