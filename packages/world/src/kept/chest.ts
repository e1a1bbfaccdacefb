import type { Instant } from "@practicum/kernel/instant";
import type { Entry } from "../entry.ts";
import type { BlockList } from "../file-blocks.ts";
import type { WorldState } from "../world.ts";

/** A world as it stands in the list of those that are kept. */
export interface KeptWorld {
  readonly worldId: string;
  /** A lesson's id; null for a practice of one's own. */
  readonly lesson: string | null;
  /** The build that its log was done on. */
  readonly build: string;
  /** The wall clock's, of the last time that it was opened. */
  readonly openedAt: Instant;
  /** How many entries its log has. */
  readonly entries: number;
  /** How many of them a person would call a step: see `steps.ts`. */
  readonly steps: number;
  /** Whether the last step is time that passes, which goes on with the next such entry. */
  readonly isPassing: boolean;
  /** The practice's moment after the last of them. */
  readonly at: Instant;
  /** Who did the last of them; null while nobody did anything. */
  readonly staffId: string | null;
  /** The world that it was turned off from, after so many of its entries; null where it began by itself. */
  readonly from: { readonly worldId: string; readonly entries: number; readonly steps: number } | null;
  /** Why it can't be opened on this build, in words; null where nothing speaks against it. */
  readonly trouble: string | null;
}

/** An entry, and how it went where it was not simply done. */
export interface KeptEntry {
  readonly entry: Entry;
  readonly how?:
    | "refused"
    /** It ended in a fault; whoever does it again comes to the same. */
    | "failed"
    /** It was kept when this was not noted. */
    | "unknown";
}

/** A moment without its blocks, which stand by themselves. */
export interface MomentRecord {
  readonly entries: number;
  /** Its files are what differs from this build's. */
  readonly build: string;
  readonly state: WorldState;
  readonly list: BlockList;
}

/** What each store holds. */
export interface Stores {
  /** By the world's id. */
  readonly worlds: KeptWorld;
  /** By {@link placeOf}. */
  readonly entries: KeptEntry;
  /** By {@link placeOf}. */
  readonly moments: MomentRecord;
  /** By the hash of its content. */
  readonly blocks: Uint8Array;
  /** `current`: the world that was open last. */
  readonly about: string;
}

export type StoreName = keyof Stores;

/** `value` undefined is that it goes. */
export type Change = {
  [S in StoreName]: { readonly store: S; readonly key: string; readonly value: Stores[S] | undefined };
}[StoreName];

/** Where worlds are kept: a browser's database, or memory where the browser keeps nothing. */
export interface Chest {
  get<S extends StoreName>(store: S, key: string): Promise<Stores[S] | undefined>;
  /** Those whose key begins so, in the order of their keys. */
  list<S extends StoreName>(store: S, prefix: string): Promise<readonly Stores[S][]>;
  keys(store: StoreName, prefix: string): Promise<readonly string[]>;
  /** All of it, or nothing. */
  write(changes: readonly Change[]): Promise<void>;
}

/** The key of something in a world's log: they sort as they follow each other. */
export function placeOf(worldId: string, index: number): string {
  return `${worldId}/${String(index).padStart(8, "0")}`;
}

/** A chest that ends with the page. What is put in and taken out is a copy, as in a database. */
export function memoryChest(): Chest {
  const kept = new Map<string, unknown>();
  const name = (store: StoreName, key: string) => `${store}:${key}`;
  const keys = (store: StoreName, prefix: string) =>
    [...kept.keys()]
      .filter((key) => key.startsWith(name(store, prefix)))
      .toSorted()
      .map((key) => key.slice(store.length + 1));
  return {
    get: async (store, key) => structuredClone(kept.get(name(store, key))) as never,
    list: async (store, prefix) =>
      keys(store, prefix).map((key) => structuredClone(kept.get(name(store, key))) as never),
    keys: async (store, prefix) => keys(store, prefix),
    async write(changes) {
      for (const { store, key, value } of changes)
        if (value === undefined) kept.delete(name(store, key));
        else kept.set(name(store, key), structuredClone(value));
    },
  };
}
