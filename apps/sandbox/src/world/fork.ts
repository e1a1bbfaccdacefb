import type { PGlite, PGliteOptions } from "@electric-sql/pglite";
import type { Future } from "../lessons/play.ts";
import { openRecords } from "./open-records.ts";
import { World, type WorldOptions } from "./world.ts";

/**
 * How a world is copied: its database's files, its payers and what waits, opened beside it. What is done in the copy stays there.
 *
 * @param engine see {@link openRecords}.
 */
export function forkOf(
  pglite: PGlite,
  options: Pick<WorldOptions, "practice" | "seed">,
  engine: Pick<PGliteOptions, "pgliteWasmModule" | "initdbWasmModule" | "fsBundle"> = {},
): (world: World) => Promise<Future> {
  return async (world) => {
    const { archive, state } = await world.pause(async (now) => {
      await pglite.exec("checkpoint");
      return { archive: await (await pglite.dumpDataDir("none")).arrayBuffer(), state: now };
    });
    const copy = await openRecords({ archive: Promise.resolve(archive) }, engine);
    const future = await World.open({ ...options, pglite: copy, state });
    return {
      world: future,
      async close() {
        await future.stop();
        await copy.close();
      },
    };
  };
}
