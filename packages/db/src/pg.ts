import { Socket } from "node:net";
import { assert } from "@practicum/kernel/assert";
import pg from "pg";
import { transactionOver, withRetries, type StatementResult } from "./connection.ts";
import type { Db, TransactOptions, Tx } from "./db.ts";
import { DatabaseUnavailable } from "./errors.ts";
import { encodeParameter, parsers } from "./types.ts";

export interface PgOptions {
  /** A connection string with the service's own role. */
  readonly url: string;
  /** The service's schema. Extensions are found in `public`. */
  readonly schema: string;
  /** Acts as this role after connecting, where the login is a member of it. */
  readonly role?: string;
  /**
   * One connection stays open, so that nobody waits for one who comes after a quiet minute. A program that does not close the pool never
   * ends by itself then. Default false.
   */
  readonly keepsOne?: boolean;
  /** Connections at most; default 10. Who finds none free waits up to `acquireTimeoutMs`. */
  readonly poolMax?: number;
  readonly acquireTimeoutMs?: number;
  /** Shown in pg_stat_activity. */
  readonly applicationName?: string;
}

const TIMEOUT_MS = 10_000;
/** A statement that is sent again and again is prepared; more different ones than this are not kept on the server. */
const PREPARED_MAX = 400;
const IDENTIFIER = /^[a-z_][a-z0-9_-]{0,62}$/;

const types = {
  getTypeParser: (oid: number) => parsers.get(oid) ?? String,
};

/** A service's share of a practice's database on PostgreSQL. Connects when the first transaction asks. */
export function openPg<Schema>(options: PgOptions): Db<Schema> {
  assert(IDENTIFIER.test(options.schema), "a schema's name is lower case letters, digits, _ and -");
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolMax ?? 10,
    min: options.keepsOne === true ? 1 : 0,
    connectionTimeoutMillis: options.acquireTimeoutMs ?? TIMEOUT_MS,
    idleTimeoutMillis: 30_000,
    application_name: options.applicationName ?? `practicum ${options.schema}`,
    keepAlive: true,
    // BEGIN and the first statement, several inserts, or the last statement and COMMIT share one trip over the network.
    pipeline: true,
    Client: CorkedClient,
    types,
    options: startupOptions(options),
  });
  // A connection that dies while idle is replaced by the pool; who is using one hears of it from the statement. Without
  // a listener of its own on each connection, one that dies in use would end the process.
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const prepared = new PreparedNames();
  const transactEndingWith = <T, R>(
    work: Work<Schema, T>,
    last: Last<Schema, T, R>,
    transactOptions?: TransactOptions,
  ) => withRetries(() => transactOnce(pool, prepared, work, last, transactOptions));
  return {
    transact: (work, transactOptions) => transactEndingWith(work, async (_, value) => value, transactOptions),
    transactEndingWith,
    close: () => pool.end(),
  };
}

