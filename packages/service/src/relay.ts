import type { EventEnvelope } from "@practicum/bus/bus";
import type { ServiceApi } from "@practicum/contracts/operation";
import { errorLabel } from "@practicum/db/errors";
import { assert } from "@practicum/kernel/assert";
import { sql } from "kysely";
import type { PracticeRuntime, StoredEvent } from "./runtime.ts";

const BATCH = 200;
/** Published events are marked together after this long: a mark for each would cost as much as the commands themselves. */
const MARK_AFTER_MS = 100;
/**
 * Accesses are for the audit trail, and no screen waits for them: those of this long go together, so that identity enters
 * them in one transaction. They are durable with their own transaction all the while.
 */
const ACCESSES_AFTER_MS = 100;
const ACCESSES_TOGETHER = 50;
/**
 * What is committed while nothing else goes is published at once. Where one commit follows the other, their events go together, this often:
 * a publish, its signature and the transactions of those who listen then cost once for all of them, and nobody feels so short a wait.
 */
const PUBLISH_EVERY_MS = 50;
/** The bus gets its time to store a batch while the rows are held. */
const PUBLISH_TIMEOUT_MS = 30_000;
/** What could not be published is tried again after this long. */
const AGAIN_MS = 1000;
/** Beyond this the events of fresh commits are left to the table, so that a bus that is away costs no memory. */
const WAITING_MAX = 2000;

export interface RelayOptions {
  /** Nothing goes by time: {@link Relay.quiet} publishes, {@link Relay.flush} marks. */
  readonly stepwise: boolean;
  /** What failed is tried again by itself. */
  readonly againByTime: boolean;
  /** Published events are marked when {@link Relay.flush} says so, or when they are many: nobody else reads the table. */
  readonly marksLate: boolean;
}

/**
 * Brings committed events from the outbox to the bus, then tells the screens. Events of this process's own commits are
 * published from memory at once; the table is read for what a crash, a lost connection or another process left behind.
 * Publishing twice is harmless: the bus and every consumer's inbox know the id.
 */
export class Relay<Api extends ServiceApi, Schema, Ports> {
  readonly #runtime: PracticeRuntime<Api, Schema, Ports>;
  readonly #options: RelayOptions;
  #waiting: StoredEvent[] = [];
  /** Accesses whose time has not come. */
  #accesses: StoredEvent[] = [];
  #accessTimer: ReturnType<typeof setTimeout> | undefined;
  /** Sequences of events that are published and not marked yet. */
  #unmarked: number[] = [];
  #markTimer: ReturnType<typeof setTimeout> | undefined;
  #marking: Promise<void> | undefined;
  #mustRead = true;
  #leftToTable = false;
  #againTimer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;
  /** When events were published last, by the clock that only runs. */
  #publishedMs = -Infinity;
  #pauseTimer: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;
  /** Events published since the beginning; `settle` watches it. */
  published = 0;

  constructor(runtime: PracticeRuntime<Api, Schema, Ports>, options: RelayOptions) {
    this.#runtime = runtime;
    this.#options = options;
  }

