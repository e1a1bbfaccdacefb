import type { PGlite } from "@electric-sql/pglite";
import { answer } from "@practicum/api/answer";
import { callOverBus } from "@practicum/api/call";
import { operations, type OperationEntry } from "@practicum/api/operations";
import type { Bus } from "@practicum/bus/bus";
import { services } from "@practicum/contracts/services";
import { openPglite } from "@practicum/db/pglite";
import { assert, must } from "@practicum/kernel/assert";
import { idsOfCause } from "@practicum/kernel/cause";
import type { Actor } from "@practicum/contracts/actor";
import type { Id } from "@practicum/kernel/brand";
import type { Instant } from "@practicum/kernel/instant";
import type { Permission } from "@practicum/contracts/permission";
import { ok } from "@practicum/kernel/result";
import { actorOf, staff } from "@practicum/seed/practice";
import { Refused } from "@practicum/seed/practice-port";
import { seededId } from "@practicum/seed/seeded-ids";
import { ManualClock } from "@practicum/service/clock";
import type { Practice } from "@practicum/service/define-service";
import { startInProcess, type InProcessHost, type OpenDb } from "@practicum/service/in-process-host";
import { earliest, type NextTimers } from "@practicum/service/timers";
import type { SimulatorState } from "@practicum/simulators/clearinghouse/jobs";
import { ClearinghouseSimulator } from "@practicum/simulators/clearinghouse/simulator";
import { simulatedClearinghouse } from "@practicum/simulators/clearinghouse/simulated-clearinghouse";
import { allModules } from "@practicum/all-services/modules";
import type { Judgement } from "@practicum/curriculum/kit/judge";
import { Play, type Future, type LessonState } from "./play.ts";
import { Colleagues } from "./colleagues/colleagues.ts";
import { NOBODY, nothingYet, type ColleaguesState } from "./colleagues/staffing.ts";
import type { Observe } from "./colleagues/visit-of.ts";
import { digestTables, type TableDigests } from "./digest.ts";
import { kindOf } from "./kind-of.ts";
import { readReply } from "./world-port.ts";
import { endOf, type Asked, type Entry, type InjectedFile } from "./entry.ts";

const DAY_MS = 86_400_000;
/** A request runs alone and at once: only a fault could keep it, and asking again would not help. */
const PATIENCE = { timeoutMs: 600_000, deadlineMs: 600_000 };

/** The practice and its keys live in the same browser, and its people are made up: nothing is kept from anybody here. */
const DRAFT_SECRET = "the drafts of a practice of made-up people";

/** What a world is beside its database. */
export interface WorldState {
  readonly now: Instant;
  readonly payers: SimulatorState;
  /** Files that the clearinghouse has given and the practice has not taken. */
  readonly waiting: readonly InjectedFile[];
  /** Who works beside the person, and what they remember. */
  readonly colleagues?: ColleaguesState;
  /** What is being learned, and what was done for it. */
  readonly lesson?: LessonState | null;
}

export interface WorldOptions {
  readonly pglite: PGlite;
  readonly practice: Practice;
  /** The same seed, the same world. */
  readonly seed: string;
  readonly state: WorldState;
  /** One that fails on purpose; each is asked to handle events only when it is drained. */
  readonly bus?: Bus;
  /** The same of the database. */
  readonly openDb?: OpenDb;
  /** Opens a copy of this world, to look at what will be. Without it a lesson can't look ahead. */
  readonly fork?: (world: World) => Promise<Future>;
}

interface WorldParts {
  readonly clock: ManualClock;
  readonly simulator: ClearinghouseSimulator;
  readonly clearinghouse: ReturnType<typeof simulatedClearinghouse>;
  readonly host: InProcessHost;
}

/**
 * A practice whose whole course follows from its seed and its entries. One reducer serves live work and its repetition:
 * {@link apply} takes entries one at a time, the clock stands still inside each, and nothing happens by itself between them.
 */
