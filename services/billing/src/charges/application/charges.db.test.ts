import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { claimsIn } from "../../testing/payer-files.ts";

describe.each(databaseKinds)("charges and claims on %s", (database) => {
  let clinic: Clinic;
  let patientId = "";
  beforeAll(async () => {
    clinic = await openClinic(database, "charges");
    patientId = await clinic.addPatient();
    await clinic.cover(patientId);
  });
  afterAll(() => clinic.stop());
  const visit = async (encounterId: string) => {
    const listed = await clinic.call("listCharges", { status: "review" });
    const all = listed.ok ? [...listed.value.visits, ...listed.value.missing] : [];
    return must(all.find((one) => one.encounterId === encounterId));
  };
  const release = async (encounterId: string) => {
    const reply = await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    return must(reply.ok ? reply.value : null);
  };

  test("BIL-11: a price from a day on leaves earlier days as they were", async () => {
    await clinic.call("savePrices", { from: "2026-11-21", prices: [{ code: "99213", price: 16_000 }] });
    const before = await clinic.sign(patientId, { serviceDate: "2026-11-20" });
    const after = await clinic.sign(patientId, { serviceDate: "2026-11-21" });
    expect((await visit(before)).total).toBe(15_000);
    expect((await visit(after)).total).toBe(16_000);
    const prices = await clinic.call("listPrices", { onDate: "2026-11-20" });
    expect(prices.ok && prices.value.find((one) => one.code === "99213")).toMatchObject({
      price: 15_000,
      from: "2026-01-01",
    });
  });
  test("BIL-11, BIL-14: a code without a price stays in review until it is given one", async () => {
    const procedures = [{ code: "93000", label: "EKG", modifiers: [], units: 1, pointers: [1] }];
    const encounterId = await clinic.sign(patientId, { procedures });
    expect((await visit(encounterId)).problems).toEqual(["The fee schedule has no price for 93000 on that day."]);
    expect(await release(encounterId)).toMatchObject({ released: [] });
    const charge = must((await visit(encounterId)).charges[0]);
    const mended = {
      chargeId: charge.chargeId,
      version: charge.version,
      modifiers: [],
      units: 2,
      pointers: [1],
      unitPrice: 2900,
    };
    expect(await clinic.call("updateCharge", mended)).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await clinic.call("updateCharge", mended)).toMatchObject({ error: { code: "stale-version" } });
    expect((await visit(encounterId)).total).toBe(5800);
    expect((await release(encounterId)).released).toHaveLength(1);
    expect(await clinic.call("updateCharge", { ...mended, version: 3, unitPrice: 1 })).toMatchObject({
      error: { code: "charge-not-open" },
    });
  });
  test("BIL-14: a signed visit without procedures is named as missing", async () => {
    const encounterId = await clinic.sign(patientId, { procedures: [] });
    expect((await visit(encounterId)).problems).toContain("The note has no procedure: nothing to charge.");
  });
  test("BIL-13: a supervised note waits for the co-signature, which may come before the signature", async () => {
    const supervisorId = clinic.ids.supervisor;
    const waiting = await clinic.sign(patientId, { supervisorId });
    expect((await release(waiting)).left[0]?.because).toContain("co-signature");
    const early = clinic.kit.ids.next<string>();
    for (const encounterId of [waiting, early])
      await clinic.kit.deliver("charting.encounter-cosigned.v1", {
        encounterId,
        patientId,
        cosignedAt: "2026-11-20T20:00:00.000Z",
        supervisorId,
      });
    await clinic.kit.settle();
    await clinic.sign(patientId, { supervisorId, encounterId: early });
    expect((await release(waiting)).released).toHaveLength(1);
    const claimId = must((await release(early)).released[0]?.claimId);
    await clinic.call("submitClaims", { claimIds: [claimId] });
    await clinic.kit.settle();
    const sent = must(clinic.exchange.outbound().findLast((file) => file.name.startsWith("837P")));
    expect(claimsIn(sent.content).claims[0]?.supervisingProvider?.name).toMatchObject({ last: "ALVAREZ" });
  });
  test("BIL-15, BIL-16: without coverage the patient owes at once, and no claim is built", async () => {
    const uninsured = await clinic.addPatient({ family: "Nobody" });
    const encounterId = await clinic.sign(uninsured);
    expect((await release(encounterId)).released).toEqual([{ encounterId, claimId: null }]);
    expect(await clinic.call("getAccount", { patientId: uninsured })).toMatchObject({
      value: { patientDue: 15_000, insurancePending: 0 },
    });
  });
  test("BIL-41: a payment covers visit after visit, and never more than it was", async () => {
    const payer = await clinic.addPatient({ family: "Prepaid" });
    const pay = {
      amount: 20_000,
      method: "cash",
      reference: null,
      purpose: "prepayment",
      appointmentId: null,
    } as const;
    await clinic.call("takePayment", { paymentId: clinic.kit.ids.next(), patientId: payer, ...pay });
    const after = async () => {
      await release(await clinic.sign(payer));
      const reply = await clinic.call("getAccount", { patientId: payer });
      const { patientDue, unapplied } = must(reply.ok ? reply.value : null);
      return { patientDue, unapplied };
    };
    expect(await after()).toEqual({ patientDue: 0, unapplied: 5000 });
    expect(await after()).toEqual({ patientDue: 10_000, unapplied: 0 });
    expect(await after()).toEqual({ patientDue: 25_000, unapplied: 0 });
  });
  test("BIL-22, BIL-12: an error is mended at its source, checked again, and the claim goes out", async () => {
    const encounterId = await clinic.sign(patientId, {
      procedures: [{ code: "99213", label: "Visit", modifiers: ["25", "25"], units: 1, pointers: [1] }],
    });
    const claimId = must((await release(encounterId)).released[0]?.claimId);
    const claim = await clinic.call("getClaim", { claimId });
    const { findings, lines, status } = must(claim.ok ? claim.value : null);
    expect(status).toBe("needs-correction");
    const charge = must(lines[0]?.charge);
    expect(findings).toMatchObject([
      { rule: "32", source: { screen: "charge", field: "modifiers", id: charge.chargeId } },
    ]);
    expect(await clinic.call("submitClaims", { claimIds: [claimId] })).toMatchObject({
      value: { submitted: [], left: [{ claimId }] },
    });
    const mended = { ...charge, modifiers: ["25"], units: 1, pointers: [1] };
    expect(await clinic.call("updateCharge", mended)).toMatchObject({ ok: true });
    expect(await clinic.call("refreshClaim", { claimId })).toMatchObject({ value: { status: "ready", findings: [] } });
    const versionOf = async () => {
      const reply = await clinic.call("getClaim", { claimId });
      return reply.ok ? [reply.value.version, reply.value.history.length] : null;
    };
    const before = await versionOf();
    await clinic.call("refreshClaim", { claimId });
    expect(await versionOf()).toEqual(before);
    expect(await clinic.call("submitClaims", { claimIds: [claimId] })).toMatchObject({
      value: { submitted: [claimId] },
    });
    expect(await clinic.call("refreshClaim", { claimId })).toMatchObject({ error: { code: "claim-not-ready" } });
    expect(await clinic.call("updateCharge", { ...mended, version: mended.version + 3 })).toMatchObject({ ok: false });
  });

  test("BIL-210: the review has every visit: one with a problem comes first, though 600 clean and older ones wait", async () => {
    const other = await clinic.addPatient({ family: "Many" });
    const clean = await clinic.sign(other, { serviceDate: "2026-03-02" });
    await clinic.kit.rows(
      "billing",
      `with made as (
        insert into visit select (jsonb_populate_record(v, jsonb_build_object('encounter_id', gen_random_uuid()))).*
        from visit as v, generate_series(1, 600) where v.encounter_id = '${clean}' returning encounter_id
      )
      insert into charge select (jsonb_populate_record(c, jsonb_build_object('charge_id', gen_random_uuid(),
        'encounter_id', made.encounter_id))).*
      from charge as c, made where c.encounter_id = '${clean}'`,
    );
    const procedures = [{ code: "94999", label: "Spirometry", modifiers: [], units: 1, pointers: [1] }];
    const priceless = await clinic.sign(other, { procedures, serviceDate: "2026-03-03" });
    const nothing = await clinic.sign(other, { procedures: [], serviceDate: "2026-03-04" });
    const listed = await clinic.call("listCharges", { status: "review" });
    const { visits, missing } = must(listed.ok ? listed.value : null);
    const own = visits.filter((one) => one.patientId === other);
    expect(own).toHaveLength(602);
    expect(own[0]).toMatchObject({ encounterId: priceless, serviceDate: "2026-03-03" });
    expect(own.slice(1).every((one) => one.problems.length === 0)).toBe(true);
    expect(missing.map((one) => one.encounterId)).toContain(nothing);
  });
});
