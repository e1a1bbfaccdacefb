import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { decision, remittance, remittances, reversalOf } from "../../testing/payer-files.ts";

const CO45 = (amount: number) => ({ group: "CO", reason: "45", amount });
const PR3 = (amount: number) => ({ group: "PR", reason: "3", amount });

describe.each(databaseKinds)("remittances on %s", (database) => {
  let clinic: Clinic;
  let patientId = "";
  let trace = 0;
  beforeAll(async () => {
    clinic = await openClinic(database);
    patientId = await clinic.addPatient();
    await clinic.cover(patientId);
  });
  afterAll(() => clinic.stop());

  const receive = async (content: string) => {
    const reply = await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: "era.835", content });
    await clinic.kit.settle();
    return reply;
  };
  const nextTrace = () => ({ trace: `EFT${(trace += 1)}`, controlNumber: 800 + trace });
  const paid = (number: string) =>
    decision(number, [{ code: "99213", charge: 15_000, paid: 7000, adjustments: [CO45(6000), PR3(2000)] }]);
  const status = async (claimId: string) => {
    const claim = await clinic.call("getClaim", { claimId });
    return claim.ok ? claim.value.status : null;
  };
  const account = async () => {
    const reply = await clinic.call("getAccount", { patientId });
    return must(reply.ok ? reply.value : null);
  };
  const zero = async () => {
    const reply = await clinic.call("trialBalance", {});
    expect(reply).toMatchObject({ value: { total: 0, unbalancedTransactions: 0 } });
    return new Map((reply.ok ? reply.value.accounts : []).map((one) => [one.account, one.balance]));
  };

  test("BIL-34, BIL-36: a refusal opens a denial, moves no money, and CO is never the patient's", async () => {
    const { number, claimId } = await clinic.sentClaim(patientId);
    const due = (await account()).patientDue;
    await receive(
      remittance(
        [
          decision(
            number,
            [
              {
                code: "99213",
                charge: 15_000,
                paid: 0,
                adjustments: [{ group: "CO", reason: "16", amount: 15_000 }],
                remarks: ["M76"],
              },
            ],
            "4",
          ),
        ],
        nextTrace(),
      ),
    );
    expect(await status(claimId)).toBe("denied");
    const listed = await clinic.call("listDenials", { open: true, before: null, limit: 50 });
    const denial = must(listed.ok ? listed.value.denials.find((one) => one.claimId === claimId) : null);
    expect(denial).toMatchObject({
      amount: 15_000,
      group: "CO",
      reason: "16",
      recommendedAction: "correct",
      status: "open",
    });
    expect(denial.lineage.map((step) => step.what)).toEqual([
      "Payer's code",
      "On the claim",
      "Charge",
      "Note",
      "Signed by",
      "Rule that guards it",
    ]);
    // BIL-44: each step that is a field names it, so that a screen can put the caret there.
    expect(denial.lineage.filter((step) => step.mends).map((step) => step.what)).toEqual(["Note"]);
    expect(denial.lineage.map((step) => step.field)).toEqual([null, "box.21", "code", "diagnoses", null, null]);
    expect((await account()).patientDue).toBe(due);
    const billed = await clinic.call("resolveDenial", {
      denialId: denial.denialId,
      version: denial.version,
      action: "bill-patient",
      note: "try",
    });
    expect(billed).toMatchObject({ ok: false, error: { code: "not-allowed" } });
    expect(await clinic.kit.events("billing", "billing.claim-denied.v1")).toHaveLength(1);
    // Who has not seen how the denial stands now decides nothing about it.
    const decide = (version: number, action: "correct" | "write-off") =>
      clinic.call("resolveDenial", { denialId: denial.denialId, version, action, reason: "other", note: "late" });
    expect(await decide(denial.version + 1, "correct")).toMatchObject({ error: { code: "stale-version" } });

    const corrected = await clinic.call("resolveDenial", {
      denialId: denial.denialId,
      version: denial.version,
      action: "correct",
      note: "Modifier was missing",
    });
    expect(corrected).toMatchObject({ ok: true, value: { status: "corrected", claimId } });
    // What is settled is not settled a second time: the money would be given up while the claim is on its way again.
    const settled = must(corrected.ok ? corrected.value.version : null);
    expect(await decide(settled, "write-off")).toMatchObject({
      error: { code: "claim-not-ready", detail: { status: "corrected" } },
    });
    const opened = await clinic.call("getClaim", { claimId });
    expect(opened).toMatchObject({
      value: { status: "needs-correction", frequency: "7", payerClaimNumber: `PCN${number}` },
    });
    const charge = must(opened.ok ? opened.value.lines[0]?.charge : null);
    await clinic.call("updateCharge", { ...charge, units: 1, pointers: [1, 2], modifiers: ["25"] });
    await clinic.call("refreshClaim", { claimId });
    expect(await clinic.call("submitClaims", { claimIds: [claimId] })).toMatchObject({
      value: { submitted: [claimId] },
    });
    await receive(remittance([paid(number)], nextTrace()));
    expect(await status(claimId)).toBe("paid");
    expect(await clinic.call("getDenial", { denialId: denial.denialId })).toMatchObject({
      value: { status: "overturned" },
    });
    await zero();
  });

  test("BIL-37: a reversal posts the opposite first, then the new decision; a write-off because of it is undone", async () => {
    const { number, claimId, encounterId } = await clinic.sentClaim(patientId);
    const first = decision(number, [
      {
        code: "99213",
        charge: 15_000,
        paid: 5000,
        adjustments: [CO45(6000), { group: "CO", reason: "97", amount: 4000 }],
      },
    ]);
    await receive(remittance([first], nextTrace()));
    expect(await status(claimId)).toBe("partly-denied");
    const listed = await clinic.call("listDenials", { open: true, before: null, limit: 50 });
    const denial = must(listed.ok ? listed.value.denials.find((one) => one.claimId === claimId) : null);
    const written = await clinic.call("resolveDenial", {
      denialId: denial.denialId,
      version: denial.version,
      action: "write-off",
      reason: "bundled",
      note: "Bundled",
    });
    expect(written).toMatchObject({ value: { status: "written-off" } });
    expect(await status(claimId)).toBe("closed");

    // The replacement stands before the reversal in the file: the order of the file does not matter.
    await receive(remittance([paid(number), reversalOf(first)], nextTrace()));
    expect(await status(claimId)).toBe("paid");
    const visit = (await account()).visits.find((one) => one.encounterId === encounterId);
    expect(visit?.insurancePending).toBe(0);
    expect((await zero()).get("write-off") ?? 0).toBe(0);
  });

  test("BIL-39: what fits no claim waits with its money, and a person matches it or sets it aside", async () => {
    const { number, claimId } = await clinic.sentClaim(patientId);
    const clearing = (await zero()).get("insurance-clearing") ?? 0;
    await receive(remittance([paid("NOTOURS")], nextTrace()));
    expect((await zero()).get("insurance-clearing")).toBe(clearing - 7000);
    const listed = await clinic.call("listRemittances", { before: null, limit: 1 });
    const summary = must(listed.ok ? listed.value.remittances[0] : null);
    expect(summary).toMatchObject({ total: 7000, posted: 0, exceptions: 7000, variance: 0, status: "has-exceptions" });
    const whole = await clinic.call("getRemittance", { remittanceId: summary.remittanceId });
    const row = must(whole.ok ? whole.value.claims[0] : null);
    expect(row).toMatchObject({ group: "unmatched", state: "waits", claimId: null });
    const { remittanceClaimId } = row;
    const matched = await clinic.call("resolveException", { remittanceClaimId, claimId, setAsideBecause: null });
    expect(matched).toMatchObject({ ok: true });
    expect(await status(claimId)).toBe("paid");
    expect((await zero()).get("insurance-clearing") ?? 0).toBe(clearing);
    const twice = await clinic.call("resolveException", { remittanceClaimId, claimId, setAsideBecause: null });
    expect(twice).toMatchObject({ ok: false, error: { code: "already-posted" } });

    await receive(remittance([paid(number)], nextTrace()));
    const exceptions = await clinic.call("workQueues", {});
    expect(exceptions.ok && exceptions.value.find((one) => one.queue === "exceptions")).toMatchObject({
      count: 1,
      amount: 7000,
    });
  });

  test("BIL-35: what a payer keeps back beside the claims is accounted for", async () => {
    const { number } = await clinic.sentClaim(patientId);
    const before = await zero();
    const kept = [
      {
        providerId: "1234567893",
        fiscalPeriodEnd: "2026-12-31",
        entries: [{ reason: "WO", reference: "OLD1", amount: 3000 }],
      },
    ];
    await receive(remittance([paid(number)], { ...nextTrace(), providerAdjustments: kept }));
    const after = await zero();
    const change = (account: "cash" | "provider-adjustment" | "insurance-clearing") =>
      (after.get(account) ?? 0) - (before.get(account) ?? 0);
    expect([change("cash"), change("provider-adjustment"), change("insurance-clearing")]).toEqual([4000, 3000, 0]);
    const listed = await clinic.call("listRemittances", { before: null, limit: 1 });
    expect(listed).toMatchObject({ value: { remittances: [{ total: 4000, posted: 7000, variance: 0 }] } });
  });

  test("BIL-38: what contradicts a posted remittance waits for a person; the rest of its file is posted, the same is skipped", async () => {
    const [known, other, next] = [
      await clinic.sentClaim(patientId),
      await clinic.sentClaim(patientId),
      await clinic.sentClaim(patientId),
    ];
    const first = nextTrace();
    await receive(remittance([paid(known.number)], first));
    const before = await zero();

    const file = remittances(
      [
        { claims: [paid(other.number)], more: { trace: first.trace } },
        { claims: [paid(next.number)], more: nextTrace() },
      ],
      990,
    );
    const reply = await receive(file);
    expect(reply).toMatchObject({ ok: true, value: { status: "quarantined" } });
    const problem = reply.ok ? reply.value.problem : null;
    expect(problem).toContain(`Not posted: ${first.trace} of 2026-11-23 over $70.00.`);
    expect(problem).toContain("1 was posted");
    expect([await status(other.claimId), await status(next.claimId)]).toEqual(["submitted", "paid"]);
    const after = await zero();
    expect((after.get("cash") ?? 0) - (before.get("cash") ?? 0)).toBe(7000);

    // Taken again, it says the same and moves nothing.
    const again = await receive(file);
    expect(again).toMatchObject({ value: { status: "quarantined" } });
    expect(again.ok && again.value.problem).toContain(`Not posted: ${first.trace} `);
    expect(await zero()).toEqual(after);

    const same = remittances(
      [
        { claims: [paid(known.number)], more: { trace: first.trace } },
        { claims: [paid(other.number)], more: nextTrace() },
      ],
      991,
    );
    expect(await receive(same)).toMatchObject({ value: { status: "processed", problem: null } });
    expect(await status(other.claimId)).toBe("paid");
  });

  test("BIL-30: an amount beyond all bounds is no payment, and the file is put into quarantine", async () => {
    const { number, claimId } = await clinic.sentClaim(patientId);
    const huge = 100_000_000_000;
    const line = { code: "99213", charge: huge, paid: huge, adjustments: [] };
    const reply = await receive(remittance([decision(number, [line])], nextTrace()));
    expect(reply).toMatchObject({ ok: true, value: { status: "quarantined" } });
    expect(reply.ok && reply.value.problem).toContain("above $999,999,999.99");
    expect(await status(claimId)).toBe("submitted");
  });

  test("BIL-45: the statement asks for the patient's part only, and each line explains it; a payment clears it", async () => {
    const due = (await account()).patientDue;
    expect(due).toBeGreaterThan(0);
    const statementId = clinic.kit.ids.next<"statement">();
    const issued = await clinic.call("issueStatement", { statementId, patientId });
    expect(issued).toMatchObject({ ok: true, value: { number: "S000001", balance: due } });
    expect(issued.ok && issued.value.lines.reduce((sum, line) => sum + line.amount, 0)).toBe(due);
    const paymentId = clinic.kit.ids.next<"payment">();
    const payment = { paymentId, patientId, amount: due + 500, method: "check" as const, reference: "1001" };
    await clinic.call("takePayment", { ...payment, purpose: "balance", appointmentId: null });
    expect(await account()).toMatchObject({ patientDue: 0, unapplied: 500 });
    const again = await clinic.call("issueStatement", { statementId: clinic.kit.ids.next(), patientId });
    expect(again).toMatchObject({ ok: false, error: { code: "nothing-due" } });

    // BIL-42: the check bounces.
    await clinic.call("reversePayment", { paymentId, patientId, reason: "Returned by the bank" });
    expect(await account()).toMatchObject({ patientDue: due, unapplied: 0 });
    const twice = await clinic.call("reversePayment", { paymentId, patientId, reason: "Again" });
    expect(twice).toMatchObject({ ok: false, error: { code: "already-posted" } });
    await zero();
  });

  test("BIL-51, BIL-50: the database itself refuses to change an entry or to keep one that does not sum to zero", async () => {
    await expect(clinic.kit.rows("billing", "update ledger_entry set amount = 1")).rejects.toThrow();
    await expect(clinic.kit.rows("billing", "delete from ledger_transaction")).rejects.toThrow();
    const lopsided = `with t as (
        insert into ledger_transaction values (gen_random_uuid(), 'lopsided', now(), current_date, 'x', 'manual', 'x') returning transaction_id)
      insert into ledger_entry (entry_id, transaction_id, position, account, amount, because, rule)
      select gen_random_uuid(), transaction_id, 0, 'cash', 5, '', '' from t`;
    await expect(clinic.kit.rows("billing", lopsided)).rejects.toThrow();
  });

  test("BIL-477: a payment that names another person and number with a claim's number moves no money, and waits", async () => {
    const { number, claimId } = await clinic.sentClaim(patientId);
    const before = await zero();
    const theirs = (last: string, value: string) => ({
      ...paid(number),
      patient: {
        name: { kind: "person" as const, last, first: "PERSON" },
        id: { qualifier: "MI", value },
      },
    });
    await receive(remittance([theirs("OTHER", "XEP000000000")], nextTrace()));
    expect(await status(claimId)).toBe("submitted");
    const waits = await clinic.call("listRemittances", { before: null, limit: 1, text: "" } as never);
    expect(must(waits.ok ? waits.value.remittances[0] : null)).toMatchObject({
      posted: 0,
      exceptions: 7000,
      status: "has-exceptions",
    });
    expect((await zero()).get("revenue")).toBe(before.get("revenue"));
    expect((await account()).visits.find((one) => one.claims.some((claim) => claim.claimId === claimId))).toMatchObject(
      {
        insurancePending: 15_000,
      },
    );
    // The family name alone is a payer's spelling: it is this patient's.
    await receive(remittance([theirs("OTHER", "CF1234567")], nextTrace()));
    expect(await status(claimId)).toBe("paid");
  });
});
