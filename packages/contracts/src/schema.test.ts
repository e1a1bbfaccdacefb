import { describe, expect, test } from "vitest";
import { charge } from "./billing/charges.ts";
import { cents, positiveCents, sumOfCents } from "./schema.ts";

describe("amounts of money", () => {
  const messages = (schema: typeof cents, value: number) =>
    schema.safeParse(value).error?.issues.map((issue) => issue.message);

  test("one amount has bounds either way, and says which", () => {
    expect(cents.safeParse(99_999_999_999).success).toBe(true);
    expect(cents.safeParse(-99_999_999_999).success).toBe(true);
    expect(messages(cents, 100_000_000_000)).toEqual(["Enter an amount of at most $999,999,999.99."]);
    expect(messages(cents, -100_000_000_000)).toEqual(["Enter an amount of at least −$999,999,999.99."]);
    expect(messages(positiveCents, 9e15)).toEqual(["Enter an amount of at most $999,999,999.99."]);
    expect(messages(positiveCents, 0)).toEqual(["Enter an amount above $0.00."]);
  });
  test("what was added up may be more than one amount", () => {
    expect(sumOfCents.safeParse(100_000_000_000).success).toBe(true);
    expect(sumOfCents.safeParse(0.5).success).toBe(false);
  });
  test("a price is never below zero", () => {
    const { unitPrice } = charge.shape;
    expect(unitPrice.safeParse(-1).error?.issues[0]?.message).toBe("Enter a price of $0.00 or more.");
    expect([0, null].every((one) => unitPrice.safeParse(one).success)).toBe(true);
  });
});
