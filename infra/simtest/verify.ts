/*
 * Does the log of a saved practice again and compares: `verify.ts FILE SEED_FOLDER`. Prints the tables that differ, one a line;
 * nothing when the log leads where the file says.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { must } from "@practicum/kernel/assert";
import { differences } from "../../apps/sandbox/src/world/digest.ts";
import { openRecords } from "../../apps/sandbox/src/world/open-records.ts";
import { World } from "../../apps/sandbox/src/world/world.ts";
import type { ExportedWorld, SeedAbout } from "../../apps/sandbox/src/protocol.ts";
import type { WorldState } from "../../apps/sandbox/src/world/world.ts";

const [, , file, folder] = process.argv;
const text = (name: string) => readFile(join(must(folder), name), "utf8");
const saved: ExportedWorld = JSON.parse(await readFile(must(file), "utf8"));
const about: SeedAbout = JSON.parse(await text("about.json"));
const payers: WorldState["payers"] = JSON.parse(await text("payers.json"));
if (about.build !== saved.build) throw new Error("the practice was made on another build: this one may lead elsewhere");
const archive = new Uint8Array(await readFile(join(must(folder), "data.tar"))).buffer;
const pglite = await openRecords({ archive: Promise.resolve(archive) }, {}, ["enable_seqscan=off"]);
const state = { now: about.now, payers, waiting: [] };
const world = await World.open({ pglite, practice: about.practice, seed: saved.seed, state });
for (const entry of saved.entries) await world.apply(entry);
for (const name of differences(saved.digest, await world.digest())) console.log(name);
await world.stop();
await pglite.close();
