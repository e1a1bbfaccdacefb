import { expect, test } from "vitest";
import { isOverbookable, whyNotFree } from "./overbookable.ts";

test("who may overbook is told who has the time, not to pick another", () => {
  expect(isOverbookable({ code: "slot-taken" })).toBe(true);
  expect(whyNotFree({ code: "slot-taken" })).toBe("Another visit has this time, or someone is booking it now.");
  expect(whyNotFree({ code: "slot-taken" }, "LOPEZ, Maria has 9:00 AM.")).toBe("LOPEZ, Maria has 9:00 AM.");
  expect(whyNotFree({ code: "outside-template" })).toBe("The provider does not see patients at that time.");
  expect(isOverbookable({ code: "closed-day" })).toBe(false);
});
