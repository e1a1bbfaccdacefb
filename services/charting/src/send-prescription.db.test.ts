import { databaseKinds } from "@practicum/db/test-databases";
import { addMinutes } from "@practicum/kernel/instant";
import { testNow } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { completeNote, openClinic, outcome, value, type Clinic } from "./test/clinic.ts";

describe.each(databaseKinds)("prescriptions to a pharmacy on %s", (database) => {
  let clinic: Clinic;
  let pharmacyId = "";
  beforeAll(async () => {
    clinic = await openClinic(database);
    pharmacyId = await keep("Bayside Drugs", true);
  });
  afterAll(() => clinic.kit.stop());

  let now = testNow;
  const later = async (minutes: number) => {
    now = addMinutes(now, minutes);
    await clinic.kit.advanceTo(now);
  };
  const keep = async (name: string, active: boolean) => {
    const id = clinic.kit.ids.next<"pharmacy">();
    await clinic.kit.deliver("scheduling.pharmacy-changed.v1", {
      pharmacyId: id,
      name,
      address: { line1: "3705 Mission Blvd", line2: null, city: "San Diego", state: "CA", zip: "92109" },
      phone: null,
      fax: null,
      ncpdpId: "5699002",
      hours: "",
      active,
      version: 1,
    });
    await clinic.kit.settle();
    return id;
  };
  const signed = async (name = "Cetirizine 10 mg tablet") => {
    const { encounterId, patientId } = await completeNote(clinic, clinic.chen);
    const orderId = clinic.kit.ids.next<"order">();
    const order = {
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
      overrideReason: null,
      answeredAlerts: [],
    };
    value(await clinic.call("orderMedication", order, { as: clinic.chen }));
    if (name.startsWith("Tramadol"))
      value(await clinic.call("signOrder", { orderId, encounterId, patientId }, { as: clinic.chen }));
    value(await clinic.call("signEncounter", { encounterId, patientId, supervisorId: null }, { as: clinic.chen }));
    return { orderId, encounterId, patientId };
  };
  type Order = Awaited<ReturnType<typeof signed>>;
  const send = ({ orderId, patientId }: Order, more: object = {}) =>
    clinic.call(
      "sendPrescription",
      { stepId: clinic.kit.ids.next<"order-step">(), orderId, patientId, pharmacyId, ...more },
      { as: clinic.ma },
    );
  const cancel = ({ orderId, patientId }: Order, as = clinic.chen) =>
    clinic.call(
      "cancelPrescription",
      { stepId: clinic.kit.ids.next<"order-step">(), orderId, patientId, reason: "Another drug was chosen" },
      { as },
    );
  const steps = async ({ encounterId, patientId }: Order) =>
    value(await clinic.call("prescriptions", { encounterId, patientId }, { as: clinic.ma })).prescriptions[0]?.steps ??
    [];

  test("CHT-414 it is sent once, to the pharmacy that was chosen, with who and when", async () => {
    const order = await signed();
    const stepId = clinic.kit.ids.next<"order-step">();
    expect(value(await send(order, { stepId })).state).toBe("sent");
    expect(value(await send(order, { stepId })).state).toBe("sent");
    expect(outcome(await send(order))).toBe("wrong-order-step");
    expect(await steps(order)).toMatchObject([
      { state: "sent", channel: "network", note: "Bayside Drugs", by: clinic.ma.name },
    ]);
    const retired = await keep("Old Drugs", false);
    expect(outcome(await send(await signed(), { pharmacyId: retired }))).toBe("pharmacy-retired");
  });

  test("CHT-415 a controlled substance is not sent by it", async () => {
    const order = await signed("Tramadol 50 mg tablet");
    expect(outcome(await send(order))).toBe("controlled-on-paper");
    expect(await steps(order)).toEqual([]);
  });

  test("CHT-416 the simulated pharmacy receives it and says what became of it; not where somebody said it before", async () => {
    const orders = [await signed(), await signed()];
    for (const order of orders) value(await send(order));
    await later(30);
    const [first, second] = orders;
    if (!first || !second) throw new Error("two were sent");
    const received = (await steps(first)).at(-1);
    expect(received).toMatchObject({ state: "received", channel: null, by: "Simulated pharmacy" });
    const by = { stepId: clinic.kit.ids.next<"order-step">(), orderId: second.orderId, patientId: second.patientId };
    value(await clinic.call("recordOrderStep", { ...by, state: "filled", channel: null, note: "" }, { as: clinic.ma }));
    await later(60 * 24 * 4);
    const last = (await steps(first)).at(-1);
    expect(["filled", "failed"]).toContain(last?.state);
    expect(last?.state === "failed" ? last.note : "no reason needed").not.toBe("");
    expect((await steps(second)).map((one) => one.state)).toEqual(["sent", "received", "filled"]);
  });

  test("CHT-417 what is not filled is cancelled by who may order, and the pharmacy answers no more", async () => {
    const order = await signed();
    value(await send(order));
    expect(outcome(await cancel(order, clinic.ma))).toBe("not-allowed");
    expect(value(await cancel(order)).state).toBe("cancelled");
    await later(60 * 24 * 4);
    expect((await steps(order)).map((one) => [one.state, one.note])).toEqual([
      ["sent", "Bayside Drugs"],
      ["cancelled", "Another drug was chosen"],
    ]);
    expect(outcome(await send(order))).toBe("wrong-order-step");
    expect(outcome(await cancel(order))).toBe("wrong-order-step");
  });
});
