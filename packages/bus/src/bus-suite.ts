import type { Id } from "@practicum/kernel/brand";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { TOGETHER_MAX, type Bus, type ConsumeOptions, type EventEnvelope, type LiveNote } from "./bus.ts";

/** A place where processes meet: each connection is a process of its own where the implementation allows it. */
export interface BusWorld {
  connect(name: string): Promise<Bus>;
  stop(): Promise<void>;
}

const PRACTICE: Id<"practice"> = "01990000-0000-7000-8000-000000000001";
let counter = 0;

function event(name: string, payload: EventEnvelope["payload"] = {}, id?: string): EventEnvelope {
  counter += 1;
  return {
    id: id ?? `01990000-0000-7000-8000-${String(counter).padStart(12, "0")}`,
    name,
    practiceId: PRACTICE,
    occurredAt: "2026-11-23T16:00:00.000Z",
    traceId: "trace",
    actor: { kind: "system", name: "suite" },
    keys: { thingId: String(counter) },
    payload,
  };
}

function options(more: Partial<ConsumeOptions> & Pick<ConsumeOptions, "durable" | "events">): ConsumeOptions {
  return {
    handler: async () => {},
    onDead: async () => {},
    maxDeliveries: 3,
    backoffMs: [20],
    ...more,
  };
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 25_000;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error("it did not happen");
    await new Promise((resolve) => {
      setTimeout(resolve, 10);
    });
  }
}

