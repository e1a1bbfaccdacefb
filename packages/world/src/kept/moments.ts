import { blockNames, fromBlocks, toBlocks } from "../file-blocks.ts";
import type { Moment } from "../open-world.ts";
import type { KeptMoment } from "../reopen.ts";
import { placeOf, type Change, type Chest, type MomentRecord } from "./chest.ts";

/** The moments of the worlds that are kept, in blocks that they share. They only spare time: a log leads to the same world without them. */
export class Moments {
  readonly #chest: Chest;
  readonly #build: string;

  /** @param build of this program: its base is what a moment's files differ from. */
  constructor(chest: Chest, build: string) {
    this.#chest = chest;
    this.#build = build;
  }

  /** Those of a world that this build can begin from, earliest first. */
  async of(worldId: string): Promise<readonly KeptMoment[]> {
    const records = await this.#chest.list("moments", `${worldId}/`);
    return records
      .filter(({ build }) => build === this.#build)
      .map((record) => ({ entries: record.entries, load: () => this.#load(record) }));
  }

  /**
   * Keeps a moment of a world, and lets those go that a later one makes dispensable.
   *
   * @returns how many bytes were new.
   */
  async keep(worldId: string, entries: number, { state, changes }: Moment): Promise<number> {
    const { list, blocks } = toBlocks(changes);
    const known = new Set(await this.#chest.keys("blocks", ""));
    const added = [...blocks].filter(([name]) => !known.has(name));
    const record: MomentRecord = { entries, build: this.#build, state, list };
    await this.#chest.write([
      ...added.map(([key, value]): Change => ({ store: "blocks", key, value })),
      { store: "moments", key: placeOf(worldId, entries), value: record },
    ]);
    await this.#prune(worldId);
    return added.reduce((bytes, [, block]) => bytes + block.length, 0);
  }

  /** A world that was turned off from another begins with its moments up to there. */
  async copy(from: string, to: string, upTo: number): Promise<void> {
    const records = await this.#chest.list("moments", `${from}/`);
    await this.#chest.write(
      records
        .filter(({ entries }) => entries <= upTo)
        .map((value): Change => ({ store: "moments", key: placeOf(to, value.entries), value })),
    );
  }

  /** Makes room: every moment goes, and no world. */
  async forget(): Promise<void> {
    await this.#remove("moments", await this.#chest.keys("moments", ""));
    await this.#remove("blocks", await this.#chest.keys("blocks", ""));
  }

  /** Blocks that no moment has go. */
  async sweep(): Promise<void> {
    const records = await this.#chest.list("moments", "");
    const used = new Set(records.flatMap(({ list }) => [...blockNames(list)]));
    const names = await this.#chest.keys("blocks", "");
    await this.#remove(
      "blocks",
      names.filter((name) => !used.has(name)),
    );
  }

  /** A world that is not open needs its last moment alone. */
  async #prune(worldId: string): Promise<void> {
    const gone: string[] = [];
    const records = await this.#chest.list("moments", `${worldId}/`);
    const stay = new Set(worthKeeping(records.filter(({ build }) => build === this.#build).map((one) => one.entries)));
    for (const { entries, build } of records)
      if (build !== this.#build || !stay.has(entries)) gone.push(placeOf(worldId, entries));
    const others = await this.#chest.keys("moments", "");
    for (const [index, key] of others.entries()) {
      const world = key.slice(0, key.lastIndexOf("/"));
      const next = others[index + 1];
      if (world !== worldId && next?.startsWith(`${world}/`)) gone.push(key);
    }
    await this.#remove("moments", gone);
    await this.sweep();
  }

  async #load({ state, list }: MomentRecord): Promise<Moment> {
    const blocks = new Map<string, Uint8Array>();
    await Promise.all(
      [...blockNames(list)].map(async (name) => {
        const block = await this.#chest.get("blocks", name);
        if (block !== undefined) blocks.set(name, block);
      }),
    );
    return { state, changes: fromBlocks(list, blocks) };
  }

  async #remove(store: "moments" | "blocks", keys: readonly string[]): Promise<void> {
    if (keys.length > 0) await this.#chest.write(keys.map((key): Change => ({ store, key, value: undefined })));
  }
}

/** The last two stay; before them one for each doubling of the way back, so that no step is far from a moment before it. */
export function worthKeeping(entries: readonly number[]): readonly number[] {
  const sorted = entries.toSorted((a, b) => a - b);
  const last = sorted.at(-1) ?? 0;
  const seen = new Set<number>();
  return sorted.filter((one, index) => {
    if (index >= sorted.length - 2) return true;
    const distance = Math.floor(Math.log2(last - one));
    if (seen.has(distance)) return false;
    seen.add(distance);
    return true;
  });
}
