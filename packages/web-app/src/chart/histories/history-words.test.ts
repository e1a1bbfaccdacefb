import type { Histories, HistoryContent, HistoryFact } from "@practicum/contracts/charting/histories";
import { expect, test } from "vitest";
import { contentText, historiesText, obstetricText, pregnancyText, readKnownDay } from "./history-words.ts";

const fact = (content: HistoryContent, standing: HistoryFact["standing"] = "current"): HistoryFact => ({
  historyId: "0190f000-0000-7000-8000-000000000001",
  content,
  source: "patient",
  at: "2026-11-20T18:00:00.000Z",
  by: "Mora, MA",
  standing,
  struck: null,
});
const nothing: Histories = {
  facts: [],
  lists: { family: "not-asked", surgery: "not-asked", pregnancy: "not-asked" },
  packYears: null,
  obstetrics: null,
  pregnancy: null,
};
const smoker: HistoryContent = {
  kind: "tobacco",
  use: "former",
  products: ["cigarettes"],
  cigarettesPerDay: 20,
  years: 30,
  quitOn: "2012-06",
};

test("CHT-463 a year, a month or a day is read as it was typed; what is none of them is left for the contract to refuse", () => {
  expect(["2014", "6/2014", "06/12/2014", "", "summer"].map((one) => readKnownDay(one, "2026-11-23"))).toEqual([
    "2014",
    "2014-06",
    "2014-06-12",
    null,
    "summer",
  ]);
});

test("CHT-466 the note's lines say what was asked, and not asked is never a no", () => {
  expect(historiesText(nothing)).toBe("");
  const some: Histories = {
    ...nothing,
    lists: { ...nothing.lists, family: "none-known" },
    facts: [
      fact(smoker),
      fact({ kind: "declined", of: "alcohol" }),
      fact({ kind: "drugs", use: "never", note: "" }, "in-error"),
    ],
    packYears: 30,
  };
  expect(historiesText(some).split("\n")).toEqual([
    "Family history: none known.",
    "Tobacco: Former: cigarettes, 20 cigarettes a day, for 30 years, quit June 2012, 30 pack-years.",
    "Alcohol: Asked; would not say.",
  ]);
});

test("CHT-465 living children that nobody counted are not none; a due day says what it goes by", () => {
  expect(obstetricText({ gravida: 3, para: { term: 1, preterm: 1, abortions: 1, living: null } })).toBe("G3 P1-1-1-?");
  const pregnant = { status: "pregnant", dueOn: "2027-06-08", dueBy: "last-period", lastPeriod: null } as const;
  expect(pregnancyText({ ...pregnant, toldAt: "2026-11-20T18:00:00.000Z" })).toBe(
    "Pregnant, due 06/08/2027 by last period",
  );
  expect(pregnancyText(null)).toBe("Not asked");
});

test("a surgery without a date says that it is unknown", () => {
  expect(contentText({ kind: "surgery", procedure: "Mastectomy", when: null, side: "left", complications: "" })).toBe(
    "Mastectomy, left, date unknown",
  );
});
