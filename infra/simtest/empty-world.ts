import { definitions } from "@practicum/all-services/definitions";
import { PGlite } from "@electric-sql/pglite";
import { openPglite } from "@practicum/db/pglite";
import { migrate } from "@practicum/db/migrate";
import { pgliteExtensions, setUpPglite } from "@practicum/db/pglite-extensions";
import { atLocal } from "@practicum/kernel/instant";
import { practiceId, profile, timeZone } from "@practicum/seed/practice";
import { openWorld, type OpeningOptions, type OpenWorld, type WorldBase } from "@practicum/world/open-world";
import { World, type WorldOptions } from "@practicum/world/world";
import { leanArchive } from "../src/lean-archive.ts";
import { ClearinghouseSimulator } from "@practicum/simulators/clearinghouse/simulator";

export const start = atLocal("2026-11-16", "06:00", timeZone);

export const practice = { id: practiceId, slug: "world", name: profile.name, timeZone };

let base: Promise<Buffer> | undefined;

/** A database with every table and no row, made once a process. */
async function emptyRecords(): Promise<ArrayBuffer> {
  base ??= makeRecords();
  // Who opens it takes it.
  return new Uint8Array(await base).buffer;
}

async function makeRecords(): Promise<Buffer> {
  const pglite = await PGlite.create({
    extensions: pgliteExtensions,
    relaxedDurability: true,
    initDbStartParams: ["--wal-segsize=1", "--no-data-checksums"],
  });
  try {
    await setUpPglite(pglite, Object.keys(definitions));
    for (const [name, definition] of Object.entries(definitions))
      await migrate(openPglite(pglite, { schema: name }), name, definition.migrations);
    return await leanArchive(pglite);
  } finally {
    await pglite.close();
  }
}

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
