import { expect, test } from "vitest";
import { NotSent } from "../ports/notifier.ts";
import { failedSending, pauseAfter } from "./failed-sending.ts";

test("MSG-95: what is refused for good has failed at once; anything else is tried again, and says why", () => {
  const gone = failedSending(new NotSent("The mail server refused the message for good (550).", true));
  expect([gone.problem, pauseAfter(gone, 0)]).toEqual([
    "The mail server refused the message for good (550).",
    undefined,
  ]);
  const later = failedSending(new NotSent("The mail server did not answer.", false));
  expect([0, 1, 2, 3, 4].map((attempts) => pauseAfter(later, attempts))).toEqual([1, 10, 60, 240, undefined]);
  // A bug, or another adapter: nothing says that it is for good.
  expect(pauseAfter(failedSending(new TypeError("x")), 0)).toBe(1);
  expect(failedSending("text")).toEqual({ problem: "The message could not be sent.", forGood: false });
  expect(failedSending(new Error("y".repeat(500))).problem).toHaveLength(200);
});
