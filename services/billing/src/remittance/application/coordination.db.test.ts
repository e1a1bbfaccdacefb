import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import type { ClaimPayment835 } from "@practicum/x12/835/types";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { claimsIn, decision, remittance, reversalOf } from "../../testing/payer-files.ts";

// Slow where the machine is shared; nothing here is timed.
vi.setConfig({ testTimeout: 120_000 });

const CO45 = (amount: number) => ({ group: "CO", reason: "45", amount });
const PR2 = (amount: number) => ({ group: "PR", reason: "2", amount });
const OA23 = (amount: number) => ({ group: "OA", reason: "23", amount });

describe.each(databaseKinds)("coordination of benefits on %s", (database) => {
  let clinic: Clinic;
  let trace = 0;
  beforeAll(async () => {
    clinic = await openClinic(database, "coordination");
  });
  afterAll(() => clinic.stop());

  const receive = async (payment: ClaimPayment835 | readonly ClaimPayment835[]) => {
    trace += 1;
    const payments = [payment].flat();
    const sum = payments.reduce((all, one) => all + one.paid, 0);
    // What is owed to the payer is carried forward: no payment is negative.
    const forward = { providerId: "1234567893", fiscalPeriodEnd: "2026-12-31" };
    const content = remittance(payments, {
      trace: `COB${trace}`,
      controlNumber: 2000 + trace,
      ...(sum < 0 ? { providerAdjustments: [{ ...forward, entries: [{ reason: "FB", amount: sum }] }] } : {}),
    });
    const reply = await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: "era.835", content });
    expect(reply).toMatchObject({ value: { status: "processed" } });
    await clinic.kit.settle();
  };
  const patientWith = async (...payers: ("hmo" | "ppo" | "medicaid" | "medicare")[]) => {
    const patientId = await clinic.addPatient();
    for (const [index, payer] of payers.entries())
      await clinic.cover(patientId, {
        payerId: clinic.ids[payer],
        priority: index + 1,
        memberId: { hmo: "CF1234567", ppo: "BH99", medicaid: "90000001A", medicare: "1EG4TE5MK73" }[payer],
      });
    return patientId;
  };
  /** One line of $150. */
  const decided = (number: string, paid: number, adjustments: { group: string; reason: string; amount: number }[]) =>
    decision(number, [{ code: "99213", charge: 15_000, paid, adjustments, controlNumber: `${number}L1` }]);
  const primary = (number: string, patient = 2000) => decided(number, 9000 - patient, [CO45(6000), PR2(patient)]);
  const view = async (claimId: string) => {
    const reply = await clinic.call("getClaim", { claimId });
    return must(reply.ok ? reply.value : null);
  };
  const claimAt = async (patientId: string, order: number) => {
    const reply = await clinic.call("listClaims", { statuses: [], patientId, before: null, limit: 50 });
    const all = must(reply.ok ? reply.value.claims : null);
    return must(all.find((one) => one.order === order));
  };
  const account = async (patientId: string) => {
    const reply = await clinic.call("getAccount", { patientId });
    const { patientDue, insurancePending } = must(reply.ok ? reply.value : null);
    expect(await clinic.call("trialBalance", {})).toMatchObject({ value: { total: 0, unbalancedTransactions: 0 } });
    return { patientDue, insurancePending };
  };
  const send = async (claimId: string) => {
    const reply = await clinic.call("submitClaims", { claimIds: [claimId] });
    expect(reply).toMatchObject({ value: { submitted: [claimId], left: [] } });
    await clinic.kit.settle();
    return must(clinic.exchange.outbound().findLast((file) => file.name.startsWith("837P"))).content;
  };
  const waiting = async (number: string) =>
    clinic.kit.rows<{ id: string; problem: string; status: string }>(
      "billing",
      `select remittance_claim_id as id, problem, status_code as status from remittance_claim
        where claim_number = '${number}' and not posted order by sequence`,
    );

  test("BIL-70 to BIL-72: primary, secondary, then the patient", async () => {
    const patientId = await patientWith("hmo", "ppo");
    const first = await clinic.sentClaim(patientId);
    await receive(primary(first.number));
    expect(await account(patientId)).toEqual({ patientDue: 0, insurancePending: 2000 });
    expect(await clinic.call("issueStatement", { statementId: clinic.kit.ids.next(), patientId })).toMatchObject({
      error: { code: "nothing-due" },
    });

    const second = await claimAt(patientId, 2);
    expect(second).toMatchObject({ status: "ready", payerName: "Blue Harbor", total: 15_000, errorCount: 0 });
    expect((await view(second.claimId)).payers).toMatchObject([
      { order: 1, payerName: "Care First", status: "paid", decided: { paid: 7000, patientResponsibility: 2000 } },
      { order: 2, payerName: "Blue Harbor", status: "ready", decided: null },
    ]);
    const [sent] = claimsIn(await send(second.claimId)).claims;
    expect(sent).toMatchObject({
      id: second.number,
      charge: 15_000,
      subscriber: { responsibility: "S", filingIndicator: "12" },
      otherSubscribers: [
        {
          responsibility: "P",
          relationship: "18",
          filingIndicator: "HM",
          paid: 7000,
          memberId: "CF1234567",
          payer: { id: { value: "CFHP1" }, claimNumber: `PCN${first.number}` },
        },
      ],
      lines: [
        {
          charge: 15_000,
          adjudications: [{ payerId: "CFHP1", paid: 7000, adjustments: [CO45(6000), PR2(2000)], date: "2026-11-23" }],
        },
      ],
    });

    await receive({ ...decided(second.number, 1500, [OA23(13_000), PR2(500)]), status: "2", filingIndicator: "12" });
    expect(await account(patientId)).toEqual({ patientDue: 500, insurancePending: 0 });
    expect(await view(second.claimId)).toMatchObject({ status: "paid", paid: 1500, patientResponsibility: 500 });
    const statement = await clinic.call("issueStatement", { statementId: clinic.kit.ids.next(), patientId });
    const { lines, balance, insurancePending } = must(statement.ok ? statement.value : null);
    expect({ balance, insurancePending, sum: lines.reduce((sum, one) => sum + one.amount, 0) }).toEqual({
      balance: 500,
      insurancePending: 0,
      sum: 500,
    });
  });

  test("BIL-72: a later payer that repeats the reduction, allows more, or refuses, moves only what was left to it", async () => {
    const secondary = async (paid: number, adjustments: { group: string; reason: string; amount: number }[]) => {
      const patientId = await patientWith("hmo", "ppo");
      const first = await clinic.sentClaim(patientId);
      await receive(primary(first.number));
      const second = await claimAt(patientId, 2);
      await send(second.claimId);
      await receive({ ...decided(second.number, paid, adjustments), status: "2" });
      const { status, paid: got, patientResponsibility } = await view(second.claimId);
      return { ...(await account(patientId)), status, got, patientResponsibility };
    };
    expect(await secondary(1200, [CO45(6800), OA23(7000)])).toEqual({
      patientDue: 0,
      insurancePending: 0,
      status: "paid",
      got: 1200,
      patientResponsibility: 0,
    });
    expect(await secondary(2600, [CO45(5400), OA23(7000)])).toMatchObject({ insurancePending: 0, got: 2600 });
    expect(await secondary(0, [PR2(9000), CO45(6000)])).toMatchObject({ patientDue: 2000, insurancePending: 0 });
    expect(await secondary(0, [{ group: "CO", reason: "29", amount: 15_000 }])).toMatchObject({
      patientDue: 0,
      insurancePending: 2000,
      status: "denied",
    });
    expect(await secondary(9000, [CO45(6000)])).toMatchObject({ status: "submitted", insurancePending: 2000 });
  });

  test("BIL-74: taken back before the next payer is billed, nothing is left to it until the payer decides again", async () => {
    const patientId = await patientWith("hmo", "ppo");
    const first = await clinic.sentClaim(patientId);
    await receive(primary(first.number));
    const second = await claimAt(patientId, 2);
    await receive(reversalOf(primary(first.number)));
    expect(await account(patientId)).toEqual({ patientDue: 0, insurancePending: 15_000 });
    const held = await view(second.claimId);
    expect(held).toMatchObject({ status: "needs-correction", findings: [{ rule: "40", severity: "error" }] });
    expect(await clinic.call("submitClaims", { claimIds: [second.claimId] })).toMatchObject({
      value: { submitted: [] },
    });
    await receive(primary(first.number, 3000));
    expect(await account(patientId)).toEqual({ patientDue: 0, insurancePending: 3000 });
    expect(await view(second.claimId)).toMatchObject({ status: "ready", findings: [] });
    await receive([reversalOf(primary(first.number, 3000)), primary(first.number, 0)]);
    expect(await account(patientId)).toEqual({ patientDue: 0, insurancePending: 0 });
    expect(await view(second.claimId)).toMatchObject({ status: "voided" });
    await receive([reversalOf(primary(first.number, 0)), primary(first.number, 2500)]);
    expect(await account(patientId)).toEqual({ patientDue: 0, insurancePending: 2500 });
    expect(await view(second.claimId)).toMatchObject({ status: "ready", findings: [] });
    expect(claimsIn(await send(second.claimId)).claims[0]?.otherSubscribers?.[0]?.paid).toBe(6500);
  });

  test("BIL-74: taken back after the next payer was billed, it waits until that claim is opened for correction", async () => {
    const patientId = await patientWith("hmo", "ppo");
    const first = await clinic.sentClaim(patientId);
    await receive(primary(first.number));
    const second = await claimAt(patientId, 2);
    await send(second.claimId);
    await receive([reversalOf(primary(first.number)), primary(first.number, 3000)]);
    expect((await waiting(first.number)).map((row) => row.status)).toEqual(["22", "1"]);
    expect((await waiting(first.number))[0]?.problem).toContain("next payer was billed");
    expect(await account(patientId)).toEqual({ patientDue: 0, insurancePending: 2000 });
    await receive({ ...decided(second.number, 1500, [OA23(13_000), PR2(500)]), status: "2" });
    expect(await account(patientId)).toEqual({ patientDue: 500, insurancePending: 0 });

    const { version } = await view(second.claimId);
    expect(await clinic.call("correctClaim", { claimId: second.claimId, version })).toMatchObject({ ok: true });
    const [reversal] = await waiting(first.number);
    const named = { claimId: first.claimId, setAsideBecause: null };
    const reply = await clinic.call("resolveException", { remittanceClaimId: must(reversal).id, ...named });
    expect(reply).toMatchObject({ ok: true });
    expect(await waiting(first.number)).toEqual([]);
    expect(await view(first.claimId)).toMatchObject({ status: "paid", paid: 6000, patientResponsibility: 3000 });
    expect(await account(patientId)).toEqual({ patientDue: 500, insurancePending: 1000 });

    expect(await view(second.claimId)).toMatchObject({ status: "ready", frequency: "7" });
    expect(claimsIn(await send(second.claimId)).claims[0]).toMatchObject({
      frequency: "7",
      originalClaimNumber: `PCN${second.number}`,
      otherSubscribers: [{ paid: 6000 }],
    });
    const old = { ...decided(second.number, 1500, [OA23(13_000), PR2(500)]), status: "2" };
    await receive([reversalOf(old), { ...decided(second.number, 2400, [OA23(12_000), PR2(600)]), status: "2" }]);
    expect(await account(patientId)).toEqual({ patientDue: 600, insurancePending: 0 });
  });

  test.each(["first", "last"])("BIL-73: sent on by the payer itself, the later decision coming %s", async (when) => {
    const patientId = await patientWith("medicare", "medicaid");
    const first = await clinic.sentClaim(patientId);
    const medicare = { ...primary(first.number), status: "19", filingIndicator: "MB" };
    const mediCal = {
      ...decided(first.number, 1500, [OA23(13_000), CO45(500)]),
      status: "2",
      filingIndicator: "MC",
      payerClaimNumber: "MCAL1",
    };
    if (when === "first") {
      await receive(mediCal);
      expect(await waiting(first.number)).toHaveLength(1);
      expect(await account(patientId)).toEqual({ patientDue: 0, insurancePending: 15_000 });
    }
    await receive(medicare);
    const second = await claimAt(patientId, 2);
    if (when === "last") {
      expect(second.status).toBe("submitted");
      expect(await clinic.call("submitClaims", { claimIds: [second.claimId] })).toMatchObject({
        value: { submitted: [] },
      });
      await receive(mediCal);
    }
    expect(await waiting(first.number)).toEqual([]);
    expect(await account(patientId)).toEqual({ patientDue: 0, insurancePending: 0 });
    expect((await view(first.claimId)).payers).toMatchObject([
      { payerName: "Medicare", status: "paid", decided: { paid: 7000 } },
      { payerName: "Medi-Cal", status: "paid", decided: { paid: 1500, patientResponsibility: 0 } },
    ]);
    await receive(reversalOf({ ...mediCal }));
    expect(await account(patientId)).toEqual({ patientDue: 0, insurancePending: 2000 });
    await receive(reversalOf({ ...medicare }));
    expect(await account(patientId)).toEqual({ patientDue: 0, insurancePending: 15_000 });
  });

  test("BIL-70: a third payer is told of both before it", async () => {
    const patientId = await patientWith("hmo", "ppo", "medicaid");
    const first = await clinic.sentClaim(patientId);
    await receive(primary(first.number));
    const second = await claimAt(patientId, 2);
    await send(second.claimId);
    await receive({ ...decided(second.number, 1500, [OA23(13_000), PR2(500)]), status: "2", filingIndicator: "12" });
    expect(await account(patientId)).toEqual({ patientDue: 0, insurancePending: 500 });
    const third = await claimAt(patientId, 3);
    const [sent] = claimsIn(await send(third.claimId)).claims;
    expect(sent?.subscriber.responsibility).toBe("T");
    expect(sent?.otherSubscribers?.map((one) => [one.responsibility, one.paid])).toEqual([
      ["P", 7000],
      ["S", 1500],
    ]);
    await receive({ ...decided(third.number, 500, [OA23(14_500)]), status: "3", filingIndicator: "MC" });
    expect(await account(patientId)).toEqual({ patientDue: 0, insurancePending: 0 });
  });

  test("BIL-71: what the first plan does not cover and calls the patient's goes to the next payer, not to the patient", async () => {
    const notCovered = [{ group: "PR", reason: "96", amount: 15_000 }];
    const alone = await patientWith("hmo");
    const one = await clinic.sentClaim(alone);
    await receive(decided(one.number, 0, notCovered));
    expect(await view(one.claimId)).toMatchObject({ status: "denied" });
    const patientId = await patientWith("hmo", "ppo");
    const first = await clinic.sentClaim(patientId);
    await receive(decided(first.number, 0, notCovered));
    expect(await view(first.claimId)).toMatchObject({ status: "paid", patientResponsibility: 15_000 });
    expect(await account(patientId)).toEqual({ patientDue: 0, insurancePending: 15_000 });
    expect(await claimAt(patientId, 2)).toMatchObject({ status: "ready" });
  });

  test("BIL-71: a refusal is not billed to the patient while another payer has not been asked", async () => {
    const patientId = await patientWith("hmo", "ppo");
    const first = await clinic.sentClaim(patientId);
    await receive(decided(first.number, 0, [{ group: "PR", reason: "27", amount: 15_000 }]));
    const listed = await clinic.call("listDenials", { open: true, before: null, limit: 50 });
    const denial = must(listed.ok ? listed.value.denials.find((one) => one.claimId === first.claimId) : null);
    const { denialId, version } = denial;
    const reply = await clinic.call("resolveDenial", { denialId, version, action: "bill-patient", note: "try" });
    expect(reply).toMatchObject({ error: { code: "not-allowed" } });
  });
});
