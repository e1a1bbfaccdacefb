import type { Id } from "@practicum/kernel/brand";
import { err, ok, type Result } from "@practicum/kernel/result";
import type {
  Asker,
  Bus,
  BusFailure,
  ConsumeOptions,
  EventEnvelope,
  JsonValue,
  LiveNote,
  RequestHandler,
  RequestSubject,
  Subscription,
} from "./bus.ts";
import { MemoryConsumer } from "./memory-consumer.ts";

type LiveHandler = (practiceId: Id<"practice">, note: LiveNote) => void;

/**
 * Nothing is signed in here: who could forge a message in this process could read its keys as well, so a signature would cost time
 * and prove nothing. What an asker may vouch for is checked all the same.
 */
const TRUSTED: Asker = { signer: "gateway" };

/** Events kept for consumers that come later; a real store keeps more, and the outbox keeps all. */
const STORED_MAX = 100_000;

/**
 * The bus of one process: the sandbox, tests, the seed, and a trial without NATS. Messages go through JSON, so what NATS
 * would lose or refuse is lost or refused here too. Its store ends with the process; the outbox has what was in it.
 */
export class MemoryBus implements Bus {
  readonly #responders = new Map<string, RequestHandler[]>();
  readonly #consumers = new Map<string, MemoryConsumer>();
  readonly #listeners = new Set<LiveHandler>();
  #stored: EventEnvelope[] = [];
  readonly #ids = new Set<string>();
  readonly #storeId: string;
  readonly #onlyDrained: boolean;
  #closed = false;

  /**
   * @param storeId names this store; another one means that events may have been lost with the last.
   * @param options `onlyDrained`: events wait until {@link drain}, which handles one consumer's after the other's, so that the
   *   order never depends on how fast anything was.
   */
  constructor(storeId = "memory", { onlyDrained = false }: { readonly onlyDrained?: boolean } = {}) {
    this.#storeId = storeId;
    this.#onlyDrained = onlyDrained;
  }

  get connected(): boolean {
    return !this.#closed;
  }

  request(
    subject: RequestSubject,
    message: JsonValue,
    options: { timeoutMs: number },
  ): Promise<Result<JsonValue, BusFailure>> {
    return this.#ask(TRUSTED, subject, message, options);
  }

  /** The same bus for another asker: the operator's command line, which the host let in. */
  askingAs(asker: Asker): Pick<Bus, "request"> {
    return { request: (subject, message, options) => this.#ask(asker, subject, message, options) };
  }

  async #ask(
    asker: Asker,
    subject: RequestSubject,
    message: JsonValue,
    { timeoutMs }: { timeoutMs: number },
  ): Promise<Result<JsonValue, BusFailure>> {
    if (this.#closed) return err("closed");
    const responders = this.#responders.get(subject);
    const handler = responders?.shift();
    if (!responders || !handler) return err("no-responder");
    // Taking turns is what a queue group does.
    responders.push(handler);
    return withTimeout(handler(copy(message), asker), timeoutMs);
  }

  async serve(subject: RequestSubject, handler: RequestHandler): Promise<Subscription> {
    const responders = this.#responders.get(subject) ?? [];
    this.#responders.set(subject, responders);
    responders.push(handler);
    return {
      async stop() {
        const index = responders.indexOf(handler);
        if (index >= 0) responders.splice(index, 1);
      },
    };
  }

  async publish(events: readonly EventEnvelope[]): Promise<void> {
    if (this.#closed) throw new Error("the bus is closed");
    for (const event of events) {
      if (this.#ids.has(event.id)) continue;
      const stored = copy(event);
      this.#ids.add(stored.id);
      this.#stored.push(stored);
      for (const consumer of this.#consumers.values()) consumer.offer(stored);
    }
    this.#forgetOldest();
  }

  async consume(options: ConsumeOptions): Promise<Subscription> {
    const known = this.#consumers.get(options.durable);
    const consumer = known ?? new MemoryConsumer(options.durable, options.events, this.#onlyDrained);
    if (!known) {
      this.#consumers.set(options.durable, consumer);
      for (const event of this.#stored) consumer.offer(event);
    }
    return consumer.attach(options);
  }

  broadcast(practiceId: Id<"practice">, note: LiveNote): void {
    const sent = copy(note);
    for (const listener of this.#listeners) queueMicrotask(() => listener(practiceId, copy(sent)));
  }

  async listen(handler: LiveHandler): Promise<Subscription> {
    this.#listeners.add(handler);
    return {
      stop: async () => {
        this.#listeners.delete(handler);
      },
    };
  }

  /** It loses no connection. */
  whenBack(): Subscription {
    return { async stop() {} };
  }

  async storeId(): Promise<string> {
    return this.#storeId;
  }

  async drain(): Promise<void> {
    // A handler may publish, which gives another consumer work: go round until nobody had any.
    for (let busy = true; busy;) {
      busy = false;
      for (const consumer of this.#consumers.values()) {
        if (await consumer.drain()) busy = true;
      }
    }
  }

  async pulse(): Promise<boolean> {
    return this.connected;
  }

  async drained(): Promise<boolean> {
    return [...this.#consumers.values()].every((consumer) => consumer.idle);
  }

  /** Forgets which events it has, as a store does after its window: what is published again is delivered again. */
  forgetIds(): void {
    this.#ids.clear();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await Promise.all([...this.#consumers.values()].map((consumer) => consumer.close()));
    this.#responders.clear();
    this.#listeners.clear();
  }

  #forgetOldest(): void {
    if (this.#stored.length <= STORED_MAX) return;
    const gone = this.#stored.slice(0, this.#stored.length - STORED_MAX / 2);
    this.#stored = this.#stored.slice(gone.length);
    for (const event of gone) this.#ids.delete(event.id);
  }
}

/** What arrives is what JSON carries: no undefined, no Date, no shared object. */
function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

async function withTimeout(reply: Promise<JsonValue>, timeoutMs: number): Promise<Result<JsonValue, BusFailure>> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const expired = new Promise<Result<JsonValue, BusFailure>>((resolve) => {
    timer = setTimeout(() => resolve(err("timeout")), timeoutMs);
  });
  // A responder that throws sends nothing, as a crashed process would.
  const answered = reply.then(
    (value): Result<JsonValue, BusFailure> => ok(copy(value)),
    () => expired,
  );
  try {
    return await Promise.race([answered, expired]);
  } finally {
    clearTimeout(timer);
  }
}
