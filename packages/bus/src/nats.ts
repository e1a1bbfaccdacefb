import assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import type { JetStreamClient, JetStreamManager } from "@nats-io/jetstream";
import {
  connect,
  ClosedConnectionError,
  DrainingConnectionError,
  headers,
  InvalidArgumentError,
  NoRespondersError,
  RequestError,
  type Msg,
  type MsgHdrs,
  type NatsConnection,
} from "@nats-io/transport-node";
import type { Id } from "@practicum/kernel/brand";
import { err, ok, type Result } from "@practicum/kernel/result";
import type {
  Bus,
  BusFailure,
  ConsumeOptions,
  EventEnvelope,
  JsonValue,
  LiveNote,
  PublishOptions,
  RequestHandler,
  RequestSubject,
  Subscription,
} from "./bus.ts";
import { bundlesOf, messageOf, type EventMessage } from "./event-message.ts";
import { NatsConsumer, SIGNATURE } from "./nats-consumer.ts";
import { Signer, type Keys, type SignedMessage, type Signs } from "./nats-signing.ts";
import { ensureStream, managerOf, PULSE, pulseConfig, STREAM } from "./nats-stream.ts";

export interface NatsOptions {
  readonly url: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  /** By TLS alone, to a server whose certificate is for its name, by this authority or one of the system's (SVC-37). */
  readonly tls?: { readonly caFile?: string | undefined } | undefined;
  /** Replies come to subjects below it; nobody else may listen there. Default `_INBOX_<name>`. */
  readonly inboxPrefix?: string | undefined;
  /** The service's name. */
  readonly name: string;
  /** What this process signs by, and whom it believes. Left out only where the server lets everybody in, in tests. */
  readonly keys?: Keys | undefined;
  /** Told of what the bus mends by itself; never holds a message's content. */
  readonly onProblem?: (problem: string) => void;
}

const PUBLISH_TIMEOUT_MS = 5000;
const PULSE_TIMEOUT_MS = 1000;
const DRAIN_POLL_MS = 20;
/** Each of them carries the hashes of all: 44 characters each. */
const SIGNED_TOGETHER_MAX = 16;

/** Connects, and waits for the server as long as it takes: processes may start in any order. */
export async function connectNats(options: NatsOptions): Promise<Bus> {
  const signer = options.keys && new Signer(options.keys);
  assert(signer !== undefined || options.user === undefined, "who signs in to NATS signs what is sent");
  const connection = await connect({
    servers: options.url,
    ...(options.user === undefined ? {} : { user: options.user, pass: options.password ?? "" }),
    ...(options.tls === undefined ? {} : { tls: natsTls(options.tls) }),
    name: `practicum ${options.name}`,
    inboxPrefix: options.inboxPrefix ?? `_INBOX_${options.name}`,
    maxReconnectAttempts: -1,
    waitOnFirstConnect: true,
    reconnectTimeWait: 250,
    reconnectJitter: 250,
    // A server that restarts may refuse for a moment; a wrong password shows in its log and in our health.
    ignoreAuthErrorAbort: true,
    pingInterval: 10_000,
    maxPingOut: 2,
    noAsyncTraces: true,
  });
  const manager = await managerOf(connection);
  return new NatsBus({
    name: options.name,
    connection,
    manager,
    signer,
    // Where there are users, the operator makes the durables and a service may not.
    makesDurables: options.user === undefined,
    onProblem: options.onProblem ?? (() => {}),
  });
}

/** As the client takes it: that it is there at all has a plain server refused. The file is read at each connection. */
export function natsTls({ caFile }: { readonly caFile?: string | undefined }): { caFile?: string } {
  return caFile === undefined ? {} : { caFile };
}

interface NatsParts {
  readonly name: string;
  readonly connection: NatsConnection;
  readonly manager: JetStreamManager;
  readonly signer: Signer | undefined;
  readonly makesDurables: boolean;
  readonly onProblem: (problem: string) => void;
}

/** The bus over NATS: core request/reply with queue groups, JetStream for events. */
class NatsBus implements Bus {
  readonly #parts: NatsParts;
  readonly #signer: Signer | undefined;
  readonly #connection: NatsConnection;
  readonly #manager: JetStreamManager;
  readonly #jetstream: JetStreamClient;
  readonly #onProblem: (problem: string) => void;
  readonly #consumers = new Set<NatsConsumer>();
  readonly #inFlight = new Set<Promise<void>>();
  readonly #whenBack = new Set<() => void>();
  #connected = true;

