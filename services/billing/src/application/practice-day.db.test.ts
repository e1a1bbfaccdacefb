import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";
import { acknowledgment277CA, acknowledgment999, claimsIn, decision, remittance } from "../testing/payer-files.ts";

/** One visit from signature to a balance of zero, through the whole service, on both databases. */
describe.each(databaseKinds)("a visit's money on %s", (database) => {
  let clinic: Clinic;
  let patientId = "";
  let encounterId = "";
  let claimId = "";
  let number = "";
  beforeAll(async () => {
    clinic = await openClinic(database);
    patientId = await clinic.addPatient();
    await clinic.cover(patientId);
  });
  afterAll(() => clinic.stop());
  const sent = (kind: string) =>
    must(clinic.exchange.outbound().findLast((file) => file.name.startsWith(kind))).content;
  const answer = async (name: string, content: string) => {
    clinic.exchange.deliver({ name, content });
    await clinic.kit.settle();
  };

  test("BIL-40: a copay is cash and stays unapplied", async () => {
    const receipt = await clinic.call(
      "takePayment",
      {
        paymentId: clinic.kit.ids.next(),
        patientId,
        amount: 2000,
        method: "card",
        reference: null,
        purpose: "copay",
        appointmentId: null,
      },
      { as: ["front-desk"] },
    );
    expect(receipt).toMatchObject({ ok: true, value: { receiptNumber: "R000001", amount: 2000 } });
    const account = await clinic.call("getAccount", { patientId });
    expect(account).toMatchObject({ ok: true, value: { insurancePending: 0, patientDue: 0, unapplied: 2000 } });
  });

  test("BIL-40: a payment asked for again is taken once; asked for again with a change it is refused", async () => {
    const payer = await clinic.addPatient({ family: "Giver" });
    const payment = {
      paymentId: clinic.kit.ids.next<"payment">(),
      patientId: payer,
      amount: 1500,
      method: "cash" as const,
      reference: null,
      purpose: "prepayment" as const,
      appointmentId: null,
    };
    const first = await clinic.call("takePayment", payment);
    expect(first).toMatchObject({ ok: true });
    expect(await clinic.call("takePayment", payment)).toEqual(first);
    const refused = { ok: false, error: { code: "already-recorded" } };
    for (const change of [{ amount: 2500 }, { method: "card" as const }, { reference: "17" }, { patientId }])
      expect(await clinic.call("takePayment", { ...payment, ...change })).toMatchObject(refused);
    expect(await clinic.call("takePayment", payment, { as: ["front-desk"] })).toMatchObject(refused);
    expect(await clinic.call("getAccount", { patientId: payer })).toMatchObject({ value: { unapplied: 1500 } });
    await clinic.call("reversePayment", { paymentId: payment.paymentId, patientId: payer, reason: "Mistake" });
    expect(await clinic.call("takePayment", payment)).toMatchObject(refused);
  });

  test("BIL-10, BIL-11: the signed note is charged once, by the price list of the day", async () => {
    encounterId = await clinic.sign(patientId);
    await clinic.sign(patientId, { encounterId });
    const charges = await clinic.call("listCharges", { status: "review" });
    expect(charges).toMatchObject({
      ok: true,
      value: {
        visits: [{ encounterId, total: 15_000, problems: [], coverage: { payerName: "Care First" } }],
        missing: [],
      },
    });
    expect(await clinic.kit.events("billing", "billing.charges-captured.v1")).toHaveLength(1);
  });

  test("BIL-15, BIL-16: released to the payer, with a claim that is ready", async () => {
    const released = await clinic.call("releaseCharges", { encounterIds: [encounterId] }, { as: ["biller"] });
    expect(released).toMatchObject({ ok: true, value: { left: [] } });
    claimId = must(released.ok ? released.value.released[0]?.claimId : null);
    const claim = await clinic.call("getClaim", { claimId });
    expect(claim).toMatchObject({ ok: true, value: { status: "ready", findings: [], total: 15_000 } });
    number = claim.ok ? claim.value.number : "";
    const again = await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    expect(again).toMatchObject({ ok: true, value: { released: [], left: [{ encounterId }] } });
    expect(await clinic.call("getAccount", { patientId })).toMatchObject({ value: { insurancePending: 15_000 } });
  });

  test("BIL-23, BIL-24: it goes out once, in an 837P that our own reader finds without fault", async () => {
    expect(await clinic.call("submitClaims", { claimIds: [claimId] })).toMatchObject({
      value: { submitted: [claimId] },
    });
    const second = await clinic.call("submitClaims", { claimIds: [claimId] });
    expect(second).toMatchObject({ value: { fileId: null, submitted: [], left: [{ claimId }] } });
    await clinic.kit.settle();
    const { claims } = claimsIn(sent("837P"));
    expect(claims).toMatchObject([
      { id: number, charge: 15_000, diagnoses: [{ qualifier: "ABK", code: "I10" }, { code: "E119" }] },
    ]);
    expect(claims[0]?.subscriber.name).toEqual({ kind: "person", last: "LOPEZ", first: "MARIA" });
  });

  test("BIL-27: acknowledged by the 999, accepted by the 277CA, and a late 999 changes nothing", async () => {
    const status = async () => {
      const claim = await clinic.call("getClaim", { claimId });
      return claim.ok ? claim.value.status : null;
    };
    await answer("a.999", acknowledgment999(sent("837P"), "A"));
    expect(await status()).toBe("acknowledged");
    await answer("b.277", acknowledgment277CA(sent("837P"), number, true));
    expect(await status()).toBe("accepted");
    await answer("late.999", acknowledgment999(sent("837P"), "A", 602));
    expect(await status()).toBe("accepted");
  });

  test("BIL-31 to BIL-33, BIL-41: the 835 posts payment, contract and copay; the copay in hand covers the patient's part", async () => {
    const lines = [
      {
        code: "99213",
        charge: 15_000,
        paid: 7000,
        controlNumber: `${number}L1`,
        adjustments: [
          { group: "CO", reason: "45", amount: 6000 },
          { group: "PR", reason: "3", amount: 2000 },
        ],
      },
    ];
    await answer("pay.835", remittance([decision(number, lines)]));
    expect(await clinic.call("getClaim", { claimId })).toMatchObject({
      value: { status: "paid", paid: 7000, patientResponsibility: 2000, lines: [{ allowed: 9000, paid: 7000 }] },
    });
    expect(await clinic.call("getAccount", { patientId })).toMatchObject({
      value: { insurancePending: 0, patientDue: 0, unapplied: 0 },
    });
    const remittances = await clinic.call("listRemittances", { before: null, limit: 10 });
    expect(remittances).toMatchObject({
      value: {
        remittances: [{ total: 7000, posted: 7000, exceptions: 0, variance: 0, status: "closed", claimCount: 1 }],
      },
    });
  });

  test("BIL-38: the same remittance in another file changes nothing", async () => {
    const before = await clinic.call("trialBalance", {});
    const lines = [
      {
        code: "99213",
        charge: 15_000,
        paid: 7000,
        controlNumber: `${number}L1`,
        adjustments: [
          { group: "CO", reason: "45", amount: 6000 },
          { group: "PR", reason: "3", amount: 2000 },
        ],
      },
    ];
    await answer("again.835", remittance([decision(number, lines)], { controlNumber: 502 }));
    expect(await clinic.call("trialBalance", {})).toEqual(before);
  });

  test("BIL-26, BIL-27: a rejected claim is mended and sent again as it was meant; the old rejection does not touch it", async () => {
    const rejected = await clinic.sentClaim(patientId);
    const first = sent("837P");
    await answer("reject.277", acknowledgment277CA(first, rejected.number, false, 702));
    const claim = await clinic.call("getClaim", { claimId: rejected.claimId });
    expect(claim).toMatchObject({
      value: {
        status: "rejected",
        history: [{ what: "Rejected", detail: expect.stringContaining("the member number (subscriber)") }, {}, {}],
      },
    });
    const version = must(claim.ok ? claim.value.version : null);
    const reopened = await clinic.call("correctClaim", { claimId: rejected.claimId, version });
    expect(reopened).toMatchObject({ value: { status: "ready" } });
    expect(await clinic.call("submitClaims", { claimIds: [rejected.claimId] })).toMatchObject({
      value: { submitted: [rejected.claimId] },
    });
    await clinic.kit.settle();
    expect(claimsIn(sent("837P")).claims).toMatchObject([{ id: rejected.number, frequency: "1" }]);
    await answer("reject-again.277", acknowledgment277CA(first, rejected.number, false, 703));
    expect(await clinic.call("getClaim", { claimId: rejected.claimId })).toMatchObject({
      value: { status: "submitted" },
    });
  });

  test("BIL-62: what can't be used is kept in quarantine, says why, and does not stop what is behind it", async () => {
    clinic.exchange.deliver({ name: "0-garbage.txt", content: "hello" });
    clinic.exchange.deliver({
      name: "1-cut.835",
      content: remittance([], { trace: "CUT", controlNumber: 571 }).slice(0, 300),
    });
    await clinic.kit.settle();
    const files = await clinic.call("listFiles", { kind: null, before: null, limit: 100 });
    const problems = files.ok ? files.value.files.filter((file) => file.status === "quarantined") : [];
    expect(problems.map((file) => file.name).sort()).toEqual(["0-garbage.txt", "1-cut.835"]);
    expect(problems.every((file) => (file.problem ?? "").length > 10)).toBe(true);
    expect(await clinic.exchange.ours.list()).toEqual([]);
  });

  test("BIL-50: the ledger sums to zero", async () => {
    const balance = await clinic.call("trialBalance", {});
    expect(balance).toMatchObject({ ok: true, value: { total: 0, unbalancedTransactions: 0 } });
    const of = (account: string) =>
      balance.ok ? balance.value.accounts.find((one) => one.account === account)?.balance : 0;
    expect({ cash: of("cash"), revenue: of("revenue"), contractual: of("contractual") }).toEqual({
      cash: 9000,
      // Two visits were released: the first is paid, the second is with the payer.
      revenue: -30_000,
      contractual: 6000,
    });
    expect(of("insurance-clearing")).toBe(0);
  });
});
