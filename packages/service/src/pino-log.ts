import { writeSync } from "node:fs";
import pino from "pino";
import type { Log, LogEntry } from "./log.ts";

type Level = "debug" | "info" | "warn" | "error" | "silent";

/** Fields that reach the log. A caller that got past the type of `LogEntry` still gets no further than here. */
const ALLOWED: readonly (keyof LogEntry)[] = [
  "event",
  "service",
  "practiceId",
  "traceId",
  "name",
  "code",
  "durationMs",
  "attempt",
  "count",
  "error",
];

/** Lines that only tell what was done wait this long for others: to write one takes as long as to make ten. */
const GATHER_MS = 20;
/** So much is written to a pipe whole or not at all (POSIX, PIPE_BUF). */
const TOGETHER_MAX = 4000;

/**
 * One JSON line an entry on standard output, by pino. What is told (`info`) is written a moment later, together with what comes meanwhile, and
 * at the end of the process; what went wrong is written at once, after what waited. Lines that cannot be written (a full disk, a reader
 * that is gone) are lost and counted.
 *
 * @param gatherMs 0: each line at once.
 */
export function pinoLog(level: Level, write: WriteText = (text) => writeSync(1, text), gatherMs = GATHER_MS): Log {
  const lines = new Lines(write, gatherMs);
  const options = { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = pino(options, lines);
  return {
    info: (entry) => logger.info(allowed(entry)),
    warn(entry) {
      logger.warn(allowed(entry));
      lines.flush();
    },
    error(entry) {
      logger.error(allowed(entry));
      lines.flush();
    },
  };
}

/** Lines on their way out. */
class Lines {
  readonly #write: WriteText;
  readonly #gatherMs: number;
  #waiting: string[] = [];
  #length = 0;
  #timer: NodeJS.Timeout | undefined;
  #lost = 0;

  constructor(write: WriteText, gatherMs: number) {
    this.#write = write;
    this.#gatherMs = gatherMs;
    if (gatherMs > 0) process.once("exit", () => this.flush());
  }

  write(line: string): void {
    if (this.#length + line.length > TOGETHER_MAX) this.flush();
    this.#waiting.push(line);
    this.#length += line.length;
    if (this.#gatherMs === 0) return this.flush();
    this.#timer ??= setTimeout(() => this.flush(), this.#gatherMs);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const lines = this.#waiting;
    if (lines.length === 0) return;
    this.#waiting = [];
    this.#length = 0;
    if (this.#lost > 0 && this.#tryWrite(lostLine(this.#lost))) this.#lost = 0;
    if (this.#lost > 0 || !this.#tryWrite(lines.join(""))) this.#lost += lines.length;
  }

  #tryWrite(text: string): boolean {
    try {
      this.#write(text);
      return true;
    } catch {
      return false;
    }
  }
}

/** Writes one line or several, or throws. */
export type WriteText = (text: string) => void;

function lostLine(count: number): string {
  const time = new Date().toISOString();
  return `${JSON.stringify({ level: 40, time, pid: process.pid, event: "lines-lost", count })}\n`;
}

/** The allowed fields of an entry. */
export function allowed(entry: LogEntry): Partial<LogEntry> {
  return Object.fromEntries(
    ALLOWED.filter((field) => entry[field] !== undefined).map((field) => [field, entry[field]]),
  );
}
