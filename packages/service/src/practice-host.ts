import type { EventEnvelope, Subscription } from "@practicum/bus/bus";
import { fail } from "@practicum/contracts/error";
import type { ServiceApi } from "@practicum/contracts/operation";
import { operations } from "@practicum/contracts/operations";
import type { ReplyEnvelope, RequestEnvelope } from "@practicum/contracts/request";
import type { Db } from "@practicum/db/db";
import { errorLabel } from "@practicum/db/errors";
import { must } from "@practicum/kernel/assert";
import type { Id } from "@practicum/kernel/brand";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { buryEvent, consumeEvent, consumeTogether } from "./consumers.ts";
import type { Practice, PracticeFacts, ServiceDefinition, Worker } from "./define-service.ts";
import { DueTimers } from "./due-timers.ts";
import { operationsOf } from "./operations-handlers.ts";
import type { BoundOperation } from "./bound-operation.ts";
import { observe } from "./observe.ts";
import { answer } from "./pipeline.ts";
import { Relay } from "./relay.ts";
import type { PracticeRuntime, Runtime } from "./runtime.ts";
import { StoreWatch } from "./store-watch.ts";
import { ensureRetention } from "./retention.ts";
import { fireNextTimer, nextTimers, type NextTimers } from "./timers.ts";
import { Turns } from "./turns.ts";
import { runWorker } from "./workers.ts";

/**
 * How often the outbox is looked into for what nobody told of: events that another process committed before it died. What this process commits,
 * what could not be published and what is to be published again is known without looking (SVC-35).
 */
const OUTBOX_NET_MS = 30_000;
/** How often it is seen whether the disk is full; the broker is asked less often. */
const STORE_POLL_MS = 5000;
/** A worker that saw nothing to do runs this often anyway. */
const WORKER_NET_MS = 60_000;
/** A worker of a host that is alone runs so often by the practice's clock, if nothing wakes it. */
const ALONE_WORKER_MS = 60 * 60_000;
const STORE_MARGIN_MS = 10 * 60_000;

/** One service's work for one practice: its requests, events, timers, workers and outbox. */
export class PracticeHost<Api extends ServiceApi, Schema, Ports> {
  readonly practiceId: Id<"practice">;
  readonly relay: Relay<Api, Schema, Ports>;
  readonly #runtime: PracticeRuntime<Api, Schema, Ports>;
  readonly #operations: ReadonlyMap<string, BoundOperation<Api, Schema, Ports>>;
  readonly #relayTurns: Turns;
  readonly #storeTurns: Turns;
  readonly #storeWatch: StoreWatch<Api, Schema, Ports>;
  readonly #timerTurns: Turns;
  readonly #dueTimers: DueTimers;
  readonly #background: boolean;
  readonly #workerTurns = new Map<string, Turns>();
  /** Workers that run at their next turn, whatever they see. */
  readonly #mustRun = new Set<string>();
  #whenBack: Subscription | undefined;
  readonly #stepwise: boolean;
  readonly #alone: boolean;
  /** Of a stepwise host: workers that have something to do. */
  readonly #woken = new Set<string>();
  /** Of a host that is stepwise or alone: when the next timers fire; undefined when the table must be asked. */
  #timers: NextTimers | undefined;
  /** How often a timer was set. */
  #timersSet = 0;
  #published = 0;
  #firstLook: ReturnType<typeof setTimeout> | undefined;
  #timersFired = 0;
  /** Of a host that is alone: when all workers were asked last, by the practice's clock. */
  #workersAt: Instant | undefined;
  /** Transactions of this host that may have left something to do; `settle` asks again only who could find something new. */
  #commits = 0;
  #commitsAtWorkers = -1;
  #commitsAtTimers = -1;

