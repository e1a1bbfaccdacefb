import type { ReplayOutcome, ReplaySubject } from "@practicum/contracts/billing/rule-replay";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openClinic, type Clinic } from "../../testing/clinic.ts";
import { acknowledgment277CA, decision, remittance } from "../../testing/payer-files.ts";
import { REPLAY_PIECE } from "./replay-piece.ts";

const VISIT = [{ code: "99213", label: "Visit", modifiers: [], units: 1, pointers: [1] }];
const SPRAIN = [{ code: "S93.401A", label: "Sprained ankle" }];
const STOPS = { mode: "stops" as const, payers: [] };

describe.each(databaseKinds)("rules tried on past claims, on %s", (database) => {
  let clinic: Clinic;
  /** Claims by what they are, and their numbers. */
  const numbers: { [key: string]: string } = {};

  const value = <T>(reply: { ok: true; value: T } | { ok: false; error: object }): T =>
    must(reply.ok ? reply.value : null, JSON.stringify(reply));
  const receive = async (content: string) => {
    value(await clinic.call("receiveFile", { fileId: clinic.kit.ids.next(), name: "in.txt", content }));
    await clinic.kit.settle();
  };
  const sent = async (key: string, payerId: string, memberId: string, injured: boolean) => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId, { payerId, memberId });
    const claim = await clinic.sentClaim(patientId, { procedures: VISIT, ...(injured ? { diagnoses: SPRAIN } : {}) });
    numbers[key] = claim.number;
  };
  const decided = (key: string, refused: string | null, trace: string) => {
    const adjustments = [{ group: "CO" as const, reason: refused ?? "45", amount: refused ? 15_000 : 6000 }];
    const line = { code: "99213", charge: 15_000, paid: refused ? 0 : 9000, adjustments };
    return receive(
      remittance([decision(must(numbers[key]), [line], refused ? "4" : "1")], {
        trace,
        controlNumber: 700 + Number(trace.slice(1)),
      }),
    );
  };
  const tried = async (subject: ReplaySubject, since: string | null = null) => {
    const replayId = clinic.kit.ids.next<"rule-replay">();
    value(await clinic.call("startRuleReplay", { replayId, subject, since }));
    await clinic.kit.settle();
    return value(await clinic.call("getRuleReplay", { replayId }));
  };
  const rowsOf = async (replayId: string, outcome: ReplayOutcome | null = null, limit = 50) => {
    const rows = [];
    let before: string | null = null;
    do {
      const page: {
        rows: { number: string; outcome: string; reasons: string[]; messages: string[] }[];
        next: string | null;
      } = value(await clinic.call("listRuleReplayRows", { replayId, outcome, before, limit }));
      rows.push(...page.rows);
      before = page.next;
    } while (before !== null);
    return rows;
  };
  const accident = (setting: { mode: "stops" | "usual"; payers: { payerId: string; mode: "stops" }[] }) =>
    ({ kind: "rule", rule: "23", setting }) as const;

  beforeAll(async () => {
    clinic = await openClinic(database, "rule-replays");
    const { hmo, ppo } = clinic.ids;
    await sent("denied", ppo, "BH01", true);
    await sent("paid", ppo, "BH02", true);
    await clinic.kit.advanceTo("2026-11-24T18:00:00.000Z");
    await sent("rejected", ppo, "BH03", true);
    await sent("waiting", hmo, "CF1234567", true);
    await sent("denied, and no injury", ppo, "BH04", false);
    await decided("denied", "16", "T1");
    await decided("paid", null, "T2");
    await decided("denied, and no injury", "197", "T3");
    const file = must(clinic.exchange.outbound().findLast((one) => one.content.includes(must(numbers["rejected"]))));
    await receive(acknowledgment277CA(file.content, must(numbers["rejected"]), false));
  });
  afterAll(() => clinic.stop());

  test("BIL-376: it says which would have been stopped, and what became of each of them and of no other", async () => {
    const replay = await tried(accident(STOPS));
    expect(replay).toMatchObject({
      state: "done",
      since: "2025-11-24",
      claims: 5,
      looked: 5,
      deniedOfAll: 2,
      stopped: 4,
      denied: 1,
      paid: 1,
      rejected: 1,
      waiting: 1,
      reasons: [{ reason: "CO-16", claims: 1 }],
    });
    const rows = await rowsOf(replay.replayId, null, 1);
    expect(Object.fromEntries(rows.map((row) => [row.number, [row.outcome, ...row.reasons]]))).toEqual({
      [must(numbers["denied"])]: ["denied", "CO-16"],
      [must(numbers["paid"])]: ["paid"],
      [must(numbers["rejected"])]: ["rejected"],
      [must(numbers["waiting"])]: ["waiting"],
    });
    // The latest sent first, and why.
    expect(new Set(rows.slice(2).map((row) => row.number))).toEqual(new Set([numbers["denied"], numbers["paid"]]));
    expect(rows[0]?.messages).toEqual(["S93401A is an injury, and nobody has said whether it was an accident."]);
    expect((await rowsOf(replay.replayId, "denied")).map((row) => row.number)).toEqual([numbers["denied"]]);
  });

  test("BIL-376: for one payer, and of a shorter time, it speaks of those claims alone", async () => {
    const hmo = await tried(accident({ mode: "usual", payers: [{ payerId: clinic.ids.hmo, mode: "stops" }] }));
    expect(hmo).toMatchObject({ looked: 5, stopped: 1, waiting: 1, denied: 0 });
    expect((await rowsOf(hmo.replayId)).map((row) => row.number)).toEqual([numbers["waiting"]]);
    expect(await tried(accident(STOPS), "2026-11-24")).toMatchObject({
      looked: 3,
      stopped: 2,
      rejected: 1,
      waiting: 1,
    });
    const replayId = clinic.kit.ids.next<"rule-replay">();
    expect(
      await clinic.call("startRuleReplay", { replayId, subject: accident(STOPS), since: "2027-01-01" }),
    ).toMatchObject({ error: { code: "in-the-future", field: "since" } });
  });

  test("BIL-377: it changes no claim and no rule; only what it was about is switched on by it", async () => {
    const before = value(await clinic.call("listClaims", { statuses: [], patientId: null, before: null, limit: 50 }));
    const replay = await tried(accident(STOPS));
    const after = value(await clinic.call("listClaims", { statuses: [], patientId: null, before: null, limit: 50 }));
    expect(after).toEqual(before);
    const save = (rule: string, replayId: string) =>
      clinic.call("saveScrubRule", { rule, version: 0, setting: STOPS, because: null, replayId });
    expect(await save("44", replay.replayId)).toMatchObject({ error: { code: "try-first", field: "because" } });
    expect(await save("23", clinic.kit.ids.next())).toMatchObject({ error: { code: "try-first" } });
    expect(await save("23", replay.replayId)).toMatchObject({ ok: true });
    const history = value(await clinic.call("scrubRuleHistory", { rule: "23", before: null, limit: 5 }));
    expect(history.versions).toMatchObject([
      { version: 1, tried: { replayId: replay.replayId, looked: 5, stopped: 4, denied: 1 }, because: null },
    ]);
    // As it stands now it is no difference any more.
    expect(await tried(accident(STOPS))).toMatchObject({ looked: 5, stopped: 0 });
    value(await clinic.call("undoScrubRule", { rule: "23", version: 1 }));
    // For one payer alone it goes by the trial of that one.
    const only = { mode: "usual" as const, payers: [{ payerId: clinic.ids.ppo, mode: "stops" as const }] };
    const { replayId } = await tried(accident(only));
    const again = { rule: "23", version: 2, because: null, replayId };
    const other = { mode: "usual" as const, payers: [{ payerId: clinic.ids.hmo, mode: "stops" as const }] };
    expect(await clinic.call("saveScrubRule", { ...again, setting: other })).toMatchObject({
      error: { code: "try-first" },
    });
    value(await clinic.call("saveScrubRule", { ...again, setting: only }));
    value(await clinic.call("undoScrubRule", { rule: "23", version: 3 }));
  });

  test("BIL-377: while one runs, another of the same rule ends it; of another rule it goes on", async () => {
    const start = async (subject: ReplaySubject) => {
      const replayId = clinic.kit.ids.next<"rule-replay">();
      value(await clinic.call("startRuleReplay", { replayId, subject, since: null }));
      return replayId;
    };
    const first = await start(accident(STOPS));
    const other = await start({ kind: "rule", rule: "44", setting: STOPS });
    const second = await start(accident(STOPS));
    await clinic.kit.settle();
    const stateOf = async (replayId: string) => value(await clinic.call("getRuleReplay", { replayId })).state;
    expect([await stateOf(first), await stateOf(other), await stateOf(second)]).toEqual(["stopped", "done", "done"]);
    expect(await rowsOf(first)).toEqual([]);
  });

  test("BIL-377: what can't be switched, or is about what goes out again, is not tried, with words", async () => {
    const replayId = clinic.kit.ids.next<"rule-replay">();
    const start = (rule: string, mode: "off" | "warns") =>
      clinic.call("startRuleReplay", {
        replayId,
        subject: { kind: "rule", rule, setting: { mode, payers: [] } },
        since: null,
      });
    expect(await start("20", "off")).toMatchObject({ error: { code: "rule-stays", field: "subject.setting.mode" } });
    expect(await start("43", "warns")).toMatchObject({ error: { code: "rule-stays", field: "subject.rule" } });
    expect(await start("77", "off")).toMatchObject({ error: { code: "not-found", field: "subject.rule" } });
    expect(await clinic.call("getRuleReplay", { replayId })).toMatchObject({ error: { code: "not-found" } });
  });

  test("BIL-310: what a payer is to ask for is tried on its own claims alone, by the first decision", async () => {
    const payers = value(await clinic.call("listPayers", {}));
    const { rules } = must(payers.find((one) => one.payerId === clinic.ids.ppo));
    const asks = (codes: string[]) =>
      tried({ kind: "payer", payerId: clinic.ids.ppo, rules: { ...rules, authorizationFor: codes } });
    const all = await asks(["9921*"]);
    expect(all).toMatchObject({ looked: 4, deniedOfAll: 2, stopped: 4, denied: 2, paid: 1, rejected: 1, waiting: 0 });
    expect(all.reasons).toEqual([
      { reason: "CO-16", claims: 1 },
      { reason: "CO-197", claims: 1 },
    ]);
    expect((await rowsOf(all.replayId))[0]?.messages).toEqual([
      "Blue Harbor pays 99213 only with an authorization: enter its number.",
    ]);
    expect(await asks(["99214"])).toMatchObject({ looked: 4, stopped: 0 });
    expect(value(await clinic.call("listPayers", {}))).toEqual(payers);
  });

  test("BIL-376: what is more than one piece is looked at to the last claim, each once, also where many went out in one moment", async () => {
    const patientId = await clinic.addPatient();
    await clinic.cover(patientId);
    const encounterIds: string[] = [];
    for (let at = 0; at < REPLAY_PIECE + 3; at += 1)
      encounterIds.push(
        await clinic.sign(patientId, { procedures: VISIT, ...(at % 4 === 0 ? { diagnoses: SPRAIN } : {}) }),
      );
    // The clock stands still meanwhile, so all of them go out in the same moment.
    for (const encounterId of encounterIds) {
      const { released } = value(await clinic.call("releaseCharges", { encounterIds: [encounterId] }));
      const claimIds = released.flatMap((one) => one.claimId ?? []);
      expect(value(await clinic.call("submitClaims", { claimIds })).submitted).toEqual(claimIds);
    }
    await clinic.kit.settle();
    const replay = await tried(accident(STOPS));
    const more = Math.ceil((REPLAY_PIECE + 3) / 4);
    expect(replay).toMatchObject({
      claims: REPLAY_PIECE + 8,
      looked: REPLAY_PIECE + 8,
      stopped: 4 + more,
      waiting: 1 + more,
    });
    const found = await rowsOf(replay.replayId, null, 5);
    expect(new Set(found.map((row) => row.number)).size).toBe(4 + more);
  }, 120_000);
});
