import type { Instant } from "@practicum/kernel/instant";
import { openWorld, type OpeningOptions, type WorldBase } from "@practicum/world/open-world";
import type { WorldState } from "@practicum/world/world";
import type { Bench } from "./verify.ts";

/** The seed of the practice that each build of the training opens with. */
export const WORLD = "practicum-demo";

/** A build's practice at its beginning. */
export interface BuildSeed {
  readonly about: { readonly now: Instant; readonly build: string; readonly practice: WorldBase["practice"] };
  readonly payers: WorldState["payers"];
  /** The data directory as a tar, another copy each time. */
  readonly archive: WorldBase["archive"];
}

/** Where passports of a build are verified. @param engine PGlite's parts where they are at hand. */
export function benchOf({ about, payers, archive }: BuildSeed, engine: OpeningOptions["engine"] = {}): Bench {
  const { practice, now, build } = about;
  const base = { practice, seed: WORLD, archive, state: { now, payers, waiting: [] } };
  return { build, world: WORLD, open: () => openWorld(base, { engine }) };
}