export class World {
  readonly #options: WorldOptions;
  readonly #clock: ManualClock;
  readonly #simulator: ClearinghouseSimulator;
  readonly #clearinghouse: ReturnType<typeof simulatedClearinghouse>;
  readonly #host: InProcessHost;
  readonly #colleagues: Colleagues;
  #play: Play | null;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(options: WorldOptions, parts: WorldParts) {
    this.#options = options;
    this.#clock = parts.clock;
    this.#simulator = parts.simulator;
    this.#clearinghouse = parts.clearinghouse;
    this.#host = parts.host;
    this.#play = options.state.lesson ? Play.resumed(options.state.lesson) : null;
    this.#colleagues = new Colleagues(
      {
        observe: this.#observe as Observe,
        practice: { run: (service, operation, input, as) => this.#runFor(service, operation, input, as) as never },
        settle: () => this.#settle(),
      },
      options.seed,
      options.practice.timeZone,
      options.state.colleagues ?? nothingYet,
    );
  }

  static async open(options: WorldOptions): Promise<World> {
    const { pglite, practice, seed, state } = options;
    const clock = new ManualClock(state.now);
    const payers = structuredClone(state.payers);
    const simulator = new ClearinghouseSimulator({ seed, dayMs: DAY_MS, mistakes: true }, payers);
    const clearinghouse = simulatedClearinghouse(simulator, clock, state.waiting);
    const host = await startInProcess({
      modules: allModules({ clearinghouse: () => clearinghouse, draftSecret: DRAFT_SECRET }),
      practices: [practice],
      openDb: options.openDb ?? ((_, service) => openPglite(pglite, { schema: service })),
      ...(options.bus === undefined ? {} : { bus: options.bus }),
      clock,
      seed,
      checkReplies: false,
      stepwise: true,
    });
    const world = new World(options, { clock, simulator, clearinghouse, host });
    await world.#settle();
    return world;
  }

  get bus(): Bus {
    return this.#host.bus;
  }

  get now(): Instant {
    return this.#clock.now();
  }

  get state(): WorldState {
    const payers = structuredClone(this.#simulator.snapshot());
    const lesson = this.#play?.state ?? null;
    const colleagues = this.#colleagues.state;
    return { now: this.now, payers, waiting: this.#clearinghouse.waiting(), lesson, colleagues };
  }

  /**
   * Takes the next entry. What falls due before its moment is done first, in order.
   * @returns the answer as the gateway would have sent it; empty where nobody asked.
   */
  apply(entry: Entry): Promise<string> {
    return this.#inTurn(async () => {
      assert(entry.at >= this.now, "an entry comes after the one before it");
      const reply = await this.#do(entry);
      this.#play?.record(entry, reply, this.now);
      return reply;
    });
  }

  /** What is being learned here; null when nothing is. */
  get play(): Play | null {
    return this.#play;
  }

  /**
   * How far the lesson has come.
   * @param ahead whether it may look at what will be, which copies the world.
   */
  async judge(ahead: boolean): Promise<Judgement> {
    const play = must(this.#play, "nothing is being learned here");
    const { fork } = this.#options;
    return play.judge(this, ahead && fork !== undefined ? () => fork(this) : null);
  }

  async #do(entry: Entry): Promise<string> {
    await this.#passTo(entry.at, "live");
    if (entry.kind !== "jump") this.#colleagues.changed();
    switch (entry.kind) {
      case "command":
      case "read":
        return this.#ask(entry);
      case "inject":
        this.#clearinghouse.put(entry.file);
        this.#host.wake("billing", "exchange");
        await this.#settle();
        return "";
      case "jump":
        await this.#passTo(endOf(entry), "jump");
        return "";
      case "staffing":
        this.#colleagues.staffing = entry.staffing;
        return "";
      case "hint":
        return this.#play?.hint(entry.outcome) ?? "";
      case "hand-in":
        this.#play?.handIn();
        return "";
      case "lesson":
        // A lesson says itself who does what.
        this.#colleagues.staffing = NOBODY;
        this.#play = await Play.begun(entry, {
          now: this.now,
          apply: (inner) => this.#do(inner),
          look: async (asked) => (await this.#answer(asked, "look")).body,
        });
        return "";
    }
  }

  /** Answers what leaves no trace, at the moment it is. */
  look(asked: Asked): Promise<string> {
    assert(kindOf(asked.path) === "look", "what leaves a trace is an entry");
    return this.#inTurn(async () => (await this.#answer(asked, "look")).body);
  }

  /**
   * A query's answer for nobody of the practice, without a trace: for checks and comparisons.
   * @returns null where the query is refused, as for a record that is not there.
   */
  observe(path: string, input: unknown): Promise<unknown> {
    const { service, name } = must(operations.get(path), "there is no such operation");
    return this.#inTurn(() => this.#host.observe(service, this.#options.practice.id, name, input));
  }

  /** Time passes up to this moment, as it would before an entry at it. */
  passTo(at: Instant): Promise<void> {
    return this.#inTurn(() => this.#passTo(at, "live"));
  }

  /** When something of the practice falls due by itself; null when nothing will. The house's own work is done in passing. */
  nextDueAt(): Promise<Instant | null> {
    return this.#inTurn(async () => (await this.#nextDue()).ofWork);
  }

  /** A hash of every table, and of what the payers remember. */
  digest(): Promise<TableDigests> {
    return this.#inTurn(async () => {
      const schemas = Object.keys(services);
      const { payers, waiting } = this.state;
      const outside = JSON.stringify([payers, waiting]);
      return { ...(await digestTables(this.#options.pglite, schemas)), "outside.payers": await this.#hash(outside) };
    });
  }

  /** Nothing is asked while `work` runs: for a copy of the whole. */
  pause<T>(work: (state: WorldState) => Promise<T>): Promise<T> {
    return this.#inTurn(() => work(this.state));
  }

  async stop(): Promise<void> {
    await this.#inTurn(() => this.#host.stop());
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn;
    return turn;
  }

  async #passTo(at: Instant, how: "live" | "jump"): Promise<void> {
    for (;;) {
      const { at: next } = await this.#nextDue();
      const deed = this.#areAtWork(how) ? await this.#colleagues.nextAt(this.now) : null;
      const first = [next, deed].filter((one) => one !== null).toSorted()[0];
      if (first === undefined || first > at) break;
      if (first > this.now) this.#clock.moveTo(first);
      if (next !== null && next <= first) await this.#settle();
      else await this.#colleagues.act(this.now);
    }
    if (at > this.now) this.#clock.moveTo(at);
  }

  #areAtWork(how: "live" | "jump"): boolean {
    const { work } = this.#colleagues.state.staffing;
    return work === "always" || (work === "jumps" && how === "jump");
  }

  async #nextDue(): Promise<NextTimers> {
    const ofPayers = this.#simulator.nextDueAt();
    return earliest([await this.#host.nextSteps(), { at: ofPayers, ofWork: ofPayers }]);
  }

  async #settle(): Promise<void> {
    do {
      if (this.#hasFiles()) this.#host.wake("billing", "exchange");
      await this.#host.step();
    } while (this.#hasFiles());
  }

  #hasFiles(): boolean {
    const next = this.#simulator.nextDueAt();
    return (next !== null && next <= this.now) || this.#simulator.snapshot().ready.length > 0;
  }

  async #ask(asked: Asked & { readonly at: Instant }): Promise<string> {
    const { body, operation } = await this.#answer(asked, `${asked.at}/${asked.commandId ?? asked.path}`);
    // These put work back that was done or given up: the tables know of it, and no memory does.
    if (operation.name.startsWith("opsReplay")) await this.#host.settle();
    this.#host.wake("identity", "anchor-audit-head");
    await this.#settle();
    return body;
  }

  async #answer(asked: Asked, cause: string): Promise<{ readonly body: string; readonly operation: OperationEntry }> {
    const operation = must(operations.get(asked.path), "the page asked for an operation that does not exist");
    const person = must(
      staff.find((one) => one.staffId === asked.staffId),
      "the page acts as nobody of this practice",
    );
    const asker = {
      practiceId: this.#options.practice.id,
      actor: { ...actorOf(person), ...(await this.#ownRights(person.staffId)), ...(asked.as ? { as: asked.as } : {}) },
      traceId: idsOfCause(`${this.#options.seed}/entry/${asked.staffId}/${cause}`, this.now).next(),
    };
    const { body } = await answer(operation, asked.body, {
      caller: ok({ call: callOverBus(this.bus, asker, PATIENCE), changes: nothing }),
      commandIds: [asked.commandId === null ? undefined : (asked.commandId as Id<"command">)],
    });
    return { body, operation };
  }

  /** What roles of the practice's own change of the person's rights, by the records of now (IDN-158). */
  async #ownRights(staffId: string): Promise<{ granted?: Permission[]; withheld?: Permission[] }> {
    const { rows } = await this.#options.pglite.query<{ granted: Permission[]; withheld: Permission[] }>(
      "select granted, withheld from identity.staff where staff_id = $1 and own_roles <> '{}'",
      [staffId],
    );
    const [found] = rows;
    return found === undefined ? {} : { granted: found.granted, withheld: found.withheld };
  }

  #observe = (service: string, query: string, input: unknown): Promise<unknown> =>
    this.#host.observe(service, this.#options.practice.id, query, input);

  /** What a colleague does. Charts that are opened leave their trace; what only helps to decide leaves none. */
  async #runFor(service: string, operation: string, input: unknown, as: Actor): Promise<unknown> {
    assert(as.kind === "staff", "people do the work here");
    const path = `${service}.${operation}`;
    const isCommand = kindOf(path) === "command";
    if (!isCommand && operation !== "getEncounter") {
      const seen = await this.#observe(service, operation, input);
      if (seen === null) throw new Refused(path, "not-found", "");
      return seen;
    }
    const body = JSON.stringify(input);
    const cause = `colleague/${this.now}/${as.staffId}/${path}/${body}`;
    const commandId = isCommand ? seededId<"command">(this.#options.seed, cause) : null;
    const reply = await this.#answer({ staffId: as.staffId, path, body, commandId }, cause);
    return readReply(path, reply.body);
  }

  async #hash(text: string): Promise<string> {
    const { rows } = await this.#options.pglite.query<{ hash: string }>("select md5($1) as hash", [text]);
    return must(rows[0]).hash;
  }
}

/** Nobody listens to a world: whoever asks is told what came of it. */
async function* nothing(): AsyncGenerator<never, void> {}
