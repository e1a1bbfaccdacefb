import { inflateRawSync } from "node:zlib";

/** A file in a zip. */
export interface ZipEntry {
  readonly name: string;
  readonly bytes: () => Buffer;
}

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
/** A file of the publisher's has a few megabytes at most; what says more is broken or meant to fill the memory. */
const LARGEST = 256 * 1024 * 1024;

/** The files of a zip, by its directory at the end. Throws where it is none. */
export function readZip(zip: Buffer): readonly ZipEntry[] {
  const end = endOf(zip);
  const entries: ZipEntry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (zip.readUInt32LE(at) !== CENTRAL) throw new Error("the zip's directory is broken");
    const [method, packed, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24)];
    const [nameLength, extra, comment] = [
      zip.readUInt16LE(at + 28),
      zip.readUInt16LE(at + 30),
      zip.readUInt16LE(at + 32),
    ];
    const name = zip.subarray(at + 46, at + 46 + nameLength).toString("utf8");
    const local = zip.readUInt32LE(at + 42);
    if (!name.endsWith("/")) entries.push({ name, bytes: () => unpack(zip, local, { name, method, packed, size }) });
    at += 46 + nameLength + extra + comment;
  }
  return entries;
}

function endOf(zip: Buffer): number {
  for (let at = zip.length - 22; at >= 0 && at > zip.length - 22 - 65_536; at -= 1)
    if (zip.readUInt32LE(at) === END) return at;
  throw new Error("this is no zip file");
}

function unpack(
  zip: Buffer,
  at: number,
  {
    name,
    method,
    packed,
    size,
  }: { readonly name: string; readonly method: number; readonly packed: number; readonly size: number },
): Buffer {
  if (zip.readUInt32LE(at) !== LOCAL || size > LARGEST) throw new Error(`${name} in the zip is broken`);
  const start = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const bytes = zip.subarray(start, start + packed);
  if (method === 0) return bytes;
  if (method === 8) return inflateRawSync(bytes, { maxOutputLength: LARGEST });
  throw new Error(`${name} is packed in a way that is not known here`);
}
