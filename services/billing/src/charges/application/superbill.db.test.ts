import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DOCTOR_NPI, openClinic, type Clinic } from "../../testing/clinic.ts";

describe.each(databaseKinds)("superbills on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database, "superbills");
  });
  afterAll(() => clinic.stop());
  const superbill = async (encounterId: string) => {
    const reply = await clinic.call("getSuperbill", { encounterId });
    return must(reply.ok ? reply.value : null);
  };
  const line = (code: string) => ({ code, label: code, modifiers: [], units: 1, pointers: [1] });

  test("BIL-260: charges that stand, by whom, where and why, with what was paid for this visit and kept", async () => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    const [appointmentId, another] = [clinic.kit.ids.next<string>(), clinic.kit.ids.next<string>()];
    const encounterId = await clinic.sign(patientId, {
      appointmentId,
      procedures: [line("99213"), line("81002"), line("36415")],
    });
    const pay = async (amount: number, of: string) => {
      const paymentId = clinic.kit.ids.next<string>();
      const payment = { paymentId, patientId, amount, method: "cash", reference: null, purpose: "copay" } as const;
      must((await clinic.call("takePayment", { ...payment, appointmentId: of })).ok || null);
      return paymentId;
    };
    await pay(2000, appointmentId);
    const back = await pay(700, appointmentId);
    must((await clinic.call("reversePayment", { paymentId: back, patientId, reason: "Wrong patient" })).ok || null);
    await pay(9900, another);
    const before = await superbill(encounterId);
    expect(before).toMatchObject({
      patientId,
      birthDate: "1981-03-04",
      provider: { name: "Chen, Ana MD", npi: DOCTOR_NPI },
      location: { name: "Mission Bay", placeOfService: "11" },
      payer: { name: "Care First" },
      total: 17_700,
      paid: 2000,
      inReview: true,
    });
    const off = must(before.lines.find((one) => one.code === "81002"));
    const voided = { chargeId: off.chargeId, version: 1, because: "Not done" };
    expect(await clinic.call("voidCharge", voided)).toMatchObject({ ok: true });
    await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    const after = await superbill(encounterId);
    expect(after.lines.map((one) => one.code)).toEqual(["99213", "36415"]);
    expect(after).toMatchObject({ total: 16_500, inReview: false });
  });

  test("BIL-260: of somebody without coverage it names no payer, and without a price it is no zero", async () => {
    const patientId = await clinic.addPatient({ family: "Nobody" });
    const encounterId = await clinic.sign(patientId, { procedures: [line("93000")] });
    expect(await superbill(encounterId)).toMatchObject({ payer: null, paid: 0, lines: [{ amount: null }] });
  });
});
