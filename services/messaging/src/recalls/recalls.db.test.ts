import type { Actor } from "@practicum/contracts/actor";
import { messaging } from "@practicum/contracts/messaging";
import type { recallOperations } from "@practicum/contracts/messaging/recalls";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type TestHost } from "@practicum/service/test-kit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { z } from "zod";
import { memoryNotifier, type MemoryNotifier } from "../ports/memory-notifier.ts";
import { messagingService } from "../service.ts";
import { caller } from "../test-campaign.ts";
import { patientPayload, visitPayload } from "../test-events.ts";

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const [ana, jose, lia] = [uuid(1), uuid(2), uuid(3)];
const [diabetes, yearly] = [uuid(101), uuid(102)];
const type = uuid(704);
/** Monday 23 November 2026, 10:00 in San Diego. */
const MONDAY = "2026-11-23T18:00:00.000Z";
type Operations = typeof recallOperations;
type Row = z.output<Operations["listRecalls"]["output"]>["recalls"][number];
/** What the queries of these tests answer with, as far as it is looked at. */
type Shown = z.output<Operations["listRecalls"]["output"]> & z.output<Operations["listRecallMatches"]["output"]>;
type Reply =
  | { readonly ok: true; readonly value: Shown }
  | { readonly ok: false; readonly error: { readonly code: string; readonly field?: string } };

const manager: Extract<Actor, { kind: "staff" }> = {
  ...(caller(1) as Extract<Actor, { kind: "staff" }>),
  roles: ["practice-manager"],
};

