import { expect, test } from "vitest";
import { actorId, mayVouch, operatorActor, type Actor } from "./actor.ts";
import { isWithin, reachOf, scopeOf, type Reach } from "./scope.ts";

const [mine, other] = ["00000000-0000-7000-8000-000000000001", "00000000-0000-7000-8000-000000000002"] as const;
const session = { name: "Somebody", sessionId: "s" };
const staff: Actor = { kind: "staff", staffId: other, roles: ["biller"], ...session };
const patient: Actor = { kind: "patient", patientId: mine, ...session };
const proxy: Actor = { kind: "proxy", proxyId: other, patientIds: [mine], ...session };
const system: Actor = { kind: "system", name: "billing-timer" };
const app: Actor = { kind: "integration", clientId: "app", name: "App", grants: ["chart.read"] };

test("roles reach the whole practice, a patient the own record, a proxy those who were given", () => {
  expect(reachOf(staff, "note.billed")).toEqual({ scope: "practice", patientIds: "all" });
  expect(reachOf(staff, "note.sign")).toBeNull();
  expect(reachOf(patient, "patient.read")).toEqual({ scope: "own-record", patientIds: [mine] });
  expect(reachOf(proxy, "patient.read")).toEqual({ scope: "assigned", patientIds: [mine] });
  expect(reachOf(patient, "chart.read")).toBeNull();
  expect(scopeOf(app, "chart.read")).toBe("practice");
  expect(scopeOf(system, "chart.read")).toBeNull();
});

test("what is about nobody known lies within reach of those alone who reach everybody", () => {
  const all: Reach = { scope: "practice", patientIds: "all" };
  const own: Reach = { scope: "own-record", patientIds: [mine] };
  for (const about of [[], [null], [undefined], [other], [mine, other], [mine, null]]) {
    expect(isWithin(all, about)).toBe(true);
    expect(isWithin(own, about)).toBe(false);
  }
  expect(isWithin(own, [mine])).toBe(true);
  // Nobody says who is in whose panel yet.
  expect(isWithin({ scope: "own-panel", patientIds: [] }, [mine])).toBe(false);
});

test("the gateway vouches for who has a session or was let in, the operator's key for the operator, no key for a service itself", () => {
  for (const actor of [staff, patient, proxy, app]) {
    expect(mayVouch("gateway", actor)).toBe(true);
    for (const signer of ["operator", "billing", ""]) expect(mayVouch(signer, actor)).toBe(false);
  }
  expect(mayVouch("operator", operatorActor)).toBe(true);
  expect(mayVouch("operator", { ...operatorActor, grants: ["audit.verify", "staff.manage"] })).toBe(false);
  expect(mayVouch("gateway", operatorActor)).toBe(false);
  for (const signer of ["gateway", "operator", "billing"]) expect(mayVouch(signer, system)).toBe(false);
});

test("two actors of different kinds never have the same id", () => {
  const ids = [staff, patient, proxy, system, app, operatorActor].map(actorId);
  expect(new Set(ids).size).toBe(ids.length);
});
