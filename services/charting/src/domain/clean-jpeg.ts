import { joinBytes } from "./join-bytes.ts";

/** A picture as it is kept: without what a camera says of place, time, device and maker. */
export interface CleanPicture {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

const SOI = 0xd8;
const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const APP1 = 0xe1;
const APP2 = 0xe2;
const APP14 = 0xee;
const COMMENT = 0xfe;

/**
 * A JPEG (ITU-T T.81, annex B) without its metadata: EXIF with the place where it was taken, XMP, comments, previews, and whatever hangs
 * on after its end (CHT-208). Colour profile and colour transform stay, and which side is up.
 *
 * @returns null where it is damaged.
 */
export function cleanJpeg(bytes: Uint8Array): CleanPicture | null {
  if (bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let size: { readonly width: number; readonly height: number } | null = null;
  let orientation = 1;
  for (let at = 2; ;) {
    const part = segmentAt(bytes, at);
    if (part === null) return null;
    const { marker, content, end } = part;
    at = end;
    if (marker === APP1 && orientation === 1) orientation = orientationOf(content);
    if (isFrame(marker)) size = { height: wordAt(content, 1), width: wordAt(content, 3) };
    if (isKept(marker, content)) kept.push(bytes.subarray(part.start, end));
    if (marker === EOI) break;
  }
  if (size === null || size.width === 0 || size.height === 0) return null;
  if (orientation !== 1) kept.splice(1, 0, orientationSegment(orientation));
  return { bytes: joinBytes(kept), ...(orientation >= 5 ? { width: size.height, height: size.width } : size) };
}

interface Segment {
  readonly marker: number;
  readonly content: Uint8Array;
  readonly start: number;
  /** Of a scan, the end of its data. */
  readonly end: number;
}

/** The segment that begins there; null where none does, or it is not whole. */
function segmentAt(bytes: Uint8Array, from: number): Segment | null {
  if (bytes[from] !== 0xff) return null;
  let start = from;
  // A marker may be preceded by any number of them.
  while (bytes[start + 1] === 0xff) start += 1;
  const marker = bytes[start + 1];
  if (marker === undefined) return null;
  if (marker === EOI) return { marker, content: new Uint8Array(), start, end: start + 2 };
  const length = wordAt(bytes, start + 2);
  const end = start + 2 + length;
  if (length < 2 || end > bytes.length) return null;
  const dataEnd = marker === SOS ? endOfScan(bytes, end) : end;
  return dataEnd === null ? null : { marker, content: bytes.subarray(start + 4, end), start, end: dataEnd };
}

function isKept(marker: number, content: Uint8Array): boolean {
  if (marker === COMMENT) return false;
  if (marker < APP0 || marker > 0xef) return true;
  // A preview of the picture may lie in the first; the second is a colour profile, or other pictures.
  if (marker === APP0) return content.length <= 14;
  if (marker === APP2) return asciiAt(content, 0, 11) === "ICC_PROFILE";
  return marker === APP14;
}

/** Start of frame, of every kind: there stand width and height. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Where the picture's data end: at a marker that is no restart and no stuffed byte. */
function endOfScan(bytes: Uint8Array, start: number): number | null {
  for (let at = bytes.indexOf(0xff, start); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return null;
    if (next !== 0x00 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return null;
}

/** EXIF's tag 0x0112 of the first directory: 1 to 8; upright where it says nothing of it. */
function orientationOf(content: Uint8Array): number {
  if (asciiAt(content, 0, 6) !== "Exif\0\0") return 1;
  const tiff = content.subarray(6);
  const isLittle = asciiAt(tiff, 0, 2) === "II";
  const word = (at: number) => (isLittle ? (tiff[at] ?? 0) + (tiff[at + 1] ?? 0) * 256 : wordAt(tiff, at));
  const long = (at: number) =>
    isLittle ? word(at) + word(at + 2) * 65_536 : wordAt(tiff, at) * 65_536 + wordAt(tiff, at + 2);
  const first = long(4);
  for (let entry = 0; entry < Math.min(word(first), 100); entry += 1) {
    const at = first + 2 + entry * 12;
    if (word(at) !== 0x0112) continue;
    const value = word(at + 8);
    return value >= 1 && value <= 8 ? value : 1;
  }
  return 1;
}

const EXIF = "457869660000";

/** An EXIF that says which side is up, and nothing else. */
function orientationSegment(orientation: number): Uint8Array {
  const segment = Uint8Array.fromHex(`ffe10022${EXIF}4d4d002a00000008000101120003000000010000000000000000`);
  segment[29] = orientation;
  return segment;
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}

export function asciiAt(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
