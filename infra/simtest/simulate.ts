import { addMs } from "@practicum/kernel/instant";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import { seedPractice } from "@practicum/seed/run-seed";
import { MemoryBus } from "@practicum/bus/memory";
import type { Entry } from "@practicum/world/entry";
import { openEmptyWorld, openOn, start, type RunningWorld } from "./empty-world.ts";
import { FaultyBus, faultyDatabase } from "./faults.ts";
import { brokenInvariants } from "./invariants.ts";
import { recordedPractice, type Reducer } from "./recorded-practice.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** A simulation that found something: the seed and the step lead there again. */
export class SimulationFailed extends Error {
  override readonly name = "SimulationFailed";
}

/**
 * A small clinic from its founding to its payers' answers, by the seed: its people make mistakes, events come late, twice and
 * in another order, handlers fail, the services start anew between any two steps, the clock jumps.
 *
 * @returns how many steps there were; the invariants held after each.
 * @throws {@link SimulationFailed}
 */
export async function simulate(seed: string, faults = true): Promise<number> {
  const clinic = new FaultyClinic(seed, faults);
  try {
    const practice = recordedPractice(clinic, seed, true);
    const size = { patients: 4, weeks: 0, pastVisitsPerProvider: 1, comingVisitsPerProvider: 0 };
    const now = addMs(start, 12 * HOUR_MS);
    await clinic.open();
    await seedPractice(practice, { ...size, now, seed, progress: () => {} });
    await practice.advanceTo(addMs(now, 8 * DAY_MS));
    return clinic.steps;
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    throw new SimulationFailed(`seed ${seed}, step ${clinic.steps}: ${what}`, { cause: error });
  } finally {
    await clinic.close();
  }
}

class FaultyClinic implements Reducer {
  readonly #seed: string;
  readonly #faults: boolean;
  readonly #random;
  #open: RunningWorld | undefined;
  #spared = true;
  steps = 0;

  constructor(seed: string, faults: boolean) {
    this.#seed = seed;
    this.#faults = faults;
    this.#random = seededRandom(`${seed}/restarts`);
  }

  async open(): Promise<void> {
    this.#open = await openEmptyWorld(this.#seed, [], (pglite) => this.#faultsOf(pglite));
  }

  get #world() {
    if (this.#open === undefined) throw new Error("the clinic is not open");
    return this.#open;
  }

  get now() {
    return this.#world.world.now;
  }

  async apply(entry: Entry): Promise<string> {
    this.steps += 1;
    if (this.#faults && this.#random.next() < 0.03) await this.#startAnew();
    // A clock that jumps by itself, as a machine's does that slept.
    if (entry.kind !== "jump" && this.#faults && this.#random.next() < 0.02)
      await this.#world.world.passTo(addMs(this.now, randomInt(this.#random, 0, 5)));
    const late = entry.at >= this.now ? entry : { ...entry, at: addMs(this.now, 1) };
    // What a person asks is answered; what follows from it may fail and be done again.
    this.#spared = entry.kind !== "jump";
    const reply = await this.#world.world.apply(late);
    const broken = await brokenInvariants(this.#world.pglite);
    if (broken.length > 0) throw new Error(broken.join("; "));
    return reply;
  }

  look(asked: Parameters<Reducer["look"]>[0]): Promise<string> {
    return this.#world.world.look(asked);
  }

  async close(): Promise<void> {
    await this.#open?.close();
  }

  async #startAnew(): Promise<void> {
    this.#spared = true;
    this.#open = await openOn(this.#world, this.#seed, this.#faultsOf(this.#world.pglite));
  }

  #faultsOf(pglite: RunningWorld["pglite"]) {
    if (!this.#faults) return { bus: new MemoryBus("simulated", { onlyDrained: true }) };
    return {
      bus: new FaultyBus(`${this.#seed}/${this.steps}`),
      openDb: faultyDatabase(pglite, `${this.#seed}/${this.steps}`, () => this.#spared),
    };
  }
}
