import type { Actor } from "@practicum/contracts/actor";
import { identity } from "@practicum/contracts/identity";
import type { SnoopFinding } from "@practicum/contracts/identity/snooping";
import type { Role } from "@practicum/contracts/permission";
import { databaseKinds } from "@practicum/db/test-databases";
import type { Id } from "@practicum/kernel/brand";
import { must } from "@practicum/kernel/assert";
import { addMinutes, atLocal, dateIn, type Instant } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { serviceModule } from "@practicum/service/in-process-host";
import { staffActor, testHost, testNow, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { memoryAnchor } from "./ports/memory-anchor.ts";
import { identityService } from "./service.ts";

const pid = (n: number): Id<"patient"> => `00000000-0000-7000-8000-0000000001${String(n).padStart(2, "0")}`;

describe.each(databaseKinds)("accesses to look at, on %s", (database) => {
  let kit: TestHost;
  const ids = new Map<string, Id<"staff">>();
  let noon: Instant;
  let day: string;
  beforeAll(async () => {
    kit = await testHost({ database, modules: [serviceModule(identityService, { auditAnchor: memoryAnchor() })] });
    const zone = must(kit.practices[0]).timeZone;
    // The Wednesday of the week before: no weekend, and all of it is past.
    const today = dateIn(testNow, zone);
    day = today;
    while (new Date(`${day}T12:00:00Z`).getUTCDay() !== 3) day = addDays(day, -1);
    noon = atLocal(day, "12:00", zone);
    for (const [name, family, roles] of [
      ["boss", "Whitfield", ["practice-manager"]],
      ["second", "Stone", ["practice-manager"]],
      ["ana", "Ramirez", ["front-desk"]],
      ["ben", "Kim", ["front-desk"]],
    ] as const)
      await add(name, family, [...roles]);
    // Ana Ramirez is a patient too (1); 2 has her family name, 3 lives with her, 4 is called like Ben Kim, 5 is nobody's.
    await patient(1, "Ána", "Ramírez", "5 Elm Street");
    await patient(2, "Zoe", "Ramirez", "9 Oak Road");
    await patient(3, "Paul", "Jones", "5 elm street");
    await patient(4, "ben", "Kim", "7 Fir Lane");
    await patient(5, "Mia", "Wong", "8 Ash Court");
    await patient(6, "Lee", "Park", "1 Bay Street");
    await kit.deliver("charting.chart-restricted.v1", { patientId: pid(6), version: 1, restrictions: [restriction] });
  });
  afterAll(() => kit.stop());

  const restriction = { shuts: "others", staffIds: [], roles: [] };
  const call = () => kit.caller("identity", identity);
  const as = (name: string): Actor => ({
    ...(staffActor(["practice-manager"]) as Extract<Actor, { kind: "staff" }>),
    staffId: must(ids.get(name)),
    name,
  });
  async function add(name: string, family: string, roles: Role[]) {
    const staffId = kit.ids.next<"staff">();
    ids.set(name, staffId);
    const given = name === "ana" ? "Ana" : name === "ben" ? "Ben" : name;
    const more = { credential: "", npi: null, taxonomy: null, supervisorId: null, active: true, version: null };
    await call()("saveStaff", { staffId, email: `${name}@example.test`, family, given, roles, ...more });
  }
  async function patient(n: number, given: string, family: string, line1: string, version = 1) {
    await kit.deliver("scheduling.patient-changed.v1", {
      ...patientOf(n),
      name: { family, given, middle: null, suffix: null },
      address: { line1, line2: null, city: "Oakland", state: "CA", zip: "94607" },
      version,
    });
  }
  async function access(who: string, patients: number[], at: Instant, more: object = {}) {
    const staffId = must(ids.get(who));
    await kit.deliver("charting.access-recorded.v1", {
      service: "charting",
      operation: "getChart",
      kind: "query",
      actor: { kind: "staff", staffId, name: who, roles: ["front-desk"], sessionId: "s" },
      patientIds: patients.map(pid),
      permission: "chart.read",
      outcome: "ok",
      commandId: null,
      at,
      ...more,
    });
  }
  const report = async (until: string | null = day) => {
    await kit.settle();
    const found = await call()("snoopingReport", { until }, { as: as("boss") });
    if (!found.ok) throw new Error(found.error.code);
    return found.value;
  };
  const said = (findings: readonly SnoopFinding[]) =>
    findings.map((one) => {
      const who = [...ids].find(([, staffId]) => staffId === one.staffId)?.[0];
      return `${who} ${one.patientId.slice(-2)} ${one.score}: ${one.reasons.map(({ kind }) => kind).join(" ")}`;
    });

  test("IDN-170, IDN-171, IDN-172 each look is scored by its reasons, and who had one is not listed", async () => {
    for (const n of [1, 2, 3, 4, 5]) await access("ana", [n], noon);
    await access("ben", [6], addMinutes(noon, 9 * 60));
    // Lists, refusals, and a look that has work around it are none.
    await access("ben", [1, 6], noon);
    await access("ben", [1], noon, { outcome: "denied" });
    await access("ben", [5], noon);
    await access("second", [5], addMinutes(noon, -3 * 24 * 60), { kind: "command", operation: "savePart" });
    const { findings } = await report();
    expect(said(findings).toSorted()).toEqual(
      [
        "ana 01 7: own-record no-work",
        "ana 03 7: same-address no-work",
        "ana 04 7: colleague no-work",
        "ben 06 7: no-work restricted after-hours",
        "ana 02 6: same-family-name no-work",
      ].toSorted(),
    );
    // What has more points stands first.
    expect(findings.map(({ score }) => score)).toEqual([7, 7, 7, 7, 6]);
    // Ana's look at 5 has no reason against it but that somebody worked on it; Ben's neither.
    expect((await report()).looked).toBe(7);
  });

  test("IDN-171 a visit around the day is a reason; one that was cancelled, or is told late as older, is none", async () => {
    const visit = { ...appointmentOf(2), date: addDays(day, 10), version: 2, status: "booked" };
    await kit.deliver("scheduling.appointment-booked.v1", visit);
    expect(said((await report()).findings).some((one) => one.startsWith("ana 02"))).toBe(false);
    await kit.deliver("scheduling.appointment-changed.v1", {
      ...visit,
      version: 3,
      status: "cancelled",
      change: "cancelled",
    });
    expect(said((await report()).findings)).toContain("ana 02 6: same-family-name no-work");
    await kit.deliver("scheduling.appointment-changed.v1", { ...visit, version: 1, change: "moved" });
    expect(said((await report()).findings)).toContain("ana 02 6: same-family-name no-work");
  });

  test("IDN-172 the newest name counts, and of who is not known here nothing is compared", async () => {
    await patient(4, "Someone", "Else", "7 Fir Lane", 3);
    await patient(4, "Ben", "Kim", "7 Fir Lane", 2);
    await access("ana", [9], addMinutes(noon, 10 * 60));
    const { findings } = await report();
    expect(said(findings)).toContain("ana 09 5: no-work after-hours");
    expect(said(findings).some((one) => one.startsWith("ana 04"))).toBe(false);
    expect(findings.find((one) => one.patientId === pid(9))?.known).toBe(false);
    const rows = await kit.rows<{ row: string }>("identity", "select patient_trait::text as row from patient_trait");
    expect(rows.length).toBe(6);
    expect(rows.some(({ row }) => /ram|elm|wong/i.test(row))).toBe(false);
  });

  test("IDN-174 a review stays and is followed by others; nobody reviews the own; what is looked into is told", async () => {
    const look = { staffId: must(ids.get("ana")), patientId: pid(3), day };
    const review = (more: object, by = "boss") =>
      call()(
        "reviewAccess",
        { ...look, outcome: "cleared", note: "Her uncle asked her.", version: null, ...more },
        { as: as(by) },
      );
    expect(await review({ staffId: must(ids.get("boss")) })).toMatchObject({ error: { code: "own-access" } });
    expect(await review({ patientId: pid(8) })).toMatchObject({ error: { code: "not-found" } });
    expect(await review({ version: 1 })).toMatchObject({ error: { code: "stale-version" } });
    expect(await review({})).toEqual({ ok: true, value: { version: 1 } });
    expect(await review({}, "second")).toMatchObject({ error: { code: "stale-version" } });
    expect(await kit.events("identity", "identity.access-escalated.v1")).toEqual([]);
    expect(await review({ outcome: "escalated", note: "He did not.", version: 1 }, "second")).toMatchObject({
      ok: true,
    });
    const [told, ...more] = await kit.events("identity", "identity.access-escalated.v1");
    expect(more).toEqual([]);
    expect(told?.payload).toEqual({ reviewId: expect.any(String), day, by: "second" });
    const found = (await report()).findings.find((one) => one.patientId === pid(3));
    expect(found?.review).toMatchObject({ outcome: "escalated", by: "second", note: "He did not.", version: 2 });
  });

  test("IDN-173, IDN-175 what counts is the practice's own; a page is a week, and the next the one before", async () => {
    const policy = await call()("getSnoopingPolicy", {}, { as: as("boss") });
    if (!policy.ok) throw new Error(policy.error.code);
    const save = (more: object) => call()("saveSnoopingPolicy", { ...policy.value, ...more }, { as: as("boss") });
    expect(await save({ opens: "19:00", closes: "08:00" })).toMatchObject({ error: { field: "closes" } });
    expect(await save({ listedFrom: 7, version: 0 })).toEqual({ ok: true, value: { version: 1 } });
    expect(await save({ listedFrom: 9, version: 0 })).toMatchObject({ error: { code: "stale-version" } });
    const after = said((await report()).findings);
    expect(after.some((one) => one.startsWith("ana 01 7"))).toBe(true);
    expect(after.some((one) => one.startsWith("ana 02"))).toBe(false);
    // More points for a colleague's family name put it back; many at once counts by the person alone.
    const points = { ...policy.value.points, "same-family-name": 5, "many-at-once": 1 };
    expect(await save({ listedFrom: 7, manyFrom: 5, points, version: 1 })).toMatchObject({ value: { version: 2 } });
    const again = said((await report()).findings);
    expect(again).toContain("ana 02 9: same-family-name no-work many-at-once");
    expect(again).toContain("ben 06 7: no-work restricted after-hours");
    const page = await report();
    expect([page.from, page.until, page.next]).toEqual([addDays(day, -6), day, null]);
    await access("ana", [1], addMinutes(noon, -20 * 24 * 60));
    const earlier = await report(addDays(day, -14));
    expect(said(earlier.findings)).toEqual(["ana 01 7: own-record no-work"]);
    expect((await report(addDays(day, -7))).findings).toEqual([]);
  });
});

function patientOf(n: number) {
  return {
    patientId: pid(n),
    mrn: `1000${n}`,
    birthDate: "1980-01-01",
    sex: "female",
    phone: null,
    email: null,
    language: "en",
    guarantor: null,
    emergencyContact: null,
    active: true,
  };
}

function appointmentOf(n: number) {
  return {
    appointmentId: "00000000-0000-7000-8000-0000000002aa",
    patientId: pid(n),
    patientName: { family: "F", given: "G", middle: null, suffix: null },
    birthDate: "1980-01-01",
    mrn: "100001",
    providerResourceId: pid(70),
    providerStaffId: pid(71),
    roomResourceId: null,
    locationId: pid(72),
    visitTypeId: pid(73),
    visitTypeName: "Follow-up",
    start: "10:00",
    minutes: 15,
    startsAt: testNow,
    endsAt: testNow,
    reason: "",
    overbookReason: null,
    cancelReason: null,
    statusSince: testNow,
    arrivedAt: null,
    confirmedAt: null,
  };
}
