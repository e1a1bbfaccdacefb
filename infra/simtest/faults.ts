import type { PGlite } from "@electric-sql/pglite";
import type { EventEnvelope } from "@practicum/bus/bus";
import { MemoryBus } from "@practicum/bus/memory";
import type { Db, Tx } from "@practicum/db/db";
import { openPglite } from "@practicum/db/pglite";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import type { Random } from "@practicum/kernel/ports";
import type { OpenDb } from "@practicum/service/in-process-host";

/** So many steps of a person. */
const ROUNDS_LATE = 4;

/** A bus that may do whatever a bus may do: bring events late, twice, and in another order. It loses none. */
export class FaultyBus extends MemoryBus {
  readonly #random: Random;
  #held: EventEnvelope[] = [];
  /** Come after all else, when a newer version of the same record has overtaken them, or after so many rounds. */
  #overtaken: { readonly event: EventEnvelope; rounds: number }[] = [];
  /** Whether consumers are at work, and no person's command is. */
  isDraining = false;

  constructor(seed: string) {
    super("simulated", { onlyDrained: true });
    this.#random = seededRandom(`${seed}/bus`);
  }

  override async publish(events: readonly EventEnvelope[]): Promise<void> {
    for (const event of this.#shuffled(events)) {
      const chance = this.#random.next();
      if (chance < (isNewVersion(event) ? 0.5 : 0.1)) {
        this.#held.push(event);
        continue;
      }
      await super.publish([event]);
      if (chance > 0.9) await this.#again(event);
    }
  }

  override async drain(): Promise<void> {
    this.isDraining = true;
    try {
      await super.drain();
      while (this.#held.length > 0) {
        const late = this.#shuffled(this.#held);
        this.#held = [];
        const others = late.filter((event) => !isNewVersion(event));
        const slow = late.filter(isNewVersion).map((event) => ({ event, rounds: 0 }));
        this.#overtaken.push(...slow);
        await super.publish(others);
        await super.drain();
      }
      for (const one of this.#overtaken) one.rounds += 1;
      await this.#bring(this.#overtaken.filter(({ rounds }) => rounds > ROUNDS_LATE));
    } finally {
      this.isDraining = false;
    }
  }

  /** Whatever is late comes now. */
  async bringAll(): Promise<void> {
    await this.drain();
    await this.#bring(this.#overtaken);
  }

  async #bring(late: readonly { readonly event: EventEnvelope }[]): Promise<void> {
    if (late.length === 0) return;
    this.#overtaken = this.#overtaken.filter((one) => !late.includes(one));
    await super.publish(late.map(({ event }) => event));
    await super.drain();
  }

  /** Whether something was published that comes with the next step. */
  get isHolding(): boolean {
    return this.#overtaken.length > 0;
  }

  /** As when the window is over in which a store knows what it has. */
  async #again(event: EventEnvelope): Promise<void> {
    this.forgetIds();
    await super.publish([event]);
  }

  #shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items];
    const shuffled: T[] = [];
    while (rest.length > 0) shuffled.push(...rest.splice(randomInt(this.#random, 0, rest.length - 1), 1));
    return shuffled;
  }
}

/** A change of a record that all who need it have: nobody's next step waits for it. */
function isNewVersion({ name, payload }: EventEnvelope): boolean {
  const isCopied = name === "scheduling.patient-changed.v1" || name === "identity.staff-changed.v1";
  return isCopied && Number((payload as { readonly version?: number }).version) > 1;
}

/** A fault of a handler: its transaction is rolled back after all its work. */
class Planted extends Error {
  override readonly name = "Planted";
}

/**
 * A database on which every so many transactions fail at their very end. Reads and a person's commands are spared: a fault there
 * is an answer, "internal", and the script of this simulation expects none.
 */
export function faultyDatabase(pglite: PGlite, seed: string, isSpared: () => boolean): OpenDb {
  const random = seededRandom(`${seed}/database`);
  return <Schema>(_: unknown, service: string): Db<Schema> => {
    const db = openPglite<Schema>(pglite, { schema: service });
    return {
      ...db,
      transactEndingWith: <T, R>(
        work: (tx: Tx<Schema>) => Promise<T>,
        last: (tx: Tx<Schema>, value: T) => Promise<R>,
        options?: Parameters<Db<Schema>["transactEndingWith"]>[2],
      ) =>
        db.transactEndingWith(
          work,
          async (tx, value) => {
            const ended = await last(tx, value);
            if (!isSpared() && random.next() < 0.05) throw new Planted("a planted fault");
            return ended;
          },
          options,
        ),
    };
  };
}

/** A database that tells of each transaction, of reads and of writes. */
export function countedDatabase(pglite: PGlite, told: () => void): OpenDb {
  return <Schema>(_: unknown, service: string): Db<Schema> => {
    const db = openPglite<Schema>(pglite, { schema: service });
    return {
      ...db,
      transact: <T>(work: (tx: Tx<Schema>) => Promise<T>, options?: Parameters<Db<Schema>["transact"]>[1]) => {
        told();
        return db.transact(work, options);
      },
      transactEndingWith: <T, R>(
        work: (tx: Tx<Schema>) => Promise<T>,
        last: (tx: Tx<Schema>, value: T) => Promise<R>,
        options?: Parameters<Db<Schema>["transactEndingWith"]>[2],
      ) => {
        told();
        return db.transactEndingWith(work, last, options);
      },
    };
  };
}
