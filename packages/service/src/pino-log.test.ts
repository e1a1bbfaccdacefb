import { expect, test } from "vitest";
import { pinoLog } from "./pino-log.ts";

test("a log whose disk is full loses lines, never the program, and says later how many", () => {
  const written: { event: string; count?: number }[] = [];
  let full = false;
  const log = pinoLog("info", (line) => {
    if (full) throw Object.assign(new Error("no space"), { code: "ENOSPC" });
    written.push(JSON.parse(line));
  });
  log.info({ event: "started", service: "notes" });
  full = true;
  log.error({ event: "crashed", service: "notes", error: "PostgreSQL 53100" });
  log.info({ event: "stopping", service: "notes" });
  full = false;
  log.info({ event: "stopped", service: "notes" });
  expect(written).toMatchObject([{ event: "started" }, { event: "lines-lost", count: 2 }, { event: "stopped" }]);
});
