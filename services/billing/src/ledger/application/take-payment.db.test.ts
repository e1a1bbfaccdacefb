import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";

describe.each(databaseKinds)("money for a visit on %s", (database) => {
  let clinic: Clinic;
  let ana = "";
  let ben = "";
  beforeAll(async () => {
    clinic = await openClinic(database);
    ana = await clinic.addPatient({ family: "Alder" });
    ben = await clinic.addPatient({ family: "Birch" });
  });
  afterAll(() => clinic.stop());

  const id = () => clinic.kit.ids.next<string>();
  const pay = (patientId: string, appointmentId: string | null) =>
    clinic.call("takePayment", {
      paymentId: id(),
      patientId,
      amount: 2000,
      method: "cash",
      reference: null,
      purpose: "copay",
      appointmentId,
    });

  test("BIL-487: a copay is not taken for the visit of somebody else; of a visit that isn't known here it is", async () => {
    const visit = clinic.visitOf(ana);
    expect((await pay(ben, visit.appointmentId)).ok).toBe(true);
    await clinic.kit.deliver("scheduling.appointment-booked.v1", visit);
    await clinic.kit.settle();
    expect(await pay(ben, visit.appointmentId)).toMatchObject({
      error: { code: "visit-of-another", field: "appointmentId" },
    });
    expect((await pay(ana, visit.appointmentId)).ok).toBe(true);
    expect((await pay(ben, null)).ok).toBe(true);
    expect(await clinic.call("listReceipts", { patientId: ben })).toMatchObject({ value: [{}, {}] });
    const note = { appointmentId: visit.appointmentId, patientId: ben, date: visit.date, note: "Called." };
    expect(await clinic.call("handleAhead", note)).toMatchObject({ error: { code: "visit-of-another" } });
  });

  test("BIL-487: an older event about a visit does not undo what a newer one said", async () => {
    const visit = clinic.visitOf(ana);
    await clinic.kit.deliver("scheduling.appointment-changed.v1", { ...visit, version: 3, change: "confirmed" });
    await clinic.kit.deliver("scheduling.appointment-booked.v1", { ...visit, patientId: ben });
    await clinic.kit.settle();
    expect(await pay(ben, visit.appointmentId)).toMatchObject({ error: { code: "visit-of-another" } });
    expect((await pay(ana, visit.appointmentId)).ok).toBe(true);
  });
});
