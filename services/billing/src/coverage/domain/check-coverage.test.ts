import { ORDINARY_RULES } from "@practicum/contracts/billing/payer-rules";
import type { Coverage } from "@practicum/contracts/billing/coverage";
import type { Payer } from "@practicum/contracts/billing/payers";
import { describe, expect, test } from "vitest";
import { checkCoverage, memberIdOf, overlaps } from "./check-coverage.ts";
import { deskFactOf } from "./desk-fact.ts";
import { inForce } from "./in-force.ts";

const NAME = { family: "Lopez", given: "Jose", middle: null, suffix: null };
const coverage: Coverage = {
  coverageId: "own",
  patientId: "patient",
  payerId: "p1",
  payerName: "Care First",
  payerKind: "hmo",
  priority: 1,
  memberId: "CF1234567",
  groupNumber: null,
  planName: null,
  subscriber: { relationship: "self", name: null, birthDate: null, sex: null },
  from: "2026-01-01",
  to: "2026-12-31",
  pcpNpi: null,
  copay: 2000,
  secondaryReason: null,
  version: 1,
};
const payer: Payer = {
  payerId: "p1",
  name: "Care First",
  electronicId: "CFHP1",
  kind: "hmo",
  claimFiling: "HM",
  filingDays: 180,
  memberIdPattern: "CF\\d{7}",
  capitated: false,
  active: true,
  rules: ORDINARY_RULES,
  appeals: {} as Payer["appeals"],
  version: 1,
};
const check = (more: Partial<Coverage>, others: readonly Partial<Coverage>[] = [], of: Partial<Payer> = {}) =>
  checkCoverage(
    { ...coverage, ...more },
    { ...payer, ...of },
    others.map((one) => ({ ...coverage, coverageId: "other", ...one })),
  );

describe("a coverage beside a patient's others", () => {
  test("BIL-5: what is right is taken; what is not names its field, all of it at once, the first first", () => {
    expect(check({})).toMatchObject({ ok: true });
    expect(check({ from: "2026-12-31" })).toMatchObject({ ok: true });
    expect(check({ to: null })).toMatchObject({ ok: true });
    const all = check({
      to: "2025-12-31",
      memberId: "XX1",
      subscriber: { ...coverage.subscriber, relationship: "child" },
    });
    expect(all).toMatchObject({ error: { code: "invalid-input", field: "to" } });
    expect(!all.ok && all.error.fields).toEqual([
      { field: "to", message: "The coverage ends before it begins." },
      { field: "memberId", message: "This does not have the payer's form. Compare it with the card." },
      { field: "subscriber.name", message: "Enter the subscriber's name." },
      { field: "subscriber.birthDate", message: "Enter the subscriber's birth date." },
    ]);
    expect(check({ memberId: "XX1" })).toMatchObject({ error: { field: "memberId" } });
  });
  test("BIL-7: self-pay has no member number to compare, and stands twice as well", () => {
    const self = { memberId: "-", payerKind: "self-pay" as const };
    expect(check(self, [], { kind: "self-pay" })).toMatchObject({ ok: true });
    expect(check(self, [{ ...self, priority: 2 }], { kind: "self-pay" })).toMatchObject({ ok: true });
  });
  test("a subscriber who is not the patient has a name and a birth date", () => {
    const child = { ...coverage.subscriber, relationship: "child" as const, name: NAME, birthDate: "1980-01-01" };
    expect(check({ subscriber: child })).toMatchObject({ ok: true });
    expect(check({ subscriber: { ...child, name: null } })).toMatchObject({ error: { field: "subscriber.name" } });
    expect(check({ subscriber: { ...child, birthDate: null } })).toMatchObject({
      error: { field: "subscriber.birthDate" },
    });
  });
  test("BIL-6: two of one place must not be in force on one day; they may follow each other, and one does not rival itself", () => {
    const other = { memberId: "CF7654321" };
    const taken = { error: { code: "priority-taken", field: "priority" } };
    expect(check({}, [other])).toMatchObject(taken);
    expect(check({}, [{ ...other, coverageId: "own" }])).toMatchObject({ ok: true });
    expect(check({}, [{ ...other, priority: 2 }])).toMatchObject({ ok: true });
    expect(check({}, [{ ...other, from: "2025-01-01", to: "2025-12-31" }])).toMatchObject({ ok: true });
    expect(check({}, [{ ...other, from: "2025-01-01", to: "2026-01-01" }])).toMatchObject(taken);
    expect(check({}, [{ ...other, from: "2027-01-01", to: null }])).toMatchObject({ ok: true });
    expect(check({}, [{ ...other, priority: 2 }, other])).toMatchObject(taken);
  });
  test("BIL-97: the same card is not entered twice for the same days, however its number is written", () => {
    const message =
      "This patient has a coverage with this payer and member number for those days already. Change that one.";
    const twice = { error: { code: "invalid-input", field: "memberId", fields: [{ field: "memberId", message }] } };
    const card = { priority: 2, memberId: "cf-123 4567" };
    expect(check({}, [card])).toMatchObject(twice);
    expect(check({}, [{ ...card, payerId: "p2" }])).toMatchObject({ ok: true });
    expect(check({}, [{ ...card, memberId: "CF1234568" }])).toMatchObject({ ok: true });
    expect(check({}, [{ ...card, from: "2027-01-01", to: null }])).toMatchObject({ ok: true });
    expect(check({}, [{ ...card, coverageId: "own" }])).toMatchObject({ ok: true });
    expect(check({}, [{ ...card, payerId: "p2" }, card])).toMatchObject(twice);
  });
  test("BIL-6: periods have a day in common or not; the last day belongs to them", () => {
    const period = (from: string, to: string | null) => ({ from, to });
    const may = period("2026-05-01", "2026-05-31");
    expect(overlaps(may, period("2026-05-31", null))).toBe(true);
    expect(overlaps(period("2026-05-31", null), may)).toBe(true);
    expect(overlaps(may, period("2026-06-01", null))).toBe(false);
    expect(overlaps(period("2026-06-01", null), may)).toBe(false);
    expect(overlaps(period("2020-01-01", null), period("2026-01-01", null))).toBe(true);
  });
});

