import { ended, end, gone, sleep } from "@practicum/tooling/child";
import type { ChildProcess } from "node:child_process";

/** One process that has to be there: started, watched, started again. */
export interface Supervised {
  readonly name: string;
  /** The process id now; undefined between two lives. */
  readonly pid: number | undefined;
  /** Tells it something over its channel, if it is there now. */
  tell(message: object): void;
  /** Ends it, to be started again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface SuperviseOptions {
  readonly name: string;
  /** Starts it and waits until it is of use. Throwing counts as a death. */
  readonly start: () => Promise<ChildProcess>;
  /** Told when it died and when it is back, for a person to read. */
  readonly onChange: (message: string) => void;
  readonly signal?: NodeJS.Signals;
}

const BACKOFF_MS = [100, 250, 500, 1000, 2000, 5000];
/** A process that lived this long starts its backoff from the beginning. */
const HEALTHY_MS = 10_000;

/**
 * Starts a process and keeps it: when it dies it is started again, after a wait that grows with each quick death. It
 * never gives up, because the reason (a full disk, a database away) may go away.
 *
 * @throws when the first start fails: then somebody is looking.
 */
export async function supervise(options: SuperviseOptions): Promise<Supervised> {
  let child: ChildProcess | undefined = await options.start();
  let stopping = false;
  const loop = keep();

  async function keep(): Promise<void> {
    let deaths = 0;
    while (!stopping) {
      if (child !== undefined) {
        const bornMs = performance.now();
        await gone(child);
        if (stopping) return;
        if (performance.now() - bornMs > HEALTHY_MS) deaths = 0;
        options.onChange(`${options.name} ended (${ended(child) ?? "unknown"}); starting it again`);
      }
      await sleep(BACKOFF_MS[Math.min(deaths, BACKOFF_MS.length - 1)] ?? 0);
      deaths++;
      if (stopping) return;
      await restart(deaths);
    }
  }

  async function restart(attempt: number): Promise<void> {
    child = undefined;
    try {
      child = await options.start();
      options.onChange(`${options.name} is back`);
    } catch (error) {
      options.onChange(
        `${options.name} did not start (attempt ${attempt}): ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }

  return {
    name: options.name,
    get pid() {
      return child !== undefined && ended(child) === undefined ? child.pid : undefined;
    },
    tell(message) {
      if (child !== undefined && child.connected) child.send(message, () => {});
    },
    async restart() {
      if (child !== undefined && !stopping) await end(child, options.signal ?? "SIGTERM", 15_000);
    },
    async stop() {
      stopping = true;
      if (child !== undefined) await end(child, options.signal ?? "SIGTERM", 15_000);
      await loop;
      // A start that was under way when we were told to stop.
      if (child !== undefined) await end(child, options.signal ?? "SIGTERM", 15_000);
    },
  };
}
