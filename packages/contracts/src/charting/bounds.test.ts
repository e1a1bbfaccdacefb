import { expect, test } from "vitest";
import { orderFaults, unitsMaxOf } from "./bounds.ts";

test.each([
  ["99215", 1],
  ["99417", 8],
  ["99395", 1],
  ["90472", 12],
  ["97110", 32],
  ["J0696", 999],
  ["G0447", 16],
])("CHT-117 of %s at most %s units a day", (code, max) => expect(unitsMaxOf(code)).toBe(max));

const order = { quantity: 30, quantityUnit: "tablets", daysSupply: 30, refills: 5 };

test.each([
  ["a usual order", {}, null, []],
  ["a year of a usual drug", { quantity: 365, daysSupply: 365, refills: 11 }, null, []],
  ["ten times the tablets", { quantity: 3000 }, null, ["quantity"]],
  ["more than a day can take", { quantity: 100, daysSupply: 2 }, null, ["quantity"]],
  ["a refill of schedule II", { refills: 1 }, 2, ["refills"]],
  ["six refills of schedule IV", { refills: 6 }, 4, ["refills"]],
  ["five of schedule IV", {}, 4, []],
  ["a hundred days of schedule II", { daysSupply: 100, refills: 0 }, 2, ["daysSupply"]],
] as const)("CHT-118 %s", (_, change, schedule, fields) =>
  expect(orderFaults({ ...order, ...change }, schedule).map((one) => one.field)).toEqual(fields),
);