  /** Publishes events that were just committed. */
  committed(events: readonly StoredEvent[]): void {
    if (this.#stopped) return;
    const others = events.filter(({ envelope }) => !isAccess(envelope));
    if (others.length > 0) this.#take(others);
    if (others.length === events.length) return;
    this.#accesses.push(...events.filter(({ envelope }) => isAccess(envelope)));
    if (this.#accesses.length >= ACCESSES_TOGETHER) this.#takeAccesses();
    else if (!this.#options.stepwise) this.#accessTimer ??= setTimeout(() => this.#takeAccesses(), ACCESSES_AFTER_MS);
  }

  #takeAccesses(): void {
    clearTimeout(this.#accessTimer);
    this.#accessTimer = undefined;
    const accesses = this.#accesses;
    this.#accesses = [];
    if (accesses.length > 0 && !this.#stopped) this.#take(accesses);
  }

  #take(events: readonly StoredEvent[]): void {
    if (this.#waiting.length + events.length > WAITING_MAX) this.#mustRead = true;
    else this.#waiting.push(...events);
    this.#soon();
  }

  /** At once, or when the pause since the last publish is over. */
  #soon(): void {
    const pauseMs =
      this.#options.stepwise || this.#mustRead ? 0 : this.#publishedMs + PUBLISH_EVERY_MS - performance.now();
    if (pauseMs <= 0) return this.#start();
    this.#pauseTimer ??= setTimeout(() => this.#start(), pauseMs);
  }

  /** Looks into the table for what is not published. */
  poll(): void {
    this.#mustRead = true;
    this.#start();
  }

  /** Resolves when what this process committed so far is published, or publishing failed. */
  async quiet(): Promise<void> {
    if (this.#options.stepwise) this.#takeAccesses();
    do {
      if (this.#waiting.length > 0) this.#start();
      while (this.#running) await this.#running;
    } while (this.#waiting.length > 0 && !this.#stopped);
  }

  /** Whether events that this process committed wait in the table, because publishing failed. */
  get leftToTable(): boolean {
    return this.#leftToTable;
  }

  /** The same for accesses, too, whose time has not come. */
  async publishAll(): Promise<void> {
    this.#takeAccesses();
    await this.quiet();
  }

  /** Resolves when what this process committed so far is published and marked, or publishing failed. */
  async flush(): Promise<void> {
    await this.publishAll();
    await this.#mark();
  }

  async stop(): Promise<void> {
    this.#takeAccesses();
    await this.quiet();
    this.#stopped = true;
    clearTimeout(this.#pauseTimer);
    clearTimeout(this.#markTimer);
    clearTimeout(this.#againTimer);
    while (this.#running) await this.#running;
    await this.#markOrLater();
  }

  #start(): void {
    clearTimeout(this.#pauseTimer);
    this.#pauseTimer = undefined;
    if (this.#running || this.#stopped) return;
    this.#running = this.#run().finally(() => {
      this.#running = undefined;
      // What came meanwhile.
      if (this.#waiting.length > 0 || this.#mustRead) this.#soon();
    });
  }

  async #run(): Promise<void> {
    if (this.#runtime.service.storage.state === "full") {
      // The outbox keeps what little there is; the broker's disk is mostly the same one.
      this.#leaveToTable();
      return;
    }
    try {
      assert(this.#runtime.service.bus.connected, "the bus is away");
      while (this.#waiting.length > 0 || this.#mustRead) {
        if (this.#waiting.length > 0) {
          await this.#publishWaiting();
          // What was committed while these were on their way waits for its pause, unless it is a burst.
          if (!this.#options.stepwise && !this.#mustRead && this.#waiting.length < BATCH) return;
        } else {
          this.#mustRead = false;
          this.#leftToTable = false;
          await this.#mark();
          // A full batch means that more may be there.
          if ((await this.#publishStored()) === BATCH) this.#mustRead = true;
        }
      }
    } catch (error) {
      this.#leaveToTable();
      this.#runtime.service.log.warn({
        event: "relay-failed",
        service: this.#runtime.service.definition.name,
        practiceId: this.#runtime.practice.id,
        error: errorLabel(error),
      });
    }
  }

  /** The rows are still unpublished: the next look into the table finds them. */
  #leaveToTable(): void {
    this.#waiting = [];
    this.#mustRead = false;
    this.#leftToTable = true;
    this.#later();
  }

  #later(): void {
    if (this.#options.againByTime && !this.#stopped) this.#againTimer ??= setTimeout(() => this.#again(), AGAIN_MS);
  }

  #again(): void {
    this.#againTimer = undefined;
    this.poll();
  }

  async #publishWaiting(): Promise<void> {
    const batch = this.#waiting.slice(0, BATCH);
    this.#waiting = this.#waiting.slice(batch.length);
    this.#publishedMs = performance.now();
    await this.#publish(batch.map((event) => event.envelope));
    for (const event of batch) this.#unmarked.push(event.sequence);
    if (this.#unmarked.length >= WAITING_MAX) await this.#mark();
    else if (!this.#options.stepwise && !this.#options.marksLate)
      this.#markTimer ??= setTimeout(() => void this.#markOrLater(), MARK_AFTER_MS);
  }

  async #publishStored(): Promise<number> {
    const { db, service } = this.#runtime;
    return db.transact(
      async (tx) => {
        // limit: the rest goes with the next batch.
        const { rows } = await sql<{ sequence: number; envelope: EventEnvelope }>`select sequence, envelope from outbox
          where published_at is null order by sequence limit ${BATCH} for update skip locked`.execute(tx);
        if (rows.length === 0) return 0;
        await this.#publish(rows.map((row) => row.envelope));
        const sequences = rows.map((row) => row.sequence);
        await sql`update outbox set published_at = ${service.clock.now()}
          where sequence = any(${sequences}::bigint[])`.execute(tx);
        return rows.length;
      },
      { timeoutMs: PUBLISH_TIMEOUT_MS },
    );
  }

  async #publish(events: readonly EventEnvelope[]): Promise<void> {
    const { bus, metrics } = this.#runtime.service;
    const started = performance.now();
    const accesses = events.filter(isAccess);
    const others = events.filter((event) => !isAccess(event));
    await Promise.all([
      others.length > 0 ? bus.publish(others) : undefined,
      accesses.length > 0 ? bus.publish(accesses, { asOne: true }) : undefined,
    ]);
    metrics.record("relay", "publish", "ok", performance.now() - started);
    this.published += events.length;
    for (const { practiceId, name, keys, hearing } of others)
      bus.broadcast(practiceId, { name, keys, ...(hearing === undefined ? {} : { hearing }) });
  }

  /** What can't be marked now is published again by whoever looks into the table next, to no effect. */
  async #markOrLater(): Promise<void> {
    await this.#mark().catch(() => this.#later());
  }

  async #mark(): Promise<void> {
    while (this.#marking) await this.#marking.catch(() => {});
    this.#marking = this.#markPublished().finally(() => (this.#marking = undefined));
    await this.#marking;
  }

  async #markPublished(): Promise<void> {
    clearTimeout(this.#markTimer);
    this.#markTimer = undefined;
    const sequences = this.#unmarked;
    if (sequences.length === 0) return;
    this.#unmarked = [];
    const { db, service } = this.#runtime;
    await db.transact(async (tx) => {
      // Losing this mark in a crash only means publishing again, so the commit need not wait for the disk.
      await sql`set local synchronous_commit to off`.execute(tx);
      await sql`update outbox set published_at = ${service.clock.now()}
        where sequence = any(${sequences}::bigint[])`.execute(tx);
    });
  }
}

function isAccess({ name }: EventEnvelope): boolean {
  return name.endsWith(".access-recorded.v1");
}
