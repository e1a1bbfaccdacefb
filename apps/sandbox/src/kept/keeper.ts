import type { Moment } from "@practicum/world/open-world";
import { memoryChest, type Chest, type KeptEntry, type KeptWorld } from "@practicum/world/kept/chest";
import { Moments } from "@practicum/world/kept/moments";
import { Shelf } from "@practicum/world/kept/shelf";
import { NotKept, openIdbChest } from "./idb-chest.ts";

export interface KeeperListener {
  /** What became of keeping, in words for the trainee. */
  (text: string): void;
}

const FULL =
  "This browser has no room to keep more: what you do from now on ends with this tab. Save your practice as a file, free some disk space, then reload. Your other practices are kept and come back then.";
const GONE =
  "This browser no longer keeps this page's practices: its data was deleted, or another tab has taken a newer version. What you do from now on ends with this tab: save your practice as a file (Practices), then reload.";

/** Keeps the worlds of this browser. Where it has no room or no will, they live in memory, and the trainee is told. */
export class Keeper {
  readonly #build: string;
  readonly #told: KeeperListener;
  #chest: Chest;
  shelf: Shelf;
  moments: Moments;
  /** The browser has thrown away what it kept, or lets this tab no longer at it. */
  #isGone = false;
  /** Whether a later visit finds what is kept. */
  lasts: boolean;

  private constructor(chest: Chest, lasts: boolean, build: string, told: KeeperListener) {
    this.#build = build;
    this.#told = told;
    this.#chest = chest;
    this.shelf = new Shelf(chest);
    this.moments = new Moments(chest, build);
    this.lasts = lasts;
  }

  static async open(build: string, told: KeeperListener): Promise<Keeper> {
    let keeper: Keeper | undefined;
    try {
      const chest = await openIdbChest(() => {
        if (keeper?.lasts === true) keeper.#isGone = true;
      });
      keeper = new Keeper(chest, true, build, told);
      // What can't be read is found out before anything is put beside it.
      await keeper.shelf.current();
      await keeper.shelf.worlds();
      return keeper;
    } catch (error) {
      told(
        error instanceof NotKept
          ? error.message
          : "What this browser kept for this page can't be read: its storage is damaged. Nothing of it was changed. Close all windows of the browser and open it again; if it stays so, delete this site's data in the browser's settings. Until then, what you do here ends with this tab: save it as a file before you close it.",
      );
      return new Keeper(memoryChest(), false, build, told);
    }
  }

  /**
   * Writes to the shelf. A full disk costs the moments first, which only spare time; then nothing more is kept, and it is said.
   *
   * @param now the open world and its log, to go on with in memory.
   */
  async write(
    work: (shelf: Shelf) => Promise<void>,
    now: { readonly world: KeptWorld; readonly log: readonly KeptEntry[] },
  ): Promise<void> {
    try {
      await work(this.shelf);
    } catch {
      if (!this.lasts) return;
      if (!this.#isGone && (await this.#afterMakingRoom(work))) return;
      // Writes that failed together: the first one has gone on in memory, with all of it.
      if (!this.lasts) return;
      this.lasts = false;
      this.#told(this.#isGone ? GONE : FULL);
      this.#chest = memoryChest();
      this.shelf = new Shelf(this.#chest);
      this.moments = new Moments(this.#chest, this.#build);
      await this.shelf.add(now.world, now.log);
      await this.shelf.take(now.world);
    }
  }

  /** A moment that finds no room is none: the log leads to the same world. */
  async keepMoment(worldId: string, entries: number, moment: Moment): Promise<void> {
    await this.moments.keep(worldId, entries, moment).catch(() => undefined);
  }

  async #afterMakingRoom(work: (shelf: Shelf) => Promise<void>): Promise<boolean> {
    try {
      await this.moments.forget();
      await work(this.shelf);
      return true;
    } catch {
      return false;
    }
  }
}
