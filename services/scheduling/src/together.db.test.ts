import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { booked, openPractice, outcome, somebody, value, type TestPractice } from "./test/practice.ts";

const TUESDAY = "2026-11-24";

describe.each(databaseKinds)("visits that belong together on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  const id = () => practice.kit.ids.next<string>();
  const people = (count: number) => Promise.all(Array.from({ length: count }, () => somebody(practice)));
  const find = async (
    patientIds: readonly string[],
    arrangement: "in-a-row" | "two-at-once",
    more: { from?: string; groupId?: string; provider?: string } = {},
  ) =>
    value(
      await practice.call("findTogether", {
        arrangement,
        leadMinutes: null,
        visits: patientIds.map((patientId) => ({
          patientId,
          visitTypeId: practice.followUp,
          providerResourceId: more.provider ?? null,
        })),
        groupId: more.groupId ?? null,
        from: more.from ?? TUESDAY,
        limit: 20,
      }),
    );
  type Option = Awaited<ReturnType<typeof find>>["options"][number];
  const wishOf = (option: Option) => ({
    groupId: id(),
    kind: "family" as const,
    leadMinutes: null,
    visits: option.visits.map(({ patientId, visitTypeId, providerResourceId, date, start }) => ({
      appointmentId: id(),
      patientId,
      visitTypeId,
      providerResourceId,
      date,
      start,
      reason: "together",
    })),
  });
  const get = async (appointmentId: string) => value(await practice.call("getAppointment", { appointmentId }));
  const count = async () =>
    must((await practice.kit.rows<{ n: number }>("scheduling", "select count(*)::int as n from appointment"))[0]).n;

  test("SCH-149 three in a row are offered back to back with one provider, around what is taken, over no lunch", async () => {
    const family = await people(3);
    await booked(practice, { date: TUESDAY, start: "08:30", provider: practice.chen });
    const { options } = await find(family, "in-a-row", { provider: practice.chen });
    for (const { visits } of options) {
      expect(visits.map((one) => one.patientId)).toEqual(family);
      expect(new Set(visits.map((one) => one.providerResourceId))).toEqual(new Set([practice.chen]));
      const starts = visits.map((one) => Number(one.start.slice(0, 2)) * 60 + Number(one.start.slice(3)));
      expect([starts[1], starts[2]]).toEqual([must(starts[0]) + 15, must(starts[0]) + 30]);
      expect(must(starts[0]) >= 780 || must(starts[2]) + 15 <= 720).toBe(true);
    }
    expect(options[0]?.visits.map((one) => one.start)).toEqual(["08:45", "09:00", "09:15"]);
    // Somebody of the family is elsewhere in the first morning hours: not then.
    await booked(practice, { date: TUESDAY, start: "09:00", provider: practice.alvarez, patientId: must(family[2]) });
    const later = await find(family, "in-a-row", { provider: practice.chen });
    expect(later.options[0]?.visits[0]?.start).toBe("09:15");
  });

  test("SCH-150 with two providers at once, two rows begin at one time with two persons", async () => {
    const family = await people(4);
    const { options } = await find(family, "two-at-once", { from: "2026-11-25" });
    const first = must(options[0]).visits;
    expect(first.map((one) => one.start)).toEqual(["08:00", "08:00", "08:15", "08:15"]);
    expect(new Set([first[0], first[2]].map((one) => one?.providerResourceId)).size).toBe(1);
    expect(new Set([first[0], first[1]].map((one) => one?.providerResourceId)).size).toBe(2);
    const { visits } = value(await practice.call("bookTogether", wishOf(must(options[0]))));
    expect(visits).toHaveLength(4);
  });

  test("SCH-151 all or none: what stands in the way is named by its place, and nothing is booked; sent again it is one booking", async () => {
    const family = await people(3);
    const option = must((await find(family, "in-a-row", { from: "2026-11-26" })).options[0]);
    const wish = wishOf(option);
    const middle = must(option.visits[1]);
    const rival = await booked(practice, {
      date: middle.date,
      start: middle.start,
      provider: middle.providerResourceId,
    });
    const [before, events] = [
      await count(),
      (await practice.kit.events("scheduling", "scheduling.appointment-booked.v1")).length,
    ];
    expect(await practice.call("bookTogether", wish)).toMatchObject({
      ok: false,
      error: { code: "slot-taken", field: "visits.1.start" },
    });
    expect(await count()).toBe(before);
    expect(await practice.kit.events("scheduling", "scheduling.appointment-booked.v1")).toHaveLength(events);
    value(
      await practice.call("cancelAppointment", {
        appointmentId: rival.appointmentId,
        version: rival.version,
        reason: "test",
      }),
    );
    const first = value(await practice.call("bookTogether", wish));
    expect(value(await practice.call("bookTogether", wish))).toEqual(first);
    expect(await count()).toBe(before + 3);
    const other = { ...wish, visits: wish.visits.map((one) => ({ ...one, reason: "something else" })) };
    expect(outcome(await practice.call("bookTogether", other))).toBe("already-recorded");
    // Each stands on the day sheet and the patient's list as one of a group.
    const sheet = value(await practice.call("daySheet", { date: middle.date, locationId: null }));
    expect(sheet.appointments.filter((one) => one.groupId === wish.groupId)).toHaveLength(3);
    const list = value(await practice.call("patientAppointments", { patientId: must(family[0]) }));
    expect(list[0]?.groupId).toBe(wish.groupId);
    const linked = value(await practice.call("linkedVisits", { groupId: wish.groupId }));
    expect(linked.visits.map((one) => one.patientId)).toEqual(family);
  });

  test("SCH-153 moved together by a quarter of an hour, one into the other's place; all or none; or one alone", async () => {
    const family = await people(3);
    const wish = wishOf(must((await find(family, "in-a-row", { from: "2026-11-30" })).options[0]));
    const done = value(await practice.call("bookTogether", wish));
    const now = await Promise.all(done.visits.map((one) => get(one.appointmentId)));
    expect(now.map((one) => one.start)).toEqual(["08:00", "08:15", "08:30"]);
    // Their own times don't stand in the way of the search.
    const again = await find(family, "in-a-row", {
      from: "2026-11-30",
      groupId: wish.groupId,
      provider: now[0]!.providerResourceId,
    });
    expect(again.options[0]?.visits[0]?.start).toBe("08:00");
    const shift = (starts: readonly string[], visits = now) =>
      practice.call("moveTogether", {
        groupId: wish.groupId,
        visits: visits.map(({ appointmentId, version, providerResourceId, date }, i) => ({
          appointmentId,
          version,
          providerResourceId,
          date,
          start: must(starts[i]),
        })),
      });
    value(await shift(["08:15", "08:30", "08:45"]));
    const later = await Promise.all(now.map((one) => get(one.appointmentId)));
    expect(later.map((one) => one.start)).toEqual(["08:15", "08:30", "08:45"]);
    // Somebody stands in the way of the last: none has moved.
    await booked(practice, { date: "2026-11-30", start: "10:30", provider: now[0]!.providerResourceId });
    expect(await shift(["10:00", "10:15", "10:30"], later)).toMatchObject({
      ok: false,
      error: { code: "slot-taken", field: "visits.2.start" },
    });
    expect((await Promise.all(now.map((one) => get(one.appointmentId)))).map((one) => one.start)).toEqual([
      "08:15",
      "08:30",
      "08:45",
    ]);
    const { appointmentId, version, providerResourceId, date } = must(later[2]);
    const alone = { appointmentId, version, providerResourceId, date, start: "11:00" };
    value(await practice.call("moveAppointment", { ...alone, overbookReason: null, minutes: null }));
    const linked = value(await practice.call("linkedVisits", { groupId: wish.groupId }));
    expect(linked.visits.map((one) => one.start)).toEqual(["08:15", "08:30", "11:00"]);
  });

  test("SCH-154 cancelled together, or none; one of another group is none of them", async () => {
    const [family, others] = [await people(2), await people(2)];
    const wish = wishOf(must((await find(family, "in-a-row", { from: "2026-12-01" })).options[0]));
    const strange = wishOf(must((await find(others, "in-a-row", { from: "2026-12-02" })).options[0]));
    const { visits } = value(await practice.call("bookTogether", wish));
    const foreign = value(await practice.call("bookTogether", strange)).visits;
    const cancel = (list: typeof visits) =>
      practice.call("cancelTogether", { groupId: wish.groupId, visits: list, reason: "ill" });
    expect(await cancel([must(visits[0]), must(foreign[0])])).toMatchObject({
      ok: false,
      error: { code: "not-found", field: "visits.1.appointmentId" },
    });
    expect(await cancel([must(visits[0]), { ...must(visits[1]), version: 9 }])).toMatchObject({
      ok: false,
      error: { code: "stale-version", field: "visits.1.start" },
    });
    expect((await get(must(visits[0]).appointmentId)).status).toBe("booked");
    value(await cancel(visits));
    const linked = value(await practice.call("linkedVisits", { groupId: wish.groupId }));
    expect(linked.visits.map((one) => one.status)).toEqual(["cancelled", "cancelled"]);
  });

  test("SCH-155 blood is drawn at least a day before it is talked about, when booked and when either is moved", async () => {
    const [patientId = ""] = await people(1);
    const lead = 24 * 60;
    const found = value(
      await practice.call("findTogether", {
        arrangement: "before",
        leadMinutes: lead,
        visits: [
          { patientId, visitTypeId: practice.followUp, providerResourceId: practice.alvarez },
          { patientId, visitTypeId: practice.physical, providerResourceId: practice.chen },
        ],
        groupId: null,
        from: "2026-12-07",
        limit: 5,
      }),
    );
    for (const { visits } of found.options) {
      const [lab, visit] = [must(visits[0]), must(visits[1])];
      expect([lab.providerResourceId, visit.providerResourceId]).toEqual([practice.alvarez, practice.chen]);
      expect(
        Date.parse(`${visit.date}T${visit.start}Z`) - Date.parse(`${lab.date}T${lab.start}Z`),
      ).toBeGreaterThanOrEqual((lead + 15) * 60_000);
    }
    const option = must(found.options[0]);
    const wish = { ...wishOf(option), kind: "before" as const, leadMinutes: lead };
    const tooLate = {
      ...wish,
      groupId: id(),
      visits: wish.visits.map((one, i) => ({
        ...one,
        ...(i === 0 ? { date: must(wish.visits[1]).date, start: "08:00" } : { start: "16:00" }),
      })),
    };
    expect(await practice.call("bookTogether", tooLate)).toMatchObject({
      ok: false,
      error: { code: "lead-too-short", detail: { lead: "1 day" } },
    });
    expect(await practice.call("bookTogether", { ...wish, groupId: id(), leadMinutes: null })).toMatchObject({
      ok: false,
      error: { field: "leadMinutes" },
    });
    const { visits } = value(await practice.call("bookTogether", wish));
    const [lab, visit] = [await get(must(visits[0]).appointmentId), await get(must(visits[1]).appointmentId)];
    const move = (one: typeof lab, date: string, start: string) =>
      practice.call("moveAppointment", {
        appointmentId: one.appointmentId,
        version: one.version,
        providerResourceId: one.providerResourceId,
        date,
        start,
        minutes: null,
        overbookReason: null,
      });
    // The draw after the visit, or the visit on the day of the draw: neither.
    expect(outcome(await move(lab, "2026-12-18", "09:00"))).toBe("lead-too-short");
    expect(outcome(await move(visit, lab.date, "16:00"))).toBe("lead-too-short");
    // Together they may go where neither could go first.
    const together = [lab, visit].map(({ appointmentId, version, providerResourceId }, i) => ({
      appointmentId,
      version,
      providerResourceId,
      date: i === 0 ? "2026-12-21" : "2026-12-22",
      start: i === 0 ? "09:00" : "10:00",
    }));
    value(await practice.call("moveTogether", { groupId: wish.groupId, visits: together }));
    // A draw that is called off holds up nothing.
    const draw = await get(lab.appointmentId);
    value(
      await practice.call("cancelAppointment", {
        appointmentId: draw.appointmentId,
        version: draw.version,
        reason: "test",
      }),
    );
    expect(outcome(await move(await get(visit.appointmentId), "2026-12-21", "09:00"))).toBe("ok");
  });
});
