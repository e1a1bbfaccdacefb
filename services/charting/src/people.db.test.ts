import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  TODAY,
  checkIn,
  completeNote,
  encounter,
  openClinic,
  patient,
  patientEvent,
  value,
  type Clinic,
} from "./test/clinic.ts";

describe.each(databaseKinds)("people and the day on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.kit.stop());

  test("CHT-2 of names that come out of order the newest counts, a patient's and a provider's", async () => {
    const { encounterId, patientId } = await encounter(clinic, clinic.chen);
    await clinic.kit.deliver("scheduling.patient-changed.v1", patientEvent(patientId, "1981-03-04", "Third", 3));
    await clinic.kit.deliver("scheduling.patient-changed.v1", patientEvent(patientId, "1981-03-04", "Second", 2));
    const staff = (version: number, family: string) => ({
      staffId: clinic.chen.staffId,
      email: "chen@example.org",
      family,
      given: "Chen",
      credential: "MD",
      roles: ["physician"],
      npi: null,
      taxonomy: null,
      supervisorId: null,
      active: true,
      version,
    });
    await clinic.kit.deliver("identity.staff-changed.v1", staff(3, "Third"));
    await clinic.kit.deliver("identity.staff-changed.v1", staff(2, "Second"));
    await clinic.kit.settle();
    expect(value(await clinic.call("getEncounter", { encounterId }, { as: clinic.chen }))).toMatchObject({
      patientName: { family: "Third" },
      providerName: "Chen Third, MD",
    });
  });

  test("CHT-70 a provider's day: today's encounters, open notes of all days oldest first, notes to co-sign", async () => {
    const earlier = checkIn(clinic, await patient(clinic), clinic.np, { date: "2026-11-16" });
    const before = checkIn(clinic, await patient(clinic), clinic.np, { date: "2026-11-20" });
    for (const visit of [before, earlier]) await clinic.kit.deliver("scheduling.patient-checked-in.v1", visit);
    await clinic.kit.settle();
    const today = await encounter(clinic, clinic.np);
    const signed = await completeNote(clinic, clinic.np);
    const { encounterId, patientId } = signed;
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.np }));
    const waiting = await completeNote(clinic, clinic.pa);
    const toSign = {
      encounterId: waiting.encounterId,
      patientId: waiting.patientId,
      supervisorId: clinic.chen.staffId,
    };
    value(await clinic.call("signEncounter", toSign, { as: clinic.pa }));

    const own = value(await clinic.call("providerDay", { providerId: null, date: TODAY }, { as: clinic.np }));
    expect(own.today.map((one) => one.encounterId).toSorted()).toEqual([today.encounterId, encounterId].toSorted());
    expect(own.unsigned.map((one) => one.encounterId)).toEqual([
      earlier.encounterId,
      before.encounterId,
      today.encounterId,
    ]);
    expect(own.toCosign).toEqual([]);
    const supervisor = value(
      await clinic.call("providerDay", { providerId: clinic.chen.staffId, date: TODAY }, { as: clinic.np }),
    );
    expect(supervisor.toCosign.map((one) => one.encounterId)).toEqual([waiting.encounterId]);
  });
});
