import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { addDays } from "@practicum/kernel/local-date";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { decision, remittance } from "../../testing/payer-files.ts";

describe.each(databaseKinds)("whose work a claim and a denial are, on %s", { timeout: 60_000 }, (database) => {
  let clinic: Clinic;
  let [ruiz, okafor, traces] = ["", "", 0];
  beforeAll(async () => {
    clinic = await openClinic(database, "claim work");
    ruiz = await employ("Ruiz", "biller");
    okafor = await employ("Okafor", "practice-manager");
  });
  afterAll(() => clinic.stop());

  const employ = async (family: string, role: string, active = true) => {
    const staffId = clinic.kit.ids.next<string>();
    const staff = { staffId, family, given: "Ada", credential: "", email: `${family}@clinic.example`, roles: [role] };
    const none = { npi: null, taxonomy: null, supervisorId: null };
    await clinic.kit.deliver("identity.staff-changed.v1", { ...staff, ...none, active, version: 1 });
    await clinic.kit.settle();
    return staffId;
  };
  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: unknown }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const today = () => clinic.kit.clock.now().slice(0, 10);
  const sent = async () => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    return clinic.sentClaim(patientId);
  };
  const decided = async (number: string, paid: number, group: "CO" | "PR" = "CO", reason = "45") => {
    traces += 1;
    const adjustments = paid === 15_000 ? [] : [{ group, reason, amount: 15_000 - paid }];
    const content = remittance([decision(number, [{ code: "99213", charge: 15_000, paid, adjustments }])], {
      trace: `W${traces}`,
      controlNumber: 900 + traces,
    });
    value(await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: "era.835", content }));
    await clinic.kit.settle();
  };
  /** $50.00 of it: so much is given up by one person alone. */
  const denied = async () => {
    const claim = await sent();
    await decided(claim.number, 10_000, "CO", "50");
    const all = value(await clinic.call("listDenials", { open: true, text: claim.number, before: null, limit: 5 }));
    return { ...claim, denialId: must(all.denials[0]).denialId };
  };
  const claimOf = async (claimId: string) => value(await clinic.call("getClaim", { claimId }));
  const denialOf = async (denialId: string) => value(await clinic.call("getDenial", { denialId }));
  const claims = async (more: object) =>
    value(await clinic.call("listClaims", { statuses: [], patientId: null, before: null, limit: 100, ...more }));
  const idsOf = async (more: object) => (await claims(more)).claims.map((one) => one.claimId);
  const queue = async (name: string) =>
    must(value(await clinic.call("workQueues", {})).find((one) => one.queue === name));

  test("BIL-425: a claim has somebody who bills, or nobody; what another took meanwhile stays with that one", async () => {
    const [first, second] = [await sent(), await sent()];
    const physician = await clinic.call("assignClaims", {
      claims: [{ claimId: first.claimId, was: null }],
      ownerId: clinic.ids.doctor,
    });
    expect(physician).toMatchObject({ error: { field: "ownerId" } });
    const gone = await employ("Gone", "biller", false);
    expect(
      await clinic.call("assignClaims", { claims: [{ claimId: first.claimId, was: null }], ownerId: gone }),
    ).toMatchObject({ ok: false });
    value(await clinic.call("assignClaims", { claims: [{ claimId: first.claimId, was: null }], ownerId: ruiz }));
    const both = [first, second].map(({ claimId }) => ({ claimId, was: null }));
    const reply = value(await clinic.call("assignClaims", { claims: both, ownerId: okafor }));
    expect(reply).toEqual({ changed: 1, left: [{ id: first.claimId, because: "Ruiz, Ada has it by now." }] });
    expect((await claimOf(first.claimId)).ownerName).toBe("Ruiz, Ada");
    expect((await claimOf(second.claimId)).ownerName).toBe("Okafor, Ada");
    expect(await idsOf({ whose: ruiz })).toEqual([first.claimId]);
    expect(await idsOf({ whose: "nobody" })).not.toContain(second.claimId);
    expect((await claims({ whose: okafor })).all).toMatchObject({ count: 1, total: 15_000 });
    value(await clinic.call("assignClaims", { claims: [{ claimId: second.claimId, was: okafor }], ownerId: null }));
    expect(await idsOf({ whose: "nobody" })).toContain(second.claimId);
    expect((await claimOf(second.claimId)).history.map((one) => `${one.what} ${one.detail}`).slice(0, 2)).toEqual([
      "Assigned To nobody",
      "Assigned To Okafor, Ada",
    ]);
  });

  test("BIL-426: what is to be looked at again by today is a list, the longest overdue first, and the queue counts it", async () => {
    const [late, now, later] = [await sent(), await sent(), await sent()];
    const on = async (claimId: string, day: string, was: string | null = null) =>
      clinic.call("followClaim", { claimId, was, on: day });
    expect(await on(late.claimId, addDays(today(), -1))).toMatchObject({ error: { field: "on" } });
    expect(await on(late.claimId, addDays(today(), 401))).toMatchObject({ error: { field: "on" } });
    value(await on(late.claimId, addDays(today(), 2)));
    value(await on(now.claimId, addDays(today(), 3)));
    value(await on(later.claimId, addDays(today(), 4)));
    // Somebody else looks at a day that is no longer there.
    expect(await on(late.claimId, addDays(today(), 9), null)).toMatchObject({ error: { code: "stale-version" } });
    expect(await idsOf({ due: true })).toEqual([]);
    await clinic.kit.advanceTo(`${addDays(today(), 3)}T18:00:00.000Z`);
    expect(await idsOf({ due: true })).toEqual([late.claimId, now.claimId]);
    const page = await claims({ due: true, limit: 1 });
    expect(await idsOf({ due: true, limit: 1, before: page.next })).toEqual([now.claimId]);
    expect(await queue("claim-follow-ups")).toMatchObject({ count: 2, amount: 30_000, oldestDays: 1 });
  });

  test("BIL-427: a claim that is paid drops its follow-up, and takes none; one that is still worked keeps it", async () => {
    const [paid, refused] = [await sent(), await sent()];
    const day = addDays(today(), 5);
    for (const { claimId } of [paid, refused]) value(await clinic.call("followClaim", { claimId, was: null, on: day }));
    await decided(paid.number, 9000);
    await decided(refused.number, 0, "CO", "50");
    expect((await claimOf(paid.claimId)).followUpOn).toBeNull();
    expect((await claimOf(refused.claimId)).followUpOn).toBe(day);
    expect(await clinic.call("followClaim", { claimId: paid.claimId, was: null, on: day })).toMatchObject({
      error: { code: "claim-not-ready" },
    });
  });

  test("BIL-425 to BIL-427: so has a denial, of its own; settled, it drops its follow-up", async () => {
    const { claimId, denialId } = await denied();
    const other = await denied();
    value(await clinic.call("assignDenials", { denials: [{ denialId, was: null }], ownerId: ruiz }));
    value(await clinic.call("followDenial", { denialId, was: null, on: today() }));
    expect(await claimOf(claimId)).toMatchObject({ ownerId: null, followUpOn: null });
    const list = async (more: object) =>
      value(await clinic.call("listDenials", { open: true, before: null, limit: 50, ...more })).denials.map(
        (one) => one.denialId,
      );
    expect(await list({ whose: ruiz })).toEqual([denialId]);
    expect(await list({ whose: "nobody" })).toContain(other.denialId);
    expect(await list({ whose: "nobody" })).not.toContain(denialId);
    expect(await list({ due: true })).toEqual([denialId]);
    expect(await queue("denial-follow-ups")).toMatchObject({ count: 1, amount: 5000 });
    const { version } = await denialOf(denialId);
    const settled = {
      denialId,
      version,
      action: "write-off" as const,
      note: "Not worth an appeal",
      reason: "other" as const,
    };
    value(await clinic.call("resolveDenial", settled));
    expect(await denialOf(denialId)).toMatchObject({ status: "written-off", followUpOn: null, ownerId: ruiz });
    const corrected = await denialOf(other.denialId);
    value(await clinic.call("followDenial", { denialId: other.denialId, was: null, on: today() }));
    value(
      await clinic.call("resolveDenial", {
        denialId: other.denialId,
        version: corrected.version,
        action: "correct",
        note: "Wrong diagnosis",
      }),
    );
    expect((await denialOf(other.denialId)).followUpOn).toBeNull();
    expect(await list({ due: true })).not.toContain(other.denialId);
  });

  test("BIL-428: a note stands with its person and time on the claim and on its denial, and stays", async () => {
    const { claimId, denialId } = await denied();
    value(await clinic.call("noteClaim", { claimId, text: "Called: records were received." }));
    value(await clinic.call("noteClaim", { claimId, text: "Called again: in review." }));
    const notes = (await denialOf(denialId)).notes;
    expect(notes.map((one) => one.text)).toEqual(["Called again: in review.", "Called: records were received."]);
    expect(notes[0]).toMatchObject({ by: expect.stringMatching(/./), at: clinic.kit.clock.now() });
    expect((await claimOf(claimId)).history.filter((one) => one.what === "Note")).toHaveLength(2);
    expect(await clinic.call("noteClaim", { claimId, text: "   " })).toMatchObject({
      error: { code: "invalid-input" },
    });
  });
});
