import { jetstream, jetstreamManager } from "@nats-io/jetstream";
import { connect, headers, type NatsConnection } from "@nats-io/transport-node";
import type { Bus, EventEnvelope, JsonValue } from "@practicum/bus/bus";
import { connectNats } from "@practicum/bus/nats";
import { makeKeyPair, Signer, type Keys } from "@practicum/bus/nats-signing";
import { startNats, type TestNats } from "@practicum/testing/nats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureStream } from "./broker.ts";
import { natsConfig, NATS_USERS, perUser, type Durables, type NatsUser } from "./nats-config.ts";
import { SERVICES, type ServiceUser } from "./service-names.ts";

/**
 * What a thief tries who has one service's login to NATS, and its key too: tried with every service's. Beside each stands what the
 * service does by right.
 */

const PRACTICE = "0198c0de-0000-7000-8000-000000000001";
const password = (user: NatsUser) => `secret-of-${user}`;
const durables: Durables = perServiceOf((name) => [
  { durable: `${name}-listen`, events: [`${name}.done.v1`, `${name}.more.v1`] },
]);
const pairs = perUser((user) =>
  makeKeyPair(user, `${user}-1`, user === "gateway" || user === "operator" ? ["requests"] : ["events"]),
);
const keysOf = (user: NatsUser): Keys => ({
  own: pairs[user].own,
  trusted: NATS_USERS.map((each) => pairs[each].known),
});

let nats: TestNats;
const open: NatsConnection[] = [];
const buses: Bus[] = [];
const problems: string[] = [];
/** What identity was asked to do, as its handler saw it. */
const served: JsonValue[] = [];
const consumed: EventEnvelope[] = [];
let gateway: Bus;
let operator: NatsConnection;
let counter = 0;

function perServiceOf<T>(make: (name: ServiceUser) => T) {
  return Object.fromEntries(SERVICES.map((name) => [name, make(name)])) as Record<ServiceUser, T>;
}

const loginOf = (user: NatsUser) => ({
  url: nats.url,
  user,
  password: password(user),
  inboxPrefix: `_INBOX_${user}`,
});

async function raw(user: NatsUser): Promise<NatsConnection> {
  const connection = await connect({
    servers: nats.url,
    user,
    pass: password(user),
    inboxPrefix: `_INBOX_${user}`,
    reconnect: false,
  });
  open.push(connection);
  return connection;
}

async function busOf(user: NatsUser): Promise<Bus> {
  const bus = await connectNats({
    ...loginOf(user),
    name: user,
    keys: keysOf(user),
    onProblem: (problem) => problems.push(problem),
  });
  buses.push(bus);
  return bus;
}

function event(service: string, payload: JsonValue, name = `${service}.done.v1`): EventEnvelope {
  counter += 1;
  return {
    id: `0198c0de-0000-7000-9000-${String(counter).padStart(12, "0")}`,
    name,
    practiceId: PRACTICE,
    occurredAt: "2026-11-23T16:00:00.000Z",
    traceId: "t",
    actor: { kind: "system", name: "thief" },
    keys: {},
    payload,
  };
}

/** Long enough for a service on a busy machine to say that it has an event, and not the half minute of a real one. */
const ACK_WAIT_NS = 3_000_000_000;

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 25_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("it did not happen");
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

const stored = async () => (await (await jetstreamManager(operator, { checkAPI: false })).streams.info("EVT")).state;
const filtersOf = async (durable: string) => {
  const { config } = await (await jetstreamManager(operator, { checkAPI: false })).consumers.info("EVT", durable);
  return [...(config.filter_subjects ?? []), ...(config.filter_subject ? [config.filter_subject] : [])];
};

/** The body of a request that a practice manager might send, and its signature by a key. */
const wanted = { practiceId: PRACTICE, actor: { kind: "staff" }, commandId: null, traceId: "t", input: { evil: true } };
const signedBy = (user: NatsUser, subject: string, text: string) => {
  const carried = headers();
  carried.set("Practicum-Signature", new Signer(keysOf(user)).sign("requests", [{ subject, text }]));
  return carried;
};

