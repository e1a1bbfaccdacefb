import { expect, test } from "vitest";
import { claimWords } from "./claim-search.ts";

test("BIL-81: each word is read as all that it may mean, and as nothing else", () => {
  expect(claimWords("Lopez, 99213  $112.50 3/4/26")).toEqual([
    { word: "lopez", code: null, amount: null, serviceDate: null },
    { word: "99213", code: "99213", amount: null, serviceDate: null },
    { word: "$112.50", code: null, amount: 11_250, serviceDate: null },
    { word: "3/4/26", code: null, amount: null, serviceDate: "2026-03-04" },
  ]);
});

test("BIL-81: a day that does not exist is no day, and a bare number is no amount", () => {
  expect(claimWords("2/30/2026 1043 112.5")).toEqual([
    { word: "2/30/2026", code: null, amount: null, serviceDate: null },
    { word: "1043", code: null, amount: null, serviceDate: null },
    { word: "112.5", code: null, amount: null, serviceDate: null },
  ]);
});
