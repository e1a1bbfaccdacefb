import { databaseKinds } from "@practicum/db/test-databases";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../testing/clinic.ts";

describe.each(databaseKinds)("good-faith estimates and the order of coverages on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database, "estimates");
  });
  afterAll(() => clinic.stop());

  const ask = (patientId: string, more: object = {}) => ({
    estimateId: clinic.kit.ids.next<"estimate">(),
    patientId,
    appointmentId: null,
    serviceDate: "2026-11-24",
    providerStaffId: clinic.ids.doctor,
    reason: "Cough",
    lines: [{ code: "99213", units: 1 }],
    ...more,
  });

  test("BIL-161: priced by the schedule of the date of service, and kept when prices change; a code without a price is named", async () => {
    const patientId = await clinic.addPatient();
    const price = async (from: string, amount: number) =>
      clinic.call("savePrices", { from, prices: [{ code: "99213", price: amount }] });
    await price("2026-01-01", 15_000);
    await price("2026-12-01", 19_000);
    const input = ask(patientId, { lines: [{ code: "99213", units: 2 }] });
    const first = await clinic.call("issueEstimate", input);
    expect(first).toMatchObject({ ok: true, value: { total: 30_000, number: "E000001", lines: [{ price: 15_000 }] } });
    expect(await clinic.call("issueEstimate", ask(patientId, { serviceDate: "2026-12-02" }))).toMatchObject({
      ok: true,
      value: { total: 19_000 },
    });
    await price("2026-01-01", 1);
    expect(await clinic.call("issueEstimate", input)).toEqual(first);
    expect(await clinic.call("issueEstimate", { ...input, lines: [{ code: "99213", units: 3 }] })).toMatchObject({
      error: { code: "already-recorded" },
    });
    const unpriced = ask(patientId, {
      lines: [
        { code: "99213", units: 1 },
        { code: "12345", units: 1 },
      ],
    });
    expect(await clinic.call("issueEstimate", unpriced)).toMatchObject({
      error: { code: "no-price", detail: { code: "12345" } },
    });
    const stranger = await clinic.addPatient({ family: "Other" });
    const of = async (who: string) => {
      const listed = await clinic.call("listEstimates", { patientId: who });
      return listed.ok ? listed.value.map((one) => one.total) : null;
    };
    expect(await of(patientId)).toEqual([19_000, 30_000]);
    expect(await of(stranger)).toEqual([]);
  });

  test("BIL-162, BIL-163: answers and reasons are kept with the patient, by whom and when", async () => {
    const patientId = await clinic.addPatient({ family: "Both" });
    const medicare = await clinic.cover(patientId, { payerId: clinic.ids.medicare, memberId: "1EG4TE5MK73" });
    const employer = await clinic.cover(patientId, { payerId: clinic.ids.ppo, memberId: "W123456789", priority: 2 });
    const order = async () => {
      const reply = await clinic.call("coverageOrder", { patientId, day: "2026-11-24" });
      return reply.ok ? reply.value : null;
    };
    expect(await order()).toMatchObject({ mspDue: true, fits: true });
    const answers = { accidentOrWork: false, presentJob: true, largeEmployer: true, kidneyFailure: false };
    expect(await clinic.call("answerMsp", { patientId, answers })).toMatchObject({ ok: true });
    // Born in 1981: disabled, with a large employer's plan. The plan beside it has no such reason.
    const listed = await clinic.call("listCoverages", { patientId });
    expect(listed.ok && listed.value.map((one) => [one.coverageId, one.secondaryReason])).toEqual([
      [medicare, "43"],
      [employer, null],
    ]);
    expect(await order()).toMatchObject({
      mspDue: false,
      fits: false,
      suggested: [employer, medicare],
      msp: { answers },
    });
    const keep = { patientId, coverageIds: [medicare, employer], reason: "Employer's plan ended in dispute" };
    expect(await clinic.call("keepCoverageOrder", keep)).toMatchObject({ ok: true });
    expect(await order()).toMatchObject({ fits: true, kept: { reason: keep.reason }, msp: { answers } });
    await clinic.call("orderCoverages", { patientId, coverageIds: [employer, medicare] });
    expect(await order()).toMatchObject({ fits: true, kept: null, suggested: [employer, medicare] });
    const other = await clinic.addPatient({ family: "Else" });
    expect(await clinic.call("keepCoverageOrder", { ...keep, patientId: other })).toMatchObject({
      error: { code: "not-found" },
    });
  });
});
