import fc from "fast-check";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { describe, expect, test, vi } from "vitest";
import { validOn } from "./code-system.ts";
import { mergeRelease, type Period } from "./merge-release.ts";

// Slow where the machine is shared; nothing here is timed.
vi.setConfig({ testTimeout: 60_000 });

const same = (a: string, b: string) => a === b;
const on = (periods: readonly Period<string>[], day: LocalDate) =>
  periods.filter((period) => validOn(period, day)).map((period) => period.content);

const days = Array.from({ length: 12 }, (_, year) => `${2015 + year}-10-01`);
/** What a file of each year says of one code: a label, or nothing. */
const history = fc.uniqueArray(
  fc.record({ from: fc.constantFrom(...days), label: fc.constantFrom("a", "b", undefined) }),
  {
    selector: (release) => release.from,
    minLength: 1,
  },
);

interface Release {
  readonly from: LocalDate;
  readonly label: "a" | "b" | undefined;
}

/** Loads files one after another, as the import does: each speaks until the next one that is known then. */
function load(releases: readonly Release[]): Period<string>[] {
  let known: Period<string>[] = [];
  const loaded: LocalDate[] = [];
  for (const { from, label } of releases) {
    loaded.push(from);
    const next = loaded.filter((day) => day > from).toSorted()[0];
    const periods = label === undefined ? [] : [{ from, content: label }];
    known = mergeRelease(known, { from, periods, ...(next === undefined ? {} : { to: addDays(next, -1) }) }, same);
  }
  return known;
}

describe("loading files of several years", () => {
  test("on every day the file of that day's year is right (TRM-21)", () => {
    fc.assert(
      fc.property(history, fc.nat(5000), (releases, offset) => {
        const day = addDays("2014-06-01", offset);
        const speaking = releases.filter(({ from }) => from <= day).toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];
        expect(on(load(releases), day)).toEqual(speaking?.label === undefined ? [] : [speaking.label]);
      }),
    );
  });
  test("the order of loading does not matter, nor loading again (TRM-22, TRM-23)", () => {
    fc.assert(
      fc.property(history, fc.infiniteStream(fc.nat()), (releases, picks) => {
        const shuffled = releases.toSorted(() => ((picks.next().value ?? 0) % 2 === 0 ? -1 : 1));
        const once = load(releases);
        expect(load(shuffled)).toEqual(once);
        expect(load([...releases, ...shuffled])).toEqual(once);
      }),
    );
  });
  test("periods never overlap and equal neighbours are one", () => {
    fc.assert(
      fc.property(history, (releases) => {
        const periods = load(releases);
        periods.slice(1).forEach((period, index) => {
          const before = periods[index];
          expect(before?.to !== undefined && before.to < period.from).toBe(true);
          if (before?.to !== undefined && addDays(before.to, 1) === period.from) {
            expect(before.content).not.toBe(period.content);
          }
        });
      }),
    );
  });
});

describe("a file that dates its codes itself", () => {
  const release = { from: "2024-01-01", periods: [{ from: "1990-01-01", to: "2024-03-31", content: "official" }] };
  test("also tells the past where nobody did", () => {
    expect(mergeRelease([], release, same)).toEqual(release.periods);
  });
  test("does not rewrite what an earlier file said", () => {
    const known = [{ from: "2023-01-01", content: "of 2023" }];
    expect(mergeRelease(known, release, same)).toEqual([
      { from: "1990-01-01", to: "2022-12-31", content: "official" },
      { from: "2023-01-01", to: "2023-12-31", content: "of 2023" },
      { from: "2024-01-01", to: "2024-03-31", content: "official" },
    ]);
  });
});
