import type { SeriesRule } from "@practicum/contracts/scheduling/series";
import { expect, test } from "vitest";
import { emptySeries, readSeriesAddress, ruleOf, seriesAddress, weekdaysOf } from "./series-draft.ts";
import { placeWords, reachWords, ruleWords, whyNothing } from "./series-words.ts";

const rule: SeriesRule = { every: 1, unit: "week", weekdays: [], monthly: "date", ends: { by: "count", count: 4 } };
const slot = { providerResourceId: "0190c000-0000-7000-8000-000000000001", date: "2026-12-08", start: "09:15" };
const draft = emptySeries("p", { slot, visitTypeId: null }, "2026-11-24");

test("SCH-205 a rule in words", () => {
  const words = (more: Partial<SeriesRule>, first = "2026-12-08") => ruleWords({ ...rule, ...more }, first);
  expect(words({})).toBe("Every week on Tue");
  expect(words({ every: 2, weekdays: [5, 1, 3] })).toBe("Every 2 weeks on Mon, Wed and Fri");
  expect(words({ unit: "day" })).toBe("Every day");
  expect(words({ unit: "month" })).toBe("Every month on day 8");
  expect(words({ unit: "month", monthly: "weekday", every: 3 })).toBe("Every 3 months on the second Tue");
  expect(words({ unit: "month", monthly: "weekday" }, "2026-12-31")).toBe("Every month on the last Thu");
});

test("SCH-205 what is typed is a rule once it is whole, with the first visit's weekday where none is chosen", () => {
  expect(ruleOf(draft)).toEqual({ ...rule, ends: { by: "count", count: 6 } });
  expect(weekdaysOf(draft)).toEqual([2]);
  for (const broken of [{ every: "" }, { every: 13 }, { count: "1.5" }, { count: 53 }, { endsBy: "until" as const }])
    expect(ruleOf({ ...draft, ...broken })).toBeNull();
  expect(ruleOf({ ...draft, endsBy: "until", until: "2027-01-05", count: "" })?.ends).toEqual({
    by: "until",
    until: "2027-01-05",
  });
  // Weekdays that were chosen before the unit was changed are none of a month's.
  expect(ruleOf({ ...draft, weekdays: [1], unit: "month", monthly: "weekday" })).toMatchObject({ weekdays: [] });
  expect(ruleOf({ ...draft, weekdays: [1], monthly: "weekday" })).toMatchObject({ weekdays: [1], monthly: "date" });
});

test("the booking hands over its time and kind of visit", () => {
  const type = "0190d000-0000-7000-8000-000000000002";
  expect(readSeriesAddress(seriesAddress(slot, type))).toEqual({ slot, visitTypeId: type });
  expect(readSeriesAddress(seriesAddress(slot, null))).toEqual({ slot, visitTypeId: null });
  expect(readSeriesAddress("2026-12-08T09:15")).toBeNull();
});

test("SCH-209, SCH-216 which visit stood in the way, and which one of how many it is", () => {
  const visits = [slot, { ...slot, date: "2026-12-15" }];
  expect(whyNothing({ code: "slot-taken", field: "visits.1.start" }, visits, "booked")).toMatch(
    /^Nothing is booked\. Tue 12\/15\/2026 9:15 AM: That time was just taken\./,
  );
  expect(whyNothing({ code: "stale-version" }, visits, "moved")).toMatch(/^Nothing is moved\. Someone changed this/);
  expect(placeWords({ place: 3, of: 12, apart: false })).toBe("3 of 12");
  expect(placeWords({ place: 3, of: 12, apart: true })).toBe("3 of 12, moved");
});

test("SCH-217 how far referrals and authorizations reach", () => {
  const own = { kind: "authorization" as const, payerName: "Aetna" };
  const uses = [{ number: "A-5", visits: 8, until: "2027-01-31" }];
  expect(reachWords([{ ...own, uses, beyond: [] }], 8)).toEqual([
    { tone: "ok", text: "Authorization A-5 (8, until 01/31/2027) covers all 8 visits." },
  ]);
  const beyond = [
    { day: "2027-01-26", because: ["A-5: All 8 visits are used"] },
    { day: "2027-02-02", because: ["A-5: Expired on 01/31/2027"] },
  ];
  expect(reachWords([{ ...own, uses, beyond }], 10)).toEqual([
    {
      tone: "warn",
      text: "Authorizations on file with Aetna cover 8 of 10 visits. From Tue 01/26/2027 on: A-5: All 8 visits are used. Ask the plan for more before then.",
    },
  ]);
  expect(reachWords([{ ...own, uses: [], beyond }], 2)[0]?.text).toContain("cover none of 2 visits");
});
