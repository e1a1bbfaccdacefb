import fc from "fast-check";
import { expect, test } from "vitest";
import { backupName, momentOf, outlived } from "./kept.ts";

const keeping = { keepAll: 2, keepDaily: 7, keepMonthly: 3 };
const now = new Date("2026-05-20T12:00:00.000Z");
const at = (text: string) => new Date(`${text}:00.000Z`);
const gone = (...texts: string[]) =>
  outlived(texts.map(at), keeping, now).map((moment) => moment.toISOString().slice(0, 16));

test("a backup's name tells its moment, and only such a name does", () => {
  expect(momentOf(backupName(now))).toEqual(now);
  for (const name of [
    "practicum.tar.gz.age",
    `.${backupName(now)}.part`,
    "practicum-2026-13-40T00-00-00-000Z.tar.gz.age",
  ])
    expect(momentOf(name), name).toBeUndefined();
});

test("of the last days all are kept, then the last of each day, then the last of each month", () => {
  expect(gone("2026-05-20T06:00", "2026-05-19T18:00", "2026-05-19T00:00", "2026-05-18T13:00")).toEqual([]);
  // Two days and more ago: the evening's stays, the morning's goes.
  expect(gone("2026-05-20T06:00", "2026-05-17T23:00", "2026-05-17T05:00")).toEqual(["2026-05-17T05:00"]);
  // Beyond the week the last of the month alone; April's is from the 30th.
  expect(gone("2026-05-20T06:00", "2026-05-10T23:00", "2026-04-30T23:00", "2026-04-29T23:00")).toEqual([
    "2026-05-10T23:00",
    "2026-04-29T23:00",
  ]);
  // May, April and March are three months; February is over.
  expect(gone("2026-05-20T06:00", "2026-03-31T23:00", "2026-02-28T23:00")).toEqual(["2026-02-28T23:00"]);
});

test("the newest is kept however old it is, and what a wrong clock dated ahead as well", () => {
  expect(gone("2020-01-01T00:00")).toEqual([]);
  expect(gone("2027-01-01T00:00", "2026-05-20T06:00", "2020-01-01T00:00")).toEqual(["2020-01-01T00:00"]);
});

test("whatever there is, each day of the last week and each month of the last three that had a backup still has one", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 200 * 24 })), (hours) => {
      const moments = hours.map((hour) => new Date(now.getTime() - hour * 3_600_000));
      const over = new Set(outlived(moments, keeping, now).map((moment) => moment.getTime()));
      const kept = moments.filter((moment) => !over.has(moment.getTime())).map((moment) => moment.toISOString());
      for (const moment of moments) {
        const text = moment.toISOString();
        const days = (now.getTime() - moment.getTime()) / 86_400_000;
        if (days < 2) expect(kept).toContain(text);
        if (days < 7 - 1) expect(kept.some((one) => one.startsWith(text.slice(0, 10)))).toBe(true);
        if (text.slice(0, 7) >= "2026-03") expect(kept.some((one) => one.startsWith(text.slice(0, 7)))).toBe(true);
      }
      expect(kept.length + over.size).toBeGreaterThanOrEqual(new Set(moments.map((moment) => moment.getTime())).size);
    }),
  );
});
