import { readFile, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { repositoryRoot } from "@practicum/tooling/paths";
import { run, tool } from "./run.ts";

/** What became of a task of a package, or of the root (`//`). */
export interface TaskRun {
  readonly package: string;
  readonly task: string;
  /** The package's folder from the top of the checkout; empty for the root. */
  readonly folder: string;
  readonly ok: boolean;
  /** Nothing that it depends on has changed since it last went well: what came out then was put back. */
  readonly fromCache: boolean;
  readonly seconds: number;
}

export interface TurboOptions {
  /** Run what is in the cache too. */
  readonly force: boolean;
  readonly env?: NodeJS.ProcessEnv;
  /** How many tasks at once; default two. More where some of them mostly wait. */
  readonly concurrency?: number;
}

/** Turborepo's own account of a run (`--summarize`). A task that was never reached has no execution. */
interface Summary {
  readonly tasks: readonly {
    readonly package?: string;
    readonly task: string;
    readonly command: string;
    readonly directory?: string;
    readonly cache: { readonly status: "HIT" | "MISS" };
    readonly execution?: { readonly startTime: number; readonly endTime: number; readonly exitCode: number | null };
  }[];
}

/** Turborepo's word for a task that a package does not have a program for. */
const NO_PROGRAM = "<NONEXISTENT>";
const accounts = join(repositoryRoot, ".turbo", "runs");

/**
 * Runs tasks of turbo.json in every package that has them, each only when something it depends on has changed. One that fails
 * keeps only those from running that stand on it.
 *
 * @returns what became of each; empty when Turborepo itself could not run, which it has said.
 */
export async function runTasks(tasks: readonly string[], options: TurboOptions): Promise<readonly TaskRun[]> {
  await rm(accounts, { recursive: true, force: true });
  const flags = [
    "--summarize",
    "--continue=dependencies-successful",
    `--concurrency=${options.concurrency ?? 2}`,
    "--log-order=grouped",
    "--output-logs=new-only",
  ];
  const forced = options.force ? ["--force"] : [];
  await run(process.execPath, [tool("turbo", "bin", "turbo"), "run", ...tasks, ...flags, ...forced], {
    live: true,
    env: {
      TURBO_TELEMETRY_DISABLED: "1",
      ...(process.stderr.isTTY ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" }),
      ...options.env,
    },
  });
  const [account] = await readdir(accounts).catch(() => []);
  if (account === undefined) return [];
  const summary: Summary = JSON.parse(await readFile(join(accounts, account), "utf8"));
  return summary.tasks
    .filter(({ command }) => command !== NO_PROGRAM)
    .map((one) => ({
      package: one.package ?? "//",
      task: one.task.replace(/^\/\/#/, ""),
      folder: one.directory ?? "",
      ok: one.cache.status === "HIT" || one.execution?.exitCode === 0,
      fromCache: one.cache.status === "HIT",
      seconds: one.execution === undefined ? 0 : (one.execution.endTime - one.execution.startTime) / 1000,
    }));
}
