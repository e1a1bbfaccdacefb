import { jetstreamManager } from "@nats-io/jetstream";
import { connect } from "@nats-io/transport-node";
import { startNats, type TestNats } from "@practicum/testing/nats";
import { must } from "@practicum/kernel/assert";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Bus, EventEnvelope } from "./bus.ts";
import { busSuite } from "./bus-suite.ts";
import { connectNats } from "./nats.ts";
import { makeKeyPair, type Keys } from "./nats-signing.ts";

/** In the suite each process asks, answers and tells: the events of the suite have the names of alpha's. */
const pairs = new Map(
  ["alpha", "beta", "gamma"].map((name) => [name, makeKeyPair(name, `${name}-1`, ["requests", "events"])]),
);

function keysOf(name: string): Keys {
  return { own: must(pairs.get(name)).own, trusted: [...pairs.values()].map(({ known }) => known) };
}

busSuite("NATS", async () => {
  const nats = await startNats();
  const opened: Bus[] = [];
  return {
    async connect(name) {
      const bus = await connectNats({ url: nats.url, name, keys: keysOf(name) });
      opened.push(bus);
      return bus;
    },
    async stop() {
      await Promise.all(opened.map((bus) => bus.close()));
      await nats.stop();
    },
  };
});

function event(n: number): EventEnvelope {
  return {
    id: `01990000-0000-7000-9000-${String(n).padStart(12, "0")}`,
    name: "alpha.counted.v1",
    practiceId: "01990000-0000-7000-8000-000000000001",
    occurredAt: "2026-11-23T16:00:00.000Z",
    traceId: "trace",
    actor: null,
    keys: {},
    payload: { n },
  };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error("it did not happen");
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

/** As the relay does: again until it is stored. */
async function publishSurely(bus: Bus, sent: EventEnvelope): Promise<void> {
  for (;;) {
    try {
      await bus.publish([sent]);
      return;
    } catch {
      await new Promise((resolve) => {
        setTimeout(resolve, 100);
      });
    }
  }
}

let nats: TestNats;
let bus: Bus;
beforeAll(async () => {
  nats = await startNats();
  bus = await connectNats({ url: nats.url, name: "alpha", keys: keysOf("alpha") });
});
afterAll(async () => {
  await bus.close();
  await nats.stop();
});

test("after a crash of the server everything goes on, and no stored event is lost", async () => {
  const got = new Set<string>();
  await bus.consume({
    durable: "alpha-counted",
    events: ["alpha.counted.v1"],
    handler: async (e) => void got.add(e.id),
    onDead: async () => {},
    maxDeliveries: 5,
    backoffMs: [50],
  });
  await bus.serve("svc.alpha.echo", async (message) => message);
  const store = await bus.storeId();
  await publishSurely(bus, event(1));
  await nats.kill();
  await until(() => !bus.connected);
  expect(await bus.request("svc.alpha.echo", {}, { timeoutMs: 500 })).toEqual({ ok: false, error: "closed" });
  const waiting = publishSurely(bus, event(2));
  await nats.restart();
  await waiting;
  await until(() => got.size === 2);
  expect(await bus.request("svc.alpha.echo", { n: 1 }, { timeoutMs: 5000 })).toEqual({ ok: true, value: { n: 1 } });
  expect(await bus.storeId()).toBe(store);
}, 120_000);

test("SVC-31 what is published as one is one message in the store", async () => {
  const connection = await connect({ servers: nats.url });
  const stored = async () => (await (await jetstreamManager(connection)).streams.info("EVT")).state.messages;
  const before = await stored();
  await bus.publish(
    Array.from({ length: 20 }, (_, n) => event(100 + n)),
    { asOne: true },
  );
  expect((await stored()) - before).toBe(1);
  await connection.close();
});

test("what is too large for the server is a bug that shows at once, not a time-out", async () => {
  const large = "x".repeat(2_000_000);
  const served = await bus.serve("svc.alpha.large", async () => ({ large }));
  expect(await bus.request("svc.alpha.large", {}, { timeoutMs: 5000 })).toEqual({ ok: true, value: null });
  await expect(bus.request("svc.alpha.large", { large }, { timeoutMs: 5000 })).rejects.toThrow();
  await served.stop();
});

test("after the store was lost the stream and the consumer are made again, and the store has another name", async () => {
  const got: string[] = [];
  await bus.consume({
    durable: "alpha-again",
    events: ["alpha.counted.v1"],
    handler: async (e) => void got.push(e.id),
    onDead: async () => {},
    maxDeliveries: 5,
    backoffMs: [50],
  });
  await publishSurely(bus, event(3));
  await until(() => got.includes(event(3).id));
  const store = await bus.storeId();
  await nats.kill();
  await nats.restart({ wipe: true });
  await publishSurely(bus, event(4));
  expect(await bus.storeId()).not.toBe(store);
  await until(() => got.includes(event(4).id));
}, 120_000);

test("GTW-70 a broker that is connected and stores nothing has no pulse, and has one again when it stores", async () => {
  const nats = await startNats();
  const bus = await connectNats({ url: nats.url, name: "alpha", keys: keysOf("alpha") });
  try {
    expect(await bus.pulse()).toBe(true);
    await nats.restart({ jetstream: false });
    await until(() => bus.connected);
    expect(await bus.pulse()).toBe(false);
    await nats.restart();
    await until(() => bus.connected);
    await expect.poll(() => bus.pulse(), { timeout: 20_000 }).toBe(true);
  } finally {
    await bus.close();
    await nats.stop();
  }
}, 120_000);
