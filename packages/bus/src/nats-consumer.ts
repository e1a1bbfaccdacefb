import { AckPolicy, DeliverPolicy, type ConsumerMessages, type JetStreamManager, type JsMsg } from "@nats-io/jetstream";
import { TOGETHER_MAX, type ConsumeOptions, type EventEnvelope } from "./bus.ts";
import { ensureStream, nanos, STREAM } from "./nats-stream.ts";

/** Who took an event and died is given up after this; who is alive says so more often. */
const ACK_WAIT_MS = 10_000;
const WORKING_MS = 3000;
/** Events taken and not yet handled, including those that wait out a backoff. */
const PENDING_MAX = 256;
const RETRY_MS = 500;

/**
 * One durable pull consumer: takes events into a short queue, handles them in order, several together where they wait, and
 * answers for each. When the server, the stream or the consumer goes away it makes them anew and goes on.
 */
export class NatsConsumer {
  readonly #manager: JetStreamManager;
  readonly #options: ConsumeOptions;
  readonly #onProblem: (problem: string) => void;
  readonly #queue: JsMsg[] = [];
  #current: readonly JsMsg[] = [];
  #messages: ConsumerMessages | undefined;
  #handling: Promise<void> | undefined;
  #stopped = false;
  readonly #heartbeat: NodeJS.Timeout;
  #loop: Promise<void> = Promise.resolve();

  constructor(manager: JetStreamManager, options: ConsumeOptions, onProblem: (problem: string) => void) {
    this.#manager = manager;
    this.#options = options;
    this.#onProblem = onProblem;
    this.#heartbeat = setInterval(() => this.#sayWorking(), WORKING_MS);
    this.#heartbeat.unref();
  }

  /** Resolves once the durable exists, so that nothing published from then on is missed. */
  async start(): Promise<void> {
    await this.#ensure();
    this.#loop = this.#consume();
  }

  /** Takes no more, finishes the event at hand, gives the others back. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#heartbeat);
    this.#messages?.stop();
    for (const message of this.#queue.splice(0)) message.nak();
    await this.#handling;
    await this.#loop;
  }

  async #consume(): Promise<void> {
    while (!this.#stopped) {
      try {
        await this.#ensure();
        const consumer = await this.#manager.jetstream().consumers.get(STREAM, this.#options.durable);
        this.#messages = await consumer.consume({
          max_messages: PENDING_MAX / 2,
          expires: 10_000,
          abort_on_missing_resource: true,
          callback: (message) => this.#take(message),
        });
        if (this.#stopped) this.#messages.stop();
        await this.#messages.closed();
      } catch (error) {
        if (!this.#stopped)
          this.#onProblem(`${this.#options.durable}: ${error instanceof Error ? error.name : "error"}`);
      }
      if (!this.#stopped) await pause(RETRY_MS);
    }
  }

  async #ensure(): Promise<void> {
    const { durable, events } = this.#options;
    const filters = events.map((name) => `evt.*.${name}`);
    const [only] = filters;
    await ensureStream(this.#manager);
    await this.#manager.consumers.add(STREAM, {
      durable_name: durable,
      ack_policy: AckPolicy.Explicit,
      deliver_policy: DeliverPolicy.All,
      ack_wait: nanos(ACK_WAIT_MS),
      max_ack_pending: PENDING_MAX,
      // Counting is done here: a server that gives up would do so without a dead letter.
      max_deliver: -1,
      // Several subjects in one consumer need a server of 2.10 or newer.
      ...(filters.length === 1 && only !== undefined ? { filter_subject: only } : { filter_subjects: filters }),
    });
  }

  #take(message: JsMsg): void {
    if (this.#stopped) {
      message.nak();
      return;
    }
    this.#queue.push(message);
    this.#handling ??= this.#handleAll().finally(() => {
      this.#handling = undefined;
    });
  }

  async #handleAll(): Promise<void> {
    while (this.#queue.length > 0) {
      const messages = this.#queue.splice(0, this.#together());
      this.#current = messages;
      if (messages.length < 2 || !(await this.#handleTogether(messages))) {
        for (const message of messages) await this.#handle(message);
      }
      this.#current = [];
    }
  }

  /** How many at the queue's head may be handled together. */
  #together(): number {
    if (!this.#options.handleTogether) return 1;
    const failed = this.#queue.findIndex((message) => message.info.deliveryCount > 1);
    return Math.max(1, Math.min(failed < 0 ? this.#queue.length : failed, TOGETHER_MAX));
  }

  async #handleTogether(messages: readonly JsMsg[]): Promise<boolean> {
    const events = messages.map(readEvent).filter((event) => event !== undefined);
    if (events.length < messages.length) return false;
    try {
      await this.#options.handleTogether?.(events);
    } catch {
      // Which of them it was shows when each is handled by itself.
      return false;
    }
    for (const message of messages) message.ack();
    return true;
  }

  async #handle(message: JsMsg): Promise<void> {
    const event = readEvent(message);
    if (!event) {
      // What nobody of ours can have sent is no event, and nobody could replay it.
      this.#onProblem(`${this.#options.durable}: an event does not match its subject or is not JSON`);
      message.term();
      return;
    }
    const attempt = message.info.deliveryCount;
    try {
      await this.#options.handler(event, { attempt });
      message.ack();
    } catch (error) {
      if (attempt < this.#options.maxDeliveries) return message.nak(this.#backoffMs(attempt));
      await this.#bury(message, event, error);
    }
  }

  async #bury(message: JsMsg, event: EventEnvelope, error: unknown): Promise<void> {
    try {
      await this.#options.onDead(event, error instanceof Error ? error.message : "not an Error");
      message.term();
    } catch {
      message.nak(this.#backoffMs(message.info.deliveryCount));
    }
  }

  #backoffMs(attempt: number): number {
    const waits = this.#options.backoffMs;
    return waits[Math.min(attempt - 1, waits.length - 1)] ?? 1000;
  }

  #sayWorking(): void {
    for (const message of [...this.#current, ...this.#queue]) message.working();
  }
}

/** The server checks who publishes to a subject, so the subject is what an event is believed by. */
function readEvent(message: JsMsg): EventEnvelope | undefined {
  try {
    const event = message.json<EventEnvelope>();
    return message.subject === `evt.${event.practiceId}.${event.name}` ? event : undefined;
  } catch {
    return undefined;
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
