import { jetstreamManager, type JetStreamManager } from "@nats-io/jetstream";
import { connect, type NatsConnection } from "@nats-io/transport-node";
import type { NatsLogin } from "./broker.ts";

const LOOK_MS = 5000;
const TIMEOUT_MS = 3000;
/** In a row, before it is started again. */
const FAILURES_MAX = 3;
/** Time for a start to show that it helped. */
const REST_MS = 60_000;

export interface BrokerWatchOptions {
  readonly login: NatsLogin;
  /** A full disk is not mended by a start. */
  readonly diskIsFull: () => boolean;
  readonly restart: () => Promise<void>;
  readonly say: (message: string) => void;
}

/**
 * A NATS server whose disk was full turns JetStream off and leaves it off: it answers requests, and no event is published
 * for ever. This one looks, and starts our own server again, which reads its store and goes on.
 */
export class BrokerWatch {
  readonly #options: BrokerWatchOptions;
  readonly #timer: NodeJS.Timeout;
  #connection: NatsConnection | undefined;
  #manager: JetStreamManager | undefined;
  #failures = 0;
  #restUntilMs = 0;
  #looking = false;

  constructor(options: BrokerWatchOptions) {
    this.#options = options;
    this.#timer = setInterval(() => void this.#look(), LOOK_MS);
    this.#timer.unref();
  }

  /** Starts the server again whatever it says: after a full disk nobody knows what it could not write. */
  async restart(): Promise<void> {
    this.#failures = 0;
    this.#restUntilMs = performance.now() + REST_MS;
    await this.#options.restart();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#connection?.close();
  }

  async #look(): Promise<void> {
    if (this.#looking || this.#options.diskIsFull()) return;
    this.#looking = true;
    try {
      this.#failures = (await this.#hasJetStream()) ? 0 : this.#failures + 1;
      if (this.#failures < FAILURES_MAX || performance.now() < this.#restUntilMs) return;
      this.#options.say("NATS answers, and its JetStream is off: starting NATS again, so that events go on.");
      await this.restart();
    } finally {
      this.#looking = false;
    }
  }

  /** A server that is away is its supervisor's to start. */
  async #hasJetStream(): Promise<boolean> {
    try {
      this.#connection ??= await this.#connect();
      this.#manager ??= await jetstreamManager(this.#connection, { checkAPI: false, timeout: TIMEOUT_MS });
    } catch {
      return true;
    }
    try {
      await this.#manager.getAccountInfo();
      return true;
    } catch {
      return false;
    }
  }

  #connect(): Promise<NatsConnection> {
    const { url, user, password, inboxPrefix } = this.#options.login;
    return connect({
      servers: url,
      ...(user === undefined ? {} : { user, pass: password ?? "" }),
      inboxPrefix,
      name: "practicum launcher",
      timeout: TIMEOUT_MS,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 1000,
    });
  }
}
