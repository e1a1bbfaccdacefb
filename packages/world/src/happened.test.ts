import type { EventEnvelope } from "@practicum/bus/bus";
import { expect, test } from "vitest";
import { happenedSince } from "./happened.ts";

const BEFORE = "2026-11-17T18:00:00.000Z";

function event(
  at: string,
  name: string,
  causedBy: string | null,
  payload: { readonly [field: string]: string | number },
): EventEnvelope {
  const { patientId = "p" } = payload;
  const ids = { practiceId: "practice", traceId: "t", keys: { patientId: String(patientId) }, actor: null };
  return { id: `${at} ${name}`, name, occurredAt: `2026-11-${at}:00.000Z`, causedBy, payload, ...ids };
}

const brooks = { kind: "staff", name: "Tanya Brooks" };

const claim = (at: string, causedBy: string | null, claimId: string, status: string, encounterId: string) =>
  event(at, "billing.claim-changed.v1", causedBy, { claimId, encounterId, number: claimId, status });

test("WLD-20: what a payer answers belongs to the step that made the record, and not to the same patient's other claim", () => {
  const events = [
    event("17T17:00", "charting.encounter-signed.v1", "mine 1", { encounterId: "e1", patientId: "p" }),
    event("17T17:01", "charting.encounter-signed.v1", "theirs", { encounterId: "e2", patientId: "p" }),
    // A colleague sends both.
    claim("17T17:30", "theirs 2", "c1", "submitted", "e1"),
    claim("17T17:30", "theirs 2", "c2", "submitted", "e2"),
    claim("20T10:00", null, "c1", "accepted", "e1"),
    claim("20T10:01", null, "c2", "accepted", "e2"),
    event("21T10:00", "billing.claim-denied.v1", null, {
      claimId: "c1",
      denialId: "d1",
      claimNumber: "C1",
      amount: 12_000,
    }),
    event("21T10:00", "billing.claim-denied.v1", null, {
      claimId: "c2",
      denialId: "d2",
      claimNumber: "C2",
      amount: 5000,
    }),
    event("22T10:00", "messaging.task-changed.v1", "mine 2", { taskId: "t1", status: "open" }),
    event("22T11:00", "messaging.task-changed.v1", "theirs 3", { taskId: "t2", status: "open" }),
    { ...event("22T11:30", "messaging.task-changed.v1", "theirs 4", { taskId: "t2", status: "done" }), actor: brooks },
    event("22T12:00", "identity.staff-changed.v1", null, {}),
  ];
  const told = happenedSince(events, BEFORE, (commandId) => commandId.startsWith("mine"));
  expect(told.map(({ kind, whose, commandId, number }) => [kind, whose, commandId, number])).toEqual([
    ["accepted", "follows", "mine 1", "c1"],
    ["accepted", "outside", null, "c2"],
    ["denied", "follows", "mine 1", "C1"],
    ["denied", "outside", null, "C2"],
    ["task", "yours", "mine 2", null],
    ["task", "practice", null, null],
    ["task-done", "practice", null, null],
  ]);
  // WLD-61: who did it, and which task: a payer has no name.
  expect(told.slice(-2).map(({ by, recordId }) => [by, recordId])).toEqual([
    [null, "t2"],
    ["Tanya Brooks", "t2"],
  ]);
  expect(told.map(({ amount, route }) => [amount, route]).slice(2, 4)).toEqual([
    [12_000, "/money/denials/d1"],
    [5000, "/money/denials/d2"],
  ]);
});

test("WLD-20: what was before the jump is not told again", () => {
  const events = [
    claim("17T17:00", "mine", "c1", "submitted", "e1"),
    claim("17T18:00", null, "c1", "accepted", "e1"),
    claim("17T18:01", null, "c1", "rejected", "e1"),
  ];
  expect(happenedSince(events, BEFORE, () => true).map((one) => one.kind)).toEqual(["rejected"]);
});
