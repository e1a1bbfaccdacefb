import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { decision, remittance } from "../../testing/payer-files.ts";

const CO45 = (amount: number) => ({ group: "CO" as const, reason: "45", amount });
const PR3 = (amount: number) => ({ group: "PR" as const, reason: "3", amount });

const keyed = (claimId: string, paid = 7000, off = [CO45(6000), PR3(2000)]) => ({
  claimId,
  takeBack: false,
  payerClaimNumber: "PAPER1",
  adjustments: [],
  lines: [{ lineNumber: 1, paid, adjustments: off, remarks: [] }],
});

/** A decision of $70.00 on a visit of $150.00. */
const paid = (number: string) =>
  decision(number, [{ code: "99213", charge: 15_000, paid: 7000, adjustments: [CO45(6000), PR3(2000)] }]);

describe.each(databaseKinds)("deposits and paper EOBs on %s", (database) => {
  let clinic: Clinic;
  let patientId = "";
  let trace = 0;
  beforeAll(async () => {
    clinic = await openClinic(database);
    patientId = await clinic.addPatient();
    await clinic.cover(patientId);
  });
  afterAll(() => clinic.stop());

  const id = () => clinic.kit.ids.next<string>();
  const receive = async (content: string) => {
    const reply = await clinic.call("receiveFile", { fileId: id(), name: "era.835", content });
    await clinic.kit.settle();
    return must(reply.ok ? reply.value : null, JSON.stringify(reply));
  };
  const nextTrace = () => ({ trace: `00DEP${(trace += 1)}`, controlNumber: 700 + trace });
  /** One check of one payer: what the bank shows. */
  const deposit = async (number: string, amount: number, more: { payerId?: string } = {}) => {
    const checkId = id();
    const depositId = id();
    const reply = await clinic.call("recordDeposit", {
      depositId,
      kind: "check",
      depositedOn: "2026-11-23",
      amount,
      reference: "",
      checks: [{ checkId, payerId: more.payerId ?? clinic.ids.hmo, patientId: null, number, amount }],
    });
    return { checkId, depositId, matched: must(reply.ok ? reply.value : null, JSON.stringify(reply)).matched };
  };
  const eob = async (checkId: string) => {
    const reply = await clinic.call("getEob", { checkId });
    return must(reply.ok ? reply.value : null, JSON.stringify(reply));
  };
  const balances = async () => {
    const reply = await clinic.call("trialBalance", {});
    const value = must(reply.ok ? reply.value : null);
    expect(value).toMatchObject({ total: 0, unbalancedTransactions: 0 });
    const of = (account: string) => value.accounts.find((one) => one.account === account)?.balance ?? 0;
    return { cash: of("cash"), clearing: of("insurance-clearing"), capitation: of("capitation") };
  };
  const visit = async (encounterId: string) => {
    const reply = await clinic.call("getAccount", { patientId });
    return must(reply.ok ? reply.value.visits.find((one) => one.encounterId === encounterId) : null);
  };
  const claimNow = async (claimId: string) => {
    const reply = await clinic.call("getClaim", { claimId });
    return must(reply.ok ? reply.value : null);
  };
  const unbanked = async () => {
    const reply = await clinic.call("listUnbanked", { before: null, limit: 200 });
    return must(reply.ok ? reply.value : null);
  };
  test("BIL-100: a deposit whose checks do not come to its amount, of a day to come, or with a check twice is refused and names the field", async () => {
    const check = () => ({ checkId: id(), payerId: clinic.ids.hmo, patientId: null, number: "77", amount: 5000 });
    const ask = (more: object) =>
      clinic.call("recordDeposit", {
        depositId: id(),
        kind: "lockbox",
        depositedOn: "2026-11-23",
        amount: 10_000,
        reference: "",
        checks: [check(), { ...check(), number: "78" }],
        ...more,
      });
    expect(await ask({ amount: 10_001 })).toMatchObject({
      error: { code: "not-in-balance", field: "amount", detail: { difference: "$0.01" } },
    });
    expect(await ask({ depositedOn: "2031-01-01" })).toMatchObject({
      error: { code: "in-the-future", field: "depositedOn" },
    });
    expect(await ask({ checks: [check(), check()] })).toMatchObject({
      error: { code: "already-recorded", field: "checks.1.number" },
    });
    expect(await ask({ checks: [{ ...check(), payerId: null, amount: 10_000 }] })).toMatchObject({
      error: { code: "invalid-input", field: "checks.0.payerId" },
    });
  });

  test("BIL-488: the same EFT is one deposit, whoever enters it again and however its zeros stand; a voided one is in nobody's way", async () => {
    const first = await deposit("0099471", 4200);
    const again = (number: string, more: { payerId?: string; amount?: number } = {}) => {
      const { amount = 4200, payerId = clinic.ids.hmo } = more;
      const checks = [{ checkId: id(), payerId, patientId: null, number, amount }];
      const depositedOn = "2026-11-23";
      return clinic.call("recordDeposit", { depositId: id(), kind: "eft", depositedOn, amount, reference: "", checks });
    };
    expect(await again("99471")).toMatchObject({
      error: { code: "check-recorded", field: "checks.0.number", detail: { amount: "$42.00", date: "2026-11-23" } },
    });
    const both = await Promise.all([again("99472"), again("99472")]);
    expect(both.map((one) => (one.ok ? "taken" : one.error.code)).toSorted()).toEqual(["check-recorded", "taken"]);
    expect((await again("99471", { payerId: clinic.ids.ppo })).ok).toBe(true);
    expect((await again("99471", { amount: 4201 })).ok).toBe(true);
    const { depositId } = first;
    expect((await clinic.call("voidDeposit", { depositId, because: "Entered twice" })).ok).toBe(true);
    expect((await again("0099471")).ok).toBe(true);
  });

  test("BIL-100: a patient's check in a lockbox is that patient's payment and no other's", async () => {
    const other = await clinic.addPatient({ family: "Other" });
    const before = await balances();
    const reply = await clinic.call("recordDeposit", {
      depositId: id(),
      kind: "lockbox",
      depositedOn: "2026-11-23",
      amount: 9000,
      reference: "LB1",
      checks: [
        { checkId: id(), payerId: null, patientId: other, number: "501", amount: 2500 },
        { checkId: id(), payerId: clinic.ids.hmo, patientId: null, number: "9001", amount: 6500 },
      ],
    });
    expect(reply).toMatchObject({ ok: true, value: { matched: 0 } });
    expect((await balances()).cash - before.cash).toBe(2500);
    const receipts = await clinic.call("listReceipts", { patientId: other });
    expect(receipts).toMatchObject({ value: [{ amount: 2500, method: "check", reference: "501" }] });
    expect(await clinic.call("listReceipts", { patientId })).toMatchObject({ value: [] });
  });

  test("BIL-102, BIL-211: an 835 and the bank's EFT find each other by trace and amount, whichever comes first; the money is counted once", async () => {
    const claim = await clinic.sentClaim(patientId);
    const first = nextTrace();
    const before = await balances();
    // The bank leaves leading zeros out.
    const early = await deposit(first.trace.replace(/^0+/, "").toLowerCase(), 7000);
    expect(early.matched).toBe(0);
    await receive(remittance([paid(claim.number)], first));
    expect((await eob(early.checkId)).check).toMatchObject({ state: "era" });
    expect((await balances()).cash - before.cash).toBe(7000);

    const second = nextTrace();
    const later = await clinic.sentClaim(patientId);
    await receive(remittance([paid(later.number)], second));
    expect((await unbanked()).remittances.map((one) => one.trace)).toEqual([second.trace]);
    // BIL-211
    const ofAmount = (amount: number) => clinic.call("listUnbanked", { before: null, limit: 200, amount });
    expect(await ofAmount(7000)).toMatchObject({
      value: { remittances: [{ trace: second.trace }], all: { count: 1, total: 7000 } },
    });
    expect(await ofAmount(7001)).toMatchObject({ value: { remittances: [], all: { count: 0, total: 0 } } });
    const wrong = await deposit(second.trace, 7001);
    expect(wrong.matched).toBe(0);
    const right = await deposit(second.trace, 7000);
    expect(right.matched).toBe(1);
    expect(await unbanked()).toMatchObject({ remittances: [], all: { count: 0, total: 0 } });
    expect((await balances()).cash - before.cash).toBe(14_000);

    // By hand: apart, and together again; a sum that is not the same is refused.
    const { remittanceId } = (await eob(right.checkId)).check;
    expect(await clinic.call("unmatchDeposit", { checkId: right.checkId })).toMatchObject({ ok: true });
    expect(
      await clinic.call("matchDeposit", { checkId: wrong.checkId, remittanceId: must(remittanceId) }),
    ).toMatchObject({ error: { code: "not-in-balance", detail: { difference: "$0.01" } } });
    expect(
      await clinic.call("matchDeposit", { checkId: right.checkId, remittanceId: must(remittanceId) }),
    ).toMatchObject({ ok: true });
    expect(await clinic.call("voidDeposit", { depositId: wrong.depositId, because: "typed twice" })).toMatchObject({
      ok: true,
    });
    expect(await clinic.call("getEob", { checkId: wrong.checkId })).toMatchObject({ error: { code: "not-found" } });
  });

  test("BIL-102: an 835 that the bank shows is joined with one act, as the payer's own whose claims it is about", async () => {
    const claim = await clinic.sentClaim(patientId);
    const lines = [{ code: "99213", charge: 15_000, paid: 4000, adjustments: [CO45(11_000)] }];
    await receive(remittance([decision(claim.number, lines)], nextTrace()));
    const one = must((await unbanked()).remittances[0]);
    const checkId = id();
    const ask = { depositId: id(), checkId, remittanceId: one.remittanceId, depositedOn: "2026-11-23" };
    expect(await clinic.call("bankRemittance", ask)).toMatchObject({ ok: true });
    expect((await eob(checkId)).check).toMatchObject({ state: "era", payerId: clinic.ids.hmo, amount: 4000 });
    expect(await clinic.call("bankRemittance", { ...ask, depositId: id(), checkId: id() })).toMatchObject({
      error: { code: "already-posted" },
    });
  });

  test("BIL-101: a paper EOB posts line by line like an 835: this visit's payer, patient and contract, and no other visit's", async () => {
    const claim = await clinic.sentClaim(patientId);
    const untouched = await clinic.sentClaim(patientId);
    const { checkId } = await deposit("5001", 7150);
    const before = await balances();
    const draft = {
      claims: [
        {
          claimId: claim.claimId,
          takeBack: false,
          payerClaimNumber: "P",
          off: "",
          lines: [{ lineNumber: 1, paid: 7000, off: "CO-45 60, PR-3", remarks: "" }],
        },
      ],
      beside: [],
    };
    expect(await clinic.call("saveEob", { checkId, draft, version: 1 })).toMatchObject({ value: { version: 2 } });
    expect(await clinic.call("saveEob", { checkId, draft, version: 1 })).toMatchObject({
      error: { code: "stale-version" },
    });
    expect(await eob(checkId)).toMatchObject({
      draft,
      claims: [{ number: claim.number, lines: [{ amount: 15_000 }] }],
    });

    const ask = { checkId, claims: [keyed(claim.claimId)], beside: [], version: 2 };
    // The check is $1.50 more than the claims: it is interest, and until that is keyed nothing is posted.
    expect(await clinic.call("postEob", ask)).toMatchObject({
      error: { code: "not-in-balance", field: "beside", detail: { difference: "$1.50" } },
    });
    expect(await clinic.call("postEob", { ...ask, claims: [keyed(claim.claimId, 7150)] })).toMatchObject({
      error: { code: "not-in-balance", field: "claims.0.lines", detail: { difference: "$1.50" } },
    });
    expect(await balances()).toEqual(before);
    const beside = [{ reason: "L6", reference: "", amount: -150 }];
    expect(await clinic.call("postEob", { ...ask, beside })).toMatchObject({ value: { posted: 7000, waits: 0 } });
    expect(await visit(claim.encounterId)).toMatchObject({ insurancePending: 0, patientDue: 2000 });
    expect(await visit(untouched.encounterId)).toMatchObject({ insurancePending: 15_000, patientDue: 0 });
    expect(await claimNow(claim.claimId)).toMatchObject({
      status: "paid",
      paid: 7000,
      patientResponsibility: 2000,
      payerClaimNumber: "PAPER1",
      lines: [{ paid: 7000 }],
    });
    expect((await balances()).cash - before.cash).toBe(7150);
    expect((await balances()).clearing).toBe(before.clearing);
    expect(await clinic.call("postEob", { ...ask, beside })).toMatchObject({ error: { code: "already-posted" } });

    // The payer's 835 of the same check comes after all: it says nothing new.
    const lines = [{ code: "99213", charge: 15_000, paid: 7150, adjustments: [CO45(7850)] }];
    const late = await receive(remittance([decision(claim.number, lines)], { trace: "5001", controlNumber: 790 }));
    expect(late).toMatchObject({ problem: null, note: expect.stringContaining("posted before") });
    expect((await balances()).cash - before.cash).toBe(7150);
  });

  test("BIL-101: a refusal on paper opens a denial with its remark; a take back on paper undoes the decision that stands", async () => {
    const claim = await clinic.sentClaim(patientId);
    const paidFirst = await deposit("5101", 7000);
    const post = (checkId: string, claims: object[], version = 1) =>
      clinic.call("postEob", { checkId, claims: claims as never, beside: [], version });
    expect(await post(paidFirst.checkId, [keyed(claim.claimId)])).toMatchObject({ ok: true });
    const other = await clinic.sentClaim(patientId);
    const { checkId } = await deposit("5102", 1000);
    const refused = {
      ...keyed(other.claimId, 8000, [CO45(2000), { group: "CO" as never, reason: "16", amount: 5000 }]),
      lines: [
        {
          lineNumber: 1,
          paid: 8000,
          adjustments: [CO45(2000), { group: "CO", reason: "16", amount: 5000 }],
          remarks: ["N265"],
        },
      ],
    };
    const takeBack = { ...keyed(claim.claimId), takeBack: true, lines: [] };
    expect(await post(checkId, [{ ...takeBack, claimId: other.claimId }, refused])).toMatchObject({
      error: { code: "claim-not-ready", field: "claims.0.takeBack" },
    });
    expect(await post(checkId, [refused, takeBack])).toMatchObject({ ok: true, value: { waits: 0 } });
    expect(await visit(claim.encounterId)).toMatchObject({ insurancePending: 15_000, patientDue: 0 });
    expect(await claimNow(claim.claimId)).toMatchObject({ status: "accepted", paid: 0 });
    const denials = await clinic.call("listDenials", { open: true, before: null, limit: 50 } as never);
    expect(denials).toMatchObject({
      value: {
        denials: [{ claimId: other.claimId, amount: 5000, reason: "16", remarks: [expect.stringMatching(/^N265/)] }],
      },
    });
  });

  test("BIL-103: a paper EOB is taken back as a whole, and its check waits with what was keyed, to be posted to the right claim", async () => {
    const wrong = await clinic.sentClaim(patientId);
    const right = await clinic.sentClaim(patientId);
    const { checkId } = await deposit("5201", 7000);
    const before = await balances();
    const ask = { checkId, claims: [keyed(wrong.claimId)], beside: [], version: 1 };
    expect(await clinic.call("postEob", ask)).toMatchObject({ ok: true });
    expect(await clinic.call("reverseEob", { checkId, because: "other visit" })).toMatchObject({ ok: true });
    expect(await balances()).toEqual(before);
    expect(await visit(wrong.encounterId)).toMatchObject({ insurancePending: 15_000, patientDue: 0 });
    const { check } = await eob(checkId);
    expect(check).toMatchObject({ state: "waits", remittanceId: null });
    const again = { ...ask, claims: [keyed(right.claimId)], version: check.version };
    expect(await clinic.call("postEob", again)).toMatchObject({ ok: true });
    expect(await visit(right.encounterId)).toMatchObject({ insurancePending: 0, patientDue: 2000 });
    expect((await balances()).cash - before.cash).toBe(7000);
    const queues = await clinic.call("workQueues", {});
    const exceptions = must(queues.ok ? queues.value.find((one) => one.queue === "exceptions") : null);
    expect(exceptions.count).toBe(0);
  });

  test("BIL-104: capitation goes to the contract of a payer that pays so, and comes back by hand", async () => {
    const payers = await clinic.call("listPayers", {});
    const hmo = must(payers.ok ? payers.value.find((one) => one.payerId === clinic.ids.hmo) : null);
    const { checkId } = await deposit("CAP1", 20_000);
    const ask = { checkId, month: "2026-11" };
    expect(await clinic.call("postCapitation", ask)).toMatchObject({
      error: { code: "claim-not-ready", field: "checkId" },
    });
    await clinic.call("savePayer", { ...hmo, capitated: true });
    const before = await balances();
    expect(await clinic.call("postCapitation", ask)).toMatchObject({ ok: true });
    expect(await balances()).toEqual({
      ...before,
      cash: before.cash + 20_000,
      capitation: before.capitation - 20_000,
    });
    expect(await clinic.call("postCapitation", ask)).toMatchObject({ error: { code: "already-posted" } });
    expect(await clinic.call("reverseCapitation", { checkId, because: "for December" })).toMatchObject({ ok: true });
    expect(await balances()).toEqual(before);
    expect(await clinic.call("postCapitation", { checkId, month: "2026-12" })).toMatchObject({ ok: true });
    expect((await balances()).capitation).toBe(before.capitation - 20_000);
  });
});
