import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADDRESS, npi, openClinic, type Clinic } from "./testing/clinic.ts";
import { decision, remittance } from "./testing/payer-files.ts";

describe.each(databaseKinds)("billing's rules on %s", (database) => {
  let clinic: Clinic;
  beforeAll(async () => {
    clinic = await openClinic(database);
  });
  afterAll(() => clinic.stop());

  const practiceIs = async (version: number, name: string) => {
    await clinic.kit.deliver("identity.practice-changed.v1", {
      name,
      npi: npi("123456789"),
      taxId: "330123456",
      taxonomy: "207Q00000X",
      billingAddress: ADDRESS,
      phone: "6195550100",
      clia: "05D0999001",
      timeZone: "America/Los_Angeles",
      version,
    });
    await clinic.kit.settle();
  };
  const released = async (encounterId: string) => {
    const reply = await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    return must(reply.ok ? reply.value.released[0]?.claimId : null, "released with a claim");
  };
  const files = () => clinic.exchange.outbound().filter(({ name }) => name.startsWith("837P"));
  const submit = async (claimId: string) => {
    expect(await clinic.call("submitClaims", { claimIds: [claimId] })).toMatchObject({
      value: { submitted: [claimId] },
    });
    await clinic.kit.settle();
    return must(files().at(-1)).content;
  };
  const covered = async () => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    return patientId;
  };

  test("BIL-1: of copies that come out of order the newest stands in the claim", async () => {
    await practiceIs(3, "Third Name Clinic");
    await practiceIs(2, "Second Name Clinic");
    const sent = await submit(await released(await clinic.sign(await covered())));
    expect(sent).toContain("THIRD NAME CLINIC");
    expect(sent).not.toContain("SECOND NAME CLINIC");
  });

  test("BIL-2: where no other service runs, the signed note alone is charged, line by line", async () => {
    const procedures = [
      { code: "99214", label: "Established visit", modifiers: ["25"], units: 1, pointers: [1] },
      { code: "81002", label: "Urinalysis", modifiers: [], units: 2, pointers: [2] },
    ];
    const encounterId = await clinic.sign(await covered(), { procedures });
    const charges = await clinic.call("listCharges", { status: "review" });
    const visit = charges.ok ? charges.value.visits.find((one) => one.encounterId === encounterId) : undefined;
    expect(visit?.charges).toMatchObject([
      { code: "99214", modifiers: ["25"], units: 1, amount: 21_000 },
      { code: "81002", modifiers: [], units: 2, amount: 2400 },
    ]);
  });

  test("BIL-20: a claim is a snapshot of its sources, and what is not known stays unknown", async () => {
    const claimId = await released(await clinic.sign(await covered()));
    await practiceIs(4, "Fourth Name Clinic");
    expect(await submit(claimId)).toContain("THIRD NAME CLINIC");
    const nowhere = await clinic.addPatient({ address: null });
    await clinic.cover(nowhere);
    const guessed = await released(await clinic.sign(nowhere));
    const claim = await clinic.call("getClaim", { claimId: guessed });
    expect(claim).toMatchObject({ value: { status: "needs-correction" } });
    expect(await clinic.call("submitClaims", { claimIds: [guessed] })).toMatchObject({
      value: { submitted: [], left: [{ claimId: guessed }] },
    });
  });

  test("BIL-21: one visit and coverage have one claim, each claim a number of its own", async () => {
    const patientId = await covered();
    const encounterId = await clinic.sign(patientId);
    const first = await released(encounterId);
    await clinic.sign(patientId, { encounterId });
    await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    await released(await clinic.sign(patientId, { serviceDate: "2026-11-19" }));
    const rows = await clinic.kit.rows<{ claim_id: string; encounter_id: string; number: string }>(
      "billing",
      "select claim_id, encounter_id, number from claim",
    );
    expect(rows.filter((row) => row.encounter_id === encounterId).map((row) => row.claim_id)).toEqual([first]);
    expect(new Set(rows.map((row) => row.number)).size).toBe(rows.length);
    await expect(
      clinic.kit.rows("billing", `update claim set number = (select min(number) from claim)`),
    ).rejects.toMatchObject({ code: "23505" });
  });

  test("BIL-25: control numbers go on by one, and none is used twice", async () => {
    await submit(await released(await clinic.sign(await covered())));
    await submit(await released(await clinic.sign(await covered())));
    const numbers = clinic.exchange.outbound().map(({ content }) => Number(content.slice(90, 99)));
    expect(numbers.length).toBeGreaterThan(2);
    expect(numbers).toEqual(numbers.map((_, at) => must(numbers[0]) + at));
  });

  test("BIL-43, BIL-53: a refusal that is given up is written off; each line of the account says why, by whom and from what", async () => {
    const patientId = await covered();
    const { number, claimId, encounterId } = await clinic.sentClaim(patientId);
    const refused = decision(number, [
      { code: "99213", charge: 15_000, paid: 9000, adjustments: [{ group: "CO", reason: "97", amount: 6000 }] },
    ]);
    await clinic.call("receiveFile", {
      fileId: clinic.kit.ids.next(),
      name: "era.835",
      content: remittance([refused], { trace: "EFT43", controlNumber: 843 }),
    });
    await clinic.kit.settle();
    const listed = await clinic.call("listDenials", { open: true, before: null, limit: 50 });
    const denial = must(listed.ok ? listed.value.denials.find((one) => one.claimId === claimId) : null);
    const { denialId, version } = denial;
    const reply = await clinic.call("resolveDenial", {
      denialId,
      version,
      action: "write-off",
      reason: "bundled",
      note: "Bundled",
    });
    expect(reply).toMatchObject({ value: { status: "written-off" } });
    const account = await clinic.call("getAccount", { patientId });
    const visit = account.ok ? account.value.visits.find((one) => one.encounterId === encounterId) : undefined;
    expect(visit).toMatchObject({ insurancePending: 0, patientDue: 0 });
    const lines = visit?.entries ?? [];
    expect(lines.filter(({ rule }) => rule === "BIL-43").map(({ account: of, amount }) => [of, amount])).toEqual([
      ["write-off", 6000],
      ["insurance-receivable", -6000],
    ]);
    for (const line of lines) {
      expect(line.because, JSON.stringify(line)).not.toBe("");
      expect(line.rule).toMatch(/^BIL-\d+$/);
      expect(line.by).not.toBe("");
      expect(line.source.id).not.toBe("");
    }
  });
});
