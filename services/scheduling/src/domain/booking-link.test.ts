import { expect, test } from "vitest";
import { byDay } from "./booking-link.ts";

const time = (date: string, start: string) => ({ date, start, providerName: "Wei Chen, MD" });
const [first, second] = ["2026-12-01", "2026-12-02"];
const times = [time(second, "09:00"), time(first, "10:00"), time(first, "08:15")];
const seen = { searchedTo: "2026-12-14", last: "2027-02-21" };
const starts = ({ days }: ReturnType<typeof byDay>) =>
  days.map((day) => [day.date, ...day.times.map((one) => one.start)]);

test("SCH-264 a day that may lack times comes whole with the next look; none is skipped and none comes twice", () => {
  const all = byDay(times, { ...seen, isCut: false });
  expect([starts(all), all.next]).toEqual([
    [
      [first, "08:15", "10:00"],
      [second, "09:00"],
    ],
    "2026-12-15",
  ]);
  const cut = byDay(times, { ...seen, isCut: true });
  expect([starts(cut), cut.next]).toEqual([[[first, "08:15", "10:00"]], second]);
  // One day alone can't be put off: the next look begins after it.
  const one = byDay([time(first, "08:15")], { ...seen, isCut: true });
  expect([starts(one), one.next]).toEqual([[[first, "08:15"]], second]);
  expect(byDay([], { isCut: false, searchedTo: "2027-02-21", last: "2027-02-21" }).next).toBeNull();
});
