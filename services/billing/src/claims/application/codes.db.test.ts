import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";

// Slow where the machine is shared; nothing here is timed.
vi.setConfig({ testTimeout: 120_000 });

/** Rows as `codes import` leaves them in billing's own schema; what is not loaded is known by the built-in sets. */
describe.each(databaseKinds)("loaded code tables on %s", (database) => {
  let clinic: Clinic;
  let patientId = "";
  beforeAll(async () => {
    clinic = await openClinic(database, "codes");
    patientId = await clinic.addPatient();
    await clinic.cover(patientId);
  });
  afterAll(() => clinic.stop());

  const claimOf = async (more: Parameters<Clinic["sign"]>[1]) => {
    const encounterId = await clinic.sign(patientId, more);
    const released = await clinic.call("releaseCharges", { encounterIds: [encounterId] });
    return must(released.ok ? released.value.released[0]?.claimId : null);
  };
  const check = async (claimId: string) => {
    const reply = await clinic.call("refreshClaim", { claimId });
    const { status, findings } = must(reply.ok ? reply.value : null);
    return { status, rules: findings.map(({ rule, severity }) => `${rule} ${severity}`) };
  };
  const load = (text: string) => clinic.kit.rows("billing", text);
  const loadCode = async (system: string, code: string, from: string, to: string | null) => {
    await load(`insert into terminology_release values ('${system}', '2020-10-01') on conflict do nothing`);
    await load(`insert into terminology_code values ('${system}', '${code}', '${from}', ${to === null ? "null" : `'${to}'`},
      '${code}', 'Loaded', 'loaded', to_tsvector('simple', 'loaded'), true, 0, true, '{}')`);
  };
  const loadFact = async (kind: string, key: string, attrs: object) => {
    await load(`insert into terminology_release values ('${kind}', '2026-10-01') on conflict do nothing`);
    await load(
      `insert into terminology_fact values ('${kind}', '${key}', '2026-10-01', null, '${JSON.stringify(attrs)}')`,
    );
  };
  const service = (code: string, units = 1, pointers = [1]) => ({
    code,
    label: code,
    modifiers: [],
    units,
    pointers,
  });

  test("SCRUB-27: unknown until it is loaded, then billable or an error by the day", async () => {
    const claimId = await claimOf({ diagnoses: [{ code: "Q99.999", label: "Rare" }], procedures: [service("99213")] });
    expect(await check(claimId)).toEqual({ status: "ready", rules: ["27 warning"] });
    // With the first file its system is known by the tables alone.
    for (const code of ["I10", "E119", "J069"]) await loadCode("icd10cm", code, "2020-10-01", null);
    await loadCode("icd10cm", "Q99999", "2020-10-01", "2026-09-30");
    expect(await check(claimId)).toEqual({ status: "needs-correction", rules: ["27 error"] });
    expect(await clinic.call("submitClaims", { claimIds: [claimId] })).toMatchObject({ value: { submitted: [] } });
    await loadCode("icd10cm", "Q99999", "2026-10-01", null);
    expect(await check(claimId)).toEqual({ status: "ready", rules: [] });
  });

  test("SCRUB-27: a code beneath which a loaded one stands is a heading", async () => {
    const claimId = await claimOf({ diagnoses: [{ code: "Q98.7", label: "Rare" }], procedures: [service("99213")] });
    expect(await check(claimId)).toEqual({ status: "ready", rules: ["27 warning"] });
    await loadCode("icd10cm", "Q98711", "2020-10-01", null);
    expect(await check(claimId)).toEqual({ status: "needs-correction", rules: ["27 error"] });
  });

  test("SCRUB-33, SCRUB-34: bundled pairs and units, once their files are loaded", async () => {
    const claimId = await claimOf({ procedures: [service("99214"), service("81002", 3)] });
    expect(await check(claimId)).toEqual({ status: "ready", rules: [] });
    await load("insert into terminology_release values ('ptp', '2026-10-01')");
    await load("insert into terminology_ptp values ('99214', '81002', '2026-10-01', null, 1)");
    await loadFact("mue", "81002 ", { code: "81002", units: 2, mai: 2, rationale: "" });
    expect(await check(claimId)).toEqual({ status: "needs-correction", rules: ["33 error", "34 error"] });
    const claim = await clinic.call("getClaim", { claimId });
    const charge = must(claim.ok ? claim.value.lines[1]?.charge : null);
    await clinic.call("updateCharge", { ...charge, modifiers: ["59"], units: 3, pointers: [1] });
    expect(await check(claimId)).toEqual({ status: "needs-correction", rules: ["34 error"] });
  });

  test("SCRUB-29: age and sex, once their limits are loaded", async () => {
    const claimId = await claimOf({ diagnoses: [{ code: "J06.9", label: "Cold" }], procedures: [service("99213")] });
    expect(await check(claimId)).toEqual({ status: "ready", rules: [] });
    await loadFact("diagnosis-limits", "J069 male", { code: "J06.9", kind: "male" });
    expect(await check(claimId)).toEqual({ status: "needs-correction", rules: ["29 error"] });
  });

  test("SCRUB-35: the days after a procedure of another visit", async () => {
    const other = await clinic.addPatient({ family: "Ortiz" });
    await clinic.cover(other);
    const visit = async (serviceDate: string, code: string) => {
      const encounterId = await clinic.sign(other, { serviceDate, procedures: [service(code)] });
      const released = await clinic.call("releaseCharges", { encounterIds: [encounterId] });
      return must(released.ok ? released.value.released[0]?.claimId : null);
    };
    await visit("2026-11-12", "36415");
    const claimId = await visit("2026-11-20", "99213");
    expect(await check(claimId)).toEqual({ status: "ready", rules: [] });
    const facts = { modifier: "", status: "A", pctc: "0", global: "010", bilateral: "0", multipleProcedure: "0" };
    await loadFact("fee-indicators", "36415 ", { code: "36415", ...facts });
    expect(await check(claimId)).toEqual({ status: "needs-correction", rules: ["35 error"] });
  });
});
