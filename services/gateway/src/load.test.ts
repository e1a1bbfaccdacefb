import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { noteOperations } from "@practicum/contracts/charting/notes";
import { INPUT_BYTES_MAX } from "@practicum/contracts/operation";
import { must } from "@practicum/kernel/assert";
import { defaultGate } from "./fair-gate.ts";
import { defaultLimits } from "./limits.ts";
import { noLimits } from "./testing/gateway-kit.ts";
import { stubGateway, type StubGateway } from "./testing/stub-gateway.ts";
import { codeOf, TestBrowser } from "./testing/test-browser.ts";

let stub: StubGateway;
/** Whose requests the service began to handle, in order. */
let handled: string[];
/** How many it handles at once. */
let atOnce: number;
let mostAtOnce: number;
/** Until then the service answers nobody. */
let held: Promise<void>;

async function start(options: Parameters<typeof stubGateway>[0] = {}) {
  stub = await stubGateway(options);
  [handled, atOnce, mostAtOnce] = [[], 0, 0];
  held = Promise.resolve();
  await stub.bus.serve("svc.messaging.counters", async (message) => {
    const { actor } = message as unknown as { actor: { staffId: string } };
    handled.push(actor.staffId);
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    await held;
    await new Promise((resolve) => setTimeout(resolve, 60));
    atOnce -= 1;
    return { ok: true, value: {} };
  });
}
beforeEach(() => start());
// What a test leaves unanswered is let go after ten seconds.
afterEach(() => stub.stop(), 20_000);

function browserOf(practice: number, person: number): TestBrowser {
  const made = new TestBrowser(stub.gateway);
  for (const pair of stub.cookieOf(practice, person).split("; ")) {
    const [name = "", value = ""] = pair.split("=");
    made.cookies.set(name, value);
  }
  return made;
}

describe("GTW-45 GTW-46 one misbehaves and the others go on", () => {
  test("a person's flood waits behind itself: each other call is begun among the next few, all are answered, and the flood is shed with a time to come back", async () => {
    await stub.stop();
    // However slowly a machine sends the flood: nobody waits too long here, and nothing is worked off before the first of it was turned away.
    await start({ gate: { ...defaultGate, waitMs: 120_000 } });
    const release = Promise.withResolvers<void>();
    held = release.promise;
    const flooder = browserOf(1, 1);
    const flooderId = stub.staffIdOf(1, 1);
    let begunWhenFull: number | undefined;
    const flood = Array.from({ length: 400 }, async () => {
      const answer = await flooder.call("messaging.counters", {});
      if (answer.status === 503) {
        begunWhenFull ??= handled.length;
        release.resolve();
      }
      return answer;
    });
    await held;
    const others = [browserOf(1, 2), browserOf(1, 3), browserOf(2, 1)];
    /** How many calls of the flood were begun while each of the others' waited. */
    const overtaken: number[] = [];
    const answers = await Promise.all(
      others.map(async (other) => {
        const codes: string[] = [];
        for (let at = 0; at < 12; at += 1) {
          const before = handled.filter((who) => who === flooderId).length;
          codes.push(codeOf(await other.call("messaging.counters", {})));
          overtaken.push(handled.filter((who) => who === flooderId).length - before);
        }
        return codes;
      }),
    );
    expect(answers.flat().filter((code) => code !== "ok")).toEqual([]);
    const flooded = await Promise.all(flood);
    const shed = flooded.filter((answer) => answer.status === 503);
    // Twelve were at work and sixty waited when the first one was turned away.
    expect(begunWhenFull).toBe(12);
    // How many more, is the machine's: a slow one sends the flood more slowly than it is worked off.
    expect(shed.length).toBeGreaterThan(0);
    for (const answer of shed) expect(answer.headers.get("retry-after")).toBe("2");
    // The flood is work too: what has a place is done.
    expect(flooded.filter((answer) => answer.status === 200).length).toBe(400 - shed.length);
    expect(400 - shed.length).toBeGreaterThanOrEqual(72);
    // Twelve at once are the flood's at most, so the others never stood behind hundreds.
    expect(mostAtOnce).toBeLessThanOrEqual(12 + others.length);
    expect(overtaken.toSorted((a, b) => a - b)[Math.floor(overtaken.length / 2)]).toBeLessThanOrEqual(24);
  }, 60_000);

  test("a practice's flood by many of its people leaves places to another practice", async () => {
    const flood = Array.from({ length: 12 }, (_, person) => browserOf(1, person + 1)).flatMap((browser) =>
      Array.from({ length: 20 }, () => browser.call("messaging.counters", {})),
    );
    const other = browserOf(2, 1);
    for (let at = 0; at < 10; at += 1) expect(codeOf(await other.call("messaging.counters", {}))).toBe("ok");
    expect(mostAtOnce).toBeLessThanOrEqual(49);
    await Promise.all(flood);
  });
});

