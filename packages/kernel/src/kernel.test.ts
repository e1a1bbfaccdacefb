import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, ageInMonths, ageInYears, dayOfWeek, daysBetween, isLocalDate } from "./local-date.ts";
import { atLocal, clockOf, dateIn, epochMs, instant, instantFromMs, timeIn } from "./instant.ts";
import { allocate, cents, decimalFromCents, formatCents, parseCents, shareOf, sumCents } from "./money.ts";
import { isNpi, npiCheckDigit } from "./npi.ts";
import { seededRandom, uuidV7 } from "./random.ts";

const day = fc.integer({ min: -100_000, max: 100_000 }).map((days) => addDays("1970-01-01", days));

describe("dates", () => {
  test("agree with Temporal on every day of four centuries", () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5000, max: 5000 }), (date, days) => {
        const there = Temporal.PlainDate.from(date).add({ days });
        expect(addDays(date, days)).toBe(there.toString());
        expect(daysBetween(date, there.toString())).toBe(days);
        expect(dayOfWeek(date)).toBe(Temporal.PlainDate.from(date).dayOfWeek);
        expect(addMonths(date, days % 200)).toBe(
          Temporal.PlainDate.from(date)
            .add({ months: days % 200 })
            .toString(),
        );
      }),
    );
  });
  test("age counts completed years and months", () => {
    expect(ageInYears("1981-03-04", "2026-03-03")).toBe(44);
    expect(ageInYears("1981-03-04", "2026-03-04")).toBe(45);
    expect(ageInMonths("2026-01-31", "2026-02-28")).toBe(0);
  });
  test("a day that does not exist is refused", () => {
    expect(isLocalDate("2026-02-29")).toBe(false);
    expect(isLocalDate("2028-02-29")).toBe(true);
    expect(isLocalDate("2026-13-01")).toBe(false);
  });
  test("wall clock in the practice's zone, over both clock changes", () => {
    const zone = "America/Los_Angeles";
    expect(atLocal("2026-03-08", "02:30", zone)).toBe("2026-03-08T10:30:00.000Z");
    expect(atLocal("2026-11-01", "01:30", zone)).toBe("2026-11-01T08:30:00.000Z");
    expect(dateIn(instant("2026-11-23T07:59:00Z"), zone)).toBe("2026-11-22");
    expect(timeIn(instant("2026-11-23T07:59:00Z"), zone)).toBe("23:59");
    const stretches = (date: string) =>
      clockOf(date, zone).map(({ from, to, midnightMs }) => [from, to, instantFromMs(midnightMs)]);
    expect(stretches("2026-03-08")).toEqual([
      [0, 120, "2026-03-08T08:00:00.000Z"],
      [180, 1440, "2026-03-08T07:00:00.000Z"],
    ]);
    expect(stretches("2026-11-01")).toEqual([
      [0, 120, "2026-11-01T07:00:00.000Z"],
      [120, 1440, "2026-11-01T08:00:00.000Z"],
    ]);
    expect(stretches("2026-11-02")).toEqual([[0, 1440, "2026-11-02T08:00:00.000Z"]]);
  });
});

