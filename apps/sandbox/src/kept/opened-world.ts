import { endOf, type Entry } from "@practicum/world/entry";
import type { KeptEntry, KeptWorld } from "@practicum/world/kept/chest";
import { howItWent } from "@practicum/world/kept/open-kept";
import { withEntry } from "@practicum/world/kept/shelf";
import type { OpenWorld } from "@practicum/world/open-world";
import type { Keeper } from "./keeper.ts";

/** What would have to be done again at the next visit: a moment is kept when it would take longer than this, or be more than that. */
const REPEAT_MS_MAX = 1000;
const REPEAT_ENTRIES_MAX = 25;
/** The trainee reads or thinks: a moment is kept then, and holds no click. */
const IDLE_MS = 1500;

/** A world that is open, with its log, kept as it grows. */
export class OpenedWorld {
  readonly open: OpenWorld;
  readonly #keeper: Keeper;
  #about: KeptWorld;
  #log: KeptEntry[];
  /** Entries that the last kept moment has. */
  #spared: number;
  #repeatMs = 0;
  #idle: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(open: OpenWorld, about: KeptWorld, log: readonly KeptEntry[], spared: number, keeper: Keeper) {
    this.open = open;
    this.#about = about;
    this.#log = [...log];
    this.#spared = spared;
    this.#keeper = keeper;
  }

  get about(): KeptWorld {
    return this.#about;
  }

  set about(about: KeptWorld) {
    this.#about = about;
  }

  get log(): readonly KeptEntry[] {
    return this.#log;
  }

  /** Does the next entry. It is kept before it is done: a tab that is closed now does it again at the next visit. */
  async apply(entry: Entry): Promise<string> {
    const index = this.#log.length;
    const kept: KeptEntry = { entry };
    this.#log.push(kept);
    this.#about = withEntry(this.#about, kept, endOf(entry));
    const about = this.#about;
    clearTimeout(this.#idle);
    const keeping = this.#write((shelf) => shelf.append(about, kept));
    const started = performance.now();
    try {
      const reply = await this.open.world.apply(entry);
      await this.#noteHow(index, howItWent(entry, reply), keeping);
      return reply;
    } catch (error) {
      await this.#noteHow(index, { entry, how: "failed" }, keeping);
      throw error;
    } finally {
      this.#repeatMs += performance.now() - started;
      this.#whenIdle();
    }
  }

  /** Keeps this moment, where anything was done since the last one. */
  async keepMoment(): Promise<void> {
    const entries = this.#log.length;
    if (entries === this.#spared || this.#isClosed) return;
    this.#spared = entries;
    this.#repeatMs = 0;
    // Its turn comes after these entries, and before any other.
    const moment = await this.open.moment();
    await this.#keeper.keepMoment(this.#about.worldId, entries, moment);
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.keepMoment();
    this.#isClosed = true;
    await this.open.close();
  }

  async #noteHow(index: number, kept: KeptEntry, keeping: Promise<void>): Promise<void> {
    this.#log[index] = kept;
    await keeping;
    const about = this.#about;
    if (kept.how !== undefined) await this.#write((shelf) => shelf.mark(about, index, kept));
  }

  #write(work: Parameters<Keeper["write"]>[0]): Promise<void> {
    return this.#keeper.write(work, { world: this.#about, log: this.#log });
  }

  #whenIdle(): void {
    clearTimeout(this.#idle);
    if (this.#repeatMs < REPEAT_MS_MAX && this.#log.length - this.#spared < REPEAT_ENTRIES_MAX) return;
    this.#idle = setTimeout(() => void this.keepMoment().catch(() => {}), IDLE_MS);
  }
}
