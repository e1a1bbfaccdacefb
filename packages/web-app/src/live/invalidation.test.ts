import type { LiveNote } from "@practicum/api/live-notes";
import { paymentTaken } from "@practicum/contracts/billing/payments";
import { staleAfter, type EventDefinition } from "@practicum/contracts/operation";
import { appointmentChanged } from "@practicum/contracts/scheduling/appointments";
import { expect, test } from "vitest";
import { isStaleAfter } from "./invalidation.ts";

const noteOf = (event: EventDefinition, keys: LiveNote["keys"]): LiveNote => ({
  name: event.name,
  keys,
  stale: staleAfter(event.name),
});
const moved = noteOf(appointmentChanged, { appointmentId: "a1", patientId: "p1" });

test("GTW-75 a moved appointment makes the day and the flow board stale", () => {
  expect(isStaleAfter(moved, { path: "scheduling.daySheet", input: { date: "2026-11-22", locationId: null } })).toBe(
    true,
  );
  expect(isStaleAfter(moved, { path: "scheduling.flowBoard", input: { locationId: null } })).toBe(true);
});

test("GTW-75 it leaves what is about another patient alone", () => {
  expect(isStaleAfter(moved, { path: "scheduling.patientAppointments", input: { patientId: "p1" } })).toBe(true);
  expect(isStaleAfter(moved, { path: "scheduling.patientAppointments", input: { patientId: "p2" } })).toBe(false);
});

test("GTW-75 it leaves other services alone, and a path is not taken for its prefix", () => {
  expect(isStaleAfter(moved, { path: "billing.listClaims", input: {} })).toBe(false);
  expect(isStaleAfter(moved, { path: "scheduling.daySheetPrint", input: {} })).toBe(false);
});

test("GTW-75 a whole service goes stale where an event can touch any of its lists", () => {
  const paid = noteOf(paymentTaken, { patientId: "p1" });
  expect(isStaleAfter(paid, { path: "billing.getAccount", input: { patientId: "p1" } })).toBe(true);
  expect(isStaleAfter(paid, { path: "billing.getAccount", input: { patientId: "p2" } })).toBe(false);
  expect(isStaleAfter(paid, { path: "billing.workQueues", input: {} })).toBe(true);
});

test("GTW-75 an event that says nothing of the screens makes nothing stale, and what was lost on the way everything", () => {
  const query = { path: "billing.listClaims", input: {} };
  expect(isStaleAfter({ name: "billing.payment-taken.v1", keys: {} }, query)).toBe(false);
  expect(isStaleAfter({ name: "live.missed", keys: {} }, query)).toBe(true);
});
