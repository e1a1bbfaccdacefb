import { databaseKinds } from "@practicum/db/test-databases";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { booked, openPractice, somebody, value, type TestPractice } from "./test/practice.ts";

describe.each(databaseKinds)("answers by text message, on %s", (database) => {
  let practice: TestPractice;
  beforeEach(async () => {
    practice = await openPractice(database);
  });
  afterEach(() => practice.kit.stop());

  test("SCH-240: a yes confirms a booked visit of that patient, once", async () => {
    const patientId = await somebody(practice);
    const other = await somebody(practice);
    const { appointmentId } = await booked(practice, { patientId, start: "09:00" });
    const visit = async () => value(await practice.call("getAppointment", { appointmentId }));
    const answer = async (of: string) => {
      await practice.kit.deliver("messaging.visit-answered.v1", { appointmentId, patientId: of, answer: "confirmed" });
      await practice.kit.settle();
    };
    await answer(other);
    expect((await visit()).confirmedAt).toBeNull();
    await answer(patientId);
    const confirmed = await visit();
    expect(confirmed.confirmedAt).not.toBeNull();
    await answer(patientId);
    expect((await visit()).version).toBe(confirmed.version);
    const { version } = confirmed;
    value(await practice.call("cancelAppointment", { appointmentId, version, reason: "patient" }));
    await answer(patientId);
    expect((await visit()).status).toBe("cancelled");
  });
});
