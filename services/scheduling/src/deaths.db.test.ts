import { databaseKinds } from "@practicum/db/test-databases";
import type { Actor } from "@practicum/contracts/actor";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  booked,
  bookingOf,
  MONDAY,
  openPractice,
  outcome,
  somebody,
  value,
  type TestPractice,
} from "./test/practice.ts";

const door: Actor = { kind: "integration", clientId: "kiosk", name: "Door", grants: ["kiosk.open"] };

describe.each(databaseKinds)("a patient's death on %s", (database) => {
  let practice: TestPractice;
  beforeAll(async () => {
    practice = await openPractice(database);
  });
  afterAll(() => practice.kit.stop());

  const getPatient = async (patientId: string) => value(await practice.call("getPatient", { patientId }));
  const record = async (patientId: string, more: object = {}) =>
    practice.call("recordDeath", {
      deathId: practice.kit.ids.next<"death">(),
      patientId,
      version: (await getPatient(patientId)).version,
      date: "2026-11-20",
      source: "family",
      saidBy: "Rosa Flores, daughter",
      ...more,
    });
  const takeBack = async (patientId: string) => {
    const { death, version } = await getPatient(patientId);
    return practice.call("takeBackDeath", { patientId, deathId: death!.deathId, version, because: "Another Flores" });
  };
  const wait = async (patientId: string) => {
    const entryId = practice.kit.ids.next<"wait-entry">();
    const said = await practice.call("addToWaitList", {
      entryId,
      patientId,
      visitTypeId: practice.followUp,
      providerResourceId: null,
      locationId: null,
      dayPart: "any",
      from: MONDAY,
      until: "2026-12-24",
      priority: "routine",
      note: "",
      appointmentId: null,
    });
    return { entryId, said };
  };

  test("SCH-275 who died today, or on the day of the birth, is recorded with that day", async () => {
    const [ana, ben] = [await somebody(practice), await somebody(practice)];
    expect(outcome(await record(ana, { date: MONDAY }))).toBe("ok");
    expect(outcome(await record(ben, { date: (await getPatient(ben)).birthDate }))).toBe("ok");
  });

  test("SCH-275 who died, when and who said so is kept; the day may be unknown, and is neither ahead nor before the birth", async () => {
    const ana = await somebody(practice);
    for (const date of ["2026-11-24", "1900-01-02"])
      expect(await record(ana, { date })).toMatchObject({ error: { code: "invalid-input", field: "date" } });
    expect(outcome(await record(ana, { version: 7 }))).toBe("stale-version");
    const deathId = practice.kit.ids.next<"death">();
    const version = (await getPatient(ana)).version;
    value(await record(ana, { deathId, date: null }));
    expect(await getPatient(ana)).toMatchObject({
      version: version + 1,
      active: true,
      death: { deathId, date: null, source: "family", saidBy: "Rosa Flores, daughter" },
    });
    // Sent again it is recorded once; somebody else's word is another record.
    expect(outcome(await record(ana, { deathId, date: null, version }))).toBe("ok");
    expect(outcome(await record(ana, { deathId }))).toBe("already-recorded");
    expect(outcome(await record(ana))).toBe("patient-deceased");
    expect(
      outcome(
        await practice.call(
          "recordDeath",
          {
            deathId: practice.kit.ids.next<"death">(),
            patientId: ana,
            version: 1,
            date: null,
            source: "other",
            saidBy: "x",
          },
          { as: ["biller"] },
        ),
      ),
    ).toBe("not-allowed");
  });

  test("SCH-276 it is taken back with a reason, and the living are booked again", async () => {
    const ana = await somebody(practice);
    value(await record(ana));
    const dead = await getPatient(ana);
    value(await takeBack(ana));
    const again = { patientId: ana, deathId: dead.death!.deathId, version: dead.version, because: "again" };
    expect(outcome(await practice.call("takeBackDeath", again))).toBe("ok");
    expect((await getPatient(ana)).death ?? null).toBeNull();
    expect(
      outcome(await practice.call("bookAppointment", await bookingOf(practice, { patientId: ana, start: "08:00" }))),
    ).toBe("ok");
  });

  test("SCH-277 nothing new is booked, waited for, moved, received or opened; what was under way ends", async () => {
    const ana = await somebody(practice);
    const visit = await booked(practice, { patientId: ana, start: "09:00" });
    const { entryId, said } = await wait(ana);
    value(said);
    const tablet = value(await practice.call("handOverTablet", { appointmentId: visit.appointmentId }));
    expect(value(await record(ana)).ended).toEqual({ waitEntries: 1, links: 0, tablets: 1 });
    const { entries } = value(
      await practice.call("waitList", { waiting: false, locationId: null, before: null, limit: 50 }),
    );
    expect(entries.find((one) => one.entryId === entryId)).toMatchObject({
      state: "removed",
      because: "The patient has died.",
    });
    const opened = await practice.call("openHandover", { code: tablet.code, birthDate: visit.birthDate }, { as: door });
    expect(opened).toMatchObject({ ok: true, value: { opened: false } });
    const other = await bookingOf(practice, { patientId: ana, start: "10:00" });
    const { appointmentId, version } = visit;
    const entry = entries.find((one) => one.entryId === entryId)!;
    for (const refused of [
      await practice.call("bookAppointment", other),
      await practice.call("moveAppointment", {
        appointmentId,
        version,
        providerResourceId: practice.chen,
        date: MONDAY,
        start: "11:00",
        minutes: null,
        overbookReason: null,
      }),
      (await wait(ana)).said,
      await practice.call("putBackOnWaitList", { entryId, version: entry.version }),
      await practice.call("handOverTablet", { appointmentId }),
      await practice.call("checkIn", {
        appointmentId,
        version,
        identifiers: ["name", "birth-date"],
        coverageReview: { done: true, skippedBecause: null },
        consent: { done: true, skippedBecause: null },
        copay: { done: true, skippedBecause: null },
      }),
    ])
      expect(outcome(refused)).toBe("patient-deceased");
  });

  test("SCH-278 a booked visit stays until the desk cancels it, and can be put back", async () => {
    const ana = await somebody(practice);
    const { appointmentId } = await booked(practice, { patientId: ana, start: "13:00" });
    value(await record(ana));
    const [visit] = value(await practice.call("patientAppointments", { patientId: ana }));
    expect(visit).toMatchObject({ status: "booked", patientDeath: { date: "2026-11-20" } });
    const cancelled = value(
      await practice.call("cancelAppointment", {
        appointmentId,
        version: visit!.version,
        reason: "The patient has died.",
      }),
    );
    expect(outcome(await practice.call("reinstateAppointment", { appointmentId, ...cancelled }))).toBe("ok");
  });

  test("SCH-279 search and the day's sheet say it, of nobody else", async () => {
    const [ana, ben] = [await somebody(practice), await somebody(practice)];
    await booked(practice, { patientId: ana, start: "14:00" });
    await booked(practice, { patientId: ben, start: "14:30" });
    value(await record(ana, { date: null }));
    const found = async (patientId: string) => {
      const { mrn } = await getPatient(patientId);
      return value(await practice.call("searchPatients", { text: mrn, limit: 5 })).find(
        (one) => one.patientId === patientId,
      );
    };
    expect([(await found(ana))?.death, (await found(ben))?.death ?? null]).toEqual([{ date: null }, null]);
    const day = value(await practice.call("daySheet", { date: MONDAY, locationId: null } as never));
    const death = (patientId: string) =>
      day.appointments.find((one) => one.patientId === patientId)?.patientDeath ?? null;
    expect([death(ana), death(ben)]).toEqual([{ date: null }, null]);
  });

  test("SCH-280 of merged records it is the survivor's, and each one's own after an unmerge", async () => {
    const [stays, goes] = [await somebody(practice), await somebody(practice)];
    value(await record(goes));
    const mergeId = practice.kit.ids.next<"merge">();
    value(
      await practice.call("mergePatients", { mergeId, survivorId: stays, duplicateId: goes, reason: "One person" }),
    );
    expect((await getPatient(stays)).death).toMatchObject({ date: "2026-11-20" });
    value(await practice.call("unmergePatients", { mergeId, because: "Two people" }));
    expect([(await getPatient(stays)).death ?? null, (await getPatient(goes)).death?.date]).toEqual([
      null,
      "2026-11-20",
    ]);
  });
});