describe.each(databaseKinds)("recalls, on %s", (database) => {
  let kit: TestHost;
  let notifier: MemoryNotifier;
  let refused: ReadonlySet<string> = new Set();
  beforeEach(async () => {
    refused = new Set();
    notifier = memoryNotifier((notice) => (refused.has(notice.to) ? "The gateway is away." : undefined));
    kit = await testHost({ database, modules: [serviceModule(messagingService, { notifier })], now: MONDAY });
    await kit.deliver("scheduling.patient-changed.v1", named(ana, "Alba", { phone: "6195550101" }));
    await kit.deliver("scheduling.patient-changed.v1", named(jose, "Brito", { phone: null, language: "es" }));
    await kit.deliver("scheduling.patient-changed.v1", named(lia, "Cruz", { phone: null, email: null }));
    await kit.settle();
  });
  afterEach(() => kit.stop());

  const named = (patientId: string, family: string, more: object = {}) =>
    patientPayload(patientId, { name: { family, given: "Sol", middle: null, suffix: null }, ...more });
  const call = (...[name, input, as]: [string, object, Actor?]) =>
    kit.caller("messaging", messaging)(name as never, input as never, {
      as: as ?? manager,
    }) as unknown as Promise<Reply>;
  const value = async (...of: Parameters<typeof call>) => {
    const reply = await call(...of);
    if (!reply.ok) throw new Error(`${of[0]}: ${JSON.stringify(reply.error)}`);
    return reply.value;
  };
  const ruleOf = (ruleId: string, more: object = {}) => ({
    ruleId,
    version: 0,
    name: ruleId === diabetes ? "Regular follow-up" : "Yearly visit",
    condition: {
      problems: ["E11"],
      ageFrom: null,
      ageTo: null,
      sex: "any",
      noVisitMonths: 6,
      preventive: null,
      vaccine: null,
    },
    visitTypeId: type,
    visitTypeName: "Follow-up",
    unlessVisit: "any",
    messages: { en: "{practice}: time for a visit, {first}.", es: "{practice}: es hora de su cita, {first}." },
    steps: [
      { by: "sms", afterDays: 0 },
      { by: "email", afterDays: 3 },
    ],
    callAfterDays: 4,
    callsMax: 2,
    sendFrom: "09:00",
    sendUntil: "19:00",
    weekends: true,
    againMonths: 6,
    ...more,
  });
  /** Charting's answer to what was asked last about a rule. */
  const found = async (ruleId: string, patientIds: string[], askedBefore = 0) => {
    const asked = (await kit.events("messaging", "messaging.recall-asked.v1"))
      .map((event) => event.payload as { askId: string; ruleId: string; ruleVersion: number })
      .filter((one) => one.ruleId === ruleId);
    const ask = must(asked.at(-1 - askedBefore));
    const { askId, ruleVersion } = ask;
    await kit.deliver("charting.recall-found.v1", { askId, ruleId, ruleVersion, patientIds, last: true });
    await kit.settle();
  };
  const switchedOn = async (ruleId: string, patientIds: string[], more: object = {}) => {
    await value("saveRecallRule", ruleOf(ruleId, more));
    await value("switchRecallRule", { ruleId, version: 1, on: true });
    await found(ruleId, patientIds);
  };
  const list = async (which = "open", more: object = {}, as?: Actor) =>
    (await value("listRecalls", { list: which, ruleId: null, text: "", before: null, limit: 50, ...more }, as)).recalls;
  const states = async (which = "open") => (await list(which)).map((one) => `${one.name.family} ${one.state}`);
  const of = async (patientId: string, which = "open") =>
    must((await list(which)).find((one) => one.patientId === patientId));
  const said = (recall: Row, outcome: string, more: object = {}) =>
    call("logRecallCall", {
      entryId: kit.ids.next(),
      recallId: recall.recallId,
      version: recall.version,
      outcome,
      laterOn: null,
      note: "",
      ...more,
    });

  test("MSG-111: a saved rule is off and shows whom it means and what becomes of each; nobody is asked by that", async () => {
    await value("saveRecallRule", ruleOf(diabetes));
    const preview = () => value("listRecallMatches", { ruleId: diabetes, text: "", before: null, limit: 50 });
    expect(await preview()).toMatchObject({ matches: [], looking: true });
    await kit.deliver("scheduling.appointment-booked.v1", visitPayload(jose, "2026-12-01T18:00:00.000Z"));
    await found(diabetes, [ana, jose, lia]);
    const shown = await preview();
    expect(shown.matches.map((one) => `${one.name.family} ${one.fate}`)).toEqual([
      "Alba sms",
      "Brito has-visit",
      "Cruz call",
    ]);
    expect(shown).toMatchObject({ looking: false, all: { count: 3, fates: { sms: 1, call: 1, "has-visit": 1 } } });
    await kit.advanceTo("2026-11-25T18:00:00.000Z");
    expect(await states()).toEqual([]);
    expect(notifier.sent).toEqual([]);
  });

  test("MSG-110, MSG-111: each wording is a version; an answer to an older look, or of nobody's asking, changes nothing", async () => {
    await value("saveRecallRule", ruleOf(diabetes));
    await value("saveRecallRule", ruleOf(diabetes, { version: 1, name: "Follow-up" }));
    expect(await call("saveRecallRule", ruleOf(diabetes, { version: 1 }))).toMatchObject({
      error: { code: "stale-version" },
    });
    await value("switchRecallRule", { ruleId: diabetes, version: 2, on: true });
    await found(diabetes, [ana], 1);
    expect(await states()).toEqual([]);
    await found(diabetes, [ana]);
    expect(await states()).toEqual(["Alba sent"]);
    const versions = await kit.rows<{ version: number; name: string }>(
      "messaging",
      "select version, content->>'name' as name from recall_rule_version order by version",
    );
    expect(versions.map((one) => `${one.version} ${one.name}`)).toEqual([
      "1 Regular follow-up",
      "2 Follow-up",
      "3 Follow-up",
    ]);
    const reasons = await kit.rows<{ rule_version: number }>("messaging", "select rule_version from recall_reason");
    expect(reasons).toEqual([{ rule_version: 3 }]);
  });

  test("MSG-111: while it is on charts are looked through each night, and not when it is off", async () => {
    await switchedOn(diabetes, []);
    const asked = async () => (await kit.events("messaging", "messaging.recall-asked.v1")).length;
    const before = await asked();
    await kit.advanceTo("2026-11-24T10:59:00.000Z");
    expect(await asked()).toBe(before);
    await kit.advanceTo("2026-11-24T11:01:00.000Z");
    expect(await asked()).toBe(before + 1);
    await kit.advanceTo("2026-11-25T11:01:00.000Z");
    expect(await asked()).toBe(before + 2);
    await value("switchRecallRule", { ruleId: diabetes, version: 2, on: false });
    await kit.advanceTo("2026-11-26T11:01:00.000Z");
    expect(await asked()).toBe(before + 2);
  });

  test("MSG-112, MSG-115, MSG-116, MSG-117: one way after the other, each patient by what reaches, then the list of calls", async () => {
    await switchedOn(diabetes, [ana, jose, lia]);
    expect((await states()).toSorted()).toEqual(["Alba sent", "Brito due", "Cruz to-call"]);
    expect(notifier.sent.map((one) => [one.channel, one.to])).toEqual([["sms", "6195550101"]]);
    expect(notifier.sent[0]?.text).toMatch(/^[^:]+: time for a visit, Sol\./);
    // José has no telephone: his first message is the second step's, and waits its three days.
    await kit.advanceTo("2026-11-26T18:01:00.000Z");
    const mails = notifier.sent.filter((one) => one.channel === "email");
    expect(mails.map((one) => one.language).toSorted()).toEqual(["en", "es"]);
    expect((await states()).toSorted()).toEqual(["Alba sent", "Brito sent", "Cruz to-call"]);
    await kit.advanceTo("2026-11-30T18:02:00.000Z");
    expect((await states()).toSorted()).toEqual(["Alba to-call", "Brito to-call", "Cruz to-call"]);
    expect(notifier.sent).toHaveLength(3);
  });

  test("MSG-221 a recall calls a patient by the preferred first name, and by the legal one again where that ends", async () => {
    const about = { preferredName: "Marisol", formerNames: [], pronouns: null, genderIdentity: null };
    const tell = (version: number, of: object) =>
      kit.deliver("scheduling.patient-changed.v1", named(ana, "Alba", { phone: "6195550101", version, about: of }));
    await tell(3, about);
    await tell(2, { ...about, preferredName: "Older" });
    await kit.settle();
    await switchedOn(diabetes, [ana]);
    expect(notifier.sent[0]?.text).toMatch(/^[^:]+: time for a visit, Marisol\./);
  });

  test("MSG-116: nothing is sent outside of the hours, and what can't be sent goes the next way", async () => {
    await kit.advanceTo("2026-11-24T04:00:00.000Z");
    refused = new Set(["6195550101"]);
    await switchedOn(diabetes, [ana], { sendUntil: "10:00" });
    await kit.advanceTo("2026-11-24T16:59:00.000Z");
    expect(notifier.sent).toEqual([]);
    const tries = async (at: string) => {
      await kit.advanceTo(at);
      return (
        await kit.rows<{ attempts: number }>("messaging", "select attempts from recall_message order by 1 desc")
      )[0]?.attempts;
    };
    // Refused at 9:00, after 1 and after 10 minutes; an hour later it is too late for today.
    expect(await tries("2026-11-24T17:00:00.000Z")).toBe(1);
    expect(await tries("2026-11-24T17:02:00.000Z")).toBe(2);
    expect(await tries("2026-11-24T17:13:00.000Z")).toBe(3);
    expect(await tries("2026-11-24T18:20:00.000Z")).toBe(3);
    expect(await tries("2026-11-24T21:00:00.000Z")).toBe(3);
    expect(await tries("2026-11-25T17:01:00.000Z")).toBe(4);
    expect(await tries("2026-11-25T21:02:00.000Z")).toBe(4);
    expect(notifier.sent).toEqual([]);
    expect(await tries("2026-11-26T17:01:00.000Z")).toBe(5);
    await kit.advanceTo("2026-11-26T17:02:00.000Z");
    expect(notifier.sent.map((one) => one.channel)).toEqual(["email"]);
    expect(await states()).toEqual(["Alba sent"]);
  });

  test("MSG-114: two rules make one recall with two reasons; ended, nobody is asked for the same before its time", async () => {
    await switchedOn(diabetes, [ana], { againMonths: 1 });
    await switchedOn(yearly, [ana], { againMonths: 1 });
    expect((await of(ana)).reasons).toEqual(["Regular follow-up", "Yearly visit"]);
    await kit.advanceTo("2026-11-24T18:00:00.000Z");
    expect(notifier.sent).toHaveLength(1);
    expect((await said(await of(ana), "declined")).ok).toBe(true);
    for (const rule of [diabetes, yearly]) {
      await value("lookForRecalls", { ruleId: rule });
      await found(rule, [ana]);
    }
    expect(await states()).toEqual([]);
    // It ended on 24 November. Off, the rules need no look of each night in between.
    for (const ruleId of [diabetes, yearly]) await value("switchRecallRule", { ruleId, version: 2, on: false });
    await kit.advanceTo("2026-12-23T18:00:00.000Z");
    await value("switchRecallRule", { ruleId: yearly, version: 3, on: true });
    await found(yearly, [ana]);
    expect(await states()).toEqual([]);
    await kit.advanceTo("2026-12-24T18:00:00.000Z");
    await found(yearly, [ana]);
    expect((await of(ana)).reasons).toEqual(["Yearly visit"]);
  });

  test("MSG-113, MSG-130: a visit books, another kind does not where the rule minds; a cancelled one is called about", async () => {
    await switchedOn(diabetes, [ana, lia], { unlessVisit: "same-type" });
    const visit = visitPayload(ana, "2026-12-01T18:00:00.000Z");
    await kit.deliver("scheduling.appointment-booked.v1", { ...visit, visitTypeId: uuid(9), appointmentId: uuid(801) });
    await kit.settle();
    expect((await of(ana)).state).toBe("sent");
    await kit.deliver("scheduling.appointment-booked.v1", visit);
    await kit.settle();
    expect(await states("booked")).toEqual(["Alba booked"]);
    await kit.advanceTo("2026-11-27T18:00:00.000Z");
    expect(notifier.sent).toHaveLength(1);
    await kit.deliver("scheduling.appointment-changed.v1", {
      ...visit,
      status: "cancelled",
      version: 2,
      change: "cancelled",
    });
    await kit.settle();
    expect((await states()).toSorted()).toEqual(["Alba to-call", "Cruz to-call"]);
  });

  test("MSG-118: a closed record and a restricted chart end it, and what waits is not sent", async () => {
    refused = new Set(["6195550101"]);
    await switchedOn(diabetes, [ana, jose, lia]);
    await kit.deliver("scheduling.patient-changed.v1", named(ana, "Alba", { active: false, version: 2 }));
    const shut = { shuts: "named", staffIds: [uuid(77)], roles: [] };
    await kit.deliver("charting.chart-restricted.v1", { patientId: lia, version: 1, restrictions: [shut] });
    await kit.settle();
    refused = new Set();
    await kit.advanceTo("2026-11-25T18:00:00.000Z");
    expect(notifier.sent).toEqual([]);
    expect(await states()).toEqual(["Brito due"]);
  });

  test("MSG-216: a death ends it, and what waits is not sent; taken back, the rule may ask again", async () => {
    refused = new Set(["6195550101"]);
    await switchedOn(diabetes, [ana, jose, lia]);
    const death = {
      deathId: uuid(990),
      date: "2026-11-20",
      source: "family",
      saidBy: "A daughter",
      at: "2026-11-24T18:00:00.000Z",
      by: "Brooks",
      physicianId: null,
    } as const;
    await kit.deliver("scheduling.patient-changed.v1", named(ana, "Alba", { death, version: 2 }));
    await kit.settle();
    refused = new Set();
    await kit.advanceTo("2026-11-25T18:00:00.000Z");
    expect((await list("ended")).map((one) => one.name.family)).toEqual(["Alba"]);
    expect(notifier.sent.some((one) => JSON.stringify(one).includes("6195550101"))).toBe(false);
  });

  test("MSG-121: a restricted patient's recall is there for who may open the chart, and for nobody else", async () => {
    await switchedOn(diabetes, [ana, lia]);
    const recall = await of(lia);
    const shut = { shuts: "named", staffIds: [manager.staffId], roles: [] };
    await kit.deliver("charting.chart-restricted.v1", { patientId: lia, version: 1, restrictions: [shut] });
    await kit.settle();
    expect(await states("ended")).toEqual([]);
    expect((await list("ended", {}, { ...manager, staffId: uuid(78) } as Actor)).length).toBe(1);
    expect(await call("getRecall", { recallId: recall.recallId })).toMatchObject({ error: { code: "not-found" } });
    expect(await said({ ...recall, version: recall.version + 1 }, "declined")).toMatchObject({
      error: { code: "not-found" },
    });
  });

  test("MSG-119, MSG-124: calls count until the last one; what was said is taken back by its writer, unless something came since", async () => {
    await switchedOn(diabetes, [lia]);
    expect((await said(await of(lia), "no-answer")).ok).toBe(true);
    const second = { entryId: uuid(900) };
    expect((await said(await of(lia), "left-message", second)).ok).toBe(true);
    expect(await states("ended")).toEqual(["Cruz unreachable"]);
    expect(await call("undoRecallEntry", second, caller(2))).toMatchObject({ error: { code: "not-allowed" } });
    await value("undoRecallEntry", second);
    expect(await of(lia)).toMatchObject({ state: "to-call", calls: 1 });
    expect(await said(await of(lia), "later", { laterOn: "2026-11-23" })).toMatchObject({
      error: { field: "laterOn" },
    });
    const later = { entryId: uuid(901), laterOn: "2026-11-30" };
    expect((await said(await of(lia), "later", later)).ok).toBe(true);
    await kit.advanceTo("2026-11-30T07:59:00.000Z");
    expect((await of(lia)).state).toBe("sent");
    await kit.advanceTo("2026-11-30T08:01:00.000Z");
    expect((await of(lia)).state).toBe("to-call");
    expect(await call("undoRecallEntry", { entryId: later.entryId })).toMatchObject({
      error: { code: "stale-version" },
    });
    const stale = await of(lia);
    expect((await said(stale, "no-recalls")).ok).toBe(true);
    expect(await said(stale, "declined")).toMatchObject({ error: { code: "stale-version" } });
    expect(await said(await of(lia, "ended"), "declined")).toMatchObject({ error: { code: "recall-over" } });
    await switchedOn(yearly, [lia]);
    expect(await states()).toEqual([]);
  });

  test("MSG-122: who wants a visit first, then who is to be called, page after page; a name finds", async () => {
    await switchedOn(diabetes, [ana, jose, lia]);
    expect((await said(await of(jose), "wants-visit")).ok).toBe(true);
    const page = async (before: string | null) =>
      value("listRecalls", { list: "open", ruleId: diabetes, text: "", before, limit: 2 });
    const first = await page(null);
    expect(first.recalls.map((one) => one.name.family)).toEqual(["Brito", "Cruz"]);
    expect(first.all).toEqual({ count: 3 });
    const second = await page(first.next);
    expect([second.recalls.map((one) => one.name.family), second.next]).toEqual([["Alba"], null]);
    expect((await list("open", { text: "cru" })).map((one) => one.patientId)).toEqual([lia]);
    expect(await list("open", { ruleId: yearly })).toEqual([]);
  });

  test("MSG-123: the figures add up, and who booked within 30 days after being asked is counted", async () => {
    await switchedOn(diabetes, [ana, jose, lia]);
    await kit.advanceTo("2026-11-24T18:00:00.000Z");
    await kit.deliver("scheduling.appointment-booked.v1", visitPayload(ana, "2026-12-01T18:00:00.000Z"));
    // Booked without having been asked: no result of the rule.
    const other = visitPayload(lia, "2026-12-02T18:00:00.000Z", { appointmentId: uuid(802) });
    await kit.deliver("scheduling.appointment-booked.v1", other);
    await kit.settle();
    const [rule] = (await value("listRecallRules", {})) as unknown as z.output<Operations["listRecallRules"]["output"]>;
    expect(rule?.figures).toMatchObject({ people: 3, asked: 1, bookedSoon: 1, states: { booked: 2, due: 1, sent: 0 } });
  });
});
