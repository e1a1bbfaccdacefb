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

/** One JSON line an entry on standard output, by pino. A line that cannot be written (a full disk, a reader that is gone) is lost and counted. */
export function pinoLog(level: Level, write: WriteLine = (line) => writeSync(1, line)): Log {
  let lost = 0;
  const tryLine = (line: string): boolean => {
    try {
      write(line);
      return true;
    } catch {
      return false;
    }
  };
  const destination = {
    write(line: string) {
      if (lost > 0 && tryLine(lostLine(lost))) lost = 0;
      if (lost > 0 || !tryLine(line)) lost += 1;
    },
  };
  const options = { level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime };
  const logger = pino(options, destination);
  return {
    info: (entry) => logger.info(allowed(entry)),
    warn: (entry) => logger.warn(allowed(entry)),
    error: (entry) => logger.error(allowed(entry)),
  };
}

/** Writes a line or throws. */
export type WriteLine = (line: string) => void;

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
