import { PDFDocument, StandardFonts } from "@cantoo/pdf-lib";
import { expect, test } from "vitest";
import { unprintable } from "./printable.ts";

test("BIL-414: what can be printed is what the font has, letter by letter", async () => {
  const font = await (await PDFDocument.create()).embedFont(StandardFonts.Helvetica);
  const known = new Set(font.getCharacterSet());
  const wrong = [];
  for (let code = 0x20; code < 0x3000; code += 1) {
    const letter = String.fromCodePoint(code);
    // What is made of two is looked at as one letter, as the font does.
    if (letter.normalize("NFC") !== letter) continue;
    if ((unprintable(letter) === null) !== known.has(code)) wrong.push(letter);
  }
  expect(wrong).toEqual([]);
  expect(unprintable("Añorve, Zoë – “¿Qué?”\n")).toBeNull();
  expect(unprintable("Nguyễn")).toBe("ễ");
});
