import { databaseKinds } from "@practicum/db/test-databases";
import { dateIn } from "@practicum/kernel/instant";
import { addDays } from "@practicum/kernel/local-date";
import { must } from "@practicum/kernel/assert";
import { testNow } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";

describe.each(databaseKinds)("deposit slips on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database, "slips");
  });
  afterAll(() => clinic.stop());

  test("BIL-261: the day's cash and paper checks; no lockbox, no EFT, no reversed payment, no other day", async () => {
    const today = dateIn(testNow, "America/Los_Angeles");
    const patientId = await clinic.addPatient();
    const id = () => clinic.kit.ids.next<string>();
    const pay = async (method: "cash" | "check", amount: number, reference: string | null) => {
      const paymentId = id();
      const purpose = { purpose: "balance", appointmentId: null } as const;
      const reply = await clinic.call("takePayment", { paymentId, patientId, amount, method, reference, ...purpose });
      must(reply.ok || null);
      return paymentId;
    };
    await pay("cash", 2000, null);
    await pay("check", 1500, "412");
    const mistake = await pay("cash", 9900, null);
    must((await clinic.call("reversePayment", { paymentId: mistake, patientId, reason: "Typed twice" })).ok || null);
    const record = async (kind: "check" | "lockbox" | "eft", depositedOn: string, number: string, amount: number) => {
      const check = { checkId: id(), payerId: clinic.ids.ppo, patientId: null, number, amount };
      const deposit = { depositId: id(), kind, depositedOn, amount, reference: "", checks: [check] };
      must((await clinic.call("recordDeposit", deposit)).ok || null);
    };
    await record("check", today, "77001", 12_345);
    await record("check", addDays(today, -1), "77002", 100);
    await record("lockbox", today, "77003", 200);
    await record("eft", today, "77004", 300);
    const reply = await clinic.call("depositSlip", { on: today });
    expect(reply).toMatchObject({ ok: true, value: { on: today, cash: 2000, cards: 0, total: 15_845 } });
    expect(reply.ok && reply.value.checks).toMatchObject([
      { payerName: "Blue Harbor", patientName: null, number: "77001", amount: 12_345 },
      { payerName: null, patientId, number: "412", amount: 1500 },
    ]);
  });
});