function startupOptions({ schema, role }: PgOptions): string {
  const settings: Record<string, string> = {
    search_path: `"${schema}",public`,
    timezone: "UTC",
    datestyle: "ISO",
    intervalstyle: "iso_8601",
    bytea_output: "hex",
    statement_timeout: String(TIMEOUT_MS),
    idle_in_transaction_session_timeout: String(TIMEOUT_MS * 2),
    ...(role === undefined ? {} : { role }),
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value.replaceAll(/[\\ ]/g, String.raw`\$&`)}`)
    .join(" ");
}

/** A connection whose socket can be told to hold what is written until more has come. */
class CorkedClient extends pg.Client {
  readonly #socket: Socket;

  constructor(config?: pg.ClientConfig) {
    const socket = new Socket();
    super({ ...config, stream: () => socket });
    this.#socket = socket;
  }

  /** By TLS another stands before it, which alone is written to. */
  get socket(): Socket {
    const connection: unknown = Reflect.get(this, "connection");
    const isOpen = typeof connection === "object" && connection !== null && "stream" in connection;
    return isOpen && connection.stream instanceof Socket ? connection.stream : this.#socket;
  }
}

type Work<Schema, T> = (tx: Tx<Schema>) => Promise<T>;
type Last<Schema, T, R> = (tx: Tx<Schema>, value: T) => Promise<R>;

async function transactOnce<Schema, T, R>(
  pool: pg.Pool,
  prepared: PreparedNames,
  work: Work<Schema, T>,
  last: Last<Schema, T, R>,
  { readOnly = false, timeoutMs = TIMEOUT_MS }: TransactOptions = {},
): Promise<R> {
  const client = await pool.connect();
  const session = new Session(client, prepared);
  const watchdog = new Watchdog(timeoutMs, () => session.abandon());
  try {
    // Not awaited: the first statement travels with it. Its failure is that statement's failure too.
    session.begin(readOnly, timeoutMs);
    const tx = transactionOver<Schema>((text, values) => session.run(text, values));
    const value = await watchdog.race(work(tx));
    return await watchdog.race(session.commitWith(() => last(tx, value)));
  } catch (error) {
    await session.rollback();
    throw error;
  } finally {
    watchdog.stop();
    session.release();
  }
}

/** One transaction on one connection. After it ended, a statement that a handler forgot to await is refused. */
class Session {
  readonly #client: pg.PoolClient;
  readonly #socket: Socket | undefined;
  readonly #prepared: PreparedNames;
  #begun: Promise<unknown> = Promise.resolve();
  #corked = false;
  #leaving = false;
  #onSent: (() => void) | undefined;
  #open = false;
  #broken = false;

  constructor(client: pg.PoolClient, prepared: PreparedNames) {
    this.#client = client;
    this.#socket = client instanceof CorkedClient ? client.socket : undefined;
    this.#prepared = prepared;
  }

  begin(readOnly: boolean, timeoutMs: number): void {
    const begin = readOnly ? "begin read only" : "begin";
    const limit = timeoutMs === TIMEOUT_MS ? "" : limits(Math.trunc(timeoutMs));
    this.#open = true;
    this.#cork();
    this.#begun = this.#client.query(begin + limit);
    this.#begun.catch(() => {});
  }

  async run(text: string, values: readonly unknown[]): Promise<StatementResult> {
    assert(this.#open, "a statement was sent after its transaction had ended: is an await missing?");
    const name = this.#prepared.nameOf(text);
    this.#cork();
    const sent = this.#send(text, values.map(toDriver), name);
    sent.catch(() => {});
    if (this.#onSent) this.#onSent();
    else this.#uncorkSoon();
    await this.#begun;
    const result = await sent;
    return { rows: result.rows, affectedRows: CHANGES.has(result.command) ? (result.rowCount ?? 0) : undefined };
  }

  /** As `query({ text, values, name })` of the driver, which would copy that object by its descriptors: a tenth of what a statement costs here. */
  #send(text: string, values: (string | Buffer | null)[], name: string | undefined): Promise<pg.QueryResult> {
    return new Promise((resolve, reject) => {
      const query = new pg.Query(text, values);
      const callback = (error: Error | null, result: pg.QueryResult) => {
        if (error === null) resolve(result);
        else reject(error);
      };
      Object.assign(query, { name, callback });
      this.#client.query(query);
    });
  }

  /** Commits, together with the statement that `last` sends, if it sends one. */
  async commitWith<R>(last: () => Promise<R>): Promise<R> {
    // COMMIT must not go before the statement, and the statement waits for it, so that both leave together.
    this.#cork();
    const sent = new Promise<void>((resolve) => (this.#onSent = resolve));
    const outcome = last();
    await Promise.race([sent, outcome]);
    const committed = this.#sendCommit();
    await this.#begun;
    // The statement's own error tells more than the ROLLBACK that answers COMMIT after it.
    const [result, ended] = await Promise.allSettled([outcome, committed]);
    if (result.status === "rejected") throw result.reason;
    if (ended.status === "rejected") throw ended.reason;
    // PostgreSQL answers COMMIT of a transaction in which a statement failed with ROLLBACK, not with an error.
    assert(ended.value.command === "COMMIT", "a statement failed, its error was caught, and the transaction went on");
    return result.value;
  }

  async rollback(): Promise<void> {
    this.#open = false;
    if (this.#broken) return;
    try {
      const done = this.#client.query("rollback");
      this.#uncork();
      await done;
    } catch {
      this.#broken = true;
    }
  }

  /** Gives the connection up without waiting for what it is doing. The server rolls back. */
  abandon(): void {
    this.#open = false;
    this.#broken = true;
  }

  release(): void {
    this.#uncork();
    this.#client.release(this.#broken);
  }

  #sendCommit(): Promise<pg.QueryResult> {
    this.#open = false;
    const committed = this.#client.query("commit");
    committed.catch(() => {});
    this.#uncork();
    return committed;
  }

  #cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#socket?.cork();
  }

  /**
   * When all that can go on has gone on: what a handler asks at one moment (`Promise.all`) goes in one packet, and the server answers
   * as one.
   */
  #uncorkSoon(): void {
    if (this.#leaving) return;
    this.#leaving = true;
    process.nextTick(() => {
      this.#leaving = false;
      // The statement that travels with COMMIT waits for it.
      if (!this.#onSent) this.#uncork();
    });
  }

  #uncork(): void {
    if (!this.#corked) return;
    this.#corked = false;
    this.#socket?.uncork();
  }
}

function limits(timeoutMs: number): string {
  return `; set local statement_timeout = ${timeoutMs}; set local idle_in_transaction_session_timeout = ${timeoutMs * 2}`;
}

const CHANGES = new Set(["INSERT", "UPDATE", "DELETE", "MERGE"]);

function toDriver(value: unknown): string | Buffer | null {
  const encoded = encodeParameter(value);
  return encoded instanceof Uint8Array ? Buffer.from(encoded.buffer, encoded.byteOffset, encoded.byteLength) : encoded;
}

/** Ends a wait after a time; what it waited for is told to stop. */
class Watchdog {
  readonly #expired: Promise<never>;
  #timer: NodeJS.Timeout | undefined;

  constructor(timeoutMs: number, onExpired: () => void) {
    this.#expired = new Promise((_, reject) => {
      this.#timer = setTimeout(() => {
        onExpired();
        reject(new DatabaseUnavailable(`a transaction took longer than ${timeoutMs} ms`));
      }, timeoutMs);
    });
    this.#expired.catch(() => {});
  }

  race<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#expired]);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}

/** Names for statements seen more than once, so that PostgreSQL parses and plans them once a connection. */
class PreparedNames {
  readonly #names = new Map<string, string>();
  readonly #seenOnce = new Set<string>();

  nameOf(text: string): string | undefined {
    const name = this.#names.get(text);
    if (name !== undefined) return name;
    if (!this.#seenOnce.delete(text)) {
      if (this.#seenOnce.size >= PREPARED_MAX) this.#seenOnce.clear();
      this.#seenOnce.add(text);
      return undefined;
    }
    if (this.#names.size >= PREPARED_MAX) return undefined;
    const made = `p${this.#names.size}`;
    this.#names.set(text, made);
    return made;
  }
}
