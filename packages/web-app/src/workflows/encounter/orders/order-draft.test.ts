import { expect, test } from "vitest";
import { daysOf, newOrder, perDay, unitOf, withAmount } from "./order-draft.ts";

test.each([
  ["1 tablet by mouth twice a day", 2],
  ["Take 2 capsules three times a day", 6],
  ["1 tablet daily", 1],
  ["11.5 mL by mouth every 6 hours as needed", 46],
  ["2 tablets every 4 to 6 hours", 12],
  ["apply to skin", null],
])("%j is %s a day", (directions, amount) => expect(perDay(directions)).toBe(amount));

test("a drug's unit is read from its name", () => {
  expect(
    ["Amoxicillin 500 mg capsule", "Amoxicillin 400 mg/5 mL suspension", "Lisinopril 10 mg tablet"].map(unitOf),
  ).toEqual(["capsules", "mL", "tablets"]);
});

test("the quantity follows directions and days", () => {
  const draft = newOrder("o", {
    rxnorm: "1",
    name: "Amoxicillin 500 mg capsule",
    commonDirections: "1 capsule three times a day",
  });
  expect(draft).toMatchObject({ quantity: 90, quantityUnit: "capsules", daysSupply: 30, refills: 0 });
  expect(withAmount({ ...draft, daysSupply: 7 }).quantity).toBe(21);
  expect(withAmount({ ...draft, directions: "as needed", quantity: 5 }).quantity).toBe(5);
});

test("the days that the directions say are the days of the order", () => {
  expect(["for 10 days", "for 2 weeks", "daily"].map(daysOf)).toEqual([10, 14, null]);
  const draft = newOrder("o", {
    rxnorm: "1",
    name: "Amoxicillin 500 mg capsule",
    commonDirections: "1 capsule by mouth three times a day for 10 days",
  });
  expect(draft).toMatchObject({ daysSupply: 10, quantity: 30 });
});

test("a course has the days that are usual for the drug, where the directions don't say", () => {
  const drug = { rxnorm: null, name: "Ibuprofen 600 mg tablet", commonDirections: "1 tablet every 6 hours as needed" };
  expect(newOrder("o", { ...drug, commonDays: 10 })).toMatchObject({ daysSupply: 10, quantity: 40 });
});
