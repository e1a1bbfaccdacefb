import { expect, test } from "vitest";
import { paymentFailed } from "./payment-failed.ts";

test("BIL-40 a payment that was taken before says where it is and what a second press does", () => {
  const text = paymentFailed({ code: "already-recorded" });
  expect(text).toContain("on the patient’s account");
  expect(text).toContain("Press “Take” again");
  expect(paymentFailed({ code: "not-found" })).toContain("does not exist");
});
