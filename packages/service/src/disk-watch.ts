import { statfs } from "node:fs/promises";
import type { Storage } from "./storage.ts";

const MIB = 1024 ** 2;
const LOOK_MS = 1000;

/** How much of a volume is left free. What is too much for a small volume is a share of it. */
export interface DiskLimits {
  /** Below it a person is told. */
  readonly lowBytes: number;
  /** Below it nothing is written that can be refused. What is left is for the servers, and for who reads: each look into a chart leaves a line. */
  readonly fullBytes: number;
}

export interface DiskSpace {
  readonly freeBytes: number;
  readonly totalBytes: number;
}

export function diskLimits({ totalBytes }: Pick<DiskSpace, "totalBytes">): DiskLimits {
  return { lowBytes: Math.min(2048 * MIB, totalBytes * 0.15), fullBytes: Math.min(256 * MIB, totalBytes * 0.05) };
}

/** The state by the space there is. Full ends only above a margin, so that it does not flicker. */
export function diskState(space: DiskSpace, before: Storage["state"]): Storage["state"] {
  const { lowBytes, fullBytes } = diskLimits(space);
  if (space.freeBytes < fullBytes * (before === "full" ? 1.25 : 1)) return "full";
  return space.freeBytes < lowBytes ? "low" : "ok";
}

export async function diskSpace(folder: string): Promise<DiskSpace> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}

/** Looks at the volume of a folder every second. A folder that cannot be looked at counts as having room: its writes will tell. */
export class DiskWatch implements Storage {
  readonly #folder: string;
  readonly #onLook: ((state: Storage["state"], space: DiskSpace) => void) | undefined;
  readonly #waiting: (() => void)[] = [];
  readonly #timer: NodeJS.Timeout;
  state: Storage["state"] = "ok";

  constructor(folder: string, onLook?: (state: Storage["state"], space: DiskSpace) => void) {
    this.#folder = folder;
    this.#onLook = onLook;
    this.#timer = setInterval(() => void this.look(), LOOK_MS);
    this.#timer.unref();
  }

  async look(): Promise<void> {
    const space = await diskSpace(this.#folder).catch(() => undefined);
    this.state = space === undefined ? "ok" : diskState(space, this.state);
    if (space !== undefined) this.#onLook?.(this.state, space);
    if (this.state !== "full") for (const go of this.#waiting.splice(0)) go();
  }

  whenRoom(): Promise<void> {
    return this.state === "full" ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve();
  }

  /** Lets everybody go who waits. */
  stop(): void {
    clearInterval(this.#timer);
    for (const go of this.#waiting.splice(0)) go();
  }
}
