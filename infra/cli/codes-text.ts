import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { createGunzip } from "node:zlib";

/** A longer line is decoded in pieces: a file without line breaks must not fill the memory. */
const LINE_BYTES_MAX = 1_000_000;
const NEWLINE = 0x0a;
const PROGRESS_EVERY_MS = 200;

/**
 * The text of a file as it is read, unpacked when its name ends in .gz. Publishers write UTF-8, Windows-1252 or, out of a
 * spreadsheet, UTF-16: a line that is not UTF-8 is taken for Windows-1252.
 *
 * @param progress is told the share that was read, in percent.
 * @throws Error in words for a person when there is no such file, or when it is an archive or a workbook.
 */
export async function* textOfFile(file: string, progress?: (percent: number) => void): AsyncGenerator<string> {
  const { size } = await stat(file).catch(() => {
    throw new Error(`${file} could not be read.`);
  });
  const raw = createReadStream(file);
  let readBytes = 0;
  let shownAt = 0;
  raw.on("data", (chunk) => {
    readBytes += chunk.length;
  });
  const bytes: AsyncIterable<Uint8Array> = file.endsWith(".gz") ? raw.pipe(createGunzip()) : raw;
  for await (const text of decoded(refusingArchives(bytes, file))) {
    if (progress !== undefined && performance.now() - shownAt > PROGRESS_EVERY_MS) {
      shownAt = performance.now();
      progress(Math.round((readBytes / Math.max(size, 1)) * 100));
    }
    yield text;
  }
}

/** Bytes to text, whole lines at a time so that each can be decoded by itself. */
export async function* decoded(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let rest: Uint8Array = new Uint8Array(0);
  let wide: TextDecoder | undefined;
  let first = true;
  for await (const chunk of bytes) {
    const all = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    if (first && all.length < 2) {
      rest = all;
      continue;
    }
    if (first) wide = wideDecoder(all);
    first = false;
    if (wide !== undefined) {
      yield wide.decode(all, { stream: true });
      rest = new Uint8Array(0);
      continue;
    }
    const end = all.length > LINE_BYTES_MAX ? all.length : all.lastIndexOf(NEWLINE) + 1;
    yield* linesDecoded(all.subarray(0, end));
    rest = all.subarray(end);
  }
  if (wide !== undefined) yield wide.decode();
  else yield* linesDecoded(rest);
}

/** What a spreadsheet's "Unicode text" begins with. */
function wideDecoder([one, two]: Uint8Array): TextDecoder | undefined {
  if (one === 0xff && two === 0xfe) return new TextDecoder("utf-16le");
  if (one === 0xfe && two === 0xff) return new TextDecoder("utf-16be");
  return undefined;
}

function* linesDecoded(bytes: Uint8Array): Generator<string> {
  if (bytes.length === 0) return;
  const whole = strictUtf8(bytes);
  if (whole !== undefined) {
    yield whole;
    return;
  }
  for (let at = 0; at < bytes.length;) {
    const newline = bytes.indexOf(NEWLINE, at);
    const end = newline < 0 ? bytes.length : newline + 1;
    const line = bytes.subarray(at, end);
    yield strictUtf8(line) ?? new TextDecoder("windows-1252").decode(line);
    at = end;
  }
}

/** Keeps a byte order mark: it is no part of a line's bytes that may be taken away here. */
function strictUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

async function* refusingArchives(bytes: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<Uint8Array> {
  let first = true;
  for await (const chunk of bytes) {
    if (first && chunk[0] === 0x50 && chunk[1] === 0x4b) {
      throw new Error(
        `${basename(file)} is an archive or a workbook: unpack it, or save its sheet as CSV UTF-8, and load that file.`,
      );
    }
    first = false;
    yield chunk;
  }
}
