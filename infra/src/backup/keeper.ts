import { rm } from "node:fs/promises";
import { backupsIn, outlived, type Keeping } from "./kept.ts";

export interface BackupKeeperOptions extends Keeping {
  /** Where backups are put. */
  readonly folder: string;
  readonly everyHours: number;
  /** Makes one in that folder, read back whole. */
  readonly make: () => Promise<void>;
  /** For a person to read. */
  readonly say: (message: string) => void;
  /** The first one that could not be made after one that could. */
  readonly onFailed: (why: string) => void;
}

const HOUR_MS = 3_600_000;
const LOOK_MS = 60_000;
const AGAIN_MS = 15 * 60_000;

/**
 * Makes backups by themselves: one as soon as the newest in the folder is too old, whoever made it; and then deletes those that nobody
 * needs any more. Nothing is deleted while none can be made.
 */
export class BackupKeeper {
  readonly #options: BackupKeeperOptions;
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<void> = Promise.resolve();
  #failedAt: Date | undefined;

  constructor(options: BackupKeeperOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.look(new Date()), LOOK_MS);
    void this.look(new Date());
  }

  /** One that is being made is given up: its part is cleared away by the next. */
  stop(): void {
    clearInterval(this.#timer);
  }

  /** Looks what is due at that moment, one look after the other. */
  look(now: Date): Promise<void> {
    this.#turn = this.#turn.then(() => this.#look(now)).catch((error: unknown) => this.#failed(error, now));
    return this.#turn;
  }

  async #look(now: Date): Promise<void> {
    const { folder, everyHours, make } = this.#options;
    if (this.#failedAt !== undefined && now.getTime() - this.#failedAt.getTime() < AGAIN_MS) return;
    const [newest] = await backupsIn(folder);
    if (newest !== undefined && now.getTime() - newest.at.getTime() < everyHours * HOUR_MS) return;
    await make();
    if (this.#failedAt !== undefined) this.#options.say("A backup could be made again.");
    this.#failedAt = undefined;
    await this.#clearUp(now);
  }

  async #clearUp(now: Date): Promise<void> {
    const there = await backupsIn(this.#options.folder);
    const over = outlived(
      there.map(({ at }) => at),
      this.#options,
      now,
    );
    for (const { file, at } of there) if (over.includes(at)) await rm(file, { force: true });
  }

  #failed(error: unknown, now: Date): void {
    const why = error instanceof Error ? error.message : String(error);
    const isFirst = this.#failedAt === undefined;
    this.#failedAt = now;
    if (!isFirst) return;
    this.#options.say(`No backup could be made: ${why}. It is tried again every quarter of an hour.`);
    this.#options.onFailed(why);
  }
}
