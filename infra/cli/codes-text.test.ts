import { expect, test } from "vitest";
import fc from "fast-check";
import { decoded } from "./codes-text.ts";

async function textOf(bytes: Uint8Array, size: number): Promise<string> {
  const chunks = async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  };
  let text = "";
  for await (const piece of decoded(chunks())) text += piece;
  return text;
}

test("UTF-8 and UTF-16 come back, wherever the bytes are cut (TRM-28)", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 7 }), async (text, size) => {
      expect(await textOf(Buffer.from(`${text}\n${text}`), size)).toBe(`${text}\n${text}`);
      expect(await textOf(Buffer.from(`\uFEFF${text}`, "utf16le"), size)).toBe(text);
    }),
  );
});

test("a line that is not UTF-8 is Windows-1252, the others stay what they are", async () => {
  const bytes = Buffer.concat([
    Buffer.from("caf\u00E9\r\n", "utf8"),
    Buffer.from("caf\u00E9 \u0096 5\r\n", "latin1"),
    Buffer.from("\u4F60", "utf8"),
  ]);
  for (const size of [1, 3, 100]) expect(await textOf(bytes, size)).toBe("caf\u00E9\r\ncaf\u00E9 \u2013 5\r\n\u4F60");
});

test("a file without line breaks is given out before its end", async () => {
  let longest = 0;
  const chunks = async function* () {
    for (let i = 0; i < 40; i += 1) yield Buffer.alloc(100_000, "x");
  };
  for await (const piece of decoded(chunks())) longest = Math.max(longest, piece.length);
  expect(longest).toBeLessThanOrEqual(1_100_000);
});
