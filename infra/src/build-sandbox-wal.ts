const BLOCK = 512;

/**
 * Takes the write-ahead log out of a dumped data directory, but for the segment in use, and blanks what that one does not use
 * yet: PostgreSQL renames old segments to be written over, and they are of no use to a database that was just checkpointed.
 *
 * @param tar an uncompressed archive in the ustar format (POSIX.1-1988) of a PostgreSQL data directory.
 * @param segment name of the segment in use.
 * @param used bytes of it that are written.
 */
export function onlyLiveWal(tar: Buffer, segment: string, used: number): Buffer {
  const kept: Buffer[] = [];
  let found = false;
  for (const entry of entries(tar)) {
    const name = entry.name.replace(/^.*pg_wal\//, "");
    const isSegment = entry.name.includes("pg_wal/") && /^[0-9A-F]{24}$/.test(name);
    if (isSegment && name !== segment) continue;
    if (isSegment) {
      found = true;
      entry.content.fill(0, used);
    }
    kept.push(entry.whole);
  }
  if (!found) throw new Error(`the dump has no segment ${segment}`);
  // Two empty blocks end an archive.
  return Buffer.concat([...kept, Buffer.alloc(2 * BLOCK)]);
}

interface TarEntry {
  readonly name: string;
  readonly content: Buffer;
  /** Header, content and padding. */
  readonly whole: Buffer;
}

function* entries(tar: Buffer): Generator<TarEntry> {
  for (let at = 0; at + BLOCK <= tar.length;) {
    const header = tar.subarray(at, at + BLOCK);
    if (header[0] === 0) return;
    const size = Number.parseInt(text(header, 124, 12), 8) || 0;
    const end = at + BLOCK + Math.ceil(size / BLOCK) * BLOCK;
    const prefix = text(header, 345, 155);
    const name = text(header, 0, 100);
    yield {
      name: prefix === "" ? name : `${prefix}/${name}`,
      content: tar.subarray(at + BLOCK, at + BLOCK + size),
      whole: tar.subarray(at, end),
    };
    at = end;
  }
}

/** A field of a header: text up to the first zero byte or its end. */
function text(header: Buffer, from: number, length: number): string {
  const field = header.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString("latin1", 0, end === -1 ? length : end).trim();
}
