/*
 * Does the log of a saved practice again and compares: `verify.ts FILE SEED_FOLDER`. Prints the tables that differ, one a line;
 * nothing when the log leads where the file says.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { must } from "@practicum/kernel/assert";
import { differences } from "@practicum/world/digest";
import { openWorld } from "@practicum/world/open-world";
import type { SavedWorld } from "@practicum/world/kept/saved-world";
import type { SeedAbout } from "../../apps/sandbox/src/protocol.ts";
import type { WorldState } from "@practicum/world/world";

const [, , file, folder] = process.argv;
const text = (name: string) => readFile(join(must(folder), name), "utf8");
const saved: SavedWorld = JSON.parse(await readFile(must(file), "utf8"));
const about: SeedAbout = JSON.parse(await text("about.json"));
const payers: WorldState["payers"] = JSON.parse(await text("payers.json"));
if (about.build !== saved.build) throw new Error("the practice was made on another build: this one may lead elsewhere");
const { world, close } = await openWorld(
  {
    practice: about.practice,
    seed: saved.seed,
    archive: async () => new Uint8Array(await readFile(join(must(folder), "data.tar"))).buffer,
    state: { now: about.now, payers, waiting: [] },
  },
  { settings: ["enable_seqscan=off"] },
);
for (const entry of saved.entries) await world.apply(entry);
for (const name of differences(saved.digest, await world.digest())) console.log(name);
await close();
