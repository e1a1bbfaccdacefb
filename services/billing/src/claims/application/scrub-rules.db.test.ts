import type { ScrubRule } from "@practicum/contracts/billing/scrub-rules";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic, type NoteMore } from "../../testing/clinic.ts";

interface Tried {
  readonly replayId: string | null;
  readonly because: string | null;
}

const VISIT = [{ code: "99213", label: "Visit", modifiers: [], units: 1, pointers: [1] }];

describe.each(databaseKinds)("rules of the practice, on %s", (database) => {
  let clinic: Clinic;
  let hmoClaim: string;
  let ppoClaim: string;

  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: object }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const claimOf = async (claimId: string) => value(await clinic.call("getClaim", { claimId }));
  const ruleOf = async (rule: string): Promise<ScrubRule> =>
    must(value(await clinic.call("listScrubRules", {})).find((one) => one.rule === rule));
  const historyOf = async (rule: string) =>
    value(await clinic.call("scrubRuleHistory", { rule, before: null, limit: 50 })).versions;
  const set = async (rule: string, setting: ScrubRule["setting"], more: object = {}) => {
    const { version } = await ruleOf(rule);
    return clinic.call("saveScrubRule", { rule, version, setting, because: null, replayId: null, ...more });
  };
  const payerOf = async (payerId: string) =>
    must(value(await clinic.call("listPayers", {})).find((one) => one.payerId === payerId));
  const asks = async (payerId: string, codes: string[], tried: Tried = { replayId: null, because: "By letter" }) => {
    const payer = await payerOf(payerId);
    return clinic.call("savePayer", { ...payer, rules: { ...payer.rules, authorizationFor: codes }, tried });
  };
  const released = async (payerId: string, memberId: string, more: NoteMore = {}) => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId, { payerId, memberId });
    const encounterId = await clinic.sign(patientId, { procedures: VISIT, ...more });
    const reply = value(await clinic.call("releaseCharges", { encounterIds: [encounterId] }));
    return must(reply.released[0]?.claimId);
  };

  beforeAll(async () => {
    clinic = await openClinic(database, "scrub-rules");
    // Both payers ask for an authorization of visits, and neither claim has one.
    value(await asks(clinic.ids.hmo, ["99213"]));
    value(await asks(clinic.ids.ppo, ["99213"]));
    hmoClaim = await released(clinic.ids.hmo, "CF1234567");
    ppoClaim = await released(clinic.ids.ppo, "BH99");
    await clinic.kit.settle();
  });
  afterAll(() => clinic.stop());

  test("BIL-370: every rule is listed with how it stands and what it stops now", async () => {
    const rules = value(await clinic.call("listScrubRules", {}));
    expect(rules).toHaveLength(44);
    expect(await ruleOf("24")).toMatchObject({ version: 0, changedBy: null, stopping: 2, warning: 0, stays: null });
    expect(await ruleOf("23")).toMatchObject({ stopping: 0, modes: ["usual", "stops", "warns", "off"] });
    expect(await ruleOf("5")).toMatchObject({ modes: ["usual"], replayable: false });
    // No file of CMS is loaded here, so these can say nothing by it.
    expect((await ruleOf("33")).missingFiles).toEqual(["NCCI pairs"]);
    expect((await ruleOf("24")).missingFiles).toEqual([]);
  });

  test("BIL-371, BIL-374: off for one payer, its waiting claim goes on and the other payer's stays stopped", async () => {
    expect(await claimOf(hmoClaim)).toMatchObject({ status: "needs-correction" });
    const setting = { mode: "usual" as const, payers: [{ payerId: clinic.ids.hmo, mode: "off" as const }] };
    expect(value(await set("24", setting, { because: "Care First dropped it" }))).toEqual({ version: 1 });
    await clinic.kit.settle();
    expect(await claimOf(hmoClaim)).toMatchObject({ status: "ready", findings: [] });
    expect((await claimOf(hmoClaim)).history[0]).toMatchObject({ what: "Checked again: rule 24 was changed" });
    expect(await claimOf(ppoClaim)).toMatchObject({ status: "needs-correction", errorCount: 1 });
    expect((await claimOf(ppoClaim)).history.map((one) => one.what)).toEqual(["Built"]);
    expect(await ruleOf("24")).toMatchObject({ version: 1, stopping: 1, setting });
  });

  test("BIL-374: one that only warns lets its claim go, with the warning", async () => {
    value(await set("24", { mode: "warns", payers: [] }, { because: "We look ourselves" }));
    await clinic.kit.settle();
    for (const claimId of [hmoClaim, ppoClaim]) {
      const { status, findings } = await claimOf(claimId);
      expect([status, findings.map((one) => [one.rule, one.severity])]).toEqual(["ready", [["24", "warning"]]]);
    }
    expect(await ruleOf("24")).toMatchObject({ version: 2, stopping: 0, warning: 2 });
  });

  test("BIL-373: taken back, it is a version of its own as it was before; the older ones stay, with who and why", async () => {
    expect(await clinic.call("undoScrubRule", { rule: "24", version: 1 })).toMatchObject({
      error: { code: "stale-version" },
    });
    expect(value(await clinic.call("undoScrubRule", { rule: "24", version: 2 }))).toEqual({ version: 3 });
    await clinic.kit.settle();
    expect(await claimOf(hmoClaim)).toMatchObject({ status: "ready", findings: [] });
    expect(await claimOf(ppoClaim)).toMatchObject({ status: "needs-correction" });
    value(await clinic.call("undoScrubRule", { rule: "24", version: 3 }));
    value(await clinic.call("undoScrubRule", { rule: "24", version: 4 }));
    const versions = await historyOf("24");
    expect(versions.map((one) => [one.version, one.setting.mode, one.undoes, one.because])).toEqual([
      [5, "usual", 4, null],
      [4, "warns", 3, null],
      [3, "usual", 2, null],
      [2, "warns", null, "We look ourselves"],
      [1, "usual", null, "Care First dropped it"],
    ]);
    expect(versions[0]?.setting.payers).toEqual([{ payerId: clinic.ids.hmo, mode: "off" }]);
    expect(versions[0]?.by).toBe(versions[4]?.by);
    const first = value(await clinic.call("scrubRuleHistory", { rule: "24", before: null, limit: 2 }));
    const next = value(await clinic.call("scrubRuleHistory", { rule: "24", before: first.next, limit: 2 }));
    expect([...first.versions, ...next.versions].map((one) => one.version)).toEqual([5, 4, 3, 2]);
  });

  test("BIL-374: it is honoured at once: a claim that was ready is not sent in the same minute", async () => {
    const setting = { mode: "usual" as const, payers: [] };
    expect(await claimOf(hmoClaim)).toMatchObject({ status: "ready" });
    value(await set("24", setting, { because: "Care First wrote again" }));
    // Nothing has been looked at again yet.
    const sent = value(await clinic.call("submitClaims", { claimIds: [hmoClaim] }));
    expect(sent).toMatchObject({ submitted: [], left: [{ claimId: hmoClaim }] });
    expect(sent.left[0]?.because).toMatch(/authorization/);
    await clinic.kit.settle();
    expect(await claimOf(hmoClaim)).toMatchObject({ status: "needs-correction" });
  });

  test("BIL-372: a rule of the format can't be switched off, and says why", async () => {
    expect(await set("20", { mode: "off", payers: [] }, { because: "x" })).toMatchObject({
      error: { code: "rule-stays", field: "setting.mode", detail: { rule: "20" } },
    });
    expect(await set("99", USUAL_SETTING, { version: 0, because: "x" }).catch(() => "unknown")).toBe("unknown");
    expect(
      await clinic.call("saveScrubRule", {
        rule: "99",
        version: 0,
        setting: USUAL_SETTING,
        because: "x",
        replayId: null,
      }),
    ).toMatchObject({ error: { code: "not-found", field: "rule" } });
  });

  test("BIL-373: of two who change it, the second is told; a payer that nobody knows is named", async () => {
    const off = { mode: "off" as const, payers: [] };
    expect(
      await clinic.call("saveScrubRule", { rule: "24", version: 2, setting: off, because: "x", replayId: null }),
    ).toMatchObject({ error: { code: "stale-version" } });
    const stranger = {
      mode: "usual" as const,
      payers: [{ payerId: clinic.kit.ids.next<"payer">(), mode: "off" as const }],
    };
    expect(await set("24", stranger, { because: "x" })).toMatchObject({
      error: { code: "not-found", field: "setting.payers.0.payerId" },
    });
  });

  test("BIL-379: the front desk neither reads nor switches rules; a biller does both", async () => {
    const desk = { as: ["front-desk"] as const };
    expect(await clinic.call("listScrubRules", {}, { as: [...desk.as] })).toMatchObject({
      error: { code: "not-allowed" },
    });
    const input = {
      rule: "44",
      version: 0,
      setting: { mode: "off" as const, payers: [] },
      because: "x",
      replayId: null,
    };
    expect(await clinic.call("saveScrubRule", input, { as: [...desk.as] })).toMatchObject({
      error: { code: "not-allowed" },
    });
    expect(await clinic.call("saveScrubRule", input, { as: ["biller"] })).toMatchObject({ ok: true });
    expect(await clinic.call("undoScrubRule", { rule: "44", version: 1 }, { as: ["biller"] })).toMatchObject({
      ok: true,
    });
  });

  test("BIL-378: what a payer asks for is kept version by version; more is tried before, or has its words; its claims are looked at again", async () => {
    const { medicare } = clinic.ids;
    const claimId = await released(medicare, "1EG4TE5MK73");
    expect(await claimOf(claimId)).toMatchObject({ status: "ready" });
    const untried = { replayId: null, because: null };
    expect(await asks(medicare, ["99213"], untried)).toMatchObject({
      error: { code: "try-first", field: "tried.because" },
    });
    const { rules } = await payerOf(medicare);
    const replayId = clinic.kit.ids.next<"rule-replay">();
    const subject = { kind: "payer" as const, payerId: medicare, rules: { ...rules, authorizationFor: ["99213"] } };
    expect(value(await clinic.call("startRuleReplay", { replayId, subject, since: null }))).toEqual({ claims: 0 });
    await clinic.kit.settle();
    // Of something else it is no trial.
    expect(await asks(medicare, ["99214"], { replayId, because: null })).toMatchObject({
      error: { code: "try-first" },
    });
    value(await asks(medicare, ["99213"], { replayId, because: null }));
    await clinic.kit.settle();
    expect(await claimOf(claimId)).toMatchObject({ status: "needs-correction" });
    expect((await claimOf(claimId)).history[0]?.what).toBe("Checked again: what Medicare asks for was changed");
    // Less needs no trial.
    value(await asks(medicare, [], untried));
    await clinic.kit.settle();
    expect(await claimOf(claimId)).toMatchObject({ status: "ready" });
    // What is no rule makes no version.
    const payer = await payerOf(medicare);
    value(await clinic.call("savePayer", { ...payer, filingDays: 364 }));
    const history = value(await clinic.call("payerRulesHistory", { payerId: medicare, before: null, limit: 10 }));
    expect(
      history.versions.map((one) => [one.version, one.rules.authorizationFor, one.tried?.replayId ?? null]),
    ).toEqual([
      [3, [], null],
      [2, ["99213"], replayId],
      [1, [], null],
    ]);
    expect(history.lastReplayId).toBe(replayId);
    expect((await payerOf(medicare)).version).toBe(4);
  });
});

const USUAL_SETTING = { mode: "usual" as const, payers: [] };
