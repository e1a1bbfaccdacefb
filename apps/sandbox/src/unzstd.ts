import { ZSTDDecoder } from "zstddec";

const decoder = new ZSTDDecoder();

/** Unpacks what was packed with Zstandard; null where it did not arrive whole. */
export async function unzstd(packed: ArrayBuffer): Promise<Uint8Array | null> {
  await decoder.init();
  try {
    const unpacked = decoder.decode(new Uint8Array(packed));
    return unpacked.byteLength === 0 ? null : unpacked;
  } catch {
    return null;
  }
}
