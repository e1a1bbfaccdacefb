import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { decision, remittance, reversalOf } from "../../testing/payer-files.ts";

const CO45 = (amount: number) => ({ group: "CO", reason: "45", amount });
const procedures = [
  { code: "99214", label: "Established visit, moderate", modifiers: [], units: 1, pointers: [1] },
  { code: "36415", label: "Blood draw", modifiers: [], units: 1, pointers: [2] },
];

describe.each(databaseKinds)("underpayments on %s", (database) => {
  let clinic: Clinic;
  let traces = 100;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.stop());

  const sent = async () => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    return clinic.sentClaim(patientId, { procedures });
  };
  const receive = async (...payments: ClaimPayment835[]) => {
    traces += 1;
    await clinic.call("receiveFile", {
      fileId: clinic.kit.ids.next(),
      name: `era-${traces}.835`,
      content: remittance(payments, { trace: `DOWN${traces}`, controlNumber: traces }),
    });
    await clinic.kit.settle();
  };
  /** 99214 of $210.00 paid at $90.00 as `code`, and the blood draw in full. */
  const paidAs = (number: string, code: string, controlNumber?: string) =>
    decision(number, [
      { code, charge: 21_000, paid: 9000, adjustments: [CO45(12_000)], ...(controlNumber ? { controlNumber } : {}) },
      { code: "36415", charge: 1500, paid: 1500, adjustments: [] },
    ]);
  const list = async (open = true) => {
    const reply = await clinic.call("listUnderpayments", { open, payerId: null, before: null, limit: 50 });
    return must(reply.ok ? reply.value : null);
  };
  const rowOf = async (claimId: string, open = true) =>
    (await list(open)).underpayments.filter((one) => one.claimId === claimId);
  const queue = async () => {
    const reply = await clinic.call("workQueues", {});
    return must(reply.ok ? reply.value.find((one) => one.queue === "underpayments") : null);
  };

  test("BIL-133: a visit paid as a cheaper one is posted, said on claim and remittance, and waits with what is missing", async () => {
    const { claimId, number } = await sent();
    await receive(paidAs(number, "99213", `${number}L1`));
    const claim = await clinic.call("getClaim", { claimId });
    expect(claim).toMatchObject({ value: { status: "paid", paid: 10_500 } });
    // The line that was billed as 99214, not the one beside it.
    expect(claim.ok && claim.value.lines.map((line) => [line.code, line.paidAs])).toEqual([
      ["99214", "99213"],
      ["36415", null],
    ]);
    expect(claim.ok && claim.value.history.map((one) => one.what)).toContain("Paid as 99213, billed as 99214");
    const [row] = await rowOf(claimId);
    // Allowed $90.00 for a $150.00 visit: $126.00 for one of $210.00.
    expect(row).toMatchObject({
      billedCode: "99214",
      paidCode: "99213",
      announced: false,
      billed: 21_000,
      allowed: 9000,
      paid: 9000,
      missing: 3600,
      status: "open",
    });
    expect(await queue()).toMatchObject({ count: 1, amount: 3600 });
    expect((await list()).all).toMatchObject({
      count: 1,
      missing: 3600,
      downcoded: { count: 1, missing: 3600 },
      payers: [{ payerName: "Care First", count: 1, missing: 3600 }],
    });
    const remitted = await clinic.call("getRemittance", { remittanceId: must(row).remittanceId });
    expect(remitted.ok && remitted.value.claims[0]?.lines.map((line) => [line.billedCode, line.code])).toEqual([
      ["99214", "99213"],
      [null, "36415"],
    ]);
  });

  test("BIL-133: without the line's number it is found by its amount; said by the payer (SVC06) it counts all the same", async () => {
    const silent = await sent();
    await receive(paidAs(silent.number, "99213"));
    expect(await rowOf(silent.claimId)).toMatchObject([{ billedCode: "99214", paidCode: "99213", announced: false }]);
    const told = await sent();
    const payment = paidAs(told.number, "99213", `${told.number}L1`);
    const lines = payment.lines.map((line, at) =>
      at === 0 ? { ...line, submittedProcedure: { qualifier: "HC", code: "99214" } } : line,
    );
    await receive({ ...payment, lines });
    expect(await rowOf(told.claimId)).toMatchObject([{ announced: true, missing: 3600 }]);
  });

  test("BIL-133: paid as billed, or as a dearer code, is none; a code without a price is one of unknown amount", async () => {
    const good = await sent();
    await receive(paidAs(good.number, "99214"));
    expect(await rowOf(good.claimId)).toEqual([]);
    await clinic.call("savePrices", { from: "2026-01-01", prices: [{ code: "99215", price: 30_000 }] });
    const dearer = await sent();
    await receive(paidAs(dearer.number, "99215", `${dearer.number}L1`));
    expect(await rowOf(dearer.claimId)).toEqual([]);
    const strange = await sent();
    await receive(paidAs(strange.number, "99212", `${strange.number}L1`));
    expect(await rowOf(strange.claimId)).toMatchObject([{ paidCode: "99212", missing: null }]);
  });

  test("BIL-133: disputed or accepted with a reason and open again; closed once the payer takes its decision back", async () => {
    const { claimId, number } = await sent();
    const payment = paidAs(number, "99213", `${number}L1`);
    await receive(payment);
    const row = must((await rowOf(claimId))[0]);
    const ask = (to: "open" | "disputed" | "accepted", version: number) =>
      clinic.call("resolveUnderpayment", { underpaymentId: row.underpaymentId, version, to, because: "Note sent" });
    expect(await ask("disputed", 1)).toMatchObject({ value: { status: "disputed", version: 2 } });
    expect(await ask("accepted", 1)).toMatchObject({ error: { code: "stale-version" } });
    expect(await ask("accepted", 2)).toMatchObject({ value: { status: "accepted" } });
    expect(await rowOf(claimId)).toEqual([]);
    expect(await ask("open", 3)).toMatchObject({ value: { status: "open" } });
    await receive(reversalOf(payment), paidAs(number, "99214"));
    expect(await rowOf(claimId)).toEqual([]);
    expect(await rowOf(claimId, false)).toMatchObject([{ status: "closed" }]);
    expect(await ask("open", 5)).toMatchObject({ error: { code: "claim-not-ready" } });
  });

  test("BIL-133: the list goes on page after page, the most money first", async () => {
    const first = await clinic.call("listUnderpayments", { open: true, payerId: null, before: null, limit: 1 });
    const page = must(first.ok ? first.value : null);
    const all = (await list()).underpayments;
    expect(all.length).toBeGreaterThan(2);
    const second = await clinic.call("listUnderpayments", { open: true, payerId: null, before: page.next, limit: 50 });
    expect([...page.underpayments, ...(second.ok ? second.value.underpayments : [])]).toEqual(all);
    expect(all.map((one) => one.missing ?? 0)).toEqual(all.map((one) => one.missing ?? 0).toSorted((a, b) => b - a));
  });
});
