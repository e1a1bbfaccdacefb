import { readLogo, type Logo } from "../domain/logo.ts";

/** BIL-412: a logo rebuilt of its picture alone, its pixels unpacked once to see that they are all there and no more; in words what is wrong with it. */
export async function keptLogo(base64: string): Promise<Logo | string> {
  const read = readLogo(bytesOf(base64));
  if (typeof read === "string") return read;
  const { kind, width, height, bytes, pixels } = read;
  if (pixels && !(await unpacksTo(pixels.packed, pixels.size)))
    return "The logo's file is damaged. Save the picture again, as a PNG or a JPEG.";
  return { kind, width, height, content: bytes.toBase64() };
}

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.fromBase64(base64);
  } catch {
    return new Uint8Array();
  }
}

/** Stops as soon as there is more: what unpacks to gigabytes is never unpacked. */
async function unpacksTo(packed: Uint8Array<ArrayBuffer>, size: number): Promise<boolean> {
  let count = 0;
  try {
    for await (const piece of new Blob([packed]).stream().pipeThrough(new DecompressionStream("deflate"))) {
      count += piece.length;
      if (count > size) return false;
    }
  } catch {
    return false;
  }
  return count === size;
}
