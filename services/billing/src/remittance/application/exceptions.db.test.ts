import { ALWAYS_FRESH } from "@practicum/contracts/fresh";
import type { Actor } from "@practicum/contracts/actor";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { decision, remittance } from "../../testing/payer-files.ts";

const CO45 = (amount: number) => ({ group: "CO", reason: "45", amount });
const PR3 = (amount: number) => ({ group: "PR", reason: "3", amount });

describe.each(databaseKinds)("what a person does with exceptions on %s", (database) => {
  let clinic: Clinic;
  let patientId = "";
  let biller: Actor;
  let manager: Actor;
  let trace = 0;
  beforeAll(async () => {
    clinic = await openClinic(database);
    patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    const person = (name: string, role: "biller" | "practice-manager"): Actor => ({
      kind: "staff",
      verifiedAt: ALWAYS_FRESH,
      staffId: clinic.kit.ids.next(),
      roles: [role],
      name,
      sessionId: clinic.kit.ids.next<string>(),
    });
    biller = person("Bea Biller", "biller");
    manager = person("Max Manager", "practice-manager");
  });
  afterAll(() => clinic.stop());

  const paid = (number: string, off = 6000) =>
    decision(number, [{ code: "99213", charge: 15_000, paid: 7000, adjustments: [CO45(off), PR3(2000)] }]);
  /** The strict writer refuses what does not balance, so the fault is made in the text: the contractual part is a cent short. */
  const aCentShort = (text: string, number: string) => {
    const [before, after] = text.split(`CLP*${number}*`);
    return `${before}CLP*${number}*${must(after).replace("CAS*CO*45*60~", "CAS*CO*45*59.99~")}`;
  };
  const receive = async (content: string) => {
    const reply = await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: "era.835", content });
    await clinic.kit.settle();
    return must(reply.ok ? reply.value : null, JSON.stringify(reply));
  };
  const nextTrace = () => ({ trace: `EXC${(trace += 1)}`, controlNumber: 300 + trace });
  const newest = async () => {
    const listed = await clinic.call("listRemittances", { before: null, limit: 1 });
    const summary = must(listed.ok ? listed.value.remittances[0] : null);
    const whole = await clinic.call("getRemittance", { remittanceId: summary.remittanceId });
    return must(whole.ok ? whole.value : null);
  };
  const rowOf = async (number: string) => must((await newest()).claims.find((one) => one.claimNumber === number));
  const claimNow = async (claimId: string) => {
    const reply = await clinic.call("getClaim", { claimId });
    return must(reply.ok ? reply.value : null);
  };
  const balance = async (account: string) => {
    const reply = await clinic.call("trialBalance", {});
    const value = must(reply.ok ? reply.value : null);
    expect(value).toMatchObject({ total: 0, unbalancedTransactions: 0 });
    return value.accounts.find((one) => one.account === account)?.balance ?? 0;
  };
  const visit = async (encounterId: string) => {
    const reply = await clinic.call("getAccount", { patientId });
    return must(reply.ok ? reply.value.visits.find((one) => one.encounterId === encounterId) : null);
  };
  const queue = async (name: string) => {
    const reply = await clinic.call("workQueues", {});
    const found = must(reply.ok ? reply.value.find((one) => one.queue === name) : null);
    return { count: found.count, amount: found.amount };
  };
  /** BIL-90: what is not posted and did not go back is in the clearing account, to the cent; and the queues say the same. */
  const agree = async () => {
    const waiting = await queue("exceptions");
    const aside = await queue("set-aside");
    const listed = await clinic.call("listRemittances", { before: null, limit: 200 });
    const all = must(listed.ok ? listed.value.remittances : null);
    const sum = (pick: (one: (typeof all)[number]) => number) => all.reduce((total, one) => total + pick(one), 0);
    expect(sum((one) => one.exceptions)).toBe(waiting.amount);
    expect(sum((one) => one.setAside)).toBe(aside.amount);
    expect(await balance("insurance-clearing")).toBe(-sum((one) => one.exceptions + one.setAside + one.variance) || 0);
  };

  test("BIL-30, BIL-91: of a check with one claim a cent off the good one posts; the other waits and is keyed from paper", async () => {
    const good = await clinic.sentClaim(patientId);
    const off = await clinic.sentClaim(patientId);
    const file = aCentShort(remittance([paid(good.number), paid(off.number)], nextTrace()), off.number);
    expect(await receive(file)).toMatchObject({ status: "processed", problem: null });
    expect(await claimNow(good.claimId)).toMatchObject({ status: "paid", paid: 7000 });
    expect(await claimNow(off.claimId)).toMatchObject({ status: "submitted", paid: 0 });
    expect(await newest()).toMatchObject({ status: "has-exceptions", posted: 7000, exceptions: 7000, variance: 0 });
    const row = await rowOf(off.number);
    expect(row).toMatchObject({ state: "waits", difference: 1 });
    expect(row.problem).toContain("$0.01");
    const { remittanceClaimId } = row;
    const wrong = await clinic.call("keyException", {
      remittanceClaimId,
      adjustments: [],
      lines: [
        {
          paid: 7000,
          adjustments: [
            { group: "CO", reason: "45", amount: 5998 },
            { group: "PR", reason: "3", amount: 2000 },
          ],
        },
      ],
    });
    expect(wrong).toMatchObject({ ok: false, error: { code: "not-in-balance", detail: { difference: "$0.02" } } });
    const keyed = await clinic.call("keyException", {
      remittanceClaimId,
      adjustments: [],
      lines: [
        {
          paid: 7000,
          adjustments: [
            { group: "CO", reason: "45", amount: 6000 },
            { group: "PR", reason: "3", amount: 2000 },
          ],
        },
      ],
    });
    expect(keyed).toMatchObject({ ok: true, value: { posted: true } });
    expect(await claimNow(off.claimId)).toMatchObject({ status: "paid", paid: 7000, patientResponsibility: 2000 });
    expect(await visit(off.encounterId)).toMatchObject({ insurancePending: 0, patientDue: 2000 });
    expect(await newest()).toMatchObject({ status: "closed", posted: 14_000, exceptions: 0, variance: 0 });
    await agree();
  });

  test("BIL-92, BIL-93: posted by force with a reason, by a second person; the difference is let go on this claim and no other", async () => {
    const beside = await clinic.sentClaim(patientId);
    const { number, claimId, encounterId } = await clinic.sentClaim(patientId);
    const letGo = await balance("write-off");
    await receive(aCentShort(remittance([paid(number)], nextTrace()), number));
    const { remittanceClaimId } = await rowOf(number);
    const asked = await clinic.call(
      "forceException",
      { remittanceClaimId, claimId, because: "A cent" },
      { as: biller },
    );
    const approvalId = must(asked.ok ? asked.value.approvalId : null);
    expect(await claimNow(claimId)).toMatchObject({ status: "submitted" });
    expect(await rowOf(number)).toMatchObject({ approvalWaits: true });
    expect(await queue("approvals")).toEqual({ count: 1, amount: 1 });
    const again = await clinic.call("forceException", { remittanceClaimId, claimId, because: "Again" }, { as: biller });
    expect(again).toMatchObject({ ok: false, error: { code: "already-recorded" } });
    const alone = await clinic.call("decideApproval", { approvalId, approve: true, because: "" }, { as: biller });
    expect(alone).toMatchObject({ ok: false, error: { code: "not-allowed" } });
    const allowed = await clinic.call("decideApproval", { approvalId, approve: true, because: "" }, { as: manager });
    expect(allowed).toMatchObject({ ok: true, value: { status: "approved" } });
    expect(await claimNow(claimId)).toMatchObject({ status: "paid", paid: 7000, patientResponsibility: 2000 });
    expect(await visit(encounterId)).toMatchObject({ insurancePending: 0 });
    expect((await balance("write-off")) - letGo).toBe(1);
    expect(await claimNow(beside.claimId)).toMatchObject({ status: "submitted", paid: 0 });
    await agree();
  });

  test("BIL-92: who asked can't allow it, also not as a manager; declined, nothing is posted", async () => {
    const { number, claimId } = await clinic.sentClaim(patientId);
    await receive(aCentShort(remittance([paid(number)], nextTrace()), number));
    const { remittanceClaimId } = await rowOf(number);
    const asked = await clinic.call(
      "forceException",
      { remittanceClaimId, claimId, because: "A cent" },
      { as: manager },
    );
    const approvalId = must(asked.ok ? asked.value.approvalId : null);
    const self = await clinic.call("decideApproval", { approvalId, approve: true, because: "" }, { as: manager });
    expect(self).toMatchObject({ ok: false, error: { code: "second-person-needed" } });
    const taken = await clinic.call("decideApproval", { approvalId, approve: false, because: "Ask" }, { as: manager });
    expect(taken).toMatchObject({ ok: true, value: { status: "declined" } });
    expect(await claimNow(claimId)).toMatchObject({ status: "submitted", paid: 0 });
    const matched = await clinic.call("resolveException", { remittanceClaimId, claimId, setAsideBecause: null });
    expect(matched).toMatchObject({ ok: false, error: { code: "claim-not-ready" } });
  });

  test("BIL-90: what a check is above its claims shows as variance, and closes only once a second person settled it", async () => {
    const { number, claimId } = await clinic.sentClaim(patientId);
    const file = remittance([paid(number)], nextTrace()).replace("BPR*I*70*", "BPR*I*71*");
    expect(await receive(file)).toMatchObject({ status: "processed" });
    expect(await claimNow(claimId)).toMatchObject({ status: "paid" });
    const before = await newest();
    expect(before).toMatchObject({ status: "out-of-balance", total: 7100, posted: 7000, variance: 100 });
    const kept = await balance("provider-adjustment");
    const { remittanceId } = before;
    const asked = await clinic.call("settleVariance", { remittanceId, because: "Interest" }, { as: biller });
    const approvalId = must(asked.ok ? asked.value.approvalId : null);
    await clinic.call("decideApproval", { approvalId, approve: true, because: "" }, { as: manager });
    expect(await newest()).toMatchObject({ status: "closed", variance: 0 });
    expect((await balance("provider-adjustment")) - kept).toBe(-100);
    await agree();
  });

  test("BIL-39, BIL-94: set aside is no dead end: queue and remittance say it; it is matched, refunded or taken up later", async () => {
    const { number, claimId } = await clinic.sentClaim(patientId);
    const aside = await queue("set-aside");
    await receive(remittance([paid("ELSEWHERE")], nextTrace()));
    const { remittanceClaimId } = await rowOf("ELSEWHERE");
    const put = await clinic.call("resolveException", {
      remittanceClaimId,
      claimId: null,
      setAsideBecause: "Asked payer",
    });
    expect(put).toMatchObject({ ok: true });
    expect(await newest()).toMatchObject({ status: "set-aside", exceptions: 0, setAside: 7000, variance: 0 });
    expect(await queue("set-aside")).toEqual({ count: aside.count + 1, amount: aside.amount + 7000 });
    await agree();

    const cash = await balance("cash");
    const back = await clinic.call("returnException", { remittanceClaimId, how: "refunded", because: "Check 88" });
    expect(back).toMatchObject({ ok: true });
    expect((await balance("cash")) - cash).toBe(-7000);
    expect(await newest()).toMatchObject({ status: "closed", returned: 7000, setAside: 0, variance: 0 });
    await agree();

    await clinic.call("takeUpException", { remittanceClaimId, because: "The check came back" });
    expect(await balance("cash")).toBe(cash);
    expect(await newest()).toMatchObject({ status: "has-exceptions", exceptions: 7000, returned: 0 });
    await clinic.call("resolveException", { remittanceClaimId, claimId: null, setAsideBecause: "Once more" });
    const matched = await clinic.call("resolveException", { remittanceClaimId, claimId, setAsideBecause: null });
    expect(matched).toMatchObject({ ok: true });
    expect(await claimNow(claimId)).toMatchObject({ number, status: "paid", paid: 7000 });
    expect(await newest()).toMatchObject({ status: "closed", posted: 7000, setAside: 0 });
    await agree();
  });

  test("BIL-95: a posted payment is taken back by hand to the cent, waits again, and is posted to the claim it was for", async () => {
    const wrong = await clinic.sentClaim(patientId);
    const right = await clinic.sentClaim(patientId);
    await receive(remittance([paid("MISTYPED")], nextTrace()));
    const { remittanceClaimId } = await rowOf("MISTYPED");
    await clinic.call("resolveException", { remittanceClaimId, claimId: wrong.claimId, setAsideBecause: null });
    expect(await visit(wrong.encounterId)).toMatchObject({ insurancePending: 0, patientDue: 2000 });

    const undone = await clinic.call("reversePosting", { remittanceClaimId, because: "Wrong claim" });
    expect(undone).toMatchObject({ ok: true });
    expect(await visit(wrong.encounterId)).toMatchObject({ insurancePending: 15_000, patientDue: 0 });
    expect(await claimNow(wrong.claimId)).toMatchObject({ status: "accepted", paid: 0, patientResponsibility: 0 });
    expect(await newest()).toMatchObject({ status: "has-exceptions", exceptions: 7000, posted: 0, variance: 0 });
    await agree();

    const posted = await clinic.call("resolveException", {
      remittanceClaimId,
      claimId: right.claimId,
      setAsideBecause: null,
    });
    expect(posted).toMatchObject({ ok: true });
    expect(await visit(right.encounterId)).toMatchObject({ insurancePending: 0, patientDue: 2000 });
    expect(await visit(wrong.encounterId)).toMatchObject({ insurancePending: 15_000, patientDue: 0 });
    // To the first claim again: it was posted there once before, and still counts anew.
    await clinic.call("reversePosting", { remittanceClaimId, because: "It was the first after all" });
    await clinic.call("resolveException", { remittanceClaimId, claimId: wrong.claimId, setAsideBecause: null });
    expect(await visit(wrong.encounterId)).toMatchObject({ insurancePending: 0, patientDue: 2000 });
    expect(await visit(right.encounterId)).toMatchObject({ insurancePending: 15_000, patientDue: 0 });
    await agree();
  });

  test("BIL-43, BIL-92, BIL-96: a write-off has a reason and a limit; above it a manager allows it; it is taken back by hand", async () => {
    const { number, claimId, encounterId } = await clinic.sentClaim(patientId);
    const refused = [
      { code: "99213", charge: 15_000, paid: 0, adjustments: [{ group: "CO", reason: "97", amount: 15_000 }] },
    ];
    await receive(remittance([decision(number, refused, "4")], nextTrace()));
    const denialOf = async () => {
      const listed = await clinic.call("listDenials", { open: true, before: null, limit: 50 });
      return must(listed.ok ? listed.value.denials.find((one) => one.claimId === claimId) : null);
    };
    const { denialId, version } = await denialOf();
    const ask = (reason: "bundled" | null, as: Actor) =>
      clinic.call(
        "resolveDenial",
        { denialId, version, action: "write-off", reason, note: "Part of the visit" },
        { as },
      );
    expect(await ask(null, biller)).toMatchObject({ ok: false, error: { code: "invalid-input", field: "reason" } });
    const letGo = await balance("write-off");
    const asked = await ask("bundled", biller);
    expect(asked).toMatchObject({ ok: true, value: { status: "open" } });
    expect(await balance("write-off")).toBe(letGo);
    expect(await denialOf()).toMatchObject({ approvalWaits: true });
    const approvalId = must(asked.ok ? asked.value.approvalId : null);
    await clinic.call("decideApproval", { approvalId, approve: true, because: "" }, { as: manager });
    expect((await balance("write-off")) - letGo).toBe(15_000);
    expect(await visit(encounterId)).toMatchObject({ insurancePending: 0, patientDue: 0 });
    expect(await claimNow(claimId)).toMatchObject({ status: "closed" });

    const settled = await clinic.call("getDenial", { denialId });
    const seen = must(settled.ok ? settled.value.version : null);
    const back = await clinic.call("reopenDenial", { denialId, version: seen, because: "We appeal" });
    expect(back).toMatchObject({ ok: true });
    expect(await balance("write-off")).toBe(letGo);
    expect(await visit(encounterId)).toMatchObject({ insurancePending: 15_000 });
    expect(await claimNow(claimId)).toMatchObject({ status: "denied" });
    const open = await denialOf();
    expect(open).toMatchObject({ status: "open", approvalWaits: false });
    // A second write-off of the same denial counts anew; a manager needs nobody.
    await clinic.call(
      "resolveDenial",
      { denialId, version: open.version, action: "write-off", reason: "bundled", note: "After all" },
      { as: manager },
    );
    expect((await balance("write-off")) - letGo).toBe(15_000);
  });
});
