import { encounterSigned } from "@practicum/contracts/charting/signing";
import { databaseKinds } from "@practicum/db/test-databases";
import { addDays, type LocalDate } from "@practicum/kernel/local-date";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  booked,
  bookingOf,
  MONDAY,
  openPractice,
  outcome,
  register,
  value,
  type TestPractice,
} from "./test/practice.ts";

describe.each(databaseKinds)("asked back, and not booked, on %s", (database) => {
  let practice: TestPractice;
  beforeEach(async () => void (practice = await openPractice(database)));
  afterEach(() => practice.kit.stop());

  /** A visit whose note was signed and asks the patient back around a day. */
  const asked = async (due: LocalDate, start: string, family = "Ruiz") => {
    const patientId = await register(practice, { family, given: "Ana", birthDate: `1980-01-${start.slice(0, 2)}` });
    const visit = await booked(practice, { patientId, start, date: MONDAY });
    await told(visit.appointmentId, patientId, { due, visitTypeId: practice.physical, providerId: practice.chenStaff });
    return { patientId, appointmentId: visit.appointmentId };
  };
  const told = async (appointmentId: string, patientId: string, askedBack: unknown) => {
    const payload = {
      encounterId: practice.kit.ids.next<"encounter">(),
      appointmentId,
      patientId,
      locationId: practice.locationId,
      serviceDate: MONDAY,
      providerId: practice.chenStaff,
      supervisorId: null,
      signedAt: practice.kit.clock.now(),
      seal: "seal",
      diagnoses: [],
      procedures: [],
      askedBack,
    };
    await practice.kit.deliver(encounterSigned.name, payload);
    await practice.kit.settle();
  };
  const list = async (show: "due" | "later" | "ended", more: object = {}) =>
    value(await practice.call("askedBack", { show, before: null, limit: 50, ...more }));
  const names = async (show: "due" | "later" | "ended") =>
    (await list(show)).entries.map((one) => one.patientName.family);
  const note = async (appointmentId: string, word: string, more: object = {}) => {
    const attemptId = practice.kit.ids.next<"asked-back-attempt">();
    const input = { appointmentId, attemptId, outcome: word, words: "", ...more };
    value(await practice.call("noteAskedBack", input as never));
    return input;
  };

  test("SCH-327, SCH-329 who was asked back is listed once, the first due first, for what and with whom", async () => {
    const late = await asked(addDays(MONDAY, 90), "08:00", "Later");
    const soon = await asked(addDays(MONDAY, 10), "09:00", "Soon");
    await asked(addDays(MONDAY, 3), "10:00", "First");
    const none = await booked(practice, { start: "11:00" });
    await told(none.appointmentId, none.patientId, null);
    await told(soon.appointmentId, soon.patientId, {
      due: addDays(MONDAY, 1),
      visitTypeId: practice.followUp,
      providerId: practice.alvarezStaff,
    });
    const due = await list("due");
    expect(due.entries.map((one) => [one.patientName.family, one.due])).toEqual([
      ["First", addDays(MONDAY, 3)],
      ["Soon", addDays(MONDAY, 10)],
    ]);
    expect(due.entries[1]).toMatchObject({
      appointmentId: soon.appointmentId,
      visitDate: MONDAY,
      visitTypeName: "Physical",
      providerId: practice.chenStaff,
      attempts: [],
    });
    expect(due.all).toEqual({ due: 2, later: 1, ended: 0 });
    expect((await list("later")).entries.map((one) => one.patientId)).toEqual([late.patientId]);
  });

  test("SCH-328 a visit with that provider or of that kind takes the patient off the list; cancelled, it brings the patient back", async () => {
    const one = await asked(addDays(MONDAY, 5), "09:00");
    const { patientId } = one;
    const next = async (date: LocalDate, more: object) => {
      const input = { ...(await bookingOf(practice, { patientId, start: "14:00", date })), ...more };
      return { ...input, ...value(await practice.call("bookAppointment", input)) };
    };
    const cancel = async ({ appointmentId, version }: { appointmentId: string; version: number }) =>
      value(await practice.call("cancelAppointment", { appointmentId, version, reason: "Ill" } as never));
    // Of another kind with somebody else: it is no answer.
    const other = await next("2026-11-25", { providerResourceId: practice.alvarez, visitTypeId: practice.followUp });
    expect(await names("due")).toEqual(["Ruiz"]);
    await cancel(other);
    for (const more of [
      { visitTypeId: practice.followUp },
      { providerResourceId: practice.alvarez, visitTypeId: practice.physical },
    ]) {
      const answer = await next("2026-11-26", more);
      expect(await names("due")).toEqual([]);
      await cancel(answer);
      expect(await names("due")).toEqual(["Ruiz"]);
    }
    // What was on that day or before is no visit after it.
    await booked(practice, { patientId, start: "16:00", date: MONDAY });
    expect(await names("due")).toEqual(["Ruiz"]);
  });

  test("SCH-328 nobody who has died is in it", async () => {
    const { patientId } = await asked(addDays(MONDAY, 5), "09:00");
    const { version } = value(await practice.call("getPatient", { patientId }));
    const death = { deathId: practice.kit.ids.next<"death">(), date: MONDAY, source: "family", saidBy: "Her son" };
    const result = await practice.call("recordDeath", { patientId, version, ...death } as never);
    expect(outcome(result)).toBe("ok");
    expect([await names("due"), (await list("due")).all?.due]).toEqual([[], 0]);
  });

  test("SCH-330, SCH-331 calls stand with their outcome; a no ends it, and goes on when it was taken back", async () => {
    const { appointmentId } = await asked(addDays(MONDAY, 5), "09:00");
    await note(appointmentId, "left-message", { words: "With her husband" });
    practice.kit.clock.moveTo("2026-11-23T17:00:00.000Z");
    expect(await names("due")).toEqual(["Ruiz"]);
    const no = await note(appointmentId, "declined", { words: "Feels well" });
    expect([await names("due"), await names("ended")]).toEqual([[], ["Ruiz"]]);
    expect((await list("ended")).entries[0]?.attempts.map((one) => [one.outcome, one.words, one.takenBack])).toEqual([
      ["declined", "Feels well", false],
      ["left-message", "With her husband", false],
    ]);
    expect(outcome(await practice.call("noteAskedBack", no as never))).toBe("ok");
    expect(outcome(await practice.call("noteAskedBack", { ...no, outcome: "elsewhere" } as never))).toBe(
      "already-recorded",
    );
    for (const _twice of [1, 2])
      value(await practice.call("takeBackAskedBack", { appointmentId, attemptId: no.attemptId } as never));
    expect([await names("due"), await names("ended")]).toEqual([["Ruiz"], []]);
    expect((await list("due")).entries[0]?.attempts.map((one) => one.takenBack)).toEqual([true, false]);
    const unknown = practice.kit.ids.next<"appointment">();
    expect(outcome(await practice.call("noteAskedBack", { ...no, appointmentId: unknown } as never))).toBe("not-found");
  });

  test("SCH-329 pages follow each other, and none is twice", async () => {
    for (const [index, start] of ["08:00", "09:00", "10:00", "11:00"].entries())
      await asked(addDays(MONDAY, index < 3 ? 5 : 6), start, `Nr${"abcd"[index]}`);
    const found: string[] = [];
    for (let before: string | null = null, more = true; more;) {
      const page = await list("due", { before, limit: 2 });
      expect(page.all === null).toBe(before !== null);
      found.push(...page.entries.map((one) => one.patientName.family));
      before = page.next;
      more = before !== null;
    }
    expect(found.toSorted()).toEqual(["Nra", "Nrb", "Nrc", "Nrd"]);
    expect(found.at(-1)).toBe("Nrd");
    expect(outcome(await practice.call("askedBack", { show: "due", before: "x|y", limit: 2 }))).toBe("invalid-input");
  });
});
