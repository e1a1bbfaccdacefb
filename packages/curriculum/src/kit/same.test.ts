import { expect, test } from "vitest";
import { mentions, sameNumber, sameText } from "./same.ts";

test("CUR-2: nobody fails by spelling", () => {
  expect(sameText("Nuñez-O'Brien", "nunez obrien")).toBe(true);
  expect(sameText("Nunez", "Munez")).toBe(false);
  expect(sameText(null, "")).toBe(true);
  expect(sameNumber("(619) 555-0123", "+1 619 555 0123")).toBe(true);
  expect(sameNumber("6195550123", "6195550124")).toBe(false);
  expect(mentions("Will call back about the REFILL.", ["refill"])).toBe(true);
  expect(mentions("Will call back.", ["refill"])).toBe(false);
});
