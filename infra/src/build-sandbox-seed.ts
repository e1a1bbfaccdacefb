import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { openPglite } from "@practicum/db/pglite";
import { pgliteExtensions, setUpPglite } from "@practicum/db/pglite-extensions";
import { atLocal } from "@practicum/kernel/instant";
import { practiceId, profile, timeZone } from "@practicum/seed/practice";
import { leanArchive } from "./lean-archive.ts";
import { runSeed, type SeedRun } from "./seed-practice.ts";
import { SERVICES } from "./service-names.ts";

/**
 * The practice that a trainee opens: a Tuesday morning with visits under way and Monday's charges to review.
 * @internal a test makes the same one and looks into it.
 */
export const NOW = atLocal("2026-11-17", "09:40", timeZone);
/** @internal see {@link NOW}. */
export const SIZES = {
  full: { patients: 200, weeks: 3, pastVisitsPerProvider: 3, comingVisitsPerProvider: 3 },
  // For tests: a practice that is made in a minute.
  small: { patients: 60, weeks: 1, pastVisitsPerProvider: 2, comingVisitsPerProvider: 2 },
} as const;
/** PRACTICUM_DEMO=small chooses the small one, as it does for the clinic. */
const SIZE: SeedSize = process.env["PRACTICUM_DEMO"] === "small" ? SIZES.small : SIZES.full;
const PRACTICE = { id: practiceId, slug: "sandbox", name: profile.name, timeZone };

/**
 * The database lives in a page's memory: a log segment of 16 MB would be mostly zeros to carry and copy, and there is no disk
 * whose faults checksums would find.
 */
const INITDB_PARAMETERS = ["--wal-segsize=1", "--no-data-checksums"];

/** Tables that only serve to repeat what happened. Nobody repeats the seed, and they are half of it. */
const PLATFORM_TABLES = ["outbox", "command_inbox", "event_inbox"];

export type SeedSize = Pick<SeedRun, "patients" | "weeks" | "pastVisitsPerProvider" | "comingVisitsPerProvider">;

/** The seed for the sandbox: see {@link writeSeed} for what its files are. */
export interface SandboxSeed {
  readonly about: string;
  readonly payers: string;
  readonly tar: Buffer;
}

/**
 * Makes the practice that the sandbox opens with, by running the demonstration's seed on a PGlite.
 *
 * @param stamp of the sources that it is made by.
 * @throws when a step of the seed was refused: it would be a fault of the seed or of a service.
 */
export async function makeSeed(
  stamp: string,
  progress: (text: string) => void,
  size: SeedSize = SIZE,
): Promise<SandboxSeed> {
  const pglite = await PGlite.create({
    extensions: pgliteExtensions,
    relaxedDurability: true,
    initDbStartParams: INITDB_PARAMETERS,
  });
  try {
    await setUpPglite(pglite, SERVICES);
    const { payers, refused } = await runSeed({
      practice: PRACTICE,
      openDb: (_, service) => openPglite(pglite, { schema: service }),
      now: NOW,
      history: true,
      ...size,
      progress,
    });
    if (refused.length > 0) throw new Error(`steps of the sandbox's seed were refused: ${refused.join(", ")}`);
    progress("packing");
    // The build's name is that of the seed until the build gives its own.
    const about = JSON.stringify({ now: NOW, build: stamp, seed: stamp, practice: PRACTICE });
    return { about, payers: JSON.stringify(payers), tar: await dataDirectory(pglite) };
  } finally {
    await pglite.close();
  }
}

/** The database's files without what a practice that begins here does not need. */
async function dataDirectory(pglite: PGlite): Promise<Buffer> {
  for (const service of SERVICES)
    for (const table of PLATFORM_TABLES) await pglite.exec(`delete from "${service}".${table}`);
  return leanArchive(pglite);
}

/**
 * Writes the seed as files: `about.json` (which moment it is, whose practice), `payers.json` (what the payers remember), and the database's
 * directory as `data.tar`.
 */
export async function writeSeed(folder: string, { about, payers, tar }: SandboxSeed): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "data.tar"), tar);
  await writeFile(join(folder, "payers.json"), payers);
  await writeFile(join(folder, "about.json"), about);
}
