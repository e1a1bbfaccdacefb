import { createHash } from "node:crypto";
import { chmod, mkdir, rm, statfs } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";

/** Where Linux keeps files in memory. Elsewhere there is none, and the disk does. */
const MEMORY = "/dev/shm";
/** Some databases of 20 MB at a time, and what PostgreSQL writes ahead; the rest is left to the others. */
const FREE_BYTES_MIN = 4 * 1024 ** 3;

export interface DataFolder {
  readonly dataDir: string;
  remove(): Promise<void>;
}

/**
 * An empty place for the test server's data: in memory where that has room, as a database is some thousand files, and making and
 * deleting them costs a disk's journal more than the tests themselves; else below the folder. What a killed keeper of the same
 * folder left is removed.
 */
export async function dataFolder(folder: string, memory = MEMORY): Promise<DataFolder> {
  const name = createHash("sha256").update(`${hostname()} ${folder}`).digest("hex").slice(0, 16);
  const inMemory = join(memory, `practicum-test-${name}`);
  const onDisk = join(folder, "postgres");
  for (const place of [inMemory, onDisk]) await rm(place, { recursive: true, force: true });
  const place = (await hasRoom(memory)) ? inMemory : onDisk;
  await mkdir(place, { recursive: true });
  // Where we are root the server is another user's, who must be able to get there.
  await chmod(place, 0o755);
  return { dataDir: join(place, "data"), remove: () => rm(place, { recursive: true, force: true }) };
}

async function hasRoom(memory: string): Promise<boolean> {
  const found = await statfs(memory).catch(() => undefined);
  return found !== undefined && found.bavail * found.bsize >= FREE_BYTES_MIN;
}
