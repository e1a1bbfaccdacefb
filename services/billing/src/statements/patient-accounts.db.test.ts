import { usualPolicy } from "@practicum/contracts/billing/dunning";
import { ALWAYS_FRESH } from "@practicum/contracts/fresh";
import type { Actor } from "@practicum/contracts/actor";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADDRESS, openClinic, type Clinic } from "../testing/clinic.ts";
import { decision, remittance } from "../testing/payer-files.ts";

// Months go by in each test, with claims and remittances: a busy machine needs its time.
describe.each(databaseKinds)("what patients are asked for on %s", { timeout: 60_000 }, (database) => {
  let clinic: Clinic;
  let trace = 0;
  let biller: Actor;
  beforeAll(async () => {
    clinic = await openClinic(database, "patient accounts");
    biller = {
      kind: "staff",
      verifiedAt: ALWAYS_FRESH,
      staffId: clinic.kit.ids.next(),
      roles: ["biller"],
      name: "Bea Biller",
      sessionId: clinic.kit.ids.next<string>(),
    };
  });
  afterAll(() => clinic.stop());

  const id = () => clinic.kit.ids.next<string>();
  const today = () => clinic.kit.clock.now().slice(0, 10);
  const wait = (days: number) => clinic.kit.advanceTo(`${addDays(today(), days)}T18:00:00.000Z`);
  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: unknown }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  /** A visit of which the payer left this to the patient, of $150.00. */
  const left = async (patientId: string, share: number, more: { denied?: number } = {}) => {
    // No two on one day, and none that is too late to file: the clock of this test goes far.
    const serviceDate = addDays(today(), -1 - (trace % 9));
    const claim = await clinic.sentClaim(patientId, { serviceDate });
    const denied = more.denied ?? 0;
    const adjustments = [
      { group: "CO", reason: "45", amount: 15_000 - 7000 - share - denied },
      { group: "PR", reason: "2", amount: share },
      ...(denied > 0 ? [{ group: "CO", reason: "16", amount: denied }] : []),
    ];
    const content = remittance([decision(claim.number, [{ code: "99213", charge: 15_000, paid: 7000, adjustments }])], {
      trace: `PA${(trace += 1)}`,
      controlNumber: 700 + trace,
    });
    value(await clinic.call("receiveFile", { fileId: id(), name: "era.835", content }));
    await clinic.kit.settle();
    return claim.encounterId;
  };
  const owing = async (...shares: number[]) => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    const visits = [];
    for (const share of shares) visits.push(await left(patientId, share));
    return { patientId, visits };
  };
  const pay = async (patientId: string, amount: number) => {
    const paymentId = id();
    const how = { method: "card" as const, reference: null, purpose: "balance" as const, appointmentId: null };
    value(await clinic.call("takePayment", { paymentId, patientId, amount, ...how }));
    return paymentId;
  };
  const send = async (patientId: string, byCycle = true) => {
    const statementId = id();
    const sent = value(await clinic.call("issueStatements", { statements: [{ statementId, patientId }], byCycle }));
    if (sent.issued.length === 0) return must(sent.left[0]).because;
    return value(await clinic.call("getStatement", { statementId }));
  };
  const asked = async (patientId: string) => {
    const sent = await send(patientId);
    return typeof sent === "string" ? sent : [sent.step, sent.payNow];
  };
  const dunning = async (patientId: string) => value(await clinic.call("getDunning", { patientId }));
  const account = async (patientId: string) => value(await clinic.call("getAccount", { patientId }));
  const agree = (patientId: string, amount: number, more: { replaces?: string; firstDue?: string } = {}) =>
    clinic.call("agreePlan", {
      planId: id(),
      patientId,
      amount,
      firstDue: more.firstDue ?? addDays(today(), 7),
      every: "month",
      replaces: more.replaces ?? null,
      note: "",
    });
  const plans = async (patientId: string) => value(await clinic.call("plansOf", { patientId }));
  const NOT_DUE = "The next paper is not due yet, or what it would ask for is below the minimum.";

  test("BIL-262, BIL-263: statement, reminder, final notice, a cycle apart; a payment between counts; each is a record with its paper", async () => {
    const { patientId } = await owing(3000);
    expect(await asked(patientId)).toEqual(["statement", 3000]);
    expect(await asked(patientId)).toBe(NOT_DUE);
    // On request before its time: a copy, which is no step.
    expect(await send(patientId, false)).toMatchObject({ step: "statement", copy: true, payNow: 3000 });
    await wait(30);
    await pay(patientId, 1000);
    expect(await asked(patientId)).toEqual(["reminder", 2000]);
    // A visit that came since has its own statement on the final notice of the older one.
    await wait(30);
    await left(patientId, 700);
    const final = must(await send(patientId));
    expect(final).toMatchObject({ step: "final-notice", payNow: 2700, balance: 2700, copy: false });
    const asks = typeof final === "object" ? final.visits.map((one) => `${one.owed} ${one.asked}`) : [];
    expect(asks.toSorted((a, b) => a.localeCompare(b))).toEqual(["2000 final-notice", "700 statement"]);
    await wait(30);
    // What had its final notice is asked for no more.
    const after = await send(patientId);
    expect(after).toMatchObject({ step: "reminder", payNow: 700 });
    const listed = value(await clinic.call("listStatements", { patientId }));
    expect(listed.statements.map((one) => [one.step, one.copy]).toReversed()).toEqual([
      ["statement", false],
      ["statement", true],
      ["reminder", false],
      ["final-notice", false],
      ["reminder", false],
    ]);
  });

  test("BIL-263: of a visit that an insurer still decides nothing is asked for, on request neither; the other visit is", async () => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    await left(patientId, 2000, { denied: 1000 });
    expect(await send(patientId, false)).toContain("An insurer still has to decide");
    expect((await dunning(patientId)).state).toMatchObject({ next: null, because: "insurance-pending" });
    await left(patientId, 900);
    expect(await send(patientId)).toMatchObject({ payNow: 900, balance: 900, insurancePending: 1000 });
  });

  test("BIL-263: the list says of everybody what is next, and the queue counts whose paper may go, with its money", async () => {
    const { patientId } = await owing(1500);
    const listed = value(await clinic.call("listStatements", { patientId: null }));
    const mine = listed.due.find((one) => one.patientId === patientId);
    expect(mine).toMatchObject({ patientDue: 1500, state: { next: "statement", asks: 1500, because: null } });
    const ready = listed.due.filter((one) => one.state.next !== null && one.state.because === null);
    const queues = value(await clinic.call("workQueues", {}));
    expect(queues.find((one) => one.queue === "statements")).toMatchObject({
      count: ready.length,
      amount: ready.reduce((sum, one) => sum + one.state.asks, 0),
    });
    // The batch sends exactly those, once.
    const statements = ready.map((one) => ({ statementId: id(), patientId: one.patientId }));
    const sent = value(await clinic.call("issueStatements", { statements, byCycle: true }));
    expect(sent).toMatchObject({ issued: statements.map((one) => one.statementId), left: [] });
    const after = value(await clinic.call("workQueues", {}));
    expect(after.find((one) => one.queue === "statements")).toMatchObject({ count: 0, amount: 0 });
  });

  test("BIL-265: the paper explains each visit to the cent, in the order of charged, insurer, paid, owed", async () => {
    const { patientId } = await owing(3000);
    await pay(patientId, 1000);
    const paper = await send(patientId);
    expect(typeof paper === "object" && paper.visits).toMatchObject([
      {
        charged: 15_000,
        discount: 5000,
        insurancePaid: 7000,
        insurancePending: 0,
        youPaid: 1000,
        other: 0,
        owed: 2000,
      },
    ]);
  });

  test("BIL-266: returned mail and a dispute stop every paper until they are settled; another address settles the first", async () => {
    const { patientId } = await owing(2500);
    const hold = (kind: "returned-mail" | "dispute", holdId = id()) =>
      clinic.call("holdAccount", { holdId, patientId, kind, because: "Came back: not known there" });
    value(await hold("returned-mail"));
    expect(await hold("returned-mail")).toMatchObject({ error: { code: "already-recorded" } });
    const dispute = id();
    value(await hold("dispute", dispute));
    value(await hold("dispute", dispute));
    expect(await send(patientId, false)).toContain("mail came back");
    await clinic.kit.deliver("scheduling.patient-changed.v1", {
      patientId,
      mrn: "100042",
      version: 2,
      active: true,
      name: { family: "López", given: "Maria", middle: null, suffix: null },
      birthDate: "1981-03-04",
      sex: "female",
      phone: "6195550123",
      email: null,
      address: { ...ADDRESS, line1: "77 New Street" },
      language: "en",
      guarantor: null,
      emergencyContact: null,
    });
    await clinic.kit.settle();
    expect(await send(patientId)).toContain("the bill is disputed");
    value(await clinic.call("liftHold", { holdId: dispute, patientId, because: "Explained by phone" }));
    expect(await clinic.call("liftHold", { holdId: dispute, patientId, because: "Again" })).toMatchObject({
      error: { code: "already-posted" },
    });
    expect(await asked(patientId)).toEqual(["statement", 2500]);
    const { holds } = await dunning(patientId);
    const lifted = holds.map((one) => `${one.kind}: ${one.liftedBecause}`).toSorted((a, b) => a.localeCompare(b));
    expect(lifted).toEqual(["dispute: Explained by phone", "returned-mail: There is another address"]);
    const events = await clinic.kit.events("billing", "billing.account-hold-changed.v1");
    expect(events).toHaveLength(4);
  });

  test("BIL-254, BIL-255, BIL-256: a plan of what is owed; payments fill it by date, a refund takes back, the paper asks for its part", async () => {
    const { patientId } = await owing(3000, 2001);
    const plan = value(await agree(patientId, 2000));
    expect(plan.installments.map((one) => one.amount)).toEqual([2000, 2000, 1001]);
    expect(await agree(patientId, 1000)).toMatchObject({ error: { code: "already-recorded" } });
    expect(await send(patientId)).toMatchObject({
      step: "plan",
      balance: 5001,
      payNow: 2000,
      plan: { asks: 2000, missed: 0, remaining: 5001 },
    });
    const paymentId = await pay(patientId, 2500);
    const paid = async () => {
      const [one] = await plans(patientId);
      return { parts: one?.installments.map((part) => part.paid), paid: one?.paid, remaining: one?.remaining };
    };
    expect(await paid()).toEqual({ parts: [2000, 500, 0], paid: 2500, remaining: 2501 });
    const back = { method: "card" as const, reference: "", because: "Paid twice" };
    value(
      await clinic.call(
        "refundPayment",
        { adjustmentId: id(), patientId, paymentId, amount: 700, ...back },
        { as: biller },
      ),
    );
    expect(await paid()).toEqual({ parts: [1800, 0, 0], paid: 1800, remaining: 3201 });
    // A visit that comes later is not in it.
    await left(patientId, 600);
    await wait(31);
    expect((await plans(patientId))[0]).toMatchObject({ status: "missed", missed: 1, dueNow: 200, remaining: 3201 });
    expect(await send(patientId)).toMatchObject({
      step: "statement",
      payNow: 200 + 2000 + 600,
      plan: { asks: 2200, missed: 200 },
    });
    const running = value(await clinic.call("listPlans", {}));
    expect(running.plans.find((one) => one.patientId === patientId)).toMatchObject({ missed: 1 });
    await pay(patientId, 3801);
    expect((await plans(patientId))[0]).toMatchObject({ status: "completed", paid: 5001, remaining: 0 });
    expect((await account(patientId)).patientDue).toBe(0);
  });

  test("BIL-257: a plan is changed by a new one, broken with its reason, and then all of it is owed and asked for by steps again", async () => {
    const { patientId } = await owing(4000);
    const first = value(await agree(patientId, 1000));
    await pay(patientId, 1000);
    const second = value(await agree(patientId, 1500, { replaces: first.planId }));
    expect(second.total).toBe(3000);
    expect(await agree(patientId, 1500, { replaces: first.planId })).toMatchObject({
      error: { code: "stale-version" },
    });
    await pay(patientId, 500);
    expect((await plans(patientId)).map((one) => [one.status, one.paid])).toEqual([
      ["active", 500],
      ["replaced", 1000],
    ]);
    const end = () =>
      clinic.call("endPlan", { planId: second.planId, patientId, how: "broken", because: "Three parts missed" });
    value(await end());
    expect(await end()).toMatchObject({ error: { code: "plan-over" } });
    await pay(patientId, 300);
    expect((await plans(patientId))[0]).toMatchObject({
      status: "broken",
      paid: 500,
      endedBecause: "Three parts missed",
    });
    expect(await asked(patientId)).toEqual(["statement", 2200]);
    expect(await agree(patientId, 20)).toMatchObject({ error: { code: "invalid-input", field: "amount" } });
    expect(await agree(patientId, 1000, { firstDue: addDays(today(), -1) })).toMatchObject({
      error: { code: "in-the-past", field: "firstDue" },
    });
  });

  test("BIL-267: after the final notice it goes to an agency by its own account and comes back by its opposite; then it is bad debt", async () => {
    const { patientId, visits } = await owing(3000);
    const encounterId = must(visits[0]);
    const adjustmentId = id();
    const hand = () =>
      clinic.call("sendToCollections", {
        patientId,
        agency: "Coast Recovery",
        visits: [{ adjustmentId, encounterId }],
      });
    for (const step of ["statement", "reminder", "final-notice"]) {
      expect(await hand()).toMatchObject({ error: { code: "too-early-for-collections" } });
      expect(await asked(patientId)).toEqual([step, 3000]);
      await wait(step === "final-notice" ? 29 : 30);
    }
    expect(await hand()).toMatchObject({ error: { code: "too-early-for-collections" } });
    await wait(1);
    expect(value(await hand())).toEqual({ amount: 3000 });
    expect(value(await hand())).toEqual({ amount: 3000 });
    expect(await account(patientId)).toMatchObject({ patientDue: 0, collections: 3000 });
    expect(await send(patientId)).toBe("The patient owes nothing now.");
    value(await clinic.call("reverseAdjustment", { adjustmentId, patientId, because: "Agency gave up" }));
    expect(await account(patientId)).toMatchObject({ patientDue: 3000, collections: 0 });
    // It had every step: it is not asked for again from the beginning.
    expect((await dunning(patientId)).state).toMatchObject({ next: null, because: "final", toCollections: 3000 });
    const bad = { patientId, encounterId, amount: 3000, reason: "bad-debt" as const, note: "" };
    value(await clinic.call("writeOffBalance", { adjustmentId: id(), ...bad }, { as: biller }));
    const trial = value(await clinic.call("trialBalance", {}));
    expect(trial).toMatchObject({ total: 0, unbalancedTransactions: 0 });
  });

  test("BIL-264: what the policy calls small is given up in one act, and nobody else's", async () => {
    const { patientId } = await owing(450);
    const { patientId: more } = await owing(500);
    await wait(89);
    const give = () => clinic.call("writeOffSmall", { patientIds: [patientId, more] });
    expect(value(await give())).toMatchObject({ count: 0, amount: 0, left: [{}, {}] });
    await wait(1);
    expect(value(await give())).toMatchObject({ count: 1, amount: 450, left: [{ patientId: more }] });
    expect((await account(patientId)).patientDue).toBe(0);
    expect((await account(more)).patientDue).toBe(500);
    const done = value(await clinic.call("listAdjustments", { patientId }));
    expect(done).toMatchObject([
      { kind: "write-off", amount: 450, because: "too small to pursue, by the practice's policy" },
    ]);
  });

  test("BIL-263: the policy is a manager's, changes from the version that was seen, and holds from the next paper on", async () => {
    const { version } = value(await clinic.call("getDunningPolicy", {}));
    const policy = { ...usualPolicy, statementDays: 10, least: 100 };
    expect(await clinic.call("saveDunningPolicy", { policy, version }, { as: ["biller"] })).toMatchObject({
      error: { code: "not-allowed" },
    });
    value(await clinic.call("saveDunningPolicy", { policy, version }));
    expect(await clinic.call("saveDunningPolicy", { policy, version })).toMatchObject({
      error: { code: "stale-version" },
    });
    const { patientId } = await owing(150);
    expect(await send(patientId)).toMatchObject({ step: "statement", dueDate: addDays(today(), 10) });
    await wait(10);
    expect(await asked(patientId)).toEqual(["reminder", 150]);
  });
});
