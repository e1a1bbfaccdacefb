import { expect, test } from "vitest";
import { whyNone } from "./together-words.ts";

test("SCH-151 the words say which visit stood in the way, and that none is booked", () => {
  const visits = [
    { name: "Nguyen, Mai", start: "09:00", providerName: "Wei Chen, MD" },
    { name: "Nguyen, Ana", start: "09:15", providerName: "Wei Chen, MD" },
  ];
  const taken = whyNone({ code: "slot-taken", field: "visits.1.start" }, visits, "booked");
  expect(taken).toMatch(/^None is booked\. Nguyen, Ana, 9:15 AM with Wei Chen, MD: That time was just taken\./);
  expect(whyNone({ code: "try-again" }, visits, "moved")).toMatch(/^None is moved\. /);
});
