import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { chmod, lstat, mkdir, open, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";

/** A file of the backup: where it is now, and its name in the archive. */
export interface Source {
  readonly path: string;
  readonly name: string;
}

/** Names of what was written, with the SHA-256 of their content. The last entry of every archive. */
type Manifest = Readonly<Record<string, string>>;

const BLOCK = 512;
const MANIFEST = "manifest.json";

/** The backup's archive is not whole, or not one of ours. */
export class BadArchive extends Error {
  override readonly name = "BadArchive";
}

/**
 * A tar archive (POSIX ustar) of files that may change while they are read: of each, as much as it was long when its turn came; what
 * was cut off meanwhile is filled with zeros, as PostgreSQL's own base backup does. A file that is gone is left out.
 *
 * @yields pieces of the archive.
 */
export async function* archiveOf(sources: AsyncIterable<Source>): AsyncGenerator<Uint8Array> {
  const manifest: Record<string, string> = {};
  for await (const { path, name } of sources) {
    const found = await lstat(path).catch(() => undefined);
    if (found === undefined || !(found.isFile() || found.isDirectory())) continue;
    if (found.isDirectory()) {
      yield header(`${name}/`, 0, found.mode, "5");
      continue;
    }
    yield header(name, found.size, found.mode, "0");
    const hash = createHash("sha256");
    let written = 0;
    if (found.size > 0) {
      for await (const chunk of createReadStream(path, { end: found.size - 1, highWaterMark: 1_048_576 })) {
        const part = Buffer.from(chunk);
        written += part.length;
        hash.update(part);
        yield part;
      }
    }
    for (; written < found.size;) {
      const zeros = Buffer.alloc(Math.min(1_048_576, found.size - written));
      written += zeros.length;
      hash.update(zeros);
      yield zeros;
    }
    yield Buffer.alloc(padding(found.size));
    manifest[name] = hash.digest("hex");
  }
  const text = Buffer.from(JSON.stringify(manifest));
  yield header(MANIFEST, text.length, 0o600, "0");
  yield Buffer.concat([text, Buffer.alloc(padding(text.length)), Buffer.alloc(2 * BLOCK)]);
}

/**
 * Reads an archive to its end and checks every file against the manifest.
 *
 * @param into the folder that gets the files; without one they are only checked.
 * @returns how many files it holds.
 * @throws {@link BadArchive}
 */
export async function readArchive(pieces: AsyncIterable<Uint8Array>, into: string | undefined): Promise<number> {
  const reader = new Reader(pieces);
  const hashes: Record<string, string> = {};
  let manifest: Manifest | undefined;
  for (;;) {
    const block = await reader.exactly(BLOCK);
    if (block.every((byte) => byte === 0)) break;
    const { name, size, mode, type } = entryOf(block);
    if (!isSafe(name)) throw new BadArchive("it names a file outside of its folder");
    if (type === "5") {
      if (into !== undefined) await mkdir(join(into, name), { recursive: true, mode });
    } else if (name === MANIFEST) manifest = JSON.parse((await reader.exactly(size)).toString()) as Manifest;
    else hashes[name] = await takeFile(reader, size, mode, into === undefined ? undefined : join(into, name));
    await reader.exactly(padding(size));
  }
  if (manifest === undefined) throw new BadArchive("its end is missing");
  const names = Object.keys(manifest);
  if (names.length !== Object.keys(hashes).length) throw new BadArchive("files are missing");
  for (const name of names) if (hashes[name] !== manifest[name]) throw new BadArchive("a file is not what was saved");
  return names.length;
}

async function takeFile(reader: Reader, size: number, mode: number, path: string | undefined): Promise<string> {
  const hash = createHash("sha256");
  let file: FileHandle | undefined;
  if (path !== undefined) {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    file = await open(path, "wx", mode);
  }
  try {
    for (let left = size; left > 0;) {
      const part = await reader.atMost(left);
      left -= part.length;
      hash.update(part);
      await file?.write(part);
    }
    await file?.sync();
  } finally {
    await file?.close();
  }
  if (path !== undefined) await chmod(path, mode);
  return hash.digest("hex");
}

/** Pieces of any length as pieces of the length that is wanted. */
class Reader {
  readonly #pieces: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(pieces: AsyncIterable<Uint8Array>) {
    this.#pieces = pieces[Symbol.asyncIterator]();
  }

  async atMost(length: number): Promise<Buffer> {
    while (this.#rest.length === 0) {
      const { done, value } = await this.#pieces.next();
      if (done === true) throw new BadArchive("its end is missing");
      this.#rest = Buffer.from(value);
    }
    const part = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(part.length);
    return part;
  }

  async exactly(length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for (let left = length; left > 0; left -= parts.at(-1)?.length ?? 0) parts.push(await this.atMost(left));
    return Buffer.concat(parts);
  }
}

const padding = (size: number): number => (BLOCK - (size % BLOCK)) % BLOCK;

function isSafe(name: string): boolean {
  return name !== "" && !name.startsWith("/") && !name.includes("\0") && !name.split("/").includes("..");
}

/** POSIX.1-1988 ustar. */
function header(name: string, size: number, mode: number, type: "0" | "5"): Buffer {
  const block = Buffer.alloc(BLOCK);
  const cut = name.length > 100 ? name.lastIndexOf("/", 154) : -1;
  const [prefix, last] = cut < 0 ? ["", name] : [name.slice(0, cut), name.slice(cut + 1)];
  if (Buffer.byteLength(last) > 100 || Buffer.byteLength(prefix) > 155)
    throw new BadArchive("a file's name is too long");
  block.write(last, 0);
  block.write(`${(mode & 0o777).toString(8).padStart(7, "0")}\0`, 100);
  block.write("0000000\0", 108);
  block.write("0000000\0", 116);
  block.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  block.write("00000000000\0", 136);
  block.write("        ", 148);
  block.write(type, 156);
  block.write("ustar\x0000", 257);
  block.write(prefix, 345);
  block.write(`${checksum(block).toString(8).padStart(6, "0")}\0 `, 148);
  return block;
}

function entryOf(block: Buffer): { name: string; size: number; mode: number; type: string } {
  const text = (from: number, to: number) => block.toString("utf8", from, to).replace(/\0.*$/s, "");
  const told = Number.parseInt(text(148, 156), 8);
  const copy = Buffer.from(block);
  copy.write("        ", 148);
  if (text(257, 262) !== "ustar" || checksum(copy) !== told) throw new BadArchive("it is no archive of ours");
  const prefix = text(345, 500);
  return {
    name: (prefix === "" ? text(0, 100) : `${prefix}/${text(0, 100)}`).replace(/\/$/, ""),
    size: Number.parseInt(text(124, 136), 8),
    mode: Number.parseInt(text(100, 108), 8),
    type: text(156, 157),
  };
}

function checksum(block: Buffer): number {
  return block.reduce((sum, byte) => sum + byte, 0);
}
