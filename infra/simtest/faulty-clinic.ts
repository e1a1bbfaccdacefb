import { MemoryBus } from "@practicum/bus/memory";
import { addMs } from "@practicum/kernel/instant";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import type { Entry } from "@practicum/world/entry";
import { openWorld, type Moment, type OpenWorld } from "@practicum/world/open-world";
import { emptyBase, openOn, type RunningWorld } from "./empty-world.ts";
import { FaultyBus, faultyDatabase } from "./faults.ts";
import { Invariants } from "./invariants.ts";
import type { Reducer } from "./recorded-practice.ts";

/**
 * A clinic whose events come late, twice and in another order, whose handlers fail, whose services start anew between any two steps, and
 * whose clock jumps, all by the seed. After each step every invariant must hold.
 */
export class FaultyClinic implements Reducer {
  readonly #seed: string;
  readonly #faults: boolean;
  readonly #random;
  #opened: OpenWorld | undefined;
  #running: RunningWorld | undefined;
  #spared = true;
  #bus: FaultyBus | undefined;
  #invariants: Invariants | undefined;
  steps = 0;

  /** @param faults false leaves the invariants alone. */
  constructor(seed: string, faults: boolean) {
    this.#seed = seed;
    this.#faults = faults;
    this.#random = seededRandom(`${seed}/restarts`);
  }

  /** @param of the seed of the practice's records. @param from a moment of them. */
  async open(of: string, from?: Moment): Promise<void> {
    this.#opened = await openWorld(emptyBase(of), {
      ...(from === undefined ? {} : { from }),
      faults: (pglite) => this.#faultsOf(pglite),
    });
    this.#running = this.#opened;
    this.#invariants = new Invariants(this.#opened.pglite);
  }

  get world() {
    return this.#open.world;
  }

  get now() {
    return this.world.now;
  }

  async apply(entry: Entry): Promise<string> {
    this.steps += 1;
    if (this.#faults && this.#random.next() < 0.03) await this.#startAnew();
    // A clock that jumps by itself, as a machine's does that slept.
    if (entry.kind !== "jump" && this.#faults && this.#random.next() < 0.02)
      await this.world.passTo(addMs(this.now, randomInt(this.#random, 0, 5)));
    const late = entry.at >= this.now ? entry : { ...entry, at: addMs(this.now, 1) };
    // What a person asks is answered; what follows from it may fail and be done again.
    this.#spared = entry.kind !== "jump";
    const reply = await this.world.apply(late);
    if (this.#bus?.isHolding !== true) await this.#check();
    return reply;
  }

  async #check(): Promise<void> {
    const broken = (await this.#invariants?.broken(this.now)) ?? [];
    if (broken.length > 0) throw new Error(broken.join("; "));
  }

  look(asked: Parameters<Reducer["look"]>[0]): Promise<string> {
    return this.world.look(asked);
  }

  /** A copy of it as it is. No event is on its way between two steps. */
  async moment(): Promise<Moment> {
    if (this.#opened === undefined) throw new Error("the clinic is not open");
    await this.#bus?.bringAll();
    const { changes } = await this.#opened.moment();
    return { state: this.world.state, changes };
  }

  async close(): Promise<void> {
    await this.#running?.close();
  }

  get #open(): RunningWorld {
    if (this.#running === undefined) throw new Error("the clinic is not open");
    return this.#running;
  }

  async #startAnew(): Promise<void> {
    this.#spared = true;
    // A broker keeps what it has; this one ends with its process.
    await this.#bus?.bringAll();
    this.#running = await openOn(this.#open, this.#seed, this.#faultsOf(this.#open.pglite));
  }

  #faultsOf(pglite: RunningWorld["pglite"]) {
    if (!this.#faults) return { bus: new MemoryBus("simulated", { onlyDrained: true }) };
    const bus = new FaultyBus(`${this.#seed}/${this.steps}`);
    this.#bus = bus;
    const isSpared = () => this.#spared && !bus.isDraining;
    return { bus, openDb: faultyDatabase(pglite, `${this.#seed}/${this.steps}`, isSpared) };
  }
}
