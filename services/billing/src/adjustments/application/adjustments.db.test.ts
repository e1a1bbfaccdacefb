import { ALWAYS_FRESH } from "@practicum/contracts/fresh";
import type { Actor } from "@practicum/contracts/actor";
import type { Role } from "@practicum/contracts/permission";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { decision, remittance, reversalOf } from "../../testing/payer-files.ts";

const CO45 = (amount: number) => ({ group: "CO", reason: "45", amount });
const PR3 = (amount: number) => ({ group: "PR", reason: "3", amount });

/** $70.00 paid, $20.00 left to the patient, of $150.00. */
const paid = (number: string) =>
  decision(number, [{ code: "99213", charge: 15_000, paid: 7000, adjustments: [CO45(6000), PR3(2000)] }]);

describe.each(databaseKinds)("accounts by hand on %s", (database) => {
  let clinic: Clinic;
  let patientId = "";
  let desk: Actor;
  let biller: Actor;
  let manager: Actor;
  let trace = 0;
  beforeAll(async () => {
    clinic = await openClinic(database);
    const person = (name: string, role: Role): Actor => ({
      kind: "staff",
      verifiedAt: ALWAYS_FRESH,
      staffId: clinic.kit.ids.next(),
      roles: [role],
      name,
      sessionId: clinic.kit.ids.next<string>(),
    });
    desk = person("Dee Desk", "front-desk");
    biller = person("Bea Biller", "biller");
    manager = person("Max Manager", "practice-manager");
  });
  afterAll(() => clinic.stop());

  const id = () => clinic.kit.ids.next<string>();
  const newPatient = async () => {
    patientId = await clinic.addPatient();
    await clinic.cover(patientId);
  };
  const receive = async (...claims: Parameters<typeof remittance>[0]) => {
    const content = remittance(claims, { trace: `ADJ${(trace += 1)}`, controlNumber: 900 + trace });
    const reply = await clinic.call("receiveFile", { fileId: id(), name: "era.835", content });
    await clinic.kit.settle();
    expect(reply).toMatchObject({ value: { problem: null } });
  };
  const decided = async () => {
    const claim = await clinic.sentClaim(patientId);
    await receive(paid(claim.number));
    return claim;
  };
  const account = async () => {
    const reply = await clinic.call("getAccount", { patientId });
    return must(reply.ok ? reply.value : null);
  };
  const visit = async (encounterId: string) =>
    must((await account()).visits.find((one) => one.encounterId === encounterId));
  const balances = async () => {
    const reply = await clinic.call("trialBalance", {});
    const value = must(reply.ok ? reply.value : null);
    expect(value).toMatchObject({ total: 0, unbalancedTransactions: 0 });
    return Object.fromEntries(value.accounts.map((one) => [one.account, one.balance]));
  };
  const pay = async (amount: number) => {
    const paymentId = id();
    const input = {
      paymentId,
      patientId,
      amount,
      method: "card" as const,
      reference: null,
      purpose: "balance" as const,
    };
    expect(await clinic.call("takePayment", { ...input, appointmentId: null })).toMatchObject({ ok: true });
    return paymentId;
  };
  const writeOff = (encounterId: string, amount: number, as: Actor) =>
    clinic.call(
      "writeOffBalance",
      { adjustmentId: id(), patientId, encounterId, amount, reason: "hardship", note: "" },
      { as },
    );
  const newest = async () => {
    const reply = await clinic.call("listAdjustments", { patientId });
    return must(reply.ok ? reply.value[0] : null);
  };
  const undo = (adjustmentId: string) =>
    clinic.call("reverseAdjustment", { adjustmentId, patientId, because: "by mistake" });

  test("BIL-105: a patient's balance of one visit is given up with its reason, at most what is owed for it, and comes back", async () => {
    await newPatient();
    const one = await decided();
    const other = await decided();
    expect(await writeOff(one.encounterId, 2001, biller)).toMatchObject({
      error: { code: "over-allocated", field: "amount" },
    });
    expect(await writeOff(one.encounterId, 1500, desk)).toMatchObject({ error: { code: "not-allowed" } });
    const unsaid = {
      adjustmentId: id(),
      patientId,
      encounterId: one.encounterId,
      amount: 1500,
      reason: "other",
      note: " ",
    };
    expect(await clinic.call("writeOffBalance", unsaid as never, { as: biller })).toMatchObject({
      error: { field: "note" },
    });
    expect(await writeOff(one.encounterId, 1500, biller)).toMatchObject({ value: { approvalId: null } });
    expect(await visit(one.encounterId)).toMatchObject({ patientDue: 500 });
    expect(await visit(other.encounterId)).toMatchObject({ patientDue: 2000 });
    const row = await newest();
    expect(row).toMatchObject({ kind: "write-off", madeBy: "Bea Biller", because: "hardship" });
    expect(await undo(row.adjustmentId)).toMatchObject({ ok: true });
    expect(await visit(one.encounterId)).toMatchObject({ patientDue: 2000 });
    expect(await undo(row.adjustmentId)).toMatchObject({ error: { code: "already-posted" } });
  });

  test("BIL-105: above the limit of the role a second person allows it; until then nothing moves", async () => {
    await newPatient();
    const procedures = [{ code: "99214", label: "Visit", modifiers: [], units: 6, pointers: [1] }];
    const other = await clinic.addPatient({ family: "Selfpay" });
    const encounterId = await clinic.sign(other, { procedures });
    expect(await clinic.call("releaseCharges", { encounterIds: [encounterId] })).toMatchObject({ ok: true });
    patientId = other;
    expect(await visit(encounterId)).toMatchObject({ patientDue: 126_000 });
    const asked = await writeOff(encounterId, 10_001, biller);
    const approvalId = must(asked.ok ? asked.value.approvalId : null);
    expect(await visit(encounterId)).toMatchObject({ patientDue: 126_000 });
    expect(await writeOff(encounterId, 10_001, biller)).toMatchObject({ error: { code: "already-recorded" } });
    expect(
      await clinic.call("decideApproval", { approvalId, approve: true, because: "" }, { as: manager }),
    ).toMatchObject({ value: { status: "approved" } });
    expect(await visit(encounterId)).toMatchObject({ patientDue: 115_999 });
    // A manager's own limit is higher, and not endless.
    expect(await writeOff(encounterId, 100_001, manager)).toMatchObject({ value: { approvalId: expect.any(String) } });
    expect(await visit(encounterId)).toMatchObject({ patientDue: 115_999 });
  });

  test("BIL-106: a part of a payment is given back; the visit that it paid is owed again by as much, and no other", async () => {
    await newPatient();
    const one = await decided();
    const paymentId = await pay(2500);
    const before = await balances();
    const refund = (amount: number, as: Actor, adjustmentId = id()) =>
      clinic.call(
        "refundPayment",
        { adjustmentId, patientId, paymentId, amount, method: "check", reference: "991", because: "paid twice" },
        { as },
      );
    expect(await refund(2501, biller)).toMatchObject({ error: { code: "over-allocated", field: "amount" } });
    const first = id();
    expect(await refund(800, desk, first)).toMatchObject({ value: { approvalId: null } });
    // Asked for again under its id it is the one that was.
    expect(await refund(800, desk, first)).toMatchObject({ value: { approvalId: null } });
    expect(await visit(one.encounterId)).toMatchObject({ patientDue: 300 });
    expect(await account()).toMatchObject({ unapplied: 0, patientDue: 300 });
    expect(must((await balances())["cash"])).toBe(must(before["cash"]) - 800);
    expect(await clinic.call("listReceipts", { patientId })).toMatchObject({
      value: [{ amount: 2500, refunded: 800 }],
    });
    expect(await undo(first)).toMatchObject({ ok: true });
    expect(await account()).toMatchObject({ unapplied: 500, patientDue: 0 });
    expect(await refund(500, desk)).toMatchObject({ ok: true });
    // What is left of it is reversed as a whole, and not more.
    expect(await clinic.call("reversePayment", { paymentId, patientId, reason: "returned by the bank" })).toMatchObject(
      { ok: true },
    );
    expect(must((await balances())["cash"])).toBe(must(before["cash"]) - 2500);
    expect(await visit(one.encounterId)).toMatchObject({ patientDue: 2000 });
    expect(await undo((await newest()).adjustmentId)).toMatchObject({ error: { code: "already-posted" } });
  });

  test("BIL-106: above the limit of the role a refund waits for a second person", async () => {
    await newPatient();
    const paymentId = await pay(20_000);
    const ask = { patientId, paymentId, method: "check" as const, reference: "", because: "moved away" };
    const asked = await clinic.call("refundPayment", { ...ask, adjustmentId: id(), amount: 5001 }, { as: desk });
    const approvalId = must(asked.ok ? asked.value.approvalId : null);
    expect(await account()).toMatchObject({ unapplied: 20_000 });
    await clinic.call("decideApproval", { approvalId, approve: true, because: "" }, { as: manager });
    expect(await account()).toMatchObject({ unapplied: 14_999 });
  });

  test("BIL-107: a payer gets back at most what it paid on the claim, which is open with it again", async () => {
    await newPatient();
    const one = await decided();
    const other = await decided();
    const refund = (amount: number) =>
      clinic.call(
        "refundPayer",
        {
          adjustmentId: id(),
          patientId,
          claimId: one.claimId,
          amount,
          reference: "1201",
          because: "its letter of May",
        },
        { as: biller },
      );
    expect(await refund(7001)).toMatchObject({ error: { code: "over-allocated", field: "amount" } });
    const before = await balances();
    expect(await refund(4000)).toMatchObject({ value: { approvalId: null } });
    expect(await refund(3001)).toMatchObject({ error: { code: "over-allocated" } });
    expect(await visit(one.encounterId)).toMatchObject({ insurancePending: 4000, patientDue: 2000 });
    expect(await visit(other.encounterId)).toMatchObject({ insurancePending: 0 });
    expect(must((await balances())["cash"])).toBe(must(before["cash"]) - 4000);
    expect(await undo((await newest()).adjustmentId)).toMatchObject({ ok: true });
    expect(await balances()).toEqual(before);
  });

  test("BIL-108: what was not sent goes to the patient as a whole and back again; a refusal of the practice never does", async () => {
    await newPatient();
    const encounterId = await clinic.sign(patientId);
    const released = await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    const claimId = must(released.ok ? released.value.released[0]?.claimId : null);
    const move = (of: string, to: "patient" | "payer", amount: number) =>
      clinic.call("moveBalance", {
        adjustmentId: id(),
        patientId,
        claimId: of,
        to,
        amount,
        reason: "no-coverage",
        note: "",
      });
    expect(await move(claimId, "patient", 14_999)).toMatchObject({ error: { code: "over-allocated" } });
    expect(await move(claimId, "patient", 15_000)).toMatchObject({ ok: true });
    expect(await visit(encounterId)).toMatchObject({ insurancePending: 0, patientDue: 15_000 });
    expect(await clinic.call("getClaim", { claimId })).toMatchObject({ value: { status: "voided" } });
    expect(await undo((await newest()).adjustmentId)).toMatchObject({ ok: true });
    expect(await visit(encounterId)).toMatchObject({ insurancePending: 15_000, patientDue: 0 });
    expect(await clinic.call("getClaim", { claimId })).toMatchObject({ value: { status: "ready" } });
    expect(await clinic.call("submitClaims", { claimIds: [claimId] })).toMatchObject({
      value: { submitted: [claimId] },
    });
    await clinic.kit.settle();
    expect(await move(claimId, "patient", 15_000)).toMatchObject({ error: { code: "claim-not-ready" } });

    const denied = await clinic.sentClaim(patientId);
    const refusal = [CO45(6000), { group: "CO", reason: "50", amount: 9000 }];
    await receive(decision(denied.number, [{ code: "99213", charge: 15_000, paid: 0, adjustments: refusal }], "4"));
    expect(await move(denied.claimId, "patient", 9000)).toMatchObject({
      error: {
        code: "not-allowed",
        fields: [{ field: "amount", message: expect.stringContaining("never the patient's") }],
      },
    });
    expect(await visit(denied.encounterId)).toMatchObject({ insurancePending: 9000, patientDue: 0 });
  });

  test("BIL-109: when the payer takes its decision back, what was given up or moved because of it is undone with it", async () => {
    await newPatient();
    const one = await decided();
    expect(await writeOff(one.encounterId, 500, biller)).toMatchObject({ ok: true });
    await clinic.call("moveBalance", {
      adjustmentId: id(),
      patientId,
      claimId: one.claimId,
      to: "payer",
      amount: 1500,
      reason: "payer-decided-otherwise",
      note: "",
    });
    expect(await visit(one.encounterId)).toMatchObject({ insurancePending: 1500, patientDue: 0 });
    const other = await decided();
    // The same check pays another claim, so that the money is not negative.
    const extra = await clinic.sentClaim(patientId);
    await receive(reversalOf(paid(one.number)), paid(extra.number));
    expect(await visit(one.encounterId)).toMatchObject({ insurancePending: 15_000, patientDue: 0 });
    expect(await visit(other.encounterId)).toMatchObject({ insurancePending: 0, patientDue: 2000 });
    const rows = await clinic.call("listAdjustments", { patientId });
    expect(rows).toMatchObject({ value: [{ undoneAt: expect.any(String) }, { undoneAt: expect.any(String) }] });
  });

  test("BIL-109: what was refunded to a payer by hand and then taken back by it stands against its own adjustments, once", async () => {
    await newPatient();
    const one = await decided();
    const before = await balances();
    await clinic.call("refundPayer", {
      adjustmentId: id(),
      patientId,
      claimId: one.claimId,
      amount: 7000,
      reference: "",
      because: "other payer first",
    });
    const extra = await clinic.sentClaim(patientId);
    await receive(reversalOf(paid(one.number)), paid(extra.number));
    expect(await visit(one.encounterId)).toMatchObject({ insurancePending: 15_000, patientDue: 0 });
    const after = await balances();
    expect((after["provider-adjustment"] ?? 0) - (before["provider-adjustment"] ?? 0)).toBe(7000);
  });

  test("BIL-109: a posting that we take back by hand leaves a refund to the payer as it is: its money has not come back", async () => {
    await newPatient();
    const one = await decided();
    const before = await balances();
    const refund = { adjustmentId: id(), patientId, claimId: one.claimId, amount: 4000 };
    await clinic.call("refundPayer", { ...refund, reference: "", because: "other payer first" });
    const listed = await clinic.call("listRemittances", { before: null, limit: 1 });
    const { remittanceId } = must(listed.ok ? listed.value.remittances[0] : null);
    const shown = await clinic.call("getRemittance", { remittanceId });
    const { remittanceClaimId } = must(
      shown.ok ? shown.value.claims.find((each) => each.claimNumber === one.number) : null,
    );
    expect(await clinic.call("reversePosting", { remittanceClaimId, because: "wrong claim" })).toMatchObject({
      ok: true,
    });
    expect(await visit(one.encounterId)).toMatchObject({ insurancePending: 19_000, patientDue: 0 });
    expect(await newest()).toMatchObject({ kind: "payer-refund", undoneAt: null });
    const after = await balances();
    expect(after["provider-adjustment"] ?? 0).toBe(before["provider-adjustment"] ?? 0);
    expect((after["cash"] ?? 0) - (before["cash"] ?? 0)).toBe(-4000);
  });

  test("BIL-110: coverage that is found later is billed; what the patient had paid is unapplied again", async () => {
    patientId = await clinic.addPatient({ family: "Later" });
    const encounterId = await clinic.sign(patientId);
    await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    await pay(15_000);
    expect(await visit(encounterId)).toMatchObject({ insurancePending: 0, patientDue: 0 });
    const bill = () => clinic.call("billCoverage", { patientId, encounterId });
    expect(await bill()).toMatchObject({ error: { code: "coverage-not-active" } });
    await clinic.cover(patientId, { memberId: "CF7654321" });
    const billed = await bill();
    const claimId = must(billed.ok ? billed.value.claimId : null);
    expect(await visit(encounterId)).toMatchObject({ insurancePending: 15_000, patientDue: 0, claims: [{ claimId }] });
    expect(await account()).toMatchObject({ unapplied: 15_000 });
    expect(await bill()).toMatchObject({ error: { code: "already-posted" } });
  });

  test("BIL-111: a settled variance is open again by its opposite, and can be settled anew", async () => {
    await newPatient();
    const one = await clinic.sentClaim(patientId);
    const text = remittance([paid(one.number)], { trace: "VAR1", controlNumber: 990 }).replace(
      "BPR*I*70*",
      "BPR*I*71*",
    );
    await clinic.call("receiveFile", { fileId: id(), name: "era.835", content: text });
    await clinic.kit.settle();
    const listed = await clinic.call("listRemittances", { before: null, limit: 1 });
    const { remittanceId, variance } = must(listed.ok ? listed.value.remittances[0] : null);
    expect(variance).toBe(100);
    const before = await balances();
    const settle = async () => {
      const asked = await clinic.call("settleVariance", { remittanceId, because: "a dollar too much" }, { as: biller });
      const approvalId = must(asked.ok ? asked.value.approvalId : null, JSON.stringify(asked));
      await clinic.call("decideApproval", { approvalId, approve: true, because: "" }, { as: manager });
    };
    await settle();
    expect(await clinic.call("getRemittance", { remittanceId })).toMatchObject({
      value: { variance: 0, settled: 100, status: "closed" },
    });
    expect(await clinic.call("reopenVariance", { remittanceId, because: "it was interest" })).toMatchObject({
      ok: true,
    });
    expect(await balances()).toEqual(before);
    expect(await clinic.call("getRemittance", { remittanceId })).toMatchObject({
      value: { variance: 100, settled: 0, status: "out-of-balance" },
    });
    expect(await clinic.call("reopenVariance", { remittanceId, because: "again" })).toMatchObject({
      error: { code: "already-posted" },
    });
    await settle();
    expect(await clinic.call("getRemittance", { remittanceId })).toMatchObject({
      value: { variance: 0, settled: 100 },
    });
  });
});
