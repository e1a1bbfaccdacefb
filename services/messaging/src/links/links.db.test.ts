import { createHash } from "node:crypto";
import { messaging } from "@practicum/contracts/messaging";
import { databaseKinds } from "@practicum/db/test-databases";
import { must } from "@practicum/kernel/assert";
import { serviceModule } from "@practicum/service/in-process-host";
import { testHost, type CallAs, type TestHost } from "@practicum/service/test-kit";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { z } from "zod";
import { memoryNotifier, type MemoryNotifier } from "../ports/memory-notifier.ts";
import { messagingService } from "../service.ts";
import { caller } from "../test-campaign.ts";
import { patientPayload, visitPayload } from "../test-events.ts";

const uuid = (n: number) => `00000000-0000-7000-8000-${String(n).padStart(12, "0")}`;
const [ana, jose] = [uuid(1), uuid(2)];
const [type, rule] = [uuid(704), uuid(101)];
/** Monday 23 November 2026, 10:00 in San Diego. */
const MONDAY = "2026-11-23T18:00:00.000Z";
const desk = { as: caller(1) };
const manager = { as: { ...caller(2), roles: ["practice-manager"] } as never };

describe.each(databaseKinds)("links to book by, on %s", (database) => {
  let kit: TestHost;
  let notifier: MemoryNotifier;
  let ports: { notifier: MemoryNotifier; pages?: string };
  let away = false;
  beforeEach(async () => {
    away = false;
    notifier = memoryNotifier(() => (away ? "The gateway is away." : undefined));
    ports = { notifier, pages: "https://north.example" };
    kit = await testHost({ database, modules: [serviceModule(messagingService, ports)], now: MONDAY });
    await kit.deliver("scheduling.patient-changed.v1", patientPayload(ana, { phone: "6195550101" }));
    await kit.deliver(
      "scheduling.patient-changed.v1",
      patientPayload(jose, { phone: null, language: "es", email: "jose@example.test" }),
    );
    await kit.settle();
  });
  afterEach(() => kit.stop());

  type Operations = typeof messaging;
  type Send = z.input<Operations["sendBookingLink"]["input"]>;
  const call = <Name extends keyof Operations>(
    name: Name,
    input: z.input<Operations[Name]["input"]>,
    as: CallAs = desk,
  ) => kit.caller("messaging", messaging)(name, input, as);
  const send = async (
    patientId: string,
    channel: Send["channel"],
    of: Send["for"] = null,
    linkId: string = kit.ids.next(),
  ) => {
    const input = { linkId, patientId, visitTypeId: type, visitTypeName: "Colposcopy", channel, for: of };
    return { linkId, reply: await call("sendBookingLink", input) };
  };
  const links = async (patientId: string) => {
    const reply = await call("bookingLinks", { patientId });
    return reply.ok ? reply.value : [];
  };
  const made = async () =>
    (await kit.events("messaging", "messaging.booking-link-made.v1")).map(
      (event) => event.payload as { linkId: string; mark: string; until: string; patientId: string },
    );
  const changed = async (of: object) => {
    await kit.deliver("scheduling.booking-link-changed.v1", {
      patientId: ana,
      appointmentId: null,
      startsAt: null,
      at: MONDAY,
      ...of,
    });
    await kit.settle();
  };

  test("MSG-140, MSG-141: the message holds what opens the link; events and tables hold its mark alone, and no word of health", async () => {
    const { linkId, reply } = await send(ana, "sms");
    expect(reply).toMatchObject({ ok: true, value: { notBefore: null } });
    await kit.settle();
    const { to, text, key } = must(notifier.sent[0]);
    expect([to, key, text.includes("Colposcopy")]).toEqual(["6195550101", linkId, false]);
    expect(text).toMatch(/STOP ends these messages\.$/);
    const [, token = ""] = must(/https:\/\/north\.example\/book#[a-z0-9-]+\.(\w{26}) /.exec(text));
    const [event] = await made();
    expect(event).toMatchObject({ linkId, patientId: ana, mark: createHash("sha256").update(token).digest("hex") });
    const kept = await kit.rows<{ all: string }>(
      "messaging",
      "select to_json(l)::text as all from sent_link l union all select to_json(o)::text from outbox o",
    );
    expect(kept.some((row) => row.all.includes(token))).toBe(false);
    await send(jose, "email");
    await kit.settle();
    expect(must(notifier.sent[1])).toMatchObject({ to: "jose@example.test", language: "es", channel: "email" });
    expect(must(notifier.sent[1]).text).toMatch(/elija usted la hora/);
  });

  test("MSG-141: nobody's address and a number that said STOP are refused at the field; a recall of somebody else is none", async () => {
    expect((await send(jose, "sms")).reply).toMatchObject({ error: { code: "invalid-input", field: "channel" } });
    const { linkId } = await send(ana, "sms", { kind: "recall", id: uuid(999) });
    expect((await links(ana)).map((one) => one.linkId)).not.toContain(linkId);
    await kit.rows("messaging", `insert into number_choice values ('6195550101', true, now()) returning phone`);
    expect((await send(ana, "sms")).reply).toMatchObject({ error: { code: "invalid-input", field: "channel" } });
    expect(notifier.sent).toEqual([]);
  });

  test("MSG-142: in the night it waits until 8:00, and its days count from then", async () => {
    await kit.advanceTo("2026-11-24T05:30:00.000Z");
    const { reply } = await send(ana, "sms");
    expect(reply).toMatchObject({ value: { notBefore: "2026-11-24T16:00:00.000Z" } });
    await kit.settle();
    expect(notifier.sent).toEqual([]);
    expect((await made())[0]?.until).toBe("2026-12-08T16:00:00.000Z");
    await kit.advanceTo("2026-11-24T16:01:00.000Z");
    expect(notifier.sent).toHaveLength(1);
  });

  test("MSG-143: where the pages' address was taken away, any number of links waits until there is one again", async () => {
    await kit.advanceTo("2026-11-24T05:30:00.000Z");
    for (let at = 0; at < 55; at += 1) expect((await send(ana, "sms")).reply.ok).toBe(true);
    delete ports.pages;
    await kit.advanceTo("2026-11-24T16:01:00.000Z");
    expect((await send(ana, "sms")).reply).toMatchObject({ error: { code: "links-off" } });
    expect(notifier.sent).toEqual([]);
    ports.pages = "https://north.example";
    await kit.advanceTo("2026-11-24T17:05:00.000Z");
    expect(notifier.sent).toHaveLength(55);
  });

  test("MSG-143, MSG-144: what failed is tried again and then stands with why; what is taken back is not sent; the newest word counts", async () => {
    away = true;
    const { linkId } = await send(ana, "sms");
    await kit.settle();
    expect(await links(ana)).toMatchObject([{ sending: "due", problem: "The gateway is away." }]);
    away = false;
    await kit.advanceTo("2026-11-23T18:02:00.000Z");
    expect(await links(ana)).toMatchObject([{ linkId, sending: "sent", state: "made" }]);
    await changed({ linkId, state: "booked", version: 3, startsAt: "2026-12-01T18:00:00.000Z" });
    await changed({ linkId, state: "opened", version: 2 });
    expect(await links(ana)).toMatchObject([{ state: "booked", visitAt: "2026-12-01T18:00:00.000Z" }]);
    away = true;
    const second = await send(ana, "sms");
    await kit.settle();
    expect(await call("withdrawBookingLink", { patientId: jose, linkId: second.linkId })).toMatchObject({
      error: { code: "not-found" },
    });
    expect(await call("withdrawBookingLink", { patientId: ana, linkId: second.linkId })).toMatchObject({ ok: true });
    away = false;
    await kit.advanceTo("2026-11-23T20:00:00.000Z");
    expect(notifier.sent.map((one) => one.key)).toEqual([linkId]);
    expect((await links(ana)).find((one) => one.linkId === second.linkId)).toMatchObject({
      sending: "dropped",
      state: "withdrawn",
    });
    expect(await kit.events("messaging", "messaging.booking-link-withdrawn.v1")).toHaveLength(1);
  });

  test.each(["link first", "visit first"])("MSG-145: the recall says that its link was used, %s", async (order) => {
    const age = { ageFrom: null, ageTo: null };
    const more = { noVisitMonths: 6, preventive: null, vaccine: null };
    const asked: z.input<Operations["saveRecallRule"]["input"]> = {
      ruleId: rule,
      version: 0,
      name: "Yearly",
      condition: { problems: ["E11"], sex: "any", ...age, ...more },
      visitTypeId: type,
      visitTypeName: "Follow-up",
      unlessVisit: "any",
      messages: { en: "{practice}: time for a visit, {first}.", es: "" },
      steps: [{ by: "sms", afterDays: 0 }],
      callAfterDays: 4,
      callsMax: 2,
      sendFrom: "09:00",
      sendUntil: "19:00",
      weekends: true,
      againMonths: 6,
    };
    expect(await call("saveRecallRule", asked, manager)).toMatchObject({ ok: true });
    expect(await call("switchRecallRule", { ruleId: rule, version: 1, on: true }, manager)).toMatchObject({ ok: true });
    const ask = must((await kit.events("messaging", "messaging.recall-asked.v1")).at(-1)).payload as {
      askId: string;
      ruleVersion: number;
    };
    const found = { askId: ask.askId, ruleVersion: ask.ruleVersion, ruleId: rule, patientIds: [ana], last: true };
    await kit.deliver("charting.recall-found.v1", found);
    await kit.settle();
    const list = async (which: "open" | "booked") => {
      const reply = await call("listRecalls", { list: which, ruleId: null, text: "", before: null, limit: 50 });
      return reply.ok ? reply.value.recalls : [];
    };
    const { recallId } = must((await list("open"))[0]);
    const { linkId } = await send(ana, "sms", { kind: "recall", id: recallId });
    expect((await send(jose, "email", { kind: "recall", id: recallId })).reply).toMatchObject({
      error: { code: "not-found", field: "for" },
    });
    const visit = visitPayload(ana, "2026-12-01T18:00:00.000Z");
    const byLink = {
      linkId,
      state: "booked",
      version: 3,
      appointmentId: visit.appointmentId,
      startsAt: visit.startsAt,
    };
    const news = [() => changed(byLink), () => kit.deliver("scheduling.appointment-booked.v1", visit)];
    for (const tell of order === "link first" ? news : news.toReversed()) {
      await tell();
      await kit.settle();
    }
    expect(await list("booked")).toMatchObject([{ recallId, patientId: ana, visitAt: visit.startsAt }]);
    const shown = await call("getRecall", { recallId });
    const history = shown.ok ? shown.value.history : [];
    expect(history.filter((entry) => entry.what === "booked-by-link")).toHaveLength(1);
  });
});
