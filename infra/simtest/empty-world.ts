import { atLocal } from "@practicum/kernel/instant";
import { practiceId, profile, timeZone } from "@practicum/seed/practice";
import { openWorld, type OpeningOptions, type OpenWorld, type WorldBase } from "@practicum/world/open-world";
import { World, type WorldOptions } from "@practicum/world/world";
import { emptyRecords } from "./empty-records.ts";
import { ClearinghouseSimulator } from "@practicum/simulators/clearinghouse/simulator";

export const start = atLocal("2026-11-16", "06:00", timeZone);

export const practice = { id: practiceId, slug: "world", name: profile.name, timeZone };

/** Where a practice begins in which nothing has happened yet. */
export function emptyBase(seed: string): WorldBase {
  const payers = new ClearinghouseSimulator({ seed, dayMs: 86_400_000, mistakes: true }).snapshot();
  return { practice, seed, archive: emptyRecords, state: { now: start, payers, waiting: [] } };
}

/** `settings` are PostgreSQL's, `name=value`. */
export function openEmptyWorld(
  seed: string,
  settings: readonly string[] = [],
  faults?: OpeningOptions["faults"],
): Promise<OpenWorld> {
  return openWorld(emptyBase(seed), { settings, ...(faults === undefined ? {} : { faults }) });
}

/** A world that may have started anew. */
export type RunningWorld = Pick<OpenWorld, "world" | "pglite" | "close">;

/** The same records and payers in services that start anew, as after a crash of their process. */
export async function openOn(
  before: RunningWorld,
  seed: string,
  faults: Pick<WorldOptions, "bus" | "openDb"> = {},
): Promise<RunningWorld> {
  const { pglite, world } = before;
  const { state } = world;
  await world.stop();
  const again = await World.open({ pglite, practice, seed, state, ...faults });
  return {
    pglite,
    world: again,
    async close() {
      await again.stop();
      await pglite.close();
    },
  };
}
