import { once } from "node:events";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";

/** Where a command writes: results for programs, and words for a person. */
export interface Io {
  /** Gives a promise when the reader is slower than we are: wait for it. */
  readonly out: (text: string) => Promise<void> | void;
  readonly err: (line: string) => void;
  /** Shows how far a long run is, in one line that is overwritten; absent where nobody watches. */
  readonly progress?: ((line: string) => void) | undefined;
}

export function terminal(): Io {
  const watched = process.stderr.isTTY;
  // A reader that has seen enough (`| head`) is no fault of ours.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return {
    out: async (text) => {
      if (!process.stdout.write(text)) await once(process.stdout, "drain");
    },
    err: (line) => console.error(line),
    progress: (line) => {
      if (watched) process.stderr.write(`\r${line}\u001b[K`);
      else if (line !== "") console.error(line);
    },
  };
}

/** Files shorter than this are done before a person could read how far they are. */
const PROGRESS_FROM_BYTES = 8 * 1024 * 1024;
const STEP_BYTES = 8 * 1024 * 1024;
const CHUNK_BYTES = 256 * 1024;

/**
 * Feeds a file to a reader piece by piece, and shows how far a long one is. X12 text is ASCII; other bytes are read as
 * Latin-1, so that each stays one character. Gives false, and says why, when the file cannot be opened.
 */
export async function feed(
  file: string,
  reader: { push(chunk: string): void; end(): void },
  io: Io,
  afterChunk?: () => Promise<void> | void,
): Promise<boolean> {
  try {
    const total = file === "-" ? 0 : (await stat(file)).size;
    const stream = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
    stream.setEncoding("latin1");
    let read = 0;
    let shown = 0;
    for await (const chunk of stream) {
      reader.push(String(chunk));
      await afterChunk?.();
      read += String(chunk).length;
      if (read - shown < STEP_BYTES || (total > 0 && total < PROGRESS_FROM_BYTES)) continue;
      shown = read;
      io.progress?.(`${file}: ${megabytes(read)}${total > 0 ? ` of ${megabytes(total)} MB` : " MB"}`);
    }
    if (shown > 0) io.progress?.("");
    reader.end();
    await afterChunk?.();
    return true;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    const why =
      code === "ENOENT"
        ? "there is no such file"
        : code === "EISDIR"
          ? "this is a folder"
          : code === "EACCES"
            ? "it may not be read"
            : undefined;
    if (why === undefined) throw error;
    io.err(`✖ ${file}: ${why}`);
    return false;
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(0);
}
