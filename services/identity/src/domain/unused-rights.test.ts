import type { StaffMember } from "@practicum/contracts/identity/staff";
import type { OwnRole } from "@practicum/contracts/identity/own-roles";
import type { Role } from "@practicum/contracts/permission";
import { must } from "@practicum/kernel/assert";
import { expect, test } from "vitest";
import { withRights } from "./rights.ts";
import { trailCsv } from "./trail-csv.ts";
import { unusedRights } from "./unused-rights.ts";

const person = (n: number, roles: Role[], more: Partial<StaffMember> = {}): StaffMember => ({
  staffId: `00000000-0000-7000-8000-00000000000${n}`,
  email: `p${n}@example.test`,
  family: "F",
  given: "G",
  credential: "",
  roles,
  npi: null,
  taxonomy: null,
  supervisorId: null,
  active: true,
  version: 1,
  ...more,
});
const own: OwnRole = {
  roleId: "00000000-0000-7000-8000-0000000000aa",
  name: "Desk and claims",
  base: "front-desk",
  added: ["claim.read"],
  removed: ["payment.take"],
  retired: false,
  version: 1,
};
const anna = person(1, ["front-desk"]);
const ben = person(2, ["front-desk"]);
const cora = withRights(person(3, ["front-desk"], { ownRoles: [own.roleId] }), [own]);
const gone = person(4, ["biller"], { active: false });
const used = new Map([
  [anna.staffId as string, new Set(["appointment.book", "patient.register"])],
  [ben.staffId as string, new Set(["appointment.book"])],
  [cora.staffId as string, new Set(["appointment.book", "visit.check-in"])],
  [gone.staffId as string, new Set(["claim.write"])],
]);
const report = unusedRights([anna, ben, cora, gone], [own], used);

test("IDN-162 of a person: what it may and did not, and nothing that it may not", () => {
  const of = (staffId: string) => must(report.people.find((one) => one.staffId === staffId));
  expect(of(anna.staffId).unused).toContain("visit.check-in");
  expect(of(anna.staffId).unused).not.toContain("appointment.book");
  expect(of(anna.staffId).unused).not.toContain("chart.read");
  expect(of(ben.staffId).unused).toContain("patient.register");
  expect(of(cora.staffId).unused).toContain("claim.read");
  expect(of(cora.staffId).unused).not.toContain("payment.take");
  // Nobody goes without signing in.
  expect(of(ben.staffId).unused).not.toContain("session.self");
  expect(report.people.some((one) => one.staffId === gone.staffId)).toBe(false);
});

test("IDN-162 of a role: what none of those used who have it as it is; one's own in its place is a role by itself", () => {
  const plain = must(report.roles.find((one) => one.role === "front-desk"));
  const special = must(report.roles.find((one) => one.roleId === own.roleId));
  expect([plain.holders, special.holders]).toEqual([2, 1]);
  expect(plain.unused).not.toContain("patient.register");
  expect(plain.unused).toContain("visit.check-in");
  expect(special.unused).not.toContain("visit.check-in");
  expect(special.unused).toContain("patient.register");
  expect(report.roles.map((one) => one.role ?? "own").toSorted()).toEqual(["front-desk", "own"]);
});

test("IDN-162 what is on no record is unknown, never unused", () => {
  const physician = unusedRights([person(5, ["physician"])], [], new Map());
  const line = must(physician.people[0]);
  expect(line.unknown).toContain("codes.search");
  expect(line.unused).not.toContain("codes.search");
  expect(line.unused.length).toBe(line.counted);
  // What opens charts stands before what does not.
  expect(line.unused.indexOf("chart.read")).toBeLessThan(line.unused.indexOf("appointment.book"));
});

test("IDN-163 the file has each entry with its hash, and no text that a spreadsheet would run", () => {
  const csv = trailCsv([
    {
      sequence: 7,
      eventId: "e",
      at: "2026-11-23T20:00:00.000Z",
      receivedAt: null,
      actorKind: "staff",
      actorName: '=cmd "x", MD',
      staffId: anna.staffId,
      actorId: null,
      sessionId: "s",
      roles: ["physician", "owner"],
      service: "charting",
      operation: "getChart",
      kind: "query",
      permission: "chart.read",
      patientIds: ["p1", "p2"],
      outcome: "ok",
      commandId: null,
      aboutStaffId: null,
      hash: "abc",
    },
  ]);
  const [head, line, end] = csv.split("\r\n");
  expect(must(head).split(",").length).toBe(16);
  expect(line).toBe(
    `7,2026-11-23T20:00:00.000Z,,staff,"'=cmd ""x"", MD",${anna.staffId},physician owner,charting,getChart,read,chart.read,ok,p1 p2,,,abc`,
  );
  expect(end).toBe("");
});
