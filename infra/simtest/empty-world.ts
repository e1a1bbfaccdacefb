import { definitions } from "@practicum/all-services/definitions";
import { PGlite } from "@electric-sql/pglite";
import { openPglite } from "@practicum/db/pglite";
import { migrate } from "@practicum/db/migrate";
import { pgliteExtensions, setUpPglite } from "@practicum/db/pglite-extensions";
import { atLocal } from "@practicum/kernel/instant";
import { practiceId, profile, timeZone } from "@practicum/seed/practice";
import { openRecords } from "../../apps/sandbox/src/world/open-records.ts";
import { World, type WorldOptions, type WorldState } from "../../apps/sandbox/src/world/world.ts";
import { ClearinghouseSimulator } from "@practicum/simulators/clearinghouse/simulator";

export const start = atLocal("2026-11-16", "06:00", timeZone);

export const practice = { id: practiceId, slug: "world", name: profile.name, timeZone };

let base: Promise<Uint8Array<ArrayBuffer>> | undefined;

/** A database with every table and no row, made once a process. */
async function emptyRecords(): Promise<ArrayBuffer> {
  base ??= makeRecords();
  // Who opens it takes it.
  return (await base).slice().buffer;
}

async function makeRecords(): Promise<Uint8Array<ArrayBuffer>> {
  const pglite = await PGlite.create({
    extensions: pgliteExtensions,
    relaxedDurability: true,
    initDbStartParams: ["--wal-segsize=1", "--no-data-checksums"],
  });
  try {
    await setUpPglite(pglite, Object.keys(definitions));
    for (const [name, definition] of Object.entries(definitions))
      await migrate(openPglite(pglite, { schema: name }), name, definition.migrations);
    await pglite.exec("checkpoint");
    return new Uint8Array(await (await pglite.dumpDataDir("none")).arrayBuffer());
  } finally {
    await pglite.close();
  }
}

export interface OpenWorld {
  readonly world: World;
  readonly pglite: PGlite;
  close(): Promise<void>;
}

/** A practice in which nothing has happened yet. `settings` are PostgreSQL's, `name=value`. */
export async function openEmptyWorld(
  seed: string,
  settings: readonly string[] = [],
  faults: (pglite: PGlite) => Pick<WorldOptions, "bus" | "openDb"> = () => ({}),
): Promise<OpenWorld> {
  const pglite = await openRecords({ archive: emptyRecords() }, {}, settings);
  const payers = new ClearinghouseSimulator({ seed, dayMs: 86_400_000, mistakes: true }).snapshot();
  return openOn(pglite, seed, { now: start, payers, waiting: [] }, faults(pglite));
}

/** The same records and payers in services that start anew, as after a crash of their process. */
export async function openOn(
  pglite: PGlite,
  seed: string,
  state: WorldState,
  faults: Pick<WorldOptions, "bus" | "openDb"> = {},
): Promise<OpenWorld> {
  const world = await World.open({ pglite, practice, seed, state, ...faults });
  return {
    world,
    pglite,
    async close() {
      await world.stop();
      await pglite.close();
    },
  };
}
