import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeNote, openClinic, outcome, patient, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("prescriptions on paper on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
    await clinic.kit.deliver("identity.staff-changed.v1", {
      staffId: clinic.pa.staffId,
      email: "park@example.org",
      family: "Test",
      given: "Park",
      credential: "PA-C",
      roles: ["physician-assistant"],
      npi: "1234567893",
      taxonomy: null,
      dea: "MP1234563",
      supervisorId: clinic.chen.staffId,
      active: true,
      version: 2,
    });
    await clinic.kit.settle();
  });
  afterAll(() => clinic.kit.stop());

  type Who = Clinic["chen"];
  type Visit = Awaited<ReturnType<typeof completeNote>>;

  const order = async ({ encounterId }: Visit, as: Who, name: string) => {
    const orderId = clinic.kit.ids.next<"order">();
    const input = {
      orderId,
      encounterId,
      rxnorm: null,
      name,
      directions: "1 tablet a day",
      quantity: 30,
      quantityUnit: "tablets",
      daysSupply: 30,
      refills: 0,
      substitution: true,
      overrideReason: "Known",
      answeredAlerts: [],
    };
    const wrote = value(await clinic.call("orderMedication", input, { as }));
    const stops = wrote.alerts.filter((one) => one.severity === "stop" && one.answer === null);
    expect(stops).toEqual([]);
    return orderId;
  };
  const sign = async ({ encounterId, patientId }: Visit, as: Who, supervisorId: string | null = null) =>
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId }, { as }));
  const on = async ({ encounterId, patientId }: Visit) =>
    // All were written at the same moment of the test's clock: by name.
    value(await clinic.call("prescriptions", { encounterId, patientId }, { as: clinic.ma })).prescriptions.toSorted(
      (one, other) => (one.name < other.name ? -1 : 1),
    );
  const print = (patientId: string, orderIds: string[], more: object = {}) =>
    clinic.call(
      "printPrescriptions",
      { printId: clinic.kit.ids.next<"prescription-print">(), patientId, orderIds, ...more },
      { as: clinic.ma },
    );

  test("CHT-411 printing sends what waits, once, with who and when; a draft is not printed, nor another patient's", async () => {
    const visit = await completeNote(clinic, clinic.chen);
    const { patientId } = visit;
    const [a, b] = [
      await order(visit, clinic.chen, "Cetirizine 10 mg tablet"),
      await order(visit, clinic.chen, "Zinc 50 mg tablet"),
    ];
    expect(await on(visit)).toEqual([]);
    expect(outcome(await print(patientId, [a]))).toBe("wrong-order-step");
    await sign(visit, clinic.chen);
    expect(await on(visit)).toMatchObject([
      { orderId: a, sheet: "original", printed: null, state: "signed", prescriber: { name: clinic.chen.name } },
      { orderId: b, sheet: "original" },
    ]);
    expect(outcome(await print(await patient(clinic), [a]))).toBe("not-found");
    const printId = clinic.kit.ids.next<"prescription-print">();
    const first = value(await print(patientId, [b, a], { printId }));
    expect(first.sheets).toHaveLength(2);
    expect(first.sheets.every((one) => one.sheet === "original" && one.first.by === clinic.ma.name)).toBe(true);
    expect(value(await print(patientId, [a, b], { printId })).sheets).toMatchObject([
      { sheet: "original" },
      { sheet: "original" },
    ]);
    expect(outcome(await print(patientId, [a], { printId }))).toBe("already-recorded");
    const now = await on(visit);
    expect(now.map((one) => one.steps)).toMatchObject([
      [{ state: "sent", channel: "print", by: clinic.ma.name }],
      [{ state: "sent", channel: "print", by: clinic.ma.name }],
    ]);
    expect(
      value(await clinic.call("waitingOrders", { providerId: null }, { as: clinic.ma })).map((one) => one.orderId),
    ).not.toContain(a);
  });

  test("CHT-412 printed again it is a reprint of the first; what went by fax is a copy, and neither is sent by it", async () => {
    const visit = await completeNote(clinic, clinic.chen);
    const { patientId } = visit;
    const [a, b] = [
      await order(visit, clinic.chen, "Cetirizine 10 mg tablet"),
      await order(visit, clinic.chen, "Zinc 50 mg tablet"),
    ];
    await sign(visit, clinic.chen);
    value(await print(patientId, [a]));
    const step = { stepId: clinic.kit.ids.next<"order-step">(), orderId: b, patientId, note: "Cass St Pharmacy" };
    value(await clinic.call("recordOrderStep", { ...step, state: "sent", channel: "fax" }, { as: clinic.np }));
    expect(await on(visit)).toMatchObject([
      { orderId: a, sheet: "reprint", printed: { by: clinic.ma.name } },
      { orderId: b, sheet: "copy", printed: null },
    ]);
    const again = await clinic.call(
      "printPrescriptions",
      { printId: clinic.kit.ids.next<"prescription-print">(), patientId, orderIds: [a, b] },
      { as: clinic.np },
    );
    const sheets = new Map(value(again).sheets.map((one) => [one.orderId as string, one]));
    expect(sheets.get(a)).toMatchObject({ sheet: "reprint", first: { by: clinic.ma.name } });
    expect(sheets.get(b)).toMatchObject({ sheet: "copy" });
    expect((await on(visit)).map((one) => one.steps.length)).toEqual([1, 1]);
    // It failed at the pharmacy: the paper that is printed now is the prescription.
    const failed = { ...step, stepId: clinic.kit.ids.next<"order-step">(), note: "Out of stock" };
    value(await clinic.call("recordOrderStep", { ...failed, state: "failed", channel: null }, { as: clinic.ma }));
    expect(value(await print(patientId, [b])).sheets).toMatchObject([{ sheet: "original" }]);
    expect((await on(visit))[1]?.steps.map((one) => one.channel)).toEqual(["fax", null, "print"]);
  });

  test("CHT-410 CHT-413 a physician assistant's names who supervises, and the DEA number stands on the controlled one alone", async () => {
    const visit = await completeNote(clinic, clinic.pa);
    const { encounterId, patientId } = visit;
    const plain = await order(visit, clinic.pa, "Cetirizine 10 mg tablet");
    const orderId = await order(visit, clinic.pa, "Tramadol 50 mg tablet");
    value(await clinic.call("signOrder", { orderId, encounterId, patientId }, { as: clinic.pa }));
    expect(outcome(await print(patientId, [orderId]))).toBe("wrong-order-step");
    await sign(visit, clinic.pa, clinic.chen.staffId);
    const supervisor = clinic.chen.name;
    expect(await on(visit)).toMatchObject([
      { orderId: plain, schedule: null, prescriber: { staffId: clinic.pa.staffId, dea: null, supervisor } },
      { orderId, schedule: 4, prescriber: { staffId: clinic.pa.staffId, dea: "MP1234563", supervisor } },
    ]);
    expect(value(await print(patientId, [orderId])).sheets).toMatchObject([{ sheet: "original" }]);
  });

  test("CHT-411 the desk prints none, and a visit of another patient is none of this one's", async () => {
    const visit = await completeNote(clinic, clinic.chen);
    const ask = { encounterId: visit.encounterId, patientId: visit.patientId };
    expect(outcome(await clinic.call("prescriptions", ask, { as: ["front-desk"] }))).toBe("not-allowed");
    const other = { ...ask, patientId: await patient(clinic) };
    expect(outcome(await clinic.call("prescriptions", other, { as: clinic.ma }))).toBe("not-found");
  });
});
