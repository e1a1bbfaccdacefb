import { createHash, type Hash } from "node:crypto";
import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { packSandbox } from "./pack-sandbox.ts";
import { writePacked } from "./packed-cache.ts";
import { SERVICES } from "./service-names.ts";
import { buildApp } from "./web-build.ts";

const app = join(repositoryRoot, "apps", "sandbox");
const seedFolder = join(app, "public", "seed");
const SEED_FILES = ["about.json", "payers.json", "data.tar"];

/** What the seed is made by: these decide every row of it. */
const SEED_SOURCES = [
  ...["all-services", "kernel", "contracts", "bus", "db", "service", "x12", "terminology", "simulators", "seed"].map(
    (name) => `packages/${name}`,
  ),
  ...SERVICES.map((name) => `services/${name}`),
].map((folder) => `${folder}/src`);
/** What else decides what a log leads to, and what a lesson asks: a passport names the build that has just these. */
const RULE_SOURCES = ["api", "curriculum", "passport", "world"].map((name) => `packages/${name}/src`);
const SEED_PROGRAMS = ["build-sandbox-seed.ts", "build-sandbox-wal.ts", "lean-archive.ts", "seed-practice.ts"];

export interface SandboxBuild {
  readonly dist: string;
  /** Bytes of the first visit with brotli. */
  readonly bytes: number;
}

/**
 * Builds the training app as static files, which the page unpacks by itself: see {@link packSandbox}. The seed takes minutes; it is made again only when a source that it depends on changed.
 *
 * @param keepSeed take the seed that is there, even of other sources: for work on the screens.
 */
export async function buildSandbox(progress: (text: string) => void, keepSeed = false): Promise<SandboxBuild> {
  const stamp = await seedStamp();
  const made = await madeSeed();
  if (made === undefined || (made !== stamp && !keepSeed)) {
    // All services load with it: only who needs it waits for that.
    const { makeSeed, writeSeed } = await import("./build-sandbox-seed.ts");
    await writeSeed(seedFolder, await makeSeed(stamp, progress));
  }
  await nameBuild();
  progress("bundling");
  const { dist } = await buildApp("sandbox", async (built) => {
    await packSandbox(built);
    await packAll(built);
  });
  return { dist, bytes: await bytesOverTheWire(dist) };
}

interface About {
  /** The stamp of what the seed was made by. */
  readonly seed: string;
  /** Names the seed and the rules of everything that is done on it. */
  readonly build: string;
}

const aboutFile = join(seedFolder, "about.json");

async function about(): Promise<About> {
  const read: About = JSON.parse(await readFile(aboutFile, "utf8"));
  return read;
}

/** The stamp of the seed that is there, if it is whole: `about.json` is written last. */
async function madeSeed(): Promise<string | undefined> {
  const there: readonly string[] = await readdir(seedFolder).catch(() => []);
  if (SEED_FILES.some((name) => !there.includes(name))) return undefined;
  return (await about()).seed;
}

/** A changed lesson is another build, though its practice is the same. */
async function nameBuild(): Promise<void> {
  const before = await about();
  const hash = createHash("sha256").update(before.seed);
  await addSources(hash, [], RULE_SOURCES);
  const build = hash.digest("hex").slice(0, 32);
  if (before.build !== build) await writeFile(aboutFile, JSON.stringify({ ...before, build }));
}

async function seedStamp(): Promise<string> {
  const hash = createHash("sha256");
  // The small practice of the tests is another one than that of a release.
  hash.update(process.env["PRACTICUM_DEMO"] ?? "full");
  // PGlite's version decides the format of the data directory.
  hash.update(await readFile(join(repositoryRoot, "infra", "package.json")));
  const programs = SEED_PROGRAMS.map((name) => join(repositoryRoot, "infra", "src", name));
  await addSources(hash, programs, SEED_SOURCES);
  return hash.digest("hex").slice(0, 32);
}

async function addSources(hash: Hash, programs: readonly string[], folders: readonly string[]): Promise<void> {
  const files = [...programs];
  for (const folder of folders) {
    const entries = await readdir(join(repositoryRoot, folder), { recursive: true, withFileTypes: true });
    files.push(...entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)));
  }
  for (const file of files.filter((one) => !one.endsWith(".test.ts")).toSorted())
    hash.update(file.slice(repositoryRoot.length)).update(await readFile(file));
}

const PACKED = new Set([".html", ".js", ".css", ".json", ".wasm", ".svg", ".data"]);

/** Puts a `.br` and a `.gz` beside each file that packing makes smaller, for the file servers that know these. */
export async function packAll(dist: string): Promise<void> {
  for (const file of await filesBelow(dist)) {
    if (!PACKED.has(extname(file))) continue;
    const content = await readFile(file);
    for (const packing of ["br", "gz"] as const) await writePacked(content, packing, `${file}.${packing}`);
  }
}

/** Every file once, as a server sends it that knows brotli. */
async function bytesOverTheWire(dist: string): Promise<number> {
  const files = new Set(await filesBelow(dist));
  let bytes = 0;
  for (const file of files) {
    const isPacked = /\.(br|gz)$/.test(file) && files.has(file.slice(0, -3));
    if (isPacked || file.endsWith(".stamp")) continue;
    bytes += (await stat(files.has(`${file}.br`) ? `${file}.br` : file)).size;
  }
  return bytes;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
