import type { ClaimPayment835 } from "@practicum/x12/835/types";
import { expect, test } from "vitest";
import { isAnother } from "./whose-payment.ts";

const ours = { name: { family: "García-Márquez", given: "Ana" }, memberIds: ["XEP 123-456"] };
const theirs = (last: string, value: string | null): ClaimPayment835["patient"] => ({
  name: { kind: "person", last, first: "ANA" },
  ...(value === null ? {} : { id: { qualifier: "MI", value } }),
});

test("BIL-477 a payment is somebody else's when neither the family name nor the member number is ours", () => {
  expect(isAnother(theirs("OTHER", "XEP000000000"), ours)).toBe(true);
});

test.each([
  ["payers correct names", theirs("OTHER", "XEP123456")],
  ["members get new numbers", theirs("GARCIA MARQUEZ", "NEW1")],
  ["an accent and a hyphen are no other name", theirs("GARCIAMARQUEZ", "NEW1")],
  ["without a number nothing contradicts", theirs("OTHER", null)],
])("BIL-477 one of the two alone may differ: %s", (_, patient) => {
  expect(isAnother(patient, ours)).toBe(false);
});
