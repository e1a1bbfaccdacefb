import type { ServiceApi } from "@practicum/contracts/operation";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { sql } from "kysely";
import type { Relay } from "./relay.ts";
import type { PracticeRuntime } from "./runtime.ts";

/** So often the broker is asked; whoever loses its connection asks again when it is back. */
const ASK_MS = 30_000;
/** Where no quiet moment is known. */
const UNKNOWN_MS = 7 * 86_400_000;
/** The broker writes its files some time after it acknowledges. */
const BEFORE_FULL_MS = 10 * 60_000;

/**
 * Notices that the event store is another one than last time (a lost disk, a new process with a bus in memory) and
 * publishes again what may have been in it and was not consumed. The outbox is the truth; the store is a way to travel.
 */
export class StoreWatch<Api extends ServiceApi, Schema, Ports> {
  readonly #runtime: PracticeRuntime<Api, Schema, Ports>;
  readonly #relay: Relay<Api, Schema, Ports>;
  readonly #marginMs: number;
  #known: string | undefined;
  #publishedWhenQuiet = -1;
  #fullSince: Instant | undefined;
  #askedMs: number | undefined;

  /** @param marginMs how much earlier than noticed the quiet moment is taken to be, because clocks of processes differ. */
  constructor(runtime: PracticeRuntime<Api, Schema, Ports>, relay: Relay<Api, Schema, Ports>, marginMs: number) {
    this.#runtime = runtime;
    this.#relay = relay;
    this.#marginMs = marginMs;
  }

  /** The next look asks the broker, however short ago it was asked. */
  doubt(): void {
    this.#askedMs = undefined;
  }

  /** Looks once. A bus that is away is looked at again next time. */
  async check(): Promise<void> {
    const { storage, clock } = this.#runtime.service;
    if (storage.state === "full") {
      this.#fullSince ??= clock.now();
      return;
    }
    if (this.#fullSince !== undefined) await this.#publishSince(this.#fullSince);
    const nowMs = performance.now();
    if (this.#askedMs !== undefined && nowMs - this.#askedMs < ASK_MS) return;
    const storeId = await this.#runtime.service.bus.storeId();
    if (storeId !== this.#known) {
      const known = await this.#remember(storeId);
      if (known !== undefined && known.store_id !== storeId) await this.#publishAgain(storeId, known.consumed_until);
      this.#known = storeId;
    }
    await this.#noteQuiet();
    this.#askedMs = nowMs;
  }

  /** The store that was known before; the first one is simply remembered. */
  async #remember(storeId: string): Promise<StateRow | undefined> {
    return this.#runtime.db.transact(async (tx) => {
      const { rows } = await sql<StateRow>`select store_id, consumed_until from relay_state`.execute(tx);
      if (rows.length === 0) {
        await sql`insert into relay_state (store_id) values (${storeId}) on conflict do nothing`.execute(tx);
      }
      return rows[0];
    });
  }

  async #publishAgain(storeId: string, consumedUntil: Instant | null): Promise<void> {
    const { service, practice, db } = this.#runtime;
    const from = consumedUntil ?? addMs(service.clock.now(), -UNKNOWN_MS);
    const count = await db.transact(async (tx) => {
      // Several processes may notice; the one that changes the row publishes.
      const changed = await sql`update relay_state set store_id = ${storeId}
        where store_id is distinct from ${storeId}`.execute(tx);
      if (!changed.numAffectedRows) return 0;
      const again = await sql`update outbox set published_at = null where published_at > ${from}`.execute(tx);
      return Number(again.numAffectedRows ?? 0);
    });
    service.log.warn({ event: "store-changed", service: service.definition.name, practiceId: practice.id, count });
    this.#relay.poll();
  }

  /** A broker whose disk was full may have lost what it had acknowledged; who has it already ignores it. */
  async #publishSince(fullSince: Instant): Promise<void> {
    const { service, practice, db } = this.#runtime;
    const from = addMs(fullSince, -BEFORE_FULL_MS);
    const again = await db.transact((tx) =>
      sql`update outbox set published_at = null where published_at > ${from}`.execute(tx),
    );
    this.#fullSince = undefined;
    const count = Number(again.numAffectedRows ?? 0);
    service.log.warn({ event: "disk-has-room", service: service.definition.name, practiceId: practice.id, count });
    this.#relay.poll();
  }

  /** When every consumer has everything, nothing published before now will have to be published again. */
  async #noteQuiet(): Promise<void> {
    const { service, db } = this.#runtime;
    const { published } = this.#relay;
    if (published === this.#publishedWhenQuiet) return;
    const quiet = addMs(service.clock.now(), -this.#marginMs);
    if (!(await service.bus.drained()) || this.#relay.published !== published) return;
    await db.transact(async (tx) => {
      await sql`update relay_state set consumed_until = ${quiet}`.execute(tx);
    });
    this.#publishedWhenQuiet = published;
  }
}

interface StateRow {
  readonly store_id: string | null;
  readonly consumed_until: Instant | null;
}
