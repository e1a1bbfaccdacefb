import { asciiAt, type CleanPicture } from "./clean-jpeg.ts";
import { joinBytes } from "./join-bytes.ts";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What makes the picture and its colours. Texts, EXIF, times, profiles with names, and further frames are not among them. */
const KEPT = new Set(["IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "pHYs"]);

/**
 * A PNG (ISO/IEC 15948) without its metadata and without what hangs on after its end (CHT-208).
 *
 * @returns null where it is damaged.
 */
export function cleanPng(bytes: Uint8Array): CleanPicture | null {
  if (!isPng(bytes)) return null;
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 8;
  for (let hasEnd = false; !hasEnd;) {
    if (at + 12 > bytes.length) return null;
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return null;
    const name = asciiAt(bytes, at + 4, 4);
    if (at === 8 && name !== "IHDR") return null;
    if (KEPT.has(name)) kept.push(bytes.subarray(at, end));
    hasEnd = name === "IEND";
    at = end;
  }
  const [width, height] = [view.getUint32(16), view.getUint32(20)];
  return width === 0 || height === 0 ? null : { bytes: joinBytes(kept), width, height };
}

export function isPng(bytes: Uint8Array): boolean {
  return SIGNATURE.every((byte, at) => bytes[at] === byte);
}
