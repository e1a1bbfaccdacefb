import { identity } from "@practicum/contracts/identity";
import { databaseKinds } from "@practicum/db/test-databases";
import type { Id } from "@practicum/kernel/brand";
import { addMinutes } from "@practicum/kernel/instant";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, testNow, type TestHost } from "@practicum/service/test-kit";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { AuditAnchor } from "./ports/identity-ports.ts";
import { memoryAnchor } from "./ports/memory-anchor.ts";
import { identityService } from "./service.ts";

const patient = "00000000-0000-7000-8000-00000000aaaa";
const staffId = "00000000-0000-7000-8000-00000000bbbb";

function access(n: number) {
  return {
    service: "charting",
    operation: "getChart",
    kind: "query",
    actor: { kind: "staff", staffId, name: "Rosa Diaz, MA", roles: ["medical-assistant"], sessionId: "s1" },
    patientIds: n % 2 === 0 ? [patient] : [],
    permission: "chart.read",
    outcome: "ok",
    commandId: null,
    at: addMinutes(testNow, n),
  };
}

describe.each(databaseKinds)("audit trail on %s", (database) => {
  let kit: TestHost;
  let anchor: Required<AuditAnchor>;
  beforeAll(async () => {
    anchor = memoryAnchor();
    const auditAnchor: Required<AuditAnchor> = {
      kept: (practice) => anchor.kept(practice),
      save: (practice, head) => anchor.save(practice, head),
      saveGone: (practice, head) => anchor.saveGone(practice, head),
    };
    kit = await testHost({ database, modules: [serviceModule(identityService, { auditAnchor })] });
    for (let n = 1; n <= 12; n += 1) await kit.deliver("charting.access-recorded.v1", access(n));
    await kit.settle();
  });
  afterAll(() => kit.stop());
  const call = () => kit.caller("identity", identity);
  const trail = async (more: object) => {
    const all = {
      patientId: null,
      staffId: null,
      from: testNow,
      to: addMinutes(testNow, 60),
      before: null,
      limit: 200,
    };
    const found = await call()("auditTrail", { ...all, ...more });
    return found.ok ? found.value : { entries: [], next: null };
  };
  /** In pages of a few entries, as a long chain is. */
  const verify = async () => {
    let page = await call()("verifyAuditChain", { limit: 5 });
    while (page.ok && page.value.next) page = await call()("verifyAuditChain", { limit: 5, after: page.value.next });
    return page.ok ? page.value : undefined;
  };
  const brokenAt = async () => (await verify())?.brokenAt;
  /** Does what a thief with the tables' owner's rights could, looks, and puts it right again. */
  const tampered = async (
    changes: readonly string[],
    meanwhile = async () => {},
  ): Promise<number | null | undefined> => {
    const run = (sql: string) => kit.rows("identity", sql);
    const before = await anchor.kept(kit.practices[0]!);
    await run("create table kept_entry as select * from audit_entry");
    await run("create table kept_head as select * from audit_head");
    await run("alter table audit_entry disable trigger all");
    for (const change of changes) await run(change);
    await meanwhile();
    const found = await brokenAt();
    await run("delete from audit_entry");
    await run("insert into audit_entry select * from kept_entry");
    await run("delete from audit_head");
    await run("insert into audit_head select * from kept_head");
    await run("alter table audit_entry enable trigger all");
    await run("drop table kept_entry");
    await run("drop table kept_head");
    anchor = memoryAnchor();
    if (before !== "tampered")
      for (const head of [before.oldest, before.newest]) if (head) await anchor.save(kit.practices[0]!, head);
    expect(await brokenAt()).toBeNull();
    return found;
  };

  const headAt = (n: number) =>
    `update audit_head set (sequence, hash) = (select sequence, hash from audit_entry where sequence = ${n})`;

  test("IDN-20 IDN-21 an access is entered once, in one chain with those of identity itself", async () => {
    const before = await trail({});
    await kit.deliver("charting.access-recorded.v1", access(30), { id: "00000000-0000-7000-8000-0000000000e1" });
    await kit.deliver("charting.access-recorded.v1", access(30), { id: "00000000-0000-7000-8000-0000000000e1" });
    await kit.settle();
    const after = await trail({});
    const added =
      after.entries.filter((e) => e.service === "charting").length -
      before.entries.filter((e) => e.service === "charting").length;
    expect(added).toBe(1);
    expect(after.entries.some((e) => e.service === "identity" && e.operation === "auditTrail")).toBe(true);
    const numbers = after.entries.map((e) => e.sequence);
    expect(numbers).toEqual(numbers.map((_, i) => numbers.length - i));
    expect(await brokenAt()).toBeNull();
  });
  test("the trail is found by patient, by person, by time and by page", async () => {
    expect(
      (await trail({ patientId: patient, from: testNow, to: addMinutes(testNow, 13) })).entries.filter(
        (e) => e.service === "charting",
      ),
      // And the one of half an hour later, which came now.
    ).toHaveLength(7);
    const ofPerson = await trail({ staffId, to: addMinutes(testNow, 13) });
    expect(ofPerson.entries).toHaveLength(13);
    expect(ofPerson.entries[0]).toMatchObject({
      actorName: "Rosa Diaz, MA",
      operation: "getChart",
      permission: "chart.read",
    });
    expect((await trail({ staffId, from: addMinutes(testNow, 3), to: addMinutes(testNow, 5) })).entries).toHaveLength(
      2,
    );
    const first = await trail({ staffId, to: addMinutes(testNow, 13), limit: 5 });
    const second = await trail({ staffId, to: addMinutes(testNow, 13), limit: 200, before: first.next });
    expect([...first.entries, ...second.entries].map((e) => e.sequence)).toEqual(
      ofPerson.entries.map((e) => e.sequence),
    );
    expect(second.next).toBeNull();
  });
  test("IDN-29 an entry bears its service's name and both times, and is found on the day it came", async () => {
    const forged = { ...access(2), service: "billing", operation: "forged", at: addMinutes(testNow, -3 * 24 * 60) };
    await kit.deliver("charting.access-recorded.v1", forged);
    await kit.settle();
    const today = (await trail({})).entries.find((entry) => entry.operation === "forged");
    expect(today).toMatchObject({ service: "charting", at: forged.at, receivedAt: testNow, actorKind: "staff" });
    const then = await trail({ from: addMinutes(forged.at, -60), to: addMinutes(forged.at, 60) });
    expect(then.entries).toEqual([today]);
    expect(await brokenAt()).toBeNull();
  });
  test("IDN-26 an entry says who, what, whom, when, by which permission and how it went, and nothing of the content", async () => {
    const person = {
      staffId: kit.ids.next<"staff">(),
      email: "unmistakable.address@example.test",
      family: "Unmistakable",
      given: "Family",
      credential: "",
      roles: ["practice-manager" as const],
      npi: null,
      taxonomy: null,
      supervisorId: null,
      active: true,
      version: null,
    };
    expect(await call()("saveStaff", person)).toMatchObject({ ok: true });
    expect(await call()("saveStaff", person)).toMatchObject({ ok: false });
    await kit.settle();
    const { entries } = await trail({ to: addMinutes(testNow, 600) });
    const saves = entries.filter((entry) => entry.operation === "saveStaff");
    expect(saves.map(({ outcome }) => outcome)).toEqual(["stale-version", "ok"]);
    for (const entry of saves)
      expect(entry).toMatchObject({
        service: "identity",
        kind: "command",
        permission: "staff.manage",
        at: expect.any(String),
      });
    const kept = await kit.rows<{ entry: string }>("identity", "select to_jsonb(e)::text as entry from audit_entry e");
    expect(kept.filter(({ entry }) => /unmistakable/i.test(entry))).toEqual([]);
  });
  test("IDN-22 entries cannot be changed or removed", async () => {
    for (const change of ["update audit_entry set outcome = 'x'", "delete from audit_entry", "truncate audit_entry"]) {
      await expect(kit.rows("identity", change)).rejects.toThrow();
    }
    expect(await brokenAt()).toBeNull();
  });
  test("IDN-23 IDN-24 what the owner of the tables changes is found at its entry", async () => {
    await kit.settle();
    expect(await tampered(["update audit_entry set patient_ids = '{}' where sequence = 4"])).toBe(4);
    expect(await tampered(["delete from audit_entry where sequence = 5"])).toBe(5);
    const renumber = (from: number, to: number) => `update audit_entry set sequence = ${to} where sequence = ${from}`;
    expect(await tampered([renumber(3, 1000), renumber(4, 3), renumber(1000, 4)])).toBe(3);
    expect(await tampered(["delete from audit_entry where sequence > 6"])).toBe(7);
    expect(await tampered(["delete from audit_entry where sequence > 6", headAt(6)])).toBe(7);
    expect(
      await tampered(["delete from audit_entry", "update audit_head set sequence = 0, hash = repeat('0', 64)"]),
    ).toBe(1);
  });
  test("IDN-25 IDN-30 a cut chain goes on and does not become the new truth: what is gone is told for good", async () => {
    await kit.settle();
    const cut = ["delete from audit_entry where sequence > 2", headAt(2)];
    const lookAndGoOn = async () => {
      // Whoever keeps the heads looks before the chain goes on.
      await kit.settle();
      for (let n = 1; n <= 3; n += 1) await kit.deliver("charting.access-recorded.v1", access(40 + n));
      await kit.settle();
      const { brokenAt: found, anchor: told, entries } = (await verify())!;
      expect(found).toBe(3);
      expect(told?.gone).toEqual([{ entry: expect.any(Number), at: expect.any(String) }]);
      expect(told?.gone[0]?.entry).toBeGreaterThan(entries);
      // The chain as it is now is kept as well, and what is changed in it from here on is told too.
      expect(told?.until?.entry).toBe(5);
      for (let n = 1; n <= 40; n += 1) await kit.deliver("charting.access-recorded.v1", access(50 + n));
      await kit.settle();
    };
    expect(await tampered(cut, lookAndGoOn)).toBe(3);
  });
  test("IDN-30 whatever is done to the chain's end, who works is entered, and nothing that is there is lost", async () => {
    const enter = async (n: number) => {
      const id = kit.ids.next<"event">();
      await kit.deliver("charting.access-recorded.v1", access(n), { id });
      await kit.settle();
      const found = await kit.rows<{ sequence: number }>(
        "identity",
        `select sequence from audit_entry where event_id = '${id}'`,
      );
      expect(found).toHaveLength(1);
    };
    await tampered([headAt(3)], () => enter(60)).then((found) => expect(found).toBeNull());
    await tampered(["delete from audit_head"], () => enter(61)).then((found) => expect(found).toBeNull());
    await tampered(["delete from audit_entry where sequence > 6"], () => enter(62)).then((found) =>
      expect(found).toBe(7),
    );
    const dead = await kit.rows("identity", "select 1 from dead_letter");
    expect(dead).toEqual([]);
  });
  test("IDN-23 pages go on from each other and come to what one page comes to", async () => {
    await kit.settle();
    const first = await call()("verifyAuditChain", { limit: 5 });
    expect(first).toMatchObject({ value: { entries: 5, brokenAt: null, next: { sequence: 5 }, anchor: null } });
    const { entries, head } = (await verify())!;
    expect(entries).toBeGreaterThan(10);
    expect(await call()("verifyAuditChain", {})).toMatchObject({
      value: { entries, head, brokenAt: null, next: null },
    });
    const after = { sequence: 5, hash: "0".repeat(64) };
    expect(await call()("verifyAuditChain", { after })).toMatchObject({ value: { brokenAt: 6 } });
  });
  test("IDN-28 that no head is kept outside is said, and since when one is", async () => {
    await kit.settle();
    expect((await verify())?.anchor).toMatchObject({ since: { entry: expect.any(Number) }, cutShort: false });
    const taken = anchor;
    anchor = memoryAnchor();
    expect(await verify()).toMatchObject({ brokenAt: null, anchor: { since: null, until: null, cutShort: false } });
    const { entries, head, checkedAt } = (await verify())!;
    await anchor.save(kit.practices[0]!, { sequence: entries, hash: head, at: checkedAt });
    expect((await verify())?.anchor).toEqual({
      since: { entry: entries, at: checkedAt },
      until: { entry: entries, at: checkedAt },
      cutShort: false,
      gone: [],
    });
    anchor = { ...anchor, kept: async () => "tampered" };
    expect(await verify()).toMatchObject({ brokenAt: 1, anchor: { since: null } });
    anchor = taken;
    expect((await verify())?.brokenAt).toBeNull();
  });
  test("IDN-120 SVC-32 accesses that come together are entered in their order in one step; with one among them that is there already, each once", async () => {
    const together = async (ids: readonly Id<"event">[]) => {
      kit.bus.forgetIds();
      await Promise.all(ids.map((id, n) => kit.deliver("charting.access-recorded.v1", access(30 + n), { id })));
      await kit.settle();
      return kit.rows<{ event_id: string; written: string }>(
        "identity",
        `select event_id, xmin::text as written from audit_entry where event_id in (${ids.map((id) => `'${id}'`).join()}) order by sequence`,
      );
    };
    const [a, b, c, d] = [
      kit.ids.next<"event">(),
      kit.ids.next<"event">(),
      kit.ids.next<"event">(),
      kit.ids.next<"event">(),
    ];
    const first = await together([a, b, c]);
    expect(first.map((row) => row.event_id)).toEqual([a, b, c]);
    expect(new Set(first.map((row) => row.written)).size).toBe(1);
    // The inbox has forgotten one of them.
    await kit.rows("identity", `delete from event_inbox where event_id = '${b}'`);
    const all = await together([b, d]);
    expect(all.map((row) => row.event_id)).toEqual([b, d]);
    expect(all[0]).toEqual(first[1]);
    expect(await kit.rows("identity", "select 1 from dead_letter")).toEqual([]);
    expect(await brokenAt()).toBeNull();
  });
  test("only the practice manager reads it", async () => {
    const denied = await call()("verifyAuditChain", {}, { as: ["physician"] });
    expect(denied).toMatchObject({ ok: false, error: { code: "not-allowed" } });
  });
});
