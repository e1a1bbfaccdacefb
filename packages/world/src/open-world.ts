import type { PGlite, PGliteOptions } from "@electric-sql/pglite";
import type { Practice } from "@practicum/service/define-service";
import { openRecords } from "./open-records.ts";
import { NO_CHANGES, type FileChanges } from "./seed-files.ts";
import { World, type WorldOptions, type WorldState } from "./world.ts";

/** Where a world begins. */
export interface WorldBase {
  readonly practice: Practice;
  /** The same seed, the same world. */
  readonly seed: string;
  /** A tar of the data directory, each time another copy: whoever opens it takes it. */
  readonly archive: () => Promise<ArrayBuffer>;
  readonly state: WorldState;
}

/** A world at one moment, complete: what its base lacks, and what is beside its database. */
export interface Moment {
  readonly state: WorldState;
  readonly changes: FileChanges;
}

export interface OpeningOptions {
  /** Another moment than the base's beginning. */
  readonly from?: Moment;
  /** PGlite's parts where they are at hand. */
  readonly engine?: Pick<PGliteOptions, "pgliteWasmModule" | "initdbWasmModule" | "fsBundle">;
  /** Of PostgreSQL, `name=value`. */
  readonly settings?: readonly string[];
  readonly faults?: (pglite: PGlite) => Pick<WorldOptions, "bus" | "openDb">;
}

export interface OpenWorld {
  readonly world: World;
  readonly pglite: PGlite;
  /** A copy of the moment, in memory. Entries wait meanwhile. */
  moment(): Promise<Moment>;
  /** A world of its own that begins at this moment. What is done in one is not done in the other. Whoever asks for it closes it. */
  fork(): Promise<OpenWorld>;
  close(): Promise<void>;
}

/** Opens a world in memory: in a browser's worker or in Node alike. */
export async function openWorld(base: WorldBase, options: OpeningOptions = {}): Promise<OpenWorld> {
  const { from, engine = {}, settings = [], faults } = options;
  const { practice, seed } = base;
  const { pglite, files } = await openRecords(
    { archive: base.archive(), changes: from?.changes ?? NO_CHANGES },
    engine,
    settings,
  );
  const state = from?.state ?? base.state;
  // A lesson that looks ahead asks for a fork of its own world.
  const fork = async (): Promise<OpenWorld> => openWorld(base, { ...options, from: await moment() });
  const world = await World.open({ pglite, practice, seed, state, fork, ...faults?.(pglite) });
  const moment = () =>
    world.pause(async (now): Promise<Moment> => {
      await pglite.exec("checkpoint");
      return { state: now, changes: files.changes() };
    });
  return {
    world,
    pglite,
    moment,
    fork,
    async close() {
      await world.stop();
      await pglite.close();
    },
  };
}