  constructor(
    service: Runtime<Api, Schema, Ports>,
    practice: Practice,
    db: Db<Schema>,
    options: {
      readonly background: boolean;
      readonly lease: boolean;
      readonly stepwise: boolean;
      /** Nobody else writes to this database: what is left to do is known without asking it (SVC-68). */
      readonly alone: boolean;
    },
  ) {
    this.practiceId = practice.id;
    this.#stepwise = options.stepwise;
    this.#alone = options.alone;
    this.#runtime = {
      service,
      practice,
      db,
      committed: ({ events, wakes, timerAt, outboxChanged }) => {
        this.#commits += 1;
        this.relay.committed(events);
        if (outboxChanged) this.readOutbox();
        if (timerAt !== undefined) this.#timerSet(timerAt);
        for (const worker of wakes) this.wake(worker);
      },
    };
    const { background, stepwise, alone } = options;
    this.#background = background && !stepwise;
    this.relay = new Relay(this.#runtime, { stepwise, againByTime: this.#background, marksLate: alone });
    this.#operations = new Map(
      [...bindHandlers(service.definition), ...operationsOf(this.#runtime)].map((bound) => [bound.name, bound]),
    );
    const every = (ms: number) => (background ? ms : undefined);
    this.#relayTurns = new Turns(async () => this.relay.poll(), every(OUTBOX_NET_MS));
    this.#storeWatch = new StoreWatch(this.#runtime, this.relay, background ? STORE_MARGIN_MS : 0);
    this.#storeTurns = new Turns(() => this.#guard("store", () => this.#storeWatch.check()), every(STORE_POLL_MS));
    this.#dueTimers = new DueTimers({
      now: () => service.clock.now(),
      elapsedMs: () => performance.now(),
      ask: async () => (await nextTimers(this.#runtime)).at,
    });
    const timerWait = background ? () => this.#dueTimers.waitMs : undefined;
    this.#timerTurns = new Turns(() => this.#timerTurn(), timerWait);
    for (const [name, worker] of Object.entries(service.definition.workers)) {
      const turn = this.#workerTurn(name, worker, options.lease);
      this.#workerTurns.set(name, new Turns(() => this.#guard(name, turn), every(worker.everyMs)));
    }
  }

  /** Runs where there is something to do, as far as the worker can tell. */
  #workerTurn(name: string, { look }: Worker<Schema, Ports>, lease: boolean): () => Promise<void> {
    const { service } = this.#runtime;
    let ranMs = Number.NEGATIVE_INFINITY;
    return async () => {
      const { practice } = this.#runtime;
      if (!this.#hasRoom || this.#isPaused) return;
      const must = this.#mustRun.delete(name) || performance.now() - ranMs >= WORKER_NET_MS;
      if (!must && look !== undefined && !(await look({ practice, ports: service.ports }))) return;
      // Who runs it elsewhere may have looked before there was something.
      if ((await runWorker(this.#runtime, name, { lease })) !== "ok") this.#mustRun.add(name);
      ranMs = performance.now();
    };
  }

  get #isPaused(): boolean {
    return this.#runtime.practice.paused === true;
  }

  /** From the next unit of work on; what rested is looked at when it goes on. */
  change(facts: PracticeFacts): void {
    const wasPaused = this.#isPaused;
    this.#runtime.practice = { ...this.#runtime.practice, ...facts };
    if (!wasPaused || this.#isPaused || this.#whenBack === undefined) return;
    this.#dueTimers.forget();
    this.#timerTurns.wake();
    for (const worker of this.#workerTurns.keys()) this.wake(worker);
  }

  get #hasRoom(): boolean {
    return this.#runtime.service.storage.state !== "full";
  }

  /** Makes what the host itself needs in its tables. */
  prepare(): Promise<void> {
    return ensureRetention(this.#runtime);
  }

  get operationNames(): string[] {
    return [...this.#operations.keys()];
  }

  async answer(name: string, request: RequestEnvelope): Promise<ReplyEnvelope> {
    const bound = this.#operations.get(name);
    // Who looks after the installation sees how it is all the same.
    if (this.#isPaused && !(name in operations)) return fail("practice-paused");
    return bound ? answer(this.#runtime, bound, request) : fail("not-found");
  }

  /** See {@link observe}. */
  async observe(name: string, input: unknown): Promise<unknown> {
    return observe(this.#runtime, must(this.#operations.get(name), "there is no such operation"), input);
  }

  async consume(name: string, event: EventEnvelope, attempt: number): Promise<void> {
    // Waiting is no failure: an event must not die of a disk that is full for an hour.
    await this.#runtime.service.storage.whenRoom();
    await consumeEvent(this.#runtime, name, event, attempt);
  }

  async consumeTogether(name: string, events: readonly EventEnvelope[]): Promise<void> {
    await this.#runtime.service.storage.whenRoom();
    await consumeTogether(this.#runtime, name, events);
  }

  async bury(name: string, event: EventEnvelope, reason: string): Promise<void> {
    await buryEvent(this.#runtime, name, event, reason);
  }

  /** Begins the turns of timers, workers and outbox, after a while if that is given. */
  start(afterMs: number): void {
    if (afterMs > 0) this.#firstLook = setTimeout(() => this.#begin(), afterMs);
    else this.#begin();
  }

  #begin(): void {
    const { bus } = this.#runtime.service;
    this.#whenBack = bus.whenBack(() => {
      this.#storeWatch.doubt();
      this.#storeTurns.wake();
      this.readOutbox();
    });
    this.#storeTurns.wake();
    this.#relayTurns.wake();
    this.#timerTurns.start();
    for (const turns of this.#workerTurns.values()) turns.start();
  }

  async nextTimerAt(): Promise<Instant | undefined> {
    if (this.#alone) return (await this.nextSteps()).at ?? undefined;
    return (await nextTimers(this.#runtime)).at ?? undefined;
  }

  /** Publishes what waits in the outbox and was not committed through this host. */
  readOutbox(): void {
    if (!this.#stepwise) this.relay.poll();
  }

  #timerSet(timerAt: Instant): void {
    this.#timersSet += 1;
    if (this.#background) {
      this.#dueTimers.set(timerAt);
      if (this.#whenBack) this.#timerTurns.wake();
    }
    if (!this.#timers) return;
    const earlier = (at: Instant | null) => (at === null || timerAt < at ? timerAt : at);
    this.#timers = { at: earlier(this.#timers.at), ofWork: earlier(this.#timers.ofWork) };
  }

  wake(worker: string): void {
    this.#mustRun.add(worker);
    if (this.#stepwise) this.#woken.add(worker);
    else this.#workerTurns.get(worker)?.wake();
  }

  /** Of a host that is stepwise or alone: when the next timers fire, from memory where that is known. */
  async nextSteps(): Promise<NextTimers> {
    while (this.#timers === undefined) {
      const before = this.#timersSet;
      const asked = await nextTimers(this.#runtime);
      // What was set meanwhile may not be in the answer.
      if (before === this.#timersSet) this.#timers = asked;
    }
    return this.#timers;
  }

  /**
   * Of a stepwise host: publishes what was committed, fires what is due, runs the workers that were woken, one after the other.
   * @returns whether there was anything.
   */
  async step(): Promise<boolean> {
    await this.relay.quiet();
    let did = this.relay.published > this.#published;
    this.#published = this.relay.published;
    const { at } = await this.nextSteps();
    if (at !== null && at <= this.#runtime.service.clock.now()) {
      await this.#fireDue();
      this.#timers = undefined;
      did = true;
    }
    for (const [name, turns] of this.#workerTurns) {
      if (!this.#woken.delete(name)) continue;
      this.#mustRun.add(name);
      await turns.now();
      did = true;
    }
    return did;
  }

  /**
   * Fires what is due and publishes what was committed.
   * @param first whether timers are asked for although nothing was committed here, and the outbox is looked into for what a crash, a failure or
   *   another process left there.
   * @returns a number that grows with everything that happened.
   */
  async settleTimers(first: boolean): Promise<number> {
    if (this.#alone) return this.#settleAlone(first);
    if (first || this.#commits !== this.#commitsAtTimers) {
      this.#commitsAtTimers = this.#commits;
      this.#dueTimers.forget();
      await this.#timerTurns.now();
      this.#timers = undefined;
    }
    if (first) this.relay.poll();
    await this.relay.flush();
    return this.#timersFired + this.relay.published;
  }

  /** The same from memory: what this host set, committed and could not publish is all there is. */
  async #settleAlone(first: boolean): Promise<number> {
    const { at } = await this.nextSteps();
    if (at !== null && at <= this.#runtime.service.clock.now()) {
      // The house's own timer prunes what is published and consumed.
      await this.relay.flush();
      await this.#noteQuiet();
      this.#timers = undefined;
      await this.#timerTurns.now();
    }
    if (first && this.relay.leftToTable) this.relay.poll();
    await this.relay.publishAll();
    return this.#timersFired + this.relay.published;
  }

  /** Remembers that everything is consumed now, if it is. */
  async settleStore(): Promise<void> {
    // Once is enough, when it stops: until then nobody could need to know.
    if (this.#alone) return;
    await this.#noteQuiet();
  }

  async #noteQuiet(): Promise<void> {
    this.#storeWatch.doubt();
    await this.#storeTurns.now();
  }

  /** @param first whether they are asked whatever happened: what they look for may lie outside of the database. */
  async settleWorkers(first: boolean): Promise<void> {
    if (this.#alone) return this.#settleWorkersAlone(first);
    if (!first && this.#commits === this.#commitsAtWorkers) return;
    this.#commitsAtWorkers = this.#commits;
    for (const [name, turns] of this.#workerTurns) {
      this.#mustRun.add(name);
      await turns.now();
    }
  }

  /**
   * The same where work for a worker always wakes it: else it is for the worker to look, and for who can't look to be asked now and then, because
   * time has passed.
   */
  async #settleWorkersAlone(first: boolean): Promise<void> {
    const { clock, definition } = this.#runtime.service;
    const now = clock.now();
    const isTime = first && (this.#workersAt === undefined || now >= addMs(this.#workersAt, ALONE_WORKER_MS));
    if (isTime) this.#workersAt = now;
    for (const [name, turns] of this.#workerTurns) {
      if (isTime) this.#mustRun.add(name);
      if (this.#mustRun.has(name) || definition.workers[name]?.look !== undefined) await turns.now();
      else await turns.rest();
    }
  }

  async stop(): Promise<void> {
    clearTimeout(this.#firstLook);
    if (this.#alone) await this.#noteQuiet();
    await this.#whenBack?.stop();
    await this.#storeTurns.stop();
    await this.#relayTurns.stop();
    await this.#timerTurns.stop();
    await Promise.all([...this.#workerTurns.values()].map((turns) => turns.stop()));
    await this.relay.stop();
  }

  async #timerTurn(): Promise<void> {
    if (!this.#background) return this.#fireDue();
    if (!this.#dueTimers.isTime) return;
    // Where firing or asking fails, the table is asked again soon.
    this.#dueTimers.forget();
    await this.#fireDue();
    await this.#guard("timers", () => this.#dueTimers.ask());
  }

  async #fireDue(): Promise<void> {
    await this.#guard("timers", async () => {
      while (this.#hasRoom && !this.#isPaused && (await fireNextTimer(this.#runtime))) this.#timersFired += 1;
    });
  }

  /** A turn that fails because the database is away comes again; it must not end the process. */
  async #guard(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { log, definition } = this.#runtime.service;
      const entry = { service: definition.name, practiceId: this.practiceId, name, error: errorLabel(error) };
      log.warn({ event: "worker-failed", ...entry });
    }
  }
}

function bindHandlers<Api extends ServiceApi, Schema, Ports>(
  definition: ServiceDefinition<Api, Schema, Ports>,
): BoundOperation<Api, Schema, Ports>[] {
  return Object.entries(definition.api).map(([name, operation]) => {
    // `defineService` has checked that each handler fits the operation of its name.
    const handle = definition.handlers[name] as BoundOperation<Api, Schema, Ports>["handle"];
    return { name, operation, handle };
  });
}
