/*
 * Works in the build's practice as chance has it and saves it as a file: `write-random.ts SEED DEEDS SEED_FOLDER` prints a saved practice, whose
 * digest is what Node came to, with plans of another shape than a browser makes and with looks between that leave no trace.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { must } from "@practicum/kernel/assert";
import { WORLD } from "@practicum/passport/build-bench";
import { staffByKey } from "@practicum/seed/practice";
import { openWorld } from "@practicum/world/open-world";
import type { SavedWorld } from "@practicum/world/kept/saved-world";
import type { WorldState } from "@practicum/world/world";
import type { SeedAbout } from "../../apps/sandbox/src/protocol.ts";
import { randomLog } from "./random-log.ts";

const [, , seed, deeds, folder] = process.argv;
const text = (name: string) => readFile(join(must(folder), name), "utf8");
const about: SeedAbout = JSON.parse(await text("about.json"));
const payers: WorldState["payers"] = JSON.parse(await text("payers.json"));
const archive = async () => new Uint8Array(await readFile(join(must(folder), "data.tar"))).buffer;
const { world, close } = await openWorld(
  { practice: about.practice, seed: WORLD, archive, state: { now: about.now, payers, waiting: [] } },
  { settings: ["enable_seqscan=off", "enable_hashjoin=off", "work_mem=1MB"] },
);
const manager = staffByKey("whitfield").staffId;
const entries = await randomLog(
  {
    get now() {
      return world.now;
    },
    async apply(entry) {
      for (const path of ["billing.listPayers", "scheduling.listResources", "identity.listLocations"])
        await world.look({ staffId: manager, path, body: "{}", commandId: null });
      return world.apply(entry);
    },
    look: (asked) => world.look(asked),
  },
  must(seed),
  Number(deeds),
);
const saved: SavedWorld = {
  format: "practicum-world-1",
  build: about.build,
  seed: WORLD,
  entries,
  digest: await world.digest(),
};
process.stdout.write(JSON.stringify(saved));
await close();
