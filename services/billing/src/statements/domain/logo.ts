/** A practice's logo as it is kept: rebuilt of what a picture needs, with nothing else of the file. */
export interface Logo {
  readonly kind: "png" | "jpeg";
  readonly width: number;
  readonly height: number;
  /** Base64. */
  readonly content: string;
}

/** A PNG whose pixels still have to be unpacked, to see that they are all there and no more. */
export interface ReadLogo {
  readonly kind: Logo["kind"];
  readonly width: number;
  readonly height: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly pixels: { readonly packed: Uint8Array<ArrayBuffer>; readonly size: number } | null;
}

/** Enough for an inch and a half at 600 dots. */
const SIDE_MAX = 2000;
const AREA_MAX = 2_000_000;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Of a PNG: what its picture is made of. Texts, profiles, times and whatever else a file may carry stay out. */
const KEPT = new Set(["IHDR", "PLTE", "tRNS", "IDAT", "IEND"]);
/** Samples of a pixel, by colour type (PNG 1.2, section 4.1.1). */
const SAMPLES: { readonly [type: number]: number } = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

const DAMAGED = "The logo's file is damaged. Save the picture again, as a PNG or a JPEG.";
const NEITHER = "The logo is neither a PNG nor a JPEG. Save it as one of these.";

/** BIL-412: reads a picture part by part; in words what is wrong with it, where it is no picture that can be printed. */
export function readLogo(bytes: Uint8Array<ArrayBuffer>): ReadLogo | string {
  const read = PNG.every((byte, at) => bytes[at] === byte)
    ? readPng(bytes)
    : bytes[0] === 0xff && bytes[1] === 0xd8
      ? readJpeg(bytes)
      : NEITHER;
  if (typeof read === "string") return read;
  if (read.width === 0 || read.height === 0) return DAMAGED;
  if (read.width > SIDE_MAX || read.height > SIDE_MAX || read.width * read.height > AREA_MAX)
    return `The logo is ${read.width} by ${read.height} pixels. Make it smaller: 1000 by 500 is plenty.`;
  return read;
}

function readPng(bytes: Uint8Array<ArrayBuffer>): ReadLogo | string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, PNG.length)];
  const packed: Uint8Array[] = [];
  let head: DataView | null = null;
  let palette = false;
  for (let at = PNG.length; at + 12 <= bytes.length;) {
    const size = view.getUint32(at);
    const next = at + 12 + size;
    if (size > bytes.length || next > bytes.length) return DAMAGED;
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (crc32(bytes.subarray(at + 4, at + 8 + size)) !== view.getUint32(at + 8 + size)) return DAMAGED;
    if ((head === null) !== (type === "IHDR")) return DAMAGED;
    if (type === "IHDR") {
      if (size !== 13) return DAMAGED;
      head = new DataView(bytes.buffer, bytes.byteOffset + at + 8, size);
    }
    palette ||= type === "PLTE";
    if (type === "IDAT") packed.push(bytes.subarray(at + 8, at + 8 + size));
    if (KEPT.has(type)) kept.push(bytes.subarray(at, next));
    if (type === "IEND") {
      if (!head || packed.length === 0) return DAMAGED;
      return pngOf(head, { bytes: joined(kept), packed: joined(packed), palette });
    }
    at = next;
  }
  return DAMAGED;
}

function pngOf(
  head: DataView,
  parts: {
    readonly bytes: Uint8Array<ArrayBuffer>;
    readonly packed: Uint8Array<ArrayBuffer>;
    readonly palette: boolean;
  },
): ReadLogo | string {
  const [width, height] = [head.getUint32(0), head.getUint32(4)];
  const [depth, type] = [head.getUint8(8), head.getUint8(9)];
  const samples = SAMPLES[type];
  if (!samples || ![1, 2, 4, 8].includes(depth) || (type === 3 && !parts.palette)) {
    return depth === 16 ? "The logo has 16 bits a color. Save it as an ordinary PNG, with 8." : DAMAGED;
  }
  if (head.getUint8(12) !== 0) return "The logo is an interlaced PNG. Save it without interlacing.";
  const size = height * (1 + Math.ceil((width * samples * depth) / 8));
  return { kind: "png", width, height, bytes: parts.bytes, pixels: { packed: parts.packed, size } };
}

/** Start of frame: the dimensions stand in it. Lossless and arithmetic ones no reader of PDFs knows. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
/** APP0 says how to read it, APP14 in which colours; the other ones (places, names, previews) and comments stay out. */
const LEFT_OUT = (marker: number) =>
  marker === 0xfe || (marker >= 0xe0 && marker <= 0xef && marker !== 0xe0 && marker !== 0xee);

function readJpeg(bytes: Uint8Array<ArrayBuffer>): ReadLogo | string {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let size: { readonly width: number; readonly height: number } | null = null;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return DAMAGED;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const end = at + 2 + ((bytes[at + 2] ?? 0) << 8) + (bytes[at + 3] ?? 0);
    if (end > bytes.length || end < at + 4) return DAMAGED;
    if (FRAMES.has(marker)) {
      const of = (from: number) => ((bytes[from] ?? 0) << 8) + (bytes[from + 1] ?? 0);
      size = { height: of(at + 5), width: of(at + 7) };
    }
    // What follows the head of a scan is its data, until the next marker that is none of it.
    const next = marker === 0xda ? afterScan(bytes, end) : end;
    if (!LEFT_OUT(marker)) kept.push(bytes.subarray(at, next));
    at = next;
    if (marker === 0xda && bytes[at + 1] === 0xd9) {
      if (!size) return DAMAGED;
      return { kind: "jpeg", ...size, bytes: joined([...kept, bytes.subarray(at, at + 2)]), pixels: null };
    }
  }
  return DAMAGED;
}

function afterScan(bytes: Uint8Array, from: number): number {
  let at = from;
  while (at + 1 < bytes.length) {
    const next = bytes[at + 1] ?? 0;
    // FF00 is a byte of the data, FFD0 to FFD7 mark its parts.
    if (bytes[at] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at;
    at += 1;
  }
  return bytes.length;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** CRC-32 as PNG has it (ISO 3309). */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
