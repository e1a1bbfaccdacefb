import { rulesOfKind } from "@practicum/contracts/billing/payer-rules";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { decision, remittance } from "../../testing/payer-files.ts";

describe.each(databaseKinds)("claims on paper on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database, "paper claims");
    const ppo = must(value(await clinic.call("listPayers", {})).find((one) => one.payerId === clinic.ids.ppo));
    const rules = { ...rulesOfKind("ppo"), paperClaims: true };
    value(await clinic.call("savePayer", { ...ppo, rules, version: ppo.version }));
  });
  afterAll(() => clinic.stop());

  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: unknown }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const ready = async (payer: "ppo" | "hmo") => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId, { payerId: clinic.ids[payer] });
    const encounterId = await clinic.sign(patientId);
    const released = value(await clinic.call("releaseCharges", { encounterIds: [encounterId] }));
    return { patientId, claimId: must(released.released[0]?.claimId) };
  };
  const view = async (claimId: string) => value(await clinic.call("getClaim", { claimId }));
  const print = async (claimId: string) =>
    clinic.call("printClaim", { claimId, version: (await view(claimId)).version });
  const form = async (claimId: string, more: { outline?: boolean; right?: number } = {}) =>
    value(await clinic.call("claimForm", { claimId, outline: false, ...more }));

  test("BIL-269: only for a payer that takes paper; printed once, again it is an entry of its own; sent electronically it is not any more", async () => {
    const other = await ready("hmo");
    expect(await print(other.claimId)).toMatchObject({
      error: { code: "no-paper-claims", detail: { payer: "Care First" } },
    });
    expect((await view(other.claimId)).status).toBe("ready");
    const { claimId } = await ready("ppo");
    expect(value(await print(claimId))).toMatchObject({ status: "printed", again: false });
    expect(value(await print(claimId))).toMatchObject({ status: "printed", again: true });
    const { status, history } = await view(claimId);
    expect(status).toBe("printed");
    expect(
      history
        .filter((one) => one.what.startsWith("Printed"))
        .map((one) => one.what)
        .toSorted(),
    ).toEqual(["Printed again", "Printed on the CMS-1500"]);
    expect(value(await clinic.call("submitClaims", { claimIds: [claimId] }))).toMatchObject({
      fileId: null,
      submitted: [],
    });
    const stale = await clinic.call("printClaim", { claimId, version: 1 });
    expect(stale).toMatchObject({ error: { code: "stale-version" } });
    // It waits for its payer like any other that none has taken in (BIL-239).
    const out = value(
      await clinic.call("listClaims", { statuses: ["printed"], patientId: null, before: null, limit: 10 }),
    );
    expect(out.claims.map((one) => one.claimId)).toEqual([claimId]);
  });

  test("BIL-269: sent back undecided it is rejected with the payer's words, corrected, and printed as the next attempt", async () => {
    const { claimId } = await ready("ppo");
    value(await print(claimId));
    const back = async () =>
      clinic.call("returnPaperClaim", {
        claimId,
        version: (await view(claimId)).version,
        because: "Box 1a unreadable",
      });
    expect(value(await back())).toMatchObject({ status: "rejected" });
    expect(await back()).toMatchObject({ error: { code: "claim-not-ready" } });
    expect((await view(claimId)).history).toEqual(
      expect.arrayContaining([expect.objectContaining({ detail: "Box 1a unreadable" })]),
    );
    value(await clinic.call("correctClaim", { claimId, version: (await view(claimId)).version }));
    // What goes out again unchanged has its reason (SCRUB-43).
    const { facts, version } = await view(claimId);
    value(
      await clinic.call("saveClaimFacts", {
        claimId,
        version,
        facts: { ...facts, sameAgainBecause: "Print was faint" },
      }),
    );
    expect(value(await print(claimId))).toMatchObject({ status: "printed", again: false });
  });

  test("BIL-269: what the payer decides of a printed claim is posted like any other", async () => {
    const { claimId } = await ready("ppo");
    value(await print(claimId));
    const { number } = await view(claimId);
    const adjustments = [{ group: "CO", reason: "45", amount: 8000 }];
    const content = remittance([decision(number, [{ code: "99213", charge: 15_000, paid: 7000, adjustments }])], {
      trace: "PAPER1",
    });
    value(await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: "era.835", content }));
    await clinic.kit.settle();
    expect(await view(claimId)).toMatchObject({ status: "paid", paid: 7000 });
  });

  test("BIL-268: the form is a PDF, the same bytes each time; an outline and a printer's offset are another one; reading it is audited", async () => {
    const { claimId, patientId } = await ready("ppo");
    const one = await form(claimId);
    expect(one).toMatchObject({ patientId, sheets: 1 });
    expect(atob(one.pdf).slice(0, 5)).toBe("%PDF-");
    expect((await form(claimId)).pdf).toBe(one.pdf);
    const [outlined, moved] = [await form(claimId, { outline: true }), await form(claimId, { right: 10 })];
    expect(new Set([one.pdf, outlined.pdf, moved.pdf]).size).toBe(3);
    expect(outlined.pdf.length).toBeGreaterThan(one.pdf.length);
  });
});