test.each([
  ["CF1234567", "CF1234567"],
  ["cf12-345 67", "CF1234567"],
  // What has not the payer's form that way either stays as it was typed, to be looked at.
  ["cf12-345", "cf12-345"],
])("BIL-5: a number in groups or small letters is the payer's: %s is %s", (typed, kept) => {
  expect(memberIdOf(typed, payer)).toBe(kept);
});

test("BIL-7: a coverage is there to bill from its first to its last day; self-pay is none", () => {
  const on = (day: string, more: Partial<Coverage> = {}) => inForce({ ...coverage, ...more }, day);
  expect(["2025-12-31", "2026-01-01", "2026-12-31", "2027-01-01"].map((day) => on(day))).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(on("2036-01-01", { to: null })).toBe(true);
  expect(on("2026-06-01", { payerKind: "self-pay" })).toBe(false);
});

test("BIL-160: the desk sees the first coverage and the answer for that very day; the payer's copay before the card's", () => {
  const answer = (serviceDate: string, copay: number | null) =>
    ({ serviceDate, status: "active", copay }) as unknown as Parameters<typeof deskFactOf>[3];
  const seen = (latest: Parameters<typeof deskFactOf>[3]) => deskFactOf("2026-11-20", "patient", coverage, latest);
  const of = { coverageId: "own", payerName: "Care First", payerKind: "hmo" };
  const yes = (copay: number) => ({ patientId: "patient", coverage: { ...of, eligibility: "active", copay } });
  const unasked = { patientId: "patient", coverage: { ...of, eligibility: null, copay: 2000 } };
  expect(seen(answer("2026-11-20", 0))).toEqual(yes(0));
  expect(seen(answer("2026-11-20", null))).toEqual(yes(2000));
  expect(seen(answer("2026-11-19", 0))).toEqual(unasked);
  expect(seen(null)).toEqual(unasked);
  expect(deskFactOf("2026-11-20", "patient", null, null)).toEqual({ patientId: "patient", coverage: null });
});
