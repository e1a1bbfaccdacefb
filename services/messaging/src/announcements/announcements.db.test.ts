import type { Actor } from "@practicum/contracts/actor";
import { messaging } from "@practicum/contracts/messaging";
import type { announcementOperations } from "@practicum/contracts/messaging/announcements";
import { databaseKinds } from "@practicum/db/test-databases";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type TestHost } from "@practicum/service/test-kit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { z } from "zod";
import { memoryNotifier, type MemoryNotifier } from "../ports/memory-notifier.ts";
import { messagingService } from "../service.ts";
import { caller } from "../test-campaign.ts";
import { patientPayload, visitPayload } from "../test-events.ts";

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const [ana, ben, jose, lia, mo] = [uuid(1), uuid(2), uuid(3), uuid(4), uuid(5)];
const [one, copy] = [uuid(101), uuid(102)];
const [chen, hill] = [uuid(701), uuid(703)];
/** Monday 23 November 2026, 10:00 in San Diego. */
const MONDAY = "2026-11-23T18:00:00.000Z";
type Operations = typeof announcementOperations;
type Out<O extends keyof Operations> = z.output<Operations[O]["output"]>;

const manager: Extract<Actor, { kind: "staff" }> = {
  ...(caller(1) as Extract<Actor, { kind: "staff" }>),
  roles: ["practice-manager"],
};

