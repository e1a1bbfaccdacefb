import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";

describe.each(databaseKinds)("what a patient keeps from the health plan on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database, "plan-restrictions");
  });
  afterAll(() => clinic.stop());
  const covered = async () => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    return patientId;
  };
  const release = async (encounterId: string) => {
    const reply = await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    return must(must(reply.ok ? reply.value : null).released[0]);
  };
  const restrict = async (patientId: string, more: object = {}) => {
    const said = {
      requestId: clinic.kit.ids.next(),
      patientId,
      order: 2,
      stands: true,
      from: "2026-11-20",
      until: "2026-11-20",
      ...more,
    };
    await clinic.kit.deliver("charting.plan-restriction-changed.v1", said);
    await clinic.kit.settle();
    return said;
  };

  test("BIL-410 a visit of its days is the patient's, that of another day and of another patient is the plan's", async () => {
    const [patientId, other] = [await covered(), await covered()];
    await restrict(patientId);
    const kept = await clinic.sign(patientId, { serviceDate: "2026-11-20" });
    expect(await release(kept)).toMatchObject({ claimId: null });
    for (const [whose, serviceDate] of [
      [patientId, "2026-11-19"],
      [patientId, "2026-11-21"],
      [other, "2026-11-20"],
    ] as const)
      expect((await release(await clinic.sign(whose, { serviceDate }))).claimId).not.toBeNull();
    const bill = await clinic.call("billCoverage", { patientId, encounterId: kept });
    expect(bill).toMatchObject({ error: { code: "coverage-not-active" } });
  });

  test("BIL-410 the newest word counts, whichever comes first, and an end gives the visit back to the plan", async () => {
    const patientId = await covered();
    const ended = await restrict(patientId, { order: 3, stands: false });
    await clinic.kit.deliver("charting.plan-restriction-changed.v1", { ...ended, order: 2, stands: true });
    await clinic.kit.settle();
    expect((await release(await clinic.sign(patientId, { serviceDate: "2026-11-20" }))).claimId).not.toBeNull();
    await restrict(patientId, { until: null });
    expect((await release(await clinic.sign(patientId, { serviceDate: "2026-11-22" }))).claimId).toBeNull();
  });

  test("BIL-410 a claim that was built before does not go out, and the reason says what to do", async () => {
    const patientId = await covered();
    const claimId = must((await release(await clinic.sign(patientId, { serviceDate: "2026-11-20" }))).claimId);
    await restrict(patientId);
    const sent = await clinic.call("submitClaims", { claimIds: [claimId] });
    expect(sent).toMatchObject({ ok: true, value: { submitted: [], left: [{ claimId }] } });
    expect(must(sent.ok ? sent.value.left[0] : null).because).toContain("move the balance to the patient");
  });
});
