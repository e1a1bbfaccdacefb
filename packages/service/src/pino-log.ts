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

/** One JSON line an entry on standard output, by pino. */
export function pinoLog(level: Level): Log {
  const logger = pino({ level, base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime });
  return {
    info: (entry) => logger.info(allowed(entry)),
    warn: (entry) => logger.warn(allowed(entry)),
    error: (entry) => logger.error(allowed(entry)),
  };
}

/** The allowed fields of an entry. */
export function allowed(entry: LogEntry): Partial<LogEntry> {
  return Object.fromEntries(
    ALLOWED.filter((field) => entry[field] !== undefined).map((field) => [field, entry[field]]),
  );
}
