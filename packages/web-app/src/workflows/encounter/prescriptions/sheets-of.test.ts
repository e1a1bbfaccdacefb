import type { Prescription } from "@practicum/contracts/charting/prescriptions";
import { expect, test } from "vitest";
import { sheetsOf } from "./sheets-of.ts";

const names = (of: readonly Partial<Prescription>[]) =>
  // What decides on which sheet it stands, and nothing else.
  sheetsOf(of as readonly Prescription[]).map((sheet) => sheet.map((one) => one.name));
const chen = { prescriber: { staffId: "c", name: "Chen", dea: null, supervisor: null }, schedule: null } as const;
const nair = { prescriber: { staffId: "n", name: "Nair", dea: null, supervisor: null }, schedule: null } as const;

test("CHT-410 several of one prescriber share a sheet, a controlled one has its own, and none has more than four", () => {
  expect(
    names([
      { ...chen, name: "a" },
      { ...chen, name: "oxycodone", schedule: 2 },
      { ...chen, name: "b" },
      { ...chen, name: "tramadol", schedule: 4 },
    ]),
  ).toEqual([["a", "b"], ["oxycodone"], ["tramadol"]]);
  expect(
    names([
      { ...chen, name: "a" },
      { ...nair, name: "b" },
      { ...chen, name: "c" },
    ]),
  ).toEqual([["a", "c"], ["b"]]);
  expect(names(["1", "2", "3", "4", "5"].map((name) => ({ ...chen, name })))).toEqual([["1", "2", "3", "4"], ["5"]]);
});
