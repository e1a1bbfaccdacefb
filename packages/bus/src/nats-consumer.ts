import type { ConsumerMessages, JetStreamManager, JsMsg } from "@nats-io/jetstream";
import { TOGETHER_MAX, type ConsumeOptions, type EventEnvelope } from "./bus.ts";
import { eventsOf } from "./event-message.ts";
import type { Signer } from "./nats-signing.ts";
import { durableConfig, ensureStream, PENDING_MAX, STREAM } from "./nats-stream.ts";

/** The header of who signed a message. */
export const SIGNATURE = "Practicum-Signature";

/** Who is alive says so more often than the server's patience lasts. */
const WORKING_MS = 3000;
const RETRY_MS = 500;
/**
 * A pull waits this long for events before it is made anew; twice in that time the server says that it is there. A connection that is lost is
 * noticed by itself.
 */
const PULL_MS = 30_000;

export interface NatsConsumerParts {
  readonly manager: JetStreamManager;
  readonly options: ConsumeOptions;
  /** Undefined where the server lets everybody in, in tests. */
  readonly signer: Signer | undefined;
  /** Whether this process makes its durable when it is missing; else it waits for the operator's. */
  readonly makesDurables: boolean;
  readonly onProblem: (problem: string) => void;
}

interface Taken {
  readonly message: JsMsg;
  /** None where it holds nothing that is believed. */
  readonly events: readonly EventEnvelope[];
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
  readonly #queue: Taken[] = [];
  #current: readonly Taken[] = [];
  #messages: ConsumerMessages | undefined;
  #handling: Promise<void> | undefined;
  #stopped = false;
  #heartbeat: NodeJS.Timeout | undefined;
  #loop: Promise<void> = Promise.resolve();

  constructor({ manager, options, signer, makesDurables, onProblem }: NatsConsumerParts) {
    this.#manager = manager;
    this.#options = options;
    this.#signer = signer;
    this.#makesDurables = makesDurables;
    this.#onProblem = onProblem;
  }

  /** Resolves once the durable exists, so that nothing published from then on is missed. */
  async start(): Promise<void> {
    await this.#ensure();
    this.#loop = this.#consume();
  }

  /** Takes no more, finishes the event at hand, gives the others back. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#messages?.stop();
    for (const { message } of this.#queue.splice(0)) message.nak();
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
          expires: PULL_MS,
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
    this.#queue.push({ message, events: this.#read(message) });
    this.#handling ??= this.#handleAll().finally(() => {
      this.#handling = undefined;
      clearInterval(this.#heartbeat);
      this.#heartbeat = undefined;
    });
    this.#heartbeat ??= setInterval(() => this.#sayWorking(), WORKING_MS).unref();
  }

  async #handleAll(): Promise<void> {
    while (this.#queue.length > 0) {
      const taken = this.#queue.splice(0, this.#together());
      this.#current = taken;
      const isOne = taken.length < 2 && (taken[0]?.events.length ?? 0) < 2;
      if (isOne || !(await this.#handleTogether(taken))) {
        for (const one of taken) await this.#handle(one);
      }
      this.#current = [];
    }
  }

  /** How many messages at the queue's head may be handled together: at most so many events, but one message at least. */
  #together(): number {
    if (!this.#options.handleTogether) return 1;
    let events = 0;
    const end = this.#queue.findIndex((taken) => {
      events += taken.events.length;
      return events > TOGETHER_MAX || taken.events.length === 0 || taken.message.info.deliveryCount > 1;
    });
    return Math.max(1, end < 0 ? this.#queue.length : end);
  }

  async #handleTogether(taken: readonly Taken[]): Promise<boolean> {
    if (!this.#options.handleTogether || taken.some(({ message }) => message.info.deliveryCount > 1)) return false;
    const events = taken.flatMap((one) => one.events);
    if (events.length < 2) return false;
    try {
      await this.#options.handleTogether(events);
    } catch {
      // Which of them it was shows when each is handled by itself.
      return false;
    }
    for (const { message } of taken) message.ack();
    return true;
  }

  /** Each event by itself. What failed comes again, with all of its message: the inbox knows those that were handled. */
  async #handle({ message, events }: Taken): Promise<void> {
    if (events.length === 0) {
      // What nobody of ours can have sent is no event, and nobody could replay it.
      this.#onProblem(
        `${this.#options.durable}: an event is not signed by its service, or is not what its subject says`,
      );
      message.term();
      return;
    }
    let isDone = true;
    for (const event of events) isDone = (await this.#handleOne(event, message.info.deliveryCount)) && isDone;
    if (isDone) message.ack();
    else message.nak(this.#backoffMs(message.info.deliveryCount));
  }

  /** @returns whether it is handled or buried. */
  async #handleOne(event: EventEnvelope, attempt: number): Promise<boolean> {
    try {
      await this.#options.handler(event, { attempt });
      return true;
    } catch (error) {
      return attempt >= this.#options.maxDeliveries && this.#bury(event, error);
    }
  }

  async #bury(event: EventEnvelope, error: unknown): Promise<boolean> {
    try {
      await this.#options.onDead(event, error instanceof Error ? error.message : "not an Error");
      return true;
    } catch {
      return false;
    }
  }

  #backoffMs(attempt: number): number {
    const waits = this.#options.backoffMs;
    return waits[Math.min(attempt - 1, waits.length - 1)] ?? 1000;
  }

  /** Events are believed by their message's signature, which has to be of the service in their name. */
  #read(message: JsMsg): readonly EventEnvelope[] {
    try {
      const { subject } = message;
      const events = eventsOf(subject, message.json());
      if (!events || !this.#signer) return events ?? [];
      const signed = message.headers?.get(SIGNATURE) ?? "";
      const signer = this.#signer.signerOf("events", { subject, text: message.data }, signed);
      return signer !== undefined && events[0].name.startsWith(`${signer}.`) ? events : [];
    } catch {
      return [];
    }
  }

  #sayWorking(): void {
    for (const { message } of [...this.#current, ...this.#queue]) message.working();
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