beforeAll(async () => {
  const config = { storeDir: "unused", passwords: perUser(password), durables, syncAlways: false };
  nats = await startNats({ configText: natsConfig(config).replace(/jetstream \{[^}]*\}/, "") });
  await ensureStream(loginOf("operator"), durables);
  operator = await raw("operator");
  // What a thief took is given to the service again after this long, and each service's last test waits for that.
  const manager = await jetstreamManager(operator, { checkAPI: false });
  for (const { durable } of Object.values(durables).flat())
    await manager.consumers.update("EVT", durable, { ack_wait: ACK_WAIT_NS });
  const identity = await busOf("identity");
  await identity.serve("svc.identity.saveStaff", async (message, { signer }) => {
    served.push(message);
    return { by: signer };
  });
  gateway = await busOf("gateway");
});

afterAll(async () => {
  await Promise.all(buses.map((bus) => bus.close()));
  await Promise.all(open.map((connection) => connection.close()));
  await nats.stop();
});

describe.each(SERVICES)("with %s's login and key", (service) => {
  const durable = `${service}-listen`;
  const next = `$JS.API.CONSUMER.MSG.NEXT.EVT.${durable}`;

  it("an event that JetStream is made to deliver as a request is not served; the gateway's request is", async () => {
    const bus = await busOf(service);
    const thief = await raw(service);
    const before = served.length;
    await bus.publish([event(service, wanted)]);
    thief.publish(next, JSON.stringify({ batch: 10, no_wait: true }), { reply: "svc.identity.saveStaff" });
    await thief.flush();
    // Into another's account it does not go; in identity's own it is refused.
    if (service === "identity") await until(() => problems.some((one) => one.startsWith("svc.identity.saveStaff")));
    expect(served.length).toBe(before);
    const asked = await gateway.request("svc.identity.saveStaff", wanted, { timeoutMs: 5000 });
    expect(asked).toEqual({ ok: true, value: { by: "gateway" } });
    expect(served.length).toBe(before + 1);
  });

  it("JetStream's own operations can't be reached that way either", async () => {
    const bus = await busOf(service);
    const thief = await raw(service);
    const before = await stored();
    const filters = await filtersOf(durable);
    const wide = {
      stream_name: "EVT",
      config: { durable_name: durable, ack_policy: "explicit", filter_subject: "evt.>" },
    };
    for (const target of [
      "$JS.API.STREAM.PURGE.EVT",
      "$JS.API.STREAM.DELETE.EVT",
      `$JS.API.CONSUMER.DURABLE.CREATE.EVT.${durable}`,
      `$JS.API.CONSUMER.DELETE.EVT.${durable}`,
    ]) {
      // The envelope is read by its known names, so what JetStream wants may stand beside them.
      const smuggled: EventEnvelope = Object.assign(event(service, {}), wide);
      await bus.publish([smuggled]);
      thief.publish(next, JSON.stringify({ batch: 1, no_wait: true }), { reply: target });
      await thief.flush();
    }
    await operator.flush();
    expect((await stored()).messages).toBe(before.messages + 4);
    expect(await filtersOf(durable)).toEqual(filters);
  });

  it("nor by an answer without a body, which JetStream would take for a question", async () => {
    const bus = await busOf(service);
    const thief = await raw(service);
    const filters = await filtersOf(durable);
    const targets = [
      "$JS.API.STREAM.PURGE.EVT",
      "$JS.API.STREAM.DELETE.EVT",
      "$JS.API.STREAM.PURGE.PULSE",
      `$JS.API.CONSUMER.DELETE.EVT.${durable}`,
      // Of another service: as if it had said that it is done.
      `$JS.ACK.EVT.${SERVICES.find((name) => name !== service)}-listen.1.1.1.1.0`,
    ];
    for (const _ of targets) await bus.publish([event(service, {})]);
    const before = await stored();
    for (const target of targets) {
      const got = await thief.request(next, JSON.stringify({ batch: 1 }), { timeout: 5000, noMux: true });
      expect(got.reply).toMatch(/^\$JS\.ACK\.EVT\./);
      thief.publish(`${got.reply}`, "", { reply: target });
    }
    await thief.flush();
    // Now that all were taken there is nothing, and that is said without a body, too.
    for (const target of targets) thief.publish(next, JSON.stringify({ batch: 1, no_wait: true }), { reply: target });
    for (const target of targets) thief.publish("$JS.API.INFO", "", { reply: target });
    await thief.flush();
    await operator.flush();
    expect((await stored()).messages).toBe(before.messages);
    expect(await filtersOf(durable)).toEqual(filters);
    await bus.publish([event(service, {})]);
    expect((await stored()).messages).toBe(before.messages + 1);
  });

  it("its durable stays as the operator made it, and nothing else of the store is read", async () => {
    const thief = await raw(service);
    const filters = await filtersOf(durable);
    const config = { durable_name: durable, ack_policy: "explicit", filter_subject: "evt.>" };
    const body = JSON.stringify({ stream_name: "EVT", config });
    for (const subject of [
      `$JS.API.CONSUMER.CREATE.EVT.${durable}`,
      `$JS.API.CONSUMER.CREATE.EVT.${durable}.evt.>`,
      `$JS.API.CONSUMER.DURABLE.CREATE.EVT.${durable}`,
      "$JS.API.CONSUMER.CREATE.EVT",
      "$JS.API.STREAM.MSG.GET.EVT",
      "$JS.API.DIRECT.GET.EVT",
      "$JS.API.DIRECT.GET.EVT.evt.x",
      "$JS.API.STREAM.UPDATE.EVT",
      "$JS.API.STREAM.SNAPSHOT.EVT",
    ])
      await expect(thief.request(subject, body, { timeout: 1500 }), subject).rejects.toThrow();
    expect(await filtersOf(durable)).toEqual(filters);
    // By right: it reads what it is for, and says that it is done.
    await (await busOf(service)).publish([event(service, { n: 1 })]);
    const consumer = await jetstream(thief).consumers.get("EVT", durable);
    const message = await consumer.next({ expires: 5000 });
    expect(message?.subject).toBe(`evt.${PRACTICE}.${service}.done.v1`);
    expect(await message?.ackAck()).toBe(true);
  }, 60_000);

  it("nobody is asked, by whatever reply and signature", async () => {
    const thief = await raw(service);
    const before = served.length;
    const subject = "svc.identity.saveStaff";
    const text = JSON.stringify(wanted);
    for (const signer of [service, "gateway"] as const)
      for (const reply of [`_INBOX_${service}.x`, "_INBOX_gateway.x"])
        thief.publish(subject, text, { reply, headers: signedBy(signer, subject, text) });
    await thief.flush();
    expect(served.length).toBe(before);
  });

  it("an event is its service's alone: unsigned, or with another's name in it, it is none", async () => {
    const others = SERVICES.find((name) => name !== service);
    const bus = await busOf(service);
    const thief = await raw(service);
    const before = consumed.length;
    const listening = await bus.consume({
      durable,
      events: [`${service}.done.v1`, `${service}.more.v1`],
      handler: async (got) => void consumed.push(got),
      onDead: async () => {},
      maxDeliveries: 2,
      backoffMs: [10],
    });
    await until(() => bus.drained());
    const earlier = consumed.length;
    const publish = (forged: EventEnvelope, carried = headers()) =>
      jetstream(thief).publish(`evt.${PRACTICE}.${service}.done.v1`, JSON.stringify(forged), { headers: carried });
    await publish(event(service, { forged: "unsigned" }));
    await publish(event(`${others}`, { forged: "another's name" }));
    const signature = headers();
    signature.set("Practicum-Signature", `${service}-1 1 ${"A".repeat(86)}`);
    await publish(event(service, { forged: "no such signature" }), signature);
    const honest = event(service, { honest: true }, `${service}.more.v1`);
    await bus.publish([honest]);
    await until(() => consumed.some(({ id }) => id === honest.id));
    await until(() => bus.drained());
    expect(consumed.slice(earlier)).toEqual([honest]);
    expect(consumed.length).toBeGreaterThan(before);
    await listening.stop();
  }, 60_000);
});

it("the operator's key asks in the operator's inbox", async () => {
  const bus = await busOf("operator");
  expect(await bus.request("svc.identity.saveStaff", wanted, { timeoutMs: 5000 })).toEqual({
    ok: true,
    value: { by: "operator" },
  });
  // What is asked with another's inbox is answered to nobody: the answer stays in the account of who asked.
  const heard: unknown[] = [];
  (await raw("gateway")).subscribe("_INBOX_gateway.x", { callback: (_, message) => void heard.push(message) });
  await open.at(-1)?.flush();
  const subject = "svc.identity.saveStaff";
  const text = JSON.stringify(wanted);
  operator.publish(subject, text, { reply: "_INBOX_gateway.x", headers: signedBy("operator", subject, text) });
  await operator.flush();
  await bus.request("svc.identity.saveStaff", { after: true }, { timeoutMs: 5000 });
  await open.at(-1)?.flush();
  expect(heard).toEqual([]);
});
