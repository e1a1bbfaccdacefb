import { expect, test } from "vitest";
import { settingsSchema } from "../src/settings-schema.ts";
import { aboutBackups } from "../src/backup/findings.ts";
import { sentence } from "./doctor.ts";

const now = new Date("2026-05-20T12:00:00.000Z");
const hoursAgo = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
const drilled = (days: number, whole = true) => ({
  at: hoursAgo(24 * days).toISOString(),
  backup: "",
  seconds: 40,
  whole,
});
const { backups } = settingsSchema.parse({ backups: { to: "/mnt/backups", keyFile: "/safe/key", everyHours: 6 } });
const marks = (newest: Date | undefined, drill: ReturnType<typeof drilled> | undefined, which = backups) =>
  aboutBackups({ backups: which, newest, drill }, now).map((finding) => sentence(finding).split("\n")[0]);

test("a real practice without backups of its own is told so", () => {
  expect(marks(undefined, undefined, settingsSchema.parse({}).backups)).toEqual(["✖ No backup is made by itself"]);
});

test("a backup that is late, and a drill that is late or found faults, are told", () => {
  expect(marks(hoursAgo(12), drilled(31))).toEqual([
    "✔ The last backup is of 12 hours ago",
    "✔ The last drill, 31 days ago, took 40 s",
  ]);
  expect(marks(hoursAgo(13), drilled(32))).toEqual([
    "✖ The last backup is of 13 hours ago",
    "✖ The last drill was 32 days ago",
  ]);
  expect(marks(undefined, undefined)).toEqual(["✖ There is no backup yet", "✖ No backup was ever tried"]);
  expect(marks(hoursAgo(1), drilled(1, false))[1]).toBe("✖ The last drill found faults");
});
