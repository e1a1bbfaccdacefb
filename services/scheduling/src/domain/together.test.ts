import { addMinutes, atLocal, clockOf } from "@practicum/kernel/instant";
import { ageInYears } from "@practicum/kernel/local-date";
import { describe, expect, test } from "vitest";
import { firstGuarantor } from "./household.ts";
import { openSlots } from "./slots.ts";
import { chainsOf, decideLead, layBefore, layOut, leadWords, type StaffSlot } from "./together.ts";

const ZONE = "America/Los_Angeles";

/** A provider who works through the night, so that the change of the clock falls into the hours. */
function openOn(date: string, minutes: number, staffId = "s1"): StaffSlot[] {
  const hours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, start: "00:00", end: "06:00" }));
  const provider = {
    resourceId: staffId,
    locationId: "l",
    templates: [{ from: "2020-01-01", hours }],
    exceptions: [],
    taken: [],
  };
  return openSlots(provider, { date, clock: clockOf(date, ZONE) }, minutes, [], "2020-01-01T00:00:00.000Z").map(
    (slot) => ({ ...slot, staffId }),
  );
}

describe("visits that belong together", () => {
  test("SCH-149, SCH-150 rows: one behind the other, or two that begin at once", () => {
    expect(chainsOf([15, 30, 15, 20], "in-a-row")).toEqual([{ places: [0, 1, 2, 3], minutes: 80 }]);
    expect(chainsOf([15, 30, 15, 20], "two-at-once")).toEqual([
      { places: [0, 2], minutes: 30 },
      { places: [1, 3], minutes: 50 },
    ]);
  });

  test("SCH-156 on the day on which the clocks go forward a row goes on after the hour that is skipped", () => {
    const minutes = [30, 30, 30];
    const chains = chainsOf(minutes, "in-a-row");
    const options = layOut(chains, minutes, [openOn("2027-03-14", 90)], ZONE).map((visits) =>
      visits.map((one) => one.start),
    );
    // All that is offered lies without a gap in time, whatever the wall clock says.
    const all = openOn("2027-03-14", 90).map((slot) => layOut(chains, minutes, [[slot]], ZONE)[0] ?? []);
    for (const visits of all) {
      const at = visits.map((one) => atLocal(one.date, one.start, ZONE));
      expect(at.map((one, i) => one === addMinutes(at[0]!, 30 * i))).toEqual([true, true, true]);
      expect(visits.every((one) => !one.start.startsWith("02:"))).toBe(true);
    }
    expect(all.map((visits) => visits.map((one) => one.start))).toContainEqual(["01:15", "01:45", "03:15"]);
    expect(options.length).toBeGreaterThan(0);
  });

  test("SCH-156 on the day on which they go back no visit of a row begins in the hour's second time", () => {
    const minutes = [30, 30];
    const all = openOn("2026-11-01", 60).flatMap((slot) =>
      layOut(chainsOf(minutes, "in-a-row"), minutes, [[slot]], ZONE),
    );
    for (const visits of all) {
      const [first, second] = visits.map((one) => atLocal(one.date, one.start, ZONE));
      expect(second).toBe(addMinutes(first!, 30));
    }
    const starts = all.map((visits) => visits[0]?.start);
    // From 1:30 the second one would begin at 1:00 again, by a clock that says so twice.
    expect(starts).not.toContain("01:30");
    expect(starts).toEqual(expect.arrayContaining(["00:30", "01:15", "02:00"].filter((start) => start !== "01:15")));
  });

  test("SCH-150 two rows are two persons, though one has two columns", () => {
    const two = [openOn("2026-12-01", 15, "s1"), openOn("2026-12-01", 15, "s1")];
    expect(layOut(chainsOf([15, 15], "two-at-once"), [15, 15], two, ZONE)).toEqual([]);
    const apart = [openOn("2026-12-01", 15, "s1"), openOn("2026-12-01", 15, "s2")];
    expect(
      layOut(chainsOf([15, 15], "two-at-once"), [15, 15], apart, ZONE)[0]?.map((one) => one.providerResourceId),
    ).toEqual(["s1", "s2"]);
  });

  test("SCH-155 the latest time before, with at least the time between; to the minute, over a change of the clock too", () => {
    const [lab, visit] = [openOn("2026-10-31", 15), openOn("2026-11-01", 30)];
    for (const [first, second] of layBefore(lab, visit, { minutes: 15, lead: 1440 }, ZONE)) {
      const [from, to] = [first, second].map((one) => atLocal(one!.date, one!.start, ZONE));
      expect(decideLead({ endsAt: addMinutes(from!, 15) }, { startsAt: to! }, 1440).ok).toBe(true);
    }
    expect(decideLead({ endsAt: "2026-11-23T17:15:00.000Z" }, { startsAt: "2026-11-23T18:15:00.000Z" }, 60).ok).toBe(
      true,
    );
    expect(decideLead({ endsAt: "2026-11-23T17:15:00.000Z" }, { startsAt: "2026-11-23T18:14:00.000Z" }, 60).ok).toBe(
      false,
    );
    expect([leadWords(1440), leadWords(2880), leadWords(120), leadWords(90)]).toEqual([
      "1 day",
      "2 days",
      "2 hours",
      "90 minutes",
    ]);
  });

  test("SCH-157 who was born on a leap day is of age on March 1 of the eighteenth year, and then pays", () => {
    const born = "2008-02-29";
    expect([ageInYears(born, "2026-02-28"), ageInYears(born, "2026-03-01")]).toEqual([17, 18]);
    const first = { patientId: "p", birthDate: born, guarantor: null };
    expect([firstGuarantor(first, "2026-02-28"), firstGuarantor(first, "2026-03-01")]).toEqual([
      null,
      { patientId: "p", person: null },
    ]);
  });
});
