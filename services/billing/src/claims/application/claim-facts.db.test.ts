import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NO_FACTS } from "../domain/claim-facts.ts";
import { openClinic, type Clinic, type NoteMore } from "../../testing/clinic.ts";
import { claimsIn, decision, remittance } from "../../testing/payer-files.ts";

const VISIT = [{ code: "99213", label: "Visit", modifiers: [], units: 1, pointers: [1] }];

describe.each(databaseKinds)("what is beside the note, on %s", (database) => {
  let clinic: Clinic;
  let traces = 300;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.stop());

  const covered = async (more = {}) => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId, more);
    return patientId;
  };
  const released = async (patientId: string, more: NoteMore = {}) => {
    const encounterId = await clinic.sign(patientId, more);
    const reply = await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    return must(reply.ok ? reply.value.released[0]?.claimId : null, "released with a claim");
  };
  const claimOf = async (claimId: string) => {
    const reply = await clinic.call("getClaim", { claimId });
    return must(reply.ok ? reply.value : null);
  };
  const save = async (claimId: string, facts: object) => {
    const { version } = await claimOf(claimId);
    return clinic.call("saveClaimFacts", { claimId, version, facts: { ...NO_FACTS, ...facts } });
  };
  const submit = (claimId: string) => clinic.call("submitClaims", { claimIds: [claimId] });
  const lastSent = async () => {
    await clinic.kit.settle();
    return must(
      claimsIn(must(clinic.exchange.outbound().findLast((one) => one.name.startsWith("837P"))).content).claims[0],
    );
  };
  const decide = async (claim: { number: string }, lines: Parameters<typeof decision>[1]) => {
    traces += 1;
    await clinic.call("receiveFile", {
      fileId: clinic.kit.ids.next(),
      name: `era-${traces}.835`,
      content: remittance([decision(claim.number, lines)], { trace: `FACT${traces}`, controlNumber: traces }),
    });
    await clinic.kit.settle();
  };
  const refuse = (claim: { number: string }, remark: string) =>
    decide(claim, [
      {
        code: "99213",
        charge: 15_000,
        paid: 0,
        adjustments: [{ group: "CO", reason: "16", amount: 15_000 }],
        remarks: [remark],
      },
    ]);
  const denialOf = async (claimId: string) => {
    const listed = await clinic.call("listDenials", { open: true, before: null, limit: 100 });
    return must(listed.ok ? listed.value.denials.find((one) => one.claimId === claimId) : null, "a denial");
  };
  const correct = async (claimId: string) => {
    const { denialId, version } = await denialOf(claimId);
    return clinic.call("resolveDenial", { denialId, version, action: "correct", note: "Mended" });
  };
  const withRules = async (payerId: string, rules: object) => {
    const payers = await clinic.call("listPayers", {});
    const payer = must(payers.ok ? payers.value.find((one) => one.payerId === payerId) : null);
    const tried = { replayId: null, because: "A test of what follows" };
    expect(await clinic.call("savePayer", { ...payer, rules: { ...payer.rules, ...rules }, tried })).toMatchObject({
      ok: true,
    });
  };

  test("BIL-130: entered on the unsent claim, checked at once, sent with it; once it is out they stay as they were", async () => {
    await withRules(clinic.ids.hmo, { authorizationFor: ["99213"] });
    const claimId = await released(await covered());
    expect(await claimOf(claimId)).toMatchObject({ status: "needs-correction", errorCount: 1 });
    expect((await claimOf(claimId)).findings[0]?.source).toMatchObject({
      screen: "claim",
      field: "facts.authorization",
    });
    expect(await save(claimId, { authorization: "AUTH 77" })).toMatchObject({ value: { status: "ready" } });
    expect(await submit(claimId)).toMatchObject({ value: { submitted: [claimId] } });
    expect(await lastSent()).toMatchObject({ priorAuthorization: "AUTH 77" });
    expect(await save(claimId, {})).toMatchObject({ ok: false, error: { code: "claim-not-ready" } });
    expect((await claimOf(claimId)).facts.authorization).toBe("AUTH 77");
    await withRules(clinic.ids.hmo, { authorizationFor: [] });
  });

  test("BIL-130: an accident is of the visit, an authorization of one payer's claim; a stale screen changes nothing", async () => {
    const patientId = await covered();
    await clinic.cover(patientId, { payerId: clinic.ids.ppo, priority: 2, memberId: "P123456" });
    const claimId = await released(patientId, { procedures: VISIT });
    const accident = { cause: "auto", on: "2026-11-18", state: "CA", claimNumber: null };
    await save(claimId, { accident, authorization: "A1" });
    expect(
      await clinic.call("saveClaimFacts", { claimId, version: 1, facts: { ...NO_FACTS, authorization: "B2" } }),
    ).toMatchObject({ ok: false, error: { code: "stale-version" } });
    await submit(claimId);
    await clinic.kit.settle();
    await decide(await claimOf(claimId), [
      { code: "99213", charge: 15_000, paid: 12_000, adjustments: [{ group: "PR", reason: "2", amount: 3000 }] },
    ]);
    const second = must((await claimOf(claimId)).payers.find((one) => one.order === 2));
    expect((await claimOf(second.claimId)).facts).toMatchObject({ accident, authorization: null });
  });

  test("BIL-130: the NDC is kept at the charge, while its claim is in the house", async () => {
    await withRules(clinic.ids.medicaid, { drugNumber: true });
    const patientId = await covered({ payerId: clinic.ids.medicaid, memberId: "91234567A" });
    await clinic.call("savePrices", { from: "2026-01-01", prices: [{ code: "J3420", price: 1000 }] });
    const procedures = [{ code: "J3420", label: "Vitamin B12", modifiers: [], units: 1, pointers: [1] }];
    const claimId = await released(patientId, { procedures });
    const line = must((await claimOf(claimId)).lines[0]);
    const { chargeId, version } = must(line.charge);
    expect((await claimOf(claimId)).findings.filter((one) => one.severity === "error")).toMatchObject([
      { rule: "38", source: { screen: "charge", field: "drug.ndc", id: chargeId } },
    ]);
    const drug = { ndc: "00002143380", quantityThousandths: 1000, unit: "ML" as const };
    expect(await clinic.call("saveChargeDrug", { chargeId, version, drug })).toMatchObject({ ok: true });
    expect(await clinic.call("saveChargeDrug", { chargeId, version, drug: null })).toMatchObject({
      ok: false,
      error: { code: "stale-version" },
    });
    await clinic.call("refreshClaim", { claimId });
    expect(await submit(claimId)).toMatchObject({ value: { submitted: [claimId] } });
    expect((await lastSent()).lines[0]?.drug).toMatchObject({ code: "00002143380", quantity: 1, unit: "ML" });
    const after = must((await claimOf(claimId)).lines[0]?.charge);
    expect(await clinic.call("saveChargeDrug", { chargeId, version: after.version, drug: null })).toMatchObject({
      ok: false,
      error: { code: "charge-not-open" },
    });
  });

  test("BIL-131: a new payer begins with its kind's rules, keeps its own when they are not named, and a person changes them", async () => {
    const payers = await clinic.call("listPayers", {});
    const rulesOf = (id: string) => (payers.ok ? payers.value.find((one) => one.payerId === id)?.rules : undefined);
    expect(rulesOf(clinic.ids.medicare)).toMatchObject({ corrections: "new-claim", orderingProvider: true });
    expect(rulesOf(clinic.ids.ppo)).toMatchObject({ corrections: "replacement", orderingProvider: false });
    await withRules(clinic.ids.ppo, { referralFor: ["992*"] });
    const again = await clinic.call("listPayers", {});
    const ppo = must(again.ok ? again.value.find((one) => one.payerId === clinic.ids.ppo) : null);
    const { rules: _, ...rest } = ppo;
    await clinic.call("savePayer", { ...rest, name: "Blue Harbor Plan" });
    const third = await clinic.call("listPayers", {});
    expect(third.ok && third.value.find((one) => one.payerId === clinic.ids.ppo)).toMatchObject({
      name: "Blue Harbor Plan",
      rules: { referralFor: ["992*"] },
    });
    await withRules(clinic.ids.ppo, { referralFor: [] });
  });

  test("SCRUB-43: Correct and resend with nothing changed is refused with words; a change or a reason sends it", async () => {
    const { claimId, number } = await clinic.sentClaim(await covered(), { procedures: VISIT });
    await refuse({ number }, "N822");
    expect(await correct(claimId)).toMatchObject({ ok: true });
    const open = await claimOf(claimId);
    expect(open).toMatchObject({ status: "needs-correction", frequency: "7" });
    expect(open.findings.filter((one) => one.severity === "error")).toMatchObject([
      { rule: "43", source: { screen: "claim", field: "facts.sameAgainBecause" } },
    ]);
    expect(await submit(claimId)).toMatchObject({ value: { submitted: [], left: [{ claimId }] } });
    const { chargeId, version, unitPrice } = must(open.lines[0]?.charge);
    const charge = { chargeId, version, unitPrice, units: 1, pointers: [1] };
    await clinic.call("updateCharge", { ...charge, modifiers: ["25"] });
    expect(await clinic.call("refreshClaim", { claimId })).toMatchObject({ value: { status: "ready", findings: [] } });
    // Taken back, it is the same again: only a reason lets it go, and that is said in its history.
    await clinic.call("updateCharge", { ...charge, version: version + 1, modifiers: [] });
    await clinic.call("refreshClaim", { claimId });
    expect(await save(claimId, { sameAgainBecause: "The payer lost it" })).toMatchObject({
      value: { status: "ready" },
    });
    expect(await submit(claimId)).toMatchObject({ value: { submitted: [claimId] } });
    expect(await lastSent()).toMatchObject({ frequency: "7", originalClaimNumber: `PCN${number}` });
    // The reason was for that attempt: the next one needs its own.
    await refuse({ number }, "N822");
    expect(await correct(claimId)).toMatchObject({ ok: true });
    expect(await claimOf(claimId)).toMatchObject({ status: "needs-correction", facts: { sameAgainBecause: null } });
  });

  test("SCRUB-44: the same service on another visit's claim is found before sending, and goes with a modifier or a reason", async () => {
    const patientId = await covered();
    const day = { serviceDate: "2026-11-12", procedures: VISIT };
    const first = await clinic.sentClaim(patientId, day);
    const claimId = await released(patientId, day);
    const found = (await claimOf(claimId)).findings.filter((one) => one.severity === "error");
    expect(found).toMatchObject([{ rule: "44", source: { field: "facts.duplicateBecause", id: first.claimId } }]);
    expect(found[0]?.message).toContain(`99213 of 11/12/2026 by Chen, Ana MD is on claim ${first.number}`);
    expect(await submit(claimId)).toMatchObject({ value: { submitted: [] } });
    expect(await save(claimId, { duplicateBecause: "Morning and evening" })).toMatchObject({
      value: { status: "ready" },
    });
    expect(await submit(claimId)).toMatchObject({ value: { submitted: [claimId] } });
    expect((await lastSent()).notes).toEqual([{ qualifier: "ADD", text: "MORNING AND EVENING" }]);
    // Another day, another patient, another payer: no duplicate.
    expect(await claimOf(await released(patientId, { procedures: VISIT }))).toMatchObject({ status: "ready" });
    expect(await claimOf(await released(await covered(), day))).toMatchObject({ status: "ready" });
  });

  test("BIL-132: Medicare takes no replacement: what it refused as a whole is a new claim, what it paid in part is reopened by it", async () => {
    const medicare = { payerId: clinic.ids.medicare, memberId: "1EG4TE5MK73" };
    const whole = await clinic.sentClaim(await covered(medicare), { procedures: VISIT });
    await refuse(whole, "N822");
    expect(await correct(whole.claimId)).toMatchObject({ ok: true });
    const open = await claimOf(whole.claimId);
    expect(open).toMatchObject({ frequency: "1", status: "needs-correction", corrections: "new-claim" });
    const { chargeId, version, unitPrice } = must(open.lines[0]?.charge);
    await clinic.call("updateCharge", { chargeId, version, unitPrice, units: 1, pointers: [1], modifiers: ["25"] });
    await clinic.call("refreshClaim", { claimId: whole.claimId });
    expect(await submit(whole.claimId)).toMatchObject({ value: { submitted: [whole.claimId] } });
    const sent = await lastSent();
    expect(sent.frequency).toBe("1");
    expect(sent.originalClaimNumber).toBeUndefined();
    await decide(whole, [
      { code: "99213", charge: 15_000, paid: 9000, adjustments: [{ group: "CO", reason: "45", amount: 6000 }] },
    ]);
    expect(await claimOf(whole.claimId)).toMatchObject({ status: "paid", paid: 9000 });
    // Paid: there is nothing to send any more, and the words say who can mend it.
    const { version: seen } = await claimOf(whole.claimId);
    expect(await clinic.call("correctClaim", { claimId: whole.claimId, version: seen })).toMatchObject({
      ok: false,
      error: { code: "reopening-needed", detail: { payer: "Medicare", number: `PCN${whole.number}` } },
    });
  });

  test("BIL-26: once the coverage has another payer, the claim is a new one of that payer's", async () => {
    const patientId = await clinic.addPatient();
    const coverageId = await clinic.cover(patientId);
    const { claimId, number } = await clinic.sentClaim(patientId, { procedures: VISIT });
    await refuse({ number }, "N418");
    const listed = await clinic.call("listCoverages", { patientId });
    const coverage = must(listed.ok ? listed.value.find((one) => one.coverageId === coverageId) : null);
    const { payerName: _n, payerKind: _k, priority: _p, eligibility: _e, ...kept } = coverage;
    await clinic.call("updateCoverage", { ...kept, payerId: clinic.ids.ppo, memberId: "P765432" });
    expect(await correct(claimId)).toMatchObject({ ok: true });
    expect(await claimOf(claimId)).toMatchObject({ status: "ready", frequency: "1", payerName: "Blue Harbor Plan" });
    await submit(claimId);
    const sent = await lastSent();
    expect(sent.payer.id.value).toBe("BHPPO");
    expect(sent.originalClaimNumber).toBeUndefined();
  });

  test("SCRUB-42: a name in other letters keeps the claim here until the payer's own is entered, and then it goes out", async () => {
    const patientId = await clinic.addPatient({ family: "\u0645\u062d\u0645\u062f" });
    const coverageId = await clinic.cover(patientId);
    const claimId = await released(patientId, { procedures: VISIT });
    expect((await claimOf(claimId)).findings).toMatchObject([
      {
        rule: "42",
        severity: "error",
        source: { screen: "coverage", field: "subscriber.name.family", id: coverageId },
      },
    ]);
    const listed = await clinic.call("listCoverages", { patientId });
    const coverage = must(listed.ok ? listed.value[0] : null);
    const { payerName: _n, payerKind: _k, priority: _p, eligibility: _e, ...kept } = coverage;
    const name = { family: "Mohammed", given: "Maria", middle: null, suffix: null };
    await clinic.call("updateCoverage", { ...kept, subscriber: { ...kept.subscriber, name } });
    await clinic.call("refreshClaim", { claimId });
    expect(await submit(claimId)).toMatchObject({ value: { submitted: [claimId] } });
    expect((await lastSent()).subscriber.name).toMatchObject({ last: "MOHAMMED", first: "MARIA" });
  });
});
