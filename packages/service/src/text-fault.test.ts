import { expect, test } from "vitest";
import { textFault } from "./text-fault.ts";

test("a NUL or half a surrogate pair is found wherever it stands, in a key too", () => {
  expect(textFault({ name: { family: "a\u0000b" } })).toBe("name.family");
  expect(textFault({ list: ["ok", "\ud800"] })).toBe("list.1");
  expect(textFault({ a: { "k\u0000": 1 } })).toBe("a");
  expect(textFault("\u0000")).toBe("input");
  expect(textFault({ name: "Zoë 😀", n: 1, none: null, no: undefined, list: [{ x: true }] })).toBeNull();
});

test("what is nested without end is a fault, and is not walked through to its end", () => {
  let deep: unknown = "x";
  for (let n = 0; n < 200_000; n += 1) deep = [deep];
  expect(textFault(deep)).toMatch(/^0(\.0)+$/);
  expect(textFault({ a: [[[[{ b: "x" }]]]] })).toBeNull();
});
