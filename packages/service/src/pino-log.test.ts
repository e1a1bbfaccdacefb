import { expect, test, vi } from "vitest";
import { pinoLog } from "./pino-log.ts";

test("a log whose disk is full loses lines, never the program, and says later how many", () => {
  const written: { event: string; count?: number }[] = [];
  let full = false;
  const log = pinoLog(
    "info",
    (line) => {
      if (full) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
      written.push(JSON.parse(line));
    },
    0,
  );
  log.info({ event: "started", service: "notes" });
  full = true;
  log.error({ event: "crashed", service: "notes", error: "PostgreSQL 53100" });
  log.info({ event: "stopping", service: "notes" });
  full = false;
  log.info({ event: "stopped", service: "notes" });
  expect(written).toMatchObject([{ event: "started" }, { event: "lines-lost", count: 2 }, { event: "stopped" }]);
});

test("SVC-33 what is only told is written together a moment later; what went wrong at once, after what waited", () => {
  vi.useFakeTimers();
  try {
    const written: string[][] = [];
    const log = pinoLog("info", (text) => {
      written.push(
        text
          .trimEnd()
          .split("\n")
          .map((line) => (JSON.parse(line) as { event: string }).event),
      );
    });
    log.info({ event: "started", service: "notes" });
    log.info({ event: "request", service: "notes" });
    expect(written).toEqual([]);
    vi.runAllTimers();
    expect(written).toEqual([["started", "request"]]);
    log.info({ event: "request", service: "notes" });
    log.warn({ event: "relay-failed", service: "notes" });
    expect(written.slice(1)).toEqual([["request", "relay-failed"]]);
    log.error({ event: "crashed", service: "notes" });
    expect(written.at(-1)).toEqual(["crashed"]);
    vi.runAllTimers();
    expect(written).toHaveLength(3);
  } finally {
    vi.useRealTimers();
  }
});

test("SVC-33 no more is written at once than a pipe takes whole, and lines that are lost together are all counted", () => {
  const written: string[] = [];
  let full = false;
  const log = pinoLog("info", (text) => {
    if (full) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    written.push(text);
  });
  for (let n = 0; n < 100; n += 1) log.info({ event: "request", service: "notes", name: "x".repeat(40) });
  log.warn({ event: "relay-failed", service: "notes" });
  expect(written.length).toBeGreaterThan(2);
  expect(Math.max(...written.map((text) => text.length))).toBeLessThanOrEqual(4096);
  expect(written.join("").trimEnd().split("\n")).toHaveLength(101);
  full = true;
  for (let n = 0; n < 3; n += 1) log.info({ event: "request", service: "notes" });
  log.error({ event: "crashed", service: "notes" });
  full = false;
  written.length = 0;
  log.error({ event: "crashed", service: "notes" });
  expect(JSON.parse(written[0]!)).toMatchObject({ event: "lines-lost", count: 4 });
});
