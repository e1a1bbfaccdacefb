import type { PGlite } from "@electric-sql/pglite";
import type { EventEnvelope } from "@practicum/bus/bus";
import { MemoryBus } from "@practicum/bus/memory";
import type { Db, Tx } from "@practicum/db/db";
import { openPglite } from "@practicum/db/pglite";
import { randomInt, seededRandom } from "@practicum/kernel/random";
import type { Random } from "@practicum/kernel/ports";
import type { OpenDb } from "@practicum/service/in-process-host";

/** A bus that may do whatever a bus may do: bring events late, twice, and in another order. It loses none. */
export class FaultyBus extends MemoryBus {
  readonly #random: Random;
  #held: EventEnvelope[] = [];

  constructor(seed: string) {
    super("simulated", { onlyDrained: true });
    this.#random = seededRandom(`${seed}/bus`);
  }

  override async publish(events: readonly EventEnvelope[]): Promise<void> {
    for (const event of this.#shuffled(events)) {
      const chance = this.#random.next();
      if (chance < 0.1) {
        this.#held.push(event);
        continue;
      }
      await super.publish([event]);
      if (chance > 0.9) await this.#again(event);
    }
  }

  override async drain(): Promise<void> {
    await super.drain();
    while (this.#held.length > 0) {
      const late = this.#shuffled(this.#held);
      this.#held = [];
      await super.publish(late);
      await super.drain();
    }
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
