import { describe, expect, test } from "vitest";
import { pngOf } from "../../testing/logo.ts";
import { keptLogo } from "../application/keep-logo.ts";
import { readLogo } from "./logo.ts";

const text = (bytes: Uint8Array) => new TextDecoder("latin1").decode(bytes);
const bytesOf = (content: string) => new TextEncoder().encode(content);

/** A JPEG of 8 by 4 with a place, a comment and a picture whose data has a false end in it. */
const JPEG = Uint8Array.from(
  [
    [0xff, 0xd8],
    [0xff, 0xe0, 0, 4, 1, 1],
    [0xff, 0xe1, 0, 6, 71, 80, 83, 33],
    [0xff, 0xfe, 0, 5, 83, 83, 78],
    [0xff, 0xc0, 0, 11, 8, 0, 4, 0, 8, 1, 1, 0x11, 0],
    [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0],
    [1, 2, 0xff, 0, 0xd9, 0xff, 0xd0, 9],
    [0xff, 0xd9],
    [...bytesOf("<script>after the end</script>")],
  ].flat(),
);

describe("BIL-412: a logo is a picture, and nothing else of its file is kept", () => {
  test("of a PNG the picture alone: texts, places and scripts of its other parts stay out", () => {
    const plain = pngOf(20, 10);
    const full = pngOf(20, 10, {
      extra: [
        ["tEXt", "Author\0Maria Lopez"],
        ["eXIf", "GPS"],
        ["scRp", "<script>"],
      ],
    });
    const read = readLogo(full);
    expect(read).toMatchObject({ kind: "png", width: 20, height: 10 });
    expect(typeof read === "object" && text(read.bytes)).toBe(text(plain));
  });

  test("of a JPEG what it is read by: no place, no comment, nothing after its end; a byte of its data ends nothing", () => {
    const read = readLogo(JPEG);
    expect(read).toMatchObject({ kind: "jpeg", width: 8, height: 4 });
    const kept = typeof read === "object" ? text(read.bytes) : "";
    expect(kept).not.toMatch(/GPS|SSN|script/);
    expect(kept.endsWith("\xff\xd0\t\xff\xd9")).toBe(true);
    expect(kept.length).toBe(JPEG.length - 8 - 7 - 30);
  });

  test.each([
    ["an SVG", bytesOf('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'), /neither a PNG nor a JPEG/],
    ["a PDF", bytesOf("%PDF-1.7"), /neither/],
    ["nothing", new Uint8Array(), /neither/],
    ["a PNG that is cut off", pngOf(20, 10).slice(0, -20), /damaged/],
    ["a PNG whose part is not what it was", pngOf(20, 10).with(50, 99), /damaged/],
    ["a PNG of 16 bits", pngOf(20, 10, { depth: 16 }), /16 bits/],
    ["an interlaced PNG", pngOf(20, 10, { interlaced: true }), /interlac/],
    ["a wall", pngOf(2001, 10), /2001 by 10 pixels/],
    ["too many pixels", pngOf(1500, 1400), /1500 by 1400/],
    ["no width", pngOf(0, 10), /damaged/],
    ["a JPEG that is cut off", JPEG.slice(0, 40), /damaged/],
    ["a JPEG without a picture", Uint8Array.from([0xff, 0xd8, 0xff, 0xd9]), /damaged/],
  ])("%s is refused in words", (_, bytes, words) => {
    expect(readLogo(Uint8Array.from(bytes))).toMatch(words);
  });

  test("pixels are all there and no more: what unpacks to more or less is no picture", async () => {
    const kept = (pixels: number) => keptLogo(pngOf(20, 10, { pixels: new Uint8Array(pixels) }).toBase64());
    expect(await kept(210)).toMatchObject({ kind: "png", width: 20, height: 10 });
    expect(await kept(209)).toMatch(/damaged/);
    expect(await kept(211)).toMatch(/damaged/);
    expect(await kept(200_000)).toMatch(/damaged/);
    expect(await keptLogo("no base64")).toMatch(/neither/);
  });
});