describe("what is sent", () => {
  const long = (bytes: number) => ({ text: "x".repeat(bytes - 20) });

  test("GTW-42 16 kB where the contract says no more, what it says where it does; no refusal repeats the body", async () => {
    const me = browserOf(1, 1);
    for (const path of ["scheduling.registerPatient", "scheduling.bookAppointment", "messaging.counters"]) {
      const refused = await me
        .call(path, { secret: "y".repeat(INPUT_BYTES_MAX) })
        .catch(() => ({ status: 413, text: "" }));
      expect([path, refused.status]).toEqual([path, 413]);
      expect(refused.text.length).toBeLessThan(400);
      expect(refused.text).not.toContain("yyy");
    }
    await stub.bus.serve("svc.charting.saveNoteSection", async () => ({ ok: true, value: {} }));
    const most = must(noteOperations.saveNoteSection.bytesMax);
    expect(most).toBeGreaterThan(INPUT_BYTES_MAX);
    expect((await me.call("charting.saveNoteSection", long(most - 50_000))).status).toBe(200);
    const above = me.call("charting.saveNoteSection", long(most + 50_000));
    expect((await above.catch(() => ({ status: 413 }))).status).toBe(413);
    expect((await me.call("messaging.counters", long(16_000))).status).toBe(200);
  });
  test("GTW-42 a batch brings what its calls may bring together", async () => {
    const me = browserOf(1, 1);
    const path = "messaging.counters,messaging.counters?batch=1";
    expect((await me.call(path, { 0: long(10_000), 1: long(10_000) })).status).toBe(200);
    expect((await me.call(path, { 0: long(40_000), 1: {} }).catch(() => ({ status: 413 }))).status).toBe(413);
  });
  test("GTW-43 what is nested without end is refused before any service sees it", async () => {
    const me = browserOf(1, 1);
    const nested = `{"a":${"[".repeat(2000)}${"]".repeat(2000)}}`;
    const send = (body: string) =>
      me.request("/api/trpc/messaging.counters", {
        method: "POST",
        body,
        headers: { origin: me.origin, "content-type": "application/json" },
      });
    const refused = await send(nested);
    expect([refused.status, codeOf(refused)]).toEqual([400, "invalid-input"]);
    expect(refused.text.length).toBeLessThan(400);
    expect(handled).toEqual([]);
    expect((await send("{}")).status).toBe(200);
  });
  test("GTW-44 bytes are counted by session: one's flood is refused unread, another's work goes on", async () => {
    await stub.stop();
    await start({ limits: { ...noLimits, bytesPerSession: defaultLimits.bytesPerSession } });
    await stub.bus.serve("svc.charting.saveNoteSection", async () => ({ ok: true, value: {} }));
    const [me, other] = [browserOf(1, 1), browserOf(1, 2)];
    const statuses: number[] = [];
    for (let at = 0; at < 30; at += 1) {
      const answer = await me.call("charting.saveNoteSection", long(150_000)).catch(() => ({ status: 429 }));
      statuses.push(answer.status);
    }
    expect(statuses.filter((status) => status === 200)).toHaveLength(13);
    expect(new Set(statuses.slice(13))).toEqual(new Set([429]));
    expect((await other.call("charting.saveNoteSection", long(150_000))).status).toBe(200);
  });
});

test("GTW-47 what got no answer in time is not asked again while others wait", async () => {
  const asked: string[] = [];
  await stub.bus.serve("svc.billing.workQueues", (message) => {
    asked.push((message as unknown as { traceId: string }).traceId);
    return new Promise(() => {});
  });
  const me = browserOf(1, 1);
  const answered: number[] = [];
  for (let at = 0; at < 50; at += 1)
    void me.call("billing.workQueues", {}).then(
      ({ status }) => answered.push(status),
      () => answered.push(0),
    );
  await expect.poll(() => answered.length, { timeout: 12_000, interval: 20 }).toBeGreaterThanOrEqual(12);
  expect(answered.slice(0, 12)).toEqual(Array(12).fill(503));
  expect(new Set(asked).size).toBe(asked.length);
  expect(asked.length).toBeGreaterThan(12);
}, 20_000);

test("GTW-51 a page of one person does nothing in the name of another who signed in beside it", async () => {
  const me = browserOf(1, 2);
  const named = (staffId: string) => me.call("messaging.counters", {}, { "x-practicum-person": staffId });
  expect(codeOf(await named(stub.staffIdOf(1, 1)))).toBe("not-signed-in");
  expect(handled).toEqual([]);
  expect(codeOf(await named(stub.staffIdOf(1, 2)))).toBe("ok");
  expect(codeOf(await me.call("messaging.counters", {}))).toBe("ok");
  let signedOut = 0;
  await stub.bus.serve("svc.identity.auth-sign-out", async () => {
    signedOut += 1;
    return { setCookies: [], result: { ok: true, value: {} } };
  });
  const out = (staffId: string) => me.post("/api/auth/sign-out", {}, { "x-practicum-person": staffId });
  expect((await out(stub.staffIdOf(1, 1))).status).toBe(401);
  expect(signedOut).toBe(0);
  expect((await out(stub.staffIdOf(1, 2))).status).toBe(200);
  expect(signedOut).toBe(1);
});
