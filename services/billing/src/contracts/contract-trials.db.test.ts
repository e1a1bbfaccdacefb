import type { TrialSide } from "@practicum/contracts/billing/contract-trials";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aContract, aTerm } from "../testing/a-contract.ts";
import { openClinic, type Clinic } from "../testing/clinic.ts";
import { decision, remittance } from "../testing/payer-files.ts";

const procedures = [
  { code: "99213", label: "Visit", modifiers: [], units: 1, pointers: [1] },
  { code: "36415", label: "Blood draw", modifiers: [], units: 1, pointers: [1] },
];

describe.each(databaseKinds)("two contracts compared on what was billed, on %s", (database) => {
  let clinic: Clinic;
  let contractId: string;
  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: object }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const sent = async (payerId: string, memberId: string, more: Parameters<Clinic["sentClaim"]>[1] = {}) => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId, { payerId, memberId });
    return clinic.sentClaim(patientId, { procedures, ...more });
  };
  const compare = async (left: TrialSide, right: TrialSide, payerId: string | null, since: string | null = null) => {
    const trialId = clinic.kit.ids.next<"contract-trial">();
    value(await clinic.call("startContractTrial", { trialId, left, right, payerId, since }));
    await clinic.kit.settle();
    return value(await clinic.call("getContractTrial", { trialId }));
  };
  const kept = (): TrialSide => ({ kind: "contract", contractId });
  /** $110.00 for a visit, and nothing said of blood draws. */
  const proposed: TrialSide = {
    kind: "proposed",
    content: aContract({
      name: "Offer",
      terms: [aTerm({ codes: ["99213"], pay: { by: "price", price: 11_000 } })],
    }),
  };

  beforeAll(async () => {
    clinic = await openClinic(database, "contract-trials");
    contractId = clinic.kit.ids.next<string>();
    const save = (version: number, from: string, rate: number) => {
      const content = aContract({ name: "Now", tolerance: 99_999, terms: [aTerm({ pay: { by: "charge", rate } })] });
      return clinic.call("saveContract", {
        contractId,
        payerId: clinic.ids.hmo,
        version,
        from,
        content,
        because: null,
      });
    };
    value(await save(0, "2026-01-01", 5000));
    value(await save(1, "2026-11-01", 6000));
    const now = await sent(clinic.ids.hmo, "CF1234567");
    await sent(clinic.ids.hmo, "CF7654321", { serviceDate: "2026-10-30" });
    // Nobody asks this payer about accidents: rule 23, were it stricter, would.
    await sent(clinic.ids.ppo, "BH01", { diagnoses: [{ code: "S93.401A", label: "Sprained ankle" }] });
    const lines = [
      { code: "99213", charge: 15_000, paid: 8500, adjustments: [{ group: "CO", reason: "45", amount: 6500 }] },
      { code: "36415", charge: 1500, paid: 0, adjustments: [{ group: "CO", reason: "97", amount: 1500 }] },
    ];
    value(
      await clinic.call("receiveFile", {
        fileId: clinic.kit.ids.next(),
        name: "era.835",
        content: remittance([decision(now.number, lines)], { trace: "LAB1", controlNumber: 900 }),
      }),
    );
    await clinic.kit.settle();
  });
  afterAll(() => clinic.stop());

  test("BIL-394: a contract counts as it stood on each day of service; the sums are of the lines that both know", async () => {
    const trial = await compare(kept(), proposed, clinic.ids.hmo);
    expect(trial).toMatchObject({
      left: "Care First: Now",
      right: "Offer (proposed)",
      state: "done",
      claims: 2,
      looked: 2,
      // Half of $150.00 in October, three fifths in November; what was refused was not decided by a price.
      all: {
        lines: 2,
        charged: 30_000,
        left: 7500 + 9000,
        right: 22_000,
        unknownLeft: 0,
        unknownRight: 2,
        decided: { lines: 1, allowed: 8500, left: 9000, right: 11_000 },
      },
    });
    expect(trial.families.map((one) => one.family)).toEqual(["Visits and management", "Procedures and surgery"]);
    // The other way about the sides are the other way about.
    expect((await compare(proposed, kept(), clinic.ids.hmo)).all).toMatchObject({ left: 22_000, right: 16_500 });
  });

  test("BIL-394: on every payer's claims, or on those that were sent since a day", async () => {
    expect((await compare(kept(), proposed, null)).all).toMatchObject({ lines: 3, right: 33_000 });
    const trialId = clinic.kit.ids.next<"contract-trial">();
    const ask = (since: string | null, left: TrialSide = kept()) =>
      clinic.call("startContractTrial", { trialId, left, right: proposed, payerId: null, since });
    expect(await ask("2027-01-01")).toMatchObject({ error: { code: "in-the-future", field: "since" } });
    const stranger = clinic.kit.ids.next<"payer-contract">();
    expect(await ask(null, { kind: "contract", contractId: stranger })).toMatchObject({
      error: { code: "not-found", field: "left.contractId" },
    });
  });

  test("BIL-395: another one of the same person ends the one that runs; every code is in the file, and no patient", async () => {
    const first = clinic.kit.ids.next<"contract-trial">();
    const second = clinic.kit.ids.next<"contract-trial">();
    const start = (trialId: string) =>
      clinic.call("startContractTrial", { trialId, left: kept(), right: proposed, payerId: null, since: null });
    value(await start(first));
    value(await start(second));
    await clinic.kit.settle();
    const states = [first, second].map(
      async (trialId) => value(await clinic.call("getContractTrial", { trialId })).state,
    );
    expect(await Promise.all(states)).toEqual(["stopped", "done"]);
    const file = value(await clinic.call("exportContractTrial", { trialId: second }));
    expect(file.name).toMatch(/^contracts-since-2025-11-\d\d\.csv$/);
    expect(file.csv).toMatch(/^99213,Visits and management,3,450\.00,/m);
    expect(file.csv).not.toContain("López");
  });

  test("BIL-396: what was tried goes after 90 days; a trial that a version was switched on by keeps its numbers", async () => {
    const rule = (replayId: string, number: string) =>
      clinic.call("startRuleReplay", {
        replayId,
        subject: { kind: "rule", rule: number, setting: { mode: "stops", payers: [] } },
        since: null,
      });
    const [used, unused] = [clinic.kit.ids.next<"rule-replay">(), clinic.kit.ids.next<"rule-replay">()];
    value(await rule(used, "23"));
    value(await rule(unused, "39"));
    await clinic.kit.settle();
    const setting = { mode: "stops" as const, payers: [] };
    value(await clinic.call("saveScrubRule", { rule: "23", version: 0, setting, because: null, replayId: used }));
    const trial = await compare(kept(), proposed, null);
    const count = async (table: string) =>
      (await clinic.kit.rows<{ n: number }>("billing", `select count(*)::int as n from ${table}`))[0]?.n;
    await clinic.kit.advanceTo("2027-02-10T12:00:00.000Z");
    expect(await count("rule_replay_claim")).toBe(1);
    expect(await clinic.call("getContractTrial", { trialId: trial.trialId })).toMatchObject({ ok: true });
    await clinic.kit.advanceTo("2027-03-08T12:00:00.000Z");
    expect(await count("contract_trial")).toBe(0);
    expect(await count("rule_replay_claim")).toBe(0);
    expect(await clinic.call("getRuleReplay", { replayId: unused })).toMatchObject({ error: { code: "not-found" } });
    expect(await clinic.call("getRuleReplay", { replayId: used })).toMatchObject({ value: { looked: 3, stopped: 1 } });
    const rules = value(await clinic.call("listScrubRules", {}));
    expect(rules.find((one) => one.rule === "23")?.lastReplayId).toBeNull();
  }, 120_000);
});