describe.each(databaseKinds)("announcements, on %s", (database) => {
  let kit: TestHost;
  let notifier: MemoryNotifier;
  let tries: string[] = [];
  let refused: ReadonlySet<string> = new Set();
  /** Is done while a message is on its way. */
  let meanwhile: (() => Promise<unknown>) | null = null;
  beforeEach(async () => {
    refused = new Set();
    tries = [];
    meanwhile = null;
    const memory = memoryNotifier((notice) => (refused.has(notice.to) ? "The gateway is away." : undefined));
    notifier = {
      get sent() {
        return memory.sent;
      },
      async send(practice, notice) {
        tries.push(notice.to);
        await memory.send(practice, notice);
        await meanwhile?.();
      },
    };
    kit = await testHost({ database, modules: [serviceModule(messagingService, { notifier })], now: MONDAY });
    await patient(ana, "Alba", { phone: "6195550101" });
    await patient(ben, "Alba", { phone: "6195550101", email: null });
    await patient(jose, "Brito", { phone: null, email: "jose@example.test", language: "es" });
    await patient(lia, "Cruz", { phone: null, email: null });
    await patient(mo, "Dunn", { phone: "6195550105", email: null });
    await kit.settle();
  });
  afterEach(() => kit.stop());

  const patient = (patientId: string, family: string, more: object = {}) =>
    kit.deliver(
      "scheduling.patient-changed.v1",
      patientPayload(patientId, { name: { family, given: "Sol", middle: null, suffix: null }, ...more }),
    );
  const call = <O extends keyof Operations>(name: O, input: object, as: Actor = manager) =>
    kit.caller("messaging", messaging)(name as never, input as never, { as }) as unknown as Promise<
      | { readonly ok: true; readonly value: Out<O> }
      | { readonly ok: false; readonly error: { readonly code: string; readonly field?: string } }
    >;
  const value = async <O extends keyof Operations>(name: O, input: object, as?: Actor): Promise<Out<O>> => {
    const reply = await call(name, input, as);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
    return reply.value;
  };
  const draft = (more: object = {}) => ({
    announcementId: one,
    version: 0,
    name: "Closed on Friday",
    messages: { en: "{practice}: {first}, we are closed on Friday.", es: "{practice}: cerramos el viernes." },
    whom: { visits: null, language: null },
    way: "text",
    sendFrom: "08:00",
    sendUntil: "18:00",
    weekends: false,
    startAt: null,
    ...more,
  });
  const get = () => value("getAnnouncement", { announcementId: one });
  const start = async (more: object = {}) => {
    await value("saveAnnouncement", draft(more));
    return value("sendAnnouncement", { announcementId: one, version: 1 });
  };
  const begin = () => kit.advanceTo("2026-11-23T18:02:01.000Z");
  const stop = async (isOver = true) =>
    call("stopAnnouncement", { announcementId: one, version: (await get()).version, stop: isOver });
  const preview = (more: object = {}, as?: Actor) =>
    value("previewAnnouncement", { announcementId: one, text: "", before: null, limit: 50, ...more }, as);
  const list = async (which = "all", more: object = {}, as?: Actor) =>
    value("listReceivers", { announcementId: one, list: which, text: "", before: null, limit: 50, ...more }, as);
  const states = async (which = "all") =>
    (await list(which)).receivers.map((of) => `${of.patientId.slice(-1)} ${of.because ?? of.state}`);
  /** Past the moments of all tries. */
  const allTries = async () => {
    for (const time of ["23T18:04", "23T18:16", "23T19:20", "23T23:30"]) await kit.advanceTo(`2026-11-${time}:00.000Z`);
  };
  const sentTo = () => notifier.sent.map((notice) => notice.to).toSorted();
  const says = async (from: string, text: string) => {
    await kit.rows(
      "messaging",
      `insert into number_choice (phone, stopped, at) values ('${from}', ${text === "STOP"}, now())
        on conflict (phone) do update set stopped = excluded.stopped`,
    );
  };

  test("MSG-170, MSG-173: a draft shows whom it means and what becomes of each, and nobody is told by that", async () => {
    await says("6195550105", "STOP");
    await patient(uuid(6), "Eck", { active: false });
    await kit.settle();
    await value("saveAnnouncement", draft());
    const shown = await preview();
    expect(shown.people.map((of) => `${of.patientId.slice(-1)} ${of.fate}`)).toEqual([
      "1 sms",
      "2 family",
      "3 email",
      "4 no-address",
      "5 said-stop",
      "6 inactive",
    ]);
    expect(shown.all).toEqual({ count: 6, restricted: 0 });
    const fates = { sms: 1, email: 1, family: 1, refused: 0, "no-address": 1, "said-stop": 1, inactive: 1 };
    expect(shown.fates).toEqual(fates);
    const first = await preview({ limit: 4 });
    const second = await preview({ limit: 4, before: first.next });
    expect([first.people.length, second.people.map((of) => of.fate), second.next]).toEqual([
      4,
      ["said-stop", "inactive"],
      null,
    ]);
    expect((await preview({ text: "bri" })).people.map((of) => of.patientId)).toEqual([jose]);
    await kit.advanceTo("2026-11-24T18:00:00.000Z");
    expect(notifier.sent).toEqual([]);
  });

  test("MSG-170: those with a visit in these days that is not cancelled, with one provider, at one location; what is not known counts", async () => {
    const visit = (n: number, of: string, at: string, more: object = {}) =>
      kit.deliver("scheduling.appointment-booked.v1", visitPayload(of, at, { appointmentId: uuid(800 + n), ...more }));
    await visit(1, ana, "2026-12-01T17:00:00.000Z");
    await visit(2, ben, "2026-12-02T17:00:00.000Z", { providerResourceId: uuid(9), locationId: uuid(10) });
    // The last day's evening in San Diego is the next day's morning elsewhere.
    await visit(3, jose, "2026-12-03T07:30:00.000Z");
    await visit(4, lia, "2026-12-03T08:30:00.000Z");
    await visit(5, mo, "2026-12-01T18:00:00.000Z", { status: "cancelled" });
    await kit.settle();
    let version = 0;
    const meant = async (more: object = {}, language: string | null = null) => {
      const visits = { from: "2026-12-01", until: "2026-12-02", providerResourceId: null, locationId: null, ...more };
      await value("saveAnnouncement", draft({ version, whom: { visits, language } }));
      version += 1;
      return (await preview()).people.map((of) => of.patientId);
    };
    expect(await meant()).toEqual([ana, ben, jose]);
    expect(await meant({ providerResourceId: chen })).toEqual([ana, jose]);
    expect(await meant({ locationId: hill })).toEqual([ana, jose]);
    expect(await meant({}, "es")).toEqual([jose]);
    await kit.rows("messaging", `update appointment set provider_resource_id = null where patient_id = '${ben}'`);
    expect(await meant({ providerResourceId: chen })).toEqual([ana, ben, jose]);
  });

  test("MSG-171, MSG-172, MSG-174, MSG-175: it begins after two minutes, tells a family once, each in the own language; whom it means is fixed then", async () => {
    expect((await start()).beginsAt).toBe("2026-11-23T18:02:00.000Z");
    await patient(uuid(6), "Eck", { phone: "6195550106" });
    await kit.advanceTo("2026-11-23T18:01:59.000Z");
    expect([notifier.sent.length, (await get()).state]).toEqual([0, "scheduled"]);
    await begin();
    await patient(uuid(7), "Fox", { phone: "6195550107" });
    await kit.settle();
    expect(sentTo()).toEqual(["6195550101", "6195550105", "6195550106", "jose@example.test"]);
    expect(notifier.sent.find((of) => of.to === "jose@example.test")).toMatchObject({ language: "es" });
    expect(notifier.sent.find((of) => of.to === "6195550101")?.text).toMatch(/Sol, we are closed.*Reply STOP/);
    expect(await states()).toEqual(["1 sent", "2 family", "3 sent", "4 no-address", "5 sent", "6 sent"]);
    expect(await get()).toMatchObject({
      state: "done",
      figures: { people: 6, states: { sent: 4, family: 1, "left-out": 1, due: 0 } },
    });
    await kit.advanceTo("2026-11-24T18:00:00.000Z");
    expect(tries).toHaveLength(4);
  });

  test("MSG-174: until it begins it is undone whole; then its words stand", async () => {
    await start();
    expect(await call("saveAnnouncement", draft({ version: 2 }))).toMatchObject({
      error: { code: "announcement-begun" },
    });
    const { version } = await value("undoAnnouncement", { announcementId: one, version: 2 });
    await kit.advanceTo("2026-11-23T19:00:00.000Z");
    expect([notifier.sent.length, (await get()).state]).toEqual([0, "draft"]);
    expect(await call("sendAnnouncement", { announcementId: one, version: 1 })).toMatchObject({
      error: { code: "stale-version" },
    });
    await value("sendAnnouncement", { announcementId: one, version });
    await kit.advanceTo("2026-11-23T19:03:00.000Z");
    expect(await call("undoAnnouncement", { announcementId: one, version: 4 })).toMatchObject({
      error: { code: "announcement-begun" },
    });
    expect(notifier.sent).toHaveLength(3);
  });

  test("MSG-174: where nobody can be written to it is not sent", async () => {
    await says("6195550105", "STOP");
    await value("saveAnnouncement", draft({ whom: { visits: null, language: "vi" } }));
    expect(await call("sendAnnouncement", { announcementId: one, version: 1 })).toMatchObject({
      error: { code: "nobody-to-tell" },
    });
  });

  test("MSG-171: in the evening it waits for the morning, and what failed is not tried again in the night", async () => {
    await kit.advanceTo("2026-11-24T01:57:00.000Z");
    refused = new Set(["6195550101"]);
    expect((await start()).beginsAt).toBe("2026-11-24T01:59:00.000Z");
    await kit.advanceTo("2026-11-24T03:00:00.000Z");
    const once = tries.filter((to) => to === "6195550101").length;
    expect(once).toBe(1);
    await kit.advanceTo("2026-11-24T15:59:00.000Z");
    expect(tries.filter((to) => to === "6195550101")).toHaveLength(once);
    refused = new Set();
    await kit.advanceTo("2026-11-24T16:01:00.000Z");
    expect(sentTo()).toContain("6195550101");
    expect((await get()).state).toBe("done");
  });

  test("MSG-176: whoever said STOP since it began gets no text", async () => {
    refused = new Set(["6195550105", "6195550101"]);
    await start();
    await begin();
    await says("6195550105", "STOP");
    await says("6195550101", "STOP");
    refused = new Set();
    await kit.advanceTo("2026-11-23T18:05:00.000Z");
    // Ana has an e-mail address, Ben has none.
    expect(await states()).toEqual(["1 sent", "2 said-stop", "3 sent", "4 no-address", "5 said-stop"]);
    expect(sentTo()).toEqual(["jose@example.test", "maria@example.test"]);
  });

  test("MSG-172, MSG-176: whoever refuses a way since is told by the other, and who refuses both by none", async () => {
    refused = new Set(["6195550105", "6195550101"]);
    await start();
    await begin();
    for (const [of, ways] of [
      [ana, ["text"]],
      [mo, ["text", "email"]],
    ] as const)
      await kit.deliver("scheduling.contact-refused.v1", { patientId: of, refused: ways, at: kit.clock.now() });
    await kit.settle();
    expect((await preview()).people.map((of) => of.fate)).toEqual(["email", "sms", "email", "no-address", "refused"]);
    refused = new Set();
    await kit.advanceTo("2026-11-23T18:05:00.000Z");
    expect(await states()).toEqual(["1 sent", "2 sent", "3 sent", "4 no-address", "5 refused"]);
    // The number is the family's: Ben refuses nothing.
    expect(sentTo()).toEqual(["6195550101", "jose@example.test", "maria@example.test"]);
    expect(await states("not-reached")).toEqual(["4 no-address", "5 refused"]);
  });

  test("MSG-176: whoever died since is left out, and who was to be told with them is told alone", async () => {
    refused = new Set(["6195550101"]);
    await start();
    await begin();
    expect(await states()).toContain("2 family");
    await patient(ana, "Alba", { phone: "6195550101", active: false, version: 2 });
    await kit.settle();
    refused = new Set();
    await kit.advanceTo("2026-11-23T18:05:00.000Z");
    expect(await states()).toEqual(["1 inactive", "2 sent", "3 sent", "4 no-address", "5 sent"]);
    expect(sentTo()).toEqual(["6195550101", "6195550105", "jose@example.test"]);
  });

  test("MSG-176: a record that was merged since is left out, and the one that has taken it over is told in its place, once", async () => {
    refused = new Set(["6195550105", "6195550106"]);
    await patient(uuid(6), "Eck", { phone: "6195550106", email: null });
    await kit.settle();
    await start();
    await begin();
    await patient(uuid(8), "Gil", { phone: "6195550108" });
    const at = kit.clock.now();
    const merge = (n: number, survivorId: string, duplicateId: string) =>
      kit.deliver("scheduling.patients-merged.v1", {
        mergeId: uuid(900 + n),
        survivorId,
        duplicateId,
        by: "W",
        at,
        mergedAt: at,
      });
    await merge(1, jose, mo);
    // Gil was registered after it began, and is told as Eck was meant.
    await merge(2, uuid(8), uuid(6));
    await kit.settle();
    refused = new Set();
    await kit.advanceTo("2026-11-23T18:05:00.000Z");
    expect(await states()).toEqual(["1 sent", "2 family", "3 sent", "4 no-address", "5 merged", "8 sent"]);
    expect(tries.filter((to) => to === "6195550105")).toHaveLength(1);
    expect(sentTo()).toEqual(["6195550101", "6195550108", "jose@example.test"]);
    await value("saveAnnouncement", draft({ announcementId: copy }));
    expect((await preview({ announcementId: copy })).people.map((of) => of.patientId)).toEqual([
      ana,
      ben,
      jose,
      lia,
      uuid(8),
    ]);
  });

  test("MSG-177: stopped while it runs the rest is not sent, what is on its way is sent; its rest may be sent after all", async () => {
    refused = new Set(["6195550101", "jose@example.test"]);
    await start();
    let stopped = false;
    meanwhile = async () => {
      if (!stopped) {
        stopped = true;
        expect((await stop()).ok).toBe(true);
      }
    };
    await begin();
    await kit.advanceTo("2026-11-23T18:30:00.000Z");
    // Mo's message was on its way when it was stopped.
    expect(await states()).toEqual(["1 not-sent", "2 not-sent", "3 not-sent", "4 no-address", "5 sent"]);
    expect(await get()).toMatchObject({ state: "stopped", stoppedBy: "Caller 1" });
    refused = new Set();
    expect((await stop(false)).ok).toBe(true);
    await kit.advanceTo("2026-11-23T18:31:00.000Z");
    expect(await states()).toEqual(["1 sent", "2 family", "3 sent", "4 no-address", "5 sent"]);
    expect(tries.filter((to) => to === "6195550105")).toHaveLength(1);
    expect(await stop()).toMatchObject({ error: { code: "announcement-over" } });
  });

  test("MSG-178: a failed sending is tried again, then it says why it failed, with all of the family", async () => {
    refused = new Set(["6195550101"]);
    await start();
    await begin();
    await kit.advanceTo("2026-11-23T18:03:30.000Z");
    expect((await list("due")).receivers).toMatchObject([{ attempts: 2, problem: "The gateway is away." }]);
    await allTries();
    expect(tries.filter((to) => to === "6195550101")).toHaveLength(5);
    expect(await states()).toEqual(["1 failed", "2 failed", "3 sent", "4 no-address", "5 sent"]);
    expect((await get()).state).toBe("done");
  });

  test("MSG-178: a crash between sending and writing it down sends nothing twice", async () => {
    await start();
    await begin();
    const before = notifier.sent.map((notice) => notice.key).toSorted();
    // As it was before the sending was written down.
    await kit.rows(
      "messaging",
      `update announcement_receiver set state = 'due', sent_at = null where patient_id in ('${ana}', '${jose}')`,
    );
    await kit.rows("messaging", `update announcement set state = 'running', ended_at = null`);
    await kit.advanceTo("2026-11-23T18:03:00.000Z");
    expect(tries).toHaveLength(5);
    expect(notifier.sent.map((notice) => notice.key).toSorted()).toEqual(before);
    expect(await states()).toEqual(["1 sent", "2 family", "3 sent", "4 no-address", "5 sent"]);
  });

  test("MSG-179: who was not reached is a list to be called, on the screen and as CSV", async () => {
    refused = new Set(["6195550101"]);
    await says("6195550105", "STOP");
    await start();
    await begin();
    await allTries();
    const reasons = ["1 failed", "2 failed", "4 no-address", "5 said-stop"];
    expect(await states("not-reached")).toEqual(reasons);
    const first = await list("not-reached", { limit: 3 });
    expect([first.receivers[0]?.phone, first.all?.count]).toEqual(["6195550101", 4]);
    expect((await list("not-reached", { limit: 3, before: first.next })).receivers.map((of) => of.patientId)).toEqual([
      mo,
    ]);
    const { csv, patientIds } = await value("exportNotReached", { announcementId: one });
    expect(patientIds).toEqual([ana, ben, lia, mo]);
    expect(csv.split("\r\n")[1]).toBe("Alba,Sol,6195550101,en,The gateway is away.");
    expect(csv).toContain("Dunn,Sol,6195550105,en,Wants no text messages (STOP)");
    expect(csv).not.toContain("Brito");
  });

  test("MSG-173: a patient with a restricted chart is told, and named to who may open the chart alone", async () => {
    const shut = { shuts: "named", staffIds: [manager.staffId], roles: [] };
    await kit.deliver("charting.chart-restricted.v1", { patientId: mo, version: 1, restrictions: [shut] });
    await kit.settle();
    await value("saveAnnouncement", draft());
    const other: Actor = { ...manager, staffId: uuid(78) };
    const ids = (people: readonly { patientId: string }[]) => people.map((of) => of.patientId);
    const shown = await preview();
    expect([ids(shown.people).includes(mo), shown.all, shown.fates?.sms]).toEqual([
      false,
      { count: 4, restricted: 1 },
      2,
    ]);
    expect(ids((await preview({}, other)).people)).toContain(mo);
    await value("sendAnnouncement", { announcementId: one, version: 1 });
    await begin();
    expect(sentTo()).toContain("6195550105");
    const mine = await list();
    expect([ids(mine.receivers).includes(mo), mine.all]).toEqual([false, { count: 4, restricted: 1 }]);
    expect(ids((await list("all", {}, other)).receivers)).toContain(mo);
  });

  test("MSG-180, MSG-181: an earlier one is copied as a draft that begins at once; the list has all, the latest first", async () => {
    await start({ startAt: { on: "2026-11-24", time: "09:00" } });
    await kit.advanceTo("2026-11-23T18:01:00.000Z");
    await value("copyAnnouncement", { announcementId: one, copyId: copy });
    expect(await value("getAnnouncement", { announcementId: copy })).toMatchObject({
      state: "draft",
      version: 1,
      startAt: null,
      beginsAt: null,
      name: "Closed on Friday",
    });
    expect(await call("copyAnnouncement", { announcementId: one, copyId: copy })).toMatchObject({
      error: { code: "already-recorded" },
    });
    const first = await value("listAnnouncements", { before: null, limit: 1 });
    expect([first.announcements.map((of) => of.announcementId), first.all]).toEqual([[copy], { count: 2 }]);
    const second = await value("listAnnouncements", { before: first.next, limit: 1 });
    expect([second.announcements.map((of) => of.state), second.next]).toEqual([["scheduled"], null]);
  });

  test("MSG-181: who works at the desk sees announcements and sends none", async () => {
    await value("saveAnnouncement", draft());
    expect((await call("getAnnouncement", { announcementId: one }, caller(2))).ok).toBe(true);
    for (const [name, input] of [
      ["saveAnnouncement", draft({ version: 1 })],
      ["sendAnnouncement", { announcementId: one, version: 1 }],
    ] as const)
      expect(await call(name, input, caller(2))).toMatchObject({ error: { code: "not-allowed" } });
  });
});
