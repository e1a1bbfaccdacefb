import { expect, test } from "vitest";
import { federalHolidays } from "./us-holidays.ts";

test("the holidays of 2027, those of a weekend on the day on which they are observed", () => {
  expect(federalHolidays(2027).map((one) => `${one.date} ${one.name}`)).toEqual([
    "2027-01-01 New Year's Day",
    "2027-01-18 Martin Luther King Jr. Day",
    "2027-02-15 Presidents' Day",
    "2027-05-31 Memorial Day",
    "2027-06-18 Juneteenth",
    "2027-07-05 Independence Day",
    "2027-09-06 Labor Day",
    "2027-10-11 Columbus Day",
    "2027-11-11 Veterans Day",
    "2027-11-25 Thanksgiving Day",
    "2027-12-24 Christmas Day",
  ]);
});
