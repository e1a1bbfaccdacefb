import type { Actor } from "@practicum/contracts/actor";
import type { Role } from "@practicum/contracts/permission";
import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { booked, MONDAY, openPractice, value, type TestPractice } from "./test/practice.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

describe.each(databaseKinds)("reasons that are private on %s", (database) => {
  let practice: TestPractice;
  let people: { readonly [name in "treats" | "shut" | "desk" | "biller"]: Staff };
  beforeAll(async () => {
    practice = await openPractice(database);
    const person = (role: Role): Staff => {
      const staffId = practice.kit.ids.next<"staff">();
      return { kind: "staff", staffId, name: role, roles: [role], sessionId: "s" };
    };
    people = {
      treats: person("physician"),
      shut: person("nurse-practitioner"),
      desk: person("front-desk"),
      biller: person("biller"),
    };
  });
  afterAll(() => practice.kit.stop());

  const tell = async (patientId: string, version: number, restrictions: object[]) => {
    await practice.kit.deliver("charting.chart-restricted.v1", { patientId, version, restrictions });
    await practice.kit.settle();
  };
  const onlyTreats = () => ({ shuts: "others", staffIds: [people.treats.staffId], roles: [] });
  /** What the day sheet, the week, the visit by itself and the patient's own list say of the reason. */
  const seen = async (visit: { appointmentId: string; patientId: string }, as: Staff) => {
    const { patientId } = visit;
    const appointmentId = visit.appointmentId as never;
    const day = value(await practice.call("daySheet", { date: MONDAY, locationId: null }, { as }));
    const one = value(await practice.call("getAppointment", { appointmentId }, { as }));
    const own = value(await practice.call("patientAppointments", { patientId: patientId as never }, { as }));
    const staffId = one.providerStaffId as never;
    const week = value(await practice.call("weekSheet", { staffId, from: MONDAY, days: 1 }, { as }));
    const all = [...day.appointments, one, ...own, ...week.flatMap((each) => each.appointments)].filter(
      (each) => each.appointmentId === visit.appointmentId,
    );
    expect(all).toHaveLength(4);
    expect(new Set(all.map((each) => `${each.start} ${each.visitTypeName}`)).size).toBe(1);
    return [...new Set(all.map((each) => each.reason))];
  };

  test("SCH-219, SCH-220 who is shut out is not told why the patient comes; the desk is told that it is private", async () => {
    const visit = await booked(practice, { start: "08:15" });
    const other = await booked(practice, { start: "09:15" });
    const reason = value(await practice.call("getAppointment", { appointmentId: visit.appointmentId })).reason;
    expect(reason).not.toBe("");
    await tell(visit.patientId, 2, [onlyTreats()]);
    // What was told before comes late, and changes nothing.
    await tell(visit.patientId, 1, []);
    expect(await seen(visit, people.treats)).toEqual([reason]);
    expect(await seen(visit, people.shut)).toEqual([""]);
    expect(await seen(visit, people.biller)).toEqual([""]);
    expect(await seen(visit, people.desk)).toEqual(["Private reason"]);
    expect(await seen(other, people.shut)).toEqual([reason]);
    // Opened with a reason, until that ends.
    const opened = {
      entryId: practice.kit.ids.next(),
      patientId: visit.patientId,
      staffId: people.shut.staffId,
      by: "x",
    };
    await practice.kit.deliver("charting.glass-broken.v1", { ...opened, until: "2026-11-23T20:00:00.000Z" });
    await practice.kit.settle();
    expect(await seen(visit, people.shut)).toEqual([reason]);
    await practice.kit.deliver("charting.glass-reviewed.v1", { ...opened, until: "2026-11-23T15:00:00.000Z" });
    await practice.kit.settle();
    expect(await seen(visit, people.shut)).toEqual([""]);
    await tell(visit.patientId, 3, []);
    expect(await seen(visit, people.desk)).toEqual([reason]);
  });

  test("SCH-220 the desk changes a wish on the wait list, and the private note stays", async () => {
    const visit = await booked(practice, { start: "10:15" });
    const { patientId, visitTypeId } = visit;
    const wish = {
      visitTypeId,
      providerResourceId: null,
      locationId: null,
      dayPart: "any" as const,
      from: MONDAY,
      until: "2026-12-31" as const,
      priority: "routine" as const,
      note: "Wants to talk about it",
    };
    const entryId = practice.kit.ids.next<never>();
    value(
      await practice.call("addToWaitList", { ...wish, patientId, entryId, appointmentId: null } as never, {
        as: people.desk,
      }),
    );
    await tell(patientId, 1, [onlyTreats()]);
    const noteFor = async (as: Staff) =>
      JSON.stringify(
        value(await practice.call("waitList", { waiting: true, locationId: null, before: null, limit: 50 }, { as })),
      );
    const shown = await noteFor(people.desk);
    expect(shown).toContain("Private reason");
    expect(shown).not.toContain("talk about it");
    const kept = await practice.kit.rows<{ readonly version: number }>(
      "scheduling",
      `select version from wait_entry where entry_id = '${entryId}'`,
    );
    const change = { ...wish, note: "Private reason", entryId, version: kept[0]?.version };
    value(await practice.call("changeWaitEntry", change as never, { as: people.desk }));
    expect(await noteFor(people.treats)).toContain("talk about it");
  });
});
