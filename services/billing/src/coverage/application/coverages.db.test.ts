import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";

describe.each(databaseKinds)("coverages on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database, "coverages");
  });
  afterAll(() => clinic.stop());
  const add = (patientId: string, more: object) =>
    clinic.call("addCoverage", {
      coverageId: clinic.kit.ids.next(),
      patientId,
      payerId: clinic.ids.hmo,
      priority: 1,
      memberId: "CF1234567",
      groupNumber: null,
      planName: null,
      subscriber: { relationship: "self", name: null, birthDate: null, sex: null },
      from: "2026-01-01",
      to: null,
      pcpNpi: null,
      copay: null,
      ...more,
    });

  test("BIL-97: the same card is not there twice for a day; a copay is no less than zero", async () => {
    const patientId = await clinic.addPatient();
    expect(await add(patientId, { to: "2026-06-30", memberId: "CF1234567" })).toMatchObject({ ok: true });
    const twice = { priority: 2, memberId: "CF1234567" };
    expect(await add(patientId, { ...twice, from: "2026-06-30" })).toMatchObject({
      ok: false,
      error: { code: "invalid-input", field: "memberId" },
    });
    expect(await add(patientId, { ...twice, from: "2026-07-01" })).toMatchObject({ ok: true });
    const other = await clinic.addPatient();
    expect(await add(other, { copay: -500 })).toMatchObject({
      ok: false,
      error: { code: "invalid-input", fields: [{ field: "copay", message: "Enter a copay of $0.00 or more." }] },
    });
    expect(await add(other, { copay: 0 })).toMatchObject({ ok: true });
  });

  test("BIL-6: one place in the order on one day; the next may follow", async () => {
    const patientId = await clinic.addPatient();
    expect(await add(patientId, { to: "2026-06-30" })).toMatchObject({ ok: true });
    expect(await add(patientId, { from: "2026-06-30" })).toMatchObject({
      ok: false,
      error: { code: "priority-taken", field: "priority" },
    });
    expect(await add(patientId, { from: "2026-07-01" })).toMatchObject({ ok: true });
  });
  test("BIL-6: two at once, one of them gets the place", async () => {
    const patientId = await clinic.addPatient();
    const replies = await Promise.all([1, 2, 3, 4].map(() => add(patientId, {})));
    expect(replies.filter((reply) => reply.ok)).toHaveLength(1);
  });
  test("BIL-5: the member number's form, the period, and the subscriber are checked, each with its field", async () => {
    const patientId = await clinic.addPatient();
    expect(await add(patientId, { memberId: "123" })).toMatchObject({
      error: { code: "invalid-input", field: "memberId" },
    });
    expect(await add(patientId, { to: "2025-12-31" })).toMatchObject({ error: { field: "to" } });
    const child = { relationship: "child", name: null, birthDate: null, sex: null };
    expect(await add(patientId, { subscriber: child })).toMatchObject({
      error: { fields: [{ field: "subscriber.name" }, { field: "subscriber.birthDate" }] },
    });
    expect(await add(patientId, { payerId: clinic.kit.ids.next() })).toMatchObject({ error: { code: "not-found" } });
  });
  test("BIL-5: a Medicare number has Medicare's form", async () => {
    const patientId = await clinic.addPatient();
    const medicare = { payerId: clinic.ids.medicare };
    expect(await add(patientId, { ...medicare, memberId: "CF1234567" })).toMatchObject({
      error: { field: "memberId" },
    });
    expect(await add(patientId, { ...medicare, memberId: "1EG4TE5MK73" })).toMatchObject({ ok: true });
  });
  test("BIL-3: a form that could take forever is refused with its field, and what to do; a stored one checks nothing", async () => {
    const payerId = clinic.kit.ids.next<"payer">();
    const payer = {
      payerId,
      name: "Pattern",
      electronicId: "PATT1",
      kind: "ppo" as const,
      claimFiling: "12",
      filingDays: 90,
      capitated: false,
      active: true,
      version: null,
    };
    const hangs = "(([0-9A-Z]+)+)+!";
    expect(await clinic.call("savePayer", { ...payer, memberIdPattern: hangs })).toMatchObject({
      ok: false,
      error: {
        code: "invalid-input",
        fields: [{ field: "memberIdPattern", message: expect.stringContaining("Write out") }],
      },
    });
    expect(await clinic.call("savePayer", { ...payer, memberIdPattern: "W\\d{9}" })).toMatchObject({ ok: true });
    const patientId = await clinic.addPatient();
    const typed = { payerId, memberId: "A".repeat(30) };
    expect(await add(patientId, typed)).toMatchObject({ ok: false, error: { field: "memberId" } });
    await clinic.kit.rows("billing", `update payer set member_id_pattern = '${hangs}' where payer_id = '${payerId}'`);
    expect(await add(patientId, typed)).toMatchObject({ ok: true });
  });
  test("the order of billing can be changed, and a stale change is refused", async () => {
    const patientId = await clinic.addPatient();
    await add(patientId, {});
    await add(patientId, { priority: 2, payerId: clinic.ids.medicare, memberId: "1EG4TE5MK73" });
    const before = await clinic.call("listCoverages", { patientId });
    const [first, second] = must(before.ok ? before.value : null);
    const coverageIds = [must(second).coverageId, must(first).coverageId];
    expect(await clinic.call("orderCoverages", { patientId, coverageIds })).toMatchObject({ ok: true });
    const after = await clinic.call("listCoverages", { patientId });
    expect(after.ok && after.value.map((one) => one.payerName)).toEqual(["Medicare", "Care First"]);
    const { payerName: _n, payerKind: _k, priority: _p, eligibility: _e, ...stale } = must(first);
    expect(await clinic.call("updateCoverage", stale)).toMatchObject({ error: { code: "stale-version" } });
  });
  test("BIL-4: an import takes the same source once; a payer it made up is not in use", async () => {
    const patientId = await clinic.addPatient();
    const input = {
      patientId,
      system: "synthea",
      sourceId: "x1",
      payerName: "Humana",
      memberId: "H1",
      from: "2026-01-01",
      to: null,
    };
    expect(await clinic.call("importCoverage", input)).toEqual({ ok: true, value: { taken: true } });
    expect(await clinic.call("importCoverage", input)).toEqual({ ok: true, value: { taken: false } });
    const payers = await clinic.call("listPayers", {});
    expect(payers.ok && payers.value.find((one) => one.name === "Humana")).toMatchObject({ active: false });
  });
});
