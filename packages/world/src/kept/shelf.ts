import type { Instant } from "@practicum/kernel/instant";
import { assert } from "@practicum/kernel/assert";
import { endOf, type Entry } from "../entry.ts";
import { placeOf, type Change, type Chest, type KeptEntry, type KeptWorld } from "./chest.ts";

/** The worlds that are kept, one of which is open. Nothing is thrown away but by {@link remove}. */
export class Shelf {
  readonly #chest: Chest;

  constructor(chest: Chest) {
    this.#chest = chest;
  }

  /** The last opened first. */
  async worlds(): Promise<readonly KeptWorld[]> {
    const worlds = await this.#chest.list("worlds", "");
    return worlds.toSorted((a, b) => (a.openedAt < b.openedAt ? 1 : a.openedAt > b.openedAt ? -1 : 0));
  }

  /** The one that was open last; null where there is none. */
  async current(): Promise<KeptWorld | null> {
    const worldId = await this.#chest.get("about", "current");
    return worldId === undefined ? null : ((await this.#chest.get("worlds", worldId)) ?? null);
  }

  async log(worldId: string): Promise<readonly KeptEntry[]> {
    return this.#chest.list("entries", `${worldId}/`);
  }

  /** Puts a world on the shelf, with its log. */
  async add(world: KeptWorld, log: readonly KeptEntry[]): Promise<void> {
    await this.#chest.write([
      { store: "worlds", key: world.worldId, value: world },
      ...log.map((value, index): Change => ({ store: "entries", key: placeOf(world.worldId, index), value })),
    ]);
  }

  /** It is the one that is opened from now on. */
  async take(world: KeptWorld): Promise<void> {
    await this.#chest.write([
      { store: "worlds", key: world.worldId, value: world },
      { store: "about", key: "current", value: world.worldId },
    ]);
  }

  /** The next entry of a world's log. */
  async append(world: KeptWorld, kept: KeptEntry): Promise<void> {
    await this.#chest.write([
      { store: "entries", key: placeOf(world.worldId, world.entries - 1), value: kept },
      { store: "worlds", key: world.worldId, value: world },
    ]);
  }

  /** How an entry went is known after it was kept. */
  async mark(world: KeptWorld, index: number, kept: KeptEntry): Promise<void> {
    await this.#chest.write([{ store: "entries", key: placeOf(world.worldId, index), value: kept }]);
  }

  /** What is known of a world has changed. */
  async note(world: KeptWorld): Promise<void> {
    await this.#chest.write([{ store: "worlds", key: world.worldId, value: world }]);
  }

  /** Throws a world away, with its log and its moments. */
  async remove(worldId: string): Promise<void> {
    const gone = async (store: "entries" | "moments") =>
      (await this.#chest.keys(store, `${worldId}/`)).map((key): Change => ({ store, key, value: undefined }));
    await this.#chest.write([
      { store: "worlds", key: worldId, value: undefined },
      ...(await gone("entries")),
      ...(await gone("moments")),
    ]);
  }
}

/** A world as it is after one entry more. */
export function withEntry(world: KeptWorld, kept: KeptEntry, at: Instant): KeptWorld {
  const staffId = "staffId" in kept.entry ? kept.entry.staffId : world.staffId;
  const isJump = kept.entry.kind === "jump";
  const steps = world.steps + (isStep(kept.entry) && !(isJump && world.isPassing) ? 1 : 0);
  const isPassing = isStep(kept.entry) ? isJump : world.isPassing;
  return { ...world, entries: world.entries + 1, steps, isPassing, at, staffId };
}

/**
 * The world that goes on from before an entry of another one, which stays as it is.
 *
 * @param at the base's moment, for where nothing is left of the log.
 */
export function turnedOff(
  world: KeptWorld,
  log: readonly KeptEntry[],
  before: number,
  fresh: { readonly worldId: string; readonly openedAt: Instant; readonly at: Instant },
): { readonly world: KeptWorld; readonly log: readonly KeptEntry[] } {
  assert(before >= 0 && before < log.length, "one goes back to before an entry of the log");
  const kept = log.slice(0, before);
  const begun: KeptWorld = { ...world, ...fresh, entries: 0, steps: 0, isPassing: false, staffId: null, trouble: null };
  const counted = kept.reduce((sum, one) => withEntry(sum, one, endOf(one.entry)), begun);
  const from = { worldId: world.worldId, entries: before, steps: counted.steps };
  // Who goes back goes on as who they were.
  return { world: { ...counted, from, staffId: world.staffId }, log: kept };
}

/** Whether it is something that a person did, and not only looked at. */
export function isStep(entry: Entry): boolean {
  return entry.kind !== "read" && entry.kind !== "hint";
}