  constructor(parts: NatsParts) {
    this.#parts = parts;
    this.#signer = parts.signer;
    this.#connection = parts.connection;
    this.#manager = parts.manager;
    this.#jetstream = parts.manager.jetstream();
    this.#onProblem = parts.onProblem;
    void this.#watch();
  }

  get connected(): boolean {
    return this.#connected && !this.#connection.isClosed();
  }

  async request(
    subject: RequestSubject,
    message: JsonValue,
    { timeoutMs }: { timeoutMs: number },
  ): Promise<Result<JsonValue, BusFailure>> {
    if (!this.connected) return err("closed");
    try {
      const text = JSON.stringify(message);
      const [signed] = this.#sign("requests", [{ subject, text }]);
      const reply = await this.#connection.request(subject, text, { timeout: timeoutMs, ...signed });
      return ok(reply.json<JsonValue>());
    } catch (error) {
      // Too large for the server: no use asking again.
      if (error instanceof InvalidArgumentError) throw error;
      return err(failureOf(error));
    }
  }

  async serve(subject: RequestSubject, handler: RequestHandler): Promise<Subscription> {
    const queue = subject.split(".")[1] ?? subject;
    const subscription = this.#connection.subscribe(subject, {
      queue,
      callback: (error, message) => {
        if (error) this.#onProblem(`${subject}: ${error.name}`);
        else this.#track(this.#respond(subject, message, handler));
      },
    });
    // Until the server has it, a request would find no responder.
    await this.#connection.flush();
    return {
      stop: async () => {
        await subscription.drain();
        await Promise.all(this.#inFlight);
      },
    };
  }

  async publish(events: readonly EventEnvelope[], { asOne = false }: PublishOptions = {}): Promise<void> {
    // The reply to who caused the events is written in this turn: it goes first, since somebody waits for it.
    await setImmediate();
    const messages = asOne ? bundlesOf(events) : events.map(messageOf);
    try {
      await this.#publishAll(messages);
    } catch {
      // The stream may be gone with a lost store; repeated ids are stored once.
      await ensureStream(this.#manager);
      await this.#publishAll(messages);
    }
  }

  async consume(options: ConsumeOptions): Promise<Subscription> {
    const consumer = new NatsConsumer({ ...this.#parts, options });
    await consumer.start();
    this.#consumers.add(consumer);
    return {
      stop: async () => {
        this.#consumers.delete(consumer);
        await consumer.stop();
      },
    };
  }

  broadcast(practiceId: Id<"practice">, note: LiveNote): void {
    if (!this.#connection.isClosed()) this.#connection.publish(`live.${practiceId}`, JSON.stringify(note));
  }

  async listen(handler: (practiceId: Id<"practice">, note: LiveNote) => void): Promise<Subscription> {
    const subscription = this.#connection.subscribe("live.*", {
      callback: (error, message) => {
        const practiceId = message?.subject.slice("live.".length);
        if (!error && practiceId) handler(practiceId, message.json<LiveNote>());
      },
    });
    await this.#connection.flush();
    return { stop: () => subscription.drain() };
  }

  whenBack(handler: () => void): Subscription {
    this.#whenBack.add(handler);
    return {
      stop: async () => {
        this.#whenBack.delete(handler);
      },
    };
  }

  async storeId(): Promise<string> {
    return (await ensureStream(this.#manager)).created;
  }

  async pulse(): Promise<boolean> {
    const subject = `pulse.${this.#parts.name}`;
    try {
      const publish = () => this.#jetstream.publish(subject, "1", { timeout: PULSE_TIMEOUT_MS });
      const { seq } = await publish().catch(async (error: unknown) => {
        if (!this.#parts.makesDurables) throw error;
        await this.#manager.streams.add(pulseConfig);
        return publish();
      });
      const back = await this.#manager.streams.getMessage(PULSE, { last_by_subj: subject });
      // Another process of this service may have come in between: then that one's came back.
      return back !== null && back.seq >= seq;
    } catch {
      return false;
    }
  }

  async drained(): Promise<boolean> {
    for await (const consumer of this.#manager.consumers.list(STREAM)) {
      if (consumer.num_pending > 0 || consumer.num_ack_pending > 0) return false;
    }
    return true;
  }

  async drain(): Promise<void> {
    while (!(await this.drained())) await pause(DRAIN_POLL_MS);
  }

  async close(): Promise<void> {
    if (this.#connection.isClosed()) return;
    await Promise.all([...this.#consumers].map((consumer) => consumer.stop()));
    await Promise.all(this.#inFlight);
    // While reconnecting there is nobody to say goodbye to.
    if (this.connected) await this.#connection.drain();
    else await this.#connection.close();
  }

  async #publishAll(messages: readonly EventMessage[]): Promise<void> {
    const publish = (together: readonly EventMessage[]) => {
      const signed = this.#sign("events", together);
      return together.map(({ id, subject, text }, index) =>
        this.#jetstream.publish(subject, text, { msgID: id, timeout: PUBLISH_TIMEOUT_MS, ...signed[index] }),
      );
    };
    const groups = Array.from({ length: Math.ceil(messages.length / SIGNED_TOGETHER_MAX) }, (_, index) =>
      messages.slice(index * SIGNED_TOGETHER_MAX, (index + 1) * SIGNED_TOGETHER_MAX),
    );
    await Promise.all(groups.flatMap(publish));
  }

  /** What each message carries beside its text: publishing adds to its headers, so each has its own. */
  #sign(what: Signs, messages: readonly SignedMessage[]): readonly { readonly headers?: MsgHdrs }[] {
    const signature = this.#signer?.sign(what, messages);
    return messages.map(() => {
      if (signature === undefined) return {};
      const own = headers();
      own.set(SIGNATURE, signature);
      return { headers: own };
    });
  }

  /**
   * Who asks: the answer has to go to the inbox of who signed, where nobody else may listen. A message that the server sends here by
   * some other way (a consumer's next message with our subject as its reply) has another reply, and no signature of an asker. Where who asks
   * has an account of its own, the server has led the reply there already, and says so by a name of its own.
   */
  #askerOf(subject: string, message: Msg): string | undefined {
    if (!this.#signer) return "gateway";
    const signed = message.headers?.get(SIGNATURE);
    if (!signed || message.subject !== subject) return undefined;
    const signer = this.#signer.signerOf("requests", { subject, text: message.data }, signed);
    const { reply } = message;
    const goesBack = reply?.startsWith(`_INBOX_${signer}.`) === true || reply?.startsWith("_R_.") === true;
    return signer !== undefined && goesBack ? signer : undefined;
  }

  async #respond(subject: string, message: Msg, handler: RequestHandler): Promise<void> {
    const signer = this.#askerOf(subject, message);
    if (signer === undefined) return this.#onProblem(`${subject}: a request that is not signed by who may ask`);
    let reply: string;
    try {
      reply = JSON.stringify(await handler(message.json<JsonValue>(), { signer }));
    } catch (error) {
      // No reply: the requester times out, as if this process had died.
      this.#onProblem(`${subject}: ${error instanceof Error ? error.name : "error"}`);
      return;
    }
    try {
      message.respond(reply);
    } catch {
      // Larger than the server carries. Null is no reply of ours, so the requester takes it for a bug, and at once.
      this.#onProblem(`${subject}: a reply of ${reply.length} characters is too large`);
      message.respond("null");
    }
  }

  #track(work: Promise<void>): void {
    this.#inFlight.add(work);
    void work.finally(() => this.#inFlight.delete(work));
  }

  async #watch(): Promise<void> {
    for await (const status of this.#connection.status()) {
      if (status.type === "disconnect" || status.type === "close") this.#connected = false;
      if (status.type === "reconnect") {
        this.#connected = true;
        for (const handler of this.#whenBack) handler();
      }
      if (status.type === "error") this.#onProblem(`NATS: ${status.error.name}`);
    }
  }
}

function failureOf(error: unknown): BusFailure {
  if (error instanceof NoRespondersError) return "no-responder";
  if (error instanceof RequestError && error.isNoResponders()) return "no-responder";
  if (error instanceof ClosedConnectionError || error instanceof DrainingConnectionError) return "closed";
  return "timeout";
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
