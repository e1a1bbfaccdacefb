import { expect, test } from "vitest";
import { adjustmentsIn, wordsOf } from "./adjustment-words.ts";

test("BIL-101: what was taken off is read as it is typed; one reason without an amount takes what is missing", () => {
  expect(adjustmentsIn("co45 60, PR-3 20.50")).toEqual([
    { group: "CO", reason: "45", amount: 6000 },
    { group: "PR", reason: "3", amount: 2050 },
  ]);
  expect(adjustmentsIn("CO-45 60, PR-3", 8000)).toEqual([
    { group: "CO", reason: "45", amount: 6000 },
    { group: "PR", reason: "3", amount: 2000 },
  ]);
  expect(adjustmentsIn("", 8000)).toEqual([]);
});

test("BIL-101: what is no adjustment, and two that would take what is missing, are not guessed", () => {
  expect(adjustmentsIn("45 60")).toBeNull();
  expect(adjustmentsIn("CO-45 6.5")).toBeNull();
  expect(adjustmentsIn("CO-45, PR-3", 8000)).toBeNull();
  expect(adjustmentsIn("CO-45")).toBeNull();
});

test("BIL-101: a takeback keeps its sign both ways", () => {
  const text = wordsOf([{ group: "CO", reason: "45", amount: -150 }]);
  expect(text).toBe("CO-45 -1.50");
  expect(adjustmentsIn(text)).toEqual([{ group: "CO", reason: "45", amount: -150 }]);
});
