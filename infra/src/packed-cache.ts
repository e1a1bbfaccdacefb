import { createHash } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip, zstdCompress } from "node:zlib";
import { paths } from "./state.ts";

const brotli = promisify(brotliCompress);
const gzipped = promisify(gzip);
const zstandard = promisify(zstdCompress);

const packers = {
  br: (content: Buffer) =>
    brotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10, [constants.BROTLI_PARAM_LGWIN]: 24 } }),
  gz: (content: Buffer) => gzipped(content, { level: 9 }),
  // A window over the whole of the largest file: who unpacks it has it in memory anyway.
  zst: (content: Buffer) =>
    zstandard(content, {
      pledgedSrcSize: content.length,
      params: {
        [constants.ZSTD_c_compressionLevel]: 19,
        [constants.ZSTD_c_windowLog]: 25,
        [constants.ZSTD_c_enableLongDistanceMatching]: 1,
      },
    }),
} satisfies Readonly<Record<string, (content: Buffer) => Promise<Buffer>>>;

export type Packing = keyof typeof packers;

/**
 * Packs a file's content as small as it gets. PGlite's 15 MB take most of a minute, and change with its version alone: what was packed
 * once is kept by its content.
 */
export async function packed(content: Buffer, packing: Packing): Promise<Buffer> {
  const folder = join(paths.root, "packed", createHash("sha256").update(content).digest("hex"));
  const kept = join(folder, packing);
  return readFile(kept).catch(async () => {
    const made = await packers[packing](content);
    await mkdir(folder, { recursive: true });
    // Whole or not at all: another build may look for it.
    await writeFile(`${kept}.${process.pid}`, made);
    await rename(`${kept}.${process.pid}`, kept);
    return made;
  });
}

/** Puts the content, packed, into a file. */
export async function writePacked(content: Buffer, packing: Packing, file: string): Promise<void> {
  await writeFile(file, await packed(content, packing));
}
