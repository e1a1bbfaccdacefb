import { messaging } from "@practicum/contracts/messaging";
import type { Role } from "@practicum/contracts/permission";
import { NOTHING_ASKED } from "@practicum/contracts/scheduling/about-patient";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type CallAs, type TestHost } from "@practicum/service/test-kit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { z } from "zod";
import { memoryNotifier } from "../ports/memory-notifier.ts";
import { messagingService } from "../service.ts";
import { caller } from "../test-campaign.ts";
import { patientPayload, staffPayload } from "../test-events.ts";

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const [ana, jose] = [uuid(1), uuid(2)];
/** Monday 23 November 2026, 10:00 in San Diego. */
const MONDAY = "2026-11-23T18:00:00.000Z";
const person = (n: number, role: Role): CallAs => ({ as: { ...caller(n), roles: [role] } as never });
const staffIdOf = (n: number) => must(caller(n) as { staffId?: string }).staffId ?? "";
const desk = person(1, "front-desk");
const otherDesk = person(5, "front-desk");
const manager = person(2, "practice-manager");
const ma = person(3, "medical-assistant");
const physician = person(4, "physician");

type Operations = typeof messaging;
type Take = z.input<Operations["takeCall"]["input"]>;

describe.each(databaseKinds)("telephone calls, on %s", (database) => {
  let kit: TestHost;
  beforeEach(async () => {
    const modules = [serviceModule(messagingService, { notifier: memoryNotifier() })];
    kit = await testHost({ database, modules, now: MONDAY });
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(ana));
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(jose));
    for (const [n, role] of [
      [1, "front-desk"],
      [3, "medical-assistant"],
      [4, "physician"],
    ] as const)
      await kit.deliver("identity.staff-changed.v1", staffPayload(staffIdOf(n), { roles: [role] }));
    await kit.settle();
  });
  afterEach(() => kit.stop());

  const call = <Name extends keyof Operations>(
    name: Name,
    input: z.input<Operations[Name]["input"]>,
    as: CallAs = desk,
  ) => kit.caller("messaging", messaging)(name, input, as);
  const take = async (of: Partial<Take> = {}, as: CallAs = desk) => {
    const callId = kit.ids.next<"phone-call">();
    const reply = await call(
      "takeCall",
      {
        callId,
        patientId: ana,
        stranger: null,
        relation: "patient",
        callerName: null,
        callback: "6195550100",
        reason: "Refill",
        message: "Needs lisinopril, two days left.",
        ownerId: null,
        pool: "medical-assistant",
        urgency: "today",
        dueAt: null,
        ruledOut: [],
        ...of,
      },
      as,
    );
    return { callId, reply };
  };
  const queue = async (as: CallAs, of: Partial<z.input<Operations["listCalls"]["input"]>> = {}) => {
    const reply = await call("listCalls", { whose: "queue", patientId: null, open: true, ...of }, as);
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value.calls;
  };
  const get = async (callId: string, as: CallAs = ma) => {
    const reply = await call("getCall", { callId }, as);
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value;
  };
  const field = (reply: { readonly ok: boolean; readonly error?: unknown }) =>
    reply.ok ? null : (reply as { error: { field?: string; fields?: { field: string }[] } }).error;

  test("MSG-221 a call shows what the patient is called beside the legal name", async () => {
    const about = { ...NOTHING_ASKED, preferredName: "Mia" };
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(ana, { about, version: 2 }));
    await kit.settle();
    const { callId } = await take();
    await take({ patientId: jose });
    const called = (await queue(ma)).map((one) => [one.patientId, one.patientName?.given, one.patientPreferred]);
    expect(called).toHaveLength(2);
    expect(called).toEqual(
      expect.arrayContaining([
        [ana, "Maria", "Mia"],
        [jose, "Maria", null],
      ]),
    );
    expect(await get(callId)).toMatchObject({ patientName: { given: "Maria" }, patientPreferred: "Mia" });
  });

  test("MSG-200: a call is about a patient or somebody who is none yet, and from somebody with a name", async () => {
    expect(field((await take({ patientId: null })).reply)).toMatchObject({ code: "invalid-input", field: "patientId" });
    const both = await take({ stranger: { name: "Kim Ode", birthDate: null } });
    expect(field(both.reply)).toMatchObject({ field: "stranger" });
    expect(field((await take({ relation: "parent" })).reply)).toMatchObject({ field: "callerName" });
    const { callId } = await take({ patientId: null, stranger: { name: "Kim Ode", birthDate: "1990-02-03" } });
    expect(await get(callId)).toMatchObject({ patientId: null, stranger: { name: "Kim Ode" } });
    const linked = { callId, version: 1, patientId: jose };
    expect(await call("linkCall", linked, ma)).toMatchObject({ ok: true, value: { version: 2 } });
    expect(await get(callId)).toMatchObject({ patientId: jose });
    expect(await call("linkCall", { ...linked, version: 2, patientId: ana }, ma)).toMatchObject({
      error: { code: "already-recorded" },
    });
  });

  test("MSG-201: a call is never for nobody, neither when it is taken nor when it is handed on", async () => {
    expect(field((await take({ pool: null })).reply)).toMatchObject({ code: "invalid-input", field: "ownerId" });
    const { callId } = await take();
    const on = { callId, version: 1, urgency: "today" as const, dueAt: MONDAY, ruledOut: [] };
    const nobody = await call("routeCall", { ...on, ownerId: null, pool: null }, ma);
    expect(field(nobody)).toMatchObject({ code: "invalid-input", field: "ownerId" });
    expect(await get(callId)).toMatchObject({ pool: "medical-assistant", version: 1 });
    await call("routeCall", { ...on, ownerId: null, pool: "physician" }, ma);
    expect([(await queue(ma)).length, (await queue(physician)).map((one) => one.callId)]).toEqual([0, [callId]]);
  });

  test("MSG-202, MSG-203, MSG-204: it is due by its urgency; red-flag words make it an emergency and put it first", async () => {
    const today = await take();
    expect(today.reply).toMatchObject({ value: { urgency: "today", dueAt: "2026-11-23T22:00:00.000Z" } });
    const urgent = await take({ urgency: "urgent" });
    const flagged = await take({ message: "Le duele mucho el pecho desde anoche.", urgency: "routine" });
    expect(flagged.reply).toMatchObject({ value: { urgency: "emergency", dueAt: "2026-11-23T18:05:00.000Z" } });
    // Asked about and not so: it is what was chosen, and stands where that stands.
    const ruledOut = await take({ message: "No chest pain, only a refill.", ruledOut: ["chest-pain"] });
    expect(ruledOut.reply).toMatchObject({ value: { urgency: "today" } });
    // Late, and still after the red flag.
    await kit.advanceTo("2026-11-23T23:30:00.000Z");
    const rows = (await queue(ma)).map((one) => one.callId);
    expect(rows[0]).toBe(flagged.callId);
    expect(rows[1]).toBe(urgent.callId);
    expect(await get(ruledOut.callId)).toMatchObject({ redFlags: [{ id: "chest-pain", ruledOut: true }] });
  });

  test("MSG-203: what may wait for a day is not due on a weekend", async () => {
    await kit.advanceTo("2026-11-27T18:00:00.000Z");
    const { reply } = await take({ urgency: "routine", pool: "front-desk" });
    expect(reply).toMatchObject({ value: { dueAt: "2026-11-30T18:00:00.000Z" } });
  });

  test("MSG-205: an overdue call is brought before others as the practice says, once, and is still with who has it", async () => {
    const { callId } = await take({ urgency: "urgent" });
    await kit.advanceTo("2026-11-23T19:29:00.000Z");
    expect(await queue(physician)).toEqual([]);
    await kit.advanceTo("2026-11-23T19:31:00.000Z");
    expect((await queue(physician)).map((one) => one.callId)).toEqual([callId]);
    expect((await queue(ma)).map((one) => one.callId)).toEqual([callId]);
    const { entries, version } = await get(callId);
    expect(entries).toMatchObject([{ kind: "escalated" }]);
    const on = {
      callId,
      version,
      urgency: "urgent" as const,
      ruledOut: [],
      ownerId: null,
      pool: "medical-assistant" as const,
    };
    await call("routeCall", { ...on, dueAt: "2026-11-23T23:00:00.000Z" }, ma);
    expect(await queue(physician)).toEqual([]);
    await kit.advanceTo("2026-11-23T23:31:00.000Z");
    expect(await queue(physician)).toHaveLength(1);
    // What is done is brought before nobody.
    const other = await take({ urgency: "urgent" });
    await call("finishCall", { callId: other.callId, version: 1, done: true }, ma);
    await kit.advanceTo("2026-11-24T03:00:00.000Z");
    expect((await queue(physician)).map((one) => one.callId)).toEqual([callId]);
  });

  test("MSG-206: the practice words reasons, red flags and times; each wording is a version, and the next call follows it", async () => {
    const before = await call("phoneSettings", {});
    const settings = structuredClone(must(before.ok ? before.value.settings : null));
    expect(before).toMatchObject({ value: { version: 0 } });
    const wish = {
      ...settings,
      redFlags: [{ id: "fell", label: "Fell", english: ["fell down"], spanish: [], say: "Ask about the head." }],
      urgencies: settings.urgencies.map((one) => (one.urgency === "today" ? { ...one, dueMinutes: 30 } : one)),
    };
    expect(await call("savePhoneSettings", { settings: wish, version: 0 }, desk)).toMatchObject({
      error: { code: "not-allowed" },
    });
    const twice = { ...wish, urgencies: wish.urgencies.map((one) => ({ ...one, urgency: "today" as const })) };
    expect(await call("savePhoneSettings", { settings: twice, version: 0 }, manager)).toMatchObject({
      error: { code: "invalid-input" },
    });
    const mute = { ...wish, redFlags: [{ ...must(wish.redFlags[0]), english: [] }] };
    expect(field(await call("savePhoneSettings", { settings: mute, version: 0 }, manager))).toMatchObject({
      field: "settings.redFlags.0.english",
    });
    expect(await call("savePhoneSettings", { settings: wish, version: 0 }, manager)).toMatchObject({
      value: { version: 1 },
    });
    expect(await call("savePhoneSettings", { settings, version: 0 }, manager)).toMatchObject({
      error: { code: "stale-version" },
    });
    expect((await take()).reply).toMatchObject({ value: { dueAt: "2026-11-23T18:30:00.000Z" } });
    expect((await take({ message: "Chest pain" })).reply).toMatchObject({ value: { urgency: "today" } });
    expect((await take({ message: "She fell down." })).reply).toMatchObject({ value: { urgency: "emergency" } });
  });

  test("MSG-207: what is with clinicians is read by who reads charts; who took it sees its own words and how it stands", async () => {
    const { callId } = await take();
    await call(
      "addCallEntry",
      { callId, entryId: kit.ids.next(), kind: "note", outcome: null, body: "Potassium first." },
      ma,
    );
    expect((await get(callId)).entries).toMatchObject([{ body: "Potassium first." }]);
    expect(await get(callId, desk)).toMatchObject({
      open: false,
      message: "Needs lisinopril, two days left.",
      entries: [],
    });
    expect(await call("getCall", { callId }, otherDesk)).toMatchObject({ error: { code: "not-found" } });
    expect(await queue(otherDesk, { whose: "patient", patientId: ana })).toEqual([]);
    expect(await call("finishCall", { callId, version: 2, done: true }, desk)).toMatchObject({
      error: { code: "not-allowed" },
    });
    // The manager, before whom it was brought, knows that it waits, and not why.
    await kit.advanceTo("2026-11-23T23:05:00.000Z");
    expect(await queue(manager)).toMatchObject([{ callId, open: false, message: null, reason: null, redFlags: [] }]);
    const notOfChart = await take({ pool: "front-desk", reason: "Appointment", message: "Wants Friday." });
    expect(await get(notOfChart.callId, otherDesk)).toMatchObject({ open: true, message: "Wants Friday." });
  });

  test("MSG-208, MSG-209: answers and attempts are kept once, in order, and close nothing; who calls again opens it, and its words count", async () => {
    const { callId } = await take();
    const attempt = {
      callId,
      entryId: kit.ids.next<"call-entry">(),
      kind: "attempt" as const,
      outcome: "no-answer" as const,
    };
    expect(field(await call("addCallEntry", { ...attempt, outcome: null, body: "" }, ma))).toMatchObject({
      field: "outcome",
    });
    await call("addCallEntry", { ...attempt, body: "" }, ma);
    await call("addCallEntry", { ...attempt, body: "" }, ma);
    expect(await get(callId)).toMatchObject({ status: "open", attempts: 1, version: 2 });
    await call("finishCall", { callId, version: 2, done: true }, ma);
    expect([await queue(ma), (await queue(ma, { open: false })).length]).toEqual([[], 1]);
    const note = { callId, entryId: kit.ids.next<"call-entry">(), kind: "note" as const, outcome: null, body: "Sent." };
    await call("addCallEntry", note, ma);
    expect(await get(callId)).toMatchObject({ status: "done" });
    // The desk, which does not read the answers, writes that the patient called again.
    const again = { callId, entryId: kit.ids.next<"call-entry">(), kind: "called-again" as const, outcome: null };
    expect(await call("addCallEntry", { ...again, body: "Can't breathe since lunch." }, desk)).toMatchObject({
      ok: true,
    });
    expect(await get(callId)).toMatchObject({ status: "open", urgency: "emergency", redFlags: [{ id: "breathing" }] });
    expect((await get(callId)).entries.map((one) => one.kind)).toEqual(["attempt", "note", "called-again"]);
  });

  test("MSG-210: the call says that its note stands in the chart, and no longer when it was struck, whichever word comes first", async () => {
    const [first, second] = [await take(), await take()];
    const told = (noteId: string, callId: string, struck: boolean) =>
      kit.deliver("charting.telephone-note-told.v1", {
        noteId,
        callId,
        patientId: ana,
        by: "Dr. Chen",
        at: MONDAY,
        struck,
      });
    await told(uuid(801), first.callId, false);
    await kit.settle();
    expect(await get(first.callId)).toMatchObject({
      noteId: uuid(801),
      entries: [{ kind: "charted", by: "Dr. Chen" }],
    });
    await told(uuid(801), first.callId, true);
    await kit.settle();
    expect(await get(first.callId)).toMatchObject({ noteId: null });
    await told(uuid(802), second.callId, true);
    await told(uuid(802), second.callId, false);
    await kit.settle();
    expect(await get(second.callId)).toMatchObject({ noteId: null });
  });

  test("MSG-14, MSG-211: the counter is the queue's rows; a list has no end but its own, and is found by name and number alone", async () => {
    for (let at = 0; at < 7; at += 1) await take({ message: at === 3 ? "stroke" : "refill" });
    await take({ pool: "biller" });
    const counters = await call("counters", {}, ma);
    expect(must(counters.ok ? counters.value : null)[0]).toMatchObject({ queue: "calls", count: 7, overdue: 0 });
    const seen: string[] = [];
    let before: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof call<"listCalls">>> = await call(
        "listCalls",
        { whose: "queue", patientId: null, open: true, before, limit: 3 },
        ma,
      );
      if (!page.ok) throw new Error(page.error.code);
      seen.push(...page.value.calls.map((one) => one.callId));
      before = page.value.next;
    } while (before !== null);
    expect([seen.length, new Set(seen).size]).toEqual([7, 7]);
    expect(await queue(ma, { text: "lopez" })).toHaveLength(7);
    expect(await queue(ma, { text: "stroke" })).toEqual([]);
  });

  test("MSG-101: a call about a restricted chart is for who may open it", async () => {
    const { callId } = await take();
    await kit.deliver("charting.chart-restricted.v1", {
      patientId: ana,
      version: 1,
      restrictions: [{ shuts: "others", staffIds: [staffIdOf(4)], roles: [] }],
      at: MONDAY,
    });
    await kit.settle();
    expect(await call("getCall", { callId }, ma)).toMatchObject({ error: { code: "not-found" } });
    expect(await get(callId, physician)).toMatchObject({ open: true });
  });

  test("MSG-212: a merge of two records takes calls along, and taken back gives each its own", async () => {
    const { callId } = await take({ patientId: jose });
    const merge = { mergeId: uuid(900), survivorId: ana, duplicateId: jose, by: "W", at: MONDAY, mergedAt: MONDAY };
    await kit.deliver("scheduling.patients-merged.v1", merge);
    await kit.settle();
    expect(await get(callId)).toMatchObject({ patientId: ana });
    await kit.deliver("scheduling.patients-unmerged.v1", merge);
    await kit.settle();
    expect(await get(callId)).toMatchObject({ patientId: jose });
  });
});
