import { expect, test } from "vitest";
import { isStaleAfter } from "./invalidation.ts";

const moved = { name: "scheduling.appointment-changed.v1", keys: { appointmentId: "a1", patientId: "p1" } };

test("a moved appointment makes the day and the flow board stale", () => {
  expect(isStaleAfter(moved, { path: "scheduling.daySheet", input: { date: "2026-11-22", locationId: null } })).toBe(
    true,
  );
  expect(isStaleAfter(moved, { path: "scheduling.flowBoard", input: { locationId: null } })).toBe(true);
});

test("it leaves what is about another patient alone", () => {
  expect(isStaleAfter(moved, { path: "scheduling.patientAppointments", input: { patientId: "p1" } })).toBe(true);
  expect(isStaleAfter(moved, { path: "scheduling.patientAppointments", input: { patientId: "p2" } })).toBe(false);
});

test("it leaves other services alone, and a path is not taken for its prefix", () => {
  expect(isStaleAfter(moved, { path: "billing.listClaims", input: {} })).toBe(false);
  expect(isStaleAfter(moved, { path: "scheduling.daySheetPrint", input: {} })).toBe(false);
});

test("a whole service goes stale where an event can touch any of its lists", () => {
  const paid = { name: "billing.payment-taken.v1", keys: { patientId: "p1" } };
  expect(isStaleAfter(paid, { path: "billing.getAccount", input: { patientId: "p1" } })).toBe(true);
  expect(isStaleAfter(paid, { path: "billing.getAccount", input: { patientId: "p2" } })).toBe(false);
  expect(isStaleAfter(paid, { path: "billing.workQueues", input: {} })).toBe(true);
});
