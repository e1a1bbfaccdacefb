import { randomBytes } from "node:crypto";
import { open, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { diskLimits, DiskWatch, type DiskSpace } from "@practicum/service/disk-watch";
import type { Storage } from "@practicum/service/storage";

const MIB = 1024 ** 2;
/** A few of the 16 MB segments that PostgreSQL writes ahead, and what the broker keeps beside. */
const RESERVE_BYTES = { min: 48 * MIB, max: 128 * MIB };

export interface DiskKeeperOptions {
  readonly folder: string;
  /** For a person to read. */
  readonly say: (message: string) => void;
  /** It is getting low: people are told before it is full. */
  readonly onLow: () => void;
  /** There is room again after it was full. */
  readonly onRoom: () => void;
}

/**
 * Looks after the disk under the data folder. A reserve is kept in a file: when something fills the disk in one go it is let go,
 * so that PostgreSQL finds room for what reading needs, and it is made again when there is room.
 */
export class DiskKeeper {
  readonly #options: DiskKeeperOptions;
  readonly #watch: DiskWatch;
  readonly #reserve: string;
  #before: Storage["state"] = "ok";
  #turn: Promise<void> = Promise.resolve();

  constructor(options: DiskKeeperOptions) {
    this.#options = options;
    this.#reserve = join(options.folder, "reserve");
    this.#watch = new DiskWatch(options.folder, (state, space) => this.#look(state, space));
  }

  get state(): Storage["state"] {
    return this.#watch.state;
  }

  stop(): void {
    this.#watch.stop();
  }

  #look(state: Storage["state"], space: DiskSpace): void {
    const before = this.#before;
    this.#before = state;
    if (state !== before) this.#tell(before, state, space);
    this.#turn = this.#turn.then(() => this.#keepReserve(state, space)).catch(() => {});
  }

  #tell(before: Storage["state"], state: Storage["state"], { freeBytes }: DiskSpace): void {
    const { say, folder, onLow, onRoom } = this.#options;
    const free = `${Math.floor(freeBytes / MIB)} MB are free where ${folder} is`;
    if (state === "full") say(`The disk is full: ${free}. Reading goes on, nothing is saved until there is space.`);
    else if (before === "full") say(`The disk has room again: ${free}. Everything goes on.`);
    else if (state === "low") say(`The disk is getting full: ${free}. Make room before nothing can be saved.`);
    if (state === "low" && before === "ok") onLow();
    if (before === "full") onRoom();
  }

  async #keepReserve(state: Storage["state"], space: DiskSpace): Promise<void> {
    const { fullBytes } = diskLimits(space);
    if (space.freeBytes < fullBytes / 2) return rm(this.#reserve, { force: true });
    const wanted = Math.min(RESERVE_BYTES.max, Math.max(RESERVE_BYTES.min, space.totalBytes * 0.04));
    if (state === "full" || space.freeBytes < fullBytes * 2 + wanted) return;
    const there = await stat(this.#reserve).catch(() => undefined);
    if (there === undefined) await fill(this.#reserve, wanted);
  }
}

/** With chance, because a file of zeros takes no room on a disk that compresses. */
async function fill(path: string, bytes: number): Promise<void> {
  const file = await open(path, "w", 0o600);
  try {
    for (let written = 0; written < bytes; written += MIB) await file.write(randomBytes(MIB));
  } finally {
    await file.close();
  }
}
