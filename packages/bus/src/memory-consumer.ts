import { assert } from "@practicum/kernel/assert";
import { TOGETHER_MAX, type ConsumeOptions, type EventEnvelope, type Subscription } from "./bus.ts";

interface Delivery {
  readonly event: EventEnvelope;
  attempt: number;
}

/** Draining gives up here: only a dead letter that cannot be written keeps an event coming back. */
const ROUNDS_MAX = 1000;

/**
 * One durable consumer of the memory bus: a queue in order of storage, handled one at a time by whoever is attached. A
 * failure waits its backoff aside, so that the events behind it are not held up.
 */
export class MemoryConsumer {
  readonly durable: string;
  readonly #events: ReadonlySet<string>;
  readonly #queue: Delivery[] = [];
  readonly #waiting = new Map<Delivery, ReturnType<typeof setTimeout>>();
  readonly #attached: ConsumeOptions[] = [];
  readonly #onlyDrained: boolean;
  #running: Promise<void> | undefined;
  #closed = false;

  /** @param onlyDrained nothing is handled by itself, {@link drain} does it. */
  constructor(durable: string, events: readonly string[], onlyDrained = false) {
    this.durable = durable;
    this.#events = new Set(events);
    this.#onlyDrained = onlyDrained;
  }

  get idle(): boolean {
    return this.#queue.length === 0 && this.#waiting.size === 0 && this.#running === undefined;
  }

  offer(event: EventEnvelope): void {
    if (!this.#events.has(event.name)) return;
    this.#queue.push({ event, attempt: 0 });
    if (!this.#onlyDrained) this.#start();
  }

  attach(options: ConsumeOptions): Subscription {
    const same = options.events.length === this.#events.size && options.events.every((name) => this.#events.has(name));
    assert(same, "a durable consumer is attached with other events than it was made for");
    this.#attached.push(options);
    if (!this.#onlyDrained) this.#start();
    return {
      stop: async () => {
        const index = this.#attached.indexOf(options);
        if (index >= 0) this.#attached.splice(index, 1);
        await this.#running;
      },
    };
  }

  /** Handles everything there is, without waiting out the backoff. @returns whether there was anything. */
  async drain(): Promise<boolean> {
    let rounds = 0;
    while (!this.#closed && this.#attached.length > 0 && !this.idle) {
      rounds += 1;
      assert(rounds < ROUNDS_MAX, `${this.durable} can neither handle an event nor bury it`);
      for (const [delivery, timer] of this.#waiting) {
        clearTimeout(timer);
        this.#queue.push(delivery);
      }
      this.#waiting.clear();
      this.#start();
      await this.#running;
    }
    return rounds > 0;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const timer of this.#waiting.values()) clearTimeout(timer);
    await this.#running;
  }

  #start(): void {
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#hasWork()) this.#start();
    });
  }

  #hasWork(): boolean {
    return !this.#closed && this.#queue.length > 0 && this.#attached.length > 0;
  }

  async #run(): Promise<void> {
    // Delivery is never inside the publisher's call, as it is not over a network.
    await Promise.resolve();
    while (this.#hasWork()) {
      const options = this.#attached.shift();
      if (!options) return;
      this.#attached.push(options);
      const fresh = this.#queue.findIndex((delivery) => delivery.attempt > 0);
      const together = options.handleTogether ? Math.min(fresh < 0 ? this.#queue.length : fresh, TOGETHER_MAX) : 1;
      const deliveries = this.#queue.splice(0, Math.max(together, 1));
      if (deliveries.length > 1 && (await this.#deliverTogether(options, deliveries))) continue;
      for (const delivery of deliveries) await this.#deliver(options, delivery);
    }
  }

  async #deliverTogether(options: ConsumeOptions, deliveries: readonly Delivery[]): Promise<boolean> {
    try {
      await options.handleTogether?.(deliveries.map(({ event }) => copyOf(event)));
      return true;
    } catch {
      return false;
    }
  }

  async #deliver(options: ConsumeOptions, delivery: Delivery): Promise<void> {
    delivery.attempt += 1;
    try {
      await options.handler(copyOf(delivery.event), { attempt: delivery.attempt });
    } catch (error) {
      if (delivery.attempt < options.maxDeliveries) return this.#deliverLater(options, delivery);
      await this.#bury(options, delivery, error);
    }
  }

  async #bury(options: ConsumeOptions, delivery: Delivery, error: unknown): Promise<void> {
    try {
      await options.onDead(delivery.event, error instanceof Error ? error.message : "not an Error");
    } catch {
      // The dead letter could not be written either: keep the event, as a store would.
      this.#deliverLater(options, delivery);
    }
  }

  #deliverLater(options: ConsumeOptions, delivery: Delivery): void {
    if (this.#onlyDrained) return void this.#queue.push(delivery);
    const waits = options.backoffMs;
    const waitMs = waits[Math.min(delivery.attempt - 1, waits.length - 1)] ?? 1000;
    const timer = setTimeout(() => {
      this.#waiting.delete(delivery);
      this.#queue.push(delivery);
      this.#start();
    }, waitMs);
    this.#waiting.set(delivery, timer);
  }
}

/** A handler gets an event of its own, as it does over a network. */
function copyOf(event: EventEnvelope): EventEnvelope {
  return JSON.parse(JSON.stringify(event)) as EventEnvelope;
}
