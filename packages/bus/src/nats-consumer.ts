import type { ConsumerMessages, JetStreamManager, JsMsg } from "@nats-io/jetstream";
import { TOGETHER_MAX, type ConsumeOptions, type EventEnvelope } from "./bus.ts";
import type { Signer } from "./nats-signing.ts";
import { durableConfig, ensureStream, PENDING_MAX, STREAM } from "./nats-stream.ts";

/** The header of who signed a message. */
export const SIGNATURE = "Practicum-Signature";

/** Who is alive says so more often than the server's patience lasts. */
const WORKING_MS = 3000;
const RETRY_MS = 500;

export interface NatsConsumerParts {
  readonly manager: JetStreamManager;
  readonly options: ConsumeOptions;
  /** Undefined where the server lets everybody in, in tests. */
  readonly signer: Signer | undefined;
  /** Whether this process makes its durable when it is missing; else it waits for the operator's. */
  readonly makesDurables: boolean;
  readonly onProblem: (problem: string) => void;
}

/**
 * One durable pull consumer: takes events into a short queue, handles them in order, several together where they wait, and
 * answers for each. When the server, the stream or the consumer goes away it waits until they are there again and goes on.
 */
export class NatsConsumer {
  readonly #manager: JetStreamManager;
  readonly #options: ConsumeOptions;
  readonly #signer: Signer | undefined;
  readonly #makesDurables: boolean;
  readonly #onProblem: (problem: string) => void;
  readonly #queue: JsMsg[] = [];
  #current: readonly JsMsg[] = [];
  #messages: ConsumerMessages | undefined;
  #handling: Promise<void> | undefined;
  #stopped = false;
  readonly #heartbeat: NodeJS.Timeout;
  #loop: Promise<void> = Promise.resolve();

  constructor({ manager, options, signer, makesDurables, onProblem }: NatsConsumerParts) {
    this.#manager = manager;
    this.#options = options;
    this.#signer = signer;
    this.#makesDurables = makesDurables;
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
    if (!this.#makesDurables) return;
    await ensureStream(this.#manager);
    await this.#manager.consumers.add(STREAM, durableConfig(this.#options));
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
    const events = messages.map((message) => this.#read(message)).filter((event) => event !== undefined);
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
    const event = this.#read(message);
    if (!event) {
      // What nobody of ours can have sent is no event, and nobody could replay it.
      this.#onProblem(
        `${this.#options.durable}: an event is not signed by its service, or is not what its subject says`,
      );
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

  /** An event is believed by its signature, which has to be of the service in its name. */
  #read(message: JsMsg): EventEnvelope | undefined {
    try {
      const event = message.json<EventEnvelope>();
      const { subject } = message;
      if (subject !== `evt.${event.practiceId}.${event.name}`) return undefined;
      if (!this.#signer) return event;
      const signed = message.headers?.get(SIGNATURE) ?? "";
      const signer = this.#signer.signerOf("events", { subject, text: message.data }, signed);
      return signer !== undefined && event.name.startsWith(`${signer}.`) ? event : undefined;
    } catch {
      return undefined;
    }
  }

  #sayWorking(): void {
    for (const message of [...this.#current, ...this.#queue]) message.working();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
