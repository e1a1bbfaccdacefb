import { expect, test } from "vitest";
import { checkDeposit } from "./check-deposit.ts";

const check = (number: string, amount: number, from: { payerId?: string; patientId?: string }) => ({
  checkId: `k-${number}`,
  number,
  amount,
  payerId: from.payerId ?? null,
  patientId: from.patientId ?? null,
});
const deposit = (checks: readonly ReturnType<typeof check>[], amount: number, depositedOn = "2026-11-20") =>
  checkDeposit(
    { depositId: "d", depositedOn, amount, method: "check", reference: "", checks: [...checks] } as never,
    "2026-11-20",
  );

const payer = { payerId: "p" };

test("BIL-100: a deposit of today whose checks come to its amount, each from a payer or a patient, is taken", () => {
  const checks = [
    check("1", 500, payer),
    check("1", 200, { payerId: "other" }),
    check("2", 300, { patientId: "a" }),
    check("2", 100, { patientId: "b" }),
  ];
  expect(deposit(checks, 1100)).toMatchObject({ ok: true });
});

test("BIL-100: not of a day to come; a difference is said as an amount, either way", () => {
  expect(deposit([check("1", 500, payer)], 500, "2026-11-21")).toMatchObject({
    error: { code: "in-the-future", field: "depositedOn" },
  });
  for (const amount of [450, 550])
    expect(deposit([check("1", 500, payer)], amount)).toMatchObject({
      error: { code: "not-in-balance", field: "amount", detail: { difference: "$0.50" } },
    });
});

test("BIL-100: the check that is nobody's or two's, and the one that is entered twice, are named by their place", () => {
  const nobody = deposit([check("1", 500, payer), check("2", 1, {})], 501);
  const message = "Say which payer or which patient it is from.";
  expect(nobody).toMatchObject({
    error: { code: "invalid-input", field: "checks.1.payerId", fields: [{ field: "checks.1.payerId", message }] },
  });
  expect(deposit([check("1", 500, { payerId: "p", patientId: "a" })], 500)).toMatchObject({
    error: { field: "checks.0.payerId" },
  });
  const twice = [check("1", 500, payer), check("2", 1, payer), check("2", 1, payer)];
  expect(deposit(twice, 502)).toMatchObject({ error: { code: "already-recorded", field: "checks.2.number" } });
});