describe("moments and wall clocks agree with Temporal", () => {
  // Skipped and repeated hours, a half-hour change (Lord Howe), a skipped day (Apia, 30 December 2011), quarter hours, none at all.
  const zone = fc.constantFrom(
    "America/Los_Angeles",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Europe/London",
    "UTC",
  );
  const moment = fc.oneof(
    fc.integer({ min: Date.UTC(1890, 0, 1), max: Date.UTC(2100, 0, 1) }),
    // Around the changes of a few years, where a day's offset is not one number.
    fc
      .tuple(
        fc.constantFrom(
          ...changesOf("America/Los_Angeles"),
          ...changesOf("Australia/Lord_Howe"),
          Date.UTC(2011, 11, 30, 10),
        ),
        fc.integer({ min: -180_000_000, max: 180_000_000 }),
      )
      .map(([at, by]) => at + by),
  );

  test("from a moment to the wall clock", () => {
    fc.assert(
      fc.property(moment, zone, (ms, timeZone) => {
        const at = Temporal.Instant.fromEpochMilliseconds(ms);
        const zoned = at.toZonedDateTimeISO(timeZone);
        expect(instantFromMs(ms)).toBe(at.toString({ smallestUnit: "millisecond" }));
        expect(epochMs(instantFromMs(ms))).toBe(ms);
        expect(dateIn(instantFromMs(ms), timeZone)).toBe(zoned.toPlainDate().toString());
        expect(timeIn(instantFromMs(ms), timeZone)).toBe(zoned.toPlainTime().toString({ smallestUnit: "minute" }));
      }),
      { numRuns: 2000 },
    );
  });
  test("from the wall clock to a moment", () => {
    fc.assert(
      fc.property(moment, fc.integer({ min: 0, max: 1439 }), zone, (ms, minute, timeZone) => {
        const date = Temporal.Instant.fromEpochMilliseconds(ms).toString().slice(0, 10);
        const time = Temporal.PlainTime.from("00:00").add({ minutes: minute }).toString({ smallestUnit: "minute" });
        const zoned = Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(timeZone);
        expect(epochMs(atLocal(date, time, timeZone))).toBe(zoned.epochMilliseconds);
        // A day's clock has the same moments, and none for a minute that is skipped.
        const stretches = clockOf(date, timeZone).filter(({ from, to }) => from <= minute && minute < to);
        const moments = stretches.map(({ midnightMs }) => midnightMs + minute * 60_000);
        const exists = zoned.toPlainDateTime().toString() === `${date}T${time}:00`;
        expect(moments).toEqual(exists ? [zoned.epochMilliseconds] : []);
      }),
      { numRuns: 2000 },
    );
  });
});

/** The moments from 2025 on at which a zone's clock is changed. */
function changesOf(timeZone: string): number[] {
  const changes: number[] = [];
  let at = Temporal.ZonedDateTime.from(`2025-01-01T00:00[${timeZone}]`);
  for (let count = 0; count < 6; count += 1) {
    const next = at.getTimeZoneTransition("next");
    if (next === null) break;
    changes.push(next.epochMilliseconds);
    at = next;
  }
  return changes;
}

describe("money", () => {
  test("a fraction of a cent is a bug", () => expect(() => cents(0.5)).toThrow());
  test("text and back", () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 12), max: 10 ** 12 }), (n) => {
        const amount = cents(n);
        expect(parseCents(formatCents(amount))).toEqual({ ok: true, value: amount });
        expect(parseCents(decimalFromCents(amount))).toEqual({ ok: true, value: amount });
      }),
    );
  });
  test.each(["", ".", "1.234", "1,23", "12a", "--1", "1e3"])("%j is not an amount", (text) =>
    expect(parseCents(text).ok).toBe(false),
  );
  test("shares round half away from zero", () => {
    expect(shareOf(cents(5), 1, 2)).toBe(3);
    expect(shareOf(cents(-5), 1, 2)).toBe(-3);
    expect(shareOf(cents(10_001), 80, 100)).toBe(8001);
  });
  test("allocated parts always sum to the whole", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
        fc.array(fc.nat(1000), { minLength: 1, maxLength: 12 }),
        (n, weights) => {
          fc.pre(weights.some((w) => w > 0));
          expect(sumCents(allocate(cents(n), weights))).toBe(cents(n));
        },
      ),
    );
  });
});

describe("identifiers", () => {
  test("NPI check digit (CMS's published example)", () => {
    expect(npiCheckDigit("123456789")).toBe("3");
    expect(isNpi("1234567893")).toBe(true);
    expect(isNpi("1234567894")).toBe(false);
  });
  test("seeded ids repeat, and are version 7", () => {
    const make = () => uuidV7({ now: () => "2026-11-22T13:00:00.000Z" }, seededRandom("a")).next();
    expect(make()).toBe(make());
    expect(make()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });
});