/** What every bus must do. Both implementations run exactly this. */
export function busSuite(label: string, open: () => Promise<BusWorld>): void {
  describe(`a bus (${label})`, () => {
    let world: BusWorld;
    let bus: Bus;
    let other: Bus;
    beforeAll(async () => {
      world = await open();
      bus = await world.connect("alpha");
      other = await world.connect("beta");
    }, 120_000);
    afterAll(async () => {
      await world.stop();
    }, 60_000);

    test("a request is answered, and its message is JSON on both ways", async () => {
      const served = await other.serve("svc.alpha.echo", async (message) => ({ got: message, gone: undefined }));
      const reply = await bus.request(
        "svc.alpha.echo",
        { text: "é ✓", list: [1, null], gone: undefined },
        { timeoutMs: 5000 },
      );
      expect(reply).toEqual({ ok: true, value: { got: { text: "é ✓", list: [1, null] } } });
      await served.stop();
    });

    test("nobody there is told from no answer in time", async () => {
      expect(await bus.request("svc.alpha.nobody", {}, { timeoutMs: 2000 })).toEqual({
        ok: false,
        error: "no-responder",
      });
      const { promise: blocked, resolve: release } = Promise.withResolvers<void>();
      const served = await other.serve("svc.alpha.slow", async () => {
        await blocked;
        return {};
      });
      expect(await bus.request("svc.alpha.slow", {}, { timeoutMs: 50 })).toEqual({ ok: false, error: "timeout" });
      release();
      await served.stop();
    });

    test("a responder that throws gives no answer", async () => {
      const served = await other.serve("svc.alpha.broken", async () => {
        throw new Error("broken");
      });
      expect(await bus.request("svc.alpha.broken", {}, { timeoutMs: 100 })).toEqual({ ok: false, error: "timeout" });
      await served.stop();
    });

    test("responders of a service share the requests; one that stopped gets none", async () => {
      const seen = { one: 0, two: 0 };
      const one = await bus.serve("svc.alpha.share", async () => ({ n: (seen.one += 1) }));
      const two = await other.serve("svc.alpha.share", async () => ({ n: (seen.two += 1) }));
      for (let i = 0; i < 60; i += 1) {
        expect((await bus.request("svc.alpha.share", {}, { timeoutMs: 5000 })).ok).toBe(true);
      }
      expect(seen.one + seen.two).toBe(60);
      expect(Math.min(seen.one, seen.two)).toBeGreaterThan(0);
      await two.stop();
      const before = seen.two;
      for (let i = 0; i < 10; i += 1) await bus.request("svc.alpha.share", {}, { timeoutMs: 5000 });
      expect(seen.two).toBe(before);
      await one.stop();
    });

    test("events come whole, in the order of storage, also those from before the consumer", async () => {
      const name = "alpha.ordered.v1";
      const sent = Array.from({ length: 50 }, (_, n) => event(name, { n, text: "ü" }));
      await bus.publish(sent.slice(0, 20));
      const got: EventEnvelope[] = [];
      const sub = await other.consume(
        options({ durable: "beta-ordered", events: [name], handler: async (e) => void got.push(e) }),
      );
      await bus.publish(sent.slice(20));
      await until(() => got.length === 50);
      expect(got).toEqual(sent);
      await sub.stop();
    });

    test("an event published twice is delivered once", async () => {
      const name = "alpha.twice.v1";
      const twice = event(name);
      const last = event(name);
      const got: string[] = [];
      const sub = await other.consume(
        options({ durable: "beta-twice", events: [name], handler: async (e) => void got.push(e.id) }),
      );
      await bus.publish([twice, twice]);
      await bus.publish([twice]);
      await bus.publish([last]);
      await until(() => got.includes(last.id));
      expect(got).toEqual([twice.id, last.id]);
      await sub.stop();
    });

    test("each durable gets every event; processes of one durable share them", async () => {
      const name = "alpha.fanout.v1";
      const got: { [durable: string]: string[] } = { a: [], b: [] };
      const into = (key: string) => async (e: EventEnvelope) => void got[key]?.push(e.id);
      const subs = [
        await bus.consume(options({ durable: "alpha-fan", events: [name], handler: into("a") })),
        await other.consume(options({ durable: "beta-fan", events: [name], handler: into("b") })),
        await bus.consume(options({ durable: "beta-fan", events: [name], handler: into("b") })),
      ];
      const sent = Array.from({ length: 40 }, () => event(name));
      await bus.publish(sent);
      await until(() => got["a"]?.length === 40 && got["b"]?.length === 40);
      expect(got["a"]).toEqual(sent.map((e) => e.id));
      expect(new Set(got["b"])).toEqual(new Set(sent.map((e) => e.id)));
      for (const sub of subs) await sub.stop();
    });

    test("a failed delivery comes again with a higher attempt, and does not hold up the events behind it", async () => {
      const name = "alpha.flaky.v1";
      const [bad, good] = [event(name, { bad: true }), event(name)];
      const attempts: [string, number][] = [];
      const sub = await other.consume(
        options({
          durable: "beta-flaky",
          events: [name],
          handler: async (e, { attempt }) => {
            attempts.push([e.id, attempt]);
            if (e.id === bad.id && attempt < 3) throw new Error("not yet");
          },
        }),
      );
      await bus.publish([bad, good]);
      await until(() => attempts.length === 4);
      expect(attempts).toEqual([
        [bad.id, 1],
        [good.id, 1],
        [bad.id, 2],
        [bad.id, 3],
      ]);
      await until(() => other.drained());
      await sub.stop();
    });

    test("an event that fails as often as it may is buried once, with the reason, and is not delivered again", async () => {
      const name = "alpha.poison.v1";
      const poison = event(name, { secret: 1 });
      let delivered = 0;
      const dead: [string, string][] = [];
      const sub = await other.consume(
        options({
          durable: "beta-poison",
          events: [name],
          handler: async () => {
            delivered += 1;
            throw new Error("no good");
          },
          onDead: async (e, reason) => void dead.push([e.id, reason]),
        }),
      );
      await bus.publish([poison]);
      await until(() => dead.length === 1);
      await until(() => other.drained());
      expect(dead).toEqual([[poison.id, "no good"]]);
      expect(delivered).toBe(3);
      await sub.stop();
    });

    test("an event that could not be buried is kept", async () => {
      const name = "alpha.unburied.v1";
      let tries = 0;
      const sub = await other.consume(
        options({
          durable: "beta-unburied",
          events: [name],
          handler: async () => {
            throw new Error("no good");
          },
          onDead: async () => {
            tries += 1;
            if (tries < 3) throw new Error("the table is away");
          },
        }),
      );
      await bus.publish([event(name)]);
      await until(() => tries === 3);
      await until(() => other.drained());
      expect(tries).toBe(3);
      await sub.stop();
    });

    test("what waits is handled together, in order, but not what failed before", async () => {
      const name = "alpha.together.v1";
      const sent = Array.from({ length: 100 }, () => event(name));
      await bus.publish(sent);
      const groups: string[][] = [];
      const alone: string[] = [];
      const sub = await other.consume(
        options({
          durable: "beta-together",
          events: [name],
          handler: async (e) => void alone.push(e.id),
          handleTogether: async (events) => void groups.push(events.map((e) => e.id)),
        }),
      );
      await until(() => groups.flat().length + alone.length === 100);
      await until(() => other.drained());
      // How many wait when the first one is handled is a matter of the network.
      expect(groups.length).toBeGreaterThan(0);
      expect(Math.max(...groups.map((group) => group.length))).toBeLessThanOrEqual(TOGETHER_MAX);
      expect(groups.flat()).toEqual(sent.map((e) => e.id).filter((id) => !alone.includes(id)));
      expect(new Set([...groups.flat(), ...alone]).size).toBe(100);
      await sub.stop();
    });

    test("where one of several fails, each is handled by itself", async () => {
      const name = "alpha.spoiled.v1";
      const sent = Array.from({ length: 20 }, () => event(name));
      const bad = sent[7]?.id;
      await bus.publish(sent);
      const done: string[] = [];
      const sub = await other.consume(
        options({
          durable: "beta-spoiled",
          events: [name],
          handler: async (e, { attempt }) => {
            if (e.id === bad && attempt < 2) throw new Error("not yet");
            done.push(e.id);
          },
          handleTogether: async (events) => {
            if (events.some((e) => e.id === bad)) throw new Error("one of them");
            done.push(...events.map((e) => e.id));
          },
        }),
      );
      await until(() => done.length === 20);
      await until(() => other.drained());
      expect(new Set(done)).toEqual(new Set(sent.map((e) => e.id)));
      await sub.stop();
    });

    test("SVC-31 events published as one come in order; of those, one that fails is buried alone and the others are handled", async () => {
      const name = "alpha.as-one.v1";
      const sent = Array.from({ length: 10 }, () => event(name));
      const poison = sent[4]?.id;
      const done = new Set<string>();
      const groups: string[][] = [];
      const dead: string[] = [];
      const sub = await other.consume(
        options({
          durable: "beta-as-one",
          events: [name],
          handler: async (e) => {
            if (e.id === poison) throw new Error("no good");
            done.add(e.id);
          },
          handleTogether: async (events) => {
            groups.push(events.map((e) => e.id));
            if (events.some((e) => e.id === poison)) throw new Error("one of them");
            for (const e of events) done.add(e.id);
          },
          onDead: async (e) => void dead.push(e.id),
        }),
      );
      await bus.publish(sent, { asOne: true });
      await until(() => dead.length === 1);
      await until(() => other.drained());
      expect(groups[0]).toEqual(sent.map((e) => e.id));
      expect([...done]).toEqual(sent.map((e) => e.id).filter((id) => id !== poison));
      expect(dead).toEqual([poison]);
      const more = Array.from({ length: 3 }, () => event(name));
      await bus.publish(more, { asOne: true });
      await bus.publish(more, { asOne: true });
      await until(() => done.size === 12);
      await until(() => other.drained());
      expect(groups.at(-1)).toEqual(more.map((e) => e.id));
      await sub.stop();
    });

    test("SVC-31 what is published as one reaches a consumer that takes each event by itself", async () => {
      const name = "alpha.as-one-alone.v1";
      const got: string[] = [];
      const sub = await other.consume(
        options({ durable: "beta-as-one-alone", events: [name], handler: async (e) => void got.push(e.id) }),
      );
      const sent = Array.from({ length: 5 }, () => event(name));
      await bus.publish(sent, { asOne: true });
      await until(() => got.length === 5);
      expect(got).toEqual(sent.map((e) => e.id));
      await sub.stop();
    });

    test("a slow handler keeps its event", async () => {
      const name = "alpha.slow.v1";
      let deliveries = 0;
      const { promise: blocked, resolve: release } = Promise.withResolvers<void>();
      const sub = await other.consume(
        options({
          durable: "beta-slow",
          events: [name],
          handler: async () => {
            deliveries += 1;
            await blocked;
          },
        }),
      );
      await bus.publish([event(name)]);
      await until(() => deliveries === 1);
      expect(await other.drained()).toBe(false);
      const stopping = sub.stop();
      release();
      await stopping;
      expect(deliveries).toBe(1);
    });

    test("a consumer that stopped goes on where it was", async () => {
      const name = "alpha.resumed.v1";
      const got: string[] = [];
      const consume = () =>
        other.consume(options({ durable: "beta-resumed", events: [name], handler: async (e) => void got.push(e.id) }));
      const [first, second] = [event(name), event(name)];
      const sub = await consume();
      await bus.publish([first]);
      await until(() => got.length === 1);
      await until(() => other.drained());
      await sub.stop();
      await bus.publish([second]);
      const again = await consume();
      await until(() => got.length === 2);
      expect(got).toEqual([first.id, second.id]);
      await again.stop();
    });

    test("live notes reach everyone who listens now", async () => {
      const got: [string, LiveNote][] = [];
      const subs = [
        await bus.listen((practice, note) => void got.push([practice, note])),
        await other.listen((practice, note) => void got.push([practice, note])),
      ];
      const note = { name: "alpha.changed.v1", keys: { thingId: "1" } };
      bus.broadcast(PRACTICE, note);
      await until(() => got.length === 2);
      expect(got).toEqual([
        [PRACTICE, note],
        [PRACTICE, note],
      ]);
      for (const sub of subs) await sub.stop();
      bus.broadcast(PRACTICE, note);
      expect(got.length).toBe(2);
    });

    test("GTW-70 what is stored now comes back, for each service by itself; a closed bus has no pulse", async () => {
      expect(await bus.pulse()).toBe(true);
      expect(await Promise.all([bus.pulse(), other.pulse(), bus.pulse()])).toEqual([true, true, true]);
      const leaving = await world.connect("gamma");
      await leaving.close();
      expect(await leaving.pulse()).toBe(false);
    });

    test("the store has a name that stays", async () => {
      expect(await bus.storeId()).toBe(await other.storeId());
    });

    test("a closed bus says so", async () => {
      const leaving = await world.connect("gamma");
      expect(leaving.connected).toBe(true);
      await leaving.close();
      expect(leaving.connected).toBe(false);
      expect(await leaving.request("svc.alpha.echo", {}, { timeoutMs: 500 })).toEqual({ ok: false, error: "closed" });
    });
  });
}
