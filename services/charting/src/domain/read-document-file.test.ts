import { expect, test } from "vitest";
import { readDocumentFile } from "./read-document-file.ts";

const ascii = (text: string) => Uint8Array.from([...text].map((sign) => sign.charCodeAt(0)));
const bytes = (...parts: readonly (Uint8Array | readonly number[] | string)[]) =>
  Uint8Array.from(parts.flatMap((part) => [...(typeof part === "string" ? ascii(part) : part)]));
const segment = (marker: number, content: Uint8Array) =>
  bytes([0xff, marker, (content.length + 2) >> 8, (content.length + 2) & 255], content);

/** A place in San Diego, as a telephone writes it, and which side is up. */
const exif = (orientation: number) =>
  bytes(
    "Exif\0\0MM\0*",
    [0, 0, 0, 8, 0, 2],
    [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0],
    [0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 40],
    [0, 0, 0, 0],
    "GPS 32.7157 N 117.1611 W",
  );
const jpeg = (...between: readonly Uint8Array[]) =>
  bytes(
    [0xff, 0xd8],
    ...between,
    segment(0xc0, Uint8Array.from([8, 0, 30, 0, 40, 1, 1, 0x11, 0])),
    segment(0xda, Uint8Array.from([1, 1, 0, 0, 63, 0])),
    [1, 2, 0xff, 0, 3, 0xff, 0xd0, 4],
    [0xff, 0xd9],
  );
const chunk = (name: string, content: Uint8Array) =>
  bytes([0, 0, content.length >> 8, content.length & 255], name, content, [0, 0, 0, 0]);
const png = (...between: readonly Uint8Array[]) =>
  bytes(
    [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
    chunk("IHDR", Uint8Array.from([0, 0, 0, 50, 0, 0, 0, 20, 8, 2, 0, 0, 0])),
    ...between,
    chunk("IDAT", Uint8Array.from([1, 2, 3])),
    chunk("IEND", new Uint8Array()),
  );
const pdf = (inside: string) => ascii(`%PDF-1.7\n${inside}\n%%EOF\n`);

function kept(file: Uint8Array) {
  const read = readDocumentFile(file);
  if (!read.ok) throw new Error(read.error.fields?.[0]?.message);
  return { ...read.value, text: String.fromCharCode(...read.value.bytes) };
}

function why(file: Uint8Array): string {
  const read = readDocumentFile(file);
  return read.ok ? `taken as ${read.value.mediaType}` : `${read.error.field}: ${read.error.fields?.[0]?.message}`;
}

test("CHT-207 what a file is follows from its bytes", () => {
  expect([kept(jpeg()).mediaType, kept(png()).mediaType, kept(pdf("1 0 obj")).mediaType]).toEqual([
    "image/jpeg",
    "image/png",
    "application/pdf",
  ]);
  expect(kept(jpeg()).size).toEqual({ width: 40, height: 30 });
  expect(kept(png()).size).toEqual({ width: 50, height: 20 });
});

test.each([
  ["a drawing that can carry a program", ascii("<svg xmlns='x'><script/></svg>"), /can carry a program/],
  ["one behind a mark of its order of bytes", bytes([0xef, 0xbb, 0xbf], "<svg/>"), /can carry a program/],
  ["a page", ascii("  <!DOCTYPE html><html>"), /can carry a program/],
  ["a study", bytes(new Uint8Array(128), "DICM"), /DICOM.*report as a PDF/],
  ["a telephone's own kind", bytes([0, 0, 0, 24], "ftypheic"), /HEIC.*JPEG first/],
  ["a program", ascii("MZ........"), /pictures \(JPEG, PNG\) or PDFs/],
  ["a picture that ends too early", jpeg().subarray(0, -4), /damaged/],
  ["a PNG that ends too early", png().subarray(0, -6), /damaged/],
  ["a PDF that ends too early", ascii("%PDF-1.4 1 0 obj"), /not whole/],
  ["a PDF with a program", pdf("/OpenAction << /S /JavaScript /JS (app.alert) >>"), /program/],
  ["one that writes it otherwise", pdf("<< /S /J#61vaScript >>"), /program/],
  ["a PDF with a file inside", pdf("/EmbeddedFiles 3 0 R"), /file inside/],
  ["a PDF that is locked", pdf("trailer << /Encrypt 9 0 R >>"), /locked by a password/],
  ["nothing of a kind", new Uint8Array(), /pictures/],
])("CHT-207 %s is refused at the file, with what to do", (_, file, words) => {
  expect(why(file)).toMatch(/^content: /);
  expect(why(file)).toMatch(words);
});

test("CHT-206 a file above 5 MB is refused", () => {
  expect(why(new Uint8Array(5_000_001))).toMatch(/^content: The file is larger than 5 MB/);
});

test("CHT-206 a picture of more than 50 megapixels is refused", () => {
  const huge = png();
  huge.set([0, 0, 0x40, 0, 0, 0, 0x40, 0], 16);
  expect(why(huge)).toMatch(/50 megapixels/);
});

test("CHT-208 the place that a telephone wrote into a picture is not kept", () => {
  const file = jpeg(
    segment(0xe1, exif(1)),
    segment(0xfe, ascii("taken at home")),
    segment(0xe1, ascii("http://ns.adobe xmp")),
  );
  expect(String.fromCharCode(...file)).toContain("GPS");
  const { text, bytes: clean } = kept(bytes(file, "a film that hangs on behind"));
  for (const word of ["GPS", "Exif", "home", "xmp", "film"]) expect(text).not.toContain(word);
  expect(clean).toEqual(jpeg());
});

test("CHT-208 which side is up stays, and nothing else of where it stood", () => {
  const { text, size } = kept(jpeg(segment(0xe1, exif(6))));
  expect(text).toContain("Exif");
  expect(text).not.toContain("GPS");
  expect(size).toEqual({ width: 30, height: 40 });
  // Read again it says the same.
  expect(kept(kept(jpeg(segment(0xe1, exif(6)))).bytes)).toEqual(kept(jpeg(segment(0xe1, exif(6)))));
});

test("CHT-208 a colour profile stays, a second picture in its place does not", () => {
  const profile = segment(0xe2, bytes("ICC_PROFILE\0", [1, 1, 9]));
  expect(kept(jpeg(profile, segment(0xe2, ascii("MPF\0 preview")))).bytes).toEqual(jpeg(profile));
});

test("CHT-208 texts, times and EXIF of a PNG are not kept", () => {
  const file = png(chunk("tEXt", ascii("Author Lopez")), chunk("eXIf", exif(1)), chunk("tIME", new Uint8Array(7)));
  expect(kept(bytes(file, "<html>")).bytes).toEqual(png());
});
